"""What people read about a sum: which terms are shown, what is named and how long."""

from __future__ import annotations

import pytest

from crossfoot.reconcilers.tables.reconcile import reconcile_table
from tests.reconcilers.table_builder import make_table


def told(*lines: str) -> list[str]:
    """Return the English sentences about a table of cells between bars."""
    rows = [line.split("|") for line in lines]
    return [check.explain("en") for check in reconcile_table(make_table(rows), language="en")]


PLACE = "Column “2022”, line “Total”: printed"
WAY_OFF = "more than rounding explains"


@pytest.mark.parametrize(
    ("lines", "total", "sentence"),
    [
        (
            ("Rent|4 111", "Power|2 305", "Wages|1 207"),
            "7 623",
            f"{PLACE} 7,623, 4,111 + 2,305 + 1,207 = 7,623: it adds up.",
        ),
        (
            ("Rent|4 111", "Power|2 305", "Wages|1 207", "Food|1 310"),
            "8 933",
            f"{PLACE} 8,933, the 4 lines sum to 8,933: it adds up.",
        ),
        (
            ("Rent|4 111", "Power|", "Wages|1 207", "Food|1 310", "Water|220"),
            "6 848",
            f"{PLACE} 6,848, the 4 lines sum to 6,848: it adds up.",
        ),
        (
            ("Rent|4 111", "Power|(2 305)", "Wages|1 207"),
            "3 013",
            f"{PLACE} 3,013, 4,111 + (−2,305) + 1,207 = 3,013: it adds up.",
        ),
        (
            ("Rent|4 111", "Power|2 305"),
            "6 453",
            f"{PLACE} 6,453, 4,111 + 2,305 = 6,416, difference 37, {WAY_OFF} (1.5). "
            "Look at “Total” / “2022”: 6,416 would make it add up.",
        ),
        (
            ("Rent|4 111", "Power|2 305"),
            "6 516",
            f"{PLACE} 6,516, 4,111 + 2,305 = 6,416, difference 100, {WAY_OFF} (1.5). "
            "Look at “Total”, “Rent” or “Power”.",
        ),
        (
            ("Rent|4 111", "Power|2 305", "Wages|1 207", "Food|1 310"),
            "8 937",
            f"{PLACE} 8,937, the 4 lines sum to 8,933, difference 4, {WAY_OFF} (2.5). "
            "Look at “Total”, “Rent” or “Power”.",
        ),
    ],
)
def test_terms_are_shown_while_they_are_few(
    lines: tuple[str, ...], total: str, sentence: str
) -> None:
    """Three terms are written out, more are counted; three suspects are named, others are not."""
    assert told("Item|2022", *lines, f"Total|{total}") == [sentence]


def test_a_gap_of_nines_may_be_two_digits_that_changed_places() -> None:
    """Said where several numbers may be wrong; other gaps have no such trait."""
    (swapped,) = told("Item|2022", "Rent|4 112", "Power|2 334", "Total|6 455")
    (other,) = told("Item|2022", "Rent|4 112", "Power|2 335", "Total|6 457")

    assert swapped.endswith(
        "difference 9, more than rounding explains (1.5). 9 = 9 × 1: "
        "two digits may be swapped. Look at “Rent”, “Power” or “Total”."
    )
    assert "difference 10" in other
    assert "swapped" not in other


def test_cells_are_named_by_what_they_do_not_share() -> None:
    """In a row by their columns; without a label by their place."""
    wrong, right = told("Town|Men|Women|Sum", "Cuq|250|262|552", "Alby|412|433|845")
    (nameless, _, _) = told(
        "Town||Women|Sum", "|412|433|855", "– Brey|338|351|689", "Cuq|250|262|512"
    )

    assert wrong.endswith("Look at “Sum”, “Men” or “Women”.")
    assert right == "Line “Alby”, column “Sum”: printed 845, 412 + 433 = 845: it adds up."
    assert nameless.startswith("Line no. 2, column “Sum”: printed 855")
    assert nameless.endswith("Look at “Sum”, no. 2 or “Women”.")


@pytest.mark.parametrize(("length", "shown"), [(60, "x" * 60), (61, "x" * 59 + "…")])
def test_long_labels_are_cut(length: int, shown: str) -> None:
    """To what a line of a review page holds; bullets are no part of a label."""
    (sentence,) = told("Item|2022", f"• {'x' * length}|4 111", "Power|2 305", "Total|6 516")

    assert f"“{shown}”" in sentence


def test_means_and_ratios_are_shown_two_digits_further() -> None:
    """14.3667 is 14.367 beside 14.9; 13.5 stays as it is."""
    (mean,) = told("Town|Score", "A|14.2", "B|12.8", "C|16.1", "Average|14.9")
    (whole,) = told("Town|Score", "A|14", "B|12", "C|16", "D|12", "Average|14")

    assert "printed 14.9, the mean of 3 values is 14.367, difference 0.533 (tolerance 0.1)" in mean
    assert "printed 14, the mean of 4 values is 13.5, difference 0.5 (tolerance 1)" in whole


def test_totals_that_cannot_be_checked_say_why() -> None:
    """Nothing is computed of an unknown item."""
    (sentence,) = told("Item|2022", "Rent|4 111", "Power|n.d.", "Total|6 516")

    assert sentence.startswith("Column “2022”, line “Total”: printed 6,516.")
    assert "=" not in sentence
