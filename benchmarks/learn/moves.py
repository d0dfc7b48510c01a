"""What moves do to readings, with the truth of it: how right each reading is, what a move gains.

In: a page as it is learned from and the judges of gaps and places that saw no page of its families.
Out: rows to learn the value of readings and the gain of moves from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.learn.corrupt import AS_PROPOSED, Rng, Variant, ids_of, variants
from benchmarks.learn.data import Example
from benchmarks.learn.quality import quality
from crossfoot.extractors.mending.moves import cut_below, tidy
from crossfoot.extractors.weighing.readings import Judges, Weighed, gain_measures, weigh
from crossfoot.extractors.weighing.rivals import loose_grids, rival_families
from crossfoot.extractors.weighing.search import steps_of

LEAST = 0.45  # share of right cells from which on a reading is worth more than none
MOST_GAIN = 0.6  # share of the cells: larger gains and losses count as this
LOOSE = "loose"


@dataclass(frozen=True, slots=True, eq=False)
class Valued:
    """A reading with how right it is, 0 to 1."""

    page: str
    fold: int
    measures: NDArray[np.float64]
    quality: float


@dataclass(frozen=True, slots=True, eq=False)
class Gained:
    """A move with what it gains, as a share of the cells it began with.

    Attributes:
        start: What the move began with: a proposal as it is, a loose or a wrong reading.
        place: Which readings it takes, to tell moves that exclude each other.
    """

    page: str
    fold: int
    start: str
    place: str
    move: str
    measures: NDArray[np.float64]
    gain: float


@dataclass
class Moved:
    """What is learned from one page."""

    values: list[Valued] = field(default_factory=list)
    gains: list[Gained] = field(default_factory=list)


def move_about(
    example: Example, judges: Judges, scorer: Any, each: int, rng: Rng, *, start: str | None = None
) -> Moved:
    """Return what every move makes of the readings of a page.

    Args:
        each: Wrong readings of each proposal that moves begin with.
        start: Only moves from what is proposed, if given as AS_PROPOSED.
    """
    pages = _Page(example, judges, scorer)
    proposed = pages.proposed()
    pages.step(proposed, proposed, AS_PROPOSED)
    if start == AS_PROPOSED:
        return pages.found
    for loose in pages.loose(proposed):
        pages.step([loose], [loose], LOOSE)
    for variant in variants(example, each, rng):
        if variant.how != AS_PROPOSED:
            beside, reading = pages.wrong(variant, proposed)
            pages.step([*beside, reading], [reading], variant.how)
    return pages.found


class _Page:
    """A page while moves are made on it; weighs each reading once."""

    def __init__(self, example: Example, judges: Judges, scorer: Any) -> None:
        self._example = example
        self._judges = judges
        self._scorer = scorer
        self._seen: dict[int, tuple[Weighed, float]] = {}
        self.found = Moved()

    def _weigh(self, grid: Any, taken: frozenset[int]) -> Weighed:
        return weigh(grid, self._example.scene, taken, self._judges)

    def proposed(self) -> list[Weighed]:
        """The proposals, weighed."""
        held = [ids_of(g) for g in self._example.grids]
        return [
            self._weigh(g, frozenset().union(*(h for j, h in enumerate(held) if j != k)))
            for k, g in enumerate(self._example.grids)
        ]

    def loose(self, proposed: Sequence[Weighed]) -> Iterator[Weighed]:
        """Readings of what no proposal holds."""
        held = frozenset().union(*(ids_of(w.grid) for w in proposed))
        scene = self._example.scene
        for _, grids in rival_families(scene):
            yield from (self._weigh(g, held) for g in grids if held.isdisjoint(ids_of(g)))
        for grid in loose_grids(scene, held):
            yield self._weigh(grid, held)

    def wrong(self, variant: Variant, proposed: Sequence[Weighed]) -> tuple[list[Weighed], Weighed]:
        """A wrong reading, and what stands beside it: the rest of its proposal, if it was cut."""
        own = ids_of(variant.grid)
        beside = [w for w in proposed if own.isdisjoint(ids_of(w.grid))]
        taken = variant.taken
        if variant.how == "cut" and variant.source is not None:
            for grid in _rest(self._example.grids[variant.source], variant):
                beside.append(self._weigh(grid, taken | own))
                taken |= ids_of(grid)
        return beside, self._weigh(variant.grid, taken)

    def step(self, readings: Sequence[Weighed], fresh: Sequence[Weighed], start: str) -> None:
        """Keep what each move of some readings gains."""
        name, fold = self._example.name, self._example.fold
        for w in fresh:
            self._quality(w)
        for s in steps_of(readings, fresh, self._example.scene, self._judges):
            cells = max(1, sum(w.cells for w in s.before))
            gain = (self._worth(s.after) - self._worth(s.before)) / cells
            place = " ".join(str(self._number(w)) for w in s.before)
            measures = gain_measures(s.before, s.after, s.move)
            gain = float(np.clip(gain, -MOST_GAIN, MOST_GAIN))
            self.found.gains.append(Gained(name, fold, start, place, s.move, measures, gain))

    def _worth(self, readings: Sequence[Weighed]) -> float:
        return sum(w.cells * (self._quality(w) - LEAST) for w in readings)

    def _number(self, w: Weighed) -> int:
        self._quality(w)
        return list(self._seen).index(id(w))

    def _quality(self, w: Weighed) -> float:
        if id(w) not in self._seen:  # kept with the reading, so that no other one gets its id
            right = quality(w.grid, self._example.tables, self._scorer)
            self._seen[id(w)] = (w, right)
            page = self._example
            self.found.values.append(Valued(page.name, page.fold, w.measures, right))
        return self._seen[id(w)][1]


def _rest(whole: Any, part: Variant) -> list[Any]:
    """What a cut left below the part that it kept."""
    rows = part.grid.n_rows
    if rows >= whole.n_rows:
        return []
    lower = cut_below(whole, rows - 1)[1]
    kept = ids_of(part.grid)
    return [g for g in tidy([lower]) if kept.isdisjoint(ids_of(g))]
