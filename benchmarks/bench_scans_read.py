"""How many numbers of real scans come into the dataset as a person reads them.

    python -m benchmarks.bench_scans_read FOLDER [--show] [--only N…]

``scans_read.json`` holds the tables of ten pages of four scans, read from their pictures by eye and
proved by their own totals; files are known by their sha256, and looked for in FOLDER. A number is
right when it stands with all its signs in a cell of a row with the others of its row, in their
order; spaces do not count. ``--show`` prints the rows in which numbers are lost.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from crossfoot.flows.runs.pipeline import read_here
from crossfoot.model import Table
from crossfoot.settings import Settings

TRUTH = Path(__file__).with_name("scans_read.json")
Row = tuple[str, ...]


@dataclass(frozen=True)
class ReadPage:
    """A page as a person read it: rows of numbers as printed, without spaces and empty cells."""

    sha256: str
    page: int
    labels: tuple[str, ...]
    rows: tuple[Row, ...]


def load(path: Path = TRUTH) -> tuple[ReadPage, ...]:
    """Return the pages of a file of truth."""
    return tuple(
        ReadPage(
            page["sha256"],
            page["page"],
            tuple(row[0] for table in page["tables"] for row in table["rows"]),
            tuple(_bare(row[1:]) for table in page["tables"] for row in table["rows"]),
        )
        for page in json.loads(path.read_text(encoding="utf-8"))
    )


def _bare(texts: Sequence[str]) -> Row:
    return tuple("".join(text.split()) for text in texts if text.strip())


def rows_of(tables: Sequence[Table]) -> list[Row]:
    """Return the rows of tables as texts without spaces, those that hold a digit."""
    found: list[Row] = []
    for table in tables:
        by_row: dict[int, list[tuple[int, str]]] = {}
        for cell in table.cells:
            by_row.setdefault(cell.row, []).append((cell.col, cell.text))
        found += [_bare([text for _, text in sorted(by_row[row])]) for row in sorted(by_row)]
    return [row for row in found if any(char.isdigit() for text in row for char in text)]


def matches(true: Row, read: Row) -> int:
    """Return how many texts two rows share in one order.

    >>> matches(("1", "2", "3"), ("Bron", "1", "3", "2"))
    2
    """
    best = [0] * (len(read) + 1)
    for text in true:
        before = list(best)
        for i, other in enumerate(read):
            best[i + 1] = max(best[i], before[i + 1], before[i] + (text == other))
    return best[-1]


def score(true: Sequence[Row], read: Sequence[Row]) -> list[int]:
    """Return for each true row how many of its numbers are right; no row is used twice."""
    left = list(read)
    right = []
    for row in true:
        shared = [matches(row, one) for one in left]
        right.append(max(shared, default=0))
        if right[-1]:
            left.pop(shared.index(right[-1]))
    return right


def measure(page: ReadPage, path: Path, *, show: bool) -> tuple[int, int]:
    """Read a page of a file; print and return its numbers right and in all."""
    read = rows_of(read_here(path, Settings(pages=(page.page,))).tables)
    right = score(page.rows, read)
    printed = sum(map(len, page.rows))
    print(f"{path.stem} p. {page.page}: {sum(right)} of {printed}", flush=True)
    if show:
        for label, row, count in zip(page.labels, page.rows, right, strict=True):
            if count < len(row):
                print(f"    {label}: {count} of {' '.join(row)}")
    return sum(right), printed


def main(argv: Sequence[str] | None = None) -> int:
    """Print a line a page, then all together; 1 where a file is not found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--only", type=int, nargs="*", help="pages by their place in the file")
    args = parser.parse_args(argv)
    wanted = load()
    chosen = [one for i, one in enumerate(wanted) if args.only is None or i in args.only]
    files = {sha256(p.read_bytes()).hexdigest(): p for p in sorted(args.folder.rglob("*.pdf"))}
    if missing := {one.sha256 for one in chosen} - set(files):
        print(f"no PDF in {args.folder} has sha256 {', '.join(sorted(missing))}", file=sys.stderr)
        return 1
    scores = [measure(one, files[one.sha256], show=args.show) for one in chosen]
    right, printed = map(sum, zip(*scores, strict=True))
    print(f"{len(scores)} pages: {right / printed:.3f} of {printed} numbers right")
    return 0


if __name__ == "__main__":
    sys.exit(main())
