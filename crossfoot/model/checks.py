"""Does it add up: equations that a report claims, and whether they hold.

Written by `reconcilers`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from crossfoot.model.page import Box

CheckKind = Literal[
    "sum", "count", "difference", "mean", "percentage", "breakdown", "repeat", "edition"
]
CheckStatus = Literal["exact", "rounding", "mismatch", "incomplete", "not_checkable"]
Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Ref:
    """A cell of a table, or a figure (``table`` holds the figure's id, row and col are -1)."""

    table: str
    row: int = -1
    col: int = -1


@dataclass(frozen=True, slots=True)
class Suspect:
    """A cell that is probably misprinted or misread, and what would repair the equation."""

    ref: Ref
    why: str
    proposal: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One equation the report claims, and whether it holds.

    Attributes:
        id: Stable within an extraction ("c1").
        fingerprint: Stable over editions: table key, kind and label path of the total.
        axis: "column" when the items stand in the total's column.
        total: The cell or figure that states the total.
        items: What it should be made of; ``signs`` are +1 or -1 for each.
        printed: The stated value, ``None`` when unreadable.
        computed: What the items give.
        delta: printed - computed.
        tolerance: Largest gap that rounding alone explains.
        granularity: Step assumed beyond the printed digits ("counts in fives"), or ``None``.
        interval: (low, high) of what the items allow for the total.
        reason: Code for "incomplete" and "not_checkable" ("missing_item"…).
        significance: Expected number of such coincidences in the table (smaller is surer).
        explanation: One sentence per language code: always "en", and the report's.
        page: Where the total stands.
    """

    id: str
    kind: CheckKind
    axis: Literal["row", "column", "list", "document"]
    table: str | None
    total: Ref
    items: tuple[Ref, ...]
    printed: Decimal | None
    computed: Decimal | None
    delta: Decimal | None
    tolerance: Decimal | None
    status: CheckStatus
    severity: Severity
    page: int
    box: Box
    total_text: str = ""
    signs: tuple[int, ...] = ()
    granularity: Decimal | None = None
    interval: tuple[Decimal, Decimal] | None = None
    reason: str = ""
    significance: float | None = None
    suspects: tuple[Suspect, ...] = ()
    explanation: tuple[tuple[str, str], ...] = ()
    fingerprint: str = ""

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The total and its items."""
        return self.total, *self.items

    def explain(self, language: str) -> str:
        """Return the sentence in a language, English where there is none."""
        texts = dict(self.explanation)
        return texts.get(language) or texts.get("en", "")
