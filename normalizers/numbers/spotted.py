"""A number in a text, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossfoot.model import PrintedNumber


@dataclass(frozen=True, slots=True)
class Spotted:
    """A number in a text.

    Attributes:
        start: Where it starts in the text, qualifier and currency included.
        end: Where it ends, unit included.
        digits: Where its digits start.
        number: What it says; ``unit`` is ``None`` for a bare count.
    """

    start: int
    end: int
    digits: int
    number: PrintedNumber
