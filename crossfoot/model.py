"""The frozen values that travel between the stages.

Coordinates everywhere: PDF points (1/72 inch), origin at the top left of the page as displayed
(after ``/Rotate``), y down, boxes as ``(x0, top, x1, bottom)``. Pages count from 1, rows and
columns from 0. Nothing here opens a file.

Three layers::

    Page      what is drawn     Words, Strokes, Fills, pictures        (extractors.pdf.reader)
    Table     what is printed   Cells with text, page, box, role       (extractors.tables.page)
    Figure    what it means     a PrintedNumber with unit and label    (normalizers)
    Check     does it add up    printed against computed               (reconcilers)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Box = tuple[float, float, float, float]
"""(x0, top, x1, bottom) in points, origin top left."""

Language = Literal["fr", "en", "es"]
LANGUAGES: tuple[Language, ...] = ("fr", "en", "es")

Qualifier = Literal["exact", "over", "under", "about"]


# ------------------------------------------------------------------------ what is drawn


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The n words of a page, one array per property, in content-stream order.

    A word is a run of chars without a visible gap. ``box`` is the union of its glyphs' boxes
    (font ascent and descent, not ink), so words of one line share their top and bottom.

    Attributes:
        text: n strings, NFC, never empty.
        box: (n, 4) float64, points, as displayed.
        size: (n,) float64, font size in points.
        weight: (n,) int16, 400 regular, 700 bold (from the font's weight, flags or name).
        italic: (n,) bool.
        colour: (n,) uint32, 0xRRGGBB of the fill.
        rotation: (n,) int16, reading direction in degrees clockwise: 0 left to right,
            90 top to bottom, 270 bottom to top (a header turned to the left), 180 upside down.
        line: (n,) int32, id of the baseline run the reader found the word on (words of one
            id stand on one baseline; two columns may share it).
        space: (n,) bool, whether a space char was drawn before the word on its line.
        font: (n,) int16, index into ``fonts``.
        fonts: font names.
    """

    text: tuple[str, ...]
    box: NDArray[np.float64]
    size: NDArray[np.float64]
    weight: NDArray[np.int16]
    italic: NDArray[np.bool_]
    colour: NDArray[np.uint32]
    rotation: NDArray[np.int16]
    line: NDArray[np.int32]
    space: NDArray[np.bool_]
    font: NDArray[np.int16]
    fonts: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.text)


@dataclass(frozen=True, slots=True, eq=False)
class Strokes:
    """Straight drawn rules, axis-parallel: stroked lines, edges of stroked rectangles, thin fills.

    Attributes:
        box: (n, 4) float64; a horizontal rule has ``x1 - x0 >= bottom - top``.
        horizontal: (n,) bool.
        width: (n,) float64, thickness in points.
        colour: (n,) uint32, 0xRRGGBB.
    """

    box: NDArray[np.float64]
    horizontal: NDArray[np.bool_]
    width: NDArray[np.float64]
    colour: NDArray[np.uint32]

    def __len__(self) -> int:
        return len(self.box)


@dataclass(frozen=True, slots=True, eq=False)
class Fills:
    """Filled areas thicker than a rule: shaded rows, header bands, cards, bars.

    Attributes:
        box: (n, 4) float64, bounding boxes.
        colour: (n,) uint32, 0xRRGGBB (white fills are kept: they may hide text).
        rectangle: (n,) bool, False for curved or slanted outlines (donut slices, icons).
    """

    box: NDArray[np.float64]
    colour: NDArray[np.uint32]
    rectangle: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.box)


@dataclass(frozen=True, slots=True)
class Shape:
    """A curved or slanted path, flattened: what charts are drawn with.

    Attributes:
        points: Vertices of one subpath, flattened to line segments, as displayed; a closed one
            ends where it begins.
        fill: 0xRRGGBB or ``None`` when not filled.
        stroke: 0xRRGGBB or ``None`` when not stroked.
        width: Stroke width in points, 0 when not stroked.
    """

    points: tuple[tuple[float, float], ...]
    fill: int | None
    stroke: int | None
    width: float


@dataclass(frozen=True, slots=True)
class Picture:
    """An image drawn on the page.

    Attributes:
        box: Where it is drawn.
        pixels: (width, height) of its bitmap.
        alt: Alternative text of the PDF's structure tree, where it has one.
    """

    box: Box
    pixels: tuple[int, int]
    alt: str | None = None


