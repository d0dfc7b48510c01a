"""The evidence of a whole reading: what it says of itself, and what its place says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.kinds import is_value
from crossfoot.extractors.mending.lines import KINDS
from crossfoot.extractors.tables.confidence import gather_evidence
from crossfoot.extractors.tables.grids import Grid
from crossfoot.extractors.tables.scene import Scene
from crossfoot.extractors.weighing.columns import APART, BESIDE, ONE, Places, look_at_columns
from crossfoot.extractors.weighing.gaps import END, NEW, SAME, Gaps, look_at_gaps
from crossfoot.extractors.weighing.rivals import ids_of, rival_families
from crossfoot.extractors.weighing.trees import Trees
from crossfoot.model import Box

ODDS = 1e-3  # added to a chance before its logarithm is taken: none is zero


@dataclass(frozen=True, slots=True, eq=False)
class Judges:
    """What was learned: of gaps between lines, of places between columns, of whole readings."""

    ends: Trees
    same: Trees
    columns: Trees
    value: Trees | None = None
    right: Trees | None = None
    gain: tuple[Trees, ...] = ()

    def chances(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return for each gap between lines the chance of SAME, NEW and END, (n, 3)."""
        end = self.ends.probabilities(features)[:, 1]
        same = self.same.probabilities(features)[:, 1]
        return np.stack([same * (1 - end), (1 - same) * (1 - end), end], axis=1)


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """A reading with its evidence.

    Attributes:
        chances: (n - 1, 3) for each gap, of SAME, NEW and END.
        apart: (m, 3) for each place, of ONE, APART and BESIDE.
        measures: (FEATURES,)
        value: How many of its cells are right, expected, 0 to 1.
        right: How sure it is that all are.
        moves: The moves that led to it, with the gain each promised.
    """

    grid: Grid
    gaps: Gaps
    chances: NDArray[np.float64]
    places: Places
    apart: NDArray[np.float64]
    measures: NDArray[np.float64]
    value: float = 0.0
    right: float = 0.0
    moves: tuple[tuple[str, float], ...] = ()

    @property
    def box(self) -> Box:
        """Hull of its text."""
        return self.grid.box()

    @property
    def cells(self) -> int:
        """Its cells with text."""
        return sum(bool(c.tokens) for c in self.grid.cells)


def weigh(grid: Grid, scene: Scene, taken: frozenset[int], judges: Judges) -> Weighed:
    """Return a reading with its evidence."""
    gaps = look_at_gaps(grid, scene, taken)
    chances = judges.chances(gaps.features)
    places = look_at_columns(grid, scene)
    apart = judges.columns.probabilities(places.features)
    measures = np.array(
        [
            *_of_gaps(gaps, chances),
            *_of_places(places, apart),
            *(e.value for e in gather_evidence(grid, scene.printed)),
            *_of_grid(grid),
            *_of_place(grid, gaps, scene, taken),
            *_of_rivals(grid, scene),
        ]
    )
    value = _ask(judges.value, measures)
    return Weighed(
        grid, gaps, chances, places, apart, measures, value, _ask(judges.right, measures)
    )


def _ask(trees: Trees | None, measures: NDArray[np.float64]) -> float:
    return float(trees.probabilities(measures[None])[0, 1]) if trees is not None else 0.0


# the forests know moves by their places here: those of moves that are no longer made ("join",
# "named", "valued", "halves", which promised what they did not hold) stay with their names
MOVES = (
    "all",
    "cuts",
    "edges",
    "rows",
    "beside",
    "join columns",
    "part column",
    "aligned",
    "join",
    "bands",
    "named",
    "valued",
    "halves",
    "lattices",
    "tiles",
    "rules",
)


def gain_measures(
    before: Sequence[Weighed], after: Sequence[Weighed], move: str
) -> NDArray[np.float64]:
    """Return the evidence for a move: that of the readings before, after, and what changes."""
    a, b = _mean(before), _mean(after)
    cells = sum(w.cells for w in before)
    rest = [
        *_least(before),
        *_least(after),
        float(len(before)),
        float(len(after)),
        sum(w.cells for w in after) / max(1, cells),
        float(next((i for i, m in enumerate(MOVES) if move.startswith(m)), -1)),
        float(cells),
        *_likeness(after),
    ]
    return np.array([*a, *b, *(b - a), *rest])


