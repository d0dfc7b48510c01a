"""How well a reading of a table adds up: one vote when several readings compete."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crossfoot.reconcilers.printed.grid import NUMBER, Grid, grid_of_table
from crossfoot.reconcilers.tables.claims import find_relations
from crossfoot.reconcilers.tables.verdicts import judge_relation

if TYPE_CHECKING:
    from crossfoot.model import Table

MISMATCH_COST = 2.0
UNREADABLE_COST = 0.01  # breaks ties only: a cell that is neither blank, number nor words
_GROUPED = re.compile(r"\d[ .,'’\u00a0\u2009\u202f]\d{3}(?!\d)")
_BARE = re.compile(r"(?<!\d)\d{4,}(?!\d)")


def score_reading(table: Table) -> float:
    """Return the score of a reading: relations that hold, less twice those that fail.

    Both directions count. No relations give (nearly) 0: no vote. Cells that mix digits and other
    things without being a number break ties, so that a reading never gains by having fewer numbers;
    so do long numbers without the mark that groups most others ("24176" beside "1,302").

    Args:
        table: Normalised: its cells carry their numbers.
    """
    return score_grid(grid_of_table(table))


def score_grid(grid: Grid) -> float:
    """Return the score of a grid; see :func:`score_reading`."""
    score = 0.0
    for relation in find_relations(grid):
        holds = judge_relation(grid, relation).holds
        if holds:
            score += 1.0
        elif holds is False:
            score -= MISMATCH_COST
    return score - UNREADABLE_COST * (_unreadable(grid) + _lost_marks(grid))


def _unreadable(grid: Grid) -> int:
    """Return how many body cells contain digits but are no number."""
    return sum(
        1
        for row in range(grid.header_rows, grid.n_rows)
        for col in range(grid.stub_cols, grid.n_cols)
        if grid.state[row, col] != NUMBER and any(char.isdigit() for char in grid.texts[row][col])
    )


def _lost_marks(grid: Grid) -> int:
    """Return how many long numbers lack the grouping mark that most of the table's have."""
    texts = [
        grid.texts[row][col]
        for row in range(grid.header_rows, grid.n_rows)
        for col in range(grid.stub_cols, grid.n_cols)
        if grid.state[row, col] == NUMBER
    ]
    bare = sum(_BARE.search(text) is not None for text in texts)
    grouped = sum(_GROUPED.search(text) is not None for text in texts) if bare else 0
    return bare if grouped > bare else 0
