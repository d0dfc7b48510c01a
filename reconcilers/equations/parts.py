"""A labelled total of only some of the lines above it: the others are parts of parts, unmarked.

"Mobile / of which money / of which data / Fixed / Broadband / Total", with no word that says which
lines are of which others. Where no run of neighbours makes the total, every choice among the lines
of its block is tried, and chance is counted against all of them.
"""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.reconcilers.equations.evidence import Sums
from crossfoot.reconcilers.equations.lines import MISSING, NUMBER
from crossfoot.reconcilers.equations.schema import Schema

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from crossfoot.reconcilers.equations.field import Field

MOST_PARTS = 10  # lines among which a choice is made
SURE = 1e-4  # expected coincidences among all choices


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
