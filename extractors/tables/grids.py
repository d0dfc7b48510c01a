"""A table under construction: cells on a grid, each with the tokens it holds.

The engines that read ruled and unruled regions both end here; ``tidy_grid`` makes any of their
results tile, and :mod:`extractors.tables.page` turns it into a :class:`crossfoot.model.Table`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from crossfoot.extractors.kinds import is_value
from crossfoot.extractors.tokens.textlines import TextLine, cell_text, group_lines
from crossfoot.extractors.tokens.tokens import Token
from crossfoot.geometry import hull
from crossfoot.model import Box
from crossfoot.years import is_year

MAX_HEADER_LINES = 12
MOSTLY = 0.5  # of the cells below a header: bold ones, and numbers


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with its tokens in any order.

    Attributes:
        area: The rectangle rules enclose, where they do.
    """

    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1
    tokens: tuple[Token, ...] = ()
    area: Box | None = None

    @property
    def text(self) -> str:
        """What a reader sees in it."""
        return _text_of(self.tokens)

    @property
    def lines(self) -> tuple[TextLine, ...]:
        """Its upright text, line by line."""
        return _lines_of(self.tokens)


@lru_cache(maxsize=4096)
def _text_of(tokens: tuple[Token, ...]) -> str:
    """Return the text of a cell; headers, notes and evidence ask for it again and again."""
    return cell_text(_lines_of(tokens), [t for t in tokens if t.is_sideways])


@lru_cache(maxsize=4096)
def _lines_of(tokens: tuple[Token, ...]) -> tuple[TextLine, ...]:
    return tuple(group_lines([t for t in tokens if not t.is_sideways]))


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells that need not tile yet.

    Attributes:
        kind: Which evidence drew it: "ruled", "tiled", "aligned".
        header_rows: Rows of column headers on top.
    """

    n_rows: int
    n_cols: int
    cells: tuple[GridCell, ...]
    kind: str
    header_rows: int = 0

    def tokens(self) -> list[Token]:
        """All tokens of its cells."""
        return [t for cell in self.cells for t in cell.tokens]

    def box(self) -> Box:
        """Hull of its text."""
        return hull(t.box for t in self.tokens())


def tidy_grid(grid: Grid) -> Grid | None:
    """Drop blank rows and columns and fill the gaps with blank cells; None when nothing is left.

    Overlapping spans are cut back, so that every position has exactly one cell.
    """
    filled = [c for c in grid.cells if c.tokens]
    if not filled:
        return None
    rows = _starts((c.row for c in filled), grid.n_rows)
    cols = _starts((c.col for c in filled), grid.n_cols)
    kept: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    for cell in sorted(grid.cells, key=lambda c: (not c.tokens, c.row, c.col)):
        moved = _renumber(cell, rows, cols)
        if moved is None:
            continue
        moved = _cut_back(moved, taken)
        if moved is None:
            continue
        taken.update(_area(moved))
        kept.append(moved)
    n_rows, n_cols = len(rows), len(cols)
    blanks = [GridCell(r, c) for r in range(n_rows) for c in range(n_cols) if (r, c) not in taken]
    header = sum(1 for r in rows if r < grid.header_rows)
    cells = sorted([*kept, *blanks], key=lambda c: (c.row, c.col))
    return replace(grid, n_rows=n_rows, n_cols=n_cols, cells=tuple(cells), header_rows=header)


def _starts(values: Iterable[int], size: int) -> list[int]:
    """Rows (or columns) in which some filled cell begins."""
    return sorted({v for v in values if 0 <= v < size})


def _renumber(cell: GridCell, rows: Sequence[int], cols: Sequence[int]) -> GridCell | None:
    row, below = bisect_left(rows, cell.row), bisect_left(rows, cell.row + cell.rowspan)
    col, beside = bisect_left(cols, cell.col), bisect_left(cols, cell.col + cell.colspan)
    if row == below or col == beside:
        return None
    return GridCell(row, col, below - row, beside - col, cell.tokens, cell.area)


def _area(cell: GridCell) -> list[tuple[int, int]]:
    return [
        (r, c)
        for r in range(cell.row, cell.row + cell.rowspan)
        for c in range(cell.col, cell.col + cell.colspan)
    ]


def _cut_back(cell: GridCell, taken: set[tuple[int, int]]) -> GridCell | None:
    """Shrink a cell until it covers nothing taken; None when its own position is taken."""
    if (cell.row, cell.col) in taken:
        return None
    while any(p in taken for p in _area(cell)):
        if cell.rowspan > 1:
            cell = replace(cell, rowspan=cell.rowspan - 1)
        else:
            cell = replace(cell, colspan=cell.colspan - 1)
    return cell


def drop_rows(grid: Grid, top: int, bottom: int) -> Grid:
    """Return a grid without its first ``top`` and last ``bottom`` rows."""
    end = grid.n_rows - bottom
    cells = tuple(
        replace(c, row=c.row - top, rowspan=min(c.rowspan, end - c.row))
        for c in grid.cells
        if top <= c.row < end
    )
    header = max(0, grid.header_rows - top)
    return replace(grid, n_rows=end - top, cells=cells, header_rows=header)


def lone_text(grid: Grid, row: int) -> str:
    """Return the text of a row that is one cell over all columns, "" otherwise."""
    cells = [c for c in grid.cells if c.row <= row < c.row + c.rowspan and c.tokens]
    if len(cells) == 1 and cells[0].colspan == grid.n_cols and cells[0].rowspan == 1:
        return cells[0].text
    return ""


def count_grid_header(grid: Grid) -> int:
    """Return how many rows of a ruled grid are column headers, by what sets them off.

    Sideways text, bold type or another colour than the body's, or words over numbers; a header
    with spanning cells takes in the rows below them.
    """
    if grid.n_rows < 2:
        return 0
    count = 0
    while count < min(grid.n_rows - 1, MAX_HEADER_LINES // 2) and _heads(grid, count):
        spans = [c for c in grid.cells if c.row == count and c.tokens]
        deep = max((c.rowspan for c in spans), default=1)
        wide = any(c.colspan > 1 for c in spans)
        count = min(grid.n_rows - 1, count + deep)
        if not wide or deep > 1:
            break
    return count


def _heads(grid: Grid, row: int) -> bool:
    """Whether a row is set off from the rows below it as a header is."""
    here = [c for c in grid.cells if c.row == row and c.tokens]
    below = [c for c in grid.cells if c.row > row and c.tokens]
    if not here or not below:
        return False
    if any(t.rotation for c in here for t in c.tokens):
        return True
    numbers = [c for c in here if c.col > 0 and is_value(c.text) and not is_year(c.text)]
    if len(numbers) > len(here) / 2:
        return False
    if _all_bold(here) and np.mean([_all_bold([c]) for c in below]) < MOSTLY:
        return True
    colour = {t.colour for c in here for t in c.tokens}
    usual = Counter(t.colour for c in below for t in c.tokens).most_common(1)[0][0]
    if usual not in colour and not numbers:
        return True
    right = [c for c in below if c.col > 0]
    values = [is_value(c.text) for c in right]
    return not numbers and bool(values) and float(np.mean(values)) >= MOSTLY and len(here) >= 2


def _all_bold(cells: Sequence[GridCell]) -> bool:
    return all(t.bold for c in cells for t in c.tokens)
