"""The tests' own scorer: what a cell, a row and a table cost."""

from __future__ import annotations

import pytest

from tests.pages.scoring import Score, Texts, best, mean_f1, score, shape_share

TRUE: Texts = [["Place", "2022", "2023"], ["Arden", "1,200", "–"], ["Copley", "", "35"]]


def test_a_table_read_as_it_is_has_all_its_cells() -> None:
    """Case, white space and the kind of a dash do not count, nor do blank rows."""
    read = [["place", "2022", "2023"], ["", "", ""], ["Arden", "1, 200", "-"], ["Copley", "", "35"]]
    assert score([TRUE], [read]) == Score(true=8, found=8, right=8, tables=1, shapes=1)


def test_a_lost_row_costs_its_cells_alone() -> None:
    """Rows are aligned: what stands below a lost one is still right."""
    assert score([TRUE], [[TRUE[0], TRUE[2]]]) == Score(8, 5, 5, 1, 0)


def test_two_tables_read_as_one_cost_the_smaller() -> None:
    """One of them is paired with what was read; the other one is missed."""
    second: Texts = [["School", "Pupils"], ["Fairmead", "412"]]
    wide = [*TRUE, *([*row, ""] for row in second)]
    assert score([TRUE, second], [wide]) == Score(12, 12, 8, 2, 0)


def test_a_table_that_is_not_there_costs_precision() -> None:
    """On a page without tables one cell is enough for nothing."""
    assert score([], [TRUE]).f1 == 0
    assert score([], []).f1 == 1


def test_the_admissible_reading_that_suits_best_counts() -> None:
    """A page may be read in more than one way."""
    assert best([[], [TRUE]], [TRUE]).f1 == 1
    assert best([[], [TRUE]], []).f1 == 1


def test_means_are_over_pages_and_shares_over_tables() -> None:
    """Pages without tables do not lift the mean."""
    scores = [Score(8, 8, 8, 1, 1), Score(4, 4, 1, 3, 0), Score()]
    assert mean_f1(scores) == pytest.approx((1 + 0.25) / 2)
    assert shape_share(scores) == pytest.approx(1 / 4)
