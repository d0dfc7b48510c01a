"""What kind of text it is: one answer for all readers of a page."""

from __future__ import annotations

import pytest

from crossfoot.extractors.kinds import (
    begins_with_number,
    column_kind,
    is_data,
    is_value,
    kind_of,
    section_number,
    states_number,
)


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (
            "number",
            ["0", "1 225 075", "(8.8)", "-$ 11.235,76", "12 k€", "5,000–9,999", "12/03/2020"],
        ),
        ("quantity", ["5 EV", "01/01/2022 a", "97.080.000-k", "(1) 400 t"]),
        ("year", ["2019", "2019-20", "(2019)*", "FY2022"]),
        ("nil", ["—", "..", "--", "n.d.", "NC"]),
        ("mark", ["x", "(D)", "*", "ref."]),
        ("text", ["Total", "M€", "2029f45 km", "/", "N/A"]),
    ],
)
def test_each_text_has_one_kind(kind: str, texts: list[str]) -> None:
    """Numbers with their signs, marks and ranges; what stands for one; words."""
    assert {text: kind_of(text) for text in texts} == dict.fromkeys(texts, kind)
    assert kind_of("  ") is None


def test_amounts_with_their_currency_make_a_column_of_numbers() -> None:
    """Nils and years too; a mark and a quantity stand for no number of a column."""
    assert {column_kind(t) for t in ("$ 0", "10,000–19,999", "2019", "—", "60 M€")} == {"number"}
    assert {column_kind(t) for t in ("x", "5 EV", "Lyon")} == {"text"}


def test_values_and_data_are_told_from_labels() -> None:
    """A year is a value but no data; a mark too; a quantity is data."""
    assert [is_value(t) for t in ("12", "2019", "—", "x", "5 EV")] == [
        True,
        True,
        True,
        True,
        False,
    ]
    assert [is_data(t) for t in ("12", "2019", "—", "x", "5 EV")] == [
        True,
        False,
        False,
        False,
        True,
    ]


def test_the_number_of_a_section_is_no_amount() -> None:
    """The text "1.8 %" is an amount where "1.8 Villes" numbers a section."""
    assert [section_number(t) for t in ("1.8 Villes", "3) Villes", "1.8 %")] == [(1, 8), (3,), ()]
    assert [begins_with_number(t) for t in ("1.8 Villes", "1.8 %", "Villes")] == [
        False,
        True,
        False,
    ]
    assert [states_number(t) for t in ("1.8 Villes", "15.6 %", "en 2019")] == [False, True, False]
