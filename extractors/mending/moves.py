"""Moves: from one reading to the next.

In: a grid and where to change it. Out: the grids that stand in its place. Pure: no move looks at
the page, none says whether it is wise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from crossfoot.extractors.tables.grids import Grid, GridCell, tidy_grid
from crossfoot.extractors.tokens.tokens import Token


def merge_rows(grid: Grid, row: int) -> Grid:
    """Return the grid with a row and the next one made one."""
    upper = [c for c in grid.cells if c.row <= row < c.row + c.rowspan]
    cells: list[GridCell] = []
    lower: list[GridCell] = []
    for c in grid.cells:
        if c.row == row + 1 and c not in upper:
            lower.append(replace(c, row=row))
        elif c.row > row:
            cells.append(replace(c, row=c.row - 1))
        elif c.row + c.rowspan > row + 1:
            cells.append(replace(c, rowspan=c.rowspan - 1))
        else:
            cells.append(c)
    for c in lower:
        cells = _join_into(cells, c, row)
    header = grid.header_rows - (1 if grid.header_rows > row + 1 else 0)
    return replace(grid, n_rows=grid.n_rows - 1, cells=tuple(cells), header_rows=header)


def _join_into(cells: list[GridCell], cell: GridCell, row: int) -> list[GridCell]:
    """Join a cell with those of a row whose columns it shares, and with what the whole covers."""
    if not cell.tokens:
        return cells
    last = cell.col + cell.colspan
    mates = [
        c
        for c in cells
        if c.row <= row < c.row + c.rowspan and c.col < last and cell.col < c.col + c.colspan
    ]
    joined = [c for c in mates if c.tokens]
    if not joined:
        return [*(c for c in cells if c not in mates), cell]
    whole = _whole([*joined, cell])
    while more := [c for c in cells if c.tokens and c not in joined and _overlap(c, whole)]:
        joined += more
        whole = _whole([*joined, cell])
    words = (*(t for c in joined for t in c.tokens), *cell.tokens)
    return [*(c for c in cells if c not in mates and c not in joined), replace(whole, tokens=words)]


def _whole(cells: Sequence[GridCell]) -> GridCell:
    """Return the blank cell that covers some."""
    row, col = min(c.row for c in cells), min(c.col for c in cells)
    below = max(c.row + c.rowspan for c in cells)
    right = max(c.col + c.colspan for c in cells)
    return GridCell(row, col, below - row, right - col)


def _overlap(a: GridCell, b: GridCell) -> bool:
    down = a.row < b.row + b.rowspan and b.row < a.row + a.rowspan
    return down and a.col < b.col + b.colspan and b.col < a.col + a.colspan


def split_row(grid: Grid, row: int, height: float) -> Grid:
    """Return the grid with a row parted: text whose baseline is below a height stands in the next.

    Args:
        height: Points from the top.
    """
    cells: list[GridCell] = []
    for c in grid.cells:
        if c.row > row:
            cells.append(replace(c, row=c.row + 1))
        elif c.row + c.rowspan - 1 > row or (c.rowspan > 1 and c.row + c.rowspan - 1 == row):
            cells.append(replace(c, rowspan=c.rowspan + (c.row + c.rowspan - 1 >= row)))
        elif c.row == row:
            above = tuple(t for t in c.tokens if t.base <= height)
            below = tuple(t for t in c.tokens if t.base > height)
            cells.append(replace(c, tokens=above, area=None))
            cells.append(replace(c, row=row + 1, tokens=below, area=None))
        else:
            cells.append(c)
    header = grid.header_rows + (1 if grid.header_rows > row + 1 else 0)
    return replace(grid, n_rows=grid.n_rows + 1, cells=tuple(cells), header_rows=header)


def cut_below(grid: Grid, row: int) -> tuple[Grid, Grid]:
    """Return the rows down to one, and those below it; cells over the cut stay where they begin."""
    upper = tuple(
        replace(c, rowspan=min(c.rowspan, row + 1 - c.row)) for c in grid.cells if c.row <= row
    )
    lower = tuple(replace(c, row=c.row - row - 1) for c in grid.cells if c.row > row)
    n = grid.n_rows - row - 1
    return (
        replace(grid, n_rows=row + 1, cells=upper, header_rows=min(grid.header_rows, row + 1)),
        replace(grid, n_rows=n, cells=lower, header_rows=max(0, grid.header_rows - row - 1)),
    )


Placed = tuple[int, int, tuple[Token, ...]]
"""First column, last column, tokens."""


def add_row(grid: Grid, row: int, placed: Iterable[Placed]) -> Grid:
    """Return the grid with a new row before a row (or after the last one)."""
    cells = [
        replace(c, row=c.row + 1)
        if c.row >= row
        else replace(c, rowspan=c.rowspan + 1)
        if c.row + c.rowspan > row
        else c
        for c in grid.cells
    ]
    cells += [GridCell(row, c0, 1, c1 - c0 + 1, tokens) for c0, c1, tokens in placed]
    header = grid.header_rows + (1 if row < grid.header_rows else 0)
    return replace(grid, n_rows=grid.n_rows + 1, cells=tuple(cells), header_rows=header)


def tidy(grids: Sequence[Grid]) -> list[Grid]:
    """Return the grids without blank rows and columns; without those that are blank."""
    return [g for g in map(tidy_grid, grids) if g is not None]


def _turn(grid: Grid) -> Grid:
    """Swap rows and columns."""
    cells = tuple(
        replace(c, row=c.col, col=c.row, rowspan=c.colspan, colspan=c.rowspan) for c in grid.cells
    )
    return replace(grid, n_rows=grid.n_cols, n_cols=grid.n_rows, cells=cells, header_rows=0)


def merge_columns(grid: Grid, col: int) -> Grid:
    """Return the grid with a column and the next one made one."""
    whole = _turn(merge_rows(_turn(grid), col))
    return replace(whole, header_rows=grid.header_rows)


def cut_beside(grid: Grid, col: int) -> tuple[Grid, Grid]:
    """Return the columns up to one, and those right of it."""
    left, right = (_turn(g) for g in cut_below(_turn(grid), col))
    header = grid.header_rows
    return replace(left, header_rows=header), replace(right, header_rows=header)


def split_column(grid: Grid, col: int, x: float) -> Grid:
    """Return the grid with a column parted: text whose middle is right of x stands in the next.

    Cells in which a word lies over x span both.
    """
    cells: list[GridCell] = []
    for c in grid.cells:
        if c.col > col:
            cells.append(replace(c, col=c.col + 1))
        elif c.col + c.colspan - 1 > col or (c.colspan > 1 and c.col + c.colspan - 1 == col):
            cells.append(replace(c, colspan=c.colspan + 1))
        elif c.col == col:
            cells.extend(_part(c, x))
        else:
            cells.append(c)
    return replace(grid, n_cols=grid.n_cols + 1, cells=tuple(cells))


def _part(cell: GridCell, x: float) -> list[GridCell]:
    if any(t.x0 < x - 0.15 * t.size and t.x1 > x + 0.15 * t.size for t in cell.tokens):
        return [replace(cell, colspan=2)]
    left = tuple(t for t in cell.tokens if t.middle <= x)
    right = tuple(t for t in cell.tokens if t.middle > x)
    return [
        replace(cell, tokens=left, area=None),
        replace(cell, col=cell.col + 1, tokens=right, area=None),
    ]
