"""Large numbers are cells in a table and cards elsewhere."""

from __future__ import annotations

import pytest

from crossfoot.extractors.choice.own import read_own_tables
from crossfoot.extractors.text.blocks import find_figure_areas
from crossfoot.model import Box, Page
from tests.extractors.page_builder import Text, make_page

XS = (230.0, 310.0, 390.0)
YS = (100.0, 140.0, 180.0, 220.0, 260.0)


def tally(rows: int) -> Page:
    """Return rows of a label in small type and numbers in large type, in a ruled grid."""
    edges = (50.0, *(x - 10 for x in XS), 460.0)
    ys = [*(y - 12 for y in YS[:rows]), YS[rows - 1] + 28]
    across: list[Box] = [(edges[0], y, edges[-1], y) for y in ys]
    down: list[Box] = [(x, ys[0], x, ys[-1]) for x in edges]
    labels = ("Ward", "Boland", "Woodsome", "Blanks", "Votes")
    texts = [Text(label, 60, y + 3, size=7) for label, y in zip(labels, YS, strict=True)]
    heads = [Text(f"Ward {i}", x, YS[0], size=7) for i, x in enumerate(XS, start=1)]
    numbers = [
        Text(str(1000 + 37 * i + int(y)), x, y, size=12, bold=True)
        for y in YS[1:rows]
        for i, x in enumerate(XS)
    ]
    prose = [
        Text("the wardens of all the wards have met and signed these returns", 50, y, size=7)
        for y in range(400, 700, 12)
    ]
    return make_page([*texts[:rows], *heads, *numbers, *prose], rules=[*across, *down])


def test_large_numbers_of_a_sure_table_are_its_cells() -> None:
    """All of them are in the table, though each looks like a card."""
    page = tally(5)
    assert len(find_figure_areas(page)) > 3

    (table,), figures = read_own_tables(page, ())

    assert (table.n_rows, table.n_cols) == (5, 4)
    assert all(cell.text for cell in table.cells)
    assert figures == ()


@pytest.mark.parametrize("rows", [2])
def test_a_row_of_cards_is_no_table(rows: int) -> None:
    """Few rows of large numbers stay cards."""
    tables, figures = read_own_tables(tally(rows), ())

    assert len(figures) >= 3
    assert not any(cell.text.isdigit() for table in tables for cell in table.cells)
