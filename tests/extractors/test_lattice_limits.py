"""Where rules stop being one lattice: how near they meet, how far they run, what they cover."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from crossfoot.extractors.tables.lattices import Lattice, find_lattices, snap, straighten
from crossfoot.extractors.tokens.rulings import MAX_LINES
from crossfoot.extractors.tokens.textlines import TextLine, group_lines
from crossfoot.extractors.tokens.tokens import Token

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
    ("length", "drawn"), [(10.9, [False, False]), (11, [True, False]), (31.1, [True, True])]
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


@pytest.mark.parametrize(("gap", "count"), [(0, 1), (5, 1), (5.05, 2)])
def test_boxes_of_one_width_right_below_each_other_are_one(gap: float, count: int) -> None:
    """A header drawn apart stands within five points of its body."""
    assert len(two_boxes((0, 45, 90), (0, 30, 90), gap)) == count


@pytest.mark.parametrize(
    ("upper", "gap", "count"),
    [
        ((0, 30, 60, 90), 34, 1),
        ((0, 30, 60, 90), 34.05, 2),
        ((0, 33.1, 60, 90), 34, 1),
        ((0, 33.2, 60, 90), 34.05, 2),
        ((0, 60, 90), 34, 2),
    ],
)
def test_shaded_rows_may_leave_a_row_out(upper: Sequence[float], gap: float, count: int) -> None:
    """With three columns at the same places, one unshaded row between two is still inside."""
    assert len(two_boxes(upper, (0, 30, 60, 90), gap)) == count


@pytest.mark.parametrize(
    ("left", "right", "count"), [(6.3, 90, 1), (6.4, 90, 2), (0, 96.3, 1), (0, 96.4, 2)]
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


@pytest.mark.parametrize(
    ("ends", "xs"),
    [
        ((2.1, 38), [0, 50, 100]),
        ((2.3, 38), [0, 100]),  # it hangs below the upper rule, and meets one alone
        ((0, 37.9), [0, 50, 100]),
        ((0, 37.7), [0, 50, 100]),  # …as it meets the rule in the middle
    ],
)
def test_an_upright_meets_a_rule(ends: tuple[float, float], xs: list[float]) -> None:
    """About two points short of it at most; two rules make a side of it."""
    levels = [(0.0, 0.0, 100.0), (40.0, 0.0, 100.0)]
    (found,) = lattices(levels, [(0, 0, 40), (50, *ends), (100, 0, 40)])
    short = lattices([(0, 0, 100), (40, 0, 100)], [(50, *ends)])

    assert found.xs.tolist() == ([0, 50, 100])
    assert bool(short) is (ends in ((2.1, 38), (0, 37.9)))


def test_a_drawing_of_thousands_of_rules_is_no_table() -> None:
    """A map's hatching would cost minutes, and holds no cell."""
    levels, uprights = box((0, 50, 100))
    hatching = [(1000.0 + 5 * i, 0.0, 90.0) for i in range(MAX_LINES - 6)]

    assert len(lattices([*levels, *hatching], uprights)) == 1
    assert lattices([*levels, *hatching, (9e4, 0, 90)], uprights) == []


# ------------------------------------------------------------------- rules with text between


def words(base: float, *texts: str, size: float = 10.0, x: float = 5.0) -> list[Token]:
    """Return words 60 points apart on one line."""
    return [
        Token(text, x + 60 * i, base - 0.8 * size, x + 60 * i + 20, base + 0.2 * size, base, size)
        for i, text in enumerate(texts)
    ]


def hairlines(
    levels: Sequence[float], text: Sequence[Sequence[Token]], *, inner: Sequence[Rule] = ()
) -> list[float]:
    """Return the levels that are one table with the first two rules, which an upright joins."""
    across = np.array([*((y, 0.0, 200.0) for y in levels), *inner])
    down = np.array([(100.0, levels[0], levels[1])])
    lines: list[TextLine] = group_lines([t for line in text for t in line])
    (found, *_) = find_lattices(across[np.argsort(across[:, 0])], down, lines)
    return [float(y) for y in found.ys]


ROWS = [words(base, "Alby", "412", "7") for base in (12, 32, 52)]


