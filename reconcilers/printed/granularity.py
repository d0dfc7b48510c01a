"""Numbers rounded more coarsely than their last digit shows: counts in fives, in hundreds."""

from __future__ import annotations

import math
from collections.abc import Sequence

COARSER = (1000, 500, 100, 50, 10, 5, 3, 2)
"""Multiples of the last digit that numbers are rounded to in practice, largest first."""

CHANCE_DIGITS = 2.0  # k numbers are multiples of m by chance once in m^k; below 1 % it is a habit
LEAST_NUMBERS = 3


def common_step(values: Sequence[int], unit: int) -> int | None:
    """Return the step that numbers share beyond their last digit, ``None`` without one.

    Args:
        values: Exact integers; zeros say nothing and are left out, and equal ones (ten points,
            ten points…) speak once.
        unit: Worth of the last printed digit, in the same quantum.

    >>> common_step([1225, 530, 85], 1)
    5
    """
    stated = {value for value in values if value}
    if len(stated) < LEAST_NUMBERS:
        return None
    divisor = math.gcd(*stated)
    for times in COARSER:
        if divisor % (times * unit) == 0 and len(stated) * math.log10(times) >= CHANCE_DIGITS:
            return times * unit
    return None
