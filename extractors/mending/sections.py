"""Sections of one table: readings below each other that need the header of the first one.

In: the readings of a page. Out: the same, with sections joined to the part whose header they need.
A list of votes, contest by contest, prints its header once; blank lines part the contests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from crossfoot.extractors.kinds import Kind, kind_of
from crossfoot.extractors.mending.headings import is_amount
from crossfoot.extractors.mending.lines import (
    WORD_SPACE,
    align,
    column_extents,
    lines_held,
    row_bases,
    row_pitch,
)
from crossfoot.extractors.mending.moves import cut_below, tidy
from crossfoot.extractors.tables.grids import Grid, GridCell
from crossfoot.extractors.tables.regions import lines_within
from crossfoot.extractors.tables.scene import Scene
from crossfoot.extractors.tokens.textlines import TextLine, split_chunks

FEWEST_COLUMNS = 3  # two may be any list with its amounts
APART = 4.0  # type sizes: sections are not further apart
PITCH = 1.2  # of the distance of rows: the next one of the same table is no further down
LEADING = 1.7  # type sizes: between the lines of one name
BETWEEN = 1  # lines between two sections: the name of the lower one
CLOSE = 1.0  # type sizes: between two groups of columns of one table
SAME_HEIGHT = 0.3  # of the type size: between the ends of a row in both
BROAD = 2.0  # of the type size: a raised ordinal leaves less space in a name


def joined_sections(grids: Sequence[Grid], scene: Scene) -> list[Grid]:
    """Return the grids with sections joined, from top to bottom."""
    done: list[Grid] = []
    grids = [part for g in grids for part in _cut_around(g, [x for x in grids if x is not g])]
    for grid in sorted(grids, key=lambda g: g.box()[1]):
        for k, upper in enumerate(done):
            whole = _join(upper, grid, scene, [g for g in grids if g is not grid])
            if whole is not None:
                done[k] = whole
                break
        else:
            done.append(grid)
    return done


def _cut_around(grid: Grid, others: Sequence[Grid]) -> list[Grid]:
    """Return what a reading falls into above and below one that stands within it.

    A frame may reach from the notes of one table over the shaded header of the next to its end.
    """
    x0, top, x1, bottom = grid.box()
    for other in others:
        a0, high, a1, low = other.box()
        if not (top < high and low < bottom and min(a1, x1) - max(a0, x0) > (x1 - x0) / 2):
            continue
        rows: dict[int, list[float]] = {}
        for c in grid.cells:
            rows.setdefault(c.row, []).extend(t.base for t in c.tokens)
        above = [r for r, bases in rows.items() if bases and max(bases) < high]
        below = [r for r, bases in rows.items() if bases and min(bases) > low]
        if above and below and max(above) + 1 == min(below):
            return [
                part
                for half in tidy(cut_below(grid, max(above)))
                for part in _cut_around(half, others)
            ]
    return [_without_tail(grid)] if any(_is_next(grid, x) for x in others) else [grid]


def _is_next(grid: Grid, other: Grid) -> bool:
    """Whether a frame ends where the header of another table begins."""
    size = grid.cells[0].tokens[0].size if grid.cells[0].tokens else 0.0
    gap = other.box()[1] - grid.box()[3]
    return grid.kind == "framed" and 0 < gap <= APART * size and has_header(other)


def _without_tail(grid: Grid) -> Grid:
    """Return a reading without its last rows of one text: notes, the title of the next table."""
    filled = Counter(c.row for c in grid.cells if c.tokens)
    last = max((row for row, n in filled.items() if n > 1), default=grid.n_rows - 1)
    return next(iter(tidy([cut_below(grid, last)[0]])), grid)


def _join(upper: Grid, lower: Grid, scene: Scene, others: Sequence[Grid]) -> Grid | None:
    if upper.n_cols < FEWEST_COLUMNS:
        return None
    if upper.n_cols != lower.n_cols:
        lower = _on_columns(lower, upper, scene) or lower
    if (
        upper.n_cols != lower.n_cols
        or not has_header(upper)
        or has_header(lower)
        or not _same_places(upper, lower)
    ):
        return None
    a, b = upper.box(), lower.box()
    size = float(np.median([t.size for t in lower.tokens()]))
    held = {id(t) for g in (upper, lower, *others) for t in g.tokens()}
    box = (min(a[0], b[0]), a[3], max(a[2], b[2]), b[1])
    between = [
        x for x in lines_within(scene.lines, box) if all(id(t) not in held for t in x.tokens)
    ]
    wrapped = _rest_of_name(upper, between)
    if wrapped is not None:
        upper, between = wrapped, []
    if not -size < b[1] - upper.box()[3] <= APART * size or len(between) > BETWEEN:
        return None
    if any(len(split_chunks(x.tokens, WORD_SPACE)) > 1 for x in between):
        return None
    return _stacked(upper, lower, between)


def _rest_of_name(upper: Grid, between: Sequence[TextLine]) -> Grid | None:
    """Return a reading with the lines below it when all go on from the name of its last row."""
    last = [c for c in upper.cells if c.row + c.rowspan == upper.n_rows and c.col == 0 and c.lines]
    if len(last) != 1 or last[0].colspan > 1 or not between or not between[0].text[0].islower():
        return None
    lines = [last[0].lines[-1], *between]
    right = column_extents(upper)[1, 0]
    for above, line in pairwise(lines):
        if line.base - above.base > LEADING * line.size or line.x1 > right:
            return None
    tokens = tuple(t for x in between for t in x.tokens)
    grown = replace(last[0], tokens=(*last[0].tokens, *tokens), area=None)
    return replace(upper, cells=tuple(grown if c is last[0] else c for c in upper.cells))


def _on_columns(lower: Grid, upper: Grid, scene: Scene) -> Grid | None:
    """Return the rows right below a reading, read anew on its columns; None when they are not."""
    bases = row_bases(upper)
    first = min(t.base for c in lower.cells if c.row == 0 for t in c.tokens)
    if has_header(lower) or not bases or not 0 < first - bases[-1] <= PITCH * row_pitch(lower):
        return None
    lines = lines_held(scene, {id(t) for t in lower.tokens()})
    cuts = [float((a[1] + b[0]) / 2) for a, b in pairwise(column_extents(upper))]
    return align(lines, scene, cuts)


def joined_beside(grids: Sequence[Grid]) -> list[Grid]:
    """Return the grids with those side by side joined whose rows are drawn at the same heights.

    A double rule between two groups of columns parts no table.
    """
    done: list[Grid] = []
    for grid in sorted(grids, key=lambda g: g.box()[0]):
        home = next((k for k, left in enumerate(done) if _goes_on_beside(left, grid)), None)
        if home is None:
            done.append(grid)
        else:
            left = done[home]
            moved = (replace(c, col=c.col + left.n_cols) for c in grid.cells)
            done[home] = replace(
                left,
                n_cols=left.n_cols + grid.n_cols,
                cells=(*left.cells, *moved),
                header_rows=max(left.header_rows, grid.header_rows),
            )
    return done


def _goes_on_beside(left: Grid, right: Grid) -> bool:
    if _names(right):
        return False
    upper, lower = _drawn_rows(left), _drawn_rows(right)
    if left.n_rows != right.n_rows or len(upper) != left.n_rows or len(lower) != right.n_rows:
        return False
    size = float(np.median([t.size for t in right.tokens()]))
    ends = max(c.area[2] for c in left.cells if c.area)
    begins = min(c.area[0] for c in right.cells if c.area)
    return -size < begins - ends <= CLOSE * size and all(
        abs(a - b) < SAME_HEIGHT * size
        for row in range(left.n_rows)
        for a, b in zip(upper[row], lower[row], strict=True)
    )


def _names(grid: Grid) -> bool:
    """Whether its first column holds names, as that of a table of its own does."""
    body = [c for c in grid.cells if c.col == 0 and c.row > 0 and c.tokens]
    return 2 * sum(kind_of(c.text) == "text" for c in body) > len(body)


def _drawn_rows(grid: Grid) -> dict[int, tuple[float, float]]:
    """Return the top and bottom of each row that has a drawn cell of its own."""
    return {
        c.row: (c.area[1], c.area[3]) for c in grid.cells if c.area is not None and c.rowspan == 1
    }


def has_header(grid: Grid) -> bool:
    """Whether texts over its columns stand above its numbers: more than the name of a section."""
    valued = _rows_of(grid, "number") or _rows_of(grid, "quantity")  # each amount with its unit
    if not valued:
        return True
    above = [c for c in grid.cells if c.tokens and c.row < min(valued)]
    for row in {c.row for c in above if c.col > 0}:
        tokens = tuple(
            sorted((t for c in above if c.row == row for t in c.tokens), key=lambda t: t.x0)
        )
        if tokens[0].x0 > grid.box()[0] + tokens[0].size or len(split_chunks(tokens, BROAD)) > 1:
            return True
    return False


def _rows_of(grid: Grid, kind: Kind) -> set[int]:
    """Return the rows that hold an amount of a kind right of the first column."""
    own = [c for c in grid.cells if c.col > 0 and is_amount(c.text)]
    return {c.row for c in own if kind_of(c.text) == kind}


def _same_places(a: Grid, b: Grid) -> bool:
    """Whether the ink of each column of one lies over that of the same column of the other."""
    x, y = column_extents(a), column_extents(b)
    return bool((np.minimum(x[:, 1], y[:, 1]) >= np.maximum(x[:, 0], y[:, 0])).all())


def _stacked(upper: Grid, lower: Grid, between: Sequence[TextLine]) -> Grid | None:
    n = upper.n_rows
    names = [GridCell(n + k, 0, 1, upper.n_cols, line.tokens) for k, line in enumerate(between)]
    n += len(between)
    cells = (*upper.cells, *names, *(replace(c, row=c.row + n) for c in lower.cells))
    whole = replace(upper, n_rows=n + lower.n_rows, cells=cells)
    return next(iter(tidy([whole])), None)
