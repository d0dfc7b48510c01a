"""What a page says its own signs mean."""

from __future__ import annotations

from decimal import Decimal

import pytest

from crossfoot.normalizers.catalog import Catalog
from crossfoot.normalizers.meaning.observations import observe
from crossfoot.normalizers.tables.headers import UnitNote
from crossfoot.normalizers.tables.normalize import normalize_table
from crossfoot.normalizers.tables.stated import stated_signs
from tests.normalizers.table_builder import make_table

THOUSAND = Decimal(1000)


@pytest.mark.parametrize(
    ("text", "language", "sign", "unit"),
    [
        ("Estados financieros (expresados en miles de pesos - M$)", "es", "M$", "$"),
        ("Expresado en miles de pesos (M$)", "es", "M$", "$"),
        ("Cifras en miles de dólares estadounidenses (MUSD)", "es", "MUSD", "USD"),
        ("K€ : milliers d'euros", "fr", "K€", "EUR"),
        ("Montants en milliers d'euros (k€)", "fr", "k€", "EUR"),
        ("Stated in thousands of euros [M€]", "en", "M€", "EUR"),
    ],
)
def test_a_page_explains_its_signs(text: str, language: str, sign: str, unit: str) -> None:
    """Words win over any meaning that we know for a sign."""
    assert stated_signs([text], language) == {sign: UnitNote(unit, THOUSAND)}


@pytest.mark.parametrize(
    "text", ["Ventas (M$)", "Un presupuesto de 3 M€", "Chiffre d'affaires, k€", "Total (USD)"]
)
def test_a_sign_without_words_explains_nothing(text: str) -> None:
    """It then means what it always means."""
    assert stated_signs([text], "es") == {}


def test_the_statement_of_a_report_holds_in_its_tables() -> None:
    """In headers, in cells, and for the table whose caption makes the statement."""
    stated = stated_signs(["Cifras expresadas en miles de pesos (M$)."], "es")
    rows = [["Concepto", "2020 (M$)", "2021"], ["Ventas", "1.250", "M$ 1.300"]]
    table = normalize_table(make_table(rows), language="es", stated=stated)
    found = observe(table, (), Catalog(), stated=stated)

    assert [(one.number.value, one.unit) for one in found] == [(1_250_000, "$"), (1_300_000, "$")]


def test_the_caption_says_what_its_sign_means() -> None:
    """The sign in brackets after the words is no second statement."""
    table = make_table([["", "2020"], ["Ventas", "1.250"]], caption="En miles de pesos (M$)")
    read = normalize_table(table, language="es")

    assert (read.unit, read.scale) == ("$", THOUSAND)


def test_a_sign_that_nobody_explains_keeps_its_meaning() -> None:
    """Then "M$" is a million pesos or dollars."""
    rows = [["Concepto", "2020 (M$)"], ["Ventas", "1.250"]]
    table = normalize_table(make_table(rows), language="es")

    assert observe(table, (), Catalog())[0].number.value == 1_250_000_000
