"""Years: one answer for headers, labels, titles and numbers."""

from __future__ import annotations

import pytest

from crossfoot.vocabulary.printed import without_years
from crossfoot.years import find_years, is_year, year_of


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2020", 2020),
        (" (2019)* ", 2019),
        ("2010(1)", 2010),
        ("2018¹", 2018),
        ("- 2019 -", 2019),
        ("2013-2014", 2013),
        ("2019/20", 2019),
        ("2019 – 20", 2019),
        ("2025 / 2024", 2025),
        ("FY2019", 2019),
        ("FY 2020-21", 2020),
        ("en 2023", 2023),
        ("", None),
        ("2020 €", None),
        ("2020 %", None),
        ("$2000", None),
        ("2 020", None),
        ("2,020", None),
        ("20201", None),
        ("1899", None),
        ("2100", None),
        ("2019-12", None),
        ("2019-2019", None),
        ("2020 members", None),
        ("2020 2021", None),
        ("T1 2020", None),
    ],
)
def test_a_year_and_nothing_else(text: str, year: int | None) -> None:
    """Brackets, marks and a second year may stand with it; a unit, a month or a word may not."""
    assert year_of(text) == year
    assert is_year(text) is (year is not None)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Budget 2019-20 et 2021", [(2019, 2020), (2021, 2021)]),
        ("au 31.12.2022", [(2022, 2022)]),
        ("2020.03.14.pdf", [(2020, 2020)]),
        ("rapport_2020_debug", [(2020, 2020)]),
        ("2025 / 2024", [(2025, 2024)]),
        ("2019-12", [(2019, 2019)]),
        ("2010/02", [(2010, 2010)]),
        ("2021eko txostena", [(2021, 2021)]),
        ("$2000.00", []),
        ("1923,1 Mds", []),
        ("0.2019 et 0,2019", []),
        ("2029f45f4222", []),
        ("12020", []),
    ],
)
def test_years_inside_a_text(text: str, years: list[tuple[int, int]]) -> None:
    """Parts of dates and spans are years, parts of numbers and codes are not."""
    assert [(one.first, one.last) for one in find_years(text)] == years


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Participants in 2020", "Participants"),
        ("Budget de 2019/20 (k€)", "Budget (k€)"),
        ("amount in 2005 constant dollars", "amount in constant dollars"),
        ("Last modified: 2010-03-15.", "Last modified: ."),
        ("2010/02 Per cent", "Per cent"),
        ("Change 2008/2007", "Change"),
        ("12,2019", "12,2019"),
    ],
)
def test_a_header_without_its_years_is_the_same_in_every_edition(text: str, bare: str) -> None:
    """Months and days go with the year, and the preposition that has nothing else to lead to."""
    assert " ".join(without_years(text).split()) == bare
