"""Equations that the table itself writes down: by codes, by headings, by printed formulas.

"TOTAL I (A+B+C)", "Réalisations nettes (d=b-c)", "Total X" below the heading "X", account 112 above
1122 and 1123. Words alone prove nothing: a family of such equations is taken when the numbers bear
it out, and then holds for those of its members that print nothing but zeros, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.reconcilers.equations.labelled import is_repairable
from crossfoot.reconcilers.equations.lines import BLANK, MISSING, NUMBER
from crossfoot.reconcilers.equations.schema import Schema

if TYPE_CHECKING:
    from crossfoot.reconcilers.equations.lines import Lines

EXPECTED = 1e-6  # coincidences among equations that a table writes down and that hold
LEAST_HELD = 3  # positions or members that hold for each that fails
MOST_MENTIONED = 2
LEAST_ROWS = 3
MOST_SLIPS = 1  # positions at which a member of a family may fail
LEAST_PARALLEL = 3  # numbers that agree between three blocks
SURE = 5.0  # powers of ten by which such agreement must beat chance
MOST_KIN = 12  # lines of one label that are looked at as blocks
_LEAST_STEM = 3  # letters of an abbreviated name ("Vig." for "Vigente")

_ID = r"(?:[IVX]{1,5}|[A-Za-z]|\d{1,2})"
_FORMULA = re.compile(
    rf"(?:(?<=[\s(])|^)(?:({_ID})\s*=\s*)?\(?\s*({_ID}(?:\s*[+\-−–]\s*{_ID})+)\s*\)?\s*$"
)
_NAMED = re.compile(rf"\(\s*({_ID})\s*\)|^\s*({_ID})\s*[.)]\s|\s({_ID})\s*$")
_SIGNED = re.compile(r"\(\s*[-−–]\s*\)")

Terms = tuple[int, tuple[int, ...], tuple[int, ...]]


def scan_stated(lines: Lines) -> list[Schema]:
    """Return the equations that labels write down and numbers bear out, inner ones first."""
    found: list[Schema] = []
    for family in lines.families:
        kept = [
            (t, items) for t, items in family if lines.item[t] and lines.item[list(items)].all()
        ]
        terms = [(total, items, (1,) * len(items)) for total, items in kept]
        found += _borne_out(lines, terms)
    found += [
        schema
        for options in _formulas(lines)
        for schema in [_best(lines, options)]
        if schema is not None
    ]
    return sorted(found, key=lambda schema: len(schema.items))


def _borne_out(lines: Lines, family: Sequence[Terms]) -> list[Schema]:
    """Return the members of a family that hold, those that fail too when nearly all hold."""
    tried = [(terms, *_try(lines, terms)) for terms in family]
    held = [terms for terms, ok, bad, _ in tried if ok and not bad]
    telling = [terms for terms, ok, bad, more in tried if ok and not bad and more]
    causes = {cause for terms, *_ in tried for cause in _failures(lines, terms)}
    failed = min(len(causes), sum(bool(bad) for _, _, bad, _ in tried))
    if not telling or len(held) < failed:
        return []
    habit = sum(ok for _, ok, _, _ in tried) >= LEAST_HELD * len(causes)
    schemas = [(_schema(terms, ok, bad), ok, bad) for terms, ok, bad, _ in tried]
    return [
        schema
        for schema, ok, bad in schemas
        if (ok and (not bad or ok >= LEAST_HELD * bad)) or (habit and _is_slip(lines, schema))
    ]


def _is_slip(lines: Lines, schema: Schema) -> bool:
    """Tell whether one slip of the pen explains each failure of an equation, one being there."""
    failing = [place for place, _ in _failures(lines, (schema.total, schema.items, schema.signs))]
    return 0 < len(failing) <= MOST_SLIPS and all(
        is_repairable(lines, schema, place, strictly=False) for place in failing
    )


def _failures(lines: Lines, terms: Terms) -> list[tuple[int, int]]:
    """Return (position, size of the gap) of each failure: a wrong sub-total fails twice alike."""
    total, items, signs = terms
    chosen, sign = list(items), np.array(signs, dtype=np.int64)[:, None]
    gap = np.abs(lines.value[total] - (lines.value[chosen] * sign).sum(axis=0))
    slack = lines.step[total] + lines.step[chosen].sum(axis=0)
    stated = (lines.state[total] == NUMBER) & (lines.state[chosen] != MISSING).all(axis=0)
    failing = np.flatnonzero(stated & (2 * gap > slack) & ~lines.intensive)
    return [(int(place), int(gap[place])) for place in failing]


def _best(lines: Lines, options: Sequence[Terms]) -> Schema | None:
    """Return the reading of a formula that holds at most positions, if it does at nearly all."""
    tried = [(terms, *_try(lines, terms)) for terms in options]
    terms, ok, bad, _ = max(tried, key=lambda one: one[1] - one[2])
    return _schema(terms, ok, bad) if ok >= max(1, LEAST_HELD * bad) else None


def _try(lines: Lines, terms: Terms) -> tuple[int, int, bool]:
    """Return (positions that hold, that fail, whether one that holds adds two numbers)."""
    total, items, signs = terms
    chosen, sign = list(items), np.array(signs, dtype=np.int64)[:, None]
    state = lines.state[chosen]
    gap = np.abs(2 * (lines.value[total] - (lines.value[chosen] * sign).sum(axis=0)))
    slack = lines.step[total] + lines.step[chosen].sum(axis=0)
    stated = (lines.state[total] == NUMBER) & (state != BLANK).any(axis=0)
    stated &= ~(state == MISSING).any(axis=0) & ~lines.intensive
    fits = gap <= slack
    several = ((lines.value[chosen] != 0).sum(axis=0) > 1) & fits & stated
    return int((stated & fits).sum()), int((stated & ~fits).sum()), bool(several.any())


def _schema(terms: Terms, ok: int, bad: int) -> Schema:
    return Schema(*terms, EXPECTED, ok, bad, labelled=True, origin="stated")


def _formulas(lines: Lines) -> Iterator[list[Terms]]:
    """Yield the readings of each printed formula: its signs as printed, and as its lines say."""
    names = [_names(text) for text in lines.said]
    for total, text in enumerate(lines.said):
        match = _FORMULA.search(text.strip())
        if match is None:
            continue
        parts = re.findall(rf"([+\-−–]?)\s*({_ID})", match[2])
        places = [_nearest(names, total, name) for _, name in parts]
        if len(set(places)) < len(places) or None in places or total in places:
            continue
        order = sorted(zip([p for p in places if p is not None], parts, strict=True))
        items = tuple(place for place, _ in order)
        signs = [-1 if sign in ("-", "−", "–") else 1 for _, (sign, _) in order]
        turned = [-1 if _SIGNED.search(lines.said[place]) else 1 for place in items]
        yield [
            (total, items, tuple(signs)),
            (total, items, tuple(a * b for a, b in zip(signs, turned, strict=True))),
        ]


def _names(text: str) -> frozenset[str]:
    """Return the letters and numerals by which formulas may call a line."""
    match = _FORMULA.search(text.strip())
    named = {match[1]} if match is not None and match[1] else set()
    bare = text.strip()[: match.start()] if match is not None else text.strip()
    found = _NAMED.findall(bare)
    return frozenset(named | {name for names in found for name in names if name})


def _nearest(names: Sequence[frozenset[str]], total: int, name: str) -> int | None:
    """Return the line of a name that is nearest to a total."""
    lines = [line for line, known in enumerate(names) if name in known and line != total]
    return min(lines, key=lambda line: abs(line - total), default=None)


def scan_parallels(lines: Lines) -> list[Schema]:
    """Return what a block of lines is to two others with the same labels: their sum, their gap.

    "Men", "Women", "All" by age below each other; two halves of a year and how they differ. One
    triple of blocks is tried over all labels at once.
    """
    by_label: dict[str, list[int]] = {}
    for line, leaf in enumerate(lines.leaf):
        if leaf and lines.item[line]:
            by_label.setdefault(leaf, []).append(line)
    families: dict[tuple[int, int, int], list[Terms]] = {}
    for members in by_label.values():
        for one, two, three in combinations(members[:MOST_KIN], 3):
            shape = (two - one, three - one)
            families.setdefault((*shape, 1), []).append((three, (one, two), (1, 1)))
            families.setdefault((*shape, 2), []).append((three, (one, two), (-1, 1)))
            families.setdefault((*shape, 3), []).append((three, (one, two), (1, -1)))
            families.setdefault((*shape, 4), []).append((one, (two, three), (1, 1)))
    found: list[Schema] = []
    for family in families.values():
        tried = [_try(lines, terms) for terms in family]
        ok = sum(held for held, _, _ in tried)
        if len(family) > 1 and ok >= LEAST_PARALLEL and _surprise(lines, family) > SURE:
            found += _borne_out(lines, family)
    return found


def _surprise(lines: Lines, family: Sequence[Terms]) -> float:
    """Return the powers of ten by which chance is beaten where a family adds two numbers."""
    powers = 0.0
    for total, items, signs in family:
        sign = np.array(signs, dtype=np.int64)[:, None]
        gap = np.abs(lines.value[total] - (lines.value[list(items)] * sign).sum(axis=0))
        step = np.maximum(lines.step[total], 1)
        both = (lines.value[list(items)] != 0).all(axis=0) & (lines.state[total] == NUMBER)
        size = np.abs(lines.value[[total, *items]]).min(axis=0) / step
        fits = both & (gap <= 1.5 * step)
        powers += float(np.log10(np.maximum(size[fits].astype(np.float64), 1.0)).sum())
        powers -= 2.0 * float((both & ~fits).sum())
    return powers


def find_mentions(lines: Lines) -> list[Schema]:
    """Return differences between two columns that the header of a third names.

    "Devengado no pagado", "Dif. entre Vigente y Devengado": where both columns are equal in every
    row the numbers alone say nothing.
    """
    found = []
    names = [leaf.split()[-1] if leaf else "" for leaf in lines.leaf]
    for total, leaf in enumerate(lines.leaf):
        words = [word.strip(".,;:()") for word in leaf.split()]
        mentioned: dict[str, int] = {}
        for word in words:
            at = _mentioned(lines, names, total, word)
            if at is not None:
                mentioned.setdefault(names[at], at)
        if len(mentioned) != MOST_MENTIONED or len(words) <= MOST_MENTIONED:
            continue
        one, two = mentioned.values()
        ok, bad, several = _try(lines, (total, (one, two), (1, -1)))
        said = _schema((total, (one, two), (1, -1)), ok, bad)
        kept = not bad or (ok >= LEAST_HELD * bad and _is_slip(lines, said))
        if ok >= LEAST_ROWS and kept and several:
            found.append(said)
    return found


def _mentioned(lines: Lines, names: Sequence[str], total: int, word: str) -> int | None:
    """Return the nearest line before a total whose name a word says, or begins."""
    if len(word) < _LEAST_STEM:
        return None
    known = [
        line
        for line, name in enumerate(names)
        if line != total and name.startswith(word) and len(lines.leaf[line].split()) <= 2
    ]
    return min(known, key=lambda line: (line > total, abs(line - total)), default=None)
