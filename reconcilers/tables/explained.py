"""Failures that other equations explain: a total that is right need not be another sum as well.

A ballot prints the same total below every contest, so the lines of one contest nearly add up to
the total of each other one. Where a total holds with its own lines, and the lines of the failing
equation hold with a total of their own, the failing equation is no relation of the table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    return [
        index
        for index, (relation, verdict) in enumerate(zip(relations, verdicts, strict=True))
        if relation.kind not in _LINEAR
        or verdict.status not in ("mismatch", "incomplete")
        or not holding[relation.axis, relation.total]
        or not all(part_of[relation.axis, item] for item in relation.items)
    ]
