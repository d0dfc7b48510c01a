"""What stands around the tables of a page: text that may part or tie them."""

from __future__ import annotations

from dataclasses import dataclass

from crossfoot.model import Block


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around the tables of a page.

    Attributes:
        blocks: Its running text without running headers and footers.
        notes: Which of ``blocks`` may stand between two parts of a table (by position).
        running: The running headers and footers.
    """

    number: int
    width: float
    height: float
    blocks: tuple[Block, ...]
    notes: frozenset[int]
    running: tuple[Block, ...] = ()
