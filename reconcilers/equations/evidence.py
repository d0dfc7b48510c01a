"""How surprising it would be if numbers that are not related footed.

A column that foots proves little when its numbers are small and much when they are long; several
columns that foot at the same lines prove together what none proves alone. Each checkable position
gives ``p``, the chance that a number of its column lands this close to the sum; Fisher's method
joins the positions; the count of equations tried turns the chance into **E**, the expected number
of such coincidences in the table (as sequence searches report it).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

_SMALLEST_P = 1e-12
_NOVELTY_WIDTH = 3.0  # a range of three root mean squares holds nearly all of what is left over


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """How c candidate equations fare at P positions.

    Attributes:
        log_e: (c,) natural logarithm of the chance of a coincidence as good, before the number
            of candidates tried is counted.
        ok: (c, P) the equation holds there and says something (two items or more).
        bad: (c, P) it fails there.
        fits: (c, P) it holds there, trivially or not.
    """

    log_e: Floats
    ok: Flags
    bad: Flags
    fits: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """Sums of items for c candidates at P positions.

    Attributes:
        value: (c, P) signed sums.
        step: (c, P) sums of the items' steps.
        unknown: (c, P) whether an item is missing or unreadable.
        terms: (c, P) how many items are not zero.
    """

    value: NDArray[Any]
    step: NDArray[Any]
    unknown: Flags
    terms: NDArray[np.int64]


def spread_of(value: NDArray[Any], stated: Flags) -> Floats:
    """Return the width of the range of the stated numbers at each position.

    Args:
        value: (L, P) numbers.
        stated: (L, P) which of them count.
    """
    numbers = value.astype(np.float64)
    high = np.where(stated, numbers, -np.inf).max(axis=0, initial=-np.inf)
    low = np.where(stated, numbers, np.inf).min(axis=0, initial=np.inf)
    width: Floats = np.where(high >= low, high - low, 0.0)
    return width


def judge(
    total: NDArray[Any],
    step: NDArray[Any],
    stated: Flags,
    sums: Sums,
    *,
    spread: Floats,
    novelty: Floats,
    unit: Floats,
    lenient: Flags,
) -> Outcome:
    """Return how candidates fare.

    Args:
        total, step: (c, P) printed totals and their steps.
        stated: (c, P) whether there is a printed total to compare with.
        sums: The items' sums.
        spread, unit: (P,) range and usual step of the numbers at each position.
        novelty: (P,) what a position says that the others do not (:func:`novelty_of`); the most
            telling position counts in full, the others only for their novelty.
        lenient: (P,) positions where failing proves nothing (rates, prices).
    """
    gap = np.abs(2 * (total - sums.value))
    fits = stated & (gap <= sums.step + step)
    ok = fits & (sums.terms >= 2)
    bad = stated & ~sums.unknown & ~fits & ~lenient
    log_e = np.zeros(len(ok), dtype=np.float64)
    good, failed = ok.sum(axis=1), bad.sum(axis=1)
    some = np.flatnonzero((good > 0) & (good >= failed))  # the others prove nothing
    if len(some):
        size = np.maximum(np.abs(sums.value[some]), np.abs(total[some])).astype(np.float64)
        reach = gap[some].astype(np.float64) + unit
        full = np.where(ok[some], _surprise(reach, np.minimum(size, spread), unit), 0.0)
        new = np.where(ok[some], _surprise(reach, np.minimum(size, novelty), unit), 0.0)
        x = new.sum(axis=1) + (full - new).max(axis=1, initial=0.0)
        joint = fisher(x, good[some])
        once = np.log(2.0 * good[some]) - full.max(axis=1, initial=0.0)
        log_e[some] = np.minimum(joint, once) + _log_choose(good[some], failed[some])
    return Outcome(log_e, ok, bad, fits)


def _surprise(reach: Floats, width: Floats, unit: Floats) -> Floats:
    """Return -ln of the chance that a number lands within reach, in a range of some width."""
    scale = np.maximum(width, np.maximum(unit, 1e-9))
    chance: Floats = np.clip(reach / (2.0 * scale), _SMALLEST_P, 1.0)
    surprise: Floats = -np.log(chance)
    return surprise


def novelty_of(value: NDArray[Any], stated: Flags, spread: Floats) -> Floats:
    """Return how far each position's numbers are from a multiple of the other positions' ones.

    Tariffs by the hour, or a population year after year, repeat one column at another scale: when
    one position foots, all do, and the second tells little. The distance is the root mean square
    of what the best rank-one reading leaves over.

    Args:
        value: (L, P) numbers.
        stated: (L, P) which of them count; the others are taken as zero.
        spread: (P,) their range, the most that is returned.
    """
    numbers = np.where(stated, value.astype(np.float64), 0.0)
    if min(numbers.shape) < 2:
        return spread
    gram = numbers.T @ numbers if numbers.shape[0] >= numbers.shape[1] else numbers @ numbers.T
    _, vectors = np.linalg.eigh(gram)
    leading = vectors[:, -1:]
    if numbers.shape[0] >= numbers.shape[1]:
        rest = numbers - (numbers @ leading) @ leading.T
    else:
        rest = numbers - leading @ (leading.T @ numbers)
    novelty: Floats = np.minimum(spread, _NOVELTY_WIDTH * np.sqrt((rest**2).mean(axis=0)))
    return novelty


def fisher(x: Floats, k: NDArray[np.int64]) -> Floats:
    """Return ln P(sum of k exponentials ≥ x), a close upper bound of Fisher's combination.

    For x > k the tail of the Poisson series is below its first term times a geometric series:
    e^-x x^(k-1)/(k-1)! · x/(x-k+1). For smaller x nothing is significant and 0 is returned.
    """
    count = np.maximum(k, 1)
    safe = np.maximum(x, count + 1e-9)
    series = -safe + (count - 1) * np.log(safe) - log_factorial(count - 1)
    series = series + np.log(safe / (safe - count + 1))
    result: Floats = np.where((k > 0) & (x > k), np.minimum(series, 0.0), 0.0)
    return result


def log_factorial(n: NDArray[np.int64]) -> Floats:
    """Return ln n! of small whole numbers, by a running sum of logarithms."""
    top = int(n.max(initial=0))
    table = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, top + 1)))))
    picked: Floats = table[n]
    return picked


def _log_choose(ok: NDArray[np.int64], bad: NDArray[np.int64]) -> Floats:
    """Return ln C(ok + bad, ok): how many ways the holding positions could be picked."""
    return log_factorial(ok + bad) - log_factorial(ok) - log_factorial(bad)
