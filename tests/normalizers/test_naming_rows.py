"""Numbers that name columns are no values: their places, formulas over them, grouped years."""

from __future__ import annotations

import pytest

from crossfoot.normalizers.numbers.parse import parse_grid

BODY = ("Wages", "1.100", "1.200", "2.300")


@pytest.mark.parametrize(
    ("row", "named"),
    [
        (("", "(1)", "(2)", "(3)"), True),
        (("", "(8)", "(9)", "(10)"), True),
        (("", "[1]", "[2]", "[3]"), True),
        (("(1)", "(2)", "3=(1+2)", "(4) = (3) - 2"), True),
        (("1", "2=(3 to 6)+14", "3", "4"), True),
        (("", "2.023", "2.024", "2.025"), True),
        (("", "2.025", "2.024", "2.023"), True),
        (("", "(1)", "(2)", ""), False),
        (("Loss", "(1)", "(3)", "(2)"), False),
        (("Loss", "(1)", "(2)", "3"), False),
        (("Staff", "1", "2", "3"), False),
        (("", "2.024", "2.024", "2.024"), False),
        (("", "2.024", "2.530", "2.531"), False),
        (("", "4.024", "4.025", "4.026"), False),
    ],
)
def test_numbers_that_name_columns_are_no_values(row: tuple[str, ...], named: bool) -> None:
    """They count up, in brackets or with a formula, or are years a year apart over the amounts."""
    first, second = parse_grid([row, BODY], language="es")

    assert (all(number is None for number in first)) == named
    assert [number is not None for number in second] == [False, True, True, True]


def test_amounts_like_years_below_others_are_amounts() -> None:
    """Only the first numbers of a table may be its years."""
    _, last = parse_grid([BODY, ("Rent", "2.023", "2.024", "2.025")], language="es")

    assert all(number is not None for number in last[1:])
