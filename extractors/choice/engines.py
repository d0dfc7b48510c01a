"""Other table engines, as second opinions: pdfplumber, camelot's lattice and hybrid.

In: the path of a PDF and one of its pages as read by us. Out: tables of our model. Only the
geometry is taken from an engine, the rectangles of its cells; the words in them are ours, so that
readings differ in structure alone and can be compared. They are slow to import and to run: this
module is asked where our own engine is unsure, or when a person names an engine.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from crossfoot.errors import UnreadableInput
from crossfoot.extractors.charts.find import find_charts
from crossfoot.extractors.choice.own import read_own_tables
from crossfoot.extractors.pdf.reader import find_password
from crossfoot.extractors.poses import lay_box, show_box
from crossfoot.extractors.tables.grids import Grid, GridCell, count_grid_header, tidy_grid
from crossfoot.extractors.tables.to_table import grid_to_table
from crossfoot.extractors.tokens.raised import read_page_tokens
from crossfoot.extractors.tokens.sideways import join_rotated
from crossfoot.extractors.tokens.textlines import group_lines
from crossfoot.extractors.tokens.tokens import Token
from crossfoot.extras import has_extra, require_extra
from crossfoot.model import Box, Page, Table
from crossfoot.names import shown_name

if TYPE_CHECKING:
    from camelot.core import Table as CamelotTable

ForeignEngine = Literal["pdfplumber", "camelot-lattice", "camelot-hybrid"]
FOREIGN_ENGINES: Final[tuple[ForeignEngine, ...]] = (
    "pdfplumber",
    "camelot-lattice",
    "camelot-hybrid",
)
OWN_KINDS: Final = {"ruled": ("ruled", "tiled"), "aligned": ("aligned",)}

SAME_EDGE = 2.0  # at a body of 9: between edges of cells that are one edge
LONGEST_ERROR = 200  # chars of another program's message that are passed on

Rect = tuple[int, int, int, int, Box]
"""row, column, rowspan, colspan and area of a cell."""


def engines_here() -> tuple[ForeignEngine, ...]:
    """Return the other engines that are installed."""
    is_here = has_extra("camelot")
    return tuple(name for name in FOREIGN_ENGINES if is_here or not name.startswith("camelot"))


def read_with_engine(
    engine: str,
    path: Path,
    page: Page,
    *,
    area: Box | None = None,
    columns: Sequence[float] = (),
) -> tuple[Table, ...]:
    """Return the tables one engine sees on a page, top to bottom.

    Args:
        engine: As in :data:`crossfoot.settings.Engine`.
        path: The PDF; engines other than ours open it themselves.
        page: The same page as read by us.
        area: Where to look, ``None`` for the whole page.
        columns: x of the gaps between columns, for the engines that take them.

    Raises:
        UnreadableInput: Another engine failed.
    """
    if engine in FOREIGN_ENGINES and (page.source != "text" or page.pose.turn):
        return ()  # they read the text layer as it lies: there is none, or it lies on its side
    if engine in FOREIGN_ENGINES:
        try:
            found = _READERS[engine](path, page, area, columns)
        except Exception as error:  # they promise no error classes, and fail on odd PDFs
            what = " ".join(f"{type(error).__name__}: {error}".split())[:LONGEST_ERROR]
            told = f"failed on page {page.number} ({what})"
            msg = f"{shown_name(path)}: {engine} {told}; use --engine own"
            raise UnreadableInput(msg) from error
        tokens = page_tokens(page)
        grids = [_fill(rects, tokens, engine) for rects in found]
        tables = [grid_to_table(g, page.number, "", tokens) for g in grids if g is not None]
        return tuple(sorted(tables, key=lambda table: (table.box[1], table.box[0])))
    kinds = OWN_KINDS.get(engine)
    own, _ = read_own_tables(page, [chart.box for chart in find_charts(page)])
    return tuple(table for table in own if kinds is None or table.engine in kinds)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the engines' warnings about odd fonts out of our standard error."""
    names = ("pdfminer", "camelot", "playa", "pdfplumber")
    before = [(name, logging.getLogger(name).level) for name in names]
    try:
        for name in names:
            logging.getLogger(name).setLevel(logging.CRITICAL)
        yield
    finally:
        for name, level in before:
            logging.getLogger(name).setLevel(level)


