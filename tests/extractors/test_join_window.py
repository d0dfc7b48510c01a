"""A table joined with only its end open is the table joined whole."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

from hypothesis import given, settings
from hypothesis import strategies as st

from crossfoot.extractors.joining.parts import join_parts
from crossfoot.extractors.joining.window import OPEN_ROWS, OpenTable
from crossfoot.model import Cell, Table


def make_part(page: int, rows: int, *, cols: int = 2, span: int = 1) -> Table:
    """Return a page's part: numbered rows, the first ``span`` under one label."""
    cells = [
        Cell(row, col, f"{page}.{row}.{col}", page, _box(row, col), rowspan=1)
        for row in range(rows)
        for col in range(cols)
        if col > 0 or row == 0 or row >= span
    ]
    cells[0] = replace(cells[0], rowspan=span)
    box = (50.0, 60.0, 50.0 + 120 * cols, 60.0 + 12 * rows)
    return Table("", (page,), box, (box,), rows, cols, 0, 1, tuple(cells))


def _box(row: int, col: int) -> tuple[float, float, float, float]:
    return 50.0 + 120 * col, 60.0 + 12 * row, 150.0 + 120 * col, 70.0 + 12 * row


@settings(max_examples=20, deadline=None)
@given(sizes=st.lists(st.integers(20, 90), min_size=6, max_size=14), span=st.integers(1, 20))
def test_a_table_joined_with_its_end_open_is_the_table_joined_whole(
    sizes: list[int], span: int
) -> None:
    """Settled rows come back unchanged and in place, whatever the pages' sizes and spans."""
    parts = [make_part(page, rows, span=span) for page, rows in enumerate(sizes, start=1)]
    whole = reduce(join_parts, parts)
    grown = OpenTable(parts[0])
    for part in parts[1:]:
        grown = grown.add(part, join_parts)

    assert grown.whole() == whole


def test_rows_far_above_the_end_are_settled() -> None:
    """However long a table grows, the open rows stay few."""
    grown = OpenTable(make_part(1, 60))
    for page in range(2, 42):
        grown = grown.add(make_part(page, 60), join_parts)

    assert grown.table.n_rows <= 2 * OPEN_ROWS + 60
    assert grown.whole().n_rows == 41 * 60


def test_a_wider_part_makes_room_in_settled_rows_too() -> None:
    """A column that only a late page has is blank in all rows before it."""
    grown = OpenTable(make_part(1, 60))
    for page in range(2, 12):
        grown = grown.add(make_part(page, 60), join_parts)
    grown = grown.add(make_part(12, 60, cols=3), join_parts)
    table = grown.whole()

    assert (table.n_rows, table.n_cols) == (720, 3)
    assert {cell.text for cell in table.cells if cell.col == 2 and cell.row < 660} == {""}
    assert len({(cell.row, cell.col) for cell in table.cells}) == 720 * 3
