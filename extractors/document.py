"""Reads a whole report, page by page: tables, running text, charts, pictures.

In: a path and settings. Out: a :class:`Reading`, what is printed, without language or meaning.
A page is read, turned into values and let go before the next one, so memory does not grow with
the drawn content of the document. A page that cannot be read is a finding.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from crossfoot.errors import UnreadableInput, UsageError
from crossfoot.model import Asset, Block, Finding, Page, Recipe, Table
from crossfoot.settings import Settings
from extractors.blocks import assign_sections, find_figure_areas, read_blocks
from extractors.charts import Chart, find_charts
from extractors.context import PageText, surroundings, tie_captions, tie_context
from extractors.images import Album, Crop
from extractors.join import join_tables
from extractors.ocr import installed_languages, needs_ocr, read_scan
from extractors.reader import Document, DocumentInfo, open_document
from extractors.tables import read_page_tables

OCR_SHARE = 0.7  # of the time limit; the rest is for what comes after

Foots = Callable[[Table], float]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a report prints.

    Attributes:
        tables: In reading order, joined over pages, with captions, sections and notes.
        blocks: Running text in reading order, with sections.
        crops: Pictures and charts, whose PNG bytes are among ``assets``.
        findings: Pages that could not be read, hidden text, OCR.
    """

    info: DocumentInfo
    tables: tuple[Table, ...] = ()
    blocks: tuple[Block, ...] = ()
    charts: tuple[Chart, ...] = ()
    crops: tuple[Crop, ...] = ()
    assets: tuple[Asset, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_document(
    path: Path,
    settings: Settings,
    *,
    foots: Foots | None = None,
    recipes: Sequence[Recipe] = (),
    progress: Progress | None = None,
) -> Reading:
    """Read a PDF.

    Args:
        path: The file.
        settings: Which pages, which engine, whether to use OCR, and the limits.
        foots: Says how well a table's totals foot, 0 to 1; used where engines disagree.
        recipes: What a person says of this report series.
        progress: Called with (pages done, pages in all).

    Raises:
        NotAPdf: The file is no PDF, or damaged beyond repair.
        LockedPdf: It asks for a password.
        UsageError: ``settings.pages`` names a page the document does not have.
    """
    with open_document(path, limits=settings.limits) as document:
        numbers = chosen_pages(document.info, settings.pages)
        draft = Draft(document, settings)
        for done, number in enumerate(numbers, start=1):
            draft.read_page(number)
            if progress is not None:
                progress(done, len(numbers))
        return draft.finish()


def chosen_pages(info: DocumentInfo, pages: tuple[int, ...] | None) -> tuple[int, ...]:
    """Return the pages to read, ascending.

    Raises:
        UsageError: One of them does not exist.
    """
    if pages is None:
        return tuple(range(1, info.pages + 1))
    absent = sorted({n for n in pages if not 1 <= n <= info.pages})
    if absent:
        raise UsageError(f"{info.file}: no page {absent[0]}; it has {info.pages}")
    return tuple(sorted(set(pages)))


class Draft:
    """The document as far as it has been read."""

    def __init__(self, document: Document, settings: Settings) -> None:
        self._begin = time.monotonic()
        self._document = document
        self._settings = settings
        self._tables: list[Table] = []
        self._texts: list[PageText] = []
        self._charts: list[Chart] = []
        self._album = Album()
        self._findings: list[Finding] = []

    def read_page(self, number: int) -> None:
        """Read one page; one that cannot be read becomes a finding."""
        try:
            page = self._document.page(number)
            page = self._see(page)
        except UnreadableInput as error:
            self._findings.append(Finding(number, "page_unreadable", str(error)))
            return
        charts = find_charts(page)
        chart_boxes = tuple(chart.box for chart in charts)
        tables = read_page_tables(page, exclude=(*chart_boxes, *find_figure_areas(page)))
        blocks = read_blocks(page, [table.box for table in tables])
        self._album.add_page(self._document, page, blocks, chart_boxes)
        self._charts.extend(charts)
        self._tables.extend(tables)
        self._texts.append(PageText.of(page, blocks))

    def _see(self, page: Page) -> Page:
        """Return a page with the words of its picture, where it has no text of its own."""
        is_garbage = any(
            finding.page == page.number and finding.code == "garbage_text"
            for finding in self._document.findings
        )
        if not needs_ocr(page, is_garbage=is_garbage):
            return page
        note = Finding(page.number, "ocr", "no text layer; read by OCR, compare with the picture")
        if not self._settings.ocr or not installed_languages():
            how = "is switched off" if not self._settings.ocr else "needs tesseract-ocr installed"
            message = f"page {page.number} has no text layer and reading its picture {how}"
            note = Finding(page.number, "no_text_layer", message)
        elif time.monotonic() - self._begin > OCR_SHARE * self._settings.limits.seconds:
            message = f"page {page.number} has no text layer; no time left to read its picture"
            note = Finding(page.number, "ocr_time", message)
        else:
            page = read_scan(self._document, page)
        self._findings.append(note)
        return page

    def finish(self) -> Reading:
        """Join what runs over pages and tie together what belongs together."""
        blocks = assign_sections(tuple(b for text in self._texts for b in text.blocks))
        pages = surroundings(self._texts)
        captioned: list[Table] = []
        for text in self._texts:
            here = [table for table in self._tables if table.pages[0] == text.number]
            captioned.extend(tie_captions(here, pages[text.number]))
        joined = join_tables(captioned, pages)
        tables = tuple(
            replace(table, id=f"t{index}")
            for index, table in enumerate(tie_context(joined, pages, blocks), start=1)
        )
        return Reading(
            info=self._document.info,
            tables=tables,
            blocks=blocks,
            charts=tuple(self._charts),
            crops=tuple(self._album.crops),
            assets=self._album.assets,
            findings=(*self._findings, *self._document.findings),
        )