def _likeness(readings: Sequence[Weighed]) -> list[float]:
    """How alike some readings are: of as many columns, and of the same first row."""
    if len(readings) < 2:
        return [np.nan] * 2
    cols = [w.grid.n_cols for w in readings]
    heads = [" ".join(c.text for c in w.grid.cells if c.row == 0 and c.tokens) for w in readings]
    n = len(readings)
    return [
        sum(cols.count(c) > 1 for c in cols) / n,
        sum(heads.count(h) > 1 for h in heads) / n,
    ]


def _mean(readings: Sequence[Weighed]) -> NDArray[np.float64]:
    """Mean of the measures, by cells; what is known of no reading stays unknown."""
    if not readings:
        return np.full(N_MEASURES, np.nan)
    m = np.array([w.measures for w in readings])
    cells = np.array([w.cells for w in readings], float)[:, None]
    known = ~np.isnan(m)
    share = (known * cells).sum(axis=0)
    whole = np.where(known, m, 0.0) * cells
    mean: NDArray[np.float64] = np.where(
        share > 0, whole.sum(axis=0) / np.maximum(share, 1e-9), np.nan
    )
    return mean


def _least(readings: Sequence[Weighed]) -> list[float]:
    if not readings:
        return [np.nan] * 3
    m = np.array([np.nan_to_num(w.measures[:3], nan=1.0) for w in readings])
    least: list[float] = m.min(axis=0).tolist()
    return least


N_MEASURES = 13 + 6 + 10 + 18 + 11 + 9


def _of_gaps(gaps: Gaps, p: NDArray[np.float64]) -> list[float]:
    if not len(p):
        return [np.nan] * 13
    inside = np.array(
        [
            a.rows is not None and b.rows is not None
            for a, b in zip(gaps.lines, gaps.lines[1:], strict=False)
        ]
    )
    first = int(np.argmax([s.rows is not None for s in gaps.lines]))
    last = len(gaps.lines) - 1 - int(np.argmax([s.rows is not None for s in gaps.lines[::-1]]))
    own = p[np.arange(len(p)), gaps.opinion][inside]
    pi, oi = p[inside], gaps.opinion[inside]
    return [
        float(own.min()) if len(own) else np.nan,
        float(np.log(own + ODDS).mean()) if len(own) else np.nan,
        float(np.log(own + ODDS).sum()) if len(own) else np.nan,
        float((own < 0.5).mean()) if len(own) else np.nan,
        float((own < 0.5).sum()) if len(own) else np.nan,
        float(pi[:, END].max()) if len(own) else np.nan,
        float(pi[:, END].mean()) if len(own) else np.nan,
        float(pi[oi == NEW, SAME].max()) if (oi == NEW).any() else 0.0,
        float(pi[oi == NEW, SAME].mean()) if (oi == NEW).any() else 0.0,
        float(pi[oi == SAME, NEW].max()) if (oi == SAME).any() else 0.0,
        float(pi[oi == SAME, NEW].mean()) if (oi == SAME).any() else 0.0,
        float(p[first - 1, END]) if first else np.nan,
        float(p[last, END]) if last < len(p) else np.nan,
    ]


def _of_places(places: Places, p: NDArray[np.float64]) -> list[float]:
    if not len(p):
        return [np.nan] * 6
    opinion = np.array([x.opinion for x in places.places])
    own = p[np.arange(len(p)), opinion]
    return [
        float(own.min()),
        float(np.log(own + ODDS).mean()),
        float((own < 0.5).sum()),
        float(p[:, BESIDE].max()),
        float(p[opinion == APART, ONE].max()) if (opinion == APART).any() else 0.0,
        float(p[opinion == ONE, APART].max()) if (opinion == ONE).any() else 0.0,
    ]


