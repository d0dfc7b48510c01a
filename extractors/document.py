"""Reads a whole report, page by page: tables, running text, charts, pictures.

In: a path and settings. Out: a :class:`Reading`, what is printed, without language or meaning.
A page is read, turned into values and let go before the next one, so memory does not grow with
the drawn content of the document. A page that cannot be read is a finding.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from crossfoot.errors import OcrFailed, UnreadableInput, UsageError
from crossfoot.extractors.charts.find import Chart, find_charts
from crossfoot.extractors.choice.choices import Chooser, Foots, PageChoices, revise, shown
from crossfoot.extractors.choice.steer import apply_recipes
from crossfoot.extractors.images import Album, Crop
from crossfoot.extractors.joining.context import PageText, surroundings, tie_captions, tie_context
from crossfoot.extractors.joining.parts import join_tables
from crossfoot.extractors.joining.roles import with_roles
from crossfoot.extractors.joining.same_columns import reread_odd_parts
from crossfoot.extractors.ledger.account import account_for
from crossfoot.extractors.ledger.numbers import Sheet, read_sheet
from crossfoot.extractors.pdf.reader import Document, DocumentInfo, open_document
from crossfoot.extractors.poses import (
    common_scale,
    scale_block,
    scale_page,
    scale_table,
    show_block,
    show_chart,
    show_table,
    upright,
)
from crossfoot.extractors.scans.ocr import needs_ocr, read_scan
from crossfoot.extractors.scans.second_reading import Doubts, SecondReading, read_doubts
from crossfoot.extractors.scans.tesseract import is_installed, what_is_missing
from crossfoot.extractors.scans.trust import disagrees, is_doubtful
from crossfoot.extractors.text.blocks import assign_sections, read_blocks
from crossfoot.extractors.text.front import FRONT_PAGES, read_front
from crossfoot.model import Asset, Block, Finding, Page, PageLedger, Pose, Recipe, Table
from crossfoot.settings import Settings

OCR_SHARE = 0.7  # of the time limit; the rest is for what comes after

ARITHMETIC = (ArithmeticError, IndexError, KeyError, ValueError)

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a report prints.

    Attributes:
        tables: In reading order, joined over pages, with captions, sections and notes.
        blocks: Running text in reading order, with sections.
        crops: Pictures and charts, whose PNG bytes are among ``assets``.
        findings: Pages that could not be read, hidden text, OCR.
        pages: The account of the printed numbers, but for those of key figures.
        front: The lines of the first pages, those of tables and running heads too.
        second: Cells of scanned pages that were read twice, as their sums do not add up.
    """

    info: DocumentInfo
    tables: tuple[Table, ...] = ()
    blocks: tuple[Block, ...] = ()
    charts: tuple[Chart, ...] = ()
    crops: tuple[Crop, ...] = ()
    assets: tuple[Asset, ...] = ()
    findings: tuple[Finding, ...] = ()
    pages: tuple[PageLedger, ...] = ()
    front: tuple[Block, ...] = ()
    second: tuple[SecondReading, ...] = ()

    @property
    def scanned(self) -> frozenset[int]:
        """The pages whose words character recognition read."""
        return frozenset(f.page for f in self.findings if f.code == "ocr" and f.page is not None)


def read_document(
    path: Path,
    settings: Settings,
    *,
    foots: Foots | None = None,
    doubts: Doubts | None = None,
    recipes: Sequence[Recipe] = (),
    progress: Progress | None = None,
) -> Reading:
    """Read a PDF.

    Args:
        path: The file.
        settings: Which pages, which engine, whether to use OCR, and the limits.
        foots: Says how well a table's totals foot, 0 to 1; used where engines disagree.
        doubts: Says which cells are in sums that fail; on scanned pages they are read twice.
        recipes: What a person says of this report series.
        progress: Called with (pages done, pages in all), first before the first page.

    Raises:
        NotAPdf: The file is no PDF, or damaged beyond repair.
        LockedPdf: It asks for a password.
        UsageError: ``settings.pages`` names a page the document does not have.
    """
    return read_with_choices(
        path, settings, foots=foots, doubts=doubts, recipes=recipes, progress=progress
    )[0]


