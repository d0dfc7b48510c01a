"""What checks prove of a table, number by number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crossfoot.model import Ref
from crossfoot.reconcilers.coverage import measure_coverage, tick_marks
from crossfoot.reconcilers.tables.reconcile import reconcile_table
from tests.reconcilers.table_builder import make_table

RIGHT = [["Town", "2022"], ["Alby", "412"], ["Brey", "338"], ["Cuq", "–"], ["Total", "750"]]
WRONG = [*RIGHT[:-1], ["Total", "850"]]
LIST = [["Town", "Mayor"], *([f"Town {i}", "x"] for i in range(4)), ["Number of towns", "4"]]


@pytest.mark.parametrize(
    ("rows", "proved", "printed"),
    [
        (RIGHT, 3, 3),  # a dash is no number
        (WRONG, 0, 3),
        ([*RIGHT, ["Members", "7"]], 3, 4),
        (LIST, 1, 1),  # a count vouches for itself alone
        ([["Town", "2022"], ["Alby", "412"], ["Cuq", "n.d."], ["Total", "850"]], 0, 2),
    ],
)
def test_how_many_numbers_are_proved(rows: list[list[str]], proved: int, printed: int) -> None:
    """Those under a total that holds, of those that the body prints."""
    table = make_table(rows)

    checks = reconcile_table(table, language="en")

    assert measure_coverage([table], checks) == (proved, printed)


def test_numbers_of_headers_and_labels_are_not_counted() -> None:
    """Years over columns and ranks beside rows are no data."""
    table = make_table(RIGHT)
    number = table.cells[3].number
    cells = tuple(replace(c, number=number) if c.row == 0 or c.col == 0 else c for c in table.cells)

    assert measure_coverage([replace(table, cells=cells)], []) == (0, 3)


def test_what_the_marks_say() -> None:
    """Each number of a sum has its mark, failing or not; what was not checked has none."""
    right, wrong, listed = (
        tick_marks(reconcile_table(make_table(rows), language="en"))
        for rows in (RIGHT, WRONG, LIST)
    )
    unknown = [["Town", "2022"], ["Alby", "412"], ["Cuq", "n.d."], ["Total", "850"]]

    assert right["t1", 4, 1] == right["t1", 1, 1] == ("Ft",)
    assert wrong["t1", 4, 1] == wrong["t1", 2, 1] == ("Ft≠",)
    assert listed["t1", 5, 1] == listed["t1", 1, 1] == ("Ct",)
    assert tick_marks(reconcile_table(make_table(unknown), language="en")) == {}


def test_figures_are_no_cells() -> None:
    """A total that stands in the text has no place in a table; the first row has one."""
    table = make_table(RIGHT)
    (check,) = reconcile_table(table, language="en")
    in_text = replace(check, total=Ref("f1"), axis="document", kind="repeat")
    first = replace(check, total=Ref("t1", 0, 0))

    assert set(tick_marks([in_text])) == {("t1", row, 1) for row in (1, 2, 3)}
    assert tick_marks([in_text])["t1", 1, 1] == ("TO",)
    assert ("t1", 0, 0) in tick_marks([first])
