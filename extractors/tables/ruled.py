"""Reads the grid that ruling lines draw.

In: a lattice and the tokens of a page. Out: a grid whose cells are the rectangles the rules
enclose, refined where the rules are poorer than the table: stacked records in one ruled cell,
columns ruled only in the header, labels that run over gridlines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.tables.grids import Grid, GridCell, tidy_grid
from crossfoot.extractors.tables.lattices import Lattice
from crossfoot.extractors.tables.records import (
    Rect,
    find_records,
    homes_of,
    level_of,
    part_open_rows,
)
from crossfoot.extractors.tokens.textlines import group_lines, split_chunks
from crossfoot.extractors.tokens.tokens import Token

MARGIN = 1.5  # at a body of 9: how far a token's middle may lie outside the outer rules
PIERCED = 0.4  # of the font size: a label this far over a gridline runs over it
CHUNK_PART = 1.2  # of the font size: gap between headers side by side in one rectangle
SOME_ROWS = 0.25  # of the rows must draw a side for the others to be taken to have it
CROSSES = 0.2  # of the font size that a word reaches over a gridline to cross it
WORD_SPACE = 0.45  # of the font size: a gridline in a gap so narrow runs through a text
IN_COLUMNS, CROSSING = 0.4, 0.15  # share of lines in two columns, and over gridlines, of a body
MIDDLE = 0.25  # of the font size above a baseline: where a line is dealt to its record


def tokens_inside(lattice: Lattice, tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens whose middle lies inside the outer rules."""
    x0, top, x1, bottom = lattice.box
    return [
        t
        for t in tokens
        if x0 - MARGIN <= t.middle <= x1 + MARGIN and top - MARGIN <= level_of(t) <= bottom + MARGIN
    ]


def read_lattice(lattice: Lattice, tokens: Sequence[Token], *, kind: str = "ruled") -> Grid | None:
    """Return the grid of a lattice, None when it holds no text.

    Args:
        lattice: Crossing lines.
        tokens: Tokens of the page.
        kind: "ruled" for strokes, "tiled" where edges of filled cells count as lines.
    """
    inside = tokens_inside(lattice, tokens)
    if not inside:
        return None
    lattice = complete_verticals(lattice, inside, tiled=kind == "tiled")
    rects = enclose(lattice)
    _fill(lattice, rects, inside)
    rects = _merge_pierced(lattice, rects)
    rects = _open_columns(lattice, rects)
    rects = part_open_rows(lattice, rects)
    rows = find_records(lattice, rects)
    return _to_grid(lattice, rects, rows, kind)


def complete_verticals(lattice: Lattice, tokens: Sequence[Token], *, tiled: bool) -> Lattice:
    """Draw on the vertical sides that only every other row has (alternate shading).

    A side is drawn on into rows whose text keeps clear of it, below the first row that has it.
    Among tiles, a stroke that ends at a gridline shows a side too: that of a cell spanning rows.
    """
    n_rows, n_cols = lattice.shape
    down = lattice.down.copy()
    upright = [t for t in tokens if t.rotation == 0]
    if not upright:
        return lattice
    home = np.array([row for row, _ in homes_of(lattice, upright)])
    x0, x1 = np.array([t.x0 for t in upright]), np.array([t.x1 for t in upright])
    slack = CROSSES * np.array([t.size for t in upright])
    ends = _ends_strokes(lattice)
    for c in range(1, n_cols):
        x = lattice.xs[c]
        if tiled:
            for row in np.flatnonzero(ends[:, c] & ~down[:, c]):
                crossed = (home == row) & (x0 + slack < x) & (x1 - slack > x)
                down[row, c] = not crossed.any()
        drawn = np.flatnonzero(lattice.down[:, c])
        if len(drawn) < max(2, SOME_ROWS * n_rows):
            continue
        for r in range(int(drawn[0]) + 1, n_rows):
            here = home == r
            if not down[r, c] and not (here & (x0 + slack < x) & (x1 - slack > x)).any():
                down[r, c] = _leaves_gap(x0[here], x1[here], x, float(slack.max()), lone=tiled)
    return replace(lattice, down=down)


def _ends_strokes(lattice: Lattice) -> NDArray[np.bool_]:
    """Return the sides (rows, columns + 1) at which a stroke above or below the row ends."""
    n_rows, n_cols = lattice.shape
    change = np.zeros((n_rows + 1, n_cols + 1), dtype=bool)
    change[:, 1:-1] = lattice.across[:, :-1] != lattice.across[:, 1:]
    sides: NDArray[np.bool_] = change[:-1] | change[1:]
    return sides


