"""What stands around the tables of a page: text that may part or tie them."""

from __future__ import annotations

from dataclasses import dataclass

from crossfoot.model import Block

LAP = 2.0
"""At a body of 9: what boxes of lines set solid reach into one another, ascents into descents.

Parts a note right below a table (box on box) from a text beside its last row.
"""


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
