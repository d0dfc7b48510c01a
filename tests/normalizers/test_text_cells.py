"""Sentences in tables of text are read as running text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crossfoot.model import Block, Table
from crossfoot.normalizers.figures.cells import with_cells
from crossfoot.normalizers.figures.read import read_figures
from crossfoot.normalizers.tables.normalize import normalize_table
from tests.normalizers.table_builder import make_table

SENTENCE = "The 21.6% of people of 15 years and more cannot read, and it was worse before."


def table(*rows: list[str]) -> Table:
    """Return a normalised table."""
    return normalize_table(make_table(list(rows)), language="en")


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        (SENTENCE, ["21.6"]),
        ("21.6% cannot read", []),
        ("1 21.6% 2 3 4 5 6 of people who cannot read or write it", []),
    ],
)
def test_a_sentence_in_a_cell_states_its_figures(cell: str, values: list[str]) -> None:
    """Forty letters make a sentence, more numbers than words a list."""
    blocks = with_cells((), [table(["Education", "Housing"], [cell, "Most of them have none"])])

    found = [str(f.number.value) for f in read_figures(blocks, (), "en") if f.number]
    assert found == values


def test_a_table_with_numbers_keeps_its_sentences() -> None:
    """What stands beside amounts is a label."""
    assert with_cells((), [table(["What", "Amount"], [SENTENCE, "1,250"])]) == ()


def test_sentences_come_where_they_stand() -> None:
    """Before the block below them, after the one above."""
    (cell,) = with_cells((), [table(["Education", "Housing"], [SENTENCE, "Most have none"])])
    above = Block("paragraph", cell.page, (0, -20, 9, -10), "above", ())
    below = replace(above, box=(0, 900, 9, 910), text="below")

    found = with_cells((above, below), [table(["Education", "Housing"], [SENTENCE, "None"])])
    assert [block.text for block in found] == ["above", SENTENCE, "below"]
