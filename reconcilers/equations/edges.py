"""Totals that nothing but their place points out: the line that closes or opens a whole block.

A table whose last line is the sum of all lines above it in one column, and misses it by one wrong
digit in the next, has a total there whatever the line is called. Of such lines a table has few, so
a single column may prove what a search over all runs cannot. Where the equation fails, a slip of
the pen that would repair it is evidence too: one number in hundreds is that close to another.
A labelled total may add only some of the lines above it, where parts of parts bear no mark
("Mobile / Money / Data / Fixed / Total"): every choice is tried, and counted against chance.
"""

from __future__ import annotations

from itertools import pairwise
from math import exp, log
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.reconcilers.equations.evidence import Sums
from crossfoot.reconcilers.equations.lines import MISSING, NUMBER
from crossfoot.reconcilers.equations.schema import Schema
from crossfoot.reconcilers.equations.trial import log_slip, try_sum

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from crossfoot.reconcilers.equations.field import Field

HYPOTHESES = 4.0  # per block: its total stands first or last, over all its lines or its totals
CERTAIN = 1e-3  # expected coincidences at most for an equation that fails somewhere
NEAR = 0.5  # of its size: a total that misses its lines by more is one of something else
LEAST_ITEMS = 2
MOST_PARTS = 10  # lines among which a choice is made
SURE = 1e-4  # expected coincidences among all choices


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
        said = field.named[list(items)]
        outnamed = bool(said.any() and not said.all() and not field.named[total])
        if total in explained or len(items) < LEAST_ITEMS or outnamed:
            continue
        claim = weigh_edge(field, total, items, HYPOTHESES * len(blocks) / 3)
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
            claim = weigh_edge(field, schema.total, schema.items, tries)
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


def weigh_edge(field: Field, total: int, items: tuple[int, ...], tries: float) -> Schema | None:
    """Return the equation when it is too good for chance, failing positions included."""
    trial = try_sum(field, total, items)
    if not 0 < len(trial.bad) <= trial.ok or trial.blank or trial.balance:
        return None
    log_e = trial.log_p + log(max(1.0, tries)) - float(field.prior[total])
    near = [log_slip(field, total, items, position) for position in trial.bad]
    log_e += sum(near)
    if log_e >= log(CERTAIN) or max(near) > log(NEAR):
        return None
    return Schema(
        total, items, (1,) * len(items), exp(log_e), trial.ok, len(trial.bad),
        bool(field.named[total]), "edge",
    )  # fmt: skip


def scan_parts(field: Field, active: NDArray[np.int64], explained: frozenset[int]) -> list[Schema]:
    """Return sums of some of the lines right above labelled totals that nothing else explains.

    Args:
        field: The direction.
        active: Lines that may still be items.
        explained: Totals that have an equation.
    """
    found: list[Schema] = []
    for total in map(int, np.flatnonzero(field.named & field.lines.item)):
        above = active[active < total]
        block = above[-MOST_PARTS:]
        if total in explained or not len(block) > 2 or len(block) < len(above):
            continue
        claim = _best_choice(field, total, block)
        if claim is not None:
            found.append(claim)
    return found


def _best_choice(field: Field, total: int, block: NDArray[np.int64]) -> Schema | None:
    lines, count = field.lines, len(block)
    chosen = (np.arange(1, 2**count)[:, None] >> np.arange(count)) & 1
    chosen = chosen[chosen.sum(axis=1) > 1]
    state = lines.state[block]
    stated = ((state == NUMBER) & (lines.value[block] != 0)).astype(np.int64)
    sums = Sums(
        chosen @ lines.value[block],
        chosen @ lines.step[block],
        (chosen @ (state == MISSING).astype(np.int64)) > 0,
        chosen @ stated,
    )
    outcome = field.judge(np.full(len(chosen), total), sums)
    good, bad = outcome.ok.sum(axis=1), outcome.bad.sum(axis=1)
    fit = np.where((good > 1) & (good >= 2 * bad), outcome.log_e, 0.0)
    best = int(fit.argmin())
    log_e = float(fit[best]) + log(2.0**count)
    if log_e >= log(SURE) or (fit < fit[best] / 2).sum() > 1:
        return None
    items = tuple(int(line) for line in block[chosen[best] == 1])
    return Schema(
        total, items, (1,) * len(items), exp(log_e), int(good[best]), int(bad[best]),
        labelled=True, origin="stated",
    )  # fmt: skip
