"""Are reports called what their first pages say, of the right year and language?

    python -m benchmarks.bench_titles CORPUS [--each]

Reads the first three pages of each report of the read list, as `crossfoot extract --pages 1-3`
does, and prints the shares of titles, years and languages that are those a person read.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.titles.score import Read, Told, is_title, read_list, score
from crossfoot.errors import CrossfootError
from crossfoot.extractors.pdf.reader import open_document
from crossfoot.flows.runs.pipeline import read_here
from crossfoot.settings import Settings

PAGES = 3


def told_of(path: Path) -> Told:
    """Return what the program says of a report."""
    with open_document(path) as document:
        pages = tuple(range(1, min(PAGES, document.info.pages) + 1))
    report = read_here(path, Settings(pages=pages)).report
    return Told(report.name, report.year, report.language)


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--each", action="store_true", help="what is wrong of each report")
    options = parser.parse_args()
    told: dict[str, Told] = {}
    for one in read_list():
        try:
            told[one.sha256] = told_of(options.corpus / one.file)
        except CrossfootError as error:
            sys.stderr.write(f"{one.file}: {error}\n")
        if options.each:
            sys.stdout.write(_told(one, told.get(one.sha256)))
    shares = score(told, read_list())
    sys.stdout.write(
        f"{len(read_list())} reports: titles {shares.titles:.3f}, years {shares.years:.3f}, "
        f"languages {shares.languages:.3f}\n"
    )


def _told(read: Read, told: Told | None) -> str:
    """Return a line where something is wrong, else nothing."""
    if told is None:
        return f"{read.file}: nothing\n"
    wrong = [
        *([f"title {told.title!r}"] if not is_title(told.title, read) else []),
        *([f"year {told.year} not {read.year}"] if told.year != read.year else []),
        *([f"language {told.language}"] if told.language != read.language else []),
    ]
    return f"{read.file}: {'; '.join(wrong)}\n" if wrong else ""


if __name__ == "__main__":
    main()
