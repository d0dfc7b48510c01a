"""Bars, curves and rings of charts exactly where one answer gives way to another.

Lettering is of eight or ten points; what is as far off as it may be still counts, or no more.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from crossfoot.extractors.charts.find import find_charts
from crossfoot.extractors.charts.slices import holds
from crossfoot.model import Shape
from tests.extractors.page_builder import Text, arcs, make_page, slices
from tests.extractors.test_chart_limits import BLUE, bars, found, lying
from tests.extractors.test_curve_limits import CURVE, axis, chart, years

# ------------------------------------------------------------------------------------ bars


@pytest.mark.parametrize(
    ("middle", "down", "label"),
    [
        (90.0, 0.0, True),
        (89.5, 0.0, False),
        (130.0, 0.0, True),
        (130.5, 0.0, False),
        (110.0, -1.0, True),
        (110.0, -1.5, False),
        (110.0, 119.5, True),
        (110.0, 120.0, False),
    ],
)
def test_the_label_at_the_foot_of_a_bar(middle: float, down: float, label: bool) -> None:
    """A size aside, from a point above it to twelve sizes below."""
    (made,) = found(Text("so", middle - 5, 300 + down), fills=bars(gap=60))

    assert (made.marks[0].label == "so") is label


@pytest.mark.parametrize(("up", "value"), [(16.0 - 0.25, "77"), (16.0, ""), (-10.0, "77")])
def test_the_value_at_the_tip_of_a_bar(up: float, value: str) -> None:
    """Less than 1.6 sizes above it."""
    (made,) = found(Text("77", 105.0, 180 - up - 10), fills=bars())

    assert made.marks[0].value == value


@pytest.mark.parametrize(("chars", "value"), [(23, True), (24, False)])
def test_how_long_a_value_is(chars: int, value: bool) -> None:
    """Twenty-three chars; what is longer is a sentence."""
    (made,) = found(Text("7" * chars, 110.0 - chars, 176, size=4), fills=bars(gap=140.0))

    assert bool(made.marks[0].value) is value


@pytest.mark.parametrize(("off", "value"), [(3.0, "77"), (3.25, "")])
def test_the_lane_of_a_bar_that_lies(off: float, value: str) -> None:
    """Three tenths of a size beside it, from middle to edge."""
    fills = lying(bars((120, 80, 50, 95), gap=60))
    (made,) = found(Text("77", 225.0, 120 + off - 5), fills=fills)

    assert made.marks[0].value == value


@pytest.mark.parametrize(
    ("bottom", "x", "title"),
    [
        (181.0, 100.0, True),  # a point into the bars
        (181.25, 100.0, False),
        (150.25, 100.0, True),
        (150.0, 100.0, False),
        (170.0, 209.5, True),
        (170.0, 210.0, False),
        (170.0, 60.5, True),
        (170.0, 60.0, False),
    ],
)
def test_the_title_over_a_chart(bottom: float, x: float, title: bool) -> None:
    """Less than three sizes above, and over it."""
    (made,) = found(Text("Townsmen", x, bottom - 10), fills=bars())

    assert (made.title == "Townsmen") is title


@pytest.mark.parametrize(
    ("side", "far", "label"),
    [
        (13.75, 10.0, "Towns"),
        (14.0, 10.0, ""),  # as large as a mark
        (8.0, 19.75, "Towns"),
        (8.0, 20.0, ""),
        (8.0, -0.75, "Towns"),
        (8.0, -1.0, ""),
    ],
)
def test_the_swatch_of_a_legend(side: float, far: float, label: str) -> None:
    """Smaller than fourteen points, its text less than two sizes to the right."""
    stack = [((100.0 + 40 * k, 200.0, 140.0 + 40 * k, 220.0), BLUE + 0x101010 * k)
             for k in range(3)]  # fmt: skip
    swatch = ((300.0, 100.0, 300.0 + side, 100.0 + side), BLUE)
    legend = Text("Towns", 300.0 + side + far, 100.0 + side / 2 - 5)
    charts = [c for c in found(legend, fills=[*stack, swatch]) if c.kind == "stacked"]

    assert [c.marks[0].label for c in charts] == [label]


@pytest.mark.parametrize(
    ("up", "label"), [(0.0, True), (-0.25, False), (10.0, True), (10.25, False)]
)
def test_the_text_of_a_legend_is_level_with_its_swatch(up: float, label: bool) -> None:
    """The middle of the swatch between its top and its foot, both included."""
    stack = [((100.0 + 40 * k, 200.0, 140.0 + 40 * k, 220.0), BLUE + 0x101010 * k)
             for k in range(3)]  # fmt: skip
    swatch = ((300.0, 100.0, 308.0, 108.0), BLUE)
    charts = found(Text("Towns", 312.0, 104.0 - up), fills=[*stack, swatch])
    (made,) = [c for c in charts if c.kind == "stacked"]

    assert (made.marks[0].label == "Towns") is label


@pytest.mark.parametrize(("x", "ticks"), [(20.25, 3), (20.0, 0)])
def test_numbers_left_of_bars_are_their_axis(x: float, ticks: int) -> None:
    """Their right ends less than sixty points from the bars."""
    texts = [Text("20", x + 12, top, size=8) for top in (296, 246, 196)]  # eight points wide
    (made,) = found(*texts, fills=bars())

    assert len(made.ticks) == ticks


@pytest.mark.parametrize(
    ("tops", "ticks"),
    [
        ((296.0, 246.0, 140.25), 3),
        ((296.0, 246.0, 140.0), 0),  # too few are left
        ((305.0, 246.0, 196.0), 3),
        ((305.5, 246.0, 196.0), 0),
    ],
)
def test_how_high_an_axis_goes(tops: Sequence[float], ticks: int) -> None:
    """Less than forty points above the highest bar, and a third of that below the foot."""
    texts = [Text(t, 80, top, size=8) for t, top in zip(("0", "50", "90"), tops, strict=True)]
    (made,) = found(*texts, fills=bars())

    assert len(made.ticks) == ticks


# ----------------------------------------------------------------------------------- curves


@pytest.mark.parametrize(("x", "found_one"), [(40.25, True), (40.0, False)])
def test_numbers_left_of_a_curve(x: float, found_one: bool) -> None:
    """Less than sixty points from it."""
    texts = [Text(t.text, x - 4.0 * len(t.text), t.top, size=8) for t in axis()]

    assert (chart(*texts, *years()) is not None) is found_one


@pytest.mark.parametrize(("points", "found_one"), [(400, True), (401, False), (3, False)])
def test_how_many_points_a_curve_has(points: int, found_one: bool) -> None:
    """Four to four hundred: more are a drawing."""
    xs = [100.0 + 100.0 * i / (points - 1) for i in range(points)]
    curve = Shape(tuple((x, 300.0 - 4 * (i % 11)) for i, x in enumerate(xs)), None, BLUE, 1.0)

    assert (chart(*axis(), *years(), curve=curve) is not None) is found_one


def test_two_curves_on_one_another_are_one() -> None:
    """Where they are less than a point and a half apart all along."""
    for off, count in ((1.25, 1), (1.5, 2)):
        other = Shape(tuple((x, y - off) for x, y in CURVE.points), None, 0x993366, 1.0)
        page = make_page([*axis(), *years()], shapes=[CURVE, other])
        assert len(find_charts(page)) == count


# ------------------------------------------------------------------------------------ rings


@pytest.mark.parametrize(("radius", "count"), [(7.0, 1), (6.875, 0)])
def test_how_small_a_pie_is(radius: float, count: int) -> None:
    """Fourteen points across."""
    made = slices((50, 50), centre=(200.0, 200.0), outer=radius)

    assert len(find_charts(make_page([], shapes=made))) == count
    ring = arcs((50, 50), centre=(200.0, 200.0), radius=radius, width=2.0)
    assert len(find_charts(make_page([], shapes=ring))) == count


@pytest.mark.parametrize(("count", "charts"), [(24, 1), (25, 0)])
def test_how_many_slices_a_pie_has(count: int, charts: int) -> None:
    """Twenty-four; more are something else."""
    made = slices((1,) * count, centre=(200.0, 200.0), outer=100.0)

    assert len(find_charts(make_page([], shapes=made))) == charts


@pytest.mark.parametrize(("width", "count"), [(8.0, 1), (7.75, 0)])
def test_how_thick_the_strokes_of_a_ring_are(width: float, count: int) -> None:
    """Eight hundredths of its radius: thinner ones outline something."""
    made = arcs((40, 60), centre=(200.0, 200.0), radius=100.0, width=width)

    assert len(find_charts(make_page([], shapes=made))) == count


@pytest.mark.parametrize(("whole", "count"), [(98.25, 1), (97.75, 0), (101.75, 1), (102.5, 0)])
def test_arcs_that_make_a_circle(whole: float, count: int) -> None:
    """But for two hundredths."""
    made = arcs((40, whole - 40), centre=(200.0, 200.0), radius=100.0, width=20.0)

    assert len(find_charts(make_page([], shapes=made))) == count


@pytest.mark.parametrize(
    ("x", "y", "inside"),
    [(1.0, 1.0, True), (4.0, 1.0, False), (0.0, 1.0, True), (1.0, 0.0, True), (1.0, 4.0, False)],
)
def test_what_lies_on_the_edge_of_an_outline(x: float, y: float, inside: bool) -> None:
    """On its left and upper side it is inside."""
    assert holds([(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)], x, y) is inside
