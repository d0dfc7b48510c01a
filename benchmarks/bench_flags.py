"""What is flagged in real reports, against the verdicts of people.

    python -m benchmarks.bench_flags [--report NAME…]    # whole reports, as `check PDF` does
    python -m benchmarks.bench_flags --judged            # the judged pages alone, a minute

Reads the reports of `corpus/pages` and those of `corpus/reports` outside `hard`, and prints the
errors by cause, each with the verdict that `flags_read.csv` has for it: a person looked at the
page. `FLAGS_READ.md` tells what was found. Flags without a verdict are to be read so, too.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.db.causes import Failing, find_causes
from crossfoot.flows.runs.pipeline import read_here
from crossfoot.settings import Settings

if TYPE_CHECKING:
    from crossfoot.model import Check

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("CROSSFOOT_CORPUS", ROOT.parent / "shared" / "corpus"))
JUDGED = Path(__file__).parent / "flags_read.csv"

Flag = tuple[str, int, Decimal, Decimal]
"""First digits of the sha256, page, printed and computed value."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person said of a flag beside its page.

    Attributes:
        alone: Whether it is raised when its page is read alone, too.
    """

    flag: Flag
    is_true: bool
    alone: bool
    why: str


def main(argv: Sequence[str] | None = None) -> int:
    """Print flags with their verdicts, and the share that is true."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--judged", action="store_true", help="only the judged pages, each alone")
    parser.add_argument("--report", nargs="*", help="only these, by the names of their files")
    args = parser.parse_args(argv)
    if not CORPUS.is_dir():
        print("no corpora: set CROSSFOOT_CORPUS to their folder", file=sys.stderr)
        return 3
    for line in _pages() if args.judged else _reports(args.report):
        print(line, flush=True)
    return 0


def verdicts() -> tuple[Verdict, ...]:
    """Return all verdicts of `flags_read.csv`."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        return tuple(
            Verdict(
                (
                    row["sha256"],
                    int(row["page"]),
                    Decimal(row["printed"]),
                    Decimal(row["computed"]),
                ),
                row["verdict"] == "true",
                row["alone"] == "1",
                row["why"],
            )
            for row in csv.DictReader(file)
        )


def reports(corpus: Path = CORPUS) -> dict[str, Path]:
    """Return the reports that are read by the first digits of their sha256."""
    found = [*corpus.glob("pages/??/*.pdf"), *corpus.glob("reports/??/*.pdf")]
    return {_sha(path): path for path in sorted(found)}


def flags_of(path: Path, pages: tuple[int, ...] | None = None) -> list[Check]:
    """Return the errors of a report, or of some of its pages."""
    read = read_here(path, replace(Settings(), pages=pages))
    return [one for one in read.checks if one.status == "mismatch" and one.severity == "error"]


def flag_of(sha: str, check: Check) -> Flag:
    """Return what a verdict names a flag by."""
    return sha, check.page, check.printed or Decimal(0), check.computed or Decimal(0)


def causes_of(flags: Sequence[Check]) -> list[list[Check]]:
    """Return errors by cause, as `crossfoot check` does."""
    told = [
        Failing(
            report=0,
            table=one.table,
            row=one.total.row,
            col=one.total.col,
            axis=one.axis,
            is_warning=False,
            printed=one.printed,
            delta=one.delta,
            suspect=one.suspects[0].ref if one.suspects else None,
            significance=one.significance,
        )
        for one in flags
    ]
    return [[flags[index] for index in cause.members] for cause in find_causes(told)]


def _reports(names: Iterable[str] | None) -> Iterator[str]:
    known = {one.flag: one for one in verdicts()}
    counts: Counter[str] = Counter()
    for sha, path in reports().items():
        if names and path.stem not in names:
            continue
        causes = causes_of(flags_of(path))
        yield f"{path.stem}: {sum(map(len, causes))} errors of {len(causes)} causes"
        for cause in causes:
            word = _verdict([known.get(flag_of(sha, one)) for one in cause])
            counts[word] += 1
            yield f"  {word:<8} p. {cause[0].page} {cause[0].printed} / {cause[0].computed}" + (
                f" … and {len(cause) - 1} more" if len(cause) > 1 else ""
            )
    yield f"causes: {counts['true']} true, {counts['false']} false, {counts['unread']} not judged"


def _verdict(found: Sequence[Verdict | None]) -> str:
    """Return the verdict on a cause: of its worst flag that has one."""
    judged = [one for one in found if one is not None]
    if not judged:
        return "unread"
    return "true" if judged[0].is_true else "false"


def _pages() -> Iterator[str]:
    known = [one for one in verdicts() if one.alone]
    paths = reports()
    counts: Counter[str] = Counter()
    for sha, page in sorted({one.flag[:2] for one in known}):
        wanted = {one.flag for one in known if one.flag[:2] == (sha, page)}
        found = {flag_of(sha, one) for one in flags_of(paths[sha], (page,))}
        counts["there"] += len(wanted & found)
        counts["gone"] += len(wanted - found)
        counts["new"] += len(found - wanted)
        for flag in found - wanted:
            yield f"not judged: {paths[sha].stem}, p. {page}: {flag[2]} / {flag[3]}"
    yield f"{counts['there']} flags as judged, {counts['gone']} no more, {counts['new']} not judged"


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


if __name__ == "__main__":
    raise SystemExit(main())
