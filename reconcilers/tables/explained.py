"""Failures that other equations explain: a total that is right need not be another sum as well.

A ballot prints the same total below every contest, so the lines of one contest nearly add up to
the total of each other one. Where a total holds with its own lines, and the lines of the failing
equation hold with a total of their own, the failing equation is no relation of the table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from crossfoot.reconcilers.printed.slips import MISPRINTS, name_slip

if TYPE_CHECKING:
    from crossfoot.reconcilers.printed.grid import Grid
    from crossfoot.reconcilers.printed.relations import Position, Relation, Verdict

_LINEAR = ("sum", "difference")


def drop_explained(relations: Sequence[Relation], verdicts: Sequence[Verdict]) -> list[int]:
    """Return the indices of the relations that are no failures explained by others.

    A failing sum goes when its total holds otherwise and its items are parts of totals that hold:
    of the same total, or of their own.
    """
    holding: dict[tuple[str, Position], list[int]] = defaultdict(list)
    part_of: dict[tuple[str, Position], set[Position]] = defaultdict(set)
    for index, (relation, verdict) in enumerate(zip(relations, verdicts, strict=True)):
        if relation.kind in _LINEAR and verdict.holds and len(relation.items) > 1:
            holding[relation.axis, relation.total].append(index)
            for item in relation.items:
                part_of[relation.axis, item].add(relation.total)
    echoes = _echoes(relations, verdicts)
    return [
        index
        for index, (relation, verdict) in enumerate(zip(relations, verdicts, strict=True))
        if index not in echoes
        and (
            relation.kind not in _LINEAR
            or verdict.status not in ("mismatch", "incomplete")
            or not holding[relation.axis, relation.total]
            or not all(part_of[relation.axis, item] for item in relation.items)
        )
    ]


def _echoes(relations: Sequence[Relation], verdicts: Sequence[Verdict]) -> set[int]:
    """Return the sums that hold only because their total repeats another that has these items.

    Of totals that print one number over the same items the nearest is theirs; a further one is
    dropped when it holds with items of its own.
    """
    by_items: dict[tuple[str, frozenset[Position]], list[int]] = defaultdict(list)
    by_total: dict[tuple[str, Position], list[int]] = defaultdict(list)
    for index, (relation, verdict) in enumerate(zip(relations, verdicts, strict=True)):
        if relation.kind in _LINEAR and verdict.holds:
            by_items[relation.axis, frozenset(relation.items)].append(index)
            by_total[relation.axis, relation.total].append(index)
    found: set[int] = set()
    for rivals in by_items.values():
        nearest = min(rivals, key=lambda i: _distance(relations[i]))
        for index in rivals:
            relation = relations[index]
            own = len(by_total[relation.axis, relation.total]) > 1
            if own and _distance(relation) > _distance(relations[nearest]):
                found.add(index)
    return found


def _distance(relation: Relation) -> int:
    """Return how far a total stands from the nearest of its items."""
    row, col = relation.total
    return min(abs(row - r) + abs(col - c) for r, c in relation.items)


def misprinted_singles(
    grid: Grid, relations: Sequence[Relation], verdicts: Sequence[Verdict]
) -> list[int]:
    """Return the totals of one line that print another number by a slip of the pen.

    "Wages 3 410 / Total staff 3 510" says little alone; that the grand total holds with the line
    and not with its total says that the total is wrong.
    """
    held: dict[str, list[set[Position]]] = defaultdict(list)
    for relation, verdict in zip(relations, verdicts, strict=True):
        if relation.kind in _LINEAR and verdict.holds and len(relation.items) > 1:
            held[relation.axis].append(set(relation.items))
    found = []
    for index, (relation, verdict) in enumerate(zip(relations, verdicts, strict=True)):
        if verdict.reason != "single_item" or not relation.proven:
            continue
        item, total = relation.items[0], relation.total
        slip = name_slip(int(grid.value[total]), int(grid.value[item]), int(grid.step[total]))
        proved = any(item in items and total not in items for items in held[relation.axis])
        if slip in MISPRINTS and proved:
            found.append(index)
    return found
