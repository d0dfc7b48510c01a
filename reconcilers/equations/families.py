"""Equations that accepted ones demand of their kin, where one wrong digit hides them.

"Women" of three regions add up to "Women" of the country; then "Men" must, too. What adds up by
age must add up by sex when those lines stand beside it. A stock that rolls from opening to
closing in two years rolls in the third. Such an equation is claimed where it fails by a slip of
the pen: its kin, or its other positions, are the evidence that it should hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from math import log
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.reconcilers.equations.edges import HYPOTHESES, weigh_edge
from crossfoot.reconcilers.equations.evidence import Sums
from crossfoot.reconcilers.equations.field import field_of
from crossfoot.reconcilers.equations.labelled import is_repairable
from crossfoot.reconcilers.equations.lines import MISSING, NUMBER
from crossfoot.reconcilers.equations.schema import Schema

if TYPE_CHECKING:
    from crossfoot.reconcilers.equations.field import Field
    from crossfoot.reconcilers.equations.lines import Lines

MOST_MOVEMENTS = 6
_SURE = log(1e-2)  # ln of the expected coincidences of a stock's roll


def claim_kin(lines: Lines, accepted: Sequence[Schema]) -> list[Schema]:
    """Return what accepted equations demand of their kin and no equation says.

    Args:
        lines: The direction.
        accepted: The equations already found.
    """
    if not accepted and not any(word.closing or word.opening for word in lines.wording):
        return []
    field = field_of(lines)
    known = {(schema.total, frozenset(schema.items)) for schema in accepted}
    claims: list[Schema] = []
    for claim in (
        *_groups(lines, accepted),
        *_breakdowns(field, accepted),
        *_rolls(field, accepted),
    ):
        if (claim.total, frozenset(claim.items)) not in known:
            known.add((claim.total, frozenset(claim.items)))
            claims.append(claim)
    return claims


def _groups(lines: Lines, accepted: Sequence[Schema]) -> Iterator[Schema]:
    """Yield sums of lines of one label that a group beside them has proved.

    The members of both groups alternate, so that each block has one of either.
    """
    by_leaf: dict[str, list[int]] = defaultdict(list)
    for line, leaf in enumerate(lines.leaf):
        if leaf and lines.item[line]:
            by_leaf[leaf].append(line)
    explained = {schema.total for schema in accepted}
    for schema in accepted:
        members = sorted((schema.total, *schema.items))
        leaf = lines.leaf[schema.total]
        if schema.is_signed or by_leaf.get(leaf) != members:
            continue
        at = members.index(schema.total)
        for group in by_leaf.values():
            gaps = {b - a for a, b in zip(members, group, strict=False)}
            if group == members or len(group) != len(members) or len(gaps) != 1:
                continue
            total, items = group[at], (*group[:at], *group[at + 1 :])
            claim = _counted(lines, Schema(
                total, items, (1,) * len(items), schema.expected, 0, 0, True, "label"
            ))  # fmt: skip
            if total not in explained and claim is not None:
                yield claim


def _breakdowns(field: Field, accepted: Sequence[Schema]) -> Iterator[Schema]:
    """Yield a second breakdown of a total: the free lines right beside the first one."""
    lines = field.lines
    used = {line for schema in accepted for line in (schema.total, *schema.items)}
    for schema in accepted:
        if schema.is_signed or schema.bad:
            continue
        first, last = min(schema.items), max(schema.items)
        for start, step in ((first - 1, -1), (last + 1, 1)):
            rest = _free_block(lines, start, step, used)
            if len(rest) < 2:
                continue
            claim = weigh_edge(field, schema.total, tuple(sorted(rest)), HYPOTHESES)
            counted = claim and _counted(lines, claim)
            if counted:
                yield replace(counted, labelled=True)


def _free_block(lines: Lines, start: int, step: int, used: set[int]) -> list[int]:
    """Return the lines from a place on that no equation uses, up to the block's end."""
    block: list[int] = []
    line = start
    while 0 <= line < len(lines) and line not in used and lines.item[line]:
        if block and step > 0 and lines.fresh[line]:
            break
        block.append(line)
        if step < 0 and lines.fresh[line]:
            break
        line += step
    return block


