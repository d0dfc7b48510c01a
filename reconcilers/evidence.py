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
    unit: Floats,
    lenient: Flags,
) -> Outcome:
    """Return how candidates fare.

    Args:
        total: (c, P) printed totals.
        step: (c, P) their steps.
        stated: (c, P) whether there is a printed total to compare with.
        sums: The items' sums.
        spread: (P,) range of the numbers at each position.
        unit: (P,) usual step at each position.
        lenient: (P,) positions where failing proves nothing (rates, prices).
    """
    gap = np.abs(2 * (total - sums.value))
    fits = stated & ~sums.unknown & (gap <= sums.step + step)
    ok = fits & (sums.terms >= 2)
    bad = stated & ~sums.unknown & ~fits & ~lenient
    size = np.maximum(np.abs(sums.value), np.abs(total)).astype(np.float64)
    scale = np.maximum(np.minimum(size, spread), np.maximum(unit, 1e-9))
    chance = (gap.astype(np.float64) + unit) / (2.0 * scale)
    chance = np.clip(chance, _SMALLEST_P, 1.0)
    x = -np.where(ok, np.log(chance), 0.0).sum(axis=1)
    log_e = fisher(x, ok.sum(axis=1)) + _log_choose(ok.sum(axis=1), bad.sum(axis=1))
    return Outcome(log_e, ok, bad, fits)


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