def read_with_choices(
    path: Path,
    settings: Settings,
    *,
    foots: Foots | None = None,
    doubts: Doubts | None = None,
    recipes: Sequence[Recipe] = (),
    progress: Progress | None = None,
) -> tuple[Reading, Mapping[int, PageChoices]]:
    """Read a PDF as :func:`read_document` does; return also what was considered, by page."""
    with open_document(path, limits=settings.limits) as document:
        numbers = chosen_pages(document.info, settings.pages)
        allowed = settings.limits.allow(len(numbers))
        draft = Draft(document, path, settings, OCR_SHARE * allowed, foots=foots, recipes=recipes)
        if progress is not None:
            progress(0, len(numbers))
        for done, number in enumerate(numbers, start=1):
            draft.read_page(number)
            if progress is not None:
                progress(done, len(numbers))
        return draft.finish(doubts), draft.choices


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
    """The document as far as it has been read.

    Attributes:
        choices: What was considered on each page, and what became of it.
    """

    def __init__(
        self,
        document: Document,
        path: Path,
        settings: Settings,
        ocr_seconds: float,
        *,
        foots: Foots | None,
        recipes: Sequence[Recipe],
    ) -> None:
        self._ocr_end = time.monotonic() + ocr_seconds
        self._document = document
        self._path = path
        self._recipes = recipes
        self.choices: dict[int, PageChoices] = {}
        self._settings = settings
        self._scans: dict[int, Page] = {}
        self._poses: dict[int, Pose] = {}
        self._letters: dict[int, int] = {}
        self._tables: list[Table] = []
        self._texts: list[PageText] = []
        self._charts: list[Chart] = []
        self._sheets: list[Sheet] = []
        self._front: list[Block] = []
        self._album = Album()
        self._findings: list[Finding] = []
        pages = document.info.pages
        self._chooser = Chooser(path, pages, settings, foots=foots, findings=self._findings)

    def read_page(self, number: int) -> None:
        """Read one page; one that cannot be read becomes a finding."""
        try:
            self._add(upright(self._see(self._document.page(number))))
        except UnreadableInput as error:
            self._findings.append(Finding(number, "page_unreadable", str(error)))
        except ARITHMETIC as error:  # geometry we did not foresee: it costs a page, not a report
            what = " ".join(f"{type(error).__name__}: {error}".split())
            message = f"page {number} could not be read ({what}); please report this"
            self._findings.append(Finding(number, "page_failed", message))

    def _add(self, page: Page) -> None:
        charts = find_charts(page)
        chart_boxes = tuple(chart.box for chart in charts)
        account = self._chooser.find_tables(page, chart_boxes)
        tables = tuple(with_roles(table, page) for table in account.tables)
        text = PageText.of(page, read_blocks(page, [table.box for table in tables]))
        if self._recipes:
            tables = apply_recipes(
                tie_captions(tables, surroundings([text])[page.number]),
                page,
                self._path,
                self._recipes,
            )
            text = PageText.of(page, read_blocks(page, [table.box for table in tables]))
        self._album.add_page(self._document, page, text.blocks, chart_boxes)
        self._poses[page.number] = page.pose
        self._letters[page.number] = sum(map(len, page.words.text))
        self.choices[page.number] = shown(revise(account, tables), self._poses)
        self._charts.extend(show_chart(chart, page.pose) for chart in charts)
        self._tables.extend(tables)
        self._texts.append(text)
        self._sheets.append(read_sheet(page))
        if page.number <= FRONT_PAGES:
            poses = {page.number: page.pose}
            self._front.extend(show_block(line, poses) for line in read_front(page))

    def _see(self, page: Page) -> Page:
        """Return a page with the words of its picture, where it has no text of its own."""
        is_garbage = any(
            finding.page == page.number and finding.code == "garbage_text"
            for finding in self._document.findings
        )
        is_garbage = is_garbage or self._lies(page)
        if not needs_ocr(page, is_garbage=is_garbage):
            return page
        note = Finding(page.number, "ocr", "no text layer; read by OCR, compare with the picture")
        if not self._settings.ocr or not is_installed():
            how = what_is_missing() if self._settings.ocr else "is switched off"
            message = f"page {page.number} has no text layer and reading its picture {how}"
            note = Finding(page.number, "no_text_layer", message)
        elif time.monotonic() > self._ocr_end:
            how = "no time left to read its picture; raise --timeout"
            message = f"page {page.number} has no text layer; {how}"
            note = Finding(page.number, "ocr_time", message)
        else:
            try:
                page, told = read_scan(self._document, page)
                self._scans[page.number] = page
                self._findings.extend(told)
            except OcrFailed as error:
                message = f"page {page.number} has no text layer and its picture is unread: {error}"
                note = Finding(page.number, "ocr_failed", message)
        self._findings.append(note)
        return page

    def _lies(self, page: Page) -> bool:
        """Whether a page's text is another than its picture shows; said when it cannot be told."""
        if not self._settings.ocr or not is_installed() or not is_doubtful(page):
            return False
        if time.monotonic() > self._ocr_end:
            return False
        try:
            lies = disagrees(self._document, page)
        except OcrFailed as error:
            message = (
                f"page {page.number}: its text could not be compared with its picture: {error}"
            )
            self._findings.append(Finding(page.number, "ocr_failed", message))
            return False
        if lies:
            message = f"page {page.number}: its text layer is not what its picture shows; read anew"
            self._findings.append(Finding(page.number, "text_layer_wrong", message))
        return lies

    def _page_again(self, number: int) -> Page:
        """Return a page once more, as it is scaled now; what OCR read is not read twice."""
        page = upright(self._scans.get(number) or self._document.page(number))
        return scale_page(page, self._poses[number].scale / page.pose.scale)

    def _settle_scale(self) -> None:
        """Bring what was read on pages of different body type to one scale, to compare pages."""
        scale = common_scale([(self._poses[n], letters) for n, letters in self._letters.items()])
        factors = {number: scale / pose.scale for number, pose in self._poses.items()}
        self._tables = [scale_table(table, factors[table.pages[0]]) for table in self._tables]
        self._texts = [_scale_text(text, factors[text.number]) for text in self._texts]
        self._poses = {n: replace(pose, scale=scale) for n, pose in self._poses.items()}

    def finish(self, doubts: Doubts | None = None) -> Reading:
        """Join what runs over pages and tie together what belongs together."""
        self._settle_scale()
        blocks = assign_sections(tuple(b for text in self._texts for b in text.blocks))
        pages = surroundings(self._texts)
        by_page: dict[int, list[Table]] = {}
        for table in self._tables:
            by_page.setdefault(table.pages[0], []).append(table)
        captioned: list[Table] = []
        for text in self._texts:
            captioned.extend(tie_captions(by_page.get(text.number, ()), pages[text.number]))
        parts = reread_odd_parts(captioned, pages, self._page_again)
        self._account(parts)
        joined = join_tables(parts, pages)
        tables = tuple(
            replace(table, id=f"t{index}")
            for index, table in enumerate(tie_context(joined, pages, blocks), start=1)
        )
        self._account(tables)
        second = self._read_twice(tables, doubts) if doubts is not None else ()
        tables = tuple(show_table(table, self._poses) for table in tables)
        blocks = tuple(show_block(block, self._poses) for block in blocks)
        return Reading(
            info=self._document.info,
            tables=tables,
            blocks=blocks,
            charts=tuple(self._charts),
            crops=tuple(self._album.crops),
            assets=self._album.assets,
            findings=tuple(dict.fromkeys((*self._findings, *self._document.findings))),
            pages=account_for(self._sheets, tables, self._charts, blocks),
            front=tuple(self._front),
            second=second,
        )

    def _read_twice(self, tables: Sequence[Table], doubts: Doubts) -> tuple[SecondReading, ...]:
        """Read the cells of scanned pages whose sums fail once more, while there is time."""
        second: list[SecondReading] = []
        for number, scan in self._scans.items():
            if number not in self._poses:
                continue  # it was seen and could not be read: a finding says so
            if time.monotonic() > self._ocr_end:
                break
            try:
                second += read_doubts(self._document, scan, self._poses[number], tables, doubts)
            except OcrFailed as error:
                message = f"page {number}: sums that fail were not read a second time: {error}"
                self._findings.append(Finding(number, "ocr_failed", message))
        return tuple(second)

    def _account(self, tables: Sequence[Table]) -> None:
        """Enter what a step over all pages made of the tables."""
        by_page: dict[int, list[Table]] = {}
        for table in (show_table(table, self._poses) for table in tables):
            for number in table.pages:
                by_page.setdefault(number, []).append(table)
        for number, account in self.choices.items():
            self.choices[number] = revise(account, by_page.get(number, ()))


def _scale_text(text: PageText, factor: float) -> PageText:
    blocks = tuple(scale_block(block, factor) for block in text.blocks)
    return PageText(text.number, text.width * factor, text.height * factor, blocks)