def _leaves_gap(
    x0: NDArray[np.float64], x1: NDArray[np.float64], x: float, slack: float, *, lone: bool
) -> bool:
    """Whether no run of words crosses x: the gap around it is wider than a space.

    Args:
        lone: What to say where text stands on one side only.
    """
    left, right = x1[x1 <= x + slack], x0[x0 >= x - slack]
    if not len(left) or not len(right):
        return lone
    return bool(right.min() - left.max() > 2.0 * slack)


def enclose(lattice: Lattice) -> list[Rect]:
    """Return the rectangles that drawn sides enclose; they tile the lattice."""
    n_rows, n_cols = lattice.shape
    owner = list(range(n_rows * n_cols))

    def first(cell: int) -> int:
        while owner[cell] != cell:
            owner[cell] = cell = owner[owner[cell]]
        return cell

    right = ~lattice.down[:, 1:-1]
    below = ~lattice.across[1:-1]
    for open_sides, step in ((right, 1), (below, n_cols)):
        for r, c in np.argwhere(open_sides).tolist():
            a, b = first(r * n_cols + c), first(r * n_cols + c + step)
            owner[max(a, b)] = min(a, b)
    areas: dict[int, list[tuple[int, int]]] = {}
    for cell in range(n_rows * n_cols):
        areas.setdefault(first(cell), []).append(divmod(cell, n_cols))
    return [rect for area in areas.values() for rect in _rectangles(area)]


def _rectangles(area: Sequence[tuple[int, int]]) -> list[Rect]:
    """Cut a set of lattice cells, row by row, into rectangles: whole if one, else runs of rows."""
    r0, r1 = area[0][0], area[-1][0]
    c0, c1 = min(c for _, c in area), max(c for _, c in area)
    if len(area) == (r1 - r0 + 1) * (c1 - c0 + 1):
        return [Rect(r0, c0, r1, c1, [])]
    rects: list[Rect] = []
    for r, a, b in _row_runs(area):
        last = next((x for x in rects if x.r1 == r - 1 and (x.c0, x.c1) == (a, b)), None)
        if last is None:
            rects.append(Rect(r, a, r, b, []))
        else:
            last.r1 = r
    return rects


