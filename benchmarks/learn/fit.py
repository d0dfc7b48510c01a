"""Growing the forests: which, how large, and which way a measure may push.

scikit-learn is asked here alone. Each function takes examples and which of them are learned from,
and returns the forest as the engine asks it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.learn.corrupt import AS_PROPOSED
from benchmarks.learn.families import DRAWN
from benchmarks.learn.forests import to_trees
from benchmarks.learn.measure import Examples
from benchmarks.learn.moves import Gained, Valued
from crossfoot.extractors.weighing.calibration import Calibration
from crossfoot.extractors.weighing.columns import APART, BESIDE, ONE
from crossfoot.extractors.weighing.gaps import END, SAME
from crossfoot.extractors.weighing.trees import Trees

WHOLE = 0.985  # F1 from which on a reading counts as right in all cells
FORESTS_OF_GAIN = 3
DRAWN_GAPS, DRAWN_VALUES, DRAWN_GAINS, WRONG_GAINS = 0.5, 0.6, 0.1, 0.4  # weights beside 1
NOTHING = 1e-9  # a weight
Mask = NDArray[np.bool_]

# which way a measure of a gap may push, by its column: what widens a gap never makes it less of an
# end. They hold for as many measures as GAP_MEASURES and are left out when there are others.
GAP_MEASURES = 94
ENDS_UP, ENDS_DOWN = (12, 13, 14, 15, 75, 76), (56, 91, 92, 62)
SAME_UP, SAME_DOWN = (56, 66, 68, 85), (12, 13, 14, 15, 52, 53, 54, 55, 32, 84, 63)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a forest grows."""

    rounds: int
    rate: float
    leaves: int
    fewest: int
    ridge: float = 2.0

    def small(self, rounds: int | None) -> Size:
        """Return it with no more rounds than some."""
        fewer = self.rounds if rounds is None else min(self.rounds, rounds)
        return Size(fewer, self.rate, self.leaves, self.fewest, self.ridge)


GAPS = Size(130, 0.07, 10, 15)
PLACES = Size(120, 0.07, 9, 12)
VALUE = Size(180, 0.06, 10, 20)
RIGHT = Size(120, 0.06, 8, 25, 3.0)
GAIN = Size(170, 0.06, 10, 12, 3.0)


def _model(size: Size, kind: str = "Classifier", **more: Any) -> Any:
    from sklearn import ensemble

    grown = getattr(ensemble, f"HistGradientBoosting{kind}")
    return grown(
        max_iter=size.rounds,
        learning_rate=size.rate,
        max_leaf_nodes=size.leaves,
        min_samples_leaf=size.fewest,
        l2_regularization=size.ridge,
        early_stopping=False,
        **{"random_state": 0, **more},
    )


def _pushes(features: int, up: Sequence[int], down: Sequence[int]) -> NDArray[np.int64] | None:
    if features != GAP_MEASURES:
        return None
    way = np.zeros(features, np.int64)
    way[list(up)], way[list(down)] = 1, -1
    return way


def _weights(e: Examples, mask: Mask) -> NDArray[np.float64]:
    weight: NDArray[np.float64] = e.weight * np.where(e.fold == DRAWN, DRAWN_GAPS, 1.0)
    return weight[mask]


def fit_ends(e: Examples, mask: Mask, rounds: int | None = None) -> Trees:
    """Learn whether a table ends at a gap."""
    way = _pushes(e.x.shape[1], ENDS_UP, ENDS_DOWN)
    model = _model(GAPS.small(rounds), monotonic_cst=way)
    return to_trees(model.fit(e.x[mask], e.y[mask] == END, sample_weight=_weights(e, mask)))


def fit_same(e: Examples, mask: Mask, rounds: int | None = None) -> Trees:
    """Learn whether the lines at a gap inside a table are of one row."""
    inside = mask & (e.y != END)
    way = _pushes(e.x.shape[1], SAME_UP, SAME_DOWN)
    model = _model(GAPS.small(rounds), monotonic_cst=way)
    return to_trees(model.fit(e.x[inside], e.y[inside] == SAME, sample_weight=_weights(e, inside)))


