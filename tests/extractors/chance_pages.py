"""Pages set by chance on whole points, so that words, rules and shades meet exactly.

What one measure takes in and another leaves out is decided by ``<`` or ``<=`` only where two
lengths are equal, which on pages drawn by eye they never are.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

from crossfoot.model import Page
from tests.extractors.table_pages import Rule, Set, typeset

WORDS = ("Alby", "Brey on", "Cuqs", "Dunn", "Elne and", "Fays", "total", "paid")
NUMBERS = (7, 42, 307, 1250, 2021)
STEPS = (12, 13, 15, 20)
ASIDE = (0, 2, 3, 4, 9, 10, 12)
"""Points beside an edge at which measures part, at a type size of ten."""


def chance_page(seed: int) -> Page:
    """Return a page with one table of two to four columns, rules and shades at its edges."""
    chance = random.Random(seed)  # noqa: S311 - equal pages in each run
    xs = [50 + 60 * k + chance.choice((0, 5, 10)) for k in range(chance.choice((2, 3, 4)))]
    ends = [50 + 60 * k + chance.choice((30, 35, 40, 45)) for k in range(len(xs))]
    sets, bases = _rows(chance, xs, ends)
    sides: list[float] = [x for both in zip(xs, ends, strict=True) for x in both]
    gaps = [(a + b) / 2 for a, b in zip(ends, xs[1:], strict=False)]
    across = [x + sign * far for x in (*sides, *gaps) for far in ASIDE for sign in (1, -1)]
    down: list[float] = [
        y + sign * far
        for y in (*bases, *(base - 8 for base in bases))
        for far in (0, 1, 2, 4, 10)
        for sign in (1, -1)
    ]
    down += [(a + b) / 2 for a, b in pairwise(bases)]
    return typeset(sets, *_drawn(chance, across, down))


def _rows(
    chance: random.Random, xs: Sequence[int], ends: Sequence[int]
) -> tuple[list[Set], list[int]]:
    """Return rows of names and numbers, some blank, some running on, with their baselines."""
    sets, bases, base = [], [], 100
    for row in range(chance.choice((5, 6, 7))):
        if row:
            base += chance.choice(STEPS if chance.random() < 0.5 else STEPS[:2])
        bases.append(base)
        for k, x in enumerate(xs):
            if chance.random() < 0.12:
                continue
            if row == 0 or k == 0 or chance.random() < 0.12:
                sets.append(Set(chance.choice(WORDS), x, base, bold=row == 0))
            else:
                sets.append(Set(str(chance.choice(NUMBERS)), ends[k], base, "right"))
        if chance.random() < 0.2:
            sets.append(Set("and so on", chance.choice(xs) + chance.choice((30, 35, 40)), base))
    return sets, bases


def _drawn(
    chance: random.Random, across: Sequence[float], down: Sequence[float]
) -> tuple[list[Rule], list[Rule]]:
    """Return rules and shades from one edge to another."""
    rules: list[Rule] = []
    for _ in range(chance.choice((0, 2, 4, 6))):
        (x0, x1), y = sorted(chance.sample(across, 2)), chance.choice(down)
        if x1 - x0 >= 20:
            rules.append((x0, y, x1, y))
    for _ in range(chance.choice((0, 2, 4, 5))):
        (y0, y1), x = sorted(chance.sample(down, 2)), chance.choice(across)
        if y1 - y0 >= 12:
            rules.append((x, y0, x, y1))
    shades: list[Rule] = []
    for _ in range(chance.choice((0, 1, 3))):
        (x0, x1), (y0, y1) = sorted(chance.sample(across, 2)), sorted(chance.sample(down, 2))
        if x1 - x0 >= 5 and y1 - y0 >= 5:
            shades.append((x0, y0, x1, y1))
    return rules, shades
