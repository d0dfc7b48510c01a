"""What is printed of learned forests: each page judged by forests that saw none of its families."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.learn.corrupt import AS_PROPOSED
from benchmarks.learn.fit import WHOLE, fit_calibration
from benchmarks.learn.measure import Examples
from benchmarks.learn.moves import Gained, Valued

SURE = (0.5, 0.6, 0.7, 0.8, 0.9)
RIGHT = (0.8, 0.9, 0.95)
LEAST = (0.02, 0.04, 0.06, 0.08, 0.1, 0.15)
FLOOR = 1e-6


def of_changes(name: str, e: Examples, chances: NDArray[np.float64]) -> Iterator[str]:
    """Yield how often changing a proposal's opinion is right or does harm, by sureness."""
    yield f"{name}: {int(e.proposed.sum())} judged of proposals, {len(e.y)} in all"
    best, sure = chances.argmax(axis=1), chances.max(axis=1)
    for limit in SURE:
        change = e.proposed & (best != e.opinion) & (sure > limit)
        right, harm = change & (best == e.y), change & (e.opinion == e.y)
        yield (
            f"  surer than {limit}: changes {change.sum()}, right {right.sum()}, "
            f"harmful {harm.sum()}"
        )
    own = chances[np.arange(len(e.y)), e.y][e.proposed]
    yield f"  log loss {-np.log(own + FLOOR).mean():.4f}"
    wrong = ~e.proposed
    if wrong.any():
        ours, theirs = (best == e.y)[wrong].mean(), (e.opinion == e.y)[wrong].mean()
        yield f"  in wrong readings right {ours:.4f}, the reading's own opinion {theirs:.4f}"


def of_values(
    rows: Sequence[Valued], value: NDArray[np.float64], right: NDArray[np.float64]
) -> Iterator[str]:
    """Yield how near the expected share of right cells is, and how true "all cells right" is."""
    y = np.array([r.quality for r in rows])
    error = np.abs(value - y).mean()
    yield f"values: {len(y)} readings, mean error {error:.4f}"
    for limit in RIGHT:
        sure = right > limit
        if sure.any():
            said, true = right[sure].mean(), (y[sure] > WHOLE).mean()
            yield f"  all right, surer than {limit}: {sure.sum()}, said {said:.3f}, true {true:.3f}"


def of_gains(rows: Sequence[Gained], gain: NDArray[np.float64]) -> Iterator[str]:
    """Yield what is gained and lost when the most promising move of each place is accepted."""
    mine = [k for k, r in enumerate(rows) if r.start == AS_PROPOSED]
    yield f"gains: {len(mine)} moves of proposals, {len(rows)} in all"
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for k in mine:
        places[rows[k].page, rows[k].place].append(k)
    most = sum(max(0.0, *(rows[k].gain for k in group)) for group in places.values())
    for limit in LEAST:
        best = [max(group, key=lambda k: gain[k]) for group in places.values()]
        got = np.array([rows[k].gain for k in best if gain[k] > limit])
        yield (
            f"  above {limit}: accepted {len(got)}, gain {got[got > 0].sum():.2f}, "
            f"lost {-got[got < 0].sum():.2f}, of at most {most:.2f}"
        )


def of_sureness(
    folds: Sequence[int], said: NDArray[np.float64], right: NDArray[np.bool_]
) -> Iterator[str]:
    """Yield how true the calibrated chance is, each fold calibrated by the others."""
    fold = np.array(folds)
    sure = np.full(len(said), np.nan)
    for held in sorted(set(folds)):
        mine = fold == held
        if right[~mine].any() and not right[~mine].all():
            sure[mine] = [fit_calibration(said[~mine], right[~mine]).sure(v) for v in said[mine]]
    yield f"readings: {len(said)}, all right {right.mean():.3f}"
    for limit in RIGHT:
        high = sure >= limit
        if high.any():
            yield (
                f"  said at least {limit}: {high.sum()} ({high.mean():.2f} of all), "
                f"said {sure[high].mean():.3f}, true {right[high].mean():.3f}"
            )
