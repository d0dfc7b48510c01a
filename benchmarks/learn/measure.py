"""What the engine measures of gaps and places, with the truth of each.

In: a page as it is learned from. Out: examples, one row each: SAME, NEW or END of a gap between two
lines; ONE, APART or BESIDE of a place between columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from benchmarks.learn.align import Label
from benchmarks.learn.corrupt import AS_PROPOSED, Rng, Variant, variants
from benchmarks.learn.data import Example
from crossfoot.extractors.tokens.tokens import Token
from crossfoot.extractors.weighing.columns import APART, BESIDE, ONE, Place, look_at_columns
from crossfoot.extractors.weighing.gaps import END, NEW, SAME, look_at_gaps

OF_GAPS, OF_PLACES = 0.35, 0.4  # weight of what is measured in a wrong reading
_ROWS_ONLY = ("cut", "drop top", "split")  # wrong readings whose columns are the proposal's
_NO_TABLE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Judgements with their truth, one row each.

    Attributes:
        x: (n, features) NaN where a measure is not known.
        y: (n,) the truth.
        opinion: (n,) what the reading has it for.
        weight: (n,)
        proposed: (n,) whether the reading is one that the engine proposes.
        fold: (n,)
    """

    x: NDArray[np.float64]
    y: NDArray[np.int64]
    opinion: NDArray[np.int64]
    weight: NDArray[np.float64]
    proposed: NDArray[np.bool_]
    fold: NDArray[np.int64]


def together(parts: Iterable[Examples]) -> Examples:
    """Return examples of several pages as one."""
    kept = [p for p in parts if len(p.y)]
    names = [f.name for f in fields(Examples)]
    return Examples(*(np.concatenate([getattr(p, n) for p in kept]) for n in names))


def measure_gaps(example: Example, each: int, rng: Rng) -> Iterator[Examples]:
    """Yield the gaps of a page's readings, right and wrong ones."""
    for variant in variants(example, each, rng):
        gaps = look_at_gaps(variant.grid, example.scene, variant.taken)
        if len(gaps.features):
            truth = _gap_truth([s.line.tokens for s in gaps.lines], example.labels)
            yield _rows(gaps.features, truth, gaps.opinion, variant, example.fold, OF_GAPS)


def measure_places(example: Example, each: int, rng: Rng) -> Iterator[Examples]:
    """Yield the places between columns of a page's readings, right and wrong ones."""
    for variant in variants(example, each, rng):
        if variant.how in _ROWS_ONLY:
            continue
        found = look_at_columns(variant.grid, example.scene)
        truth = [_place_truth(p, example.labels) for p in found.places]
        known = [k for k, t in enumerate(truth) if t is not None]
        if known:
            y = np.array([truth[k] for k in known])
            opinion = np.array([found.places[k].opinion for k in known])
            x = found.features[known]
            yield _rows(x, y, opinion, variant, example.fold, OF_PLACES)


def _rows(
    x: NDArray[np.float64],
    y: NDArray[np.int64],
    opinion: NDArray[np.int64],
    variant: Variant,
    fold: int,
    weight: float,
) -> Examples:
    n, proposed = len(y), variant.how == AS_PROPOSED
    weights = np.full(n, 1.0 if proposed else weight)
    return Examples(x, y, opinion, weights, np.full(n, proposed), np.full(n, fold))


Labels = Mapping[int, Label]


def _table_of(labels: Sequence[Label | None]) -> int:
    """The table that most of some words belong to."""
    return Counter(_NO_TABLE if v is None else v[0] for v in labels).most_common(1)[0][0]


def _gap_truth(lines: Sequence[Sequence[Token]], labels: Labels) -> NDArray[np.int64]:
    """Return SAME, NEW or END of each gap between two lines."""
    spans = [_line_rows(tokens, labels) for tokens in lines]
    truth = []
    for a, b in pairwise(spans):
        if a is None or b is None or a[0] != b[0]:
            truth.append(END)
        else:
            truth.append(SAME if b[1] <= a[2] else NEW)
    return np.array(truth, np.int64)


def _line_rows(tokens: Sequence[Token], labels: Labels) -> tuple[int, int, int] | None:
    """Table, first and last row of a line's words; None of a line outside all tables."""
    found = [labels.get(t.index) for t in tokens]
    table = _table_of(found)
    if table == _NO_TABLE:
        return None
    own = [v for v in found if v is not None and v[0] == table]
    rows = [v for v in own if v[2] - v[1] == 1] or own
    return table, min(v[1] for v in rows), max(v[2] for v in rows) - 1


def _place_truth(place: Place, labels: Labels) -> int | None:
    """Return ONE, APART or BESIDE of a place; None where no table stands on either side."""
    left, right = _side(place.left, labels), _side(place.right, labels)
    if left is None or right is None or left[0] == right[0] == _NO_TABLE:
        return None
    if left[0] != right[0]:
        return BESIDE
    return ONE if max(left[1], right[1]) < min(left[2], right[2]) else APART


def _side(lines: Sequence[Sequence[Token]], labels: Labels) -> tuple[int, int, int] | None:
    """Table and columns that most words at one side belong to; None where there are none."""
    found = [labels.get(t.index) for tokens in lines for t in tokens]
    if not found:
        return None
    table = _table_of(found)
    if table == _NO_TABLE:
        return _NO_TABLE, 0, 0
    own = [v for v in found if v is not None and v[0] == table]
    narrow = [v for v in own if v[4] - v[3] == 1] or own
    first, end = Counter((v[3], v[4]) for v in narrow).most_common(1)[0][0]
    return table, first, end
