"""Pages that lie on their side: turned for reading, told as displayed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.extractors.poses import lay_box, show_box, turn_page, upright
from crossfoot.extractors.tables.page import read_page_tables
from crossfoot.model import Pose
from tests.extractors.table_pages import Set, typeset

SIZES = st.floats(100, 2000)
"""Sides of a page, in points."""


@given(
    turn=st.sampled_from([0, 90, 180, 270]),
    skew=st.floats(-3, 3),
    width=SIZES,
    height=SIZES,
    x=st.floats(0, 90),
    y=st.floats(0, 90),
)
def test_a_box_laid_on_the_turned_page_is_shown_where_it_was(
    turn: int, skew: float, width: float, height: float, x: float, y: float
) -> None:
    """Turning there and back moves nothing."""
    box = (x, y, x + 10, y + 4)
    pose = Pose(turn, skew, width, height)

    assert show_box(lay_box(box, pose), pose) == pytest.approx(box, abs=1e-6)


def standing() -> list[Set]:
    """A table without rules, and a line of text under it."""
    rows = [("Commune", "2019", "2020"), ("Bron", "18 204", "18 377"), ("Oullins", "20 110", "901")]
    rows += [(f"Commune {n}", f"{n} 000", f"{n} 001") for n in range(2, 9)]
    return [
        Set(text, (60.0, 300.0, 420.0)[col], 100.0 + 16 * row, "left" if col == 0 else "right")
        for row, texts in enumerate(rows)
        for col, text in enumerate(texts)
    ]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_sideways_table_is_read_as_if_it_stood(turn: int) -> None:
    """Text that reads downwards, upwards or upside down gives the upright page's cells."""
    page = typeset(standing())
    lying = replace(turn_page(page, turn), pose=Pose())

    found = upright(lying)

    assert (found.width, found.height, found.pose.turn) == (600.0, 800.0, 360 - turn)
    (table,) = read_page_tables(found)
    (expected,) = read_page_tables(page)
    assert [c.text for c in table.cells] == [c.text for c in expected.cells]
    assert table.box == pytest.approx(expected.box)


def test_a_page_with_some_sideways_text_stays_as_it_is() -> None:
    """Headers that run upwards over a table turn nothing."""
    page = typeset(
        [*standing(), *(Set("Nombre d'habitants", x, 90.0, rotation=270) for x in (280.0, 400.0))]
    )

    assert upright(page) is page
