"""How checks are told: one way to write numbers, one order of languages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from crossfoot.model import Language
from crossfoot.reconcilers.telling import format_number, tell


@pytest.mark.parametrize(
    ("value", "language", "written"),
    [
        ("1225075.50", "es", "1.225.075,50"),
        ("1225075.50", "fr", "1\u202f225\u202f075,50"),
        ("-1234", "en", "−1,234"),
        ("0.00", "en", "0.00"),
        ("1E+3", "en", "1,000"),
    ],
)
def test_a_number_keeps_the_digits_it_is_known_to(
    value: str, language: Language, written: str
) -> None:
    """Printed zeros stay: "12.50" is known to a hundredth; minus is no hyphen."""
    assert format_number(Decimal(value), language) == written


def test_what_is_not_known_is_a_question_mark() -> None:
    """An unreadable value is told as such."""
    assert format_number(None, "fr") == "?"


@pytest.mark.parametrize("first", ["fr", "en", "es"])
def test_the_language_of_the_report_comes_first(first: Language) -> None:
    """Every language is told once."""
    told = tell(lambda language: f"in {language}", first=first)

    assert told[0] == (first, f"in {first}")
    assert sorted(told) == [("en", "in en"), ("es", "in es"), ("fr", "in fr")]


def test_a_report_in_a_language_we_do_not_write_is_explained_in_english() -> None:
    """An Italian report gets its explanations all the same."""
    assert tell(lambda language: language, first="it")[0] == ("en", "en")
