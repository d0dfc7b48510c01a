"""Smallest and largest entry of many ranges of an array at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Extremes:
    """A sparse table: extremes of all ranges whose length is a power of two.

    Attributes:
        low: Per power of two, the minimum of the range that starts at each index.
        high: The same with maxima.
    """

    low: tuple[Indices, ...]
    high: tuple[Indices, ...]

    @classmethod
    def of(cls, values: Indices) -> Extremes:
        """Return the table of an array, in n log n steps."""
        low, high = [values], [values]
        width = 1
        while 2 * width <= len(values):
            low.append(np.minimum(low[-1][:-width], low[-1][width:]))
            high.append(np.maximum(high[-1][:-width], high[-1][width:]))
            width *= 2
        return cls(tuple(low), tuple(high))

    def leaves(self, first: Indices, last: Indices) -> NDArray[np.bool_]:
        """Return for ranges [first, last] whether an entry lies outside its own range."""
        outside = np.zeros(len(first), dtype=np.bool_)
        power = np.floor(np.log2(np.maximum(last - first + 1, 1))).astype(np.int64)
        for level in np.unique(power):
            here = power == level
            start, end = first[here], last[here] - (1 << int(level)) + 1
            low = np.minimum(self.low[level][start], self.low[level][end])
            high = np.maximum(self.high[level][start], self.high[level][end])
            outside[here] = (low < first[here]) | (high > last[here])
        return outside
