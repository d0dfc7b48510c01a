"""Forests as scikit-learn grows them, as the arrays that the engine asks."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from crossfoot.extractors.weighing.trees import Trees


def to_trees(model: Any) -> Trees:
    """Return a fitted HistGradientBoosting model, classifier or regressor, as flat arrays."""
    roots, classes, parts = [], [], []
    first = 0
    for grown in model._predictors:  # scikit-learn offers no public way to the nodes
        for k, tree in enumerate(grown):
            roots.append(first)
            classes.append(k)
            parts.append((first, tree.nodes))
            first += len(tree.nodes)
    nodes = np.concatenate([n for _, n in parts])
    offset = np.concatenate([np.full(len(n), at) for at, n in parts])
    leaf = nodes["is_leaf"].astype(bool)
    here = np.arange(len(nodes))
    return Trees(
        roots=np.array(roots, np.int32),
        classes=np.array(classes, np.int32),
        feature=np.where(leaf, -1, nodes["feature_idx"].astype(np.int64)).astype(np.int16),
        limit=np.where(leaf, 0.0, nodes["num_threshold"]).astype(np.float32),
        left=np.where(leaf, here, offset + nodes["left"]).astype(np.int32),
        right=np.where(leaf, here, offset + nodes["right"]).astype(np.int32),
        blank_left=nodes["missing_go_to_left"].astype(bool),
        value=np.where(leaf, nodes["value"], 0.0).astype(np.float32),
        start=np.asarray(model._baseline_prediction, float).ravel(),
        depth=int(nodes["depth"].max()),
    )


def save_trees(trees: Trees, file: Path) -> None:
    """Write a forest as one compressed file of arrays, nothing that is executed."""
    arrays = {f.name: np.asarray(getattr(trees, f.name)) for f in fields(trees)}
    np.savez_compressed(file, allow_pickle=False, **arrays)
