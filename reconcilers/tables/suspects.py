"""Which printed number is probably wrong, and what would repair it. Proposes, never repairs.

A wrong number x shifts every equation it takes part in by the same error. For each number of a
failing equation the error that would explain the gap is put to the test in all its equations:
what it repairs counts for it, what it would break against it. A number in a failing row and a
failing column of equal gap is found this way; with a single failing equation several candidates
often remain, ranked by how likely a slip of the pen makes one value of the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from crossfoot.reconcilers.printed.grid import NUMBER
from crossfoot.reconcilers.printed.slips import Slip, name_slip
from crossfoot.reconcilers.tables.verdicts import to_decimal

if TYPE_CHECKING:
    from crossfoot.reconcilers.printed.grid import Grid
    from crossfoot.reconcilers.printed.relations import Position, Relation, Verdict

Doubt = Slip | Literal["total"]
"""A slip, or "total": no slip, but the total is the likelier place of an error."""

MOST_SUSPECTS = 6
_RANK: dict[Doubt, int] = {"digit": 0, "swap": 0, "sign": 1, "group": 1, "total": 2, "other": 3}


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A number that may be wrong.

    Attributes:
        cell: Where it stands.
        proposal: The value that would make the equations hold.
        slip: How one value becomes the other.
        repaired: How many failing equations the proposal repairs.
        broken: How many holding ones it would break.
    """

    cell: Position
    proposal: Decimal
    slip: Doubt
    repaired: int
    broken: int

    @property
    def rank(self) -> tuple[int, int]:
        """Return the order of suspicion, the likeliest first."""
        return (self.broken - self.repaired, _RANK[self.slip])


def find_suspects(
    grid: Grid, relations: Sequence[Relation], verdicts: Sequence[Verdict]
) -> dict[int, tuple[Suspicion, ...]]:
    """Return the suspects of each failing relation, likeliest first.

    Args:
        grid: The table.
        relations: All relations of the table.
        verdicts: Their verdicts, in the same order.

    Returns:
        Index of a failing relation → its suspects; a single one when it is strictly the best.
    """
    linear = [i for i, r in enumerate(relations) if r.kind in ("sum", "difference", "mean")]
    members: dict[Position, list[int]] = defaultdict(list)
    for index in linear:
        if verdicts[index].holds is not None:
            for cell in (relations[index].total, *relations[index].items):
                members[cell].append(index)
    found: dict[int, tuple[Suspicion, ...]] = {}
    for index, (relation, verdict) in enumerate(zip(relations, verdicts, strict=True)):
        if verdict.status != "mismatch":
            continue
        if relation.kind in ("count", "percentage"):
            found[index] = _only_the_total(grid, relation, verdict)
        else:
            found[index] = _suspects_of(grid, index, relations, verdicts, members)
    return found


def _only_the_total(grid: Grid, relation: Relation, verdict: Verdict) -> tuple[Suspicion, ...]:
    """Return the total of a count or a percentage, with the value it should print."""
    number = grid.numbers[relation.total[0]][relation.total[1]]
    if verdict.computed is None or number is None:
        return ()
    step = number.step or Decimal(1)
    proposal = (verdict.computed / step).quantize(Decimal(1)) * step
    return (Suspicion(relation.total, proposal, "total", 1, 0),)


def _suspects_of(
    grid: Grid,
    index: int,
    relations: Sequence[Relation],
    verdicts: Sequence[Verdict],
    members: dict[Position, list[int]],
) -> tuple[Suspicion, ...]:
    relation = relations[index]
    gap = _gap(grid, relation)
    suspicions = []
    for cell in (relation.total, *relation.items):
        if grid.state[cell] != NUMBER:
            continue
        error = -gap / _coefficient(relation, cell)
        new = int(grid.value[cell]) + error
        repaired = broken = 0
        for other in members[cell]:
            holds = _holds_with(grid, relations[other], cell, error, verdicts[other])
            if verdicts[other].holds is False:
                repaired += holds
            else:
                broken += not holds
        slip: Doubt = name_slip(int(grid.value[cell]), new, int(grid.step[cell]))
        if slip == "other" and cell == relation.total:
            slip = "total"
        proposal = to_decimal(Fraction(new), grid.quantum)
        suspicions.append(Suspicion(cell, proposal, slip, repaired, broken))
    return _likeliest(sorted(suspicions, key=lambda s: s.rank), relation.total)


def _likeliest(suspicions: Sequence[Suspicion], total: Position) -> tuple[Suspicion, ...]:
    """Return the suspects worth a look: of a crowd that nothing tells apart, only the total."""
    best = [s for s in suspicions if s.rank == suspicions[0].rank]
    if len(best) == 1:
        return (best[0],)
    if len(best) > MOST_SUSPECTS:
        return tuple(s for s in best if s.cell == total)
    return tuple(suspicions[:MOST_SUSPECTS])


def _coefficient(relation: Relation, cell: Position) -> Fraction:
    """Return how much the gap of a relation grows when a cell grows by one."""
    share = Fraction(1, len(relation.items)) if relation.kind == "mean" else Fraction(1)
    weight = Fraction(int(cell == relation.total))
    for item, sign in zip(relation.items, relation.signs, strict=True):
        if item == cell:
            weight -= share * sign
    return weight or Fraction(1)


def _gap(grid: Grid, relation: Relation) -> Fraction:
    share = Fraction(1, len(relation.items)) if relation.kind == "mean" else Fraction(1)
    computed = sum(
        sign * int(grid.value[item])
        for item, sign in zip(relation.items, relation.signs, strict=True)
    )
    return int(grid.value[relation.total]) - share * computed


def _holds_with(
    grid: Grid, relation: Relation, cell: Position, error: Fraction, verdict: Verdict
) -> bool:
    """Tell whether a relation holds once a cell is off by an error."""
    after = _gap(grid, relation) + error * _coefficient(relation, cell)
    tolerance = Fraction(verdict.tolerance or 0) / Fraction(grid.quantum)
    return abs(after) <= tolerance
