"""Edits a reading, gap by gap, to what is wanted of each gap.

In: a reading, the lines in its place and, for each gap between two, whether they are to be one row,
two rows, or of two tables. Out: the grids that stand in its place then.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.mending.lines import Seen, column_extents
from crossfoot.extractors.mending.moves import (
    Placed,
    add_row,
    cut_below,
    merge_rows,
    split_row,
    tidy,
)
from crossfoot.extractors.tables.grids import Grid, count_grid_header
from crossfoot.extractors.weighing.gaps import END, SAME, Gaps

FEWEST_CELLS = 4  # of a table: two rows of two


def edit_rows(grid: Grid, gaps: Gaps, wanted: NDArray[np.int64]) -> tuple[Grid, ...]:
    """Return the tables that a reading falls into when its gaps are as wanted.

    Lines outside the reading join it from its edges on; parts too small for a table are dropped.
    """
    inside = [i for i, s in enumerate(gaps.lines) if s.rows is not None]
    first, last = inside[0], inside[-1]
    start, stop = first, last
    while start and wanted[start - 1] != END:
        start -= 1
    while stop < len(gaps.lines) - 1 and wanted[stop] != END:
        stop += 1
    ext = column_extents(grid)
    whole, parts = grid, []
    for i in range(last, stop):
        how = int(wanted[i])
        whole = _add(whole, gaps.lines[i + 1], whole.n_rows, how, ext, below=True)
    for i in range(last - 1, first - 1, -1):
        if wanted[i] != gaps.opinion[i]:
            whole, cut = _edit(whole, gaps, i, int(wanted[i]))
            parts += cut
    for i in range(first - 1, start - 1, -1):
        whole = _add(whole, gaps.lines[i], 0, int(wanted[i]), ext, below=False)
    found = [g for g in tidy([*parts, whole]) if _is_whole(g)]
    if len(found) > 1 or parts:
        found = [replace(g, header_rows=count_grid_header(g)) for g in found]
    return tuple(found)


def _is_whole(grid: Grid) -> bool:
    filled = sum(bool(c.tokens) for c in grid.cells)
    return grid.n_rows >= 2 and grid.n_cols >= 2 and filled >= FEWEST_CELLS


def _edit(grid: Grid, gaps: Gaps, i: int, wanted: int) -> tuple[Grid, list[Grid]]:
    """Change one gap inside a reading; return it, and what was cut off below."""
    a, b = gaps.lines[i], gaps.lines[i + 1]
    if a.rows is None or b.rows is None:
        return grid, []
    row = a.rows[1]
    if gaps.opinion[i] == SAME:
        if a.rows[0] != a.rows[1] or b.rows != a.rows:
            return grid, []  # a cell of several rows stands beside: no row is to be parted
        grid = split_row(grid, row, (a.line.base + b.line.base) / 2)
    if wanted == SAME:
        return merge_rows(grid, row), []
    if wanted == END:
        grid, lower = cut_below(grid, row)
        return grid, [lower]
    return grid, []


def _add(
    grid: Grid, seen: Seen, row: int, how: int, ext: NDArray[np.float64], *, below: bool
) -> Grid:
    """Add a line of text above or below a reading, as a row or to its last row."""
    placed: list[Placed] = []
    for chunk in seen.chunks:
        left, right = chunk[0].x0, max(t.x1 for t in chunk)
        over = np.minimum(ext[:, 1], right) - np.maximum(ext[:, 0], left)
        cols = np.flatnonzero(over > 0.3 * seen.line.size).tolist()
        if not cols:
            cols = [int(np.abs(ext.mean(axis=1) - (left + right) / 2).argmin())]
        c0, c1 = min(cols), max(cols)
        home = next((k for k, p in enumerate(placed) if p[0] <= c1 and c0 <= p[1]), None)
        if home is None:
            placed.append((c0, c1, chunk))
        else:
            p = placed[home]
            placed[home] = (min(p[0], c0), max(p[1], c1), (*p[2], *chunk))
    grid = add_row(grid, row, placed)
    if how == SAME:
        grid = merge_rows(grid, row - 1 if below else row)
    return grid