# -------------------------------------------------------------------------- pdfplumber


def _read_pdfplumber(
    path: Path, page: Page, area: Box | None, columns: Sequence[float]
) -> list[list[Rect]]:
    """Return the cells pdfplumber finds between rules (its default)."""
    import pdfplumber

    settings: dict[str, object] = {}
    if columns:
        shown = _shown_columns(columns, page)
        settings = {"vertical_strategy": "explicit", "explicit_vertical_lines": shown}
    with _quiet(), pdfplumber.open(path, pages=[page.number], password=find_password(path)) as pdf:
        sheet = pdf.pages[0]
        if area is not None:
            sheet = sheet.crop(show_box(area, page.pose), strict=False)
        found = [list(table.cells) for table in sheet.find_tables(settings)]
    return [
        _to_rects([lay_box((b[0], b[1], b[2], b[3]), page.pose) for b in boxes]) for boxes in found
    ]


def _to_rects(boxes: Sequence[Box]) -> list[Rect]:
    """Number rectangles by the edges they share."""
    xs = _edges([x for box in boxes for x in (box[0], box[2])])
    ys = _edges([y for box in boxes for y in (box[1], box[3])])
    rects = []
    for box in boxes:
        row, bottom = _nearest(ys, box[1]), _nearest(ys, box[3])
        col, right = _nearest(xs, box[0]), _nearest(xs, box[2])
        if bottom > row and right > col:
            rects.append((row, col, bottom - row, right - col, box))
    return rects


