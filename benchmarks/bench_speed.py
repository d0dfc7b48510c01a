"""Processor time of crossfoot's table engine and of its peers, over every PDF of ICDAR-2013.

Each file is read by one reader after the other before the next file is: whatever else the machine
does then weighs on all of them alike. Imports are not counted. What counts is processor time, of
child processes too, and of it the ratios: times as such tell of the machine.

    python -m benchmarks.bench_speed [--corpus DIR]
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers import PEERS
from crossfoot.extractors.pdf.reader import open_document
from crossfoot.extractors.weighing.read import read_page_tables

Reader = Callable[[Path, Iterable[int] | None], Any]
OWN = "crossfoot, tables alone"
FASTER = {"camelot lattice": 10.0, "pdfplumber": 4.0}  # what the project means to keep


def main(argv: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    default = os.environ.get("CROSSFOOT_CORPUS", "../shared/corpus")
    parser.add_argument("--corpus", type=Path, default=Path(default))
    files = sorted((parser.parse_args(argv).corpus / "icdar2013").glob("*.pdf"))
    if not files:
        parser.error("no ICDAR files: set CROSSFOOT_CORPUS to the folder of the corpora")
    print(as_markdown(measure(files, {name: PEERS[name] for name in FASTER}), count_pages(files)))


def read_tables(path: Path, pages: Iterable[int] | None = None) -> int:
    """Read a file and the tables of its pages, no more; return how many there are."""
    with open_document(path) as document:
        numbers = pages or range(1, document.info.pages + 1)
        return sum(len(read_page_tables(document.page(number))) for number in numbers)


def measure(files: Sequence[Path], others: Mapping[str, Reader]) -> dict[str, float]:
    """Return the processor seconds that our tables and each other reader take over all files."""
    readers: dict[str, Reader] = {OWN: read_tables, **others}
    for read in readers.values():
        read(files[0], None)  # imports, and what is read once
    spent = dict.fromkeys(readers, 0.0)
    for file in files:
        for name, read in readers.items():
            start = _processor_seconds()
            read(file, None)
            spent[name] += _processor_seconds() - start
    return spent


def _processor_seconds() -> float:
    children = os.times()
    return time.process_time() + children.children_user + children.children_system


def count_pages(files: Sequence[Path]) -> int:
    """Return how many pages files have."""
    total = 0
    for file in files:
        with open_document(file) as document:
            total += document.info.pages
    return total


def as_markdown(spent: Mapping[str, float], pages: int) -> str:
    """Return times and ratios as a table."""
    lines = ["| reader | ms a page | times our tables alone | means to be |", "|---|---|---|---|"]
    for name, seconds in spent.items():
        goal = f"at least {FASTER[name]:.0f}" if name in FASTER else ""
        ratio = seconds / spent[OWN]
        lines.append(f"| {name} | {1000 * seconds / pages:.0f} | {ratio:.1f} | {goal} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
