"""Text and charts on both sides of what decides: sizes, gaps and places in made pages.

The body of every page is set in 10 points with lines 13 apart.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from crossfoot.extractors.charts.find import Chart, find_charts
from crossfoot.extractors.text.blocks import read_blocks
from crossfoot.model import Box, Shape
from tests.extractors.page_builder import Text, arcs, make_page, slices

WORDS = "words of the body set in ten points, many of them, to say what the body size is"
BODY = [Text(WORDS, 50, 400 + 13 * i) for i in range(6)]
TITLE = "The year in numbers"
LABEL = "members of the network"


def kinds(*texts: Text) -> list[tuple[str, str]]:
    """Return kind and text of each block but those of the body alone."""
    found = read_blocks(make_page([*texts, *BODY]), ())
    return [(one.kind, one.text.replace(WORDS, "…")) for one in found if one.text[:5] != WORDS[:5]]


@pytest.mark.parametrize(
    ("size", "bold", "kind"),
    [
        (11.2, False, "paragraph"),
        (11.8, False, "heading"),  # larger than the body by 15 in a hundred
        (20, False, "heading"),
        (7.5, True, "paragraph"),
        (8.5, True, "heading"),
        (10, True, "heading"),
    ],
)
def test_headings_are_larger_or_bold(size: float, bold: bool, kind: str) -> None:
    """A line alone is a heading by its size or its weight; small print in bold is none."""
    assert kinds(Text(TITLE, 50, 100, size=size, bold=bold)) == [(kind, TITLE)]


@pytest.mark.parametrize(("times", "kind"), [(1, "heading"), (4, "heading"), (5, "paragraph")])
def test_a_heading_is_short(times: int, kind: str) -> None:
    """A long text in large type is a text."""
    text = " ".join(["The year in numbers and more of it"] * times)

    assert kinds(Text(text, 50, 100, size=14)) == [(kind, text)]


@pytest.mark.parametrize(
    ("gap", "found"),
    [(0.5, [("paragraph", f"{TITLE} … … … … … …")]), (6, [("heading", TITLE)])],
)
def test_a_heading_stands_apart_from_its_text(gap: float, found: list[tuple[str, str]]) -> None:
    """Set close to the next line, bold words open it."""
    assert kinds(Text(TITLE, 50, 387 - gap, bold=True)) == found


@pytest.mark.parametrize(("pitch", "blocks"), [(13, 1), (17, 1), (18.5, 2), (30, 2)])
def test_lines_of_one_paragraph_stand_close(pitch: float, blocks: int) -> None:
    """Lines that are full go on below, unless white space parts them."""
    page = make_page([Text(WORDS, 50, 100), Text(WORDS, 50, 100 + pitch), *BODY])

    assert len(read_blocks(page, ())) == blocks + 1


@pytest.mark.parametrize(
    ("size", "gap", "shift", "label", "found"),
    [
        (12, 4, 0, 10, [("paragraph", "240"), ("paragraph", LABEL)]),
        (13, 4, 0, 10, [("card", f"240 {LABEL}")]),
        (24, 13, 0, 10, [("card", f"240 {LABEL}")]),
        (24, 16, 0, 10, [("card", "240"), ("paragraph", LABEL)]),  # too far below
        (24, 4, 88, 10, [("card", f"240 {LABEL}")]),
        (24, 4, 96, 10, [("card", "240"), ("paragraph", LABEL)]),  # beside, not below
        (24, 4, 0, 21.5, [("card", f"240 {LABEL}")]),
        (24, 4, 0, 26.5, [("card", "240"), ("heading", LABEL)]),
    ],
)
def test_a_large_number_with_its_label_is_a_card(
    size: float, gap: float, shift: float, label: float, found: list[tuple[str, str]]
) -> None:
    """The number is larger than the body, its label close below it and smaller."""
    number = Text("240", 50 + shift, 100, size=size)
    below = Text(LABEL, 50, 100 + size + gap, size=label)

    assert kinds(number, below) == found


@pytest.mark.parametrize(
    ("gap", "found"),
    [
        (0, [("card", f"240 {LABEL}")]),
        (25, [("card", f"240 {LABEL}")]),
        (31, [("card", "240"), ("paragraph", LABEL)]),
    ],
)
def test_a_label_beside_its_number(gap: float, found: list[tuple[str, str]]) -> None:
    """About one type size of the number may part them."""
    number = Text("240", 50, 100, size=24)

    assert kinds(number, Text(LABEL, 90 + gap, 107)) == found


@pytest.mark.parametrize(
    ("indent", "joined"), [(-8, False), (-4, True), (0, True), (4, True), (12, True), (16, False)]
)
def test_the_second_line_of_a_bullet_is_indented_to_its_text(indent: float, joined: bool) -> None:
    """Or to the bullet, where its sentence goes on; text further left or right is on its own."""
    first = "12 cities joined the network in the year"
    found = kinds(Text(f"• {first}", 50, 100), Text("and stayed", 50 + indent, 113))

    assert (found == [("bullet", f"{first} and stayed")]) is joined
    assert found[0][0] == "bullet"


@pytest.mark.parametrize(
    ("end", "second"), [(".", "and stayed"), ("", "Others stayed"), (":", "and stayed")]
)
def test_what_stands_under_a_bullet_begins_anew(end: str, second: str) -> None:
    """After the end of a sentence, or with a capital."""
    first = f"12 cities joined the network in the year{end}"
    found = kinds(Text(f"• {first}", 50, 100), Text(second, 50, 113))

    assert found[0] == ("bullet", first)


@pytest.mark.parametrize(("size", "kind"), [(6, "note"), (9, "note"), (9.5, "paragraph")])
def test_notes_are_small(size: float, kind: str) -> None:
    """A text with a number in brackets below the body is a note where it is smaller."""
    text = "(1) Without the towns of the north"

    assert kinds(Text(text, 50, 700, size=size)) == [(kind, text)]


@pytest.mark.parametrize(("dots", "kind"), [(3, "paragraph"), (4, "leader"), (12, "leader")])
def test_leaders_have_four_dots(dots: int, kind: str) -> None:
    """Three dots are an ellipsis."""
    text = f"Alby {'.' * dots} 12"

    assert kinds(Text(text, 50, 100)) == [(kind, text)]


# ---------------------------------------------------------------------------------- charts


def charts(
    *texts: Text, shapes: Sequence[Shape] = (), fills: Sequence[tuple[Box, int]] = ()
) -> tuple[Chart, ...]:
    """Return the charts of a page."""
    return find_charts(make_page([*texts, *BODY], shapes=shapes, fills=fills))


@pytest.mark.parametrize(
    ("radius", "inner", "found"), [(5, 0, 0), (8, 0, 1), (60, 0, 1), (60, 30, 1), (60, 55, 1)]
)
def test_a_pie_has_a_size(radius: float, inner: float, found: int) -> None:
    """A dot in three colours is none; pies and donuts give the shares of their slices."""
    seen = charts(shapes=slices([50, 30, 20], centre=(300, 200), outer=radius, inner=inner))

    assert [[round(mark.extent) for mark in chart.marks] for chart in seen] == [
        [50, 30, 20]
    ] * found


@pytest.mark.parametrize(("count", "found"), [(1, 0), (2, 1), (5, 1)])
def test_one_slice_is_no_pie(count: int, found: int) -> None:
    """A full disc says nothing."""
    shares = [100 / count] * count

    assert len(charts(shapes=slices(shares, centre=(300, 200), outer=60))) == found


@pytest.mark.parametrize(
    ("width", "whole", "found"),
    [(12, 100, 1), (12, 97, 0), (12, 60, 0), (4, 100, 0), (6, 100, 1), (50, 100, 1)],
)
def test_a_ring_is_broad_and_closes(width: float, whole: float, found: int) -> None:
    """Thin circles are decoration, open arcs no whole."""
    parts = [whole * share for share in (0.5, 0.3, 0.2)]

    assert len(charts(shapes=arcs(parts, centre=(300, 200), radius=60, width=width))) == found


HEIGHTS = (120.0, 80.0, 50.0, 95.0)
VALUES = ("240", "160", "100", "190")


def bars(
    heights: Sequence[float], *, wide: float = 20, gap: float = 10, base: float = 300
) -> list[tuple[Box, int]]:
    """Return bars side by side."""
    return [
        ((100 + i * (wide + gap), base - high, 100 + i * (wide + gap) + wide, base), 0x336699)
        for i, high in enumerate(heights)
    ]


def lettering(value: float = 12, label: float = 4) -> list[Text]:
    """Return values so far above the bars and years so far below them."""
    pairs = zip(HEIGHTS, VALUES, strict=True)
    over = [Text(v, 100 + 30 * i, 300 - h - value, size=8) for i, (h, v) in enumerate(pairs)]
    return over + [Text(str(2019 + i), 100 + 30 * i, 300 + label, size=8) for i in range(4)]


@pytest.mark.parametrize(
    ("count", "wide", "gap", "found"),
    [(2, 20, 10, 0), (3, 20, 10, 1), (4, 20, 10, 1), (4, 20, 0, 0), (4, 20, 3, 1), (4, 1, 10, 0),
     (4, 3, 10, 1), (4, 55, 10, 1)],
)  # fmt: skip
def test_bars_of_a_chart(count: int, wide: float, gap: float, found: int) -> None:
    """Three bars that stand apart and have a width."""
    assert len(charts(fills=bars(HEIGHTS[:count], wide=wide, gap=gap))) == found


@pytest.mark.parametrize(("off", "count"), [(0, 4), (0.2, 4), (0.8, 3), (6, 3)])
def test_bars_stand_on_one_line(off: float, count: int) -> None:
    """A box that stands lower is no bar of the chart."""
    moved = bars(HEIGHTS[3:], base=300 + off)[0][0]
    last = ((190.0, moved[1], 210.0, moved[3]), 0x336699)

    (chart,) = charts(fills=[*bars(HEIGHTS[:3]), last])

    assert len(chart.marks) == count


@pytest.mark.parametrize(
    ("value", "label", "values", "labels"),
    [
        (12, 4, VALUES, ("2019", "2020", "2021", "2022")),
        (18, 4, VALUES, ("2019", "2020", "2021", "2022")),
        (28, 4, ("", "", "", ""), ("2019", "2020", "2021", "2022")),
        (12, -3, VALUES, ("", "", "", "")),
        (12, 0, VALUES, ("2019", "2020", "2021", "2022")),
    ],
)
def test_values_stand_over_bars_and_labels_under_them(
    value: float, label: float, values: tuple[str, ...], labels: tuple[str, ...]
) -> None:
    """A number about its own height above a bar is its value; what stands below names it."""
    (chart,) = charts(*lettering(value, label), fills=bars(HEIGHTS))

    assert tuple(mark.value for mark in chart.marks) == values
    assert tuple(mark.label for mark in chart.marks) == labels
    assert [round(mark.extent) for mark in chart.marks] == [round(h) for h in HEIGHTS]


@pytest.mark.parametrize(
    ("distance", "title"), [(8, "Members by year"), (34, "Members by year"), (42, "")]
)
def test_the_title_of_a_chart_stands_close_above_it(distance: float, title: str) -> None:
    """A text far above belongs to the page."""
    text = Text("Members by year", 100, 165 - distance, bold=True)

    (chart,) = charts(text, *lettering(), fills=bars(HEIGHTS))

    assert chart.title == title
