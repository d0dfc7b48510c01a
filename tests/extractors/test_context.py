"""Captions, notes, sections and running headers around tables."""

from __future__ import annotations

import pytest

from crossfoot.extractors.joining.context import (
    PageText,
    find_caption,
    find_notes,
    find_running,
    find_section,
    is_page_number,
    surroundings,
)
from crossfoot.model import Block, BlockKind, Box, Span, Table

TABLE: Box = (50.0, 200.0, 550.0, 400.0)


def make_block(
    text: str, top: float, *, kind: BlockKind = "paragraph", size: float = 10.0, page: int = 1
) -> Block:
    """Return a line at a height of the page."""
    box = (50.0, top, 300.0, top + size)
    return Block(kind, page, box, text, (Span(text, box, size, False, 0),))


PROSE = make_block("La ville a voté le budget de l'exercice. " * 5, 600.0)


def make_table(page: int = 1) -> Table:
    """Return an empty table at its place."""
    return Table("t1", (page,), TABLE, (TABLE,), 0, 0, 0, 0, ())


def caption_of(*blocks: Block) -> str:
    """Return the caption of the table among blocks, "" without one."""
    found = find_caption(TABLE, blocks)
    return found.text if found else ""


def test_a_title_above_beats_a_heading_and_prose() -> None:
    """A numbered title is the caption even when a heading stands closer."""
    title = make_block("Tableau 3 – Population", 165.0)
    heading = make_block("Communes", 185.0, kind="heading", size=12.0)

    assert caption_of(title, heading) == "Tableau 3 – Population"
    assert caption_of(heading) == "Communes"


def test_a_title_below_counts_when_nothing_is_above() -> None:
    """Some reports set captions under their tables."""
    assert caption_of(make_block("Table 3. Population", 405.0)) == "Table 3. Population"


@pytest.mark.parametrize(
    "block",
    [
        make_block("Le tableau suivant donne les chiffres de l'année.", 185.0),
        make_block("(en milliers d'euros)", 185.0),
        make_block("Population", 100.0),
        PROSE,
    ],
    ids=lambda block: block.text[:20],
)
def test_a_sentence_a_unit_and_distant_text_are_no_caption(block: Block) -> None:
    """Only a title close by is a caption."""
    assert caption_of(block) == ""


def test_notes_below_and_units_above_belong_to_the_table() -> None:
    """Small print under a table and a unit over it; the prose after them does not."""
    blocks = (
        make_block("(en milliers d'euros)", 188.0),
        make_block("(*) Chiffres provisoires (N) Nouveau membre", 404.0, size=7.0),
        make_block("Source : comptes administratifs", 414.0, size=7.0),
        PROSE,
    )
    pages = surroundings([PageText(1, 600.0, 800.0, blocks)])

    notes = find_notes(make_table(), pages)

    assert [(note.kind, note.marker, note.text) for note in notes] == [
        ("unit", None, "(en milliers d'euros)"),
        ("footnote", "(*)", "(*) Chiffres provisoires"),
        ("footnote", "(N)", "(N) Nouveau membre"),
        ("source", None, "Source : comptes administratifs"),
    ]


def test_running_headers_and_page_numbers_are_told_from_content() -> None:
    """The same line at the top of each page and numbers that count are no content."""
    pages = [
        PageText(
            n,
            600.0,
            800.0,
            (
                make_block("Rapport annuel 2020", 20.0, page=n),
                make_block(f"Chapitre {n * 7}", 60.0, page=n, kind="heading"),
                make_block(f"page {n + 4}", 780.0, page=n),
            ),
        )
        for n in (1, 2, 3)
    ]

    assert find_running(pages) == {n: frozenset({0, 2}) for n in (1, 2, 3)}


def test_the_deep_head_of_a_form_is_running_where_it_stands_still() -> None:
    """Lines below the margin are running headers only at the very same place of each page."""
    pages = [
        PageText(
            n,
            600.0,
            800.0,
            (
                make_block("Partidas incluidas: todas", 150.0, page=n, kind="heading"),
                make_block("Deudas del ejercicio", 150.0 + 5 * n, page=n),
                make_block("Con cargo al fondo común", 300.0, page=n),
            ),
        )
        for n in (1, 2, 3)
    ]

    assert find_running(pages) == {n: frozenset({0}) for n in (1, 2, 3)}


@pytest.mark.parametrize(
    "text", ["12", "- 12 -", "Page 12", "12/40", "página 3 de 9", "Hoja: 12 de 256", "xii"]
)
def test_page_numbers_have_many_forms(text: str) -> None:
    """A footer that is nothing but a page number."""
    assert is_page_number(text, 12)
    assert not is_page_number(f"{text} communes", 12)


def test_the_section_of_a_table_is_the_path_of_headings_above_it() -> None:
    """Headings before the table count, those after it do not."""
    inner = Block("heading", 1, (50.0, 100.0, 300.0, 112.0), "Eau", section=("Budget",), level=2)
    later = Block("heading", 1, (50.0, 500.0, 300.0, 512.0), "Voirie", section=("Budget",), level=2)

    assert find_section(make_table(), (inner, later)) == ("Budget", "Eau")
