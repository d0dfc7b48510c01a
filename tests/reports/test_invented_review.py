"""One invented report, typeset from the HTML beside it: cards, circles, bullets, charts, prose."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pytest

from crossfoot.extractors.charts.find import find_charts
from crossfoot.extractors.pdf.reader import open_document
from crossfoot.flows.runs.steps import extract, understand
from crossfoot.model import Extraction
from crossfoot.settings import Settings

REPORT = Path(__file__).parent / "invented-review-en.pdf"


@lru_cache(maxsize=1)
def _read() -> Extraction:
    return understand(extract(REPORT, Settings()), Settings())


def _printed() -> dict[str, str]:
    return {
        figure.label: figure.number.text.strip()
        for figure in _read().figures
        if figure.kind == "key_figure" and figure.number is not None
    }


def test_a_label_is_found_below_above_and_beside_the_number_of_a_card() -> None:
    """Cards are read whichever side their label stands on."""
    printed = _printed()
    assert printed["volunteers trained in coastal rescue"] == "1,284"
    assert printed["ports that joined the pledge"] == "More than 60"
    assert printed["raised for the breakwater fund"] == "£4.2 million"


def test_an_amount_in_a_circle_is_labelled_by_the_title_beside_it() -> None:
    """A circle stands for large type; its label is no heading above it."""
    printed = _printed()
    assert printed["Lighthouse repairs"] == "£1.3M"
    assert printed["Lifeboat engines"] == "£0.6M"


def test_a_change_is_labelled_by_what_changed() -> None:
    """The label of "… increased by £310,000 or 8% over the previous year" is its subject."""
    printed = _printed()
    assert printed["Donations increased"] == "£310,000"
    assert printed["Donations increased over the previous year"] == "8%"


def test_conditions_addresses_and_dates_are_no_figures() -> None:
    """What members must do, house numbers, phones and page numbers stay out."""
    numbers = [figure.number for figure in _read().figures if figure.number is not None]
    values = {number.value for number in numbers if number.unit != "%"}
    assert not values & {Decimal(n) for n in (10, 12, 14, 20, 44, 2024, 7946)}


def test_only_what_does_not_add_up_is_a_mismatch() -> None:
    """24 staff are not 15 women and 8 men, nor 48, 37 and 12 % a whole; 9 trainees are 5 and 4."""
    wrong = [check for check in _read().checks if check.status == "mismatch"]
    assert [(check.printed, check.computed) for check in wrong] == [
        (Decimal(24), Decimal(23)),
        (Decimal(100), Decimal(97)),
    ]


def test_slices_and_stacks_are_measured_to_a_tenth_of_a_point() -> None:
    """Shares of a donut and of a stacked bar come from their geometry."""
    with open_document(REPORT) as document:
        charts = [chart for number in (1, 2) for chart in find_charts(document.page(number))]
    shares = [round(mark.extent, 1) for chart in charts for mark in chart.marks]

    assert shares == pytest.approx([55, 30, 15, 50, 25, 25], abs=0.1)


def test_printed_shares_are_tied_to_their_chart() -> None:
    """The numbers in a stacked bar and beside a donut are parts of their chart."""
    figures = _read().figures
    charts = {figure.id: figure.label for figure in figures if figure.kind == "chart"}
    tied = [
        (charts[figure.breakdown_of], figure.label, str(figure.number.value))
        for figure in figures
        if figure.breakdown_of in charts and figure.number is not None
    ]

    assert tied == [
        ("Donors by region", "North", "50"),
        ("Donors by region", "South", "25"),
        ("Donors by region", "Islands", "25"),
        ("Boats inspected by kind", "Sail", "55"),
        ("Boats inspected by kind", "Motor", "30"),
        ("Boats inspected by kind", "Rowing", "15"),
    ]
