"""What a figure states: its number, and the value of a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from crossfoot.model import Figure, PrintedNumber


def number_of(figure: Figure) -> PrintedNumber:
    """Return the number that a key figure prints.

    Raises:
        ValueError: It prints none; whoever asks has left such figures out.
    """
    if figure.number is None:
        raise ValueError(f"{figure.id} has no number")
    return figure.number


def value_of(number: PrintedNumber) -> Decimal:
    """Return the value of a number that is not missing.

    Raises:
        ValueError: It is missing; whoever asks has left such numbers out.
    """
    if number.value is None:
        raise ValueError(f"{number.text!r} has no value")
    return number.value
