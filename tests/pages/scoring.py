"""How much of the true tables of a page was read: cells at their place, shapes.

Blank rows and columns do not count, nor do case, white space and the kind of a dash. A table found
is compared with the true one it shares most words with; rows and columns of the two are aligned so
that as many texts as possible meet, and a cell is right when its text stands at its place.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product

Texts = list[list[str]]
"""Rows of texts, those of spanning cells at their first position."""

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_QUOTES = dict.fromkeys(map(ord, "‘’´`"), "'")


@dataclass(frozen=True)
class Score:
    """Counts of one page; scores of several pages add up.

    Attributes:
        true: Cells with text of the true tables…
        found: …of those found…
        right: …and those of them that are right.
        tables: True tables…
        shapes: …and those of them that were found with the right rows and columns.
    """

    true: int = 0
    found: int = 0
    right: int = 0
    tables: int = 0
    shapes: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.true + other.true,
            self.found + other.found,
            self.right + other.right,
            self.tables + other.tables,
            self.shapes + other.shapes,
        )

    @property
    def f1(self) -> float:
        """F1 of the cells, 1 where there was nothing to find and nothing was found."""
        both = self.true + self.found
        return 2 * self.right / both if both else 1.0


def score(truth: Sequence[Texts], found: Sequence[Texts]) -> Score:
    """Return the counts of one page."""
    true, read = _comparable(truth), _comparable(found)
    shared = sorted(
        (
            (_overlap(true[t], read[f]), -t, -f)
            for t, f in product(range(len(true)), range(len(read)))
        ),
        reverse=True,
    )
    left_true, left_read = set(range(len(true))), set(range(len(read)))
    right = shapes = 0
    for overlap, t, f in shared:
        if overlap and -t in left_true and -f in left_read:
            left_true.discard(-t)
            left_read.discard(-f)
            right += _right(true[-t], read[-f])
            shapes += _shape(true[-t]) == _shape(read[-f])
    return Score(_cells(true), _cells(read), right, len(true), shapes)


def best(variants: Iterable[Sequence[Texts]], found: Sequence[Texts]) -> Score:
    """Return the counts against that admissible reading which suits best."""
    return max((score(truth, found) for truth in variants), key=lambda one: one.f1)


def mean_f1(scores: Sequence[Score]) -> float:
    """Mean over the pages that have tables, each weighing the same."""
    full = [one.f1 for one in scores if one.tables]
    return sum(full) / len(full)


def shape_share(scores: Sequence[Score]) -> float:
    """Of all true tables, the share found with the right rows and columns."""
    whole = reduce(Score.__add__, scores, Score())
    return whole.shapes / whole.tables


def _comparable(tables: Sequence[Texts]) -> list[Texts]:
    folded = [[[_fold(text) for text in row] for row in table] for table in tables]
    return [dense for table in folded if (dense := _without_blanks(table))]


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).translate(_QUOTES)
    return " ".join(plain.casefold().split())


def _without_blanks(table: Texts) -> Texts:
    rows = [row for row in table if any(row)]
    kept = [column for column in zip(*rows, strict=True) if any(column)]
    return [list(row) for row in zip(*kept, strict=True)]


def _shape(table: Texts) -> tuple[int, int]:
    return len(table), len(table[0])


def _cells(tables: Sequence[Texts]) -> int:
    return sum(bool(text) for table in tables for row in table for text in row)


def _overlap(one: Texts, other: Texts) -> float:
    a, b = (Counter(w for row in t for text in row for w in text.split()) for t in (one, other))
    return (a & b).total() / (a | b).total()


def _right(true: Texts, read: Texts) -> int:
    rows = _align(true, read)
    columns = _align(list(zip(*true, strict=True)), list(zip(*read, strict=True)))
    met = ((true[r][c], read[s][d]) for r, s in rows for c, d in columns)
    return sum(bool(a) and _same(a, b) for a, b in met)


def _same(one: str, other: str) -> bool:
    return one == other or one.replace(" ", "") == other.replace(" ", "")


def _align(true: Sequence[Sequence[str]], read: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Pairs of lines in their order, such that as many texts as possible are shared."""
    bags = [[Counter(t.replace(" ", "") for t in line if t) for line in s] for s in (true, read)]
    gain = [[(a & b).total() for b in bags[1]] for a in bags[0]]
    most = [[0] * (len(read) + 1) for _ in range(len(true) + 1)]
    for i, j in product(range(len(true)), range(len(read))):
        most[i + 1][j + 1] = max(most[i][j] + gain[i][j], most[i][j + 1], most[i + 1][j])
    pairs, i, j = [], len(true), len(read)
    while i and j:
        if gain[i - 1][j - 1] and most[i][j] == most[i - 1][j - 1] + gain[i - 1][j - 1]:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif most[i][j] == most[i - 1][j]:
            i -= 1
        else:
            j -= 1
    return pairs[::-1]
