"""An equation between whole lines: one total line, its item lines, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Origin = Literal[
    "run", "group", "signed", "pair", "label", "nested", "breakdown", "edge", "tree", "stated"
]


@dataclass(frozen=True, slots=True)
class Schema:
    """``total = Σ sign · item`` over all positions of a direction.

    Attributes:
        total: Index of the total's line.
        items: Indices of the item lines.
        signs: +1 or -1 for each item.
        expected: Expected number of such coincidences in the table (E); smaller is surer.
        ok: How many positions hold and say something.
        bad: How many fail.
        labelled: Whether the total's label calls it a total (or a difference, when signed).
        origin: Which search found it.
    """

    total: int
    items: tuple[int, ...]
    signs: tuple[int, ...]
    expected: float
    ok: int
    bad: int
    labelled: bool
    origin: Origin

    @property
    def terms(self) -> tuple[tuple[int, int], ...]:
        """Return the equation as (line, coefficient), equal to zero."""
        return ((self.total, -1), *zip(self.items, self.signs, strict=True))

    @property
    def is_signed(self) -> bool:
        """Tell whether an item is taken away."""
        return -1 in self.signs
