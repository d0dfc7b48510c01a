"""Names of columns that are wrapped: lines of one header read as rows of their own.

In: a reading and its scene. Out: the reading with such lines in the cells they go on from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.mending.headings import TIGHT, first_amounts
from crossfoot.extractors.mending.lines import column_extents
from crossfoot.extractors.mending.moves import merge_rows, tidy
from crossfoot.extractors.tables.grids import Grid, GridCell, count_grid_header
from crossfoot.extractors.tables.scene import Scene
from crossfoot.extractors.tokens.tokens import Token

ALIGNED = 0.35  # of the type size: between the ends, or the middles, of lines of one name
ASIDE = 1.0  # type sizes: from the middle of a cell to that of a text that is not its own
FEWEST_NAMES = 2  # that go on in the next line


def join_wrapped(grid: Grid, scene: Scene) -> Grid:
    """Return the reading with rows of its header joined whose lines go on in the next one."""
    row = 0
    while row + 1 < first_amounts(grid) < grid.n_rows:
        placed = _over_name(grid, row)
        joined = tidy([merge_rows(placed, row)]) if _goes_on(placed, row, scene) else []
        grid, row = (_counted(joined[0]), row) if joined else (grid, row + 1)
    return grid


def _counted(grid: Grid) -> Grid:
    return replace(grid, header_rows=count_grid_header(grid))


def _over_name(grid: Grid, row: int) -> Grid:
    """Return the reading with the texts of a row over one name alone in its column.

    Where no rule parts the first line of a header, its one wrapped name seems to be over all.
    """
    ends = column_extents(grid)
    cells: list[GridCell] = []
    for c in grid.cells:
        home = _home(c, grid, ends) if c.row == row and c.colspan > 1 and c.rowspan == 1 else None
        if home is None:
            cells.append(c)
            continue
        cells.append(replace(c, col=home, colspan=1, area=None))
        others = (k for k in range(c.col, c.col + c.colspan) if k != home)
        cells += [GridCell(c.row, k) for k in others]
    return replace(grid, cells=tuple(cells)) if len(cells) > len(grid.cells) else grid


def _home(cell: GridCell, grid: Grid, ends: NDArray[np.float64]) -> int | None:
    """Return the column of the one name that a text stands over, aside from its cell's middle."""
    below = [
        b
        for b in grid.cells
        if b.row == cell.row + cell.rowspan
        and b.lines
        and cell.col <= b.col < cell.col + cell.colspan
    ]
    if len(cell.lines) != 1 or len(below) < 2 or any(b.colspan > 1 for b in below):
        return None
    under = [b for b in below if _is_aligned(cell.tokens, b.lines[0].tokens)]
    line = cell.lines[0]
    last = min(cell.col + cell.colspan, grid.n_cols) - 1
    x0, x1 = (cell.area[0], cell.area[2]) if cell.area else (ends[cell.col, 0], ends[last, 1])
    aside = abs(line.x0 + line.x1 - x0 - x1) / 2 > ASIDE * line.size
    return under[0].col if len(under) == 1 and aside else None


def _goes_on(grid: Grid, row: int, scene: Scene) -> bool:
    upper = {c.col: c for c in grid.cells if c.row == row and c.tokens}
    lower = {c.col: c for c in grid.cells if c.row == row + 1 and c.tokens}
    own = [*upper.values(), *lower.values()]
    if any(_width(c, grid) > 1 or c.rowspan > 1 or not c.lines for c in own):
        return False
    pairs = [(upper[col], lower[col]) for col in upper.keys() & lower.keys()]
    low = 0 in lower and 0 not in upper  # the name of the stub stands in the last line
    beside = len(lower) - low
    fewest = min(FEWEST_NAMES, beside) if low else FEWEST_NAMES
    if len(pairs) < fewest or len(pairs) <= beside / 2:
        return False
    if _are_units(list(lower.values()), len(upper)):
        return False
    if not all(_is_aligned(a.lines[-1].tokens, b.lines[0].tokens) for a, b in pairs):
        return False
    top = max(c.lines[-1].base for c in upper.values())
    base = min(c.lines[0].base for c in lower.values())
    tight = 0 < base - top <= TIGHT * pairs[0][1].lines[0].size
    return tight and not is_ruled(scene, top, base, grid)


def _is_aligned(upper: Sequence[Token], lower: Sequence[Token]) -> bool:
    """Whether two lines begin, end or have their middle at one place."""
    a0, a1, b0, b1 = upper[0].x0, upper[-1].x1, lower[0].x0, lower[-1].x1
    slack = ALIGNED * lower[0].size
    return min(abs(a0 - b0), abs(a1 - b1), abs(a0 + a1 - b0 - b1) / 2) <= slack


def _are_units(cells: Sequence[GridCell], names: int) -> bool:
    """Whether the same text stands under most names."""
    return len(cells) > names / 2 and len({c.text for c in cells}) == 1


def is_ruled(scene: Scene, top: float, base: float, grid: Grid) -> bool:
    """Whether a rule is drawn between two heights within the columns of a reading."""
    x0, _, x1, _ = grid.box()
    rules = scene.rulings.horizontal
    within = (rules[:, 0] > top) & (rules[:, 0] < base)
    return bool((within & (rules[:, 1] < x1) & (rules[:, 2] > x0)).any())


def _width(cell: GridCell, grid: Grid) -> int:
    """Return how many columns of the reading a cell spans."""
    return min(cell.col + cell.colspan, grid.n_cols) - cell.col
