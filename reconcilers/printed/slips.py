"""Slips of the pen: how one printed value may have become another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from fractions import Fraction

Slip = Literal["digit", "swap", "sign", "group", "other"]

_GROUP = 3  # digits between two marks; the first group of a number may be shorter


def name_slip(old: int, new: int | Fraction, step: int) -> Slip:
    """Return how one value becomes the other: the likeliest single slip, or "other".

    Args:
        old: The printed value, an exact integer.
        new: The value it should have.
        step: Worth of the last printed digit, in the same quantum.

    >>> name_slip(469, 769, 1), name_slip(5164, 5146, 1), name_slip(257, 70257, 1)
    ('digit', 'swap', 'group')
    """
    unit = max(1, step)
    if new != int(new) or int(new) % unit:
        return "other"
    value = int(new)
    if value == -old and old:
        return "sign"
    if (value < 0) != (old < 0):
        return "other"
    return _compare(str(abs(old) // unit), str(abs(value) // unit))


def _compare(a: str, b: str) -> Slip:
    """Return the slip between two strings of digits."""
    if len(a) == len(b):
        places = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
        if len(places) == 1:
            return "digit"
        swapped = len(places) == 2 and places[1] == places[0] + 1
        if swapped and a[places[0]] == b[places[1]] and a[places[1]] == b[places[0]]:
            return "swap"
        return "other"
    short, long = sorted((a, b), key=len)
    lost = len(long) - len(short)
    front = long.endswith(short) and (lost == 1 or (lost <= _GROUP and len(short) % _GROUP == 0))
    back = long.startswith(short) and lost in (1, _GROUP)
    return "group" if short != "0" and (front or back) else "other"
