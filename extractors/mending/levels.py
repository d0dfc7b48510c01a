"""Levels of a header: names that repeat under each of several periods or groups.

In: a reading. Out: the reading with "2019 | 2020" over "Budget | Actual | Budget | Actual" as two
rows, the upper one spanning. What repeats in one order is the lower level, wherever gaps are drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product, takewhile

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.mending.headings import first_amounts
from crossfoot.extractors.mending.lines import column_extents, lines_above
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

    @property
    def groups(self) -> list[tuple[float, float]]:
        """Left and right end of each group."""
        parts = (self.texts[k : k + self.size] for k in range(0, len(self.texts), self.size))
        tokens = [[t for text in part for t in text] for part in parts]
        return [(min(t.x0 for t in own), max(t.x1 for t in own)) for own in tokens]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where columns are.

    Attributes:
        ends: (n, 2) float, left and right end of each in the rows below the header, points.
        homes: The columns of tokens, by identity, that need not be sought.
    """

    ends: NDArray[np.float64]
    homes: Mapping[int, int]

    def texts(self, lines: Sequence[TextLine]) -> list[list[Token]]:
        """Return the tokens over each; a text over several, or between two, counts for one."""
        columns: list[list[Token]] = [[] for _ in self.ends]
        for chunk in (chunk for line in lines for chunk in _chunks(line)):
            if all(id(t) in self.homes for t in chunk):
                for t in chunk:
                    columns[self.homes[id(t)]].append(t)
            else:
                columns[self._nearest(chunk)].extend(chunk)
        return columns

    def _nearest(self, chunk: Chunk) -> int:
        x0, x1 = chunk[0].x0, chunk[-1].x1
        over = np.minimum(self.ends[:, 1], x1) - np.maximum(self.ends[:, 0], x0)
        best = int(over.argmax())
        return best if over[best] > 0 else int(np.abs(self.ends.mean(1) - (x0 + x1) / 2).argmin())


def part_repeats(grid: Grid, scene: Scene, held: frozenset[int]) -> Grid:
    """Return the reading with the names of groups in a row over names that repeat.

    Args:
        held: Identities of the tokens that readings hold: no line above is taken from them.
    """
    first = first_amounts(grid)
    header = [c for c in grid.cells if c.row < first and c.tokens]
    if not 0 < first < grid.n_rows or any(c.row + c.rowspan > first for c in header):
        return grid
    ends = column_extents(replace(grid, cells=tuple(c for c in grid.cells if c.row >= first)))
    lines = _lines([t for c in header for t in c.tokens])
    if len(lines) > MOST_LINES:
        return grid
    own = {id(t): c.col for c in header if c.colspan == 1 for t in c.tokens}
    ways = (_Columns(ends, own), _Columns(ends, {}))
    for columns, (start, stop) in product(ways, combinations(range(len(lines) + 1), 2)):
        names = _repeated(columns.texts(lines[start:stop]))
        if names is None:
            continue
        upper = lines[:start] or _lines_above(scene, held, names)
        groups = _groups(upper, names)
        if groups is not None:
            return _rebuilt(grid, lines[:stop], groups, names, columns)
    return grid


def _lines(tokens: Sequence[Token]) -> list[TextLine]:
    """Return the lines of a header; names set sideways are one with what stands beside them."""
    upright = group_lines([t for t in tokens if not t.is_sideways])
    turned = sorted((t for t in tokens if t.is_sideways), key=lambda t: (t.top, t.x0))
    if not turned:
        return upright
    top, bottom = turned[0].top, max(t.bottom for t in turned)
    beside = [line for line in upright if line.base > top and line.top < bottom]
    names = TextLine((*turned, *(t for line in beside for t in line.tokens)), bottom)
    return sorted([*(x for x in upright if x not in beside), names], key=lambda line: line.base)


def _chunks(line: TextLine) -> list[Chunk]:
    """Return the texts of a line: words that stand close, and each word set sideways."""
    turned = [t for t in line.tokens if t.is_sideways]
    if not turned:
        return split_chunks(line.tokens, WORD_SPACE)
    upright = group_lines([t for t in line.tokens if not t.is_sideways])
    beside = [c for own in upright for c in split_chunks(own.tokens, WORD_SPACE)]
    return [*beside, *((t,) for t in turned)]


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
    found: list[list[Token]] = [[] for _ in names.groups]
    for line in lines:
        own = _over_groups(line, names)
        if own is None:
            return None
        for k, chunk in own:
            found[k].extend(chunk)
    texts = [" ".join(t.text for t in chunk) for chunk in found]
    return [tuple(c) for c in found] if all(texts) and len(set(texts)) == len(texts) else None