def _row_runs(area: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Return (row, first column, last column) of the neighbours in each row."""
    runs: list[tuple[int, int, int]] = []
    for r, c in area:
        if runs and runs[-1][0] == r and runs[-1][2] == c - 1:
            runs[-1] = (r, runs[-1][1], c)
        else:
            runs.append((r, c, c))
    return runs


def _fill(lattice: Lattice, rects: Sequence[Rect], tokens: Sequence[Token]) -> None:
    """Put each token into the rectangle its middle lies in."""
    at = _index(rects)
    for token, home in zip(tokens, homes_of(lattice, tokens), strict=True):
        at[home].tokens.append(token)


def _index(rects: Sequence[Rect]) -> dict[tuple[int, int], Rect]:
    return {
        (r, c): rect
        for rect in rects
        for r in range(rect.r0, rect.r1 + 1)
        for c in range(rect.c0, rect.c1 + 1)
    }


def _merge_pierced(lattice: Lattice, rects: list[Rect]) -> list[Rect]:
    """Merge neighbours whose common gridline a word runs over (spreadsheet labels)."""
    at = _index(rects)
    for rect in list(rects):
        for token in list(rect.tokens):
            if token.rotation != 0:
                continue
            slack = PIERCED * token.size
            right = lattice.xs[rect.c1 + 1]
            while token.x1 > right + slack and token.x0 < right - slack:
                beside = at.get((rect.r0, rect.c1 + 1))
                if beside is None or (beside.r0, beside.r1) != (rect.r0, rect.r1):
                    break
                if any(t.x0 < token.x1 and t is not token and t.is_number for t in beside.tokens):
                    break
                _absorb(rect, beside, at)
                right = lattice.xs[rect.c1 + 1]
    return list({id(r): r for r in at.values()}.values())


def _absorb(rect: Rect, beside: Rect, at: dict[tuple[int, int], Rect]) -> None:
    """Let a rectangle take in its right neighbour."""
    rect.tokens.extend(beside.tokens)
    rect.c1 = beside.c1
    for r in range(rect.r0, rect.r1 + 1):
        for c in range(rect.c0, rect.c1 + 1):
            at[(r, c)] = rect


def _open_columns(lattice: Lattice, rects: Sequence[Rect]) -> list[Rect]:
    """Split wide unruled rectangles at the columns that other rows rule.

    A body without inner rules below a ruled header is one rectangle (or one per row); its lines
    fall into the header's columns. Headers side by side in one rectangle part between them.
    """
    result: list[Rect] = []
    spans: dict[tuple[int, int], list[Rect]] = {}
    for rect in rects:
        if rect.c1 > rect.c0:
            spans.setdefault((rect.c0, rect.c1), []).append(rect)
        else:
            result.append(rect)
    for (c0, c1), group in spans.items():
        if _falls_into_columns(lattice, group, c0, c1):
            result.extend(x for rect in group for x in _part_rect(lattice, rect, range(c0, c1)))
        else:
            result.extend(x for rect in group for x in _part_between_chunks(lattice, rect))
    return result


def _part_rect(lattice: Lattice, rect: Rect, after: Iterable[int]) -> list[Rect]:
    """Cut a rectangle after the given columns and deal out its tokens."""
    ends = [*sorted(after), rect.c1]
    parts = []
    start = rect.c0
    for end in ends:
        x0, x1 = lattice.xs[start], lattice.xs[end + 1]
        inside = [t for t in rect.tokens if (x0 <= t.middle or start == rect.c0)]
        inside = [t for t in inside if (t.middle < x1 or end == rect.c1)]
        parts.append(Rect(rect.r0, start, rect.r1, end, inside))
        start = end + 1
    return parts


def _part_between_chunks(lattice: Lattice, rect: Rect) -> list[Rect]:
    """Part a rectangle where its one line of text leaves wide gaps over gridlines."""
    lines = group_lines([t for t in rect.tokens if t.rotation == 0])
    if len(lines) != 1:
        return [rect]
    chunks = split_chunks(lines[0].tokens, CHUNK_PART)
    after = []
    for a, b in pairwise(chunks):
        x0, x1 = a[-1].x1, b[0].x0
        inner = [c for c in range(rect.c0, rect.c1) if x0 - 1 <= lattice.xs[c + 1] <= x1 + 1]
        if not inner:
            return [rect]
        after.append(min(inner, key=lambda c: abs(lattice.xs[c + 1] - (x0 + x1) / 2)))
    return _part_rect(lattice, rect, after) if after else [rect]


def _falls_into_columns(lattice: Lattice, group: Sequence[Rect], c0: int, c1: int) -> bool:
    """Whether lines in rectangles over columns c0 to c1 keep clear of gridlines, and fill them."""
    lines = [
        line for rect in group for line in group_lines([t for t in rect.tokens if t.rotation == 0])
    ]
    inner = lattice.xs[c0 + 1 : c1 + 1]
    crossing = filled = 0
    for line in lines:
        cols = {col for _, col in homes_of(lattice, line.tokens)}
        filled += len(cols) >= 2
        slack = PIERCED * line.size
        crossing += any(
            t.x0 < x - slack and t.x1 > x + slack for t in line.tokens for x in inner
        ) or any(
            a.x1 < x < b.x0 and b.x0 - a.x1 < WORD_SPACE * line.size
            for a, b in pairwise(line.tokens)
            for x in inner
        )
    return filled >= 2 and filled >= IN_COLUMNS * len(lines) and crossing <= CROSSING * len(lines)


def _to_grid(
    lattice: Lattice, rects: Sequence[Rect], splits: dict[int, list[float]], kind: str
) -> Grid | None:
    """Number the rows after splitting, and make cells."""
    n_rows, n_cols = lattice.shape
    first = [0]
    for r in range(n_rows):
        first.append(first[-1] + 1 + len(splits.get(r, ())))
    cells: list[GridCell] = []
    for rect in rects:
        if rect.r0 == rect.r1 and rect.r0 in splits:
            cells.extend(_stacked_cells(lattice, rect, first[rect.r0], splits[rect.r0]))
            continue
        cells.append(
            GridCell(
                first[rect.r0],
                rect.c0,
                first[rect.r1 + 1] - first[rect.r0],
                rect.c1 - rect.c0 + 1,
                tuple(rect.tokens),
                _area(lattice, rect),
            )
        )
    return tidy_grid(Grid(first[-1], n_cols, tuple(cells), kind, 0))


def _area(lattice: Lattice, rect: Rect) -> tuple[float, float, float, float]:
    return (
        float(lattice.xs[rect.c0]),
        float(lattice.ys[rect.r0]),
        float(lattice.xs[rect.c1 + 1]),
        float(lattice.ys[rect.r1 + 1]),
    )


def _stacked_cells(lattice: Lattice, rect: Rect, row: int, cuts: Sequence[float]) -> list[GridCell]:
    """Deal the tokens of one ruled cell out to the records stacked in it."""
    width = rect.c1 - rect.c0 + 1
    home = np.searchsorted(np.asarray(cuts), [t.base - MIDDLE * t.size for t in rect.tokens])
    rows = sorted(set(home.tolist()))
    x0, top, x1, bottom = _area(lattice, rect)
    edges = [top, *cuts, bottom]
    return [
        GridCell(
            row + k,
            rect.c0,
            1,
            width,
            tuple(t for t, h in zip(rect.tokens, home, strict=True) if h == k),
            (x0, edges[k], x1, edges[k + 1]),
        )
        for k in rows
    ]
