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


PROSE = "They said what the board had said before, and so the towns were told of it"
TITLES = ("Table 3: what they paid", "(in k€)", "Towns of the north")
NOTES = ("* estimated", "Source: the towns", "(1) with the islands")
KINDS = ("full", "rows", "frame", "none", "some")
"""Which rules of a table are drawn: all, those between rows, three, none, or some."""
OFF = (0, 0, 0, 1, -1, 2, -2, 3)
"""Points by which the end of a rule or shade misses its mark."""


def ruled_page(seed: int) -> Page:
    """Return a page with one table between rules that do not all meet, and what is around it."""
    chance = random.Random(seed)  # noqa: S311 - equal pages in each run
    columns, rows = chance.choice((2, 3, 4, 5)), chance.choice((3, 4, 5, 6, 8))
    xs, ys = [50], [100]
    for _ in range(columns):
        xs.append(xs[-1] + chance.choice((40, 50, 60, 80)))
    for _ in range(rows):
        ys.append(ys[-1] + chance.choice((12, 14, 15, 20, 24)))
    rules = _rules(chance, xs, ys)
    sets = [*_cells(chance, xs, ys), *_around(chance, ys[0], ys[-1])]
    shades: list[Rule] = [
        (xs[0], top + chance.choice(OFF), xs[-1] + chance.choice(OFF), bottom)
        for top, bottom in pairwise(ys)
        if chance.random() < 0.16
    ]
    if chance.random() < 0.25:
        k = chance.randrange(columns)
        sets.append(Set("upright", (xs[k] + xs[k + 1]) / 2, ys[min(3, rows)], rotation=270))
    return typeset(sets, rules, shades)


def _rules(chance: random.Random, xs: Sequence[int], ys: Sequence[int]) -> list[Rule]:
    kind = chance.choice(KINDS)
    upright = {"full": 1.0, "some": 0.6}.get(kind, 0.0)
    level = {"full": 1.0, "rows": 1.0, "some": 0.6}.get(kind, 0.0)
    rules: list[Rule] = [
        (x, ys[0] + chance.choice(OFF), x, ys[-1] + chance.choice(OFF))
        for x in xs
        if chance.random() < upright
    ]
    rules += [
        (xs[0] + chance.choice(OFF), y, xs[-1] + chance.choice(OFF), y)
        for y in ys
        if chance.random() < level or (kind == "frame" and y in (*ys[:2], ys[-1]))
    ]
    return rules


def _cells(chance: random.Random, xs: Sequence[int], ys: Sequence[int]) -> list[Set]:
    sets = []
    for row, (top, bottom) in enumerate(pairwise(ys)):
        base = bottom - chance.choice((2, 3, 4, 5))
        for col, (x0, x1) in enumerate(pairwise(xs)):
            aside = chance.choice((2, 3, 5))
            if chance.random() < 0.12:
                continue
            if row == 0 or col == 0 or chance.random() < 0.08:
                size = chance.choice((10, 10, 10, 8))
                is_bold = row == 0 and chance.random() < 0.7
                sets.append(Set(chance.choice(WORDS), x0 + aside, base, bold=is_bold, size=size))
            else:
                sets.append(Set(str(chance.choice(NUMBERS)), x1 - aside, base, "right"))
            if bottom - top >= 20 and chance.random() < 0.3:
                sets.append(Set(chance.choice(WORDS), x0 + 2, base - 10))
    return sets


def _around(chance: random.Random, top: int, bottom: int) -> list[Set]:
    sets = []
    if chance.random() < 0.5:
        above = chance.choice((4, 6, 10, 12, 14, 20, 30))
        sets.append(Set(chance.choice(TITLES), 50, top - above, bold=chance.random() < 0.4))
    if chance.random() < 0.5:
        below = chance.choice((8, 10, 12, 14, 20))
        sets.append(Set(chance.choice(NOTES), 50, bottom + below, size=chance.choice((8, 10))))
    if chance.random() < 0.5:
        base, long = bottom + chance.choice((20, 30, 40)), chance.choice((40, 60, 74))
        sets += [Set(PROSE[:long], 50, base + 12 * k) for k in range(chance.choice((1, 2, 4)))]
    return sets
