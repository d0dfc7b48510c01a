"""What a run's summary says of printed numbers that stand in no table, figure or chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crossfoot.model import LEFT_OUT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossfoot.model import Extraction

WORST_PAGES = 5  # named in the summary; the dataset has all


@dataclass(frozen=True, slots=True)
class WorstPage:
    """A page that prints numbers which stand in no cell, figure, chart, note or furniture."""

    file: str
    page: int
    numbers: int
    not_placed: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Something of a page that stands in no table: a finding with its place."""

    file: str
    page: int
    code: str
    message: str


def worst_pages(extraction: Extraction) -> tuple[WorstPage, ...]:
    """Return the pages of a reading with most numbers that were not placed."""
    pages = [
        WorstPage(extraction.report.file, page.page, page.numbers, page.numbers - page.placed)
        for page in extraction.pages
    ]
    return worst_of(page for page in pages if page.not_placed)


def worst_of(pages: Iterable[WorstPage]) -> tuple[WorstPage, ...]:
    """Return the pages with most numbers that were not placed, the worst first."""
    return tuple(sorted(pages, key=lambda page: -page.not_placed)[:WORST_PAGES])


def gaps_of(extraction: Extraction) -> tuple[Gap, ...]:
    """Return what a reading left out of its tables."""
    return tuple(
        Gap(extraction.report.file, finding.page, finding.code, finding.message)
        for finding in extraction.warnings
        if finding.page is not None and finding.code in LEFT_OUT
    )
