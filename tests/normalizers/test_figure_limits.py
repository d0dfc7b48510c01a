"""Figures on both sides of what decides: tables of contents, broken text, shares beside a chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from crossfoot.extractors.charts.find import Chart, Mark
from crossfoot.model import Block, Box, Figure
from crossfoot.normalizers.figures.read import read_figures
from tests.normalizers.test_figures import block


def key_figures(blocks: Sequence[Block], charts: Sequence[Chart] = ()) -> list[Figure]:
    """Return the key figures of some blocks."""
    return [f for f in read_figures(blocks, charts, "en") if f.kind == "key_figure"]


@pytest.mark.parametrize(
    ("pages", "figures"),
    [
        ([3, 9, 14], 3),
        ([3, 9, 14, 20], 0),
        ([3, 9, 9, 20], 0),
        ([3, 9, 5, 20, 24], 0),
        ([9, 3, 5, 4, 24], 5),
        ([20, 14, 9, 3], 4),
        ([3, 9, 14, 20000], 4),
        ([3, 9, 14, 2000], 0),
    ],
)
def test_leaders_to_rising_page_numbers_are_contents(pages: list[int], figures: int) -> None:
    """Four lines make a table of contents when three quarters of their pages rise."""
    leaders = [block("leader", f"Chapter {'abcdefg'[i]} ...... {n}") for i, n in enumerate(pages)]

    assert len(key_figures(leaders)) == figures


@pytest.mark.parametrize("heading", ["Contents", "Sommaire", "Índice general"])
def test_what_stands_under_contents_is_contents(heading: str) -> None:
    """One line under such a heading names a page, under another it states a number."""
    line = block("leader", "Grants ........ 12")

    assert key_figures([replace(line, section=(heading,))]) == []
    assert len(key_figures([replace(line, section=("Money",))])) == 1


@pytest.mark.parametrize(("broken", "figures"), [(0, 1), (2, 1), (3, 0), (8, 0)])
def test_text_without_unicode_says_nothing(broken: int, figures: int) -> None:
    """Two chars of forty may lack Unicode, more may not."""
    text = "12 cities of the network" + " in the year"
    text += "\ufffd" * broken
    text = text.ljust(40, "s")

    assert len(key_figures([block("card", text)])) == figures


@pytest.mark.parametrize(
    ("values", "tied"),
    [
        (("52", "30", "18"), True),
        (("54", "28", "18"), True),
        (("56", "26", "18"), False),
        (("30", "52", "18"), False),
        (("52", "30"), False),
        (("260", "150", "90"), True),
    ],
)
def test_shares_with_the_proportions_of_a_pie_are_its_parts(
    values: tuple[str, ...], tied: bool
) -> None:
    """Printed shares may stray three points from the slices; so many there must be, in order."""
    ends = (0.0, 52.0, 82.0, 100.0)
    box: Box = (0.0, 0.0, 40.0, 40.0)
    marks = tuple(Mark(box, 1 + i, b - a, 0.5) for i, (a, b) in enumerate(pairwise(ends)))
    chart = Chart("pie", 1, box, marks)
    leaders = [
        block("leader", f"{name} ...... {value} %")
        for name, value in zip(("Fees", "Grants", "Sales"), values, strict=False)
    ]

    found = key_figures(leaders, [chart])

    assert {figure.breakdown_of is not None for figure in found} == {tied}


TICKS = (("0", -100.0), ("20", -60.0), ("40", -20.0))


def bars(ticks: Sequence[tuple[str, float]], *, values: Sequence[str] = ("", "")) -> list[Figure]:
    """Return the figures of two bars, 60 and 30 points high."""
    marks = (
        Mark((0.0, 40.0, 10.0, 100.0), 1, 60.0, 0.5, "2020", values[0]),
        Mark((20.0, 70.0, 30.0, 100.0), 1, 30.0, 0.5, "2021", values[1]),
    )
    chart = Chart("bars", 1, (0.0, 0.0, 100.0, 100.0), marks, tuple(ticks), origin=-100.0)
    return list(read_figures([], [chart], "en"))[1:]


@pytest.mark.parametrize(
    ("ticks", "measured"),
    [
        (TICKS, ["30.00", "15.00"]),
        (TICKS[:2], []),
        ((*TICKS[:2], ("40", -20.4)), ["30.12", "15.04"]),
        ((*TICKS[:2], ("40", 20.0)), []),
        ((("5", -100.0), ("5", -60.0), ("5", -20.0)), []),
        ((("0", -100.0), ("x", -60.0), ("40", -20.0)), []),
    ],
)
def test_bars_are_measured_where_the_axis_is_straight(
    ticks: Sequence[tuple[str, float]], measured: list[str]
) -> None:
    """Three ticks on one line make an axis; two do not, nor do ticks that are equal or stray."""
    assert [str(figure.measured) for figure in bars(ticks)] == measured


def test_a_printed_value_wins_over_a_measured_one() -> None:
    """The bar that has a number keeps it; the other is measured."""
    printed, measured = bars(TICKS, values=("31", ""))

    assert printed.number is not None
    assert (printed.number.value, printed.measured) == (Decimal(31), None)
    assert (measured.number, str(measured.measured), str(measured.error)) == (None, "15.00", "0.25")


@pytest.mark.parametrize(("left", "inside"), [(0.0, True), (150.0, False)])
def test_lettering_of_a_bar_chart_is_no_statement(left: float, inside: bool) -> None:
    """A text whose middle stands in the chart belongs to it."""
    chart = Chart("bars", 1, (0.0, 0.0, 100.0, 100.0), ())
    text = replace(block("card", "12 cities"), box=(left, 40.0, left + 60, 50.0))

    assert (key_figures([text], [chart]) == []) is inside
    assert key_figures([replace(text, page=2)], [chart]) != []
