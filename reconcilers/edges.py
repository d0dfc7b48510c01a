"""Totals that nothing but their place points out: the line that closes or opens a whole block.

A table whose last line is the sum of all lines above it in one column, and misses it by one wrong
digit in the next, has a total there whatever the line is called. Of such lines a table has few, so
a single column may prove what a search over all runs cannot. Where the equation fails, a slip of
the pen that would repair it is evidence too: one number in hundreds is that close to another.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

import numpy as np

from reconcilers.evidence import Sums
from reconcilers.lines import BLANK, MISSING, NUMBER
from reconcilers.schema import Schema
from reconcilers.slips import name_slip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from reconcilers.field import Field

HYPOTHESES = 4.0  # per block: its total stands first or last, over all its lines or its totals
CERTAIN = 1e-3  # expected coincidences at most for an equation that fails somewhere
LEAST_ITEMS = 2
_DIGITS = 9  # other values a wrong digit may have


def claim_edges(field: Field, accepted: list[Schema], hidden: NDArray[np.bool_]) -> list[Schema]:
    """Return sums at the edges of blocks that hold somewhere and fail by a slip elsewhere.

    Args:
        field: The direction.
        accepted: Equations already found.
        hidden: (L,) lines that a total explains already, or that are no items.
    """
    explained = {schema.total for schema in accepted}
    blocks = list(_blocks(field, hidden, explained))
    claims: list[Schema] = []
    for total, items in blocks:
        if total in explained or len(items) < LEAST_ITEMS:
            continue
        claim = _weigh(field, total, items, HYPOTHESES * len(blocks) / 3)
        if claim is not None:
            claims.append(claim)
            explained.add(total)
    return claims


def confirm_edges(field: Field, accepted: list[Schema]) -> list[Schema]:
    """Return accepted equations, those that fail somewhere confirmed where their place says so."""
    fresh, items = field.lines.fresh, np.flatnonzero(field.lines.item)
    after = dict(pairwise(map(int, items)))
    tries = HYPOTHESES * (1.0 + float(fresh.sum()))
    confirmed: list[Schema] = []
    for schema in accepted:
        following = after.get(max(schema.items))
        ends = following is None or fresh[following] or following == schema.total
        fills = schema.origin == "run" and ends and bool(fresh[min(schema.total, *schema.items)])
        claim = None
        if schema.bad and fills and not schema.is_signed:
            claim = _weigh(field, schema.total, schema.items, tries)
        confirmed.append(claim or schema)
    return confirmed


def _blocks(
    field: Field, hidden: NDArray[np.bool_], explained: set[int]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield (total, items): the edges of the whole direction and of each block within.

    Totals that are explained already may stand outside the edge: the grand total below the last
    sub-total.
    """
    fresh = field.lines.fresh
    lines = [int(line) for line in np.flatnonzero(field.lines.item)]
    starts = [0, *(i for i in range(1, len(lines)) if fresh[lines[i]]), len(lines)]
    spans = {(0, len(lines)), *pairwise(starts)}
    for first, stop in sorted(spans, key=lambda span: span[0] - span[1]):
        block = lines[first:stop]
        while block and block[-1] in explained:
            block.pop()
        while block and block[0] in explained:
            block.pop(0)
        free = [line for line in block if not hidden[line]]
        for total in (*block[-1:], *block[:1]):
            yield total, tuple(line for line in free if line != total)
        if len(block) > LEAST_ITEMS:  # the last line may be what is left of two totals
            yield block[-2], tuple(line for line in free if line < block[-2])


def _weigh(field: Field, total: int, items: tuple[int, ...], tries: float) -> Schema | None:
    """Return the equation when it is too good for chance, failing positions included."""
    lines, chosen = field.lines, list(items)
    state = lines.state[chosen]
    sums = Sums(
        lines.value[chosen].sum(axis=0)[None],
        lines.step[chosen].sum(axis=0)[None],
        (state == MISSING).any(axis=0)[None],
        ((state == NUMBER) & (lines.value[chosen] != 0)).sum(axis=0)[None],
    )
    outcome = field.judge(np.array([total]), sums)
    ok, bad = int(outcome.ok.sum()), int(outcome.bad.sum())
    if not 0 < bad <= ok or (state[:, outcome.bad[0]] == BLANK).all(axis=0).any():
        return None
    schema = Schema(total, items, (1,) * len(items), 1.0, ok, bad, bool(field.named[total]), "edge")
    log_e = float(outcome.log_e[0]) + log(max(1.0, tries)) - float(field.prior[total])
    log_e += sum(_log_slip(field, schema, int(p)) for p in np.flatnonzero(outcome.bad[0]))
    return replace(schema, expected=float(np.exp(log_e))) if log_e < log(CERTAIN) else None


def _log_slip(field: Field, schema: Schema, position: int) -> float:
    """Return ln of the chance that a slip of the pen explains a gap that has another cause."""
    lines, cells = field.lines, [schema.total, *schema.items]
    values = [int(value) for value in lines.value[cells, position]]
    gap = values[0] - sum(values[1:])
    step = max(1, int(lines.step[schema.total, position]))
    signs = [-1, *schema.signs]
    slips = [
        name_slip(value, value + sign * gap, step)
        for value, sign in zip(values, signs, strict=True)
        if value
    ]
    scale = float(min(field.spread[position], max(abs(values[0]), abs(sum(values[1:]))))) / step
    if not any(slip != "other" for slip in slips):
        return float(min(0.0, log(abs(gap) / step / max(scale, 1.0))))
    ways = len(cells) * _DIGITS * max(1.0, np.log10(max(scale, 10.0)))
    return float(min(0.0, log(ways / max(scale, 1.0))))
