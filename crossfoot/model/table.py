"""What is printed: tables of cells, and blocks of running text.

Written by `extractors`; `normalizers` fill in what a cell's text says.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from crossfoot.choices import Language
from crossfoot.model.page import Box

Qualifier = Literal["exact", "over", "under", "about"]
State = Literal["number", "nil", "missing"]
Mark = Literal["yes", "no", "partly"]


class Role(StrEnum):
    """What a cell is for. ``TOTAL`` is set by the normalizers, which know the words."""

    COLUMN_HEADER = "column_header"
    ROW_HEADER = "row_header"
    BODY = "body"
    TOTAL = "total"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number as the report prints it.

    Attributes:
        text: Verbatim ("1 234,5 k€").
        value: Exact, scaled to the unit (1234500); 0 for a nil dash, ``None`` when missing.
        step: Worth of the last printed digit, in the unit (100); 0 for a nil dash. A number
            errs by at most half of it.
        unit: "%", an ISO 4217 currency ("EUR"), "count", or the unit as printed ("m³");
            ``None`` when nothing was printed beside the number.
        qualifier: "over" for "plus de", "+ 33 000"; "about" for "près de", "environ".
        state: "number"; "nil" for a dash, an exact zero; "missing" for "n.d.", "NC", "..".
        scale: What the printed digits were multiplied by because of a printed "k", "M".
    """

    text: str
    value: Decimal | None
    step: Decimal
    unit: str | None = None
    qualifier: Qualifier = "exact"
    state: State = "number"
    scale: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, with where it was printed.

    Attributes:
        text: NFC, line breaks as single spaces, hyphenated line ends rejoined; raised digits and
            letters at the end of a number or a label are left out, "*" and "(1)" stay.
        page: Where it stands (cells of one table may stand on several pages).
        box: The cell's area (ruled tables) or the hull of its words.
        markers: Footnote markers printed in it: raised ones ("1", "a"), then "*" and "(1)".
        bold: All its words are bold.
        indent: Points from the left edge of its column's leftmost text to its own.
        colour: 0xRRGGBB of its text.
        number: Filled by the normalizers, ``None`` for text and blanks.
        date: Filled by the normalizers where the cell is a date: ISO 8601, an interval as
            "2020-01-20/2020-01-24".
        mark: Filled by the normalizers where the cell is a yes, a no or a check mark.
    """

    row: int
    col: int
    text: str
    page: int
    box: Box
    rowspan: int = 1
    colspan: int = 1
    role: Role = Role.BODY
    markers: tuple[str, ...] = ()
    bold: bool = False
    indent: float = 0.0
    colour: int = 0
    number: PrintedNumber | None = None
    date: str | None = None
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, legend or unit note that belongs to a table."""

    text: str
    page: int
    box: Box
    marker: str | None = None
    kind: Literal["footnote", "unit", "source", "legend"] = "footnote"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for or against a reading of a table, as logged by the arbiter."""

    name: str
    value: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a report; one that runs over several pages is one table.

    Cells tile the grid: every position (row, col) belongs to exactly one cell, blank cells
    are present with empty text. Repeated headers of later pages are left out.

    Attributes:
        id: "t1", "t2"… in reading order of the document.
        pages: All pages it stands on, ascending.
        box: Its area on ``pages[0]``.
        boxes: Its area on each of ``pages``.
        section: Section titles above it, outermost first.
        engine: Which engine read it ("ruled", "aligned", "camelot-lattice"…).
        confidence: 0 to 1, calibrated: of tables said to be .9 sure, nine in ten have the
            right shape.
        unit: Unit stated for the whole table ("EUR"), with ``scale`` (1000 for k€).
        evidence: Why this reading was taken, for `--explain` and the log.
    """

    id: str
    pages: tuple[int, ...]
    box: Box
    boxes: tuple[Box, ...]
    n_rows: int
    n_cols: int
    header_rows: int
    stub_cols: int
    cells: tuple[Cell, ...]
    caption: str = ""
    section: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    engine: str = ""
    confidence: float = 0.0
    language: Language | None = None
    unit: str | None = None
    scale: Decimal = Decimal(1)
    evidence: tuple[Evidence, ...] = ()


BlockKind = Literal["heading", "paragraph", "bullet", "card", "leader", "caption", "note", "label"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words of one style inside a block.

    Attributes:
        text: Its words, joined by single spaces.
        words: (text, box) of each word, in reading order.
    """

    text: str
    box: Box
    size: float
    bold: bool
    colour: int
    words: tuple[tuple[str, Box], ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of running text outside tables: a heading, paragraph, bullet, card, leader line.

    Attributes:
        kind: "card" is a large number with its small label; "leader" a label, dots and a value;
            "label" short text inside or beside a chart.
        section: Headings above it, outermost first, its own text excluded.
        level: Heading level from 1, 0 for all else.
        spans: Runs of one style in reading order; ``text`` is their texts joined.
    """

    kind: BlockKind
    page: int
    box: Box
    text: str
    spans: tuple[Span, ...] = ()
    section: tuple[str, ...] = ()
    level: int = 0