def _edges(values: Sequence[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > SAME_EDGE:
            edges.append(value)
    return edges


def _nearest(edges: Sequence[float], value: float) -> int:
    return int(np.argmin(np.abs(np.asarray(edges) - value)))


# ----------------------------------------------------------------------------- camelot


def _read_lattice(
    path: Path, page: Page, area: Box | None, columns: Sequence[float]
) -> list[list[Rect]]:
    """Return the cells of camelot's lattice; it takes no columns."""
    return _read_camelot(path, page, "lattice", {"table_areas": _to_areas(area, page)})


def _read_hybrid(
    path: Path, page: Page, area: Box | None, columns: Sequence[float]
) -> list[list[Rect]]:
    """Return the cells of camelot's hybrid of alignment and rules."""
    options: dict[str, object] = {"table_areas": _to_areas(area, page)}
    if columns and area is not None:
        options["columns"] = [",".join(f"{x:.1f}" for x in _shown_columns(columns, page))]
    return _read_camelot(path, page, "hybrid", options)


def _to_areas(area: Box | None, page: Page) -> list[str] | None:
    """Return an area as camelot writes it: x0, y of the top, x1, y of the bottom, from below."""
    if area is None:
        return None
    x0, top, x1, bottom = show_box(area, page.pose)
    height = page.height / page.pose.scale
    return [f"{x0:.1f},{height - top:.1f},{x1:.1f},{height - bottom:.1f}"]


def _shown_columns(columns: Sequence[float], page: Page) -> list[float]:
    """Return gaps between columns in points of the page as displayed."""
    return [x / page.pose.scale for x in columns]


def _read_camelot(
    path: Path, page: Page, flavor: str, options: dict[str, object]
) -> list[list[Rect]]:
    import warnings

    require_extra("camelot")
    from camelot.io import read_pdf

    with _quiet(), warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # "no tables found" is an answer
        found = read_pdf(
            str(path),
            pages=str(page.number),
            flavor=flavor,
            engine="vector",  # the raster engine draws the page through PDFium again, and slower
            suppress_stdout=True,
            password=find_password(path),
            **{name: value for name, value in options.items() if value},
        )
    return [_unite_open(table, page) for table in found]


def _unite_open(table: CamelotTable, page: Page) -> list[Rect]:
    """Return camelot's cells; neighbours without a rule between them are one spanning cell."""
    height = page.height / page.pose.scale
    rows, cols = len(table.cells), len(table.cells[0]) if table.cells else 0
    ruled = any(cell.left or cell.top for line in table.cells for cell in line)
    taken: set[tuple[int, int]] = set()
    rects = []
    for row in range(rows):
        for col in range(cols):
            if (row, col) in taken:
                continue
            right = col + 1
            while ruled and right < cols and not table.cells[row][right - 1].right:
                right += 1
            bottom = row + 1
            while (
                ruled
                and bottom < rows
                and not any(table.cells[bottom - 1][c].bottom for c in range(col, right))
            ):
                bottom += 1
            taken.update((r, c) for r in range(row, bottom) for c in range(col, right))
            first, last = table.cells[row][col], table.cells[bottom - 1][right - 1]
            box = (first.x1, height - first.y2, last.x2, height - last.y1)
            rects.append((row, col, bottom - row, right - col, lay_box(box, page.pose)))
    return rects


# ------------------------------------------------------------------------- our own words


def _fill(rects: Sequence[Rect], tokens: Sequence[Token], engine: str) -> Grid | None:
    """Return the grid of an engine's cells with our words in them; ``None`` when it is no table.

    A word belongs to the cell its middle lies in; words outside all cells are left out.
    """
    if not rects:
        return None
    middles = np.array([_middle(token) for token in tokens]).reshape(len(tokens), 2)
    held = np.full(len(tokens), -1)
    for number, (_, _, _, _, (x0, top, x1, bottom)) in enumerate(rects):
        inside = (middles[:, 0] >= x0) & (middles[:, 0] < x1)
        inside &= (middles[:, 1] >= top) & (middles[:, 1] < bottom)
        held[inside] = number
    cells = tuple(
        GridCell(
            row,
            col,
            rowspan,
            colspan,
            tuple(tokens[int(i)] for i in np.flatnonzero(held == number)),
            area,
        )
        for number, (row, col, rowspan, colspan, area) in enumerate(rects)
    )
    n_rows = max(row + rowspan for row, _, rowspan, _, _ in rects)
    n_cols = max(col + colspan for _, col, _, colspan, _ in rects)
    grid = tidy_grid(Grid(n_rows, n_cols, cells, engine))
    if grid is None or grid.n_rows < 2 or grid.n_cols < 2:
        return None
    return replace(grid, header_rows=count_grid_header(grid))


def page_tokens(page: Page) -> list[Token]:
    """Return the words of a page, those that typesetting tore apart joined."""
    tokens = read_page_tokens(page)
    upright = group_lines([t for t in tokens if not t.is_sideways])
    turned = join_rotated([t for t in tokens if t.is_sideways])
    return [*(t for line in upright for t in line.tokens), *turned]


def _middle(token: Token) -> tuple[float, float]:
    return token.middle, (token.top + token.bottom) / 2


def column_gaps(table: Table) -> tuple[float, ...]:
    """Return x of the gaps between a table's columns: where a person would draw the lines."""
    lefts = np.full(table.n_cols, np.inf)
    rights = np.full(table.n_cols, -np.inf)
    for cell in table.cells:
        if cell.text and cell.colspan == 1:
            lefts[cell.col] = min(lefts[cell.col], cell.box[0])
            rights[cell.col] = max(rights[cell.col], cell.box[2])
    known = [c for c in range(table.n_cols) if np.isfinite(lefts[c])]
    return tuple(float(rights[a] + lefts[b]) / 2 for a, b in pairwise(known))


_READERS: Final[
    dict[str, Callable[[Path, Page, Box | None, Sequence[float]], list[list[Rect]]]]
] = {
    "pdfplumber": _read_pdfplumber,
    "camelot-lattice": _read_lattice,
    "camelot-hybrid": _read_hybrid,
}
