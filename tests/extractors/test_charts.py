"""Charts found among vector shapes, and what is no chart."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.extractors.charts.find import find_charts
from crossfoot.extractors.pdf.dashes import cut_dashes
from crossfoot.extractors.pdf.reader import open_document
from crossfoot.model import Shape
from tests.extractors.page_builder import Text, arcs, make_page, slices


@given(
    st.lists(st.integers(2, 60), min_size=2, max_size=8),
    st.sampled_from([0.0, 12.0, 25.0]),
)
def test_slices_are_measured_within_a_point(shares: list[int], inner: float) -> None:
    """The share of every slice of a pie or donut comes out as drawn."""
    page = make_page(
        [Text("Sources of funds", 50, 60)],
        shapes=slices(shares, centre=(150, 150), outer=40, inner=inner),
    )

    (chart,) = find_charts(page)

    assert chart.kind == "pie"
    for mark, share in zip(chart.marks, shares, strict=True):
        assert mark.extent == pytest.approx(100 * share / sum(shares), abs=1)


@pytest.mark.parametrize("width", [10.0, 60.0])
def test_arcs_of_one_circle_are_a_ring(width: float) -> None:
    """Thick strokes that together go once round are slices, whether ring or disc."""
    page = make_page([], shapes=arcs([5, 53, 35, 7], centre=(300, 300), radius=30, width=width))

    (chart,) = find_charts(page)

    assert [round(mark.extent) for mark in chart.marks] == [5, 53, 35, 7]


def test_arcs_that_do_not_go_round_are_no_ring() -> None:
    """Arcs with a piece missing, and thin outlines, are drawings."""
    partial = arcs([20, 30], centre=(300, 300), radius=30, width=10)
    outline = arcs([40, 60], centre=(100, 300), radius=30, width=1)

    assert find_charts(make_page([], shapes=[*partial, *outline])) == ()


def test_a_gauge_shows_the_number_in_its_middle() -> None:
    """One arc over a full circle has the share it covers and the number inside."""
    (track,) = arcs([100], centre=(300, 300), radius=30, width=8)
    (arc,) = arcs([76], centre=(300, 300), radius=30, width=8)
    page = make_page([Text("76%", 292, 295)], shapes=[track, replace(arc, stroke=0xCC0000)])

    (chart,) = find_charts(page)

    assert [(round(mark.extent), mark.value) for mark in chart.marks] == [(76, "76%")]


def test_a_long_dash_is_cut_out_of_its_circle() -> None:
    """A pattern of one long dash leaves an arc; one of many short dashes leaves the line whole."""
    (circle,) = arcs([100], centre=(0, 0), radius=100, width=8)
    whole = 2 * math.pi * 100

    (dash,) = cut_dashes(circle.points, [whole / 4, 2 * whole])

    assert sum(map(math.dist, dash, dash[1:])) == pytest.approx(whole / 4)
    assert cut_dashes(circle.points, [2.0, 2.0]) == [list(circle.points)]


def test_a_stacked_bar_has_its_numbers_inside_and_its_words_below() -> None:
    """What stands in a segment is its value, what stands under each one its name."""
    page = make_page(
        [
            Text("45%", 115, 101),
            Text("55%", 165, 101),
            Text("Sail", 110, 114),
            Text("Oar", 160, 114),
        ],
        fills=[((100, 100, 145, 112), 0x112233), ((145, 100, 200, 112), 0xAABBCC)],
    )

    (chart,) = find_charts(page)

    assert [(mark.label, mark.value) for mark in chart.marks] == [("Sail", "45%"), ("Oar", "55%")]


def test_the_points_of_a_curve_have_the_numbers_printed_at_them() -> None:
    """A curve is read at its labels; the labels themselves are no values."""
    points = [(100.0, 200.0), (160.0, 150.0), (220.0, 170.0), (280.0, 120.0)]
    page = make_page(
        [
            *(Text(str(tick), 60, 195 - tick) for tick in (0, 50, 90)),
            *(Text(str(2018 + i), x - 10, 212) for i, (x, _) in enumerate(points)),
            *(Text(str(round(200 - y)), x - 5, y - 14) for x, y in points[1:]),
        ],
        shapes=[Shape(tuple(points), None, 0x336699, 1.0)],
    )

    (chart,) = find_charts(page)

    assert chart.kind == "line"
    assert [(m.label, m.value) for m in chart.marks] == [
        ("2018", ""),
        ("2019", "50"),
        ("2020", "30"),
        ("2021", "80"),
    ]


def test_a_stacked_bar_is_measured_and_named_by_its_legend() -> None:
    """Touching rectangles in two colours are one bar; swatches of their colours name them."""
    page = make_page(
        [Text("women", 112, 130), Text("men", 212, 130)],
        fills=[
            ((100, 100, 145, 108), 0x112233),
            ((145, 100, 200, 108), 0xAABBCC),
            ((102, 131, 110, 139), 0x112233),
            ((202, 131, 210, 139), 0xAABBCC),
        ],
    )

    (chart,) = find_charts(page)

    assert chart.kind == "stacked"
    assert [(round(mark.extent), mark.label) for mark in chart.marks] == [
        (45, "women"),
        (55, "men"),
    ]


def test_bars_have_labels_values_and_an_axis() -> None:
    """Columns on one base line are a bar chart with what stands at foot, tip and axis."""
    heights = [(2019, 40), (2020, 80), (2021, 60)]
    page = make_page(
        [
            *(Text(str(year), 100 + 60 * i, 204) for i, (year, _) in enumerate(heights)),
            *(Text(str(tick), 70, 195 - tick) for tick in (0, 50, 90)),
        ],
        fills=[
            ((100 + 60 * i, 200 - high, 120 + 60 * i, 200), 0x336699)
            for i, (_, high) in enumerate(heights)
        ],
    )

    (chart,) = find_charts(page)

    assert chart.kind == "bars"
    assert [(mark.label, mark.extent) for mark in chart.marks] == [
        ("2019", 40),
        ("2020", 80),
        ("2021", 60),
    ]
    assert [text for text, _ in chart.ticks] == ["0", "50", "90"]


def test_shaded_table_rows_are_no_bars() -> None:
    """Rectangles that hold words, or are all equally long, are shading."""
    rows = [((50.0, 100.0 + 40 * i, 500.0, 120.0 + 40 * i), 0xEEEEEE) for i in range(5)]
    texts = [Text("Abidjan  Oui  2020", 60, 104 + 40 * i) for i in range(5)]

    assert find_charts(make_page(texts, fills=rows)) == ()
    assert find_charts(make_page([], fills=rows)) == ()


def test_first_cells_of_shaded_rows_are_no_bars() -> None:
    """Rows of two tables, shaded cell by cell, have first cells of two widths, but go on."""
    widths = (70, 70, 70, 20, 20, 20)
    first = [((50.0, 100.0 + 28 * i, 50.0 + w, 114.0 + 28 * i)) for i, w in enumerate(widths)]
    cells = [(x1, top, 400.0, bottom) for _, top, x1, bottom in first]
    numbers = [Text("12", 55, 103 + 28 * i) for i in range(6)]

    alone = find_charts(make_page(numbers, fills=[(box, 0xF6EEF1) for box in first]))
    rows = find_charts(make_page(numbers, fills=[(box, 0xF6EEF1) for box in (*first, *cells)]))

    assert [chart.kind for chart in alone] == ["bars"]
    assert rows == ()


def test_a_header_band_in_two_colours_is_no_stacked_bar() -> None:
    """Bands that carry words are headers."""
    page = make_page(
        [Text("Measures", 60, 103), Text("Status", 310, 103)],
        fills=[((50, 100, 300, 116), 0x00529B), ((300, 100, 500, 116), 0xF28C28)],
    )

    assert find_charts(page) == ()


def test_icons_of_touching_shapes_are_no_pies() -> None:
    """Shapes that do not fill a disc are a drawing."""
    leaf = ((100.0, 100.0), (120.0, 104.0), (110.0, 130.0), (100.0, 100.0))
    stem = ((108.0, 128.0), (112.0, 128.0), (111.0, 150.0), (108.0, 128.0))
    shapes = [Shape(leaf, 0x00AA00, None, 0.0), Shape(stem, 0x663300, None, 0.0)]

    assert find_charts(make_page([], shapes=shapes)) == ()


def test_the_charts_of_an_infographic_match_what_is_printed(samples: Path) -> None:
    """The donut's slices are the printed 52, 46 and 2 %; the bars 9 of 16 and 45 %."""
    with open_document(samples / "infographie-fr-D-1.pdf") as document:
        charts = find_charts(document.page(1))

    shares = {
        chart.kind + str(i): [m.extent for m in chart.marks] for i, chart in enumerate(charts)
    }
    assert shares["pie0"] == pytest.approx([52, 46, 2], abs=1)
    assert shares["stacked1"] == pytest.approx([100 * 9 / 16, 100 * 7 / 16], abs=1)
    assert shares["stacked2"] == pytest.approx([45, 55], abs=1)


def test_a_report_of_tables_has_no_charts(samples: Path) -> None:
    """Shaded rows and ruled cells of a member table are never taken for charts."""
    with open_document(samples / "mentions-fr-B-2-v1.pdf") as document:
        found = [chart for n in range(1, 5) for chart in find_charts(document.page(n))]

    assert found == []
