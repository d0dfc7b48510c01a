"""Charts on both sides of what decides: what is printed near them, and what their axes measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate

import pytest

from crossfoot.extractors.charts.find import Chart, ChartKind, Mark
from crossfoot.model import Block, Box, Figure
from crossfoot.normalizers.figures.read import read_figures
from tests.normalizers.test_figures import block

AROUND: Box = (300.0, 400.0, 340.0, 470.0)


def pie(shares: Sequence[float], box: Box = AROUND, kind: ChartKind = "pie") -> Chart:
    """Return a pie, or a stacked bar, of some shares."""
    marks = tuple(Mark(box, at, share, 0.5) for at, share in enumerate(shares))
    return Chart(kind, 1, box, marks, title="Funds")


def legend(values: Sequence[str], box: Box, caption: str = "") -> list[Block]:
    """Return leaders to some values, all at one place."""
    section = (caption,) if caption else ()
    return [
        replace(block("leader", f"{name} ...... {value}", section=section), box=box, spans=())
        for name, value in zip(("Fees", "Grants", "Sales", "Gifts"), values, strict=False)
    ]


def tied(blocks: Sequence[Block], chart: Chart) -> list[str]:
    """Return the labels of the key figures that are parts of a chart."""
    figures = read_figures(blocks, [chart], "en")
    (name,) = (f.id for f in figures if f.kind == "chart" and f.breakdown_of is None)
    return [f.label for f in figures if f.kind == "key_figure" and f.breakdown_of == name]


@pytest.mark.parametrize(
    ("box", "near"),
    [
        ((310.0, 629.999, 320.0, 640.0), True),
        ((310.0, 630.0, 320.0, 640.0), False),
        ((310.0, 230.0, 320.0, 240.001), True),
        ((310.0, 230.0, 320.0, 240.0), False),
        ((499.999, 410.0, 520.0, 420.0), True),
        ((500.0, 410.0, 520.0, 420.0), False),
        ((100.0, 410.0, 140.001, 420.0), True),
        ((100.0, 410.0, 140.0, 420.0), False),
        ((435.0, 598.0, 450.0, 610.0), True),
        ((436.0, 598.0, 450.0, 610.0), False),
        ((310.0, 410.0, 320.0, 420.0), True),
    ],
)
@pytest.mark.parametrize("kind", ["pie", "stacked"])
def test_a_legend_stands_within_two_inches_of_its_chart(
    kind: ChartKind, box: Box, near: bool
) -> None:
    """160 points from edge to edge, in any direction, whatever the unit of its values."""
    chart = pie((50, 30, 20), kind=kind)

    assert (tied(legend(("50", "30", "20"), box), chart) != []) is near


def test_the_nearest_of_two_lists_is_the_legend() -> None:
    """Two lists with the proportions of a pie are told apart by where they stand."""
    far = legend(("50", "30", "20"), (310.0, 600.0, 320.0, 610.0), "Far")
    near = legend(("500", "300", "200"), (310.0, 500.0, 320.0, 510.0), "Near")

    for blocks in ([*far, *near], [*near, *far]):
        figures = read_figures(blocks, [pie((50, 30, 20))], "en")
        assert {f.caption for f in figures if f.breakdown_of} == {"Near"}


BESIDE: Box = (310.0, 500.0, 320.0, 510.0)


@pytest.mark.parametrize(
    ("extents", "values", "parts"),
    [
        ((52, 30, 18), ("55", "27", "18"), 3),
        ((52, 30, 18), ("55.1", "26.9", "18"), 0),
        ((52.004, 30, 18), ("55", "27", "18"), 3),
        ((51.996, 30, 18), ("55", "27", "18"), 3),
        ((51.96, 30, 18), ("55", "27", "18"), 0),
        ((52, 30, 18), ("7", "52", "30", "18"), 3),
        ((52, 30, 18), ("52", "30", "18", "7"), 3),
        ((52, 30, 18), ("€0.52", "€0.30", "€0.18"), 3),
        ((52, 30, 18), ("0", "0", "0"), 0),
        ((52, 30, 18), ("52 %", "30", "18"), 0),
        ((52, 30, 18), ("52 €", "30 €", "18 €"), 3),
        ((52, 48), ("52", "48"), 2),
    ],
)
def test_values_with_the_proportions_of_the_slices(
    extents: Sequence[float], values: Sequence[str], parts: int
) -> None:
    """Three points of a hundred off at most, of one unit, side by side in a longer list too."""
    assert len(tied(legend(values, BESIDE), pie(extents))) == parts


def test_a_pie_is_called_what_its_parts_are_parts_of() -> None:
    """Where shares divide an amount, the chart is named after it; else by the line above it."""
    shares = legend(("50 %", "30 %", "20 %"), BESIDE, "Sources of funds")
    amount = block("card", "€936,463", section=("Sources of funds",))

    named = read_figures([*shares, amount], [pie((50, 30, 20))], "en")
    alone = read_figures(shares, [pie((50, 30, 20))], "en")

    assert [f.label for f in named if f.kind == "chart"] == ["Sources of funds"]
    assert [f.label for f in alone if f.kind == "chart"] == ["Funds"]
    assert [f.breakdown_of for f in named] == [None, "f1", "f1", "f1", None]


def card(text: str, left: float, top: float) -> Block:
    """Return a card of 10 × 10 points."""
    return replace(block("card", text), box=(left, top, left + 10, top + 10), spans=())


def test_shares_around_a_pie_follow_it_clockwise() -> None:
    """From the top, whatever the order in which the page names them."""
    top_left, right, below = (
        card("20 % of gifts", 302, 380),
        card("50 % of fees", 350, 440),
        card("30 % of aid", 310, 480),
    )
    chart = pie((50, 30, 20))

    assert len(tied([top_left, right, below], chart)) == 3
    assert tied([top_left, right, below], pie((50, 20, 30))) == []
    assert len(tied([right, below, top_left], chart)) == 3
    assert len(tied([below, right, top_left], chart)) == 3


@pytest.mark.parametrize(
    ("places", "order"),
    [
        (((321, 380), (350, 431), (321, 480)), (50, 30, 20)),
        (((318, 480), (290, 431), (313, 380)), (50, 30, 20)),
        (((350, 420), (350, 440), (308, 480)), (50, 30, 20)),
        (((290, 440), (290, 420), (308, 380)), (50, 30, 20)),
    ],
)
def test_the_hours_of_a_pie(places: Sequence[tuple[float, float]], order: Sequence[float]) -> None:
    """Twelve, three, six and nine o'clock are where a reader sees them around the middle."""
    texts = [
        f"{share} % of {name}" for share, name in zip(order, ("fees", "aid", "gifts"), strict=True)
    ]
    cards = [card(text, *at) for text, at in zip(texts, places, strict=True)]
    shuffled = [cards[1], cards[0], cards[2]]

    assert len(tied(shuffled, pie(order))) == 3
    assert tied(shuffled, pie((order[0], order[2], order[1]))) == []