def _rolls(field: Field, accepted: Sequence[Schema]) -> Iterator[Schema]:
    """Yield opening stocks that movements turn into closing ones, wherever labels name both."""
    lines = field.lines
    explained = {schema.total for schema in accepted}
    explained |= {item for schema in accepted if schema.is_signed for item in schema.items}
    for total in range(len(lines)):
        opening = next(
            (line for line in range(total - 1, -1, -1) if lines.wording[line].opening), None
        )
        if not _is_closing(lines, total, opening) or opening is None or total in explained:
            continue
        moves = [line for line in range(opening + 1, total) if lines.item[line]]
        if not 0 < len(moves) <= MOST_MOVEMENTS:
            continue
        claim = _best_roll(field, total, (opening, *moves))
        if claim is not None:
            yield claim


def _is_closing(lines: Lines, total: int, opening: int | None) -> bool:
    """Tell whether a line is what is left of an opening stock: "Balance at 31 December" ends it.

    A balance is, in the next balance below that opening one.
    """
    words = lines.wording
    if words[total].closing or opening is None:
        return words[total].closing
    balances = [line for line in range(opening + 1, total + 1) if words[line].difference]
    both = words[opening].difference and not words[total].total
    return both and balances == [total] and not words[total].opening


def _best_roll(field: Field, total: int, items: tuple[int, ...]) -> Schema | None:
    """Return the signs under which a roll holds at most positions, failing by slips elsewhere."""
    lines, chosen = field.lines, list(items)
    options = np.array([(1, *signs) for signs in product((1, -1), repeat=len(items) - 1)])
    state = lines.state[chosen]
    count = len(options)
    sums = Sums(
        options @ lines.value[chosen],
        np.repeat(lines.step[chosen].sum(axis=0)[None], count, axis=0),
        np.repeat((state == MISSING).any(axis=0)[None], count, axis=0),
        np.repeat(((state == NUMBER) & (lines.value[chosen] != 0)).sum(axis=0)[None], count, 0),
    )
    outcome = field.judge(np.full(count, total), sums)
    best = int(outcome.ok.sum(axis=1).argmax())
    ok, bad = int(outcome.ok[best].sum()), int(outcome.bad[best].sum())
    plain = outcome.log_e[0] + log(2.0)  # the signs stand in the numbers: one reading, no choice
    if outcome.ok[0].sum() >= max(1, outcome.bad[0].sum()) and plain < _SURE:
        best, ok, bad = 0, int(outcome.ok[0].sum()), int(outcome.bad[0].sum())
    elif ok <= bad or outcome.log_e[best] + log(count) > _SURE:
        return None
    signs = tuple(int(sign) for sign in options[best])
    schema = Schema(total, items, signs, 1.0, ok, bad, labelled=True, origin="label")
    return _counted(lines, schema)


def _counted(lines: Lines, schema: Schema) -> Schema | None:
    """Return a claim with its positions counted; ``None`` where no slip explains a gap."""
    chosen, signs = list(schema.items), np.array(schema.signs)[:, None]
    gap = lines.value[schema.total] - (lines.value[chosen] * signs).sum(axis=0)
    slack = lines.step[schema.total] + lines.step[chosen].sum(axis=0)
    stated = (lines.state[schema.total] == NUMBER) & (lines.state[chosen] != MISSING).all(axis=0)
    bad = np.flatnonzero(stated & (2 * np.abs(gap) > slack) & ~lines.intensive)
    if not all(is_repairable(lines, schema, int(place), strictly=False) for place in bad):
        return None
    return replace(schema, ok=int(stated.sum()) - len(bad), bad=len(bad))
