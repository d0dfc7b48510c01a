"""Signs that several countries print: whose money is meant."""

from __future__ import annotations

import pytest

from crossfoot.normalizers.numbers.parse import parse_number
from crossfoot.normalizers.numbers.sharing import Money, settle_number, stated_currencies


@pytest.mark.parametrize(
    ("printed", "language", "country", "unit"),
    [
        ("$ 1.250.000", "es", "CL", "CLP"),
        ("$ 1.250.000", "es", "CO", "COP"),
        ("$ 1.250.000", "es", "AR", "ARS"),
        ("$ 1,250,000", "es", "MX", "MXN"),
        ("20 pesos", "es", "UY", "UYU"),
        ("20 pesos", "es", "US", "$"),
        ("$ 1,250.50", "es", "PA", "USD"),
        ("$ 1.250.000", "es", None, "$"),
        ("$ 1.250.000", "es", "ES", "$"),
        ("Bs 1.250,50", "es", "BO", "BOB"),
        ("Bs 1.250,50", "es", "VE", "VES"),
        ("Bs 1.250,50", "es", None, "Bs"),
        ("L 1,250.50", "es", "HN", "HNL"),
        ("L 1,250.50", "es", "GT", None),
        ("L 1,250.50", "es", None, None),
        ("$1,250.50", "en", None, "USD"),
        ("$1,250.50", "en", "AU", "AUD"),
        ("$1,250.50", "en", "CA", "CAD"),
        ("$1,250.50", "en", "FR", "$"),
        ("R 1 250.50", "en", "ZA", "ZAR"),
        ("R 1 250.50", "en", None, None),
        ("kr 1 250", "en", "NO", "NOK"),
        ("kr 1 250", "en", "DK", "DKK"),
        ("kr 1 250", "en", None, "kr"),
        ("£1.25m", "en", None, "GBP"),
        ("£1.25m", "en", "GI", "GIP"),
        ("1 250 000 FCFA", "fr", "SN", "XOF"),
        ("1 250 000 F CFA", "fr", "CM", "XAF"),
        ("1 250 000 FCFA", "fr", None, "FCFA"),
        ("1 250 000 $", "fr", "CA", "CAD"),
        ("1 250 000 $", "fr", None, "$"),
        ("1 250 dinars", "fr", "TN", "TND"),
        ("1 250 dinars", "fr", "DZ", "DZD"),
        ("1 250 dinars", "fr", None, "dinar"),
        ("1 250 €", "fr", "CA", "EUR"),
        ("12 %", "en", "CA", "%"),
    ],
)
def test_the_country_decides_a_shared_sign(
    printed: str, language: str, country: str | None, unit: str | None
) -> None:
    """Where it is silent nothing is guessed, but for what a language takes for granted."""
    number = parse_number(printed, language=language)

    assert number is not None
    settled = settle_number(number, Money(language, country=country))
    assert settled.unit == unit
    assert settled.value == number.value


@pytest.mark.parametrize(
    ("text", "language", "codes"),
    [
        ("Estados financieros expresados en miles de pesos chilenos (M$)", "es", {"CLP"}),
        ("Cifras en miles de pesos mexicanos", "es", {"MXN"}),
        ("(en COP)", "es", {"COP"}),
        ("All amounts are stated in Canadian dollars", "en", {"CAD"}),
        ("(in thousands of US dollars)", "en", {"USD"}),
        ("Montants exprimés en dollars canadiens", "fr", {"CAD"}),
        ("Montants en milliers de francs CFA (XOF)", "fr", {"XOF"}),
        ("A loan of two million US dollars was repaid.", "en", set()),
        ("La deuda en dólares estadounidenses bajó.", "es", set()),
    ],
)
def test_a_report_may_say_which_currency_it_counts_in(
    text: str, language: str, codes: set[str]
) -> None:
    """What amounts are in is a statement; a debt in another currency is none."""
    assert stated_currencies([text], language) == codes


def test_what_the_report_says_is_stronger_than_its_country() -> None:
    """An Argentine bank may count in US dollars, and says so."""
    number = parse_number("$ 1.250.000", language="es")

    assert number is not None
    money = Money("es", stated=frozenset({"USD"}), country="AR")
    assert settle_number(number, money).unit == "USD"
