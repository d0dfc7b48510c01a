"""How surprising a sum is: chances of one column, of several, of slips of the pen."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

import numpy as np
import pytest

from crossfoot.reconcilers.equations.evidence import Sums, fisher, judge, novelty_of, spread_of
from crossfoot.reconcilers.equations.field import LAYOUT_FACTOR, field_of
from crossfoot.reconcilers.equations.lines import lines_of
from crossfoot.reconcilers.equations.trial import Trial, is_mended, log_slip, try_sum
from crossfoot.reconcilers.printed.grid import grid_of_texts


def chance(
    *columns: tuple[int, int, int],
    terms: int = 2,
    lenient: bool = False,
    unknown: bool = False,
    stated: bool = True,
    novel: float | None = None,
) -> tuple[float, list[bool], list[bool]]:
    """Return the chance of a coincidence, where the sum holds and where it fails.

    Args:
        columns: (total, sum, steps of the items); totals have steps of 1.
        terms: Items that are not nil.
        lenient: Columns of rates.
        unknown: An item is unknown.
        stated: The totals are printed.
        novel: What the columns say that the others do not, if less than all.
    """
    total, value, step = (np.array([part], dtype=np.int64) for part in zip(*columns, strict=True))
    flags = np.ones(total.shape, dtype=np.bool_)
    width = np.full(len(columns), 1000.0)
    found = judge(
        total,
        np.ones_like(total),
        flags if stated else ~flags,
        Sums(value, step, flags if unknown else ~flags, np.full_like(total, terms)),
        spread=width,
        novelty=width if novel is None else width * novel,
        unit=np.ones(len(columns)),
        lenient=flags[0] if lenient else ~flags[0],
    )
    return exp(found.log_e[0]), list(found.ok[0]), list(found.bad[0])


@pytest.mark.parametrize(
    ("total", "computed", "one_in"),
    [
        (1000, 1000, 2000),  # half a step on either side, of a thousand numbers
        (5000, 5000, 2000),  # the numbers of the column range over a thousand
        (200, 200, 400),  # a small total is hit by more numbers of its size
        (1000, 1001, 2000 / 3),  # a step beside it: three halves
        (1, 1, 1),  # any number is that near to one
    ],
)
def test_the_chance_that_a_number_lands_on_a_sum(total: int, computed: int, one_in: float) -> None:
    """The width that counts as a hit over the range of such numbers."""
    assert 1 / chance((total, computed, 1))[0] == pytest.approx(one_in)


@pytest.mark.parametrize(
    ("total", "computed", "step", "holds"),
    [
        (10, 11, 1, True),
        (10, 12, 1, False),
        (10, 12, 3, True),
        (10, 13, 4, False),
        (10, 8, 3, True),
    ],
)
def test_how_far_rounding_reaches(total: int, computed: int, step: int, holds: bool) -> None:
    """Half of all steps, the edge included."""
    _, ok, bad = chance((total, computed, step))

    assert (ok, bad) == ([holds], [not holds])


def test_what_proves_nothing() -> None:
    """One item, an unknown one, a total that is not printed, a rate that fails."""
    assert chance((10, 10, 1), terms=1) == (1.0, [False], [False])
    assert chance((10, 10, 1), unknown=True)[1:] == ([True], [False])  # "n.d." left out
    assert chance((10, 19, 1), unknown=True) == (1.0, [False], [False])
    assert chance((10, 19, 1), stated=False) == (1.0, [False], [False])
    assert chance((10, 19, 1), lenient=True) == (1.0, [False], [False])
    assert chance((10, 10, 1), lenient=True)[1:] == ([True], [False])


def test_columns_that_fail_take_from_those_that_hold() -> None:
    """One of two may be picked in two ways; when more fail than hold nothing is proved."""
    one = chance((900, 900, 1))[0]

    assert chance((900, 900, 1), (900, 950, 1))[0] == pytest.approx(2 * one)
    assert chance((900, 900, 1), (900, 950, 1), (900, 850, 1))[0] == 1.0
    assert (
        chance((900, 900, 1), (900, 900, 1), (900, 950, 1))[0]
        > chance((900, 900, 1), (900, 900, 1))[0]
    )


def test_columns_prove_more_together_by_what_is_new_in_them() -> None:
    """A second column at another scale adds nothing, half of one adds less than a whole one."""
    one = chance((900, 900, 1))[0]
    both, half, same = (
        chance((900, 900, 1), (900, 900, 1), novel=novel)[0] for novel in (1.0, 0.01, 1e-6)
    )

    assert both < half < same
    assert same > one > both  # two were looked at, one of them says something


@pytest.mark.parametrize(("x", "k", "chance"), [(1.0, 1, 1.0), (2.0, 2, 1.0), (5.0, 0, 1.0)])
def test_small_surprises_are_none(x: float, k: int, chance: float) -> None:
    """No more than one expects of so many columns."""
    assert exp(fisher(np.array([x]), np.array([k]))[0]) == chance


def test_the_range_of_a_column() -> None:
    """From its least to its largest number; what is not stated does not count."""
    value = np.array([[5, 7, 9], [12, 7, 1], [-3, 0, 4]])
    stated = np.array([[True, True, False], [True, False, False], [True, False, False]])

    assert list(spread_of(value, stated)) == [15, 0, 0]
    assert list(novelty_of(value[:1], stated[:1], np.array([1.0, 2.0, 3.0]))) == [1, 2, 3]


def test_columns_at_one_scale_are_one_in_wide_tables_and_in_long_ones() -> None:
    """Three rows of five columns or five rows of three: multiples are no news."""
    long = np.outer([18, 25, 91, 44, 63], [1, 2, 3])
    for value in (long, long.T):
        stated = np.ones(value.shape, dtype=np.bool_)
        spread = spread_of(value, stated)
        novelty = novelty_of(value, stated, spread)
        assert (novelty < 1e-3 * spread).all()
        odd = value.copy()
        odd[0, 0] += 30
        assert (novelty_of(odd, stated, spread)[0] > 0.1 * spread[0]).all()


@pytest.mark.parametrize(
    ("names", "worth"),
    [
        (("HOUSING", "Rent", "Power", "Wages"), LAYOUT_FACTOR),
        (("VAT", "Rent", "Power", "Wages"), 1.0),  # written so wherever it stands
        (("HOUSING", "RENT", "POWER", "Wages"), 1.0),  # where many are, it tells nothing
    ],
)
def test_a_name_in_capitals_may_be_that_of_a_total(names: Sequence[str], worth: float) -> None:
    """Made accounts whose totals stand first: without it one planted error of fourteen is lost."""
    rows = [["Item", "2022"], *([name, str(211 + k)] for k, name in enumerate(names))]

    field = field_of(lines_of(grid_of_texts(rows, language="en"), "column"))

    assert exp(field.prior[0]) == pytest.approx(worth)


LIST = ("Rent", "Power", "Wages")


def tried(*numbers: str, label: str = "Sum") -> tuple[Trial, float, bool]:
    """Return what became of a sum of three lines in one column: trial, chance of a slip, slip."""
    rows = [
        ["Item", "2022"],
        *([a, b] for a, b in zip([*LIST, label], numbers, strict=True)),
    ]
    field = field_of(lines_of(grid_of_texts(rows, language="en"), "column"))
    items = (0, 1, 2)
    return (
        try_sum(field, 3, items),
        exp(log_slip(field, 3, items, 0)),
        is_mended(field, 3, items, 0),
    )


@pytest.mark.parametrize(
    ("total", "slip"),
    [
        ("7 000", True),  # 6 000 with a wrong digit
        ("6 070", True),
        ("6 007", True),
        ("600", True),  # a digit lost
        ("6 077", False),
        ("-6 000", False),  # a lost sign is a difference
        ("0", False),
    ],
)
def test_slips_that_mend_a_sum(total: str, slip: bool) -> None:
    """1 111 + 2 222 + 2 667 are 6 000."""
    assert tried("1 111", "2 222", "2 667", total)[2] is slip


def test_the_chance_of_a_slip_and_of_a_gap() -> None:
    """Nine digits, in four numbers of four places, over six thousand; else the gap over it."""
    slip = tried("1 111", "2 222", "2 667", "7 000")[1]
    gap = tried("1 111", "2 222", "2 667", "6 077")[1]
    far = tried("1 111", "2 222", "2 667", "19 431")[1]

    assert gap == pytest.approx(77 / 4966, rel=1e-3)
    assert 0.01 < slip < 0.05
    assert far == pytest.approx(13431 / 18320, rel=1e-3)


def test_what_a_trial_tells() -> None:
    """Holding and failing columns, balances, blanks."""
    holds = tried("1 111", "2 222", "2 667", "6 000")[0]
    fails = tried("1 111", "2 222", "2 667", "6 100")[0]
    balance = tried("1 111", "2 222", "2 667", "6 000", label="Balance")[0]
    total = tried("1 111", "2 222", "2 667", "6 000", label="Total balance")[0]

    assert [(one.ok, one.bad) for one in (holds, fails)] == [(1, ()), (0, (0,))]
    assert [one.balance for one in (holds, balance, total)] == [False, True, False]
