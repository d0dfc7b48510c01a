"""Families of documents and the fold each is held out in: fixed, so that figures can be compared.

What is learned for a fold sees no page of its families: layouts of one publisher are alike, and a
page beside those it was learned from would flatter it. Drawn documents are of no family of the
list; they are learned from in every fold and judged in none.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).with_name("families.json")
FOLDS = 5
DRAWN = -1  # the fold of drawn documents


def load_families(file: Path = FILE) -> dict[str, int]:
    """Return the fold of each family.

    Raises:
        ValueError: A family stands there twice, or in no fold there is.
    """

    def once(pairs: list[tuple[str, int]]) -> dict[str, int]:
        names = [name for name, _ in pairs]
        twice = sorted({n for n in names if names.count(n) > 1})
        if twice:
            raise ValueError(f"{file.name}: {', '.join(twice)} stands there twice: keep one line")
        return dict(pairs)

    folds: dict[str, int] = json.loads(file.read_text("utf-8"), object_pairs_hook=once)
    wrong = sorted(name for name, fold in folds.items() if fold not in range(FOLDS))
    if wrong:
        raise ValueError(f"{file.name}: {', '.join(wrong)} needs a fold of 0 to {FOLDS - 1}")
    return folds


def fold_of(family: str | None, folds: dict[str, int]) -> int:
    """Return the fold of a family, DRAWN for None.

    Raises:
        ValueError: The list does not have it.
    """
    if family is None:
        return DRAWN
    if family not in folds:
        raise ValueError(f"family {family} has no fold: add it to benchmarks/learn/{FILE.name}")
    return folds[family]


def learned_from(folds: Sequence[int] | NDArray[np.int64], held: int | None) -> NDArray[np.bool_]:
    """Return which examples are learned from when a fold is held out (None: all of them)."""
    a = np.asarray(folds)
    return np.ones(len(a), bool) if held is None else a != held
