"""What on a page may hold printed numbers: cells, charts, notes.

A holder has a box and texts. A number is in it when it stands in the box *and* its digits are in a
text, each of them once: a number that a cell's text has lost is not in that cell, however often it
is printed elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crossfoot.geometry import holds_middle, widened
from crossfoot.model import Ref
from crossfoot.vocabulary.printed import caption_kind, note_kind

if TYPE_CHECKING:
    from crossfoot.extractors.charts.model import Chart
    from crossfoot.extractors.ledger.numbers import Sheet
    from crossfoot.model import Block, Box, Cell, Note, Table
    from crossfoot.model.ledger import Placement

CHART_REACH = 12.0  # points: lettering stands so far outside the hull of what was tied to marks
LEGEND_SHARE = 0.3  # of the larger side of a chart of shares: so far its legend stands from it
SMALLER = 0.85  # of the size of its note: a marker that is raised
NOTE_SIZE = 0.95  # of the size most text is set in: notes are set smaller

NOTE_EDGE = 1.0  # points: a marker whose middle is so far out of its note stands in it

_DIGITS = re.compile(r"\d+")
_OPENS = re.compile(
    r"\(?(\*{1,3}|[†‡]|\d{1,2}|[a-z])\)?[\s.:]+(?=[^\W\d_]|[\"“«(¿¡])|([¹²³⁴⁵⁶⁷⁸⁹])"
)
_RAISED = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹", "123456789")


@dataclass(slots=True)
class Holder:
    """Something that may hold numbers, as far as they are not taken yet.

    Attributes:
        runs: The runs of digits of its text, in order.
    """

    placement: Placement
    box: Box
    runs: list[str]
    ref: Ref | None = None
    spent: set[int] = field(default_factory=set)

    def take(self, digits: str) -> bool:
        """Take a number out of the text; ``False`` when the text does not have it any more.

        Runs that follow each other make one number ("1 250 000"); a run may have more digits than
        the number ("12345" of a word that a column cuts).
        """
        for start in range(len(self.runs)):
            length, end = 0, start
            while end < len(self.runs) and end not in self.spent and length < len(digits):
                length += len(self.runs[end])
                end += 1
            if length == len(digits) and "".join(self.runs[start:end]) == digits:
                self.spent.update(range(start, end))
                return True
        for at, run in enumerate(self.runs):
            if at not in self.spent and digits in run:
                self.runs[at] = run.replace(digits, "", 1)
                return True
        return False


def hold(
    placement: Placement, box: Box, texts: Iterable[str], ref: Ref | None = None
) -> Iterator[Holder]:
    """Yield a holder of texts that have digits."""
    runs = [run for text in texts for run in _DIGITS.findall(text)]
    if runs:
        yield Holder(placement, box, runs, ref)


def cell_holders(tables: Sequence[Table], page: int) -> Iterator[Holder]:
    """Yield the cells of a page; of a table that goes on there, also its headers, printed again."""
    for table in tables:
        mine = [cell for cell in table.cells if cell.page == page and cell.text]
        for cell in mine:
            yield from hold(
                "cell", cell.box, (cell.text, *cell.markers), Ref(table.id, cell.row, cell.col)
            )
        if page in table.pages[1:]:
            yield from _headers_again(table, page, mine)


def _headers_again(table: Table, page: int, cells: Sequence[Cell]) -> Iterator[Holder]:
    """Yield the headers of a table's first page where they are printed above its later rows."""
    headers = [cell for cell in table.cells if cell.row < table.header_rows and cell.page != page]
    if not headers:
        return
    box = table.boxes[table.pages.index(page)]
    height = max(cell.box[3] for cell in headers) - min(cell.box[1] for cell in headers)
    bottom = min((cell.box[1] for cell in cells), default=box[3])
    for cell in headers:
        place = (cell.box[0] - height, box[1] - 2 * height, cell.box[2] + height, bottom + 1)
        yield from hold("cell", place, (cell.text,), Ref(table.id, cell.row, cell.col))


