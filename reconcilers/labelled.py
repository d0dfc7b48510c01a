"""Totals that say they are totals but foot nowhere, or cannot be checked.

The label picks the line, its block gives the items. Such a line is evidence of a misprint when it
nearly foots; when every column falls short on one side the list is more likely partial.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reconcilers.blocks import blocks_of
from reconcilers.lines import BLANK, MISSING, NUMBER
from reconcilers.schema import Schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reconcilers.lines import Lines

NEAR = 0.5  # a total further than this from its block is a total of something else
PARTIAL = 0.35  # every column short by less than this: a partial list
TOO_MANY_TOTALS = 0.4  # when more lines than this say "total", the word proves nothing


Across = tuple[int, tuple[int, ...], tuple[int, ...]]
"""An equation of the other direction as (total, items, signs), in sheet indices."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A schema that only a label vouches for.

    Attributes:
        schema: The equation.
        partial: Every position that can be checked falls short on the same side.
    """

    schema: Schema
    partial: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Fit:
    ok: NDArray[np.bool_]
    bad: NDArray[np.bool_]
    gap: NDArray[np.float64]
    stated: NDArray[np.bool_]


def claim_totals(
    lines: Lines, accepted: list[Schema], across: Sequence[Across] = ()
) -> list[Claim]:
    """Return what labelled totals without an equation claim.

    Args:
        lines: The direction.
        accepted: The equations already found.
        across: Equations of the other direction: a line missing from the list obeys them too.
    """
    said = [i for i, word in enumerate(lines.wording) if word.total and lines.item[i]]
    if not said or len(said) > max(1.0, TOO_MANY_TOTALS * len(lines)):
        return []
    explained = {schema.total for schema in accepted}
    hidden = ~lines.item
    for schema in accepted:
        if schema.origin != "group":
            hidden[list(schema.items)] = True
    totals = frozenset(said) | explained
    claims: list[Claim] = []
    for line in said:
        if line in explained:
            continue
        claim = _best_claim(lines, line, hidden, totals, across)
        if claim is not None:
            claims.append(claim)
            hidden[list(claim.schema.items)] = True
    return claims


def _best_claim(
    lines: Lines,
    line: int,
    hidden: NDArray[np.bool_],
    totals: frozenset[int],
    across: Sequence[Across],
) -> Claim | None:
    claims = [
        claim
        for items in blocks_of(lines, line, hidden, totals)
        if (claim := _weigh(lines, line, items, across)) is not None
    ]
    return min(claims, key=lambda c: (c.partial, c.schema.bad, -c.schema.ok), default=None)


def _weigh(
    lines: Lines, line: int, items: tuple[int, ...], across: Sequence[Across]
) -> Claim | None:
    """Return the claim that a block makes for a total, ``None`` when it is not believable."""
    fit = _fit(lines, line, items)
    ok, bad = int(fit.ok.sum()), int(fit.bad.sum())
    open_question = int((fit.stated & ~fit.ok & ~fit.bad).sum())
    schema = Schema(line, items, (1,) * len(items), 1.0, ok, bad, labelled=True, origin="label")
    if not bad:
        return Claim(schema, partial=False) if ok or open_question else None
    size = np.abs(lines.value[line].astype(np.float64))[fit.bad]
    gaps = fit.gap[fit.bad]
    relative = np.abs(gaps) / np.maximum(size, 1.0)
    if ok >= bad or ok + bad == 1:
        near = ok > 2 * bad or bool((relative < NEAR).all()) or all(map(is_slip, gaps))
        return Claim(schema, partial=False) if near else None
    short = bool((gaps > 0).all())
    if short and (bool((relative < PARTIAL).all()) or _is_missing_line(lines, fit, across)):
        return Claim(schema, partial=True)
    return None


def _fit(lines: Lines, line: int, items: tuple[int, ...]) -> _Fit:
    chosen = list(items)
    state = lines.state[chosen]
    gap = (lines.value[line] - lines.value[chosen].sum(axis=0)) * 2
    slack = lines.step[line] + lines.step[chosen].sum(axis=0)
    stated = (lines.state[line] == NUMBER) & (state != BLANK).any(axis=0)
    clear = stated & ~(state == MISSING).any(axis=0)
    fits = np.abs(gap) <= slack
    return _Fit(
        (clear & fits).astype(np.bool_),
        (clear & ~fits & ~lines.intensive).astype(np.bool_),
        gap.astype(np.float64) / 2,
        stated,
    )


def _is_missing_line(lines: Lines, fit: _Fit, across: Sequence[Across]) -> bool:
    """Tell whether the gaps foot across like a line of the table: one that was left out."""
    gaps = {int(sheet): gap for sheet, gap in zip(lines.across, fit.gap, strict=True)}
    return any(
        gaps.get(total, 0.0) > 0
        and abs(gaps[total] - sum(gaps.get(i, 0.0) * s for i, s in zip(items, signs, strict=True)))
        <= len(items)
        for total, items, signs in across
    )


def is_slip(gap: float) -> bool:
    """Tell whether one wrong digit explains a gap: d·10^k, whatever the size of the total."""
    digits = f"{abs(gap):.0f}".rstrip("0")
    return len(digits) == 1
