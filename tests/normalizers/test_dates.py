"""Dates, intervals and periods."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.normalizers.words.dates import parse_date, parse_dates, read_period

MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre dic",
}


@given(day=st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)))
def test_every_day_comes_back_from_each_way_to_write_it(day: datetime.date) -> None:
    """What a report prints for a day is read as that day, in three languages and as digits."""
    names = {language: months.split()[day.month - 1] for language, months in MONTHS.items()}
    written = [
        day.isoformat(), f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}",
        f"{day.day} {names['fr']} {day.year}", f"{day.day} de {names['es']} de {day.year}",
        f"{names['en']} {day.day}, {day.year}", f"{day.day} {names['en']} {day.year}",
    ]  # fmt: skip

    assert {parse_date(text, order="day") for text in written} == {day.isoformat()}


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1er mars 2020", "2020-03-01"),
        ("mars 2020", "2020-03"),
        ("Sept. 30, 2011", "2011-09-30"),
        ("20/01/2020 – 24/01/2020", "2020-01-20/2020-01-24"),
        ("du 20 au 24 janvier 2020", "2020-01-20/2020-01-24"),
        ("del 20 al 24 de enero de 2020", "2020-01-20/2020-01-24"),
        ("January 20-24, 2020", "2020-01-20/2020-01-24"),
        ("20 January – 3 February 2020", "2020-01-20/2020-02-03"),
        ("juin 2017 – octobre 2018", "2017-06/2018-10"),
        ("31/12/69", "2069-12-31"),
        ("30/02/2020", None), ("24/01/2020 – 20/01/2020", None), ("1 234", None), ("12", None),
        ("1er atelier : 05/10/2020 – 06/10/2020", None), ("en 2020", None), ("", None),
    ],
)  # fmt: skip
def test_dates_and_intervals(text: str, iso: str | None) -> None:
    """Intervals have two ends in order; days the calendar lacks and sentences are no dates."""
    assert parse_date(text) == iso


def test_one_date_tells_the_order_of_a_column() -> None:
    """English dates are month first, unless one of the column proves otherwise."""
    assert parse_dates(["03/04/2020"], language="en") == ("2020-03-04",)
    assert parse_dates(["03/04/2020", "15/01/2020"], language="en") == ("2020-04-03", "2020-01-15")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2019", "2019"), ("Exercice 2020 en €", "2020"), ("FY2020", "2020"),
        ("Ejercicio 2020", "2020"), ("2003–04", "2003/2004"), ("2019/20", "2019/2020"),
        ("1er trimestre 2020", "2020-Q1"), ("Q4 2009", "2009-Q4"), ("mars 2020", "2020-03"),
        ("Situation au 31/12/2021", "2021-12-31"), ("May 21, 2009", "2009-05-21"),
        ("Q1 2009 – Q4 2009", ""), ("2019 et 2020", ""), ("Total 2012345", ""), ("1,2020", ""),
        ("Montant", ""),
    ],
)  # fmt: skip
def test_periods_of_headers(text: str, period: str) -> None:
    """A header names one period or none; two different ones are none."""
    assert read_period(text) == period
