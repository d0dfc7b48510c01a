"""Totals that say they are totals but foot nowhere, or cannot be checked.

The label picks the line, its block gives the items. Such a line is evidence of a misprint when it
nearly foots; when every column falls short on one side the list is more likely partial.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.reconcilers.equations.blocks import blocks_of
from crossfoot.reconcilers.equations.lines import BLANK, MISSING, NUMBER
from crossfoot.reconcilers.equations.schema import Schema
from crossfoot.reconcilers.printed.slips import ANY, UNLIKELY, chance_of_digit, mends

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from crossfoot.reconcilers.equations.lines import Lines

CLOSE = (0.1, 0.25)  # of a total: gaps that need no slip to be believed, without and with support
NEAR = 0.5  # a total further than this from its block is a total of something else
PARTIAL = 0.45  # every total exceeds its items, half of them by less than this: a partial list
FAR = 0.75  # …and none by more than this
_SEVERAL = 3
TELLING = 1000  # steps: a gap of four digits is no item by chance
ROW_OF_TOTALS = 0.34  # …when more of them than this stand right below another
TOO_MANY_TOTALS = 0.4  # when more lines than this say "total", the word proves nothing


@dataclass(frozen=True, slots=True)
class Claim:
    """A schema that only a label vouches for.

    Attributes:
        schema: The equation.
        partial: Every position that can be checked falls short on the same side.
        doubtful: It fails as often as it holds, and no slip of the pen explains the gaps.
    """

    schema: Schema
    partial: bool
    doubtful: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Fit:
    ok: NDArray[np.bool_]
    bad: NDArray[np.bool_]
    gap: NDArray[np.float64]
    stated: NDArray[np.bool_]


def claim_totals(lines: Lines, accepted: list[Schema]) -> list[Claim]:
    """Return what labelled totals without an equation claim.

    Args:
        lines: The direction.
        accepted: The equations already found.
    """
    said = [i for i, word in enumerate(lines.wording) if word.total and lines.item[i]]
    if not said or _prove_nothing(said, len(lines)):
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
        claim = _best_claim(lines, line, hidden, totals)
        claim = claim or _own_block(lines, line, totals, [*accepted, *(c.schema for c in claims)])
        if claim is not None:
            claims.append(claim)
            hidden[list(claim.schema.items)] = True
    return claims


def _prove_nothing(said: list[int], count: int) -> bool:
    """Tell whether so many lines say "total" that the word proves nothing: one after the other."""
    in_a_row = sum(b - a == 1 for a, b in pairwise(said))
    return len(said) > max(1.0, TOO_MANY_TOTALS * count) and in_a_row > ROW_OF_TOTALS * len(said)


def claim_results(lines: Lines, accepted: list[Schema]) -> list[Claim]:
    """Return what lines that call themselves results claim of the two totals before them.

    "Net result" below "Total expenses" and "Total income" is their difference, whichever way round
    comes closer.
    """
    explained = {schema.total for schema in accepted}
    used = {item for schema in accepted for item in schema.items}
    tops = sorted(
        (explained | {i for i, word in enumerate(lines.wording) if word.total}) - (used & explained)
    )
    claims = []
    for line, word in enumerate(lines.wording):
        before = [top for top in tops if top < line and lines.item[top]]
        if not word.difference or word.total or line in explained | used or len(before) < 2:
            continue
        pair = before[-2:]
        options = (
            Schema(line, items, (1, -1), 1.0, 0, 0, labelled=True, origin="label")
            for items in (tuple(pair), tuple(reversed(pair)))
        )
        weighed = [claim for option in options if (claim := _weigh(lines, option)) is not None]
        claims += sorted(weighed, key=lambda claim: claim.schema.bad)[:1]
    return claims


def _best_claim(
    lines: Lines, line: int, hidden: NDArray[np.bool_], totals: frozenset[int]
) -> Claim | None:
    claims = [
        claim
        for items in blocks_of(lines, line, hidden, totals)
        if (claim := _weigh(lines, _sum_of(line, items))) is not None
        and (claim.schema.ok or not _below_a_heading(lines, line, items))
    ]
    best = min(claims, key=lambda c: (c.partial, c.schema.bad, -c.schema.ok), default=None)
    if best is not None and not best.schema.bad:
        return best
    whole = _with_rates(lines, line, hidden, totals)
    return whole or (best and _doubt_gaps(lines, best))


def _with_rates(
    lines: Lines, line: int, hidden: NDArray[np.bool_], totals: frozenset[int]
) -> Claim | None:
    """Return the claim on a block with the lines that speak of rates, when only that holds.

    "Share of the network on maps: 12 points" is a rate by its words and an item by its number;
    so is "Col. Min.", a minor collector road and no minimum, where several positions say so.
    """
    of_which = np.array([word.of_which for word in lines.wording], dtype=np.bool_)
    mean = np.array([word.mean for word in lines.wording], dtype=np.bool_)
    for never, least in ((of_which | mean, 1), (of_which, _SEVERAL)):
        for items in blocks_of(lines, line, (hidden & lines.item) | never, totals):
            claim = _weigh(lines, _sum_of(line, items))
            if claim is not None and claim.schema.ok >= least and not claim.schema.bad:
                return claim
    return None


def _doubt_gaps(lines: Lines, claim: Claim) -> Claim:
    """Return a failing claim, doubtful when rates among its lines were left out of the sum."""
    items = claim.schema.items
    between = np.arange(min(items), max(items) + 1)
    left_out = between[lines.rate[between] & ~lines.item[between]]
    unsaid = lines.value[left_out][:, _fit(lines, claim.schema).bad]
    return replace(claim, doubtful=claim.doubtful or bool((unsaid != 0).any()))


def _below_a_heading(lines: Lines, line: int, items: tuple[int, ...]) -> bool:
    """Tell whether a heading parts a total from lines below it, and none from the line above."""
    return items[0] > line > 0 and bool(lines.fresh[line + 1]) and not lines.fresh[line]


def _own_block(
    lines: Lines, line: int, totals: frozenset[int], accepted: list[Schema]
) -> Claim | None:
    """Return the claim on the lines right above or below, though a higher total has them already.

    A grand total that foots from the plain lines leaves a misprinted sub-total without any; that
    they foot there says that they are right and complete.
    """
    for items in blocks_of(lines, line, ~lines.item, totals)[:1]:
        bare = _sum_of(line, items)
        claim = _weigh(lines, bare)
        if claim is not None and claim.schema.ok and not (claim.partial or claim.doubtful):
            return claim
        fit = _fit(lines, bare)
        size = np.maximum(np.abs(lines.value[line].astype(np.float64)), 1.0)
        close = bool((np.abs(fit.gap) < CLOSE[True] * size)[fit.bad].all())
        if fit.bad.any() and close and _are_proven(lines, items, fit.bad, accepted):
            counted = replace(bare, ok=int(fit.ok.sum()), bad=int(fit.bad.sum()))
            return Claim(counted, partial=False)
    return None


def _are_proven(
    lines: Lines, items: tuple[int, ...], where: NDArray[np.bool_], accepted: list[Schema]
) -> bool:
    """Tell whether lines are part of a larger sum that holds at some positions."""
    return any(
        set(items) < set(schema.items)
        and not schema.is_signed
        and bool(_fit(lines, schema).ok[where].all())
        for schema in accepted
    )


def _sum_of(line: int, items: tuple[int, ...]) -> Schema:
    return Schema(line, items, (1,) * len(items), 1.0, 0, 0, labelled=True, origin="label")


def _weigh(lines: Lines, bare: Schema) -> Claim | None:
    """Return the claim that an equation makes, counted; ``None`` when it is not believable."""
    fit = _fit(lines, bare)
    ok, bad = int(fit.ok.sum()), int(fit.bad.sum())
    open_question = int((fit.stated & ~fit.ok & ~fit.bad).sum())
    schema = replace(bare, ok=ok, bad=bad)
    if not bad:
        known = ok or (open_question and len(schema.items) > 1)
        return Claim(schema, partial=False) if known else None
    size = np.abs(lines.value[schema.total].astype(np.float64))[fit.bad]
    gaps = fit.gap[fit.bad]
    relative = np.abs(gaps) / np.maximum(size, 1.0)
    places = np.flatnonzero(fit.bad)
    misprinted = bad > 1 and _are_misprinted(lines, schema, places)
    slips = misprinted or all(is_repairable(lines, schema, int(place)) for place in places)
    near = slips or (bool((relative < NEAR).all()) and _exceeds_items(lines, schema, fit.bad))
    if ok > 2 * bad or (near and (ok >= bad or ok + bad == 1)) or misprinted:
        likely = bool((relative < CLOSE[ok > 0]).all()) or all(
            is_repairable(lines, schema, int(position), strictly=False)
            or _lacks_an_item(lines, schema, int(position), int(fit.gap[position]))
            for position in np.flatnonzero(fit.bad)
        )
        return Claim(schema, partial=False, doubtful=ok <= bad and not likely)
    # Lists lack lines, hardly ever columns.
    footing = lines.axis == "column" and not schema.is_signed
    if footing and (gaps > 0).all() and np.median(relative) < PARTIAL and relative.max() < FAR:
        return Claim(schema, partial=True)
    return None


def _lacks_an_item(lines: Lines, schema: Schema, position: int, gap: int) -> bool:
    """Tell whether a total falls short by just one of its items, a number that few others are."""
    values, step = (
        lines.value[list(schema.items), position],
        int(lines.step[schema.total, position]),
    )
    telling = abs(gap) >= TELLING * max(1, step)
    return telling and bool((values * np.array(schema.signs) == -gap).any())


def _exceeds_items(lines: Lines, schema: Schema, bad: NDArray[np.bool_]) -> bool:
    """Tell whether a failing total is at least its largest item, as sums of amounts are."""
    values = lines.value[list(schema.items)][:, bad]
    if schema.is_signed or (values < 0).any():
        return True
    return bool((lines.value[schema.total][bad] >= values.max(axis=0)).all())


def is_repairable(lines: Lines, schema: Schema, position: int, *, strictly: bool = True) -> bool:
    """Tell whether one slip of the pen in the total or in an item explains a gap.

    Args:
        lines: The direction.
        schema: The equation.
        position: Where it fails.
        strictly: One wrong digit of an item explains many gaps: count it only where the equation
            holds at several other positions.
    """
    chosen = [schema.total, *schema.items]
    values = [int(value) for value in lines.value[chosen, position]]
    step = int(lines.step[schema.total, position])
    digits_tell = schema.ok >= _SEVERAL or not strictly
    telling = ANY if digits_tell else ANY - {"digit"}
    slack = int(lines.step[chosen, position].sum()) // 2
    return mends(values, schema.signs, step, in_items=telling, slack=slack)


def _are_misprinted(lines: Lines, schema: Schema, places: NDArray[np.int64]) -> bool:
    """Tell whether slips of the pen explain several gaps, hardly all of them by chance.

    One wrong digit of an item explains many gaps, but not each of several.
    """
    chosen = [schema.total, *schema.items]
    joint = 1.0
    for place in map(int, places):
        if not is_repairable(lines, schema, place, strictly=False):
            return False
        values = [int(value) for value in lines.value[chosen, place]]
        joint *= chance_of_digit(values, int(lines.step[schema.total, place]))
    return joint < UNLIKELY


def _fit(lines: Lines, schema: Schema) -> _Fit:
    line, chosen = schema.total, list(schema.items)
    signs = np.array(schema.signs, dtype=np.int64)[:, None]
    state = lines.state[chosen]
    gap = (lines.value[line] - (lines.value[chosen] * signs).sum(axis=0)) * 2
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