BODY_SIZE = 9.0
"""What most letters of a page measure after it was scaled for reading: the unit of all thresholds.

A length in the readers of tables, text and charts that is said to hold "at a body of 9" is in
points of a page set in that size.
"""


@dataclass(frozen=True, slots=True)
class Pose:
    """How a page was turned and scaled: its lines level, read to the right, of a known size.

    Attributes:
        turn: 0, 90, 180 or 270 degrees clockwise from the page as displayed.
        skew: Degrees counter-clockwise by which a scan was turned besides.
        width: Points, of the page as turned, before it was scaled…
        height: …its height.
        scale: What its lengths were multiplied by, last of all.
    """

    turn: int = 0
    skew: float = 0.0
    width: float = 0.0
    height: float = 0.0
    scale: float = 1.0

    @property
    def is_as_displayed(self) -> bool:
        """Whether the page was neither turned nor scaled."""
        return not self.turn and not self.skew and self.scale == 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One page as displayed, or as it is turned and scaled for reading.

    The readers of tables, text and charts get it scaled, with most of its letters set in
    :data:`BODY_SIZE`: lengths are then in ninths of that size, wherever "points" is said of a page
    or of what is read on it, until the results are told in points of the page as displayed.

    Attributes:
        number: From 1.
        width: Points, after rotation.
        height: Points, after rotation.
        source: Whether words come from the PDF's text layer or from OCR.
        hidden: How many chars were dropped as clipped, invisible or off the page.
        pose: How it was turned and scaled.
    """

    number: int
    width: float
    height: float
    words: Words
    strokes: Strokes
    fills: Fills
    shapes: tuple[Shape, ...]
    pictures: tuple[Picture, ...]
    source: Literal["text", "ocr", "none"] = "text"
    hidden: int = 0
    pose: Pose = Pose()


# ---------------------------------------------------------------------- what is printed


class Role(StrEnum):
    """What a cell is for. ``TOTAL`` is set by the normalizers, which know the words."""

    COLUMN_HEADER = "column_header"
    ROW_HEADER = "row_header"
    BODY = "body"
    TOTAL = "total"
    SECTION = "section"


State = Literal["number", "nil", "missing"]
Mark = Literal["yes", "no", "partly"]


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


# ------------------------------------------------------------------------ what it means


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure, a chart or an image.

    Attributes:
        id: "f1", "f2"… in reading order.
        label: As a reader would say it ("nouveaux membres d'Asie").
        number: The printed number; ``None`` for charts and images.
        breakdown_of: Id of the figure it is a part of ("45 % de femmes" of 400 experts).
        image: Name of its crop among the extraction's assets.
        alt: Alternative text of the PDF.
        measured: Value measured from a chart's geometry where none is printed…
        error: …and the bound of that measurement.
        context: The sentence, bullet or card it was read from.
    """

    id: str
    kind: Literal["key_figure", "chart", "image"]
    page: int
    box: Box
    label: str = ""
    number: PrintedNumber | None = None
    section: tuple[str, ...] = ()
    breakdown_of: str | None = None
    caption: str = ""
    image: str | None = None
    alt: str | None = None
    measured: Decimal | None = None
    error: Decimal | None = None
    context: str = ""


