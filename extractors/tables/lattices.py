"""Finds lattices: rules of both directions that meet, or hairlines of one extent, are one table.

In: the ruling lines of a page. Out: each :class:`Lattice`, its lines snapped to
rows and columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.tokens.rulings import (
    MAX_LINES,
    TOUCH,
    Group,
    Lines,
)
from crossfoot.extractors.tokens.textlines import TextLine, split_chunks
from crossfoot.geometry import contains, widened
from crossfoot.model import Box

ALTERNATE = 34.0  # at a body of 9: between shaded rows of one table: one unshaded row
CELL_STEP = 2.0  # of the font size: between baselines of one tall cell, and from the rule above
EDGE_COVER = 0.55  # of a cell's side: drawn at least so far, the side is there
OTHER_SIZE = 0.12  # of the usual font size: a note or heading, no row, differs more
OVERHANG = 8.0  # at a body of 9: past the outer rule of the other direction, an open side
SERIES = 4  # rules of one extent: hairlines between the rows of one table
SNAP = 3.2  # at a body of 9: lines of one lattice this close are one (double rules)
STACKED = 5.0  # at a body of 9: between lattices of one width that are one table
USUAL_STEP = 1.6  # of the usual distance of a series' rules: no more, and rows stand between
APART = 0.7  # share of the lines between two rules that stand in columns, if these are far apart
JOG = 10.0  # at a body of 9: an edge of a column goes on so close beside where it ended
NO_TEXT_SIZE = 10.0  # points, where nothing is set


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """Ruling lines that cross, as a grid.

    Attributes:
        xs: (c + 1,) ascending.
        ys: (r + 1,) ascending.
        across: (r + 1, c) whether the horizontal side above row i is drawn at column j.
        down: (r, c + 1) whether the vertical side left of column j is drawn at row i.
    """

    xs: NDArray[np.float64]
    ys: NDArray[np.float64]
    across: NDArray[np.bool_]
    down: NDArray[np.bool_]

    @property
    def box(self) -> Box:
        """Outer box."""
        return float(self.xs[0]), float(self.ys[0]), float(self.xs[-1]), float(self.ys[-1])

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns)."""
        return len(self.ys) - 1, len(self.xs) - 1


def find_lattices(
    horizontal: Lines,
    vertical: Lines,
    text: Sequence[TextLine] = (),
    *,
    stacked: bool = True,
) -> list[Lattice]:
    """Return the lattices of crossing lines, top to bottom; single boxes included.

    Args:
        horizontal: (n, 3) merged lines.
        vertical: (m, 3) merged lines.
        text: Lines of text; where given, hairlines of one extent are joined over the rows of text
            between them, though no vertical line does.
        stacked: Whether lattices of one width close below each other are one.
    """
    if len(horizontal) < 2 or len(vertical) < 1:
        return []
    if len(horizontal) + len(vertical) > MAX_LINES:
        return []
    groups = _components(horizontal, vertical, _series(horizontal, text) if text else [])
    if text:
        groups = _absorb_inner(groups, horizontal, vertical)
    if stacked:
        groups = _stack(groups, horizontal, vertical, text)
    lattices = []
    for across, down in groups:
        lattice = _build(horizontal[across], vertical[down])
        if lattice is not None:
            lattices.append(lattice)
    return sorted(lattices, key=lambda x: (x.ys[0], x.xs[0]))


def _components(
    horizontal: Lines, vertical: Lines, paired: Sequence[tuple[int, int]]
) -> list[tuple[list[int], list[int]]]:
    """Group lines that meet, as (indices of horizontal, indices of vertical lines).

    Args:
        paired: Horizontal lines that belong together anyway.
    """
    y, hx0, hx1 = horizontal.T
    x, vy0, vy1 = vertical.T
    meets = (
        (x[None, :] >= hx0[:, None] - TOUCH)
        & (x[None, :] <= hx1[:, None] + TOUCH)
        & (y[:, None] >= vy0[None, :] - TOUCH)
        & (y[:, None] <= vy1[None, :] + TOUCH)
    )
    n = len(horizontal)
    parent = list(range(n + len(vertical)))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, j in np.argwhere(meets):
        a, b = find(int(i)), find(n + int(j))
        if a != b:
            parent[b] = a
    for i, j in paired:
        a, b = find(i), find(j)
        if a != b:
            parent[b] = a
    members: dict[int, tuple[list[int], list[int]]] = {}
    for i in range(len(parent)):
        pair = members.setdefault(find(i), ([], []))
        (pair[0] if i < n else pair[1]).append(i if i < n else i - n)
    return [(a, b) for a, b in members.values() if len(a) >= 2 and b]