def fit_places(e: Examples, mask: Mask, rounds: int | None = None) -> Trees:
    """Learn whether columns are one, apart, or of tables side by side.

    The forest always has the three classes: one that no example has is given a row that weighs
    nothing, of which no measure is known.
    """
    kinds = (ONE, APART, BESIDE)
    none = np.full((len(kinds), e.x.shape[1]), np.nan)
    weight = np.concatenate([_weights(e, mask), np.full(len(kinds), NOTHING)])
    model = _model(PLACES.small(rounds))
    x, y = np.concatenate([e.x[mask], none]), np.concatenate([e.y[mask], kinds])
    return to_trees(model.fit(x, y, sample_weight=weight))


def _of_values(
    rows: Sequence[Valued], mask: Mask
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Measures, qualities and weights of readings; those of a page of many count less each."""
    per_page = Counter(r.page for r in rows)
    drawn = np.array([DRAWN_VALUES if r.fold == DRAWN else 1.0 for r in rows])
    weight = drawn / np.sqrt([per_page[r.page] for r in rows])
    x = np.array([r.measures for r in rows])
    return _known(x[mask]), np.array([r.quality for r in rows])[mask], weight[mask]


def _known(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return measures with zeros for one that is known of no row: it cannot be cut into steps."""
    return np.where(np.isnan(x).all(axis=0), 0.0, x)


def fit_value(rows: Sequence[Valued], mask: Mask, rounds: int | None = None) -> Trees:
    """Learn what share of a reading's cells is right: each reading counts as right and as wrong."""
    x, y, weight = _of_values(rows, mask)
    twice = np.concatenate([x, x])
    right = np.concatenate([np.ones(len(y)), np.zeros(len(y))])
    shares = np.concatenate([weight * y, weight * (1 - y)]) + NOTHING
    return to_trees(_model(VALUE.small(rounds)).fit(twice, right, sample_weight=shares))


def fit_right(rows: Sequence[Valued], mask: Mask, rounds: int | None = None) -> Trees:
    """Learn whether all cells of a reading are right."""
    x, y, weight = _of_values(rows, mask)
    return to_trees(_model(RIGHT.small(rounds)).fit(x, y > WHOLE, sample_weight=weight))


def fit_gain(rows: Sequence[Gained], mask: Mask, rounds: int | None = None) -> tuple[Trees, ...]:
    """Learn what a move gains: forests that differ by chance, whose mean is asked."""
    x = _known(np.array([r.measures for r in rows])[mask])
    y = np.array([r.gain for r in rows])[mask]
    drawn = np.array([DRAWN_GAINS if r.fold == DRAWN else 1.0 for r in rows])
    weight = drawn * [1.0 if r.start == AS_PROPOSED else WRONG_GAINS for r in rows]
    forests = []
    for chance in range(FORESTS_OF_GAIN):
        model = _model(GAIN.small(rounds), "Regressor", max_features=0.35, random_state=chance)
        forests.append(to_trees(model.fit(x, y, sample_weight=weight[mask])))
    return tuple(forests)


STEPS = 41  # of the table that a calibration is kept as
EDGE = 1e-3  # chances closer to 0 and 1 than this count as this


def fit_calibration(said: NDArray[np.float64], right: NDArray[np.bool_]) -> Calibration:
    """Learn how often what is said comes true: a logistic of its odds, as a table."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=10.0).fit(_odds(said)[:, None], right)
    steps = np.linspace(0, 1, STEPS)
    true = model.predict_proba(_odds(steps)[:, None])[:, 1]
    return Calibration(steps, np.maximum.accumulate(true))


def _odds(p: NDArray[np.float64]) -> NDArray[np.float64]:
    p = np.clip(p, EDGE, 1 - EDGE)
    odds: NDArray[np.float64] = np.log(p / (1 - p))
    return odds