MatchStatus = Literal["matched", "review", "rejected", "not_a_city"]
PlaceKind = Literal["city", "metro", "admin1", "institution", "none"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer.

    Attributes:
        geonameid: GeoNames id.
        name: GeoNames' own name ("Brussels").
        country: ISO 3166-1 alpha-2.
        admin1: Name of its first-level region.
    """

    geonameid: int
    name: str
    country: str
    kind: PlaceKind = "city"
    name_fr: str | None = None
    name_en: str | None = None
    name_es: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int | None = None
    admin1: str | None = None
    timezone: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """What a printed name was taken for, and why.

    Attributes:
        name: The printed name, verbatim.
        place: ``None`` unless matched or proposed for review.
        kind: What the name calls itself: "Barcelone (aire métropolitaine)" is a "metro".
        score: 0 to 1.
        method: "decision", "exact", "folded", "fuzzy", "context"…
        runner_up: The next best place, where there was one.
        reason: One sentence.
    """

    name: str
    place: Place | None
    kind: PlaceKind
    score: float
    method: str
    status: MatchStatus
    runner_up: Place | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a printed name; it wins over every other evidence.

    Attributes:
        series: Report series it holds for ("metropolis"), "" for all series.
        language: Language of the reports it holds for, ``None`` for all three.
        name: The name as printed; compared without case, accents and spacing.
        geonameid: The place, or ``None`` for "no place".
        author: Who decided.
        date: When, ISO 8601 ("2026-03-01").
        reason: Why, in one sentence.
    """

    series: str
    language: Language | None
    name: str
    geonameid: int | None
    author: str
    date: str
    reason: str


@dataclass(frozen=True, slots=True)
class CityMention:
    """A place name as printed, with its match. ``table`` and ``row`` are set in tables."""

    match: Match
    page: int
    box: Box
    table: str | None = None
    row: int | None = None
    col: int | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """One number in tidy form.

    Attributes:
        entity: The row's label path, joined by " › ".
        geonameid: The row's city, where it is one; with ``place_kind``.
        header: The column's header path as printed, joined by " › ".
        measure: Catalog measure id, or a slug of the header (then ``is_known`` is False).
        period: "2020", "2020-03", or "" where none is stated.
        unit: "%", "EUR", "count"…
        number: Printed number; value in ``unit`` after the table's scale.
        is_total: Part of a total row or column: never add it to its parts.
    """

    table: str
    row: int
    col: int
    page: int
    box: Box
    entity: str
    header: str
    measure: str
    period: str
    unit: str | None
    number: PrintedNumber
    is_total: bool
    is_known: bool
    geonameid: int | None = None
    place_kind: PlaceKind = "none"


# ------------------------------------------------------------------------ does it add up

CheckKind = Literal[
    "sum", "count", "difference", "mean", "percentage", "breakdown", "repeat", "edition"
]
CheckStatus = Literal["exact", "rounding", "mismatch", "incomplete", "not_checkable"]
Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Ref:
    """A cell of a table, or a figure (``table`` holds the figure's id, row and col are -1)."""

    table: str
    row: int = -1
    col: int = -1


@dataclass(frozen=True, slots=True)
class Suspect:
    """A cell that is probably misprinted or misread, and what would repair the equation."""

    ref: Ref
    why: str
    proposal: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One equation the report claims, and whether it holds.

    Attributes:
        id: Stable within an extraction ("c1").
        fingerprint: Stable over editions: table key, kind and label path of the total.
        axis: "column" when the items stand in the total's column.
        total: The cell or figure that states the total.
        items: What it should be made of; ``signs`` are +1 or -1 for each.
        printed: The stated value, ``None`` when unreadable.
        computed: What the items give.
        delta: printed - computed.
        tolerance: Largest gap that rounding alone explains.
        granularity: Step assumed beyond the printed digits ("counts in fives"), or ``None``.
        interval: (low, high) of what the items allow for the total.
        reason: Code for "incomplete" and "not_checkable" ("missing_item"…).
        significance: Expected number of such coincidences in the table (smaller is surer).
        explanation: One sentence per language code: always "en", and the report's.
        page: Where the total stands.
    """

    id: str
    kind: CheckKind
    axis: Literal["row", "column", "list", "document"]
    table: str | None
    total: Ref
    items: tuple[Ref, ...]
    printed: Decimal | None
    computed: Decimal | None
    delta: Decimal | None
    tolerance: Decimal | None
    status: CheckStatus
    severity: Severity
    page: int
    box: Box
    total_text: str = ""
    signs: tuple[int, ...] = ()
    granularity: Decimal | None = None
    interval: tuple[Decimal, Decimal] | None = None
    reason: str = ""
    significance: float | None = None
    suspects: tuple[Suspect, ...] = ()
    explanation: tuple[tuple[str, str], ...] = ()
    fingerprint: str = ""

    def explain(self, language: str) -> str:
        """Return the sentence in a language, English where there is none."""
        texts = dict(self.explanation)
        return texts.get(language) or texts.get("en", "")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a report series is known to claim, or not to claim, of its totals (catalog).

    The patterns are regular expressions, searched without regard to case and accents; an
    empty one matches everything.

    Attributes:
        action: "add" states an equation that the arithmetic alone would not accept;
            "silence" keeps a check but takes its alarm away.
        reason: One sentence for the person who reads the check.
        table: On the table's caption.
        total: On the label of the total's line (its row for footing, its column header for
            cross-footing).
        column: On the header of the other direction.
        kind: Of the relation; ``None`` in a "silence" rule means every kind.
        axis: "column" when the items stand in the total's column.
        equals: For an added "count": only cells that print this text are counted ("2020").
    """

    action: Literal["add", "silence"]
    reason: str
    table: str = ""
    total: str = ""
    column: str = ""
    kind: CheckKind | None = None
    axis: Literal["row", "column"] = "column"
    equals: str = ""


@dataclass(frozen=True, slots=True)
class AcceptedMismatch:
    """A mismatch that a person looked at and accepted (catalog).

    It holds for the values it was accepted with: when the report prints another figure, the
    mismatch is new again.

    Attributes:
        fingerprint: Of the check.
        printed: The value the report states.
        computed: What the items give.
        reason: Why it may stand, in one sentence.
        author: Who decided.
        added: When, ISO 8601.
        expires: Last day it holds, ISO 8601: nothing is accepted for ever.
        report: Label of its report in the dataset; a dataset without that report leaves the
            entry alone instead of calling it stale. "" for any.
    """

    fingerprint: str
    printed: Decimal
    computed: Decimal
    reason: str
    author: str
    added: str
    expires: str
    report: str = ""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a person says a table of a report series is to be read (catalog).

    Attributes:
        caption: Regular expression on the table's caption, without regard to case and accents;
            "" holds for every table of ``pages``.
        pages: Pages it holds for, ``None`` for all.
        engine: Engine that reads it, "" to let structure and arithmetic choose.
        area: Where it stands on its page.
        columns: x of the gaps between its columns, in points, left to right.
    """

    caption: str = ""
    pages: tuple[int, ...] | None = None
    engine: str = ""
    area: Box | None = None
    columns: tuple[float, ...] | None = None


# --------------------------------------------------------------------------- the whole


INCOMPLETE_CODES = frozenset({"ocr_failed", "ocr_time"})
"""Findings after which a reading is not the last word on its file."""

INCOMPLETE_MARK = "-incomplete-"
"""In the fingerprint of a pipeline that did not get to the end of its work."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A defect of the report or a limit of the reading, as data (a row of `warnings`).

    Attributes:
        page: ``None`` when it concerns the whole document.
        code: Machine name ("no_text_layer", "hidden_text", "page_too_large"…).
    """

    page: int | None
    code: str
    message: str

    @property
    def is_incomplete(self) -> bool:
        """Whether the machine is to blame, not the report: another run may read the page."""
        return self.code in INCOMPLETE_CODES


@dataclass(frozen=True, slots=True)
class Asset:
    """A cropped picture, named by the sha256 of its bytes ("3f…a1.png")."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReportInfo:
    """What is known of the document as a whole.

    Attributes:
        file: File name without folder.
        sha256: Of the file's bytes: the edition's identity.
        size: Bytes.
        pages: Number of pages.
        series: Report series ("metropolis"), "" when unknown.
        year: Year the report is about, ``None`` when unknown.
        issuer: Body that issues it, as its first page names it; "" when it names none.
        heading: The largest texts of its first page, where they are few words.
    """

    file: str
    sha256: str
    size: int
    pages: int
    language: Language
    producer: str = ""
    title: str = ""
    series: str = ""
    year: int | None = None
    issuer: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """One edition as read by one pipeline: all that a load writes.

    Equal files under equal pipelines give equal extractions, byte for byte.

    Attributes:
        pipeline: Fingerprint of code version, catalog and options; with :data:`INCOMPLETE_MARK`
            and what tells the missing pages apart where some were not read.
    """

    report: ReportInfo
    pipeline: str
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
    cities: tuple[CityMention, ...] = ()
    observations: tuple[Observation, ...] = ()
    checks: tuple[Check, ...] = ()
    warnings: tuple[Finding, ...] = ()
    assets: tuple[Asset, ...] = ()
    coverage: tuple[int, int] = (0, 0)
    """(printed numbers under a verified total, printed numbers in tables)."""

    @property
    def unread(self) -> tuple[Finding, ...]:
        """The pages that were left out through no fault of the report."""
        return tuple(finding for finding in self.warnings if finding.is_incomplete)
