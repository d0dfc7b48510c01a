"""How sure a reading is: the chance that all its cells are right, as it came true elsewhere.

In: what the forest of whole readings says. Out: the chance. Forests grown from few pages are too
careful or too bold; how often what they say came true of families they had not seen is learned by
``python -m benchmarks.learn`` and kept as a table of what is said and what is true.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.weighing import trees


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """What is said, and what is true of it, both ascending, (n,)."""

    said: NDArray[np.float64]
    true: NDArray[np.float64]

    def sure(self, said: float) -> float:
        """Return how often what is said is true, 0 to 1."""
        return float(np.interp(said, self.said, self.true))


@lru_cache(maxsize=1)
def load_calibration() -> Calibration:
    """Return what was learned, read once."""
    with np.load(trees.FOLDER / "calibration.npz", allow_pickle=False) as file:
        return Calibration(file["said"], file["true"])