@pytest.mark.parametrize(
    ("levels", "text", "joined"),
    [
        ((0, 20, 40, 60), ROWS, 4),
        ((0, 20, 40, 60), [], 2),
        ((0, 20, 40), ROWS[:2], 2),  # three rules are any three
        ((0, 20, 40, 60), ROWS[:2], 3),  # nothing stands above the last
        ((0, 20, 40, 60), [*ROWS[:2], words(61, "Alby", "412")], 4),
        ((0, 20, 40, 60), [*ROWS[:2], words(61.1, "Alby", "412")], 3),
        ((0, 20, 40, 60), [*ROWS[:2], words(52, "Alby", "412", x=205)], 3),
        ((0, 20, 40, 60), [*ROWS[:2], words(52, "Alby", "412", x=-145)], 3),
        ((0, 20, 40, 60), [*ROWS, words(45, "Note", size=7)], 3),
        ((0, 20, 40, 60), [*ROWS, words(45, "Head", size=11.2)], 4),
        ((0, 20, 40, 60), [*ROWS, words(45, "Head", size=11.3)], 3),
        ((0, 20, 40, 60), [*ROWS, words(45, "Head", size=14, x=205)], 4),
        ((0, 20, 40, 60), [*ROWS, words(45, "Head", size=14, x=-25)], 4),
    ],
)  # fmt: skip
def test_hairlines_are_one_table_over_the_rows_between_them(
    levels: Sequence[float], text: Sequence[Sequence[Token]], joined: int
) -> None:
    """Four of one extent with rows of one type size; a heading or a note ends the table."""
    assert hairlines(levels, text) == list(levels[:joined])


@pytest.mark.parametrize(
    ("gap", "text", "joined"),
    [
        (32, [words(75, "Alby")], True),
        (32.1, [words(75, "Alby")], False),
        (32.1, [words(75, "Alby", "412")], True),
        (90, [words(72, "Alby"), *(words(82 + 10 * i, "Alby", "412") for i in range(3))], True),
        (90, [words(72, "Alby"), *(words(82 + 10 * i, "Alby", "412") for i in range(2))], False),
        (90, [words(72, "Alby", "412"), words(84, "Brey"), words(96, "Cuq")], True),
        (90, [words(72, "Alby", "412"), words(84, "Brey"), words(103.9, "Cuq")], True),
        (90, [words(72, "Alby", "412"), words(84, "Brey"), words(104.05, "Cuq")], False),
        (90, [words(72, "Alby"), words(84, "Brey"), words(96, "Cuq", "412")], False),
        (90, [words(80.1, "Alby", "412"), words(92, "Brey"), words(103.95, "Cuq")], False),
    ],
)
def test_wide_white_between_hairlines_must_hold_columns(
    gap: float, text: Sequence[Sequence[Token]], joined: bool
) -> None:
    """More than 1.6 usual steps: seven lines of ten in columns, or one tall cell set closely.

    Otherwise a paragraph between two tables would be a row of both.
    """
    found = hairlines((0, 20, 40, 60, 60 + gap), [*ROWS, *text])

    assert found == [0, 20, 40, 60, *([60 + gap] if joined else [])]


@pytest.mark.parametrize(
    ("rule", "joined"),
    [
        ((30, 100, 200), True),
        ((30, 100, 197.8), True),
        ((30, 100, 197.7), False),
        ((30, 100, 202.1), True),
        ((30, 0, 100), True),
        ((30, 100, 190), False),
    ],
)
def test_rules_beside_a_tall_cell_reach_one_end(rule: Rule, joined: bool) -> None:
    """From an inner gridline to the outer end; a rule that reaches neither underlines words."""
    found = hairlines((0, 20, 40, 60), [*ROWS, words(28, "Alby", "412")], inner=[rule])

    assert found == [0, 20, *([30] if joined else []), 40, 60]


@pytest.mark.parametrize(
    ("left", "right", "count"), [(110, 196.85, 1), (110, 196.7, 2), (3.15, 90, 1), (3.3, 90, 2)]
)
def test_rows_beside_one_tall_cell_are_of_the_table_around_them(
    left: float, right: float, count: int
) -> None:
    """Where they end flush with it on either side, though no rule touches; a box inside is not."""
    inner = [(y, left, right) for y in (20.0, 50.0, 80.0)]
    levels = [(0.0, 0.0, 200.0), *inner, (100.0, 0.0, 200.0)]
    uprights = [(0.0, 0.0, 100.0), (left, 20, 80), (right, 20, 80), (200.0, 0.0, 100.0)]

    found = find_lattices(np.array(levels), np.array(uprights), group_lines(words(300, "Alby")))

    assert len(found) == count


@pytest.mark.parametrize(
    ("size", "base", "count"),
    [(10, 60, 1), (11.2, 60, 1), (11.3, 60, 2), (8.7, 60, 2), (14, 40, 1), (14, 71, 2)],
)
def test_a_heading_parts_shaded_rows(size: float, base: float, count: int) -> None:
    """One unshaded row may stand between two of a table, not the title of the next."""
    (a, b), (c, d) = box((0, 60, 120, 180)), box((0, 60, 120, 180), 70.0)
    text = [t for y in (12, 32, 82, 102) for t in words(y, "Alby", "412", "7")]
    lines = group_lines([*text, *words(base, "Brey", size=size, x=65)])

    assert len(find_lattices(np.array([*a, *c]), np.array([*b, *d]), lines)) == count