@pytest.mark.parametrize(
    ("width", "distance", "near"),
    [(90, 159, True), (90, 160, False), (200, 199, True), (200, 200, False)],
)
def test_shares_around_a_large_pie_may_stand_its_width_away(
    width: float, distance: float, near: bool
) -> None:
    """As far as a legend may, or as the pie is wide."""
    box: Box = (300.0, 400.0, 300.0 + width, 400.0 + width)
    cards = [
        card(f"{share} % of {name}", 320, 400 + width + distance)
        for share, name in ((50, "fees"), (30, "aid"), (20, "gifts"))
    ]

    assert (tied(cards, pie((50, 30, 20), box)) != []) is near


@pytest.mark.parametrize(
    ("texts", "parts"),
    [
        (("50 % of fees", "30 % of aid", "20 % of gifts"), 3),
        (("50 fees", "30 aids", "20 gifts"), 0),
        (("50 % of fees", "30 % of aid", "20 % of gifts", "7 members"), 3),
        (("50 % of fees", "30 % of aid", "20 % of gifts", "7 % of members"), 0),
        (("52 % of fees", "48 % of aid"), 0),
    ],
)
def test_shares_around_a_pie_are_as_many_as_its_slices(texts: Sequence[str], parts: int) -> None:
    """Shares alone count, three at least, and no other share may stand near."""
    extents = (50, 30, 20) if len(texts) > 2 else (52, 48)

    assert len(tied([card(text, 350, 440) for text in texts], pie(extents))) == parts


def test_shares_on_another_page_are_not_the_pies() -> None:
    """Neither a list nor cards."""
    chart = replace(pie((50, 30, 20)), page=2)
    cards = [card(text, 350, 440) for text in ("50 % of fees", "30 % of aid", "20 % of gifts")]

    assert tied(cards, chart) == []
    assert tied(legend(("50", "30", "20"), BESIDE), chart) == []


TICKS = (("0", -100.0), ("20", -60.0), ("40", -20.0))


