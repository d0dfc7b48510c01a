"""Currencies as they are printed around the world, and amounts in them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from crossfoot.normalizers.numbers.currencies import currencies_of, is_currency
from crossfoot.normalizers.numbers.parse import parse_number
from crossfoot.normalizers.numbers.scan import scan_numbers

AMOUNTS = [
    ("Q 3,480.75", "es", "3480.75", "GTQ"),
    ("RD$ 96,300", "es", "96300", "DOP"),
    ("₲ 7.450.000", "es", "7450000", "PYG"),
    ("Gs. 88.000", "es", "88000", "PYG"),
    ("S/ 640.20", "es", "640.20", "PEN"),
    ("S/. 2,640.20", "es", "2640.20", "PEN"),
    ("B/. 5,125.00", "es", "5125.00", "PAB"),
    ("₡ 45.300", "es", "45300", "CRC"),
    ("C$ 910.40", "es", "910.40", "NIO"),
    ("C$910.40", "en", "910.40", "CAD"),
    ("4 310,90 $ CA", "fr", "4310.90", "CAD"),
    ("R$ 77.210,05", "es", "77210.05", "BRL"),
    ("GH¢ 6,020.10", "en", "6020.10", "GHS"),
    ("₦5,300,000", "en", "5300000", "NGN"),
    ("KSh 72,500", "en", "72500", "KES"),
    ("8 940 DH", "fr", "8940", "MAD"),
    ("3 075,250 DT", "fr", "3075.250", "TND"),
    ("640 500 Ar", "fr", "640500", "MGA"),
    ("CHF 9'315.40", "fr", "9315.40", "CHF"),
    ("THB 4,100", "en", "4100", "THB"),
    ("2 745 zł", "en", "2745", "PLN"),
    ("₹3,45,67,890", "en", "34567890", "INR"),
    ("870 kEUR", "fr", "870000", "EUR"),
    ("M$ 2.300", "es", "2300000000", "$"),
    ("7 Mio. €", "en", "7000000", "EUR"),
    ("3,4 Mrd. €", "fr", "3400000000", "EUR"),
    ("€2.75bn", "en", "2750000000", "EUR"),
    ("6 quetzales", "es", "6", "GTQ"),
    ("20 dólares canadienses", "es", "20", "CAD"),
    ("20 couronnes danoises", "fr", "20", "DKK"),
]
SHARED = [
    ("Bs 4.120,30", "es", "4120.30", "Bs"),
    ("$ 8.900.000", "es", "8900000", "$"),
    ("61 000 FCFA", "fr", "61000", "FCFA"),
    ("61 000 F CFA", "fr", "61000", "FCFA"),
    ("kr 7 300", "en", "7300", "kr"),
]


@pytest.mark.parametrize(("printed", "language", "value", "unit"), AMOUNTS + SHARED)
def test_amounts_are_read_in_the_currency_that_is_printed(
    printed: str, language: str, value: str, unit: str
) -> None:
    """In a cell and in a sentence alike; a sign that several countries print stays a sign."""
    number = parse_number(printed, language=language)
    spots = scan_numbers(f"ab {printed} cd", language)

    assert number is not None
    assert (number.value, number.unit) == (Decimal(value), unit)
    assert is_currency(number.unit)
    assert [(spot.number.value, spot.number.unit) for spot in spots] == [(Decimal(value), unit)]


@pytest.mark.parametrize(
    ("printed", "language", "value"),
    [("L 4,120.30", "es", "4120.30"), ("R 4 120.30", "en", "4120.30")],
)
def test_a_letter_that_may_be_a_currency_names_none(
    printed: str, language: str, value: str
) -> None:
    """Lempira, leu, rand or real: the amount is read, its currency is for the country to say."""
    number = parse_number(printed, language=language)

    assert number is not None
    assert (number.value, number.unit) == (Decimal(value), None)


@pytest.mark.parametrize(
    "text", ["TOP 10", "COP 21", "Q1", "Q4 2009", "ALL 25", "R 2", "L 3", "Le 12", "ETB1", "ETB2"]
)
def test_words_and_letters_before_a_bare_count_are_no_currencies(text: str) -> None:
    """Codes that are words need an amount beside them."""
    for language in ("fr", "en", "es", None):
        number = parse_number(text, language=language)
        assert number is None or not is_currency(number.unit)


def test_every_currency_in_use_is_known_by_its_code() -> None:
    """CLDR names them; nobody keeps a list."""
    codes = currencies_of(None).codes

    assert {"EUR", "GTQ", "MGA", "THB", "XAF", "XOF", "VES"} <= codes
    assert len(codes) > 150


@pytest.mark.parametrize(
    ("printed", "language", "value"),
    [
        ("2 billion", "en", 2 * 10**9),
        ("2 billions", "fr", 2 * 10**12),
        ("2 billones", "es", 2 * 10**12),
    ],
)
def test_a_billion_is_what_it_is_in_the_language(printed: str, language: str, value: int) -> None:
    """A thousand times more in French and Spanish than in English."""
    number = parse_number(printed, language=language)

    assert number is not None
    assert number.value == value
