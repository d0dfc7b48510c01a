"""Curves over an axis, on both sides of what makes a chart of them. Type of eight points."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from crossfoot.extractors.charts.find import Chart, find_charts
from crossfoot.model import Shape
from tests.extractors.page_builder import Text, make_page

POINTS = [(100.0 + 2 * i, 300.0 - 40 * ((i * 37) % 11) / 10) for i in range(51)]
CURVE = Shape(tuple(POINTS), None, 0x336699, 1.0)


def axis(x: float = 80.0, tops: Sequence[float] = (255, 275, 295)) -> list[Text]:
    """Return numbers along the upright axis."""
    return [Text(t, x, top, size=8) for t, top in zip(("40", "20", "10"), tops, strict=False)]


def years(xs: Sequence[float] = (92, 142, 192), top: float = 310.0) -> list[Text]:
    """Return labels in a row under the curve."""
    return [Text(str(2019 + i), x, top, size=8) for i, x in enumerate(xs)]


def chart(*texts: Text, curve: Shape = CURVE) -> Chart | None:
    """Return the chart of a page, if there is one."""
    charts = find_charts(make_page(texts, shapes=[curve]))
    return charts[0] if charts else None


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ([*axis(), *years()], True),
        ([*axis()[:2], *years()], False),
        ([*axis(), *years()[:2]], False),
        (years(), False),
        (axis(), False),
        ([*axis(), *years(top=371.9)], True),
        ([*axis(), *years(top=372)], False),
        ([*axis(), *years(xs=(84, 142, 192))], True),
        ([*axis(), *years(xs=(83.9, 142, 192))], False),
        ([*axis(), *years(xs=(92, 142, 200))], True),
        ([*axis(), *years(xs=(92, 142, 200.1))], False),
        ([*axis(), Text("2019", 92, 310, size=8), *years(xs=(142, 192), top=322)], False),
    ],
)
def test_a_curve_over_an_axis_is_a_chart(texts: list[Text], found: bool) -> None:
    """Three numbers left of it, and three labels in a row that stands within eighty points."""
    assert (chart(*texts) is not None) is found


def test_a_chart_has_a_mark_for_each_label() -> None:
    """On the curve over the middle of its label, in their order."""
    found = chart(*axis(), *years())

    assert found is not None
    assert found.kind == "line"
    assert [mark.label for mark in found.marks] == ["2019", "2020", "2021"]
    assert [mark.box[0] for mark in found.marks] == [100, 150, 200]
    assert [text for text, _ in found.ticks] == ["10", "20", "40"]


@pytest.mark.parametrize(
    ("x", "off", "value"),
    [
        (140, 6, "77"),
        (140, 20.7, "77"),
        (140, 20.9, ""),
        (154, 6, "77"),
        (154.1, 6, ""),
        (138, 6, "77"),
        (137.9, 6, ""),
    ],
)
def test_the_value_at_a_point_of_a_curve(x: float, off: float, value: str) -> None:
    """Within its size aside, and one and three fifths above."""
    plain = chart(*axis(), *years())
    assert plain is not None
    y = plain.marks[1].box[1]
    number = Text("77", x, y - off, size=8)

    found = chart(*axis(), *years(), number)
    assert found is not None
    assert found.marks[1].value == value
