"""The last rows of a table that its rules or bands do not enclose: one more line, or its total.

In: a reading and its scene. Out: the reading with the lines right below it that are in its columns.
Bands shade every second row; a total often stands alone below the drawn grid, its sum proves it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.kinds import is_data, is_value
from crossfoot.extractors.mending.headings import first_amounts
from crossfoot.extractors.mending.lines import WORD_SPACE, column_extents, number_columns, row_bases
from crossfoot.extractors.mending.moves import Placed, add_row, cut_below, tidy
from crossfoot.extractors.mending.sections import has_header
from crossfoot.extractors.tables.grids import Grid, GridCell
from crossfoot.extractors.tables.regions import is_prose
from crossfoot.extractors.tables.scene import Scene
from crossfoot.extractors.tokens.textlines import TextLine, split_chunks
from crossfoot.extractors.tokens.tokens import Token

FEWEST_ROWS = 2  # that tell how far apart rows are
FEWEST_ITEMS = 2  # of a total
PITCH = 1.3  # of the usual distance of rows: the next one is no further
TOTAL_PITCH = 1.8  # of it: a total stands off
FILLED = 0.6  # of the columns with numbers
IN_PLACE = 0.6  # of the type size: between the ends of a text and of its column
Chunk = tuple[Token, ...]


def with_last_rows(grid: Grid, scene: Scene, held: frozenset[int]) -> Grid:
    """Return the reading with the rows right below it that are its own.

    Args:
        held: Identities of the tokens that readings hold.
    """
    while (row := _row_below(grid, scene, held)) is not None:
        grid = add_row(grid, grid.n_rows, row)
    return grid


def _row_below(grid: Grid, scene: Scene, held: frozenset[int]) -> list[Placed] | None:
    bases = row_bases(grid)
    if len(bases) < FEWEST_ROWS:
        return None
    pitch = median(b - a for a, b in pairwise(bases))
    line = _line_below(grid, scene, bases[-1])
    if line is None or any(id(t) in held for t in line.tokens):
        return None
    placed = _placed(line, column_extents(grid))
    numbers = number_columns(grid)
    if placed is None or not numbers:
        return None
    values = {a for a, _, chunk in placed if a in numbers and is_value(_text(chunk))}
    gap = (line.base - bases[-1]) / pitch
    full = len(values) >= FILLED * len(numbers) and gap <= PITCH
    total = gap <= TOTAL_PITCH and len(values) == len(placed) and _adds_up(grid, placed)
    return placed if full or total else None


def without_prose(grid: Grid) -> Grid:
    """Return the reading from its first row of several texts on when prose stands above that.

    A shaded box of running text right above shaded headers is read as the first rows of the table.
    """
    filled = Counter(c.row for c in grid.cells if c.tokens)
    head = next((row for row in sorted(filled) if filled[row] > 1), 0)
    x0, _, x1, _ = grid.box()
    above = [line for c in grid.cells if c.row < head for line in c.lines]
    if not any(is_prose(line, x1 - x0) for line in above):
        return grid
    return next(iter(tidy([cut_below(grid, head - 1)[1]])), grid)


def with_first_rows(grid: Grid, scene: Scene, held: frozenset[int]) -> Grid:
    """Return the reading with the rows right above it that name or fill most of its columns.

    Args:
        held: Identities of the tokens that readings hold.
    """
    while (row := _row_above(grid, scene, held)) is not None:
        grid = add_row(grid, 0, row)
    return grid


def _row_above(grid: Grid, scene: Scene, held: frozenset[int]) -> list[Placed] | None:
    bases = row_bases(grid)
    x0, top, x1, _ = grid.box()
    above = [x for x in scene.lines if x.base <= top + x.size / 4 and x.x0 < x1 and x.x1 > x0]
    line = max(above, key=lambda x: x.base, default=None)
    if len(bases) < FEWEST_ROWS or line is None or any(id(t) in held for t in line.tokens):
        return None
    pitch = median(b - a for a, b in pairwise(bases))
    first = min(t.base for c in grid.cells if c.row == 0 for t in c.tokens)
    if first - line.base > PITCH * pitch or line.x0 < x0 - line.size or line.x1 > x1 + line.size:
        return None
    placed = _placed(line, column_extents(grid))
    numbers = number_columns(grid)
    if placed is None or sum(a in numbers for a, _, _ in placed) < FILLED * max(len(numbers), 2):
        return None
    if has_header(grid) and any(is_data(_text(chunk)) for _, _, chunk in placed):
        return None  # the last row of what stands above
    return placed


def place_numbers(grid: Grid) -> Grid:
    """Return the reading with a number alone in a cell over several columns in the one it is in.

    The frame of a list goes on around its total, whose column no rule draws.
    """
    ends, numbers = column_extents(grid), number_columns(grid)
    cells = []
    for c in grid.cells:
        home = _home(c, ends) if c.colspan > 1 and len(c.lines) == 1 and is_data(c.text) else None
        if home in numbers:
            cells.append(replace(c, col=home, colspan=1, area=None))
            others = (k for k in range(c.col, c.col + c.colspan) if k != home)
            cells += [GridCell(c.row, k, c.rowspan) for k in others]
        else:
            cells.append(c)
    return replace(grid, cells=tuple(cells)) if len(cells) > len(grid.cells) else grid


def _home(cell: GridCell, ends: NDArray[np.float64]) -> int | None:
    """Return the column that a text stands over alone and ends with."""
    x0, x1 = min(t.x0 for t in cell.tokens), max(t.x1 for t in cell.tokens)
    over = np.flatnonzero((ends[:, 0] < x1) & (ends[:, 1] > x0))
    if len(over) != 1 or abs(ends[over[0], 1] - x1) > IN_PLACE * cell.tokens[0].size:
        return None
    return int(over[0])


def _line_below(grid: Grid, scene: Scene, base: float) -> TextLine | None:
    """Return the next line within the columns of a reading; None when it stands out of them."""
    x0, _, x1, _ = grid.box()
    below = [x for x in scene.lines if x.base > base + x.size / 2 and x.x0 < x1 and x.x1 > x0]
    line = min(below, key=lambda x: x.base, default=None)
    if line is None or line.x0 < x0 - line.size or line.x1 > x1 + line.size:
        return None
    return line


def _placed(line: TextLine, ends: NDArray[np.float64]) -> list[Placed] | None:
    """Return the texts of a line by column; None when one is not in its place in one column."""
    placed: dict[int, Placed] = {}
    for chunk in split_chunks(line.tokens, WORD_SPACE):
        x0, x1, slack = chunk[0].x0, chunk[-1].x1, IN_PLACE * line.size
        over = np.flatnonzero((ends[:, 0] < x1) & (ends[:, 1] > x0))
        if len(over) != 1 or int(over[0]) in placed:
            return None
        left, right = ends[over[0]]
        off = (abs(x0 - left), abs(x1 - right), abs(x0 + x1 - left - right) / 2)
        if min(off) > slack:
            return None
        placed[int(over[0])] = (int(over[0]), int(over[0]), tuple(chunk))
    return [placed[k] for k in sorted(placed)]


def _adds_up(grid: Grid, placed: Sequence[Placed]) -> bool:
    """Whether numbers are the sums of their columns, in their last digits; not all are zero."""
    body = [c for c in grid.cells if c.row >= first_amounts(grid) and is_value(c.text)]
    for col, _, chunk in placed:
        items = [c.text for c in body if c.col == col]
        if len(items) < FEWEST_ITEMS or sum(map(_digits, items)) != _digits(_text(chunk)):
            return False
    return any(_digits(_text(chunk)) for _, _, chunk in placed)


def _digits(text: str) -> int:
    return int("".join(x for x in text if x.isdecimal()) or 0)


def _text(chunk: Chunk) -> str:
    return " ".join(t.text for t in chunk)
