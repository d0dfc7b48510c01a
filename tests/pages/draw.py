"""Tables, lines of text and shapes drawn on a reportlab canvas: what the pages of the tests are of.

Points, origin at the top left of the page, y down: :func:`begin` turns the canvas so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Literal

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.pages.grids import Cell, Grid, is_number

A4 = (595.0, 842.0)
Pen = Literal["stroke", "fill", "mitre", "dash", "clip", "boxes"]
Rules = Literal[
    "full", "rows", "outer", "columns", "header", "booktabs", "numbers", "inner", "totals", "none"
]
Align = Literal["left", "centre", "right"]
Segment = tuple[float, float, float, float]

_BOLD = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Courier": "Courier-Bold"}
_FULL = frozenset({"full", "rows", "numbers", "inner"})
_RIGHT_OF_STUB = frozenset({"numbers", "inner", "totals"})
_UPRIGHTS = frozenset({"full", "columns", "inner"})
_RAISED = 0.62  # of the type: size of a raised mark…
_RISE = 0.36  # …and how far it stands above the baseline
_CAP = 0.72  # of the type: height of a capital


@dataclass(frozen=True)
class Look:
    """How a table is drawn; lengths in points unless said otherwise.

    Attributes:
        pitch: Height of a row of one line, in type sizes.
        leading: From line to line of a wrapped cell, in type sizes.
        pad: White on both sides of a column.
        width: Of the whole table; what is left over is shared out. 0 for the natural width.
        numbers: How cells with digits are aligned.
        stand: Where numbers stand beside a wrapped label, spanning labels beside their rows.
        zebra: Colour of every other band of the body, "" for none.
        band: Rows of such a band.
        cell_fill: Colour of every cell of the body, "" for none.
        leaders: Dots run from the labels to the numbers.
        signs: A currency sign that opens a cell stands at the cell's left edge.
        spaced: White between the letters of labels.
    """

    font: str = "Helvetica"
    size: float = 9.0
    pitch: float = 1.7
    leading: float = 1.15
    pad: float = 4.0
    width: float = 0.0
    rules: Rules = "full"
    pen: Pen = "stroke"
    weight: float = 0.6
    ink: str = "#000000"
    rule_ink: str = "#000000"
    head_fill: str = ""
    head_ink: str = ""
    zebra: str = ""
    band: int = 1
    cell_fill: str = ""
    total_fill: str = ""
    bold_head: bool = True
    bold_totals: bool = True
    heads: Align = "right"
    numbers: Align = "right"
    stand: Literal["top", "middle", "bottom"] = "middle"
    leaders: bool = False
    signs: bool = False
    spaced: float = 0.0


@dataclass(frozen=True)
class Placed:
    """A grid on its page: x of the column edges, y of the row edges."""

    grid: Grid
    look: Look
    xs: tuple[float, ...]
    ys: tuple[float, ...]

    @property
    def bottom(self) -> float:
        """Lower end of the table."""
        return self.ys[-1]

    def box(self, cell: Cell) -> Segment:
        """Area of a cell: left, top, right, bottom."""
        right, bottom = self.xs[cell.col + cell.cols], self.ys[cell.row + cell.rows]
        return self.xs[cell.col], self.ys[cell.row], right, bottom


def begin(canvas: Canvas, size: tuple[float, float] = A4) -> None:
    """Begin a page; what is drawn on it is in points from its top left corner, y down."""
    canvas.setPageSize(size)
    canvas.translate(0, size[1])


def draw_table(canvas: Canvas, grid: Grid, look: Look, x: float = 60, top: float = 110) -> Placed:
    """Draw a grid with its top left corner at a point, and say where it stands."""
    placed = place(grid, look, x, top)
    _draw_fills(canvas, placed)
    _draw_rules(canvas, placed)
    for cell in grid.cells:
        _draw_cell(canvas, placed, cell)
    return placed


def write(
    canvas: Canvas,
    text: str,
    x: float,
    base: float,
    *,
    font: str = "Helvetica",
    size: float = 9.0,
    ink: str = "#000000",
    align: Align = "left",
    spaced: float = 0.0,
) -> None:
    """Write a line at a baseline; ``align`` says which end of it stands at x."""
    width = stringWidth(text, font, size)
    canvas.setFillColor(HexColor(ink))
    canvas.setFont(font, size)
    canvas.drawString(
        x - {"left": 0, "centre": width / 2, "right": width}[align], -base, text, charSpace=spaced
    )


def write_prose(
    canvas: Canvas, text: str, x: float, top: float, width: float, *, size: float = 9.0
) -> float:
    """Write a paragraph into a column and return where it ends."""
    lines = simpleSplit(text, "Times-Roman", size, width)
    for k, line in enumerate(lines):
        write(canvas, line, x, top + size + 1.25 * size * k, font="Times-Roman", size=size)
    return top + 1.25 * size * len(lines)


def shade(canvas: Canvas, box: Segment, colour: str) -> None:
    """Fill a rectangle given by left, top, right and bottom."""
    x0, top, x1, bottom = box
    canvas.setFillColor(HexColor(colour))
    canvas.rect(x0, -bottom, x1 - x0, bottom - top, stroke=0, fill=1)


def write_leader(canvas: Canvas, x0: float, x1: float, base: float, *, size: float = 9.0) -> None:
    """Fill a gap of a line with dots that end at its right."""
    dots = "." * int((x1 - x0 - 3) / stringWidth(".", "Helvetica", size))
    write(canvas, dots, x1, base, size=size, align="right")


# ------------------------------------------------------------------------------- places


def place(grid: Grid, look: Look, x: float, top: float) -> Placed:
    """Return where a table stands whose top left corner is at a point."""
    widths = [0.0] * len(grid.rows[0])
    lines = [1] * len(grid.rows)
    for cell in sorted(grid.cells, key=lambda one: one.cols):
        room = max(stringWidth(t, _font(grid, look, cell), look.size) for t in cell.lines)
        here = slice(cell.col, cell.col + cell.cols)
        lack = room + 2 * look.pad - sum(widths[here])
        if lack > 0 and cell.row not in grid.sections:
            widths[here] = [w + lack / cell.cols for w in widths[here]]
        if cell.rows == 1:
            lines[cell.row] = max(lines[cell.row], len(cell.lines))
    spare = max(0.0, look.width - sum(widths)) / len(widths)
    heights = [look.size * (look.pitch + look.leading * (n - 1)) for n in lines]
    xs = accumulate((w + spare for w in widths), initial=x)
    return Placed(grid, look, tuple(xs), tuple(accumulate(heights, initial=top)))


def _font(grid: Grid, look: Look, cell: Cell) -> str:
    is_bold = cell.row < grid.head and look.bold_head
    is_bold |= cell.row in grid.sections or (cell.row in grid.totals and look.bold_totals)
    return _BOLD[look.font] if is_bold else look.font


# -------------------------------------------------------------------------------- texts


def _draw_cell(canvas: Canvas, placed: Placed, cell: Cell) -> None:
    look, grid = placed.look, placed.grid
    x0, top, x1, bottom = placed.box(cell)
    font, step = _font(grid, look, cell), look.leading * look.size
    slack = bottom - top - look.size * look.pitch - step * (len(cell.lines) - 1)
    base = top + look.size * (look.pitch + _CAP) / 2
    base += slack * {"top": 0.0, "middle": 0.5, "bottom": 1.0}[look.stand]
    align = _align(placed, cell)
    x = {"left": x0 + look.pad, "centre": (x0 + x1) / 2, "right": x1 - look.pad}[align]
    ink = look.head_ink if cell.row < grid.head and look.head_ink else look.ink
    for k, line in enumerate(cell.lines):
        text = line
        if look.signs and line[:2] in {"$ ", "€ ", "£ "}:
            write(canvas, line[0], x0 + look.pad, base, font=font, size=look.size, ink=ink)
            text = line[2:]
        y, spaced = base + step * k, look.spaced if align == "left" else 0.0
        write(canvas, text, x, y, font=font, size=look.size, ink=ink, align=align, spaced=spaced)
    end = {"left": 1.0, "centre": 0.5, "right": 0.0}[align]
    x += end * stringWidth(cell.lines[-1], font, look.size)
    last = base + step * (len(cell.lines) - 1)
    if cell.mark:
        write(canvas, cell.mark, x, last - _RISE * look.size, font=font, size=_RAISED * look.size)
    if look.leaders and cell.col == 0 and cell.row >= grid.head and cell.cols == 1:
        write_leader(canvas, x, x1, last, size=look.size)


def _align(placed: Placed, cell: Cell) -> Align:
    if cell.col < placed.grid.stub or cell.row in placed.grid.sections:
        return "left"
    if cell.row < placed.grid.head and cell.cols > 1:
        return "centre"
    if cell.row < placed.grid.head:
        return placed.look.heads if cell.col in placed.grid.number_cols else "left"
    return placed.look.numbers if is_number(cell.lines[0]) else "left"


# -------------------------------------------------------------------------------- rules


def _draw_fills(canvas: Canvas, placed: Placed) -> None:
    look, grid = placed.look, placed.grid
    for r, (top, bottom) in enumerate(zip(placed.ys, placed.ys[1:], strict=False)):
        colour = look.zebra if (r - grid.head) // look.band % 2 else look.cell_fill
        colour = look.head_fill if r < grid.head else colour
        colour = look.total_fill if r in grid.totals and look.total_fill else colour
        if colour:
            shade(canvas, (placed.xs[0], top, placed.xs[-1], bottom), colour)


def _draw_rules(canvas: Canvas, placed: Placed) -> None:
    look = placed.look
    canvas.saveState()
    canvas.setStrokeColor(HexColor(look.rule_ink))
    canvas.setFillColor(HexColor(look.rule_ink))
    canvas.setLineWidth(look.weight)
    if look.pen == "boxes":
        for x0, top, x1, bottom in _boxes(placed):
            canvas.rect(x0, -bottom, x1 - x0, bottom - top, stroke=1, fill=0)
    else:
        if look.pen == "clip":
            path = canvas.beginPath()
            width, height = placed.xs[-1] - placed.xs[0], placed.ys[-1] - placed.ys[0]
            path.rect(placed.xs[0], -placed.bottom, width, height)
            canvas.clipPath(path, stroke=0, fill=0)
        for segment, weight in _segments(placed):
            _draw_segment(canvas, segment, weight, look.pen)
    canvas.restoreState()


def _draw_segment(canvas: Canvas, segment: Segment, weight: float, pen: Pen) -> None:
    x0, top, x1, bottom = segment
    is_level = top == bottom
    if pen == "fill":
        half = weight / 2
        dx, dy = (0.0, half) if is_level else (half, 0.0)
        canvas.rect(x0 - dx, -bottom - dy, x1 - x0 + 2 * dx, bottom - top + 2 * dy, 0, 1)
    elif pen == "mitre":
        along, across = (weight, 0.0), (0.0, weight)
        (ax, ay), (bx, by) = (along, across) if is_level else (across, along)
        path = canvas.beginPath()
        path.moveTo(x0, -top)
        path.lineTo(x1, -bottom)
        path.lineTo(x1 - ax + bx, -bottom + ay - by)
        path.lineTo(x0 + ax + bx, -top - ay - by)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)
    else:
        canvas.setLineWidth(weight)
        canvas.setDash([2, 1.5] if pen == "dash" else [])
        over = 40.0 if pen == "clip" else 0.0
        dx, dy = (over, 0.0) if is_level else (0.0, over)
        canvas.line(x0 - dx, -top + dy, x1 + dx, -bottom - dy)


def _boxes(placed: Placed) -> Iterator[Segment]:
    """The area of every cell, blank ones too."""
    owned = {p for cell in placed.grid.cells for p in _positions(cell)}
    yield from (placed.box(cell) for cell in placed.grid.cells)
    for r, row in enumerate(placed.grid.rows):
        yield from (placed.box(Cell(r, c, ())) for c in range(len(row)) if (r, c) not in owned)


def _positions(cell: Cell) -> list[tuple[int, int]]:
    rows, cols = range(cell.row, cell.row + cell.rows), range(cell.col, cell.col + cell.cols)
    return [(r, c) for r in rows for c in cols]


def _segments(placed: Placed) -> Iterator[tuple[Segment, float]]:
    """The rules of a look, none of them through a spanning cell, with their weights."""
    grid, look, xs, ys = placed.grid, placed.look, placed.xs, placed.ys
    owner = {p: i for i, cell in enumerate(grid.cells) for p in _positions(cell)}
    first = grid.stub if look.rules in _RIGHT_OF_STUB else 0
    rows, cols = range(len(grid.rows)), range(first, len(grid.rows[0]))
    for b in sorted(_levels(grid, look.rules)):
        free = [c for c in cols if not _is_one(owner, (b - 1, c), (b, c))]
        heavy = 2.2 if look.rules == "booktabs" and b in {0, len(grid.rows)} else 1.0
        for start, stop in _runs(free, is_joined=look.pen != "mitre"):
            yield (xs[start], ys[b], xs[stop], ys[b]), heavy * look.weight
    for b in _uprights(cols, look.rules):
        free = [r for r in rows if not _is_one(owner, (r, b - 1), (r, b))]
        for start, stop in _runs(free, is_joined=look.pen != "mitre"):
            yield (xs[b], ys[start], xs[b], ys[stop]), look.weight
    if look.rules == "booktabs":
        for cell in grid.cells:
            if cell.row < grid.head - 1 and cell.cols > 1:
                x0, _, x1, bottom = placed.box(cell)
                yield (x0 + look.pad / 2, bottom, x1 - look.pad / 2, bottom), look.weight


def _levels(grid: Grid, rules: Rules) -> set[int]:
    """The row edges that a look rules."""
    last = len(grid.rows)
    if rules == "totals":
        return {b for t in grid.totals for b in (t, t + 1)}
    known = {"outer": {0, last}, "header": {grid.head}, "none": set[int]()}
    if rules in _FULL:
        return set(range(last + 1))
    return known.get(rules, {0, grid.head, last})


def _uprights(cols: range, rules: Rules) -> list[int]:
    """The column edges that a look rules."""
    if rules in _UPRIGHTS:
        return [*cols, cols.stop]
    return [cols.start, cols.stop] if rules == "outer" else []


def _is_one(
    owner: dict[tuple[int, int], int], here: tuple[int, int], there: tuple[int, int]
) -> bool:
    """Whether two neighbouring positions belong to one cell."""
    return here in owner and owner[here] == owner.get(there)


def _runs(places: Sequence[int], *, is_joined: bool) -> Iterator[tuple[int, int]]:
    """Neighbouring places as (first, after last); each alone unless they are joined."""
    if not is_joined:
        yield from ((p, p + 1) for p in places)
        return
    for _, group in groupby(enumerate(places), key=lambda one: one[1] - one[0]):
        run = [place for _, place in group]
        yield run[0], run[-1] + 1