def chart_holders(charts: Sequence[Chart], page: int) -> Iterator[Holder]:
    """Yield what is printed at the marks of a page's charts, along their axes and above them."""
    for chart in charts:
        if chart.page != page:
            continue
        printed = [text for mark in chart.marks for text in (mark.value, mark.label)]
        texts = (*dict.fromkeys(printed), *(text for text, _ in chart.ticks), chart.title)
        x0, top, x1, bottom = chart.box
        share = LEGEND_SHARE if chart.kind in ("pie", "stacked") else 0.0
        reach = max(CHART_REACH, share * max(x1 - x0, bottom - top))
        above = max(reach, 3 * CHART_REACH)  # its title
        yield from hold("chart", (x0 - reach, top - above, x1 + reach, bottom + reach), texts)


def note_holders(
    tables: Sequence[Table], blocks: Sequence[Block], sheet: Sheet
) -> Iterator[Holder]:
    """Yield the notes of a page that a marker or a label ties: of tables, then of its text.

    Args:
        blocks: The blocks of the page.
    """
    for table in tables:
        for note in table.notes:
            if note.page == sheet.page and _is_tied(note, table, sheet):
                yield from hold("note", note.box, (note.text,))
    captions = {table.caption for table in tables if table.caption and sheet.page in table.pages}
    for block in blocks:
        is_caption = block.text in captions and caption_kind(block.text) in ("table", "annex")
        if is_caption or _is_note(block, sheet) or _explains(block, tables):
            yield from hold("note", block.box, _texts_of(block))


def _texts_of(block: Block) -> tuple[str, ...]:
    """Return a block's text; a raised mark that opens it is a word of the page, not of the text."""
    opening = (word for span in block.spans[:1] for word, _ in span.words[:1])
    return (block.text, *(word for word in opening if not block.text.startswith(word)))


def _is_tied(note: Note, table: Table, sheet: Sheet) -> bool:
    """Whether a note opens with a label, or with a marker that is printed at what it explains."""
    if note.kind in ("unit", "source"):
        return True
    if note.kind != "footnote":
        return False
    return note.marker is None or _is_printed(_bare(note.marker), note.box, sheet, table.cells)


def _is_note(block: Block, sheet: Sheet) -> bool:
    """Whether a block of small type is a note: labelled, or with a marker that the page prints.

    A marker that is itself raised tells a note in any size.
    """
    size = max((span.size for span in block.spans), default=0.0)
    found = _OPENS.match(block.text)
    is_raised = found is not None and block.spans[0].size < SMALLER * size
    if block.kind == "heading" or not (0 < size < NOTE_SIZE * sheet.body or is_raised):
        return False
    if found is None:
        return note_kind(block.text) is not None
    return _is_printed(_bare(found[0]), block.box, sheet, ())


def _explains(block: Block, tables: Sequence[Table]) -> bool:
    """Whether a block opens with a marker in brackets, or a star, that a cell of a table has."""
    found = _OPENS.match(block.text)
    if found is None or found[0][0] not in "(*†‡":
        return False
    marker = _bare(found[0])
    return any(marker in map(_bare, cell.markers) for table in tables for cell in table.cells)


def _bare(marker: str) -> str:
    return marker.translate(_RAISED).strip("()[]. \u00a0")


def _is_printed(marker: str, box: Box, sheet: Sheet, cells: Sequence[Cell]) -> bool:
    """Whether a marker stands at a word outside its note: raised, in brackets or starred."""
    if marker in sheet.named or any(marker in map(_bare, cell.markers) for cell in cells):
        return True
    ends = (f"({marker})", f"[{marker}]") if marker.isalnum() else (marker, f"({marker})")
    return any(
        text.endswith(ends) and not _is_within(sheet, word, box)
        for word, text in enumerate(sheet.text)
    )


def _is_within(sheet: Sheet, word: int, box: Box) -> bool:
    x0, top, x1, bottom = sheet.box[word].tolist()
    return holds_middle(widened(box, NOTE_EDGE), (x0, top, x1, bottom))
