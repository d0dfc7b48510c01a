"""What the program reads on a page that a test drew, or on one of a report."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from crossfoot.flows.runs.pipeline import read_here
from crossfoot.model import Check, Extraction
from crossfoot.settings import Settings
from tests.extractors.table_pages import texts
from tests.pages.grids import Grid
from tests.pages.pages import PAGES
from tests.pages.scoring import Texts
from tests.pages.sheet import DrawnPage, draw_page


def read(pdf: Path | bytes, page: int | None = None) -> Extraction:
    """Return all that the program finds in a file, or on one page of it."""
    settings = Settings(pages=None if page is None else (page,))
    if isinstance(pdf, Path):
        return read_here(pdf, settings)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.pdf"
        file.write_bytes(pdf)
        return read_here(file, settings)


@cache
def read_named(name: str) -> tuple[Extraction, Sequence[Grid]]:
    """Return what is found on a page of the registry, and its tables."""
    return read_drawn(PAGES[name])


def read_drawn(page: DrawnPage) -> tuple[Extraction, Sequence[Grid]]:
    """Return what is found on a drawn page, and its tables."""
    pdf, tables = draw_page(page)
    return read(pdf), tables


def table_texts(extraction: Extraction) -> list[Texts]:
    """The grids of the tables found, spanning texts at their first position."""
    return [texts(table) for table in extraction.tables]


def alarms(checks: Iterable[Check]) -> list[Check]:
    """The equations the program calls wrong, without those it is unsure of."""
    return [c for c in checks if c.status == "mismatch" and c.severity == "error"]
