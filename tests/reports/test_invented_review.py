"""One invented report, typeset from the HTML beside it: cards, circles, bullets, charts, prose."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from crossfoot.model import Extraction
from crossfoot.settings import Settings
from flows.steps import extract, understand

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
    measured = [figure.measured for figure in _read().figures if figure.measured is not None]
    assert [round(value) for value in measured] == [55, 30, 15, 50, 25, 25]
