"""Cards told by the size of their digits, by coloured boxes and by bars."""

from __future__ import annotations

import pytest

from crossfoot.extractors.text.blocks import read_blocks
from crossfoot.model import Box
from tests.extractors.page_builder import Text, make_page

GREY = 0xDDDDDD
BODY = [
    Text(
        "words of the body set in ten points to say what the size of the body is", 50, 600 + 13 * i
    )
    for i in range(6)
]


def cards(*texts: Text, fills: tuple[tuple[Box, int], ...] = ()) -> list[str]:
    """Return the texts of the cards of a page."""
    blocks = read_blocks(make_page([*texts, *BODY], fills=fills), ())
    return [block.text for block in blocks if block.kind == "card"]


def test_the_unit_below_a_number_is_not_its_label() -> None:
    """What stands under number and unit says what they are of, in the same box."""
    found = cards(
        Text("+547", 60, 100, size=20),
        Text("milliards FCFA", 60, 122),
        Text("TAXES INDIRECTES", 60, 146),
        Text("Autre", 60, 200),
    )

    assert found == ["+547 milliards FCFA TAXES INDIRECTES"]


@pytest.mark.parametrize(("top", "text"), [(150, "+547 milliards FCFA"), (147, None)])
def test_the_label_stands_near_the_number_and_its_unit(top: float, text: str | None) -> None:
    """Its white is measured by the number, not by the small unit."""
    found = cards(
        Text("+547", 60, 100, size=20),
        Text("milliards FCFA", 60, 122),
        Text("TAXES INDIRECTES", 60, top),
    )

    assert found == [text or "+547 milliards FCFA TAXES INDIRECTES"]


def test_a_card_between_its_name_and_its_change() -> None:
    """Name above, number with a small unit beside it, and below how it changed."""
    found = cards(
        Text("ACTIFS MOBILE", 60, 100),
        Text("40,3", 60, 116, size=20),
        Text("-1,6% YoY", 66, 144, size=7),
        Text("Autre", 60, 300),
    )

    assert found == ["ACTIFS MOBILE 40,3 -1,6% YoY"]


BOX: tuple[Box, int] = ((50.0, 90.0, 200.0, 170.0), GREY)


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("CAPEX", "288,6", "@15%"), ["CAPEX 288,6 @15%"]),
        (("CAPEX",), []),
        (("288,6", "@15%"), []),
        (("CAPEX", "OPEX", "288,6"), []),
        (("CAPEX", "was 288,6"), []),
    ],
)
def test_a_box_with_one_name_and_numbers_is_a_card(
    texts: tuple[str, ...], found: list[str]
) -> None:
    """Whatever their type size; a box without a name, with two or with sentences is none."""
    lines = [Text(text, 60, 96 + 24 * i, bold=i == 1) for i, text in enumerate(texts)]

    assert cards(*lines, fills=(BOX,)) == found


def bar(top: float) -> tuple[Box, int]:
    """Return a bar that begins at the names."""
    return (60.0, top, 300.0, top + 5), GREY


def row(name: str, value: str, top: float) -> list[Text]:
    """Return a name, and a value at the right."""
    return [Text(name, 60, top), Text(value, 380 - 5 * len(value), top)]


@pytest.mark.parametrize(
    ("bars", "second", "found"),
    [
        ((113, 143), "9.4%", ["Donations 87.5%", "Grants 9.4%"]),
        ((113,), "9.4%", []),
        ((), "9.4%", []),
        ((113, 143), "$97 — 1.8%", ["Donations 87.5%", "Grants $97 — 1.8%"]),
        ((113, 143), "none", []),
        ((133, 163), "9.4%", []),
    ],
)
def test_rows_over_bars_are_cards(bars: tuple[float, ...], second: str, found: list[str]) -> None:
    """A name and a number in a row with a bar right under it, two rows at least."""
    texts = [*row("Donations", "87.5%", 100), *row("Grants", second, 130)]

    assert cards(*texts, fills=tuple(map(bar, bars))) == found


def test_a_shaded_row_is_no_box() -> None:
    """What stands beside a name in one line is a row, shaded or not."""
    texts = [Text("Brey", 60, 100), Text("307", 160, 100)]

    assert cards(*texts, fills=(((50.0, 96.0, 300.0, 114.0), GREY),)) == []


@pytest.mark.parametrize(
    ("bar", "name", "end", "count"),
    [
        ((60, 113, 300, 118), 60, 380, 2),
        ((60, 107, 300, 112), 60, 380, 2),
        ((60, 106.9, 300, 111.9), 60, 380, 0),  # drawn through the row
        ((60, 125, 300, 130), 60, 380, 2),
        ((60, 125.1, 300, 130.1), 60, 380, 0),
        ((60, 113, 300, 125), 60, 380, 2),
        ((60, 113, 300, 125.1), 60, 380, 0),  # as high as a box
        ((68, 113, 300, 118), 60, 380, 2),
        ((68.1, 113, 300, 118), 60, 380, 0),
        ((52, 113, 300, 118), 60, 380, 2),
        ((60, 113, 300, 118), 68, 380, 2),
        ((60, 113, 300, 118), 68.1, 380, 0),
        ((60, 113, 300, 118), 60, 388, 2),
        ((60, 113, 300, 118), 60, 388.1, 0),
    ],
)
def test_where_a_bar_is_drawn(bar: Box, name: float, end: float, count: int) -> None:
    """Right under its row and from its name on; names begin in line, numbers end in line."""
    texts = [
        *row("Donations", "87.5%", 100),
        Text("Grants", name, 160),
        Text("9.4%", end - 20, 160),
    ]
    lower = (name, 173.0, 300.0, 178.0)

    assert len(cards(*texts, fills=((bar, GREY), (lower, GREY)))) == count


@pytest.mark.parametrize(("top", "is_card"), [(107, True), (106.9, False)])
def test_a_number_beside_its_name_is_no_card_of_a_box(top: float, is_card: bool) -> None:
    """Seven tenths of its height below, it stands under it."""
    box = ((40.0, 90.0, 300.0, 140.0), GREY)
    found = cards(Text("Members", 60, 100), Text("240", 200, top), fills=(box,))

    assert bool(found) is is_card
