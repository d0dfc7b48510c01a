"""Reads the tables of a page with our own engine, and tells cards from cells.

A card is a large number with its label, and no table; but a table whose numbers are set larger
than its labels looks like rows of cards. Such a page is read with the cards' words first: what is
then surely a table keeps them.
"""

from __future__ import annotations

from collections.abc import Sequence

from crossfoot.extractors.kinds import column_kind
from crossfoot.extractors.tables.page import propose_tables
from crossfoot.extractors.text.blocks import find_figure_areas
from crossfoot.extractors.weighing.read import read_page_tables
from crossfoot.model import Box, Page, Table

SURE_CELLS = 0.8  # confidence of a table in which large numbers are cells
FEWEST_ROWS = 4  # of it: cards stand side by side, in two or three rows at most
COUNTING = 0.6
"""Share of a table's rows that hold a number.

Tallies of votes (families of Sanford, Portland and Lynn) have more; in a grid of cards (metropolis,
the drawn page fr-cards) every second row is labels.
"""


def read_own_tables(page: Page, charts: Sequence[Box]) -> tuple[tuple[Table, ...], tuple[Box, ...]]:
    """Return a page's tables, and the areas of charts, cards and lists, which hold none.

    Args:
        page: The page.
        charts: Boxes of its charts.
    """
    areas = find_figure_areas(page)
    if areas:
        areas = find_figure_areas(page, cells=_sure_boxes(propose_tables(page, exclude=charts)))
    figures = (*charts, *areas)
    return read_page_tables(page, exclude=figures), figures


def _sure_boxes(tables: Sequence[Table]) -> tuple[Box, ...]:
    return tuple(
        table.box
        for table in tables
        if table.confidence >= SURE_CELLS
        and table.n_rows >= FEWEST_ROWS
        and _share_counting(table) >= COUNTING
    )


def _share_counting(table: Table) -> float:
    """Return the share of a table's rows below the header that hold a number."""
    counting = {
        cell.row
        for cell in table.cells
        if cell.row >= table.header_rows and column_kind(cell.text) == "number"
    }
    return len(counting) / max(1, table.n_rows - table.header_rows)
