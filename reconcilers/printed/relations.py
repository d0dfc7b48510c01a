"""What a table claims, cell by cell, and what became of the claim."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from crossfoot.model import CheckStatus, Severity

Position = tuple[int, int]
"""(row, column) of a grid."""

Kind = Literal["sum", "count", "difference", "mean", "percentage"]
Reason = Literal[
    "",
    "missing_item",
    "unreadable_item",
    "unreadable_total",
    "unstated_total",
    "single_item",
    "intensive_column",
    "too_little_evidence",
    "partial_list",
    "granularity",
    "silenced",
]


@dataclass(frozen=True, slots=True)
class Relation:
    """One printed number that claims to follow from others.

    Attributes:
        kind: "percentage" is ``100 · items[0] / items[1]``, or with signs (1, -1) the change
            ``100 · (items[0] - items[1]) / items[1]``.
        axis: "column" when the items stand in the total's column.
        total: The cell that states the result.
        items: What it should follow from, in reading order.
        signs: +1 or -1 for each item.
        expected: Expected number of such coincidences in the table.
        proven: The claim stands without this cell's arithmetic: by its label, by the other
            positions of its line, or by a rule. Only then may a failure be called an error.
        lenient: A failure here proves nothing (a rate, a price).
        doubtful: A failure here is worth a warning only: nothing but a label speaks for the claim.
        equals: For counts: only cells that print this text count; "" counts every filled one.
        note: Reason of the catalog rule that states or silences the relation.
        silenced: Whether a rule takes its alarm away.
    """

    kind: Kind
    axis: Literal["row", "column"]
    total: Position
    items: tuple[Position, ...]
    signs: tuple[int, ...]
    expected: float
    proven: bool
    lenient: bool = False
    doubtful: bool = False
    equals: str = ""
    note: str = ""
    silenced: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a relation holds.

    Attributes:
        printed: The stated number, ``None`` when unreadable.
        computed: What the items give.
        delta: printed - computed.
        tolerance: Largest gap that rounding alone explains.
        granularity: Step assumed beyond the printed digits, or ``None``.
        interval: (low, high) of what the items allow.
    """

    status: CheckStatus
    severity: Severity
    reason: Reason
    printed: Decimal | None = None
    computed: Decimal | None = None
    delta: Decimal | None = None
    tolerance: Decimal | None = None
    granularity: Decimal | None = None
    interval: tuple[Decimal, Decimal] | None = None

    @property
    def holds(self) -> bool | None:
        """Return whether the printed numbers agree, ``None`` where that cannot be told."""
        if self.status in ("exact", "rounding"):
            return True
        return None if self.status == "not_checkable" else False
