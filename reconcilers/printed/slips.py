"""Slips of the pen: how one printed value may have become another, and whether that mends a sum.

Everything that asks for a slip asks here, and says which slips tell it something.
"""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set
    from fractions import Fraction

Slip = Literal["digit", "swap", "sign", "group", "other"]

ANY: frozenset[Slip] = frozenset(get_args(Slip)) - {"other"}
MISPRINTS: frozenset[Slip] = frozenset({"digit", "swap"})
"""What keeps the length of a number: the slips that tell where nothing but two numbers is known."""

UNLIKELY = 1e-3  # the chance of a slip that would explain a gap, when the slip is believed
_OTHER_DIGITS = 9
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


def is_misprint(printed: int, other: int) -> bool:
    """Return whether one digit or one swap of neighbours turns a whole number into another.

    >>> is_misprint(76, 77), is_misprint(19, 91), is_misprint(6, 16)
    (True, True, False)
    """
    return name_slip(printed, other, 1) in MISPRINTS


def mends(
    values: Sequence[int],
    signs: Sequence[int],
    step: int,
    *,
    in_total: Set[Slip] = ANY,
    in_items: Set[Slip] = ANY,
    slack: int = 0,
) -> bool:
    """Return whether a slip in one value makes a failing equation hold.

    Args:
        values: Printed values, the total first, its items after it.
        signs: Of the items.
        step: Worth of the total's last printed digit.
        slack: What rounding may have added to the gap.
        in_total: Slips that count in the total, ``in_items`` those in an item. Many items offer
            many wrong digits, so those tell less.

    A printed zero never counts: any number is one digit away from it.

    >>> mends([769, 200, 269], [1, 1], 1), mends([775, 200, 269], [1, 1], 1)
    (True, False)
    >>> mends([770, 200, 269], [1, 1], 1, slack=1)
    True
    """
    gap = values[0] - sum(sign * item for sign, item in zip(signs, values[1:], strict=True))
    return any(
        _mends_gap(values, signs, step, near, in_total, in_items) for near in _gaps(gap, slack)
    )


def _gaps(gap: int, slack: int) -> Iterator[int]:
    """Yield a gap, and the round number that it is but for what rounding adds."""
    yield gap
    if slack > 0:
        unit = 10 ** len(str(2 * slack))
        near = round(gap / unit) * unit
        if near and near != gap and abs(gap - near) <= slack:
            yield near


def _mends_gap(
    values: Sequence[int],
    signs: Sequence[int],
    step: int,
    gap: int,
    in_total: Set[Slip],
    in_items: Set[Slip],
) -> bool:
    """Return whether a slip in one value makes good for a gap."""
    total, *items = values
    if total and name_slip(total, total - gap, step) in in_total:
        return True
    return any(
        name_slip(item, item + sign * gap, step) in in_items
        for item, sign in zip(items, signs, strict=True)
        if item
    )


def chance_of_digit(values: Sequence[int], step: int) -> float:
    """Return the chance that one wrong digit or swap explains a gap that came about otherwise.

    Args:
        values: Printed values, the total first, its items after it.
        step: Worth of the total's last printed digit.

    Of all gaps up to the size of the total so many are one digit of one value. Round numbers have
    fewer digits to tell: what half of them are multiples of is their last digit.

    >>> chance_of_digit([265225261, 17143446, 248081815], 1) < 1e-5
    True
    >>> chance_of_digit([2000, 1000, 1000], 1) == 1.0
    True
    """
    stated = [abs(value) // max(1, step) for value in values if value]
    size = max(stated, default=1)
    even = 1
    while even * 10 <= size and 2 * sum(not one % (even * 10) for one in stated) >= len(stated):
        even *= 10
    digits = sum(max(1.0, log10(max(1, one // even)) + 1) for one in stated)
    return min(1.0, _OTHER_DIGITS * digits * even / max(1, size))


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
