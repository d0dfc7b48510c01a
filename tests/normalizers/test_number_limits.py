"""Printed numbers on both sides of what decides: amounts or names, groups or decimals, marks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from crossfoot.model import Language
from crossfoot.normalizers.numbers.currencies import is_currency
from crossfoot.normalizers.numbers.parse import parse_grid, parse_number
from crossfoot.normalizers.numbers.scan import scan_numbers, text_sign


def value(text: str, language: Language | None = "en") -> str | None:
    """Return the value of a text that is a number, as text."""
    number = parse_number(text, language=language)
    return str(number.value) if number else None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("TOP 1,000", "1000"),
        ("TOP 10.50", "10.50"),
        ("TOP 10", None),
        ("10.50 TOP", "10.50"),
        ("10 TOP", None),
        ("ETB12", None),
        ("ETB123", "123"),
        ("ETB 1", "1"),
        ("ETB1.50", "1.50"),
        ("12E", None),
        ("123E", "123"),
        ("12.5E", "12.5"),
        ("2005 (hours)", None),
        ("2105 (hours)", "2105"),
        ("2005 (1)", "2005"),
        ("5 MM", None),
        ("5 MM$", "5000000"),
        ("$5 MM", "5000000"),
        ("5 m", "5"),
        ("$5 m", "5000000"),
        ("€ 5 km", "5"),
    ],
)
def test_an_amount_or_a_name(text: str, read: str | None) -> None:
    """Groups, cents, three digits or a space tell money from codes, estimates and years."""
    assert value(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1" + " " * 118 + "€", "1"),
        ("1" + " " * 119 + "€", None),
        ("100 (" + "x" * 114 + ")", "100"),
        ("100 (" + "x" * 115 + ")", None),
        ("123456789012345678", "123456789012345678"),
        ("1234567890123456789", None),
        ("1234567890123456.78", "1234567890123456.78"),
        ("1234567890123456.789", None),
        ("1 2 3", None),
        ("1 2 3 4", "1234"),
        ("1 2 . 3", "12.3"),
        ("00", "0"),
        ("01", None),
        ("0", "0"),
        ("0.5", "0.5"),
        ("00.5", "0.5"),
        ("12,34,567", "1234567"),
        ("12,34,567.8", "1234567.8"),
    ],
)
def test_how_long_a_number_may_be(text: str, read: str | None) -> None:
    """120 chars with its remark, 18 digits; a leading zero makes a code of it."""
    number = value(text)

    assert (number and Decimal(number)) == (read and Decimal(read))


@pytest.mark.parametrize(
    ("text", "read", "qualifier"),
    [
        ("(5)", "-5", "exact"),
        ("(5", None, None),
        ("5)", None, None),
        ("(+5)", "5", "exact"),
        ("(-5)", "-5", "exact"),
        ("5-", "-5", "exact"),
        ("+ 5", "5", "over"),
        ("+5", "5", "exact"),
        ("+ 5 %", "5", "exact"),
        ("about 5+", "5", "about"),
        ("5 or more", "5", "over"),
    ],
)
def test_signs_and_brackets(text: str, read: str | None, qualifier: str | None) -> None:
    """Brackets close, a sign inside them wins, a plus apart says "more than" but of no change."""
    number = parse_number(text, language="en")

    assert (number and str(number.value)) == read
    assert (number and number.qualifier) == qualifier


@pytest.mark.parametrize(
    ("text", "read", "unit"),
    [
        ("5 thousand", "5000", None),
        ("5 million people", None, None),
        ("5 billion", "5000000000", None),
        ("5 trillion euros", "5000000000000", "EUR"),
        ("5 Million", "5000000", None),
        ("k€ 5", "5000", "EUR"),
        ("M$ 5", "5000000", "$"),
        ("5 €/m3", "5", "EUR/m3"),
        ("5 %/year", "5", "%/year"),
        ("5 people", "5", "count"),
        ("1.5 million", "1500000", None),
        ("1.2345 thousand", "1234.5", None),
    ],
)
def test_scales_and_units(text: str, read: str | None, unit: str | None) -> None:
    """Words and signs that multiply, before and after the digits."""
    number = parse_number(text, language="en")

    assert (number and number.value) == (read and Decimal(read))
    assert (number and number.unit) == unit


@pytest.mark.parametrize(
    ("column", "language", "first"),
    [
        (["1,234", "5.5"], "fr", "1234"),
        (["1,234", "5,5"], "en", "1.234"),
        (["1,234", "5.5", "5,5"], "en", "1234"),
        (["1,234", "5.5", "5,5"], "fr", "1.234"),
        (["1,234", "5.5", "6,5", "5,5"], "en", "1.234"),
        (["1,234", "2,345"], "fr", "1.234"),
        (["1,234", "2,345", "693"], "fr", "1234"),
        (["1,234", "2,345", "0"], "fr", "1.234"),
        (["1,234", "2,345", "1"], "fr", "1234"),
        (["1,234", "693"], "fr", "1.234"),
        (["1,234", "2,345", "1234"], "en", "1.234"),
        (["1,234", "2,345", "1000"], "en", "1.234"),
        (["1,234", "2,345", "999"], "fr", "1234"),
        (["1,234", "2,345", "2019"], "en", "1234"),
        (["1,234", "2,345", "2019", "2100"], "en", "1.234"),
        (["1,234", "2,345", "1234", "693"], "fr", "1234"),
        (["1,234", "2,345", "1234", "1235", "693"], "en", "1.234"),
        (["1,234", "2.345", "693"], "en", "1234"),
        (["1,234", "2.345", "693"], "fr", "1.234"),
        (["1,234", "5,964 €"], "fr", "1234"),
        (["1,234", "5,964 people"], "fr", "1234"),
        (["1,234", "5,964 k€"], "fr", "1.234"),
        (["1,234", "5,964 %"], "fr", "1.234"),
    ],
)
def test_the_company_of_a_comma(column: list[str], language: Language, first: str) -> None:
    """What the others prove; else small plain numbers make it group, large plain ones decimal.

    Years are no plain numbers, one mark alone and marks of both kinds leave it to the language.
    """
    (cell, *_) = parse_grid([[text] for text in column], language=language)

    assert cell[0] is not None
    assert str(cell[0].value) == first


def test_columns_that_prove_nothing_follow_the_table() -> None:
    """A short row is no column of blanks; each column keeps what it proves itself."""
    rows = [["1,234", "5.5"], ["2,345"], ["3,456", "6.5", "7,891"]]

    grid = parse_grid(rows, language="fr")

    assert [len(row) for row in grid] == [2, 1, 3]
    assert [str(cell.value) for row in grid for cell in row if cell] == [
        *("1234", "5.5", "2345", "3456", "6.5", "7891")
    ]
    assert parse_grid([]) == ()


@pytest.mark.parametrize(
    ("column", "missing"),
    [
        (["x", "1"], True),
        (["x", "x", "1"], False),
        (["x", "x", "1", "2"], True),
        (["x", "x", "x", "1", "2"], False),
        (["x", "x", "x", "x", "1", "2", "3"], True),
        (["x"], False),
        (["x", "n.d.", "1"], True),
    ],
)
def test_letters_are_missing_numbers_among_numbers(column: list[str], missing: bool) -> None:
    """Three numbers make a column of them, or as many as there are words."""
    (first, *_) = parse_grid([[text] for text in column], language="en")

    assert (first[0] is not None) is missing


@pytest.mark.parametrize(
    ("unit", "currency"),
    [("EUR", True), ("$", True), ("FCFA", True), ("%", False), ("count", False), (None, False)],
)
def test_what_is_money(unit: str | None, currency: bool) -> None:
    """Codes and signs that several countries share."""
    assert is_currency(unit) is currency


# ------------------------------------------------------------------------- numbers in sentences


def spotted(text: str, language: Language | None = "en") -> list[tuple[str, str]]:
    """Return value and printed place of the numbers of a text."""
    return [
        (str(spot.number.value), text[spot.start : spot.end])
        for spot in scan_numbers(text, language)
    ]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("in 1899", ["1899"]),
        ("in 1900", []),
        ("in 2099", []),
        ("in 2100", ["2100"]),
        ("about 2020 cars", ["2020"]),
        ("2020+ cars", ["2020"]),
        ("2020 € of it", ["2020"]),
        ("120200 cars", ["120200"]),
        ("58-60 cars", []),
        ("58 - 60 cars", ["58", "60"]),
        ("article 5", []),
        ("article 5 %", ["5"]),
        ("the 2nd car", []),
        ("14h30", []),
        ("a 5-year plan", []),
        ("a 58- plan", ["58"]),
        ("1. Two cars 3", ["3"]),
        ("the 12 January", []),
        ("the 12 Sept", []),
        ("31 of 12 May", ["31"]),
        ("Chapter 2: the 31 cars", ["31"]),
    ],
)
def test_numbers_that_name_something(text: str, numbers: list[str]) -> None:
    """Years, ranges, articles, ordinals, times and section numbers count nothing."""
    assert [number for number, _ in spotted(text)] == numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- 58 cars", ("58", "58")),
        ("went -58 €", ("-58", "-58 €")),
        ("went -58 cars", ("58", "-58")),
        ("went +58 cars", ("58", "+58")),
        ("more than 58 cars", ("58", "more than 58")),
        ("now $ 117, 312, 010.50 spent", ("117312010.50", "$ 117, 312, 010.50")),
        ("Only 10 TOP cars", ("10", "10 TOP")),
    ],
)
def test_what_belongs_to_a_number(text: str, found: tuple[str, str]) -> None:
    """Sign, qualifier, currency and the pieces it is written in; a dash before a count is none."""
    assert spotted(text) == [found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ahora 1 millón 372 mil 915 casas", ("1372915", "1 millón 372 mil 915")),
        ("ahora 2 millones 5 mil casas", ("2005000", "2 millones 5 mil")),
    ],
)
def test_a_spanish_number_in_words_is_one(text: str, found: tuple[str, str]) -> None:
    """Thousands and millions go on one number."""
    spots = scan_numbers(text, "es")
    assert [(str(spot.number.value), spot.number.text) for spot in spots] == [found]


def test_the_digits_of_a_number_written_in_pieces() -> None:
    """They begin where the first digit stands."""
    (one,) = scan_numbers("now $ 117, 312, 010.50 spent", "en")

    assert (one.start, one.digits) == (4, 6)


def test_a_dump_of_data_is_no_text() -> None:
    """Twenty thousand chars are read, more are not."""
    text = "58 cars ".ljust(20_000, "x")

    assert len(spotted(text)) == 1
    assert spotted(f"{text}x") == []


@pytest.mark.parametrize(
    ("points", "commas", "sign"),
    [(2, 0, ","), (3, 0, "."), (3, 1, ","), (4, 1, "."), (6, 2, ","), (7, 2, ".")],
)
def test_a_document_writes_unlike_its_language(points: int, commas: int, sign: str) -> None:
    """Three measured numbers must prove it, and more than thrice as many as prove the contrary."""
    texts = [*["el 51.2 %"] * points, *["el 51,2 %"] * commas]

    assert text_sign(texts, "es") == sign
    assert text_sign([text.replace("%", "casas") for text in texts], "es") == ","
    assert text_sign([text.replace("51.2", "1.234") for text in texts], "es") == ","
