"""Where the printed numbers of real pages end: `python -m benchmarks.bench_ledger [--judged]`.

Reads the pages with known truth of `corpus/pages` and `corpus/pages2`, each alone, and counts their
numbers by placement. With ``--judged`` it reads the twenty pages of `LEDGER_READ.md` again, each
among its two neighbours on either side, and says how many of the numbers that a person looked at
stand where they stood then: `ledger_read.csv` has a row for each, with its box.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2

from crossfoot.flows.runs.pipeline import read_here
from crossfoot.model import PageLedger
from crossfoot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("CROSSFOOT_CORPUS", ROOT.parent / "shared" / "corpus"))
JUDGED = Path(__file__).parent / "ledger_read.csv"
NEAR = 1.0  # points: how far the box of a number may have moved

Spot = tuple[tuple[float, ...], str, bool]
"""Box, placement, and whether the person found it right."""


def main(argv: Sequence[str] | None = None) -> int:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--judged", action="store_true", help="only the twenty pages")
    args = parser.parse_args(argv)
    if not CORPUS.is_dir():
        print("no corpora: set CROSSFOOT_CORPUS to their folder", file=sys.stderr)
        return 3
    print("\n".join(_judged() if args.judged else _counted()))
    return 0


def _counted() -> Iterator[str]:
    counts: Counter[str] = Counter()
    warnings: Counter[str] = Counter()
    start, pages = time.process_time(), 0
    for path, page in _pages():
        extraction = read_here(path, replace(Settings(), pages=(page,)))
        pages += 1
        counts.update(line.placement for one in extraction.pages for line in one.lines)
        warnings.update(finding.code for finding in extraction.warnings if finding.box)
    total = sum(counts.values())
    yield f"{pages} pages, {total} numbers, {time.process_time() - start:.0f} s of processor time"
    yield from (f"{name:<10}{count:>7} {100 * count / total:5.1f} %" for name, count in
                counts.most_common())  # fmt: skip
    yield from (f"warning {name}: {count}" for name, count in warnings.most_common())


def _pages() -> Iterator[tuple[Path, int]]:
    """Yield the PDF and the number of each page with truth."""
    for folder in ("pages", "pages2"):
        for truth in sorted((CORPUS / folder).rglob("*.truth.json")):
            page = json.loads(truth.read_text(encoding="utf-8"))["page"]
            name = re.sub(r"\.p\d+$", "", truth.name.removesuffix(".truth.json"))
            beside = truth.parent / f"{name}.pdf"
            found = [beside] if beside.exists() else sorted(CORPUS.rglob(f"{name}.pdf"))
            if found:
                yield found[0], page


def _judged() -> Iterator[str]:
    spots: dict[tuple[str, int], list[Spot]] = defaultdict(list)
    with JUDGED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            box = tuple(float(row[side]) for side in ("x0", "top", "x1", "bottom"))
            key = row["sha256"], int(row["page"])
            spots[key].append((box, row["placement"], row["judged"] == "right"))
    files = {hashlib.sha256(p.read_bytes()).hexdigest()[:16]: p for p, _ in _pages()}
    counts: Counter[str] = Counter()
    for (sha256, page), wanted in spots.items():
        if sha256 in files:
            counts += _compare(wanted, _read(files[sha256], page))
    yield f"right then and unchanged {counts['right']}, wrong then and unchanged {counts['wrong']}"
    yield f"placed otherwise now {counts['changed']}, gone {counts['gone']}, new {counts['new']}"


def _read(path: Path, page: int) -> PageLedger:
    """Return the account of a page read among its neighbours."""
    with pypdfium2.PdfDocument(path) as document:
        last = len(document)
    pages = tuple(range(max(1, page - 2), min(last, page + 2) + 1))
    extraction = read_here(path, replace(Settings(), pages=pages))
    return next(one for one in extraction.pages if one.page == page)


def _compare(wanted: Sequence[Spot], ledger: PageLedger) -> Counter[str]:
    counts: Counter[str] = Counter()
    left = list(ledger.lines)
    for box, placement, is_right in wanted:
        same = [
            line
            for line in left
            if max(abs(a - b) for a, b in zip(line.box, box, strict=True)) <= NEAR
        ]
        if not same:
            counts["gone"] += 1
            continue
        left.remove(same[0])
        kept = "right" if is_right else "wrong"
        counts[kept if same[0].placement == placement else "changed"] += 1
    counts["new"] += len(left)
    return counts


if __name__ == "__main__":
    sys.exit(main())
