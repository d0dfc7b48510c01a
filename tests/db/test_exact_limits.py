"""Numbers as integers with decimals, up to the eighteen digits that a column holds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from crossfoot.db.stored.exact import (
    approximate,
    from_scaled,
    from_text,
    to_common_scale,
    to_scaled,
    to_text,
)

FULL = "9" * 18


@pytest.mark.parametrize(
    ("text", "scaled"),
    [
        ("0", (0, 0)),
        ("0.00", (0, 2)),
        ("-12.50", (-1250, 2)),
        ("1E+3", (1000, 0)),
        ("1.5E-7", (15, 8)),
        (FULL, (int(FULL), 0)),
        (FULL + "9", (None, None)),
        (FULL[:-2] + ".99", (int(FULL), 2)),
        (FULL + ".0", (int(FULL), 0)),  # a blank digit is given up before the number is
        (FULL + ".5", (None, None)),
        ("0." + "0" * 17 + "5", (5, 18)),
        ("0." + "0" * 18 + "5", (None, None)),
        ("1E+17", (10**17, 0)),
        ("1E+18", (None, None)),
        ("0E+20", (0, 0)),
        ("NaN", (None, None)),
        ("Infinity", (None, None)),
    ],
)
def test_what_eighteen_digits_hold(text: str, scaled: tuple[int | None, int | None]) -> None:
    """Longer numbers are kept as printed only."""
    assert to_scaled(Decimal(text)) == scaled
    if scaled[0] is not None:
        assert from_scaled(*scaled) == Decimal(text)


def test_nothing_stays_nothing() -> None:
    """No value has no digits."""
    assert to_scaled(None) == (None, None)
    assert from_scaled(None, 2) is None
    assert from_scaled(1, None) is None
    assert (to_text(None), from_text(None), approximate(None)) == (None, None, None)
    assert approximate(Decimal("NaN")) is None
    assert approximate(Decimal("1.5")) == 1.5


@pytest.mark.parametrize(
    ("texts", "scaled", "decimals"),
    [
        (["1.5", "2.25", "3"], (150, 225, 300), 2),
        (["1.50", "2"], (15, 20), 1),  # blank digits take no room
        (["100", "2E+2"], (100, 200), 0),
        (["1.5", None, "NaN"], (15, None, None), 1),
        ([None, None], (None, None), None),
        (["33.3333333333333333333", "1"], (333333333333333333, 10**16), 16),  # 100 / 3 has no end
        ([FULL, "0.25"], (int(FULL), 0), 0),
        ([FULL, "0.75"], (int(FULL), 1), 0),
        ([FULL[:-1], "0.25"], (int(FULL[:-1]) * 10, 2), 1),  # half to even
        ([FULL[:-1], "0.35"], (int(FULL[:-1]) * 10, 4), 1),
        ([FULL + "9", "1"], (None, None), None),
        (["0.0123456789012345678"], (12345678901234568,), 18),  # so do zeros behind the point
    ],
)
def test_several_values_over_one_number_of_decimals(
    texts: Sequence[str | None], scaled: tuple[int | None, ...], decimals: int | None
) -> None:
    """As many decimals as they need and the largest leaves room for."""
    values = [None if text is None else Decimal(text) for text in texts]

    found, places = to_common_scale(values)

    assert found == scaled
    assert places == decimals


@pytest.mark.parametrize(
    ("text", "shown"), [("1E-2", "0.01"), ("1E+2", "100"), ("-0.50", "-0.50"), ("12", "12")]
)
def test_digits_are_plain(text: str, shown: str) -> None:
    """No exponents in what people read."""
    assert to_text(Decimal(text)) == shown
    assert from_text(shown) == Decimal(text)
