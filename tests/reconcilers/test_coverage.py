"""How many of the printed numbers checks prove, number by number."""

from __future__ import annotations

import pytest

from crossfoot.model import LedgerLine, PageLedger, Ref, Table
from crossfoot.reconcilers.coverage import measure_coverage
from crossfoot.reconcilers.tables.reconcile import reconcile_table
from tests.reconcilers.table_builder import make_table

RIGHT = [["Town", "2022"], ["Alby", "412"], ["Brey", "338"], ["Cuq", "–"], ["Total", "750"]]
WRONG = [*RIGHT[:-1], ["Total", "850"]]
LIST = [["Town", "Mayor"], *([f"Town {i}", "x"] for i in range(4)), ["Number of towns", "4"]]
UNKNOWN = [["Town", "2022"], ["Alby", "412"], ["Cuq", "n.d."], ["Total", "850"]]


def account(table: Table) -> tuple[PageLedger, ...]:
    """The account of a page on which nothing but a table's numbers is printed."""
    lines = tuple(
        LedgerLine(1, cell.text, cell.box, "cell", Ref(table.id, cell.row, cell.col))
        for cell in table.cells
        if cell.number is not None and cell.number.state == "number"
    )
    return (PageLedger(1, lines),)


@pytest.mark.parametrize(
    ("rows", "proved"),
    [
        (RIGHT, 3),  # a dash is no number
        (WRONG, 0),
        ([*RIGHT, ["Members", "7"]], 3),
        (LIST, 1),  # a count vouches for itself alone
        (UNKNOWN, 0),
    ],
)
def test_how_many_numbers_are_proved(rows: list[list[str]], proved: int) -> None:
    """Those under a total that holds."""
    table = make_table(rows)
    pages = account(table)

    checks = reconcile_table(table, language="en")

    assert measure_coverage(pages, [table], checks) == (proved, len(pages[0].lines))