def _over_groups(line: TextLine, names: _Names) -> list[tuple[int, Chunk]] | None:
    """Return the pieces of a line centred on groups, by group; None where one is between them.

    What stands left of all groups names the columns there.
    """
    groups, found = names.groups, []
    for chunk in split_chunks(line.tokens, WORD_SPACE):
        x0, x1 = chunk[0].x0, chunk[-1].x1
        middle, slack = (x0 + x1) / 2, chunk[0].size
        home = next((k for k, (a, b) in enumerate(groups) if a < middle < b), None)
        if home is not None:
            a, b = groups[home]
            within = a - slack <= x0 and x1 <= b + slack
            if not within or abs(middle - (a + b) / 2) > CENTRED * (b - a):
                return None
            found.append((home, chunk))
        elif middle > groups[0][0]:
            return None
    return found


def _lines_above(scene: Scene, held: frozenset[int], names: _Names) -> list[TextLine]:
    """Return the lines right above names that stand over their groups, the highest first."""
    sides = (names.groups[0][0], names.groups[-1][1])
    floor = min(t.top if t.is_sideways else t.base for text in names.texts for t in text)
    above = lines_above(scene, sides, floor, held)
    return list(takewhile(lambda line: _names_groups(line, names), above))[::-1]


def _names_groups(line: TextLine, names: _Names) -> bool:
    return not is_caption(line.text) and bool(_over_groups(line, names))


def _rebuilt(
    grid: Grid,
    lines: Sequence[TextLine],
    groups: Sequence[Chunk],
    names: _Names,
    columns: _Columns,
) -> Grid:
    """Return the reading with a row for each level in place of those that hold some lines.

    Units below all names are a level of their own.
    """
    own = {id(t) for line in lines for t in line.tokens}
    used = {id(t) for c in (*groups, *names.texts) for t in c}
    end = max(c.row + c.rowspan for c in grid.cells if any(id(t) in own for t in c.tokens))
    above = [c for c in grid.cells if c.row < end]
    if any(end < c.row + c.rowspan or _is_wider(c, groups[0], names, columns) for c in above):
        return grid
    rest = [t for c in grid.cells if c.row < end for t in c.tokens if id(t) not in used]
    header = _with_rest(_two_levels(groups, names), rest, names, columns)
    height = max(c.row + c.rowspan for c in header) if header else 0
    if height < end:
        return grid  # texts without a place, or three levels of which two would be one
    body = [replace(c, row=c.row - end + height) for c in grid.cells if c.row >= end]
    n_rows = grid.n_rows - end + height
    made = replace(grid, n_rows=n_rows, cells=(*header, *body), header_rows=height)
    return grid if _placed(made) == _placed(grid) else (tidy([made]) or [grid])[0]


def _is_wider(cell: GridCell, first: Chunk, names: _Names, columns: _Columns) -> bool:
    """Whether a cell has the first group's name and is rather centred on more columns."""
    stop = min(cell.col + cell.colspan, len(columns.ends))
    if not cell.col < names.column < stop or first[0] not in cell.tokens:
        return False
    middle = min(t.x0 for t in first) + max(t.x1 for t in first)
    own, wide = names.groups[0], (columns.ends[cell.col, 0], columns.ends[stop - 1, 1])
    return bool(abs(middle - sum(wide)) < abs(middle - sum(own)))


def _two_levels(groups: Sequence[Chunk], names: _Names) -> list[GridCell]:
    """Return the cells of groups over those of their names."""
    upper = [
        GridCell(0, names.column + k * names.size, 1, names.size, group)
        for k, group in enumerate(groups)
    ]
    lower = [GridCell(1, names.column + k, 1, 1, text) for k, text in enumerate(names.texts)]
    return [*upper, *lower]


def _with_rest(
    levels: list[GridCell], rest: Sequence[Token], names: _Names, columns: _Columns
) -> list[GridCell]:
    """Return the cells of a header with the names beside its levels, and units below them.

    Empty when another text stands over a group, or below some names alone.
    """
    base = max(t.base for text in names.texts for t in text)
    lines = _lines(rest)
    beside = columns.texts([x for x in lines if x.base <= base + x.size / 2])
    below = columns.texts([x for x in lines if x.base > base + x.size / 2])
    units = [bool(tokens) for tokens in below[names.column :]]
    if any(beside[names.column :]) or any(units) != all(units):
        return []
    if not any(units):
        beside, below = [[*a, *b] for a, b in zip(beside, below, strict=True)], []
    return [
        *levels,
        *(GridCell(0, col, 2, 1, tuple(tokens)) for col, tokens in enumerate(beside) if tokens),
        *(GridCell(2, col, 1, 1, tuple(tokens)) for col, tokens in enumerate(below) if tokens),
    ]


def _placed(grid: Grid) -> set[tuple[int, int, int, frozenset[int]]]:
    """Return where each text is."""
    return {(c.row, c.col, c.colspan, frozenset(map(id, c.tokens))) for c in grid.cells if c.tokens}
