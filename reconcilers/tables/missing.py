"""Unknown items that a total leaves out: "n.d." counts as nothing where the rest makes the total.

In: relations. Out: the same, sums without the items that print "n.d." where the total holds
without them. That is no excuse for a total that fails: its missing items may be the gap, unless the
table's own other totals say that it counts what is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from crossfoot.reconcilers.printed.grid import MISSING, NUMBER
from crossfoot.reconcilers.printed.slips import MISPRINTS, UNLIKELY, chance_of_digit, mends

if TYPE_CHECKING:
    from crossfoot.reconcilers.printed.grid import Grid
    from crossfoot.reconcilers.printed.relations import Relation

_UNLIKELY_AT_ALL, _UNLIKELY_HERE = UNLIKELY, 10 * UNLIKELY
"""Chances that a missing item looks like a slip of the total, below which it is one: where no other
total leaves out what is missing, and where one does."""
_HABIT = 3  # totals that hold without what is missing, for each that does not


def leave_out_missing(grid: Grid, relations: Sequence[Relation]) -> list[Relation]:
    """Return the relations, sums without the unknown items that their totals do not count."""
    known = [_of_known(grid, relation) for relation in relations]
    held = sum(one is not None and _holds(grid, one) for one in known)
    failed = sum(one is not None and not _holds(grid, one) for one in known)
    habit = held >= _HABIT * max(1, failed)
    limit = _UNLIKELY_AT_ALL if not held else _UNLIKELY_HERE

    def is_meant(one: Relation) -> bool:
        return habit or _holds(grid, one) or _is_slip(grid, one, limit)

    return [
        one if one is not None and is_meant(one) else relation
        for relation, one in zip(relations, known, strict=True)
        if not _repeats_one(grid, relation)
    ]


def _repeats_one(grid: Grid, relation: Relation) -> bool:
    """Tell whether a total repeats the one item that is known: nothing is added there."""
    if relation.kind not in ("sum", "difference") or len(relation.items) < 2:
        return False
    known = [cell for cell in relation.items if grid.state[cell] == NUMBER]
    unknown = any(grid.state[cell] == MISSING for cell in relation.items)
    return (
        unknown and len(known) == 1 and abs(grid.value[known[0]]) == abs(grid.value[relation.total])
    )


def _of_known(grid: Grid, relation: Relation) -> Relation | None:
    """Return a sum of only its known items, two at least; ``None`` where all are known."""
    if relation.kind != "sum" or -1 in relation.signs or grid.state[relation.total] != NUMBER:
        return None
    items = tuple(cell for cell in relation.items if grid.state[cell] != MISSING)
    stated = sum(grid.state[cell] == NUMBER for cell in items)
    if len(items) == len(relation.items) or stated < 2:
        return None
    return replace(relation, items=items, signs=(1,) * len(items))


def _is_slip(grid: Grid, relation: Relation, limit: float) -> bool:
    """Tell whether one wrong digit or swap in a total explains its gap: missing items hardly do."""
    cells = (relation.total, *relation.items)
    values = [int(grid.value[cell]) for cell in cells]
    step = int(grid.step[relation.total])
    telling = chance_of_digit(values[:1], step) < limit
    return telling and mends(values, relation.signs, step, in_total=MISPRINTS, in_items=frozenset())


def _holds(grid: Grid, relation: Relation) -> bool:
    gap = int(grid.value[relation.total]) - sum(int(grid.value[cell]) for cell in relation.items)
    slack = int(grid.step[relation.total]) + sum(int(grid.step[cell]) for cell in relation.items)
    return 2 * abs(gap) <= slack
