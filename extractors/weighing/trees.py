"""Boosted trees, as arrays: what was learned, asked without the library that learned it.

In: measures, one row for each thing that is judged. Out: a probability for each class. The trees
are kept as flat arrays in one compressed file, so nothing is executed when they are loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).with_name("learned")


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """A forest of boosted trees.

    Attributes:
        roots: (trees,) first node of each tree.
        classes: (trees,) the class whose score a tree adds to.
        feature: (nodes,) measure asked at a node; -1 at a leaf.
        limit: (nodes,) the left branch takes what is not greater.
        left, right: (nodes,) the next nodes.
        blank_left: (nodes,) whether what is not known goes left.
        value: (nodes,) score of a leaf.
        start: (classes,) score before any tree.
        depth: Branches from a root to its lowest leaf, at most.
    """

    roots: NDArray[np.int32]
    classes: NDArray[np.int32]
    feature: NDArray[np.int16]
    limit: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    blank_left: NDArray[np.bool_]
    value: NDArray[np.float32]
    start: NDArray[np.float64]
    depth: int

    def probabilities(self, measures: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability of each class, (n, classes).

        Args:
            measures: (n, features) float64; NaN where a measure is not known.
        """
        n, classes = len(measures), len(self.start)
        if not n:
            return np.zeros((0, max(2, classes)))
        score = self.scores(measures)
        if classes == 1:
            p = 1 / (1 + np.exp(-score[:, 0]))
            return np.stack([1 - p, p], axis=1)
        odds = np.exp(score - score.max(axis=1, keepdims=True))
        whole: NDArray[np.float64] = odds / odds.sum(axis=1, keepdims=True)
        return whole

    def scores(self, measures: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the score of each class, (n, classes); what a forest of values says, (n, 1)."""
        n, classes = len(measures), len(self.start)
        x = measures.astype(np.float32)
        node = np.broadcast_to(self.roots, (n, len(self.roots))).copy()
        rows = np.arange(n)[:, None]
        for _ in range(self.depth):
            asked = self.feature[node]
            known = x[rows, np.maximum(asked, 0)]
            goes_left = np.where(np.isnan(known), self.blank_left[node], known <= self.limit[node])
            step = np.where(goes_left, self.left[node], self.right[node])
            node = np.where(asked < 0, node, step)
        score = np.tile(self.start, (n, 1))
        leaves = self.value[node].astype(np.float64)
        for k in range(classes):
            score[:, k] += leaves[:, self.classes == k].sum(axis=1)
        return score


@lru_cache(maxsize=8)
def load_trees(name: str) -> Trees:
    """Return what was learned under a name."""
    with np.load(FOLDER / f"{name}.npz", allow_pickle=False) as file:
        fields = {key: file[key] for key in file.files}
    depth = int(fields.pop("depth"))
    return Trees(depth=depth, **fields)
