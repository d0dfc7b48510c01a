"""Rules, frames and lines of tables exactly where one answer gives way to another.

Type is of ten points; what is as far off as it may be still counts, or does so no more.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from crossfoot.extractors.tables.headers import count_header_lines
from crossfoot.extractors.tables.lattices import Lattice, find_lattices, snap, straighten
from crossfoot.extractors.tables.regions import (
    extend_frame,
    find_frames,
    is_prose,
    lines_within,
)
from crossfoot.extractors.tokens.rulings import level_rules
from crossfoot.extractors.tokens.textlines import TextLine
from crossfoot.extractors.tokens.tokens import Token
from tests.extractors.laid_lines import line, rows, sideways
from tests.extractors.test_layout_limits import laid

Rule = tuple[float, float, float]
"""(y, x0, x1) of a level rule, (x, top, bottom) of an upright one."""


def lattices(
    across: Sequence[Rule],
    down: Sequence[Rule],
    text: Sequence[TextLine] = (),
    *,
    stacked: bool = False,
) -> list[Lattice]:
    """Return the lattices of rules."""
    return find_lattices(
        np.array(across, np.float64).reshape(-1, 3),
        np.array(down, np.float64).reshape(-1, 3),
        text,
        stacked=stacked,
    )


def box(x0: float, top: float, x1: float, bottom: float) -> tuple[list[Rule], list[Rule]]:
    """Return the four rules around a box, and one upright in its middle."""
    middle = (x0 + x1) / 2
    return [(top, x0, x1), (bottom, x0, x1)], [(x, top, bottom) for x in (x0, middle, x1)]


def two(first: tuple[float, float, float, float], second: tuple[float, float, float, float],
        *text: TextLine, stacked: bool = True) -> int:  # fmt: skip
    """Return how many lattices two boxes are."""
    (a, b), (c, d) = box(*first), box(*second)
    return len(lattices([*a, *c], [*b, *d], text, stacked=stacked))


FIRST = (50.0, 100.0, 250.0, 140.0)


# -------------------------------------------------------------------------------- lattices


@pytest.mark.parametrize(("gap", "count"), [(5.0, 1), (5.25, 2), (-3.0, 1)])
def test_boxes_of_one_width_below_each_other(gap: float, count: int) -> None:
    """Five points apart, and they are one table."""
    assert two(FIRST, (50.0, 140.0 + gap, 250.0, 180.0)) == count


@pytest.mark.parametrize(
    ("left", "right", "count"), [(6.25, 0.0, 1), (6.5, 0.0, 2), (0.0, 6.25, 1), (0.0, 6.5, 2)]
)
def test_boxes_of_nearly_one_width(left: float, right: float, count: int) -> None:
    """Their ends less than six points and a half off each other."""
    assert two(FIRST, (50.0 + left, 144.0, 250.0 + right, 180.0)) == count


HEAD = line(110, ("Town", 60.0), ("Paid", 160.0))


@pytest.mark.parametrize(
    ("base", "x", "size", "count"),
    [
        (143.0, 60.0, 11.2, 1),  # 12 % larger
        (143.0, 60.0, 11.5, 2),
        (143.0, 60.0, 8.8, 1),
        (143.0, 60.0, 8.5, 2),
        (145.0, 60.0, 14.0, 2),  # a point into the box below it
        (145.25, 60.0, 14.0, 1),
        (140.0, 60.0, 14.0, 1),  # still of the box above it
        (143.0, 250.0, 14.0, 1),  # beside both
        (143.0, 249.5, 14.0, 2),
        (143.0, 22.0, 14.0, 1),
        (143.0, 22.5, 14.0, 2),
    ],
)
def test_a_heading_between_two_boxes(base: float, x: float, size: float, count: int) -> None:
    """Is known by its size, and parts them."""
    more = [line(b, ("Alby", 60.0), ("412", 160.0)) for b in (125.0, 155.0, 170.0)]
    title = line(base, ("Town", x), size=size)

    assert two(FIRST, (50.0, 144.0, 250.0, 180.0), HEAD, *more, title) == count


def series(
    *ys: float, x: tuple[float, float] = (50.0, 250.0), text: Sequence[TextLine] = ()
) -> int:
    """Return how many rows of one lattice hairlines make, the first two parted by an upright."""
    across = [(y, *x) for y in ys]
    found = lattices(across, [(150.0, ys[0], ys[1])], text)
    return max((len(one.ys) - 1 for one in found), default=0)


@pytest.mark.parametrize(("count", "joined"), [(4, True), (3, False)])
def test_four_hairlines_of_one_extent_are_a_table(count: int, joined: bool) -> None:
    """Three are not, without an upright between them."""
    ys = [100.0 + 20 * k for k in range(count)]
    text = [line(y + 12, ("Alby", 60.0), ("412", 160.0)) for y in ys]

    assert series(*ys, text=text) == (count - 1 if joined else 1)


@pytest.mark.parametrize(("step", "joined"), [(32.0, True), (33.0, False)])
def test_how_much_further_the_next_hairline_may_be(step: float, joined: bool) -> None:
    """1.6 times as far as usual, where one text alone stands between them."""
    ys = [100.0, 120.0, 140.0, 160.0, 160.0 + step]
    text = [line(y + 12, ("Alby", 60.0), ("412", 160.0)) for y in ys[:3]]
    text.append(line(160 + step / 2 + 4, ("Alby and the others of the north", 60.0)))

    assert series(*ys, text=text) == (4 if joined else 3)


@pytest.mark.parametrize(("columns", "joined"), [(7, True), (6, False)])
def test_lines_in_columns_between_hairlines_far_apart(columns: int, joined: bool) -> None:
    """Seven of ten."""
    ys = [100.0, 120.0, 140.0, 160.0, 320.0]
    text = [line(y + 12, ("Alby", 60.0), ("412", 160.0)) for y in ys[:3]]
    text += [
        line(175.0 + 14 * k, ("Alby", 60.0), ("412", 160.0))
        if k >= 10 - columns
        else line(175.0 + 14 * k, ("Alby and the others", 60.0))
        for k in range(10)
    ]

    assert series(*ys, text=text) == (4 if joined else 3)


@pytest.mark.parametrize(("values", "merged"), [((0.0, 3.0), 1), ((0.0, 3.25), 2)])
def test_positions_that_are_one(values: Sequence[float], merged: int) -> None:
    """Up to 3.2 points apart."""
    assert len(snap(np.array(values))) == merged
    assert len(snap(np.array([0.0, 4.0]), tolerance=4.0)) == 1


@pytest.mark.parametrize(
    ("aside", "top", "is_one"),
    [(10.0, 120.0, True), (10.25, 120.0, False), (5.0, 118.0, True), (5.0, 110.0, False)],
)
def test_an_edge_that_jogs(aside: float, top: float, is_one: bool) -> None:
    """Ten points aside, where the other part ended."""
    found = straighten(np.array([(50.0, 60.0, 120.0), (50.0 + aside, top, 160.0)]))

    assert bool(found[0, 0] == found[1, 0]) is is_one


# --------------------------------------------------------------------------------- regions


@pytest.mark.parametrize(
    ("second", "count"),
    [
        ((101.75, 100.0, 200.0), 1),
        ((102.0, 100.0, 200.0), 2),
        ((100.0, 139.75, 200.0), 1),
        ((100.0, 140.0, 200.0), 2),
    ],
)
def test_segments_of_one_rule(second: Rule, count: int) -> None:
    """Less than two points above each other, and forty apart."""
    assert len(level_rules(np.array([(100.0, 0.0, 100.0), second]))) == count


TOWNS = rows(("Alby", "412", "433"), ("Brey", "307", "318"), ("Cuq", "118", "121"),
             start=112.0, at=(60.0, 160.0, 210.0))  # fmt: skip


@pytest.mark.parametrize(
    ("x0", "x1", "count"),
    [
        (57.75, 250.0, 1),
        (58.0, 250.0, 0),
        (50.0, 257.75, 1),
        (50.0, 258.0, 0),
    ],
)
def test_rules_of_one_extent_are_a_frame(x0: float, x1: float, count: int) -> None:
    """Their ends less than eight points apart."""
    rules = np.array([(100.0, 50.0, 250.0), (142.0, x0, x1)])

    assert len(find_frames(TOWNS, rules)) == count


@pytest.mark.parametrize(("long", "count"), [(60.5, 1), (60.0, 0)])
def test_how_long_the_rules_of_a_frame_are(long: float, count: int) -> None:
    """More than sixty points."""
    text = rows(("Alby", "412"), ("Brey", "307"), ("Cuq", "118"), start=112.0, at=(51.0, 90.0))

    assert len(find_frames(text, np.array([(100.0, 50.0, 50 + long), (142.0, 50.0, 50 + long)]))) \
        == count  # fmt: skip


@pytest.mark.parametrize(("gap", "count"), [(6.0, 1), (6.25, 2)])
def test_a_double_rule_parts_no_frame(gap: float, count: int) -> None:
    """Up to six points between both."""
    below = rows(("Dun", "412", "433"), ("Elne", "307", "318"), start=156.0 + gap,
                 at=(60.0, 160.0, 210.0))  # fmt: skip
    ys = (100.0, 142.0, 142.0 + gap, 180.0 + gap)
    rules = np.array([(y, 50.0, 250.0) for y in ys])

    assert len(find_frames([*TOWNS, *below], rules)) == count


@pytest.mark.parametrize(("cut", "count"), [(1, 1), (2, 0)])
def test_words_beyond_the_ends_of_rules(cut: int, count: int) -> None:
    """One for two lines, and the rules span the table; with more they span some columns."""
    text = rows(("Alby", "412"), ("Brey", "307"), start=112.0, at=(60.0, 160.0))
    text += [line(112.0, *((f"{k}", 260.0 + 20 * k) for k in range(cut)))]

    assert len(find_frames(text, np.array([(100.0, 50.0, 250.0), (130.0, 50.0, 250.0)]))) == count


@pytest.mark.parametrize(("tabular", "count"), [(7, 1), (6, 0)])
def test_lines_with_columns_between_two_rules(tabular: int, count: int) -> None:
    """Seven of twenty."""
    text = [
        line(112.0 + 12 * k, ("Alby", 60.0), ("412", 160.0), ("433", 210.0))
        if k < tabular
        else line(112.0 + 12 * k, ("Alby and others", 60.0))
        for k in range(20)
    ]
    rules = np.array([(100.0, 50.0, 250.0), (350.0, 50.0, 250.0)])

    assert len(find_frames(text, rules)) == count


@pytest.mark.parametrize(("x", "words"), [(36.0, 2), (35.75, 1), (244.0, 2), (244.25, 1)])
def test_words_that_stand_out_of_a_box(x: float, words: int) -> None:
    """Twenty points wide, their middle four points out of it."""
    far = Token("Paid", x, 102.0, x + 20, 112.0, 110.0, 10.0)
    near = Token("412", 150.0, 102.0, 165.0, 112.0, 110.0, 10.0)
    tokens = tuple(sorted((far, near), key=lambda t: t.x0))
    outer = Token("x", 400.0, 102.0, 405.0, 112.0, 110.0, 10.0)
    (found,) = lines_within([TextLine((*tokens, outer), 110.0)], (50.0, 100.0, 250.0, 140.0))

    assert len(found.tokens) == words


@pytest.mark.parametrize(("more", "prose"), [(0.5, False), (-0.5, True)])
def test_a_line_of_prose_fills_its_measure(more: float, prose: bool) -> None:
    """More than three fifths of it."""
    text = line(100.0, ("a text that runs on and on over nine", 40.0))

    assert is_prose(text, (text.x1 - text.x0) / 0.6 + more) is prose


@pytest.mark.parametrize(("step", "grown"), [(38.0, True), (38.75, False)])
def test_a_frame_of_headers_reaches_down_over_its_rows(step: float, grown: bool) -> None:
    """Through gaps of up to 3.2 pitches."""
    head = line(110.0, ("Town", 60.0), ("Paid", 160.0), ("Owed", 210.0))
    body = rows(*[("Alby", "412", "433")] * 4, start=110.0 + step, at=(60.0, 160.0, 210.0))
    found = extend_frame((50.0, 100.0, 250.0, 114.0), [head, *body])

    assert (found[3] > 114.0) is grown


# --------------------------------------------------------------------------------- headers

PAID = rows(("Town", "Paid", "Owed"), ("of all", "in", "out"), ("Alby", "412", "433"),
            ("Brey", "307", "318"), at=(40.0, 130.0, 190.0))  # fmt: skip


@pytest.mark.parametrize(("low", "count"), [(97.0, 1), (109.0, 2), (108.75, 1), (121.0, 3)])
def test_lines_beside_headers_that_run_upwards(low: float, count: int) -> None:
    """All whose small letters stand no lower than these begin."""
    turned = [sideways("upright", 160.0, low)]

    assert count_header_lines(laid(PAID, turned=turned), turned) == count


@pytest.mark.parametrize(
    ("bottom", "wide", "count"), [(109.25, 170.0, 2), (109.0, 170.0, 1), (97.25, 170.0, 1)]
)
def test_lines_on_the_band_of_a_header(bottom: float, wide: float, count: int) -> None:
    """Whose small letters stand on it."""
    rows_of = [PAID[0], line(112.0, ("Dun", 40.0), ("9", 130.0), ("x", 190.0)), *PAID[2:]]
    shade = (38.0, 90.0, 38.0 + wide, bottom)

    assert count_header_lines(laid(rows_of, shades=[shade]), ()) == count
