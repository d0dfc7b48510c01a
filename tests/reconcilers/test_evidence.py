"""The parts of the search: chances, spans of equations, ranges, slips, granularity, wording."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.reconcilers.equations.evidence import fisher, log_factorial, novelty_of, spread_of
from crossfoot.reconcilers.equations.reach import Extremes
from crossfoot.reconcilers.equations.span import Span
from crossfoot.reconcilers.printed.granularity import common_step
from crossfoot.reconcilers.printed.grid import grid_of_texts
from crossfoot.reconcilers.printed.wording import is_filled, read_wording
from crossfoot.reconcilers.tables.exactness import are_counts
from crossfoot.reconcilers.tables.reconcile import check_grid


def test_fisher_bounds_the_exact_tail_from_above_and_closely() -> None:
    """The closed form is never below the series and within a factor of two of it."""
    for k in (1, 2, 5, 12):
        for x in (k + 3.0, 2.0 * k + 8, 60.0):
            exact = math.exp(-x) * sum(x**i / math.factorial(i) for i in range(k))
            bound = math.exp(fisher(np.array([x]), np.array([k]))[0])
            assert exact <= bound * (1 + 1e-9)
            assert bound <= 2 * exact


def test_log_factorial_is_exact_for_small_numbers() -> None:
    """Running sums of logarithms give ln n!."""
    assert np.exp(log_factorial(np.array([0, 1, 5]))) == pytest.approx([1, 1, 120])


def test_a_column_that_repeats_another_at_scale_is_no_news() -> None:
    """Tariffs by the hour: the second column follows from the first."""
    base = np.array([[1835], [1377], [918], [2463]])
    value = np.hstack([base, 3 * base])
    stated = np.ones(value.shape, dtype=np.bool_)
    spread = spread_of(value, stated)

    assert (novelty_of(value, stated, spread) < 0.01 * spread).all()
    assert (novelty_of(np.array([[5, 90], [70, 3]]), stated[:2], spread) > 0).all()


def test_equations_that_follow_are_implied_and_others_are_not() -> None:
    """A grand total from its lines follows from sub-totals; another split does not."""
    span = Span()
    assert span.add([(0, -1), (3, 1), (6, 1)])
    assert span.add([(3, -1), (1, 1), (2, 1)])
    assert span.add([(6, -1), (4, 1), (5, 1)])

    assert not span.add([(0, -1), (1, 1), (2, 1), (4, 1), (5, 1)])
    assert not span.add([(0, 1), (3, -1), (4, -1), (5, -1)])
    assert span.add([(0, -1), (1, 1), (5, 1)])


@given(
    values=st.lists(st.integers(0, 30), min_size=1, max_size=40),
    ends=st.tuples(st.integers(0, 39), st.integers(0, 39)),
)
def test_extremes_agree_with_looking_at_each_range(
    values: list[int], ends: tuple[int, int]
) -> None:
    """The sparse table says what the obvious loop says."""
    first, last = sorted(end % len(values) for end in ends)
    table = Extremes.of(np.array(values, dtype=np.int64))
    slow = any(not first <= value <= last for value in values[first : last + 1])

    assert bool(table.leaves(np.array([first]), np.array([last]))[0]) is slow


def test_granularity_needs_enough_numbers() -> None:
    """Three multiples of five are a chance, three of a hundred are a habit."""
    assert common_step([1225, 530, 85], 1) == 5
    assert common_step([1225, 530], 1) is None
    assert common_step([1200, 500, 12_400], 1) == 100
    assert common_step([124, 231, 77], 1) is None


def test_long_sums_that_come_out_exactly_are_counts() -> None:
    """Small whole numbers without money must add up; thousands of euros need not."""
    header = ["City", "A", "B", "C", "D", "E"]
    lines = [[f"City {n}", *(str((n * k) % 4 + 1) for k in range(1, 6))] for n in range(40)]
    totals = [str(sum(int(line[c]) for line in lines)) for c in range(1, 6)]
    votes = grid_of_texts([header, *lines, ["Total", *totals]])
    money = grid_of_texts(
        [["(k€)", "A"], ["X", "8412"], ["Y", "7130"], ["Z", "6120"], ["Total", "21662"]]
    )
    one_off = [header, *lines, ["Total", *totals[:4], str(int(totals[4]) + 4)]]
    statuses = {r.relation.total: r.verdict.status for r in check_grid(grid_of_texts(one_off))}

    assert are_counts(votes, [r.relation for r in check_grid(votes)])
    assert not are_counts(money, [r.relation for r in check_grid(money)])
    assert statuses[41, 1] == "exact"
    assert statuses[41, 5] == "mismatch"


@pytest.mark.parametrize(
    ("label", "flags"),
    [
        ("Sous-total 2", {"total"}),
        ("TOTAL GENERAL", {"total"}),
        ("dont : femmes", {"of_which"}),
        ("Promedio", {"mean", "true_mean", "intensive"}),
        ("Median age", {"mean", "intensive"}),
        ("Résultat net", {"weak", "difference"}),
        ("Less: discounts", {"less"}),
        ("Bretagne", set()),
    ],
)
def test_words_say_what_a_line_is(label: str, flags: set[str]) -> None:
    """Labels of three languages are evidence of a line's part."""
    word = read_wording(label)
    names = ("total", "weak", "difference", "of_which", "mean", "true_mean", "intensive", "less")

    assert {name for name in names if getattr(word, name)} == flags


def test_a_dash_fills_no_cell() -> None:
    """Counts count marks and words, not dashes."""
    assert is_filled("P (2)")
    assert not is_filled(" – ")
