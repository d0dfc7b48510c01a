"""Where rules stop being one lattice: how near they meet, how far they run, what they cover."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from crossfoot.extractors.tables.lattices import Lattice, find_lattices, snap, straighten

Rule = tuple[float, float, float]
"""(y, x0, x1) of a level rule, (x, top, bottom) of an upright one."""

LEVELS = (0.0, 20.0, 40.0)


def lattices(across: Sequence[Rule], down: Sequence[Rule]) -> list[Lattice]:
    """Return the lattices of rules."""
    return find_lattices(np.array(across).reshape(-1, 3), np.array(down).reshape(-1, 3))


def box(xs: Sequence[float], top: float = 0.0) -> tuple[list[Rule], list[Rule]]:
    """Return the rules of two rows of 20 points with uprights at x."""
    levels = [(top + y, xs[0], xs[-1]) for y in LEVELS]
    return levels, [(x, top, top + 40.0) for x in xs]


def two_boxes(upper: Sequence[float], lower: Sequence[float], gap: float) -> list[Lattice]:
    """Return the lattices of two boxes, one below the other."""
    (a, b), (c, d) = box(upper), box(lower, 40.0 + gap)
    return lattices([*a, *c], [*b, *d])


@pytest.mark.parametrize(
    ("values", "snapped"),
    [((), []), ((7,), [7]), ((3.2, 0), [1.6]), ((0, 3.3), [0, 3.3]), ((0, 3, 6, 20), [3, 20])],
)
def test_rules_of_one_line_are_one(values: Sequence[float], snapped: list[float]) -> None:
    """Double rules stand up to 3.2 points apart, each from the next."""
    assert snap(np.array(values, dtype=np.float64)).tolist() == pytest.approx(snapped)


@pytest.mark.parametrize(
    ("begin", "end", "xs"),
    [
        ((22, 22, 22), (68, 68, 68), [30, 60]),
        ((21.5, 21.5, 30), (60, 60, 60), [21.5, 30, 60]),
        ((21.5, 30, 30), (60, 60, 60), [30, 60]),
        ((10, 20, 30), (60, 60, 60), [15, 30, 60]),
        ((30, 30, 30), (68.5, 60, 70.5), [30, 60, 69.5]),
        ((30, 30, 30), (60, 60, 68.5), [30, 60]),
        ((20, 20, 20), (90, 90, 90), [20, 30, 60, 90]),
    ],
)
def test_a_side_is_open_where_two_rules_run_past_the_last_upright(
    begin: Sequence[float], end: Sequence[float], xs: list[float]
) -> None:
    """By more than 8 points; the column ends where most of them do, its side is drawn."""
    across = list(zip(LEVELS, begin, end, strict=True))
    (found,) = lattices(across, [(30, 0, 40), (60, 0, 40)])

    assert found.xs.tolist() == xs
    assert found.ys.tolist() == [0, 20, 40]
    assert found.down[:, [0, -1]].all()


@pytest.mark.parametrize(
    ("length", "drawn"), [(10.9, [False, False]), (11.1, [True, False]), (31.1, [True, True])]
)
def test_a_side_is_drawn_when_rules_cover_most_of_it(length: float, drawn: list[bool]) -> None:
    """55 of 100 of a cell's side are enough, uprights and level rules alike."""
    levels, uprights = box((0, 50, 100))
    uprights[1] = (50, 0, length)
    (found,) = lattices(levels, uprights)
    assert found.down[:, 1].tolist() == drawn

    turned = [(x, y0, y1) for x, y0, y1 in uprights], [(y, x0, x1) for y, x0, x1 in levels]
    (found,) = lattices(*turned)
    assert found.across[1].tolist() == drawn


@pytest.mark.parametrize(("gap", "count"), [(0, 1), (5, 1), (5.1, 2)])
def test_boxes_of_one_width_right_below_each_other_are_one(gap: float, count: int) -> None:
    """A header drawn apart stands within five points of its body."""
    assert len(two_boxes((0, 45, 90), (0, 30, 90), gap)) == count


@pytest.mark.parametrize(
    ("upper", "gap", "count"),
    [
        ((0, 30, 60, 90), 34, 1),
        ((0, 30, 60, 90), 34.1, 2),
        ((0, 33, 60, 90), 34, 1),
        ((0, 33.2, 60, 90), 34, 2),
        ((0, 60, 90), 34, 2),
    ],
)
def test_shaded_rows_may_leave_a_row_out(upper: Sequence[float], gap: float, count: int) -> None:
    """With three columns at the same places, one unshaded row between two is still inside."""
    assert len(two_boxes(upper, (0, 30, 60, 90), gap)) == count


@pytest.mark.parametrize(
    ("left", "right", "count"), [(6.3, 90, 1), (6.5, 90, 2), (0, 96.3, 1), (0, 96.5, 2)]
)
def test_boxes_of_one_width_may_be_a_little_askew(left: float, right: float, count: int) -> None:
    """By less than two double rules on either side."""
    assert len(two_boxes((0, 45, 90), (left, 45, right), 4)) == count


@pytest.mark.parametrize(
    ("across", "down"),
    [
        ([(0, 0, 90)], [(0, 0, 40)]),
        ([(0, 0, 90), (40, 0, 90)], []),
        ([(0, 0, 9), (40, 0, 9)], [(50, 0, 40)]),
    ],
)
def test_rules_that_do_not_cross_are_no_lattice(
    across: Sequence[Rule], down: Sequence[Rule]
) -> None:
    """One level rule, no upright, or uprights elsewhere."""
    assert lattices(across, down) == []


def test_an_edge_that_jogs_is_one() -> None:
    """Cells drawn row by row: below a row the edge goes on a few points beside."""
    lines = np.array([[100.0, 50.0, 90.0], [106.0, 90.0, 130.0], [300.0, 50.0, 130.0]])

    assert snap(straighten(lines)[:, 0]).tolist() == [100.0, 300.0]


@pytest.mark.parametrize(
    "second",
    [[106.0, 60.0, 130.0], [112.0, 90.0, 130.0]],  # side by side; a column apart
)
def test_edges_of_a_narrow_column_are_two(second: list[float]) -> None:
    """Two lines at one height, or as far apart as a digit needs."""
    lines = np.array([[100.0, 50.0, 90.0], second, [300.0, 50.0, 130.0]])

    assert snap(straighten(lines)[:, 0]).tolist() == [100.0, second[0], 300.0]
