"""Levels of a header: names that repeat under each of several periods or groups.

In: a reading. Out: the reading with "2019 | 2020" over "Budget | Actual | Budget | Actual" as two
rows, the upper one spanning. What repeats in one order is the lower level, wherever gaps are drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.mending.headings import first_amounts
from crossfoot.extractors.mending.lines import column_extents
from crossfoot.extractors.mending.moves import tidy
from crossfoot.extractors.tables.grids import Grid, GridCell
from crossfoot.extractors.tables.regions import is_caption
from crossfoot.extractors.tables.scene import Scene
from crossfoot.extractors.tokens.textlines import TextLine, group_lines, split_chunks
from crossfoot.extractors.tokens.tokens import Token

FEWEST_GROUPS = 2
FEWEST_NAMES = 2  # in a group
MOST_LINES = 8  # of a header: what is deeper is a body of words
WORD_SPACE = 0.5  # of the type size: texts of two columns stand further apart
CENTRED = 0.25  # of a group's width: how far from its middle its name stands
NEAR = 2.6  # type sizes: from baseline to baseline, from the names up to the groups
CLOSE = 1.5  # type sizes: between lines of the name of a group
Chunk = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class _Names:
    """What repeats.

    Attributes:
        column: The first one that has such a name.
        size: How many names a group has.
        texts: The tokens of each column from there on.
    """

    column: int
    size: int
    texts: tuple[Chunk, ...]


def part_repeats(grid: Grid, scene: Scene, held: frozenset[int]) -> Grid:
    """Return the reading with the names of groups in a row over names that repeat.

    Args:
        held: Identities of the tokens that readings hold: no line above is taken from them.
    """
    first = first_amounts(grid)
    header = [c for c in grid.cells if c.row < first and c.tokens]
    if not 0 < first < grid.n_rows or any(c.row + c.rowspan > first for c in header):
        return grid
    tokens = [t for c in header for t in c.tokens]
    if any(t.is_sideways for t in tokens):
        return grid
    ends = column_extents(replace(grid, cells=tuple(c for c in grid.cells if c.row >= first)))
    lines = group_lines(tokens)
    if len(lines) > MOST_LINES:
        return grid
    for start, stop in combinations(range(len(lines) + 1), 2):
        names = _repeated(_by_column(lines[start:stop], ends))
        if names is None:
            continue
        upper = lines[:start] or _lines_above(grid, scene, held, names)
        groups = _groups(upper, names)
        if groups is not None:
            return _rebuilt(grid, lines[:stop], groups, names, ends)
    return grid


def _by_column(lines: Sequence[TextLine], ends: NDArray[np.float64]) -> list[list[Token]]:
    """Return the tokens over each column; a text over several, or between two, counts for one."""
    columns: list[list[Token]] = [[] for _ in ends]
    middles = ends.mean(axis=1)
    for line in lines:
        for chunk in split_chunks(line.tokens, WORD_SPACE):
            x0, x1 = chunk[0].x0, chunk[-1].x1
            over = np.minimum(ends[:, 1], x1) - np.maximum(ends[:, 0], x0)
            best = int(over.argmax())
            if over[best] <= 0:
                best = int(np.abs(middles - (x0 + x1) / 2).argmin())
            columns[best].extend(chunk)
    return columns


def _repeated(columns: Sequence[Sequence[Token]]) -> _Names | None:
    """Return the names that repeat up to the last column, in the smallest group; None without."""
    texts = [" ".join(t.text for t in column) for column in columns]
    for size in range(FEWEST_NAMES, len(texts) // FEWEST_GROUPS + 1):
        names = texts[-size:]
        if len(set(names)) < size or "" in names:
            continue
        column = len(texts)
        while column >= size and texts[column - size : column] == names:
            column -= size
        if len(texts) - column >= FEWEST_GROUPS * size:
            return _Names(column, size, tuple(map(tuple, columns[column:])))
    return None


def _groups(lines: Sequence[TextLine], names: _Names) -> list[Chunk] | None:
    """Return the text over each group of names; None where one has none or a text is elsewhere."""
    found: list[list[Token]] = [[] for _ in _hulls(names)]
    for line in lines:
        own = _over_groups(line, names)
        if own is None:
            return None
        for k, chunk in own:
            found[k].extend(chunk)
    texts = [" ".join(t.text for t in chunk) for chunk in found]
    return [tuple(c) for c in found] if all(texts) and len(set(texts)) == len(texts) else None


def _hulls(names: _Names) -> list[tuple[float, float]]:
    """Return the left and right end of each group of names."""
    groups = (names.texts[k : k + names.size] for k in range(0, len(names.texts), names.size))
    tokens = [[t for text in group for t in text] for group in groups]
    return [(min(t.x0 for t in own), max(t.x1 for t in own)) for own in tokens]


def _over_groups(line: TextLine, names: _Names) -> list[tuple[int, Chunk]] | None:
    """Return the pieces of a line centred on groups, by group; None where one is between them.

    What stands left of all groups names the columns there.
    """
    hulls, found = _hulls(names), []
    for chunk in split_chunks(line.tokens, WORD_SPACE):
        x0, x1 = chunk[0].x0, chunk[-1].x1
        middle, slack = (x0 + x1) / 2, chunk[0].size
        home = next((k for k, (a, b) in enumerate(hulls) if a < middle < b), None)
        if home is not None:
            a, b = hulls[home]
            within = a - slack <= x0 and x1 <= b + slack
            if not within or abs(middle - (a + b) / 2) > CENTRED * (b - a):
                return None
            found.append((home, chunk))
        elif middle > hulls[0][0]:
            return None
    return found


def _lines_above(grid: Grid, scene: Scene, held: frozenset[int], names: _Names) -> list[TextLine]:
    """Return the lines right above a reading that stand over its groups, the highest first."""
    kept: list[TextLine] = []
    floor, reach = min(t.base for text in names.texts for t in text), NEAR
    for line in sorted(scene.lines, key=lambda x: -x.base):
        if line.base >= floor - line.size / 2 or line.x1 < _hulls(names)[0][0]:
            continue
        free = all(id(t) not in held for t in line.tokens) and not is_caption(line.text)
        if not free or floor - line.base > reach * line.size or not _over_groups(line, names):
            break
        kept.insert(0, line)
        floor, reach = line.base, CLOSE
    return kept


def _rebuilt(
    grid: Grid,
    lines: Sequence[TextLine],
    groups: Sequence[Chunk],
    names: _Names,
    ends: NDArray[np.float64],
) -> Grid:
    """Return the reading with a row for each level in place of those that hold some lines.

    Units below all names are a level of their own.
    """
    own = {id(t) for line in lines for t in line.tokens}
    used = {id(t) for c in (*groups, *names.texts) for t in c}
    end = max(c.row + c.rowspan for c in grid.cells if any(id(t) in own for t in c.tokens))
    if any(c.row < end < c.row + c.rowspan for c in grid.cells):
        return grid
    rest = [t for c in grid.cells if c.row < end for t in c.tokens if id(t) not in used]
    floor = max(t.base for text in names.texts for t in text)
    stub = _by_column([x for x in group_lines(rest) if x.base <= floor + x.size / 2], ends)
    last = _by_column([x for x in group_lines(rest) if x.base > floor + x.size / 2], ends)
    units = [last[k] for k in range(names.column, len(last))]
    if any(stub[names.column :]) or (any(units) and not all(units)):
        return grid
    height = 2
    if any(units):
        height = 3
    else:
        stub = [[*a, *b] for a, b in zip(stub, last, strict=True)]
        last = []
    if height < end:
        return grid  # three levels, of which two would be one
    cells = [replace(c, row=c.row - end + height) for c in grid.cells if c.row >= end]
    cells += [GridCell(0, col, 2, 1, tuple(tokens)) for col, tokens in enumerate(stub) if tokens]
    cells += [GridCell(2, col, 1, 1, tuple(tokens)) for col, tokens in enumerate(last) if tokens]
    for k, group in enumerate(groups):
        cells.append(GridCell(0, names.column + k * names.size, 1, names.size, group))
    for k, text in enumerate(names.texts):
        cells.append(GridCell(1, names.column + k, 1, 1, text))
    n_rows = grid.n_rows - end + height
    made = replace(grid, n_rows=n_rows, cells=tuple(cells), header_rows=height)
    return grid if _placed(made) == _placed(grid) else (tidy([made]) or [grid])[0]


def _placed(grid: Grid) -> set[tuple[int, int, int, frozenset[int]]]:
    """Return where each text is."""
    return {(c.row, c.col, c.colspan, frozenset(map(id, c.tokens))) for c in grid.cells if c.tokens}
