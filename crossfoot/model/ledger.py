"""What became of the numbers a report prints: one line for each, page by page.

Written by `extractors.ledger` and completed by `reconcilers.ledger`, which knows the figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from crossfoot.model.checks import Ref
from crossfoot.model.page import Box

Placement = Literal["cell", "figure", "chart", "note", "furniture", "none"]


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A number as the eye reads it ("1 250 000", "12,5", "2019"), and where it ended.

    Attributes:
        text: As printed, the words of one number joined by a space.
        box: Its words, points, as displayed.
        placement: "none" where no cell, figure, chart, note or page furniture has it.
        ref: The cell or the figure that has it.
        where: What it stands in, for a number that was not placed: the kind of a block
            ("paragraph", "heading"…), "table", "chart"; "" when in nothing that was told.
        is_apart: Whether it stands as a cell does: no word beside it at the distance of a space.
    """

    page: int
    text: str
    box: Box
    placement: Placement = "none"
    ref: Ref | None = None
    where: str = ""
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class PageLedger:
    """The account of one page.

    Attributes:
        lines: Its printed numbers, in reading order.
        words: Words without a digit that stand in the region of a table, but in no cell of it.
    """

    page: int
    lines: tuple[LedgerLine, ...] = ()
    words: tuple[LedgerLine, ...] = ()

    @property
    def numbers(self) -> int:
        """How many numbers the page prints."""
        return len(self.lines)

    @property
    def placed(self) -> int:
        """How many of them stand in a cell, figure, chart, note or page furniture."""
        return sum(line.placement != "none" for line in self.lines)

    @property
    def not_placed(self) -> tuple[LedgerLine, ...]:
        """Those that do not."""
        return tuple(line for line in self.lines if line.placement == "none")
