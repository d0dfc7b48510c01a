"""Exact numbers in SQLite: a scaled integer and its decimals, never a binary fraction.

SQLite has no decimal type, and a REAL cannot hold 0.1. A value is stored as ``scaled`` and
``decimals`` (12.50 is 1250 and 2), next to a REAL copy that sorts and charts well and that
nothing else relies on.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal

MAX_DIGITS = 18
"""Digits that surely fit a signed 64-bit integer (9.2e18)."""

Scaled = tuple[int | None, int | None]


def to_scaled(value: Decimal | None) -> Scaled:
    """Return (scaled, decimals) of an exact value.

    Returns:
        ``(None, None)`` for ``None`` and for numbers of more than 18 digits (an account number
        taken for a figure): the printed text beside it still holds those.
    """
    if value is None or not value.is_finite():
        return None, None
    text = str(value)
    if len(text) <= MAX_DIGITS and "E" not in text:  # nearly always, and ten times faster
        whole, _, fraction = text.partition(".")
        return int(whole + fraction), len(fraction)
    decimals = max(0, -_exponent(value))
    if _digits_before_point(value) + decimals > MAX_DIGITS:
        value = value.normalize()
        decimals = max(0, -_exponent(value))
        if _digits_before_point(value) + decimals > MAX_DIGITS:
            return None, None
    return int(value.scaleb(decimals)), decimals


def from_scaled(scaled: int | None, decimals: int | None) -> Decimal | None:
    """Return the exact value of (scaled, decimals), with its printed number of decimals."""
    if scaled is None or decimals is None:
        return None
    return Decimal(scaled).scaleb(-decimals)


def to_common_scale(
    values: Sequence[Decimal | None],
) -> tuple[tuple[int | None, ...], int | None]:
    """Return several values over one number of decimals.

    A computed mean may have no end (100 / 3); it is rounded half-even to what 18 digits hold,
    the printed value beside it never needs that many.

    Returns:
        The scaled integers, ``None`` where the value is, and their decimals; all ``None`` when
        no value is known or one is too large to hold.
    """
    known = [value for value in values if value is not None and value.is_finite()]
    if not known:
        return tuple(None for _ in values), None
    wanted = max(max(0, -_exponent(value.normalize())) for value in known)
    room = MAX_DIGITS - max(_digits_before_point(value) for value in known)
    if room < 0:
        return tuple(None for _ in values), None
    decimals = min(wanted, room)
    unit = Decimal(1).scaleb(-decimals)
    return (
        tuple(
            None
            if value is None or not value.is_finite()
            else int(value.quantize(unit, ROUND_HALF_EVEN).scaleb(decimals))
            for value in values
        ),
        decimals,
    )


def to_text(value: Decimal | None) -> str | None:
    """Return plain decimal digits ("0.01", never "1E-2"), ``None`` for ``None``."""
    if value is None:
        return None
    text = str(value)
    return format(value, "f") if "E" in text else text


def from_text(text: str | None) -> Decimal | None:
    """Return the exact value of :func:`to_text`."""
    return None if text is None else Decimal(text)


def approximate(value: Decimal | None) -> float | None:
    """Return the REAL copy for sorting and charts."""
    return None if value is None or not value.is_finite() else float(value)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _digits_before_point(value: Decimal) -> int:
    return max(0, value.adjusted() + 1) if value else 0