def measure(
    kind: ChartKind,
    marks: Sequence[tuple[float, str]],
    ticks: Sequence[tuple[str, float]] = TICKS,
    error: float = 0.5,
) -> list[tuple[str, str]]:
    """Return the printed and the measured value of each mark of a chart."""
    box: Box = (0.0, 0.0, 100.0, 100.0)
    drawn = tuple(
        Mark(box, at, extent, error, f"20{at + 10}", value)
        for at, (extent, value) in enumerate(marks)
    )
    chart = Chart(kind, 1, box, drawn, tuple(ticks), origin=-100.0)
    return [shown(figure) for figure in read_figures([], [chart], "en")[1:]]


def shown(figure: Figure) -> tuple[str, str]:
    """Return the printed and the measured value of a figure, "" for none."""
    printed = figure.number.value if figure.number else None
    return ("" if printed is None else str(printed), str(figure.measured or ""))


@pytest.mark.parametrize(
    ("third", "straight"), [(-22.3, True), (-22.5, False), (-17.6, True), (-17.3, False)]
)
def test_ticks_lie_on_a_line(third: float, straight: bool) -> None:
    """To within a hundredth of what they range over."""
    found = measure("bars", [(60.0, "")], (*TICKS[:2], ("40", third)))

    assert (found != []) is straight


@pytest.mark.parametrize(
    ("error", "measured"),
    [(0.02, "30.000"), (0.2, "30.00"), (2.0, "30.0"), (18.0, "30.0"), (22.0, "30"), (200.0, "30")],
)
def test_a_measurement_has_the_digits_its_error_leaves(error: float, measured: str) -> None:
    """Two digits of the error count."""
    assert measure("bars", [(60.0, "")], error=error) == [("", measured)]


@pytest.mark.parametrize(
    ("printed", "kept"), [("30.75", True), ("30.85", False), ("29.25", True), ("29.15", False)]
)
def test_a_number_off_a_curve_belongs_to_another(printed: str, kept: bool) -> None:
    """A fiftieth of the axis is near enough; a bar keeps what is printed on it."""
    assert measure("line", [(-40.0, printed)]) == [(printed, "") if kept else ("", "30.00")]
    assert measure("bars", [(60.0, printed)]) == [(printed, "")]


@pytest.mark.parametrize(("printed", "kept"), [("31.4", True), ("31.5", False)])
def test_a_crooked_axis_lets_numbers_stray(printed: str, kept: bool) -> None:
    """Three times what its own ticks are off."""
    ticks = (*TICKS[:2], ("40", -20.8))

    assert (measure("line", [(-40.0, printed)], ticks)[0][0] == printed) is kept


def test_without_an_axis_a_curve_keeps_what_is_printed() -> None:
    """A point without a number is then nothing."""
    assert measure("line", [(-40.0, "30"), (-60.0, "")], ()) == [("30", "")]


@pytest.mark.parametrize(
    ("kind", "values", "ticks", "measured"),
    [
        ("bars", ("10", "20", ""), (), "30.00"),
        ("bars", ("10", "20", ""), TICKS[:1], "30.00"),
        ("bars", ("10", "20", ""), TICKS[:2], None),
        ("bars", ("10", "", ""), (), None),
        ("bars", ("10", "27", ""), (), None),
        ("line", ("10", "20", ""), (), None),
    ],
)
def test_printed_bars_are_an_axis_for_the_others(
    kind: ChartKind, values: Sequence[str], ticks: Sequence[tuple[str, float]], measured: str | None
) -> None:
    """Two values and the ground line, where there are no ticks to measure by."""
    extents = accumulate([20.0] * 3)

    found = measure(kind, list(zip(extents, values, strict=True)), ticks)

    assert found[2:] == ([("", measured)] if measured and values[1] else [])


@pytest.mark.parametrize("ticks", [[("0", -60.0), ("20", -60.0), ("40", -60.0)]])
def test_ticks_at_one_place_are_no_axis(ticks: Sequence[tuple[str, float]]) -> None:
    """Nothing can be measured by them."""
    assert measure("bars", [(60.0, "")], ticks) == []


def test_slices_without_a_value_are_measured_in_percent() -> None:
    """The share of the circle and how far it may be off, to a hundredth."""
    figure = read_figures([], [pie((33.333, 66.667))], "en")[1]

    assert (figure.measured, figure.error) == (Decimal("33.33"), Decimal("0.50"))


def test_marks_keep_a_name_without_letters() -> None:
    """A bar is called "2020", one in words loses the dots around it."""
    box: Box = (0.0, 0.0, 10.0, 60.0)
    marks = tuple(Mark(box, 1, 60.0, 0.5, label, "31") for label in (" 2020 ", "Fees …"))
    chart = Chart("bars", 1, (0.0, 0.0, 100.0, 100.0), marks, TICKS, origin=-100.0)

    assert [f.label for f in read_figures([], [chart], "en")[1:]] == ["2020", "Fees"]
