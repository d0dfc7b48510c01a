"""The size a text is set in."""

from __future__ import annotations

from crossfoot.type_size import middle_size


def test_the_size_in_the_middle_of_the_letters_counts() -> None:
    """Headings and notes are few letters; measured sizes differ, none of them often."""
    assert middle_size([(18.0, 12), (9.0, 300), (7.0, 80)]) == 9.0
    assert middle_size([(8.9, 10), (9.0, 10), (9.1, 10), (7.0, 14)]) == 8.9


def test_without_letters_there_is_no_size() -> None:
    """A page without text has none."""
    assert middle_size([]) == 0.0
    assert middle_size([(9.0, 0)]) == 0.0
