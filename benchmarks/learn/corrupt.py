"""Wrong readings, made of the proposed ones: what is to be told from right ones.

Every proposal comes as it is; then with rows cut off, merged or parted, columns joined or parted,
and with the next table below read as one with it. Which ones is drawn from a seed of the page.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from benchmarks.learn.data import Example
from crossfoot.extractors.mending.lines import align
from crossfoot.extractors.mending.moves import (
    cut_below,
    merge_columns,
    merge_rows,
    split_column,
    split_row,
)
from crossfoot.extractors.tables.grids import Grid, tidy_grid
from crossfoot.extractors.tables.scene import Scene
from crossfoot.extractors.tokens.textlines import with_tokens
from crossfoot.extractors.weighing.columns import ONE, look_at_columns
from crossfoot.geometry import hull

AS_PROPOSED = "as proposed"
STACKED = "stacked"
BASE = 0.1  # points: baselines that differ by less are one line's
SLACK = (1.0, 3.0)  # points above and below two stacked tables
Rng = np.random.Generator


@dataclass(frozen=True, slots=True, eq=False)
class Variant:
    """A reading to be judged.

    Attributes:
        how: What was done to it, AS_PROPOSED for nothing.
        taken: ids of the tokens that the other readings of the page hold.
        source: Position of the proposal that it is made of, None when it is made of several.
    """

    grid: Grid
    how: str
    taken: frozenset[int]
    source: int | None


def rng_of(name: str) -> Rng:
    """Return the random numbers of a page: always the same."""
    return np.random.default_rng(zlib.crc32(name.encode()))


def variants(example: Example, each: int, rng: Rng) -> Iterator[Variant]:
    """Yield the proposals of a page, `each` wrong readings of every one, and stacks of two."""
    held = [ids_of(g) for g in example.grids]
    others = [_all_but(held, {k}) for k in range(len(held))]
    for k, grid in enumerate(example.grids):
        yield Variant(grid, AS_PROPOSED, others[k], k)
    ways = list(_WAYS)
    for k, grid in enumerate(example.grids):
        for how in rng.choice(ways, size=each):
            made = _WAYS[str(how)](grid, example.scene, rng)
            made = tidy_grid(made) if made is not None else None
            if made is not None and made.n_rows >= 2 and made.n_cols >= 2:
                yield Variant(made, str(how), others[k], k)
    yield from _stacks(example, held)


def ids_of(grid: Grid) -> frozenset[int]:
    """Return the ids of a reading's tokens."""
    return frozenset(id(t) for t in grid.tokens())


def _all_but(held: Sequence[frozenset[int]], which: set[int]) -> frozenset[int]:
    return frozenset().union(*(h for k, h in enumerate(held) if k not in which))


def _cut(grid: Grid, _: Scene, rng: Rng) -> Grid | None:
    if grid.n_rows < 5:
        return None
    return cut_below(grid, int(rng.integers(1, grid.n_rows - 2)))[int(rng.integers(2))]


def _drop_top(grid: Grid, _: Scene, rng: Rng) -> Grid | None:
    return cut_below(grid, int(rng.integers(2)))[1] if grid.n_rows >= 4 else None


def _merge(grid: Grid, _: Scene, rng: Rng) -> Grid | None:
    if grid.n_rows < 3:
        return None
    count = min(grid.n_rows - 1, int(rng.integers(1, 4)))
    rows = rng.choice(grid.n_rows - 1, size=count, replace=False)
    for row in sorted(rows.tolist(), reverse=True):
        grid = merge_rows(grid, row)
    return grid


def _split(grid: Grid, _: Scene, rng: Rng) -> Grid | None:
    """Part up to three rows at cells of several lines."""
    lines = {
        (c.row, tuple(sorted({round(t.base / BASE) * BASE for t in c.tokens})))
        for c in grid.cells
        if c.rowspan == 1
    }
    able = sorted((row, bases) for row, bases in lines if len(bases) > 1)
    if not able:
        return None
    chosen = rng.choice(len(able), size=min(len(able), 3), replace=False)
    for row, bases in sorted((able[k] for k in chosen), reverse=True):
        at = int(rng.integers(len(bases) - 1))
        grid = split_row(grid, row, (bases[at] + bases[at + 1]) / 2)
    return grid


def _join_columns(grid: Grid, _: Scene, rng: Rng) -> Grid | None:
    return merge_columns(grid, int(rng.integers(grid.n_cols - 1))) if grid.n_cols >= 3 else None


def _part_column(grid: Grid, scene: Scene, rng: Rng) -> Grid | None:
    places = [p for p in look_at_columns(grid, scene).places if p.opinion == ONE]
    if not places:
        return None
    place = places[int(rng.integers(len(places)))]
    return split_column(grid, place.col, place.x)


_WAYS: dict[str, Callable[[Grid, Scene, Rng], Grid | None]] = {
    "cut": _cut,
    "merge": _merge,
    "split": _split,
    "drop top": _drop_top,
    "join columns": _join_columns,
    "part column": _part_column,
}


def _stacks(example: Example, held: Sequence[frozenset[int]]) -> Iterator[Variant]:
    """Yield each two proposals of which one stands below the other, read as one."""
    boxes = [g.box() for g in example.grids]
    order = sorted(range(len(boxes)), key=lambda k: boxes[k][1])
    for a, b in pairwise(order):
        shared = min(boxes[a][2], boxes[b][2]) - max(boxes[a][0], boxes[b][0])
        narrow = min(boxes[k][2] - boxes[k][0] for k in (a, b))
        if shared < 0.5 * narrow:
            continue
        x0, top, x1, bottom = hull((boxes[a], boxes[b]))
        lines = []
        for line in example.scene.lines:
            kept = tuple(t for t in line.tokens if x0 - 2 <= t.middle <= x1 + 2)
            if kept and top - SLACK[0] <= line.base <= bottom + SLACK[1]:
                lines.append(with_tokens(line, kept))
        grid = align(lines, example.scene)
        if grid is not None and grid.n_rows >= 3:
            yield Variant(grid, STACKED, _all_but(held, {a, b}), None)
