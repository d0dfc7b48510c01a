"""Pages that lie on their side, or are set in any size: turned and scaled, told as displayed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.extractors.pdf.reader import open_document
from crossfoot.extractors.poses import (
    lay_box,
    scale_page,
    show_box,
    show_table,
    turn_page,
    upright,
)
from crossfoot.extractors.weighing.read import read_page_tables
from crossfoot.model import BODY_SIZE, Page, Pose, Table
from crossfoot.type_size import size_of_words
from tests.extractors.pdf_builder import Sheet, write_pdf
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
    scale=st.floats(0.2, 5),
)
def test_a_box_laid_on_the_turned_page_is_shown_where_it_was(
    turn: int, skew: float, width: float, height: float, x: float, y: float, scale: float
) -> None:
    """Turning there and back moves nothing."""
    box = (x, y, x + 10, y + 4)
    pose = Pose(turn, skew, width, height, scale)

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

    assert (found.width, found.height, found.pose.turn) == (540.0, 720.0, 360 - turn)
    assert (found.pose.width, found.pose.height) == (600.0, 800.0)
    (table,) = read_page_tables(found)
    (expected,) = read_page_tables(upright(page))
    assert [c.text for c in table.cells] == [c.text for c in expected.cells]
    assert table.box == pytest.approx(expected.box)


def test_a_page_with_some_sideways_text_stays_as_it_is() -> None:
    """Headers that run upwards over a table turn nothing."""
    page = typeset(
        [*standing(), *(Set("Nombre d'habitants", x, 90.0, rotation=270) for x in (280.0, 400.0))]
    )

    assert upright(page).pose == Pose(scale=BODY_SIZE / 10)


@pytest.mark.parametrize("factor", [0.5, 0.7, 1.4, 2.0, 3.0])
def test_a_page_of_any_size_is_read_alike(factor: float) -> None:
    """A sheet printed larger or smaller holds the same tables, at boxes as much larger."""
    page = typeset(standing())

    (table,) = tables_of(scaled(page, factor))
    (expected,) = tables_of(page)

    assert [(c.row, c.col, c.text) for c in table.cells] == [
        (c.row, c.col, c.text) for c in expected.cells
    ]
    assert table.box == pytest.approx([factor * side for side in expected.box])
    assert [c.indent for c in table.cells] == pytest.approx(
        [factor * c.indent for c in expected.cells]
    )


def test_the_body_size_is_that_of_most_letters() -> None:
    """Large headings and small notes leave a page at the scale of its text."""
    page = typeset(
        [Set("Rapport", 60.0, 60.0, size=30.0), *standing(), Set("Source", 60.0, 300.0, size=6.0)]
    )

    assert size_of_words(page.words) == 10.0
    assert size_of_words(upright(page).words) == pytest.approx(BODY_SIZE)


def test_a_page_without_words_keeps_its_size() -> None:
    """There is nothing to measure it against."""
    page = typeset([])

    assert upright(page) is page


def tables_of(page: Page) -> tuple[Table, ...]:
    """The tables of a page as displayed, in points."""
    read = upright(page)
    return tuple(show_table(table, {1: read.pose}) for table in read_page_tables(read))


def scaled(page: Page, factor: float) -> Page:
    """A page that was printed larger."""
    return replace(scale_page(page, factor), pose=Pose())


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_words_in_pieces_are_whole_however_the_page_is_turned(tmp_path: Path, turn: int) -> None:
    """Pieces of a word drawn one by one stay together however the page is shown."""
    word = [(50.0, "T"), (56.1, "VA")]
    above = [(50.0, 114.0, "Rate"), *((x, 128.0, text) for x, text in word)]
    below = [(50.0, 214.0, "Rate"), *((x, 200.0, text) for x, text in word)]

    sheet = Sheet([*above, *below], turn=turn)
    with open_document(write_pdf(tmp_path / "page.pdf", [sheet])) as document:
        assert sorted(document.page(1).words.text) == ["Rate", "Rate", "TVA", "TVA"]
