"""Slips of the pen: one answer for totals, figures and editions."""

from __future__ import annotations

from fractions import Fraction

import pytest

from crossfoot.reconcilers.printed.slips import ANY, MISPRINTS, is_misprint, mends, name_slip


@pytest.mark.parametrize(
    ("old", "new", "slip"),
    [
        (469, 769, "digit"),
        (5164, 5146, "swap"),
        (363, 129_363, "group"),
        (12, 12_000, "group"),
        (-41, 41, "sign"),
        (1234, 4321, "other"),
        (100, Fraction(201, 2), "other"),
    ],
)
def test_slips_of_the_pen(old: int, new: int | Fraction, slip: str) -> None:
    """One digit, two neighbours swapped, a lost group, a lost sign."""
    assert name_slip(old, new, 1) == slip


def test_two_whole_numbers_differ_by_a_misprint() -> None:
    """A digit or a swap; a lost digit, a sign or twice the same is none."""
    assert is_misprint(76, 77)
    assert is_misprint(19, 91)
    assert is_misprint(-76, -77)
    for other in (76, -76, -77, 6, 176, 87, 67_076):
        assert not is_misprint(76, other)


def test_a_slip_mends_a_sum_from_either_side() -> None:
    """The total or one item may be the misprint; the sign of the item counts."""
    assert mends([769, 200, 269], [1, 1], 1)  # total: 469
    assert mends([500, 231, 296], [1, 1], 1, in_total=frozenset())  # 296: 269
    assert mends([31, 54, 32], [1, -1], 1, in_total=frozenset(), in_items=MISPRINTS)  # 32: 23
    assert not mends([31, 54, 32], [1, 1], 1, in_items=MISPRINTS)
    assert not mends([1157, 231, 269], [1, 1], 1)


def test_a_caller_says_which_slips_tell_it_something() -> None:
    """One wrong digit among many items explains too much to count everywhere."""
    values, signs = [512, 231, 261], [1, 1]  # 261: 281
    assert mends(values, signs, 1, in_total=MISPRINTS - {"digit"})
    assert not mends(values, signs, 1, in_total=frozenset(), in_items=ANY - {"digit"})


def test_a_printed_zero_is_no_slip() -> None:
    """Any digit would be a digit away from it."""
    assert not mends([0, 3, 2], [1, 1], 1, in_items=frozenset())
    assert not mends([94, 0, 12], [1, 1], 1, in_total=frozenset(), in_items=MISPRINTS)