def _series(horizontal: Lines, text: Sequence[TextLine]) -> list[tuple[int, int]]:
    """Pair each rule with the next of its extent when rows of text stand between them.

    Rules from an inner gridline to the outer end part the rows beside a cell spanning rows.
    """
    extents: dict[int, list[int]] = {}
    firsts: list[int] = []
    for i in range(len(horizontal)):
        home = next(
            (f for f in firsts if (np.abs(horizontal[f, 1:] - horizontal[i, 1:]) < TOUCH).all()),
            None,
        )
        if home is None:
            firsts.append(i)
            home = i
        extents.setdefault(home, []).append(i)
    pairs: list[tuple[int, int]] = []
    parts = {home: _parts_of_rules(horizontal, home) for home in firsts if len(extents[home]) > 1}
    inner = {i for some in parts.values() for i in some}
    for home, full in extents.items():
        members = sorted([*full, *parts.get(home, ())])
        if len(members) < SERIES or home in inner:
            continue
        usual = float(np.median(np.diff(horizontal[members, 0])))
        first, last = horizontal[members[0]], horizontal[members[-1]]
        sizes = [x.size for x in text if first[0] < x.base <= last[0] and x.x0 < first[2]]
        size = float(np.median(sizes)) if sizes else NO_TEXT_SIZE
        pairs.extend(
            (a, b)
            for a, b in pairwise(members)
            if not _is_parted(horizontal[a, 0], horizontal[b, 0], first, text, size)
            and _holds_rows(horizontal[a], horizontal[b], text, usual, size)
        )
    return pairs


def _parts_of_rules(horizontal: Lines, home: int) -> list[int]:
    """Return the rules within a rule's extent that reach one of its ends and not the other."""
    x0, x1 = horizontal[home, 1:]
    left = np.abs(horizontal[:, 1] - x0) < TOUCH
    right = np.abs(horizontal[:, 2] - x1) < TOUCH
    within = (horizontal[:, 1] > x0 - TOUCH) & (horizontal[:, 2] < x1 + TOUCH)
    return [int(i) for i in np.flatnonzero(within & (left != right))]


def _is_parted(
    top: float, bottom: float, whole: NDArray[np.float64], text: Sequence[TextLine], size: float
) -> bool:
    """Whether a heading or note, known by its size, stands between two heights of a table."""
    return any(
        abs(x.size - size) > OTHER_SIZE * size
        for x in text
        if top < x.base <= bottom + 1 and x.x0 < whole[2] and x.x1 > whole[1]
    )


def _holds_rows(
    upper: NDArray[np.float64],
    lower: NDArray[np.float64],
    text: Sequence[TextLine],
    usual: float,
    size: float,
) -> bool:
    """Whether what stands between two rules is rows of a table: no gap, caption or prose."""
    between = [
        line
        for line in text
        if upper[0] < line.base <= lower[0] + 1 and line.x0 < upper[2] and line.x1 > upper[1]
    ]
    if not between:
        return False
    if lower[0] - upper[0] <= USUAL_STEP * usual:
        return True
    apart = [len(split_chunks(line.tokens, 1.0)) > 1 for line in between]
    if sum(apart) >= APART * len(between):
        return True
    steps = np.diff([upper[0], *(line.base for line in between)])
    return apart[0] and bool((steps < CELL_STEP * size).all())


def _group_box(group: Group, horizontal: Lines, vertical: Lines) -> Box:
    level, upright = horizontal[group[0]], vertical[group[1]]
    return (
        float(min(level[:, 1].min(), upright[:, 0].min())),
        float(min(level[:, 0].min(), upright[:, 1].min())),
        float(max(level[:, 2].max(), upright[:, 0].max())),
        float(max(level[:, 0].max(), upright[:, 2].max())),
    )


def _absorb_inner(groups: Sequence[Group], horizontal: Lines, vertical: Lines) -> list[Group]:
    """Join a group inside a larger one that ends at the same x: rows beside one tall cell."""
    boxed = sorted(
        ((_group_box(g, horizontal, vertical), g) for g in groups),
        key=lambda x: (x[0][0] - x[0][2]) * (x[0][3] - x[0][1]),
    )
    kept: list[tuple[Box, Group]] = []
    for b, g in boxed:
        for k, (a, f) in enumerate(kept):
            flush = abs(a[2] - b[2]) < SNAP or abs(a[0] - b[0]) < SNAP
            if flush and contains(widened(a, SNAP), b):
                kept[k] = (a, (f[0] + g[0], f[1] + g[1]))
                break
        else:
            kept.append((b, g))
    return [g for _, g in kept]


