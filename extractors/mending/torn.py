"""Cells over several columns whose text falls apart: each piece is a header of its own.

In: a reading. Out: the reading with such cells parted between the columns they stand over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.kinds import is_data, is_value
from crossfoot.extractors.mending.headings import first_amounts, split_beside, split_header
from crossfoot.extractors.mending.lines import column_extents
from crossfoot.extractors.tables.confidence import TORN_GAP
from crossfoot.extractors.tables.grids import Grid, GridCell
from crossfoot.extractors.tokens.textlines import TextLine, split_chunks
from crossfoot.extractors.tokens.tokens import Token

FEWEST_STACKS = 2  # columns with numbers on two lines
MOST_STACKS = 0.6  # of a row's columns with numbers: all but notes and blanks
LEVEL = 0.2  # of the type size: a text so close to numbers stands on their line
Chunk = tuple[Token, ...]


def part_torn(grid: Grid) -> Grid:
    """Return the reading with texts that fall apart over several columns as cells of their own."""
    ends = column_extents(grid)
    grid = replace(grid, cells=tuple(p for c in grid.cells for p in _as_row(c, ends)))
    torn = {c: chunks for c in grid.cells if len(chunks := _chunks(c, ends)) > 1}
    if not torn:
        return grid
    cells = [p for c in grid.cells for p in (_parts(c, torn[c], ends) if c in torn else (c,))]
    return replace(grid, cells=tuple(cells))


def _as_row(cell: GridCell, ends: NDArray[np.float64]) -> list[GridCell]:
    """Return a cell over a whole row as its cells: a wrapped name and the numbers beside it.

    A band of shading drawn in one piece has no sides between its columns.
    """
    if cell.colspan < 1 + FEWEST_STACKS or len(cell.lines) < 2:
        return [cell]
    own: dict[int, list[Token]] = {}
    for t in cell.tokens:
        over = np.flatnonzero((ends[:, 0] < t.x1) & (ends[:, 1] > t.x0))
        if len(over) != 1:
            return [cell]
        own.setdefault(int(over[0]), []).append(t)
    numbers = [tokens for col, tokens in own.items() if col != cell.col]
    if cell.col not in own or len(numbers) < FEWEST_STACKS:
        return [cell]
    if not all(is_value(" ".join(t.text for t in tokens)) for tokens in numbers):
        return [cell]
    columns = range(cell.col, cell.col + cell.colspan)
    return [
        replace(cell, col=k, colspan=1, tokens=tuple(own.get(k, ())), area=None) for k in columns
    ]


def _chunks(cell: GridCell, ends: NDArray[np.float64]) -> list[Chunk]:
    """Return the pieces of a text of one line over several columns."""
    if cell.colspan < 2 or len(cell.lines) != 1:
        return []
    tokens = cell.lines[0].tokens
    return _numbers(tokens, ends) or split_chunks(tokens, TORN_GAP)


def _numbers(tokens: Sequence[Token], ends: NDArray[np.float64]) -> list[Chunk]:
    """Return numbers that stand in one column each, however close; none for any other text."""
    found: dict[int, list[Token]] = {}
    for t in tokens:
        over = np.flatnonzero((ends[:, 0] < t.x1) & (ends[:, 1] > t.x0))
        if len(over) != 1:
            return []
        found.setdefault(int(over[0]), []).append(t)
    chunks = [tuple(own) for own in found.values()]
    return chunks if all(is_value(" ".join(t.text for t in c)) for c in chunks) else []


def _parts(
    cell: GridCell, chunks: Sequence[Chunk], ends: NDArray[np.float64]
) -> Iterator[GridCell]:
    """Part a cell at the gaps between columns that are nearest to those of its text."""
    columns = range(cell.col, cell.col + cell.colspan)
    gaps = {b: (ends[a, 1] + ends[b, 0]) / 2 for a, b in pairwise(columns)}
    starts = [cell.col]
    for left, right in pairwise(chunks):
        middle = (left[-1].x1 + right[0].x0) / 2
        free = [c for c in gaps if c > starts[-1] and not np.isnan(gaps[c])]
        if not free:
            yield cell
            return
        starts.append(min(free, key=lambda c: abs(gaps[c] - middle)))
    for chunk, (a, b) in zip(chunks, pairwise([*starts, columns.stop]), strict=True):
        yield replace(cell, col=a, colspan=b - a, tokens=chunk)


def part_levels(grid: Grid) -> Grid:
    """Return the reading with two levels of headers in one cell parted: a year over two names."""
    for row in range(first_amounts(grid)):
        levels = {c for c in grid.cells if c.row == row and c.rowspan == 1 and _has_levels(c)}
        if levels:
            height = float(np.mean([(c.lines[0].base + c.lines[1].top) / 2 for c in levels]))
            return part_torn(split_header(grid, row, height, levels))
    return grid


def _has_levels(cell: GridCell) -> bool:
    """Whether a text over several columns begins with one line that does not fall apart."""
    if cell.colspan < 2 or len(cell.lines) < 2:
        return False
    first, *rest = (len(split_chunks(line.tokens, TORN_GAP)) for line in cell.lines)
    return first == 1 and max(rest) > 1


def part_numbers(grid: Grid) -> Grid:
    """Return the reading with rows parted in which two columns hold a number on each of two lines.

    A name centred on several rows is no cell of one row: it spans them.
    """
    for row in range(grid.n_rows):
        own = [c for c in grid.cells if c.row == row and c.tokens]
        bases = _bases_of_numbers(own)
        if bases is not None:
            whole = {c for c in own if c.rowspan == 1 and not _stands_at(c, bases)}
            return part_numbers(split_beside(grid, row, sum(bases[:2]) / 2, whole))
    return grid


def _is_number(line: TextLine) -> bool:
    """Whether a line is a number, whole: "10,000–" over "14,999" is one range."""
    return is_data(line.text) and line.text[-1] not in "-–—"


def _bases_of_numbers(own: Sequence[GridCell]) -> list[float] | None:
    """Return the baselines of the lines of numbers in a row's cells; None for one line."""
    stacks = [c.lines for c in own if len(c.lines) > 1 and all(map(_is_number, c.lines))]
    if len(stacks) < FEWEST_STACKS or len({len(s) for s in stacks}) > 1:
        return None
    numbers = [c for c in own if c.col > 0 and any(is_data(x.text) for x in c.lines)]
    if len(stacks) < MOST_STACKS * len(numbers):
        return None
    upper, lower = max(s[0].base for s in stacks), min(s[1].base for s in stacks)
    return [line.base for line in stacks[0]] if upper < lower else None


def _stands_at(cell: GridCell, bases: Sequence[float]) -> bool:
    """Whether each line of a text is level with one of numbers."""
    return all(min(abs(line.base - b) for b in bases) < LEVEL * line.size for line in cell.lines)
