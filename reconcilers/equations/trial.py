"""One equation put to the test: where it holds, where it fails, and by what slip of the pen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log, log10
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.reconcilers.equations.evidence import Sums
from crossfoot.reconcilers.equations.lines import BLANK, MISSING, NUMBER
from crossfoot.reconcilers.printed.slips import MISPRINTS, Slip, mends

if TYPE_CHECKING:
    from crossfoot.reconcilers.equations.field import Field
    from crossfoot.reconcilers.equations.lines import Lines
    from crossfoot.reconcilers.equations.schema import Schema

_SLIPS: frozenset[Slip] = MISPRINTS | {"group"}
_MANY = 3  # totals at which a position must hold, for each where it fails, to be one of amounts
_DIGITS = 9  # other values a wrong digit may have


@dataclass(frozen=True, slots=True)
class Trial:
    """How a sum fares.

    Attributes:
        balance: Whether the total calls itself a result or a balance, which is no sum.
        ok: At how many positions it holds and says something.
        bad: The positions where it fails.
        blank: Whether it fails somewhere no item prints anything.
        log_p: ln of the chance of a coincidence as good.
    """

    balance: bool
    ok: int
    bad: tuple[int, ...]
    blank: bool
    log_p: float


def try_sum(field: Field, total: int, items: Sequence[int]) -> Trial:
    """Return how a line fares as the sum of others."""
    lines, chosen = field.lines, list(items)
    state = lines.state[chosen]
    sums = Sums(
        lines.value[chosen].sum(axis=0)[None],
        lines.step[chosen].sum(axis=0)[None],
        (state == MISSING).any(axis=0)[None],
        ((state == NUMBER) & (lines.value[chosen] != 0)).sum(axis=0)[None],
    )
    outcome = field.judge(np.array([total]), sums)
    bad = np.flatnonzero(outcome.bad[0])
    blank = bool((state[:, bad] == BLANK).all(axis=0).any())
    word = lines.wording[total]
    balance = word.difference and not word.total
    return Trial(
        balance, int(outcome.ok.sum()), tuple(map(int, bad)), blank, float(outcome.log_e[0])
    )


def is_mended(field: Field, total: int, items: Sequence[int], position: int) -> bool:
    """Tell whether one slip of the pen in the total or in an item explains a gap of a plain sum.

    A lost sign is none here: "result = income - expenses" would be a sum with one.
    """
    lines = field.lines
    values = [int(value) for value in lines.value[[total, *items], position]]
    step = int(lines.step[total, position])
    return mends(values, (1,) * len(items), step, in_total=_SLIPS, in_items=_SLIPS)


def log_slip(field: Field, total: int, items: Sequence[int], position: int) -> float:
    """Return ln of the chance that a failing sum comes so close to holding.

    One slip of the pen may repair it, of which there are only so many; else the gap itself is the
    measure.
    """
    lines = field.lines
    stated = int(lines.value[total, position])
    computed = int(lines.value[list(items), position].sum())
    step = max(1, int(lines.step[total, position]))
    size = max(abs(stated), abs(computed))
    scale = max(1.0, float(min(field.spread[position], size)) / step)
    slips = _DIGITS * (1 + len(items)) * max(1.0, log10(scale))
    gap = abs(stated - computed) / step
    ways = slips if is_mended(field, total, items, position) else gap
    return min(0.0, log(max(ways, 1.0) / scale))


def as_amounts(lines: Lines, schemas: Sequence[Schema]) -> Lines:
    """Return the lines with positions that add up at most totals taken for amounts.

    "Change from October" is a number of jobs where industries add up to sectors; a rate does not.
    """
    held, failed = np.zeros((2, lines.value.shape[1]), dtype=np.int64)
    for schema in schemas:
        chosen, signs = list(schema.items), np.array(schema.signs, dtype=np.int64)[:, None]
        gap = np.abs(lines.value[schema.total] - (lines.value[chosen] * signs).sum(axis=0))
        slack = lines.step[schema.total] + lines.step[chosen].sum(axis=0)
        several = (lines.value[chosen] != 0).sum(axis=0) > 1
        stated = (lines.state[schema.total] == NUMBER) & several
        held += stated & (2 * gap <= slack)
        failed += stated & (2 * gap > slack)
    amounts = (held >= _MANY) & (held >= _MANY * failed) & ~lines.percent.any(axis=0)
    return replace(lines, intensive=lines.intensive & ~amounts)