def _stack(
    groups: list[tuple[list[int], list[int]]],
    horizontal: Lines,
    vertical: Lines,
    text: Sequence[TextLine],
) -> list[tuple[list[int], list[int]]]:
    """Join groups of one width that stand right below each other (a header drawn apart)."""

    def box(group: Group) -> Box:
        return _group_box(group, horizontal, vertical)

    boxed = sorted(((box(g), g) for g in groups), key=lambda x: x[0][1])
    joined: list[tuple[Box, Group]] = []
    for b, g in boxed:
        for k, (a, f) in enumerate(joined):
            same = abs(a[0] - b[0]) < 2 * SNAP and abs(a[2] - b[2]) < 2 * SNAP
            reach = ALTERNATE if _same_columns(vertical[f[1]], vertical[g[1]]) else STACKED
            if same and -SNAP <= b[1] - a[3] <= reach and not _parts_tables(a, b, text):
                both = (f[0] + g[0], f[1] + g[1])
                joined[k] = (box(both), both)
                break
        else:
            joined.append((b, g))
    return [g for _, g in joined]


def _parts_tables(upper: Box, lower: Box, text: Sequence[TextLine]) -> bool:
    """Whether a heading or note, known by its size, stands between two boxes."""
    between: list[float] = []
    around: list[float] = []
    for line in text:
        if line.x0 < upper[2] and line.x1 > upper[0] and upper[1] < line.base <= lower[3] + 1:
            (between if upper[3] < line.base <= lower[1] + 1 else around).append(line.size)
    size = float(np.median(around)) if around else 0.0
    return any(abs(x - size) > OTHER_SIZE * size for x in between)


def _same_columns(upper: Lines, lower: Lines) -> bool:
    """Whether two groups rule the same three or more columns (every other row is shaded)."""
    a, b = snap(upper[:, 0]), snap(lower[:, 0])
    return len(a) == len(b) >= 4 and bool((np.abs(a - b) < SNAP).all())


def snap(values: NDArray[np.float64], tolerance: float = SNAP) -> NDArray[np.float64]:
    """Return positions with near ones merged to their mean, ascending."""
    values = np.sort(values)
    if not len(values):
        return values
    cuts = np.flatnonzero(np.diff(values) > tolerance) + 1
    return np.array([group.mean() for group in np.split(values, cuts)])


def straighten(lines: Lines) -> Lines:
    """Return lines with those that go on beside where another one ends moved onto it.

    A column's edge drawn row by row may jog; two lines of one lattice so close that never stand
    side by side are one.
    """
    kept = lines.copy()
    levels = snap(lines[:, 0])
    home = np.abs(lines[:, 0][:, None] - levels[None, :]).argmin(axis=1)
    for k in range(1, len(levels)):
        if levels[k] - levels[k - 1] > JOG:
            continue
        before, after = kept[home == k - 1], kept[home == k]
        shared = np.minimum(before[:, None, 2], after[None, :, 2]) - np.maximum(
            before[:, None, 1], after[None, :, 1]
        )
        if (shared <= TOUCH).all():
            longer = max((before, after), key=lambda part: float((part[:, 2] - part[:, 1]).sum()))
            levels[k] = float(np.median(longer[:, 0]))
            kept[(home == k - 1) | (home == k), 0] = levels[k]
            home[home == k - 1] = k
    return kept


def _build(horizontal: Lines, vertical: Lines) -> Lattice | None:
    ys = snap(horizontal[:, 0])
    vertical = straighten(vertical)
    xs = snap(vertical[:, 0])
    left, right = _open_sides(horizontal, xs)
    if left is not None:
        xs = np.concatenate([[left], xs])
    if right is not None:
        xs = np.concatenate([xs, [right]])
    if len(xs) < 2 or len(ys) < 2:
        return None
    across = _coverage(horizontal, ys, xs)
    down = _coverage(vertical, xs, ys).T
    if left is not None:
        down[:, 0] = True
    if right is not None:
        down[:, -1] = True
    return Lattice(xs, ys, across, down)


def _open_sides(horizontal: Lines, xs: NDArray[np.float64]) -> tuple[float | None, float | None]:
    """Where most horizontal rules run past the outermost vertical ones: the table is open there."""
    if not len(xs):
        return None, None
    x0, x1 = horizontal[:, 1], horizontal[:, 2]
    left = right = None
    if (x0 < xs[0] - OVERHANG).sum() >= 2:
        left = float(np.median(x0[x0 < xs[0] - OVERHANG]))
    if (x1 > xs[-1] + OVERHANG).sum() >= 2:
        right = float(np.median(x1[x1 > xs[-1] + OVERHANG]))
    return left, right


def _coverage(
    lines: Lines, positions: NDArray[np.float64], stops: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Whether lines at each position cover each interval between stops: (positions, stops - 1)."""
    home = np.abs(lines[:, 0][:, None] - positions[None, :]).argmin(axis=1)
    start = np.maximum(lines[:, 1][:, None], stops[None, :-1])
    end = np.minimum(lines[:, 2][:, None], stops[None, 1:])
    length = np.clip(end - start, 0, None)
    covered = np.zeros((len(positions), len(stops) - 1))
    np.add.at(covered, home, length)
    return covered >= EDGE_COVER * np.diff(stops)[None, :]
