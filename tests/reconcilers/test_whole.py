"""A flag rests on cells that were read whole: what the page prints beside them speaks first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crossfoot.model import Box, Check, LedgerLine, PageLedger, Table
from crossfoot.reconcilers.tables.reconcile import reconcile_table
from crossfoot.reconcilers.whole import UNREAD, hold_unread
from tests.reconcilers.table_builder import make_table

ROWS = [
    ["Service", "2024"],
    ["Water", "4,120"],
    ["Roads", "3,310"],
    ["Parks", "2,250"],
    ["Total", "9,860"],
]
"""180 more than its lines, by a swap; cells are 40 points wide and 12 high, on page 3."""


def table() -> Table:
    """Return the table."""
    return make_table(ROWS)


def held(*lines: LedgerLine, of: Table | None = None) -> Check:
    """Return the check of the total, with numbers that are in no cell."""
    of = of or table()
    (check,) = reconcile_table(of, language="en")
    assert (check.status, check.severity) == ("mismatch", "error")
    (found,) = hold_unread((check,), (of,), (PageLedger(3, lines),))
    return found


def loose(text: str, box: Box, **more: object) -> LedgerLine:
    """Return a number in no cell."""
    return replace(LedgerLine(3, text, box, where="table", is_apart=True), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("box", "is_held"),
    [
        ((45.0, 37.0, 70.0, 46.0), True),  # between two lines of the column
        ((45.0, -1.0, 70.0, 8.0), True),  # next to its first line
        ((45.0, -40.0, 70.0, -31.0), False),  # far above
        ((5.0, 37.0, 30.0, 46.0), False),  # among the labels
    ],
)
def test_a_number_among_the_terms_that_is_in_no_cell_speaks_first(box: Box, is_held: bool) -> None:
    """The total may be right: incomplete, a warning with its reason."""
    check = held(loose("77", box))
    assert (check.status == "incomplete") == is_held
    assert (check.severity, check.reason) == (("warning", UNREAD) if is_held else ("error", ""))
    assert ("is in none" in dict(check.explanation)["en"]) == is_held


def test_a_number_of_the_table_that_fills_the_gap_speaks_first() -> None:
    """Wherever it stands in the table; another number there says nothing."""
    among_labels = (5.0, 20.0, 30.0, 29.0)
    assert held(loose("180.00", among_labels)).status == "incomplete"
    assert held(loose("181", among_labels)).status == "mismatch"


def test_what_is_placed_or_stands_in_a_sentence_says_nothing() -> None:
    """Cells, notes and running text are read."""
    among = (45.0, 37.0, 70.0, 46.0)
    assert held(loose("77", among, placement="cell")).status == "mismatch"
    assert held(loose("77", among, where="paragraph", is_apart=False)).status == "mismatch"
    assert held(loose("77", among, where="leader")).status == "mismatch"


def test_a_cell_with_more_digits_than_its_number_is_not_read_whole() -> None:
    """Two numbers in one cell, of which one was taken."""
    whole = table()
    cells = tuple(
        replace(cell, text="3,310 12") if (cell.row, cell.col) == (2, 1) else cell
        for cell in whole.cells
    )
    assert held(of=replace(whole, cells=cells)).status == "incomplete"
