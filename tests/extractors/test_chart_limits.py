"""Charts on both sides of what decides: bars, stacks, curves, arcs and the lettering at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from crossfoot.extractors.charts.find import Chart, find_charts
from crossfoot.model import Box, Shape
from tests.extractors.page_builder import Text, arcs, make_page

BLUE, GREY = 0x336699, 0xAABBCC
HEIGHTS = (120.0, 80.0, 50.0, 95.0)
Fill = tuple[Box, int]


def found(
    *texts: Text, fills: Sequence[Fill] = (), shapes: Sequence[Shape] = ()
) -> tuple[Chart, ...]:
    """Return the charts of a page."""
    return find_charts(make_page(texts, fills=fills, shapes=shapes))


def lying(fills: Sequence[Fill]) -> list[Fill]:
    """Return bars that stand laid on their side, beginning at 100."""
    return [((100.0, x0, 100 + bottom - top, x1), c) for (x0, top, x1, bottom), c in fills]


def bars(
    heights: Sequence[float] = HEIGHTS, *, wide: float = 20, gap: float = 10, base: float = 300
) -> list[Fill]:
    """Return bars side by side."""
    pitch = wide + gap
    return [
        ((100 + i * pitch, base - high, 100 + i * pitch + wide, base), BLUE)
        for i, high in enumerate(heights)
    ]


# ----------------------------------------------------------------------------------- bars


@pytest.mark.parametrize(
    ("heights", "wide", "gap", "count"),
    [
        ((120, 80, 50, 95), 20, 1.0, 4),
        ((120, 80, 50, 95), 20, 0.9, 0),  # they touch
        ((120, 80, 50, 95), 20, 140, 4),
        ((120, 80, 50, 95), 20, 141, 0),
        ((120, 120, 120, 116), 20, 10, 0),  # all of one length
        ((120, 120, 120, 115), 20, 10, 4),
        ((24, 20, 10), 20, 10, 0),  # squares
        ((25, 20, 10), 20, 10, 3),
        ((120, 80, 50), 2, 10, 3),
        ((120, 80, 50), 1.9, 10, 0),
        ((120, 80, 50), 60, 10, 3),
        ((120, 80, 50), 61, 10, 0),
    ],
)
def test_bars_have_a_shape_of_their_own(
    heights: Sequence[float], wide: float, gap: float, count: int
) -> None:
    """Apart, of a thickness, longer than thick and unlike each other; standing or lying."""
    for fills in (bars(heights, wide=wide, gap=gap), lying(bars(heights, wide=wide, gap=gap))):
        assert [len(chart.marks) for chart in found(fills=fills)] == ([count] if count else [])


@pytest.mark.parametrize(("off", "count"), [(4, 4), (5, 0)])
def test_bars_are_evenly_spaced(off: float, count: int) -> None:
    """To a seventh of a step; one may be missing."""
    fills = bars()
    (x0, top, x1, bottom), colour = fills[3]
    fills[3] = ((x0 + off, top, x1 + off, bottom), colour)

    assert sum(len(chart.marks) for chart in found(fills=fills)) == count
    assert len(found(fills=[*bars()[:2], *bars(HEIGHTS + HEIGHTS)[4:5]])[0].marks) == 3


@pytest.mark.parametrize(("word", "count"), [("12", 4), ("12 %", 4), ("town", 3)])
def test_bars_hold_numbers_and_no_words(word: str, count: int) -> None:
    """A box with words in it is a card."""
    (chart,) = found(Text(word, 101, 250, size=8), fills=bars())

    assert len(chart.marks) == count


@pytest.mark.parametrize(("going_on", "charts"), [(2, 1), (3, 0)])
def test_first_cells_of_rows_are_no_bars(going_on: int, charts: int) -> None:
    """Where more than half go on in their colour."""
    fills = lying(bars())
    more = [((x1, top, 400.0, bottom), BLUE) for (_, top, x1, bottom), _ in fills[:going_on]]

    assert len([c for c in found(fills=[*fills, *more]) if c.kind == "bars"]) == charts
    other = [(box, GREY) for box, _ in more]
    assert all(c.kind != "bars" or len(c.marks) >= 3 for c in found(fills=[*fills, *other]))


def test_what_is_told_of_bars() -> None:
    """Their lengths in points with half a pixel at each end, from where they begin."""
    (standing,) = found(fills=bars())
    (flat,) = found(fills=lying(bars()))

    assert [mark.extent for mark in standing.marks] == list(HEIGHTS)
    assert [mark.extent for mark in flat.marks] == list(HEIGHTS)
    assert {mark.error for mark in standing.marks} == {0.75}
    assert (standing.origin, flat.origin) == (-300.0, 100.0)
    assert standing.box == (100.0, 180.0, 210.0, 300.0)


# ------------------------------------------------------------------------------ lettering


@pytest.mark.parametrize(
    ("x", "tops", "ticks"),
    [
        (82, (296, 246, 196), 3),
        (94, (296, 246, 196), 3),
        (97, (296, 246, 196), 0),  # in the bars
        (37, (296, 246, 196), 3),
        (31, (296, 246, 196), 0),  # too far left
        (82, (296, 246, 145), 3),
        (82, (296, 246, 139), 0),  # too far above
        (82, (304, 246, 196), 3),
        (82, (306, 246, 196), 0),
        (82, (296, 246), 0),
    ],
)
def test_where_the_axis_of_standing_bars_is(x: float, tops: Sequence[float], ticks: int) -> None:
    """Three numbers left of them, from a little above the highest to a little below the base."""
    numbers = [Text("10", x, top, size=8) for top in tops]

    (chart,) = found(*numbers, fills=bars())

    assert len(chart.ticks) == ticks


@pytest.mark.parametrize(("off", "ticks"), [(2.9, 3), (3.1, 0)])
def test_the_numbers_of_an_axis_are_flush(off: float, ticks: int) -> None:
    """On one of their sides."""
    places = ((82, 296), (82, 246), (82 - off, 196))
    (chart,) = found(*(Text("10", x, top, size=8) for x, top in places), fills=bars())

    assert len(chart.ticks) == ticks


@pytest.mark.parametrize(
    ("top", "x", "ticks"),
    [
        (215, 150, 3),
        (208.5, 150, 3),
        (207, 150, 0),
        (233, 150, 3),
        (235, 150, 0),
        (215, 62, 3),
        (215, 58, 2),
    ],
)
def test_where_the_axis_of_lying_bars_is(top: float, x: float, ticks: int) -> None:
    """In a row close below."""
    numbers = [Text("10", at, top, size=8) for at in (x, 180, 210)]
    (chart,) = found(*numbers, fills=lying(bars()))

    assert len(chart.ticks) == (ticks if ticks == 3 else 0)


@pytest.mark.parametrize(
    ("below", "label"), [(-1, "2019"), (-1.2, ""), (0, "2019"), (95.9, "2019"), (96.1, "")]
)
def test_labels_stand_at_the_foot(below: float, label: str) -> None:
    """Not far below it."""
    (chart,) = found(Text("2019", 101, 300 + below, size=8), fills=bars())

    assert chart.marks[0].label == label


@pytest.mark.parametrize(("aside", "label"), [(0, "2019"), (17.9, "2019"), (18.1, "")])
def test_labels_stand_in_the_lane_of_their_bar(aside: float, label: str) -> None:
    """A type size beside it, and it belongs to no bar."""
    last = bars()[3][0]
    text = Text("2019", (last[0] + last[2]) / 2 - 8 + aside, 304, size=8)

    (chart,) = found(text, fills=bars())

    assert chart.marks[3].label == label


@pytest.mark.parametrize(
    ("text", "value"), [("240", "240"), ("x", ""), ("240 towns of the north and of the south", "")]
)
def test_values_have_a_digit_and_are_short(text: str, value: str) -> None:
    """Else they are text."""
    (chart,) = found(Text(text, 102, 168, size=8), fills=bars())

    assert chart.marks[0].value == value


@pytest.mark.parametrize(("up", "label"), [(0, "Alby"), (5.0, "Alby"), (-14, "")])
def test_labels_of_lying_bars_stand_left(up: float, label: str) -> None:
    """At their height."""
    fills = lying(bars())
    text = Text("Alby", 75, fills[0][0][1] + 6 + up, size=8)

    (chart,) = found(text, fills=fills)

    assert chart.marks[0].label == label


# ---------------------------------------------------------------------------------- stacks


def stack(*widths: float, thick: float = 12, colours: Sequence[int] = (BLUE, GREY)) -> list[Fill]:
    """Return a bar of segments end to end."""
    x, made = 100.0, []
    for i, width in enumerate(widths):
        made.append(((x, 100.0, x + width, 100.0 + thick), colours[i % len(colours)]))
        x += width
    return made


@pytest.mark.parametrize(
    ("fills", "segments"),
    [
        (stack(60, 40), 2),
        (stack(13, 11), 2),
        (stack(13, 10.9), 0),  # short
        (stack(30, 30, thick=30), 2),
        (stack(30, 29, thick=30), 0),  # two squares
        (stack(60), 0),
        (stack(60, 40, colours=(BLUE,)), 0),
        (stack(*[10] * 12), 12),
        (stack(*[10] * 13), 0),
    ],
)
def test_a_stacked_bar(fills: list[Fill], segments: int) -> None:
    """Segments that touch and change colour, twice as long as thick, a dozen at most."""
    upright = [((b[1], b[0], b[3], b[2]), c) for b, c in fills]

    for each in (fills, upright):
        assert sum(len(c.marks) for c in found(fills=each) if c.kind == "stacked") == segments


@pytest.mark.parametrize(("gap", "segments"), [(0.79, 2), (0.81, 0)])
def test_segments_touch(gap: float, segments: int) -> None:
    """Give or take a pixel."""
    (first, second) = stack(60, 40)
    (x0, top, x1, bottom), colour = second
    charts = found(fills=[first, ((x0 + gap, top, x1 + gap, bottom), colour)])

    assert sum(len(chart.marks) for chart in charts) == segments


@pytest.mark.parametrize(
    ("neighbour", "charts"),
    [
        ((120, 112.7, 180, 120), 0),  # right below
        ((120, 112.9, 180, 120), 1),
        ((199.5, 112.5, 260, 120), 1),  # at a corner
        ((200.7, 90, 260, 112), 0),
        ((200.9, 90, 260, 112), 1),
    ],
)
def test_a_cell_among_cells_is_no_stack(neighbour: Box, charts: int) -> None:
    """Where another fill shares its edge."""
    assert len(found(fills=[*stack(60, 40), (neighbour, 0x99CC99)])) == charts


def test_the_segments_of_a_stack_are_shares() -> None:
    """In percent, in the order of reading, and from the foot where it stands."""
    (flat,) = found(fills=stack(60, 40))
    (upright,) = found(fills=[((b[1], b[0], b[3], b[2]), c) for b, c in stack(60, 40)])

    assert [(round(m.extent, 1), round(m.error, 2)) for m in flat.marks] == [(60, 0.75), (40, 0.75)]
    assert [round(m.extent, 1) for m in upright.marks] == [60, 40]


# ---------------------------------------------------------------------------------- curves

CURVE = ((100.0, 200.0), (160.0, 150.0), (220.0, 170.0), (280.0, 120.0))


def curve(
    points: Sequence[tuple[float, float]] = CURVE, *, below: float = 12, ticks: int = 3
) -> tuple[Chart, ...]:
    """Return the charts of a page with a curve, its years and its axis."""
    years = [Text(str(2018 + i), x - 10, 200 + below) for i, (x, _) in enumerate(CURVE)]
    numbers = [Text(str(30 * i), 60, 195 - 30 * i) for i in range(ticks)]
    return found(*years, *numbers, shapes=[Shape(tuple(points), None, BLUE, 1.0)])


def test_what_makes_a_curve() -> None:
    """Four points that go right, over a way and a height, with an axis and labels."""
    flat = [(x, 200 - (200 - y) / 20) for x, y in CURVE]
    short = [(100 + (x - 100) / 3, y) for x, y in CURVE]
    back = (*CURVE[:2], (150.0, 170.0), CURVE[3])

    assert [len(chart.marks) for chart in curve()] == [4]
    assert [
        len(c.marks) for c in (*curve(CURVE[:3]), *curve(flat), *curve(short), *curve(back))
    ] == []
    assert curve(ticks=2) == ()
    assert [len(chart.marks) for chart in curve(below=69)] == [4]
    assert curve(below=71) == ()


@pytest.mark.parametrize(("off", "count"), [(1.4, 1), (1.6, 2)])
def test_a_shadow_is_the_same_curve(off: float, count: int) -> None:
    """Drawn a point aside."""
    years = [Text(str(2018 + i), x - 10, 212) for i, (x, _) in enumerate(CURVE)]
    numbers = [Text(str(30 * i), 60, 195 - 30 * i) for i in range(3)]
    shapes = [
        Shape(CURVE, None, BLUE, 1.0),
        Shape(tuple((x, y + off) for x, y in CURVE), None, GREY, 1.0),
    ]

    assert len(found(*years, *numbers, shapes=shapes)) == count


# ------------------------------------------------------------------------------------ arcs


@pytest.mark.parametrize(
    ("radius", "width", "count"), [(7.1, 2, 3), (6.9, 2, 0), (50, 4.1, 3), (50, 3.9, 0)]
)
def test_a_ring_has_a_size(radius: float, width: float, count: int) -> None:
    """Seven points around, its stroke a twelfth of that."""
    shapes = arcs([50, 30, 20], centre=(300, 300), radius=radius, width=width)

    assert sum(len(chart.marks) for chart in found(shapes=shapes)) == count


@pytest.mark.parametrize(("whole", "count"), [(98.1, 3), (97.9, 0), (101.9, 3), (102.1, 0)])
def test_the_arcs_of_a_ring_make_a_circle(whole: float, count: int) -> None:
    """To two in a hundred."""
    parts = [share * whole for share in (0.5, 0.3, 0.2)]
    shapes = arcs(parts, centre=(300, 300), radius=50, width=12)

    assert sum(len(chart.marks) for chart in found(shapes=shapes)) == count


@pytest.mark.parametrize(("width", "count"), [(18, 3), (18.1, 0), (6, 3), (5.9, 0)])
def test_the_arcs_of_a_ring_are_about_as_wide(width: float, count: int) -> None:
    """By half of the longest."""
    shapes = arcs([50, 30, 20], centre=(300, 300), radius=50, width=12)
    shapes[2] = replace(shapes[2], width=width)

    assert sum(len(chart.marks) for chart in found(shapes=shapes)) == count


def test_the_arcs_of_a_ring_are_told() -> None:
    """Clockwise from the top, with how exactly they can be measured; one colour is no ring."""
    shapes = arcs([50, 30, 20], centre=(300, 300), radius=50, width=12)
    (chart,) = found(shapes=shapes[::-1])

    assert [round(mark.extent, 1) for mark in chart.marks] == [50, 30, 20]
    assert [round(mark.error, 3) for mark in chart.marks] == [0.214] * 3
    assert [round(v) for v in chart.marks[0].box] == [300, 244, 356, 356]
    assert found(shapes=[replace(shape, stroke=BLUE) for shape in shapes]) == ()
    assert found(shapes=[replace(shape, stroke=0xFFFFFF) for shape in shapes]) == ()
