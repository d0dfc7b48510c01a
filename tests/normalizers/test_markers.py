"""Footnote markers at the end of a text."""

from __future__ import annotations

import pytest

from crossfoot.normalizers.words.markers import read_markers


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("1 234 (1)", ("(1)",)),
        ("12*", ("*",)),
        ("45²", ("²",)),
        ("12 %**", ("**",)),
        ("Abonnés domestiques (1) [2]", ("(1)", "[2]")),
        ("312 km²", ()),
        ("(12)", ()),
        ("*", ()),
        ("947 (31 %)", ()),
        ("Total", ()),
    ],
)
def test_markers_end_a_text_and_are_no_part_of_units_or_amounts(
    text: str, markers: tuple[str, ...]
) -> None:
    """A marker follows something; brackets alone are a negative number, "km²" is a unit."""
    assert read_markers(text) == markers
