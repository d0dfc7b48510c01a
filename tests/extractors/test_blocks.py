"""Running text read into blocks, and the sections they stand in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.extractors.pdf.reader import open_document
from crossfoot.extractors.text.blocks import assign_sections, find_figure_areas, read_blocks
from crossfoot.extractors.text.reading_order import order_boxes
from crossfoot.model import Block
from tests.extractors.page_builder import Text, make_page

BODY = "words of the body set in ten points, many of them, to say what the body size is"


def kinds(blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    """Kind and text of each block."""
    return [(block.kind, block.text) for block in blocks]


def test_wrapped_lines_make_one_paragraph_and_hyphens_are_joined() -> None:
    """A line that was full goes on below; a hyphenated word is whole again."""
    page = make_page(
        [
            Text("an agreement that was signed by the finan-", 50, 100),
            Text("cial partners of the members in the city of", 50, 113),
            Text("origin", 50, 126),
        ]
    )

    assert kinds(read_blocks(page, ())) == [
        (
            "paragraph",
            "an agreement that was signed by the financial partners of the members in the city of"
            " origin",
        )
    ]


def test_a_line_with_room_left_ends_its_paragraph() -> None:
    """Numbers at line starts are statements of their own where the line above had room."""
    page = make_page(
        [
            Text("16 professionals", 50, 100),
            Text("7 interns", 50, 113),
            Text("400 experts work with us all over the world", 50, 126),
        ]
    )

    assert [block.text for block in read_blocks(page, ())] == [
        "16 professionals",
        "7 interns",
        "400 experts work with us all over the world",
    ]


def test_bullets_are_told_by_glyph_or_by_drawn_disc() -> None:
    """Word processors type bullets, browsers draw them; wrapped lines belong to their bullet."""
    page = make_page(
        [
            Text("• 56 members involved in the learning of all the", 50, 100),
            Text("other members", 57.5, 113),
            Text("12 new practices", 60, 140),
        ],
        fills=[((52, 143, 56, 147), 0x222222)],
    )

    assert kinds(read_blocks(page, ())) == [
        ("bullet", "56 members involved in the learning of all the other members"),
        ("bullet", "12 new practices"),
    ]


def test_cards_side_by_side_keep_number_and_label_together() -> None:
    """A large number takes the small lines under it, not those of its neighbour."""
    page = make_page(
        [
            Text("More than 2,450", 50, 100, size=20, bold=True),
            Text("76%", 300, 100, size=20, bold=True),
            Text("people involved in", 50, 122),
            Text("of our members", 300, 122),
            Text("international events", 50, 134),
            Text(BODY, 50, 200),
        ]
    )

    assert kinds(read_blocks(page, ()))[:2] == [
        ("card", "More than 2,450 people involved in international events"),
        ("card", "76% of our members"),
    ]


def test_titles_with_years_or_section_numbers_are_no_cards() -> None:
    """A section number or a year makes a large line a heading."""
    page = make_page(
        [
            Text("Annual Report 2020", 50, 100, size=20),
            Text("2. Main results", 50, 150, size=18),
            Text(BODY, 50, 200),
        ]
    )

    assert [block.kind for block in read_blocks(page, ())] == ["heading", "heading", "paragraph"]


def test_words_inside_tables_are_left_out() -> None:
    """What a table box holds is no running text."""
    page = make_page([Text("a cell", 50, 100), Text("a text below the table", 50, 300)])

    assert [b.text for b in read_blocks(page, [(40, 90, 200, 120)])] == ["a text below the table"]


def test_dotted_lines_to_shares_are_leaders_and_no_table() -> None:
    """A list of shares lines up like a table but is a list."""
    page = make_page(
        [
            Text("Membership fees ........................ 52%", 50, 100),
            Text("Partnerships ........................... 46%", 50, 115),
            Text("Other .................................. 2%", 50, 130),
        ]
    )

    assert [block.kind for block in read_blocks(page, ())] == ["leader"] * 3
    assert len(find_figure_areas(page)) == 3


def test_a_row_of_numbers_is_no_share_of_a_list() -> None:
    """Blanks that look like leaders among the numbers of a table leave it to the table engines."""
    page = make_page(
        [
            Text("2079 ........................ 16391 100%", 50, 100),
            Text("0 601 1083 .................. 21.24%", 50, 115),
            Text("Turnout 85% ........ 79% ........ 65%", 50, 130),
        ]
    )

    assert find_figure_areas(page) == ()


@pytest.mark.parametrize("drawn", ["dots", "rule"])
def test_a_leader_may_be_drawn_instead_of_typed(drawn: str) -> None:
    """A row of tiny squares or a rule from label to value is a leader; one under both is not."""
    dots = [((x, 109.0, x + 0.75, 109.75), 0x888888) for x in np.arange(101.0, 350.0, 1.5)]
    rules = [(101.0, 109.5, 349.0, 109.5)] if drawn == "rule" else []
    page = make_page(
        [
            Text("Membership", 50, 100),
            Text("52%", 350, 100),
            Text("Members", 50, 200),
            Text("56", 350, 200),
        ],
        fills=dots if drawn == "dots" else [],
        rules=[*rules, (50.0, 211.0, 360.0, 211.0)],
    )
    page = replace(page, words=replace(page.words, line=np.array([0, 0, 1, 1], np.int32)))

    blocks = read_blocks(page, ())

    assert [b.text for b in blocks if b.kind == "leader"] == ["Membership …… 52%"]
    assert len(find_figure_areas(page)) == 1


def test_two_columns_are_read_one_after_the_other() -> None:
    """The gutter is cut before the gaps between paragraphs."""
    left = [(50.0, 100.0, 280.0, 160.0), (50.0, 172.0, 280.0, 260.0)]
    right = [(310.0, 100.0, 540.0, 200.0), (310.0, 212.0, 540.0, 260.0)]
    title = (50.0, 60.0, 540.0, 80.0)

    assert order_boxes([*right, *left, title], em=10) == [4, 2, 3, 0, 1]


def test_a_grid_of_cards_is_read_row_by_row() -> None:
    """Cards of one row come before those of the next, whatever the gutters."""
    boxes = [(x, y, x + 100.0, y + 40.0) for y in (100.0, 160.0) for x in (50.0, 250.0, 450.0)]

    assert order_boxes(boxes, em=10, cards=range(6)) == [0, 1, 2, 3, 4, 5]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 500), st.integers(0, 700), st.integers(1, 300), st.integers(1, 200)
        ),
        max_size=40,
    )
)
def test_reading_order_is_a_permutation(places: list[tuple[int, int, int, int]]) -> None:
    """No block is lost or read twice, however boxes overlap."""
    boxes = [(float(x), float(y), float(x + w), float(y + h)) for x, y, w, h in places]

    order = order_boxes(boxes, em=10, panels=boxes[::3])

    assert sorted(order) == list(range(len(boxes)))


def document(pages: int) -> list[Block]:
    """Blocks of a document with a running header, page numbers and two levels of headings."""
    blocks: list[Block] = []
    for number in range(1, pages + 1):
        blocks += read_blocks(
            make_page(
                [
                    Text(f"Annual report 2020, page {number}", 50, 20, size=8),
                    Text(f"{number}. Chapter {number}", 50, 60, size=18),
                    Text(f"{number}.1. Part of it", 50, 100, size=13),
                    Text(f"{'more ' * number}{BODY}", 50, 130),
                    Text(f"{number + 2}", 300, 780, size=8),
                ],
                number=number,
            ),
            (),
        )
    return blocks


def test_furniture_is_dropped_and_sections_are_paths() -> None:
    """Running headers and page numbers go; a block knows its chapter and its part."""
    blocks = assign_sections(document(4))

    assert not [block for block in blocks if "Annual report" in block.text]
    assert not [block for block in blocks if block.text.isdecimal()]
    paragraph = next(b for b in blocks if b.page == 3 and b.kind == "paragraph")
    assert paragraph.section == ("3. Chapter 3", "3.1. Part of it")


def test_the_panels_of_an_infographic_are_read_one_by_one(samples: Path) -> None:
    """Each panel's bullets stand under the panel's own title."""
    with open_document(samples / "infographie-fr-D-1.pdf") as document_:
        blocks = assign_sections(read_blocks(document_.page(1), ()))

    bullets = {block.text: block.section[-1] for block in blocks if block.kind == "bullet"}
    assert bullets["63 membres à l'Assemblée générale"] == "Réunions statutaires"
    assert bullets["4 campagnes mondiales"].startswith("Nous avons élevé")
    assert bullets["102 villes impliquées"].startswith("Nous avons renforcé")


def test_statements_of_a_scan_part_where_a_number_begins_a_line() -> None:
    """Scans lose bullets or show them as a small letter; an open bracket goes on."""
    page = make_page(
        [
            Text("6 members leading the call to rethink spaces", 50, 100),
            Text("10 further members (44 % from Asia and also", 50, 113),
            Text("56 % from Africa)", 50, 126),
        ]
    )

    assert [block.text for block in read_blocks(page, ())] == [
        "6 members leading the call to rethink spaces",
        "10 further members (44 % from Asia and also 56 % from Africa)",
    ]