def _of_grid(grid: Grid) -> list[float]:
    filled = [c for c in grid.cells if c.tokens]
    body = [c for c in filled if c.row >= grid.header_rows]
    texts = [c.text for c in filled]
    numbers = [is_value(c.text) for c in body]
    right = [is_value(c.text) for c in body if c.col > 0]
    rows = {c.row for c in body if is_value(c.text)}
    sizes = np.array([t.size for c in filled for t in c.tokens])
    last = [c.text for c in body if c.col + c.colspan == grid.n_cols]
    return [
        float(KINDS.index(grid.kind) if grid.kind in KINDS else -1),
        float(grid.n_rows),
        float(grid.n_cols),
        float(len(filled)),
        float(grid.header_rows),
        len(filled) / max(1, grid.n_rows * grid.n_cols),
        float(np.mean(numbers)) if numbers else 0.0,
        float(np.mean(right)) if right else 0.0,
        len(rows) / max(1, grid.n_rows - grid.header_rows),
        float(np.mean([len(t.split()) for t in texts])),
        float(np.max([len(t.split()) for t in texts])),
        float((np.abs(sizes / np.median(sizes) - 1) < 0.05).mean()),
        float(sizes.max() / np.median(sizes)),
        float(np.mean([t.isdigit() and len(t) <= 3 for t in last])) if last else 0.0,
        float(np.mean([c.colspan > 1 for c in body])) if body else 0.0,
        float(np.mean([c.rowspan > 1 for c in body])) if body else 0.0,
        float(np.mean([any(ch in "$€£%" for ch in t) for t in texts])),
        float(np.mean([c.area is not None for c in filled])),
    ]


def _of_place(grid: Grid, gaps: Gaps, scene: Scene, taken: frozenset[int]) -> list[float]:
    """What stands around a reading: words beside its lines, leaders, drawings, what is near."""
    x0, top, x1, bottom = grid.box()
    own = {id(t) for t in grid.tokens()}
    beside = within = leaders = lines = 0
    for line in scene.lines:
        if line.bottom < top or line.top > bottom:
            continue
        lines += 1
        leaders += line.leaders
        for t in line.tokens:
            if id(t) in own or id(t) in taken:
                continue
            if x0 <= t.middle <= x1:
                within += 1
            elif x0 - 5 * t.size <= t.middle <= x1 + 5 * t.size:
                beside += 1
    inside = sum(
        bool(s.points) and x0 < s.points[0][0] < x1 and top < s.points[0][1] < bottom
        for s in scene.page.shapes
    )
    known = [i for i, s in enumerate(gaps.lines) if s.rows is not None]
    size = float(np.median([s.line.size for s in gaps.lines])) if gaps.lines else np.nan
    above = (
        gaps.lines[known[0]].line.base - gaps.lines[known[0] - 1].line.base
        if known and known[0]
        else np.nan
    )
    below = (
        gaps.lines[known[-1] + 1].line.base - gaps.lines[known[-1]].line.base
        if known and known[-1] + 1 < len(gaps.lines)
        else np.nan
    )
    return [
        beside / max(1, len(own)),
        within / max(1, len(own)),
        leaders / max(1, lines),
        inside / max(1, len(own)),
        above / size,
        below / size,
        (x1 - x0) / scene.page.width,
        (bottom - top) / scene.page.height,
        len(own) / max(1, len(scene.printed)),
        top / scene.page.height,
        float(len(taken) > 0),
    ]


def _of_rivals(grid: Grid, scene: Scene) -> list[float]:
    """How far each family of rivals agrees: on the words, on how many rows and columns they are."""
    own = ids_of(grid)
    out: list[float] = []
    for _, grids in rival_families(scene):
        best, rival = 0.0, None
        for other in grids:
            words = ids_of(other)
            shared = len(own & words) / len(own | words)
            if shared > best:
                best, rival = shared, other
        if rival is None:
            out += [0.0, np.nan, np.nan]
        else:
            out += [best, rival.n_rows / grid.n_rows, rival.n_cols / grid.n_cols]
    return out
