"""Captions, notes, running lines and columns exactly where one answer gives way to another.

What is as far away as it may be still counts; a hair more does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from crossfoot.extractors.joining.columns import column_spans, match_columns
from crossfoot.extractors.joining.context import (
    PageText,
    find_caption,
    find_notes,
    find_running,
    find_section,
    is_page_number,
    surroundings,
)
from crossfoot.extractors.joining.parts import continues, ends_page, join_tables, starts_page
from crossfoot.extractors.joining.roles import count_header_rows, with_roles
from crossfoot.extractors.joining.rows import (
    append_rows,
    drop_continuation_rows,
    has_like_row,
    is_cut_row,
    repeated_header,
)
from crossfoot.extractors.joining.surroundings import Surroundings
from crossfoot.model import Block, BlockKind, Box, Role, Span, Table
from tests.extractors.page_builder import make_page
from tests.extractors.test_join import HEADER, HEIGHT, ROWS, WIDTH, make_table, texts

BOX: Box = (50.0, 300.0, 550.0, 400.0)
HAIR = 0.25
PAGE = make_page([])
FULL = make_table([HEADER, *ROWS], page=1, top=200.0)


def block(
    text: str,
    top: float,
    *,
    x: tuple[float, float] = (50.0, 300.0),
    size: float = 10.0,
    kind: BlockKind = "paragraph",
    page: int = 1,
) -> Block:
    """Return a line that is ten points high, whatever its type size."""
    box = (x[0], top, x[1], top + 10)
    return Block(kind, page, box, text, (Span(text, box, size, False, 0),))


def around(*blocks: Block, page: int = 1) -> Surroundings:
    """Return what stands around the tables of a page with some blocks, at a body of ten."""
    prose = block("They said what they had said before. " * 50, 700, page=page)
    return surroundings([PageText(page, WIDTH, HEIGHT, (*blocks, prose))])[page]


def alone(*blocks: Block, page: int = 1) -> Surroundings:
    """Return what stands around the tables of a page with nothing but some blocks."""
    return surroundings([PageText(page, WIDTH, HEIGHT, blocks)])[page]


# -------------------------------------------------------------------------------- captions


def caption(*blocks: Block, others: Sequence[Box] = ()) -> str:
    """Return the caption of the table, "" without one."""
    found = find_caption(BOX, blocks, others)
    return found.text if found else ""


TITLE, HEAD, PLAIN = "Table 3 – Towns", "Towns of the north", "What the towns paid"


@pytest.mark.parametrize(
    ("text", "kind", "top", "found"),
    [
        (TITLE, "paragraph", 290 - 45, True),
        (TITLE, "paragraph", 290 - 45 - HAIR, False),
        (TITLE, "paragraph", 290 + 3, True),
        (TITLE, "paragraph", 290 + 3 + HAIR, False),
        (TITLE, "paragraph", 400 - 3, True),
        (TITLE, "paragraph", 400 - 3 - HAIR, False),
        (TITLE, "paragraph", 400 + 22.5, True),
        (TITLE, "paragraph", 400 + 22.5 + HAIR, False),
        (PLAIN, "paragraph", 290 - 22.5, True),
        (PLAIN, "paragraph", 290 - 22.5 - HAIR, False),
        ("x" * 124, "paragraph", 280, True),
        ("x" * 125, "paragraph", 280, False),
        ("x" * 250, "heading", 280, True),
        ("x" * 251, "heading", 280, False),
    ],
)
def test_how_far_off_and_how_long_a_caption_may_be(
    text: str, kind: BlockKind, top: float, found: bool
) -> None:
    """Titles reach twice as far above as below, and twice as far as plain lines."""
    assert bool(caption(block(text, top, kind=kind))) is found


@pytest.mark.parametrize(("left", "found"), [(549.5, True), (550.0, False)])
def test_a_caption_stands_over_its_table(left: float, found: bool) -> None:
    """If only by half a point; one that begins where the table ends is beside it."""
    assert bool(caption(block(TITLE, 280, x=(left, 700.0)))) is found


@pytest.mark.parametrize(
    ("first", "second", "taken"),
    [
        (block(TITLE, 290 - 39), block(HEAD, 290, kind="heading"), TITLE),
        (block(TITLE, 290 - 41), block(HEAD, 290, kind="heading"), HEAD),
        (block(HEAD, 290 - 10, kind="heading"), block(PLAIN, 290 - 5.5), HEAD),
        (block(HEAD, 290 - 10, kind="heading"), block(PLAIN, 290 - 4.5), PLAIN),
        (block(PLAIN, 290 - 8.5), block(TITLE, 404), PLAIN),
        (block(PLAIN, 290 - 9.5), block(TITLE, 404), TITLE),
        (block(HEAD, 285, kind="heading"), block(PLAIN, 285, kind="heading"), HEAD),
    ],
)
def test_how_much_nearer_the_worse_of_two_captions_must_be(
    first: Block, second: Block, taken: str
) -> None:
    """A title eight times as near as it is far, a heading twice; of two alike the first."""
    assert caption(first, second) == taken


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ((50.0, 260.0, 550.0, 300.0), False),
        ((50.0, 259.0, 550.0, 301.0), False),
        ((50.0, 258.5, 550.0, 301.0), True),
        ((50.0, 259.0, 550.0, 301.5), True),
        ((549.5, 270.0, 700.0, 290.0), False),
        ((550.0, 270.0, 700.0, 290.0), True),
    ],
)
def test_a_table_between_takes_the_caption(other: Box, found: bool) -> None:
    """One that stands over this one and lies between both, but for a point."""
    assert bool(caption(block(TITLE, 250), others=[other])) is found


# ----------------------------------------------------------------------------------- notes


def notes(*blocks: Block) -> list[str]:
    """Return the notes of the table on a page with some blocks."""
    table = Table("t1", (1,), BOX, (BOX,), 0, 0, 0, 0, ())
    return [note.text for note in find_notes(table, {1: around(*blocks)})]


@pytest.mark.parametrize(
    ("top", "found"), [(398, True), (397.75, False), (430, True), (430.25, False)]
)
def test_where_notes_stand(top: float, found: bool) -> None:
    """From two points within the table to thirty below it."""
    assert notes(block("* estimated", top)) == ["* estimated"] * found


@pytest.mark.parametrize(("left", "found"), [(549.5, True), (550.0, False)])
def test_notes_stand_under_the_table(left: float, found: bool) -> None:
    """Not beside it; nor do units, above."""
    assert bool(notes(block("* estimated", 410, x=(left, 700.0)))) is found
    assert bool(notes(block("(in k€)", 285, x=(left, 700.0)))) is found


@pytest.mark.parametrize(
    ("top", "found"), [(292, True), (292.25, False), (245, True), (244.75, False)]
)
def test_where_units_stand_above(top: float, found: bool) -> None:
    """From two points within the table to forty-five above it."""
    assert bool(notes(block("(in k€)", top))) is found


@pytest.mark.parametrize(
    ("size", "length", "is_note"),
    [(9.5, 40, False), (9.25, 40, True), (9.0, 600, True), (9.0, 601, False), (0.0, 40, False)],
)
def test_small_type_makes_a_note(size: float, length: int, is_note: bool) -> None:
    """Below 95 % of the body's, in a text that is not too long."""
    text = ("so they said " * 50)[:length]

    assert bool(around(block(text, 410, size=size)).notes) is is_note


# ---------------------------------------------------------------------------- running lines


def runs(
    first: str,
    again: str,
    *,
    top: float = 20,
    to: float = 0,
    size: tuple[float, float] = (WIDTH, HEIGHT),
) -> bool:
    """Whether a line of a page is a running header, with another on the next page."""
    pages = [
        PageText(1, *size, (block(first, top),)),
        PageText(2, *size, (block(again, top + to, page=2),)),
    ]
    return bool(find_running(pages)[1])


REPORT = "Annual report of the towns"


@pytest.mark.parametrize(
    ("top", "to", "is_running"),
    [
        (110, 0, True),
        (110.5, 12, False),
        (680, 0, True),
        (679.5, -12, False),
        (20, 12, True),
        (20, 12.25, False),
        (20, -12, True),
        (20, -12.25, False),
        (190, 0, True),  # a deep head, at its very place
        (190, -1, True),
        (190, -1.25, False),
        (190.5, 0, False),
    ],
)
def test_where_running_lines_stand(top: float, to: float, is_running: bool) -> None:
    """In 15 % of the page, twelve points to and fro; in 25 %, one."""
    assert runs(REPORT, REPORT, top=top, to=to) is is_running


@pytest.mark.parametrize(
    ("again", "is_running"),
    [
        (REPORT + " bis", True),
        (REPORT + "(bis)", False),
        ("Annual repart of the town", True),
    ],
)
def test_how_much_a_running_line_may_differ(again: str, is_running: bool) -> None:
    """By four chars in its length, and by one in ten."""
    assert runs(REPORT, again) is is_running


@pytest.mark.parametrize(("again", "is_running"), [("abcdefghiz", True), ("abcdefghyz", False)])
def test_nine_in_ten_chars_make_a_line_the_same(again: str, is_running: bool) -> None:
    """Eight do not."""
    assert runs("abcdefghij", again) is is_running


@pytest.mark.parametrize(
    ("text", "is_number"), [("12", True), ("12 / 40", True), ("12 / 40 / 7", False), ("", False)]
)
def test_what_a_page_number_is_made_of(text: str, is_number: bool) -> None:
    """Of one number or two."""
    assert is_page_number(text.replace(" / ", " "), 12) is is_number


@pytest.mark.parametrize(("top", "section"), [(299.5, ("The north",)), (300.0, ())])
def test_a_heading_stands_above_its_table(top: float, section: tuple[str, ...]) -> None:
    """One that begins where the table does is beside it."""
    table = Table("t1", (1,), BOX, (BOX,), 0, 0, 0, 0, ())

    assert find_section(table, [block("The north", top, kind="heading")]) == section


# --------------------------------------------------------------------------------- columns


def strips(*ends: tuple[float, float] | None, page: int = 1) -> Table:
    """Return a table of one row whose columns stand between two ends; ``None``: nothing there."""
    table = make_table([[f"{k}" for k in range(len(ends))]], page=page, header_rows=0)
    cells = tuple(
        replace(cell, box=(end[0], cell.box[1], end[1], cell.box[3]))
        for cell, end in zip(table.cells, ends, strict=True)
        if end
    )
    return replace(table, cells=cells)


def test_a_cell_without_width_tells_nothing() -> None:
    """Neither its left end nor its right one."""
    assert str(column_spans(strips((0, 10), (40, 40))).tolist()) == "[[0.0, 10.0], [nan, nan]]"


@pytest.mark.parametrize(("right", "partner"), [(160.0, (1,)), (159.0, (0,))])
def test_a_column_lies_in_its_slot_by_three_fifths(right: float, partner: tuple[int, ...]) -> None:
    """Of its own width; else the margin may be another."""
    assert match_columns(strips((0, 100), (100, 200)), strips((60, right))) == partner


def test_columns_that_touch_around_a_blank_one() -> None:
    """It has no width, and keeps its place."""
    table = strips((50, 150), None, (150, 250))

    assert match_columns(table, replace(table, pages=(2,))) == (0, 1, 2)


def test_two_columns_have_no_partner_in_common() -> None:
    """Neither the first nor a later one."""
    four = strips((0, 40), (50, 90), (100, 140), (150, 190))

    assert match_columns(four, strips((0, 40), (100, 115), (116, 140))) is None
    assert match_columns(four, strips((0, 40), (50, 90), (100, 140))) == (0, 1, 2)


@pytest.mark.parametrize(("by", "is_same"), [(3.0, True), (3.25, False), (-3.0, True)])
def test_how_far_one_header_may_move_against_the_others(by: float, is_same: bool) -> None:
    """Three points, where the body tells nothing."""
    part = make_table([HEADER, ("Ville 99", "1", "2")], page=2)
    cells = tuple(
        replace(c, box=(50.0, c.box[1], 400.0, c.box[3]))
        if c.row
        else replace(c, box=(c.box[0] + by * (c.col == 1), *c.box[1:]))
        for c in part.cells
    )

    assert (match_columns(FULL, replace(part, cells=cells)) is not None) is is_same


@pytest.mark.parametrize(("header", "is_same"), [(HEADER, True), (("", *HEADER[1:]), False)])
def test_three_headers_prove_columns(header: Sequence[str], is_same: bool) -> None:
    """Two do not."""
    first = make_table([header, *ROWS[:3]], page=1)
    part = make_table([header, ("Ville 99", "1", "2")], page=2)
    cells = tuple(replace(c, box=(50.0, c.box[1], 400.0, c.box[3])) if c.row else c
                  for c in part.cells)  # fmt: skip

    assert (match_columns(first, replace(part, cells=cells)) is not None) is is_same


# ------------------------------------------------------------------------------ page breaks


def test_text_beside_parts_of_a_table_does_not_end_it() -> None:
    """What begins where it ends is beside it; half a point over it is not."""
    right = FULL.box[2]
    part = make_table([("Ville 99", "1", "2")], page=2, top=300.0, header_rows=0)
    for left, is_free in ((right, True), (right - 0.5, False)):
        x = (left, left + 100.0)
        below = block("Some words of prose", FULL.box[3] + 5, x=x)
        above = block("Some words of prose", 200, x=x, page=2)
        assert ends_page(FULL, alone(below)) is is_free
        assert starts_page(part, alone(above, page=2), "") is is_free


@pytest.mark.parametrize(("top", "is_free"), [(2.0, False), (2.25, True)])
def test_how_far_text_reaches_into_a_table(top: float, is_free: bool) -> None:
    """Two points, at its end and at its beginning."""
    part = make_table([("Ville 99", "1", "2")], page=2, top=300.0, header_rows=0)

    below = block("Table 4 – Towns", FULL.box[3] - top, kind="caption")
    assert ends_page(FULL, alone(below)) is is_free
    above = block("Some words of prose", 290 + top, page=2)
    assert starts_page(part, alone(above, page=2), "") is is_free


@pytest.mark.parametrize(("top", "joined"), [(28.0, False), (28.5, True)])
def test_room_that_ends_a_table(top: float, joined: bool) -> None:
    """As much as 35 % of the page."""
    table = make_table([HEADER, *ROWS], page=1, top=top)
    assert table.box[3] == top + 492
    part = make_table([("Ville 99", "1", "2")], page=2, header_rows=0)
    before = replace(around(), height=800.0, blocks=(), notes=frozenset())

    assert continues(table, part, before, around(page=2)) is joined


@pytest.mark.parametrize(("columns", "joined"), [(2, False), (3, True)])
def test_how_many_columns_stand_among_others_by_no_chance(columns: int, joined: bool) -> None:
    """Three of four; two may be two of any table."""
    table = make_table([(*HEADER, "2021"), *((*row, "7") for row in ROWS)], page=1, top=200.0)
    part = make_table([("Ville 99", "1", "2")[:columns]], page=2, header_rows=0)
    page = replace(around(page=2), blocks=(), notes=frozenset())

    assert continues(table, part, replace(around(), blocks=()), page) is joined


def test_which_tables_are_open_at_a_break() -> None:
    """The last of its column of the page, and the first of the next; but for a point."""
    pages = {n: replace(around(page=n), blocks=(), notes=frozenset()) for n in (1, 2)}
    part = make_table([HEADER, ("Ville 99", "1", "2")], page=2)
    right, top = FULL.box[2:]
    for x0, y0, joined in ((50.0, top - 1, False), (50.0, top - 1.5, True),
                           (right, top, True), (right - 0.5, top, False)):  # fmt: skip
        box = (x0, y0, x0 + 100, y0 + 20)
        other = Table("", (1,), box, (box,), 1, 1, 0, 1, ())
        assert (len(join_tables([FULL, other, part], pages)) == 2) is joined
    for x0, y1, joined in ((50.0, 61.0, False), (50.0, 61.5, True),
                           (right, 50.0, True), (right - 0.5, 50.0, False)):  # fmt: skip
        box = (x0, 20.0, x0 + 100, y1)
        other = Table("", (2,), box, (box,), 1, 1, 0, 1, ())
        assert (len(join_tables([FULL, other, part], pages)) == 2) is joined


# ------------------------------------------------------------------------------------ rows


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (("Population", "abcdefgh"), 1),
        (("Population", "abcdefxy"), 1),  # six of eight chars
        (("Population", "abcdexyz"), 0),
        (("abcdefgh", "Population"), 1),  # in the other's column, the same as a whole
    ],
)
def test_how_alike_a_header_is_that_comes_again(header: Sequence[str], rows: int) -> None:
    """Three quarters of each text, or nearly all chars over half of the columns."""
    table = make_table([("Population", "abcdefgh"), ("Alby", "x")], page=1)
    part = make_table([header, ("Brey", "y")], page=2)

    expected = rows if header[0] == "Population" else 0
    assert repeated_header(table, part, (0, 1)) == expected


@pytest.mark.parametrize(("lost", "rows"), [(1, 1), (2, 0)])
def test_a_header_with_one_char_of_fifty_lost(lost: int, rows: int) -> None:
    """Has the same chars as a whole, where half of its columns are right."""
    wide = "abcdefghijklmnopqrstuvwx"  # 24, and 26 in the other column
    table = make_table([(wide, wide + "yz"), ("Alby", "x")], page=1)
    other = (wide + "yz")[: 26 - lost]
    mixed = other[::-1]  # in another order: no likeness of its own

    assert repeated_header(table, make_table([(wide, mixed), ("É", "1")], page=2), (0, 1)) == rows


def test_a_column_that_the_table_lacks_tells_nothing_of_rows() -> None:
    """Only columns that both have are compared: the first of them too."""
    four = make_table([("a", "1", "2", "3")], page=2, header_rows=0)
    two = make_table([("No", "Town"), ("1", "Alby"), ("2", "Brey")], page=1)

    assert not has_like_row(two, make_table([("x", "Cuq")], page=2, header_rows=0), (0, 1))
    assert has_like_row(FULL, four, (0, -1, 1, 2))


def test_without_values_to_compare_rows_are_alike() -> None:
    """One value of another kind is enough to part them."""
    assert has_like_row(FULL, make_table([("", "", "")], page=2, header_rows=0), (0, 1, 2))
    assert not has_like_row(FULL, make_table([("", "x", "")], page=2, header_rows=0), (0, 1, 2))


def test_a_label_alone_goes_on_with_no_label_alone() -> None:
    """The last row must hold more than its label."""
    rows = [("Rue", "Objet"), *((f"Rue {c}", "Mur") for c in "abcd"), ("Rue e", "")]
    table = make_table(rows, page=1)
    added = [replace(c, row=table.n_rows) for c in make_table([("suite", "")], page=2).cells]

    assert not is_cut_row(table, added)
    full = replace(table, cells=tuple(replace(c, text=c.text or "Mur") for c in table.cells))
    assert is_cut_row(full, added)


def test_labels_over_several_rows_leave_rows_without_one() -> None:
    """Then no row without one is the rest of another; one row high they say nothing."""
    rows = [("Rue", "Objet", "Note"), *((f"Rue {c}", "Travaux de la", "rien") for c in "abcd")]
    table = make_table(rows, page=1)
    added = [replace(c, row=5) for c in make_table([("", "voirie", "")], page=2).cells]
    tall = tuple(replace(c, rowspan=2) if (c.row, c.col) == (1, 0) else c for c in table.cells)
    inner = tuple(replace(c, rowspan=2) if (c.row, c.col) == (1, 1) else c for c in table.cells)

    assert is_cut_row(table, added)
    assert is_cut_row(replace(table, cells=inner), added)
    assert not is_cut_row(replace(table, cells=tall), added)
    deep = [replace(c, rowspan=1 + c.text.startswith("v")) for c in added]
    assert not is_cut_row(table, deep)


def test_a_row_that_was_cut_moves_what_stands_below_it() -> None:
    """Cells over several rows of the rest lose their first."""
    table = make_table([("Rue", "Objet"), *((f"Rue {c}", "Mur") for c in "abcd")], page=1)
    part = make_table([("", "voirie"), ("Rue y", "Pont"), ("Rue z", "Quai")], page=2, header_rows=0)

    joined = append_rows(table, part, (0, 1), skip=0)

    assert texts(joined)[-3:] == [["Rue d", "Mur voirie"], ["Rue y", "Pont"], ["Rue z", "Quai"]]
    assert [c.row for c in joined.cells if c.col == 0] == list(range(7))


def test_labels_go_on_over_a_page_break() -> None:
    """Into the blank cell below, where a label stands over several rows; others stay blank."""
    rows = [
        ("Town", "Year", "Paid"),
        ("Alby", "2021", "4"),
        ("", "2022", "5"),
        ("Brey", "2021", "6"),
    ]
    made = make_table(rows, page=1)
    tall = tuple(
        replace(c, rowspan=2) if (c.row, c.col) == (1, 0) else c
        for c in made.cells
        if (c.row, c.col) != (2, 0)
    )
    part = make_table([("", "2022", "7"), ("Cuq", "2021", "8")], page=2, header_rows=0)

    joined = append_rows(replace(made, cells=tall), part, (0, 1, 2), skip=0)
    plain = append_rows(make_table([rows[0], rows[1], rows[3]], page=1), part, (0, 1, 2), skip=0)

    spans = {c.text: c.rowspan for c in joined.cells if c.col == 0 and c.text}
    assert spans == {"Town": 1, "Alby": 2, "Brey": 2, "Cuq": 1}
    assert {c.rowspan for c in plain.cells} == {1}


def test_a_row_that_says_continued_stays_in_a_tall_cell() -> None:
    """Where a cell begins in it that reaches below."""
    made = make_table([HEADER, ("(suite)", "", ""), ROWS[0]], page=1)
    tall = tuple(replace(c, rowspan=2) if (c.row, c.col) == (1, 1) else c for c in made.cells
                 if (c.row, c.col) != (2, 1))  # fmt: skip

    assert drop_continuation_rows(made).n_rows == 2
    assert drop_continuation_rows(replace(made, cells=tall)).n_rows == 3


# ----------------------------------------------------------------------------------- roles


def headers(
    *rows: Sequence[str], bold: Sequence[tuple[int, int]] = (), shaded: Sequence[int] = ()
) -> int:
    """Return how many header rows a table has; some cells bold, some rows shaded."""
    made = make_table(list(rows), page=1, header_rows=0)
    cells = tuple(replace(c, bold=(c.row, c.col) in bold) for c in made.cells)
    fills = [
        ((0.0, cell.box[1], 900.0, cell.box[3]), 0xDDDDDD)
        for cell in made.cells
        if cell.col == 0 and cell.row in shaded
    ]
    return count_header_rows(replace(made, cells=cells), make_page([], fills=fills))


SAID = [("Alby", "paid", "kept", "so"), ("Brey", "owed", "lost", "no"),
        ("Cuq", "sold", "gone", "so"), ("Dun", "held", "left", "no")]  # fmt: skip
HEADS = ("Town", "Paid", "Owed", "Said")


@pytest.mark.parametrize(("shaded", "count"), [((0, 2), 1), ((0, 2, 3), 0)])
def test_how_many_rows_below_may_have_a_header_s_shade(shaded: Sequence[int], count: int) -> None:
    """One in four."""
    assert headers(HEADS, *SAID, shaded=shaded) == count


@pytest.mark.parametrize(
    ("bold", "count"),
    [
        ([(0, k) for k in range(3)], 1),
        ([(0, k) for k in range(2)], 0),
        ([*((0, k) for k in range(3)), *((1, k) for k in range(4))], 2),
        ([*((0, k) for k in range(3)), *((r, k) for r in (2, 3) for k in range(4))], 0),
        ([*((0, k) for k in range(3)), *((r, k) for r in (2, 3) for k in range(3))], 1),
    ],
)
def test_how_bold_a_header_is(bold: Sequence[tuple[int, int]], count: int) -> None:
    """Three in four of its texts, over rows of which less than half are bolder than that."""
    assert headers(HEADS, *SAID, bold=bold) == count


def test_no_header_is_deeper_than_six_rows() -> None:
    """Neither by its looks nor by the cells of its first row."""
    rows = [(f"Bold {n}", f"said {n}", f"told {n}", "so") for n in "abcdef"]
    bold = [(r, k) for r in range(6) for k in range(4)]
    assert headers(*rows, *SAID, *SAID, bold=bold) == 6
    blank = [("", "", "", "")] * 6
    made = make_table([HEADS, *blank, *SAID], page=1, header_rows=0)
    for deep, count in ((6, 6), (7, 1)):
        cells = tuple(
            replace(c, rowspan=deep if c.col == 0 else 1, colspan=1 + (c.col == 1))
            if c.row == 0
            else c
            for c in made.cells
            if (c.row, c.col) != (0, 2) and not (0 < c.row < deep and c.col == 0)
        )
        assert count_header_rows(replace(made, cells=cells), PAGE) == count


@pytest.mark.parametrize(("filled", "count"), [(3, 1), (2, 0)])
def test_how_many_columns_a_plain_header_fills(filled: int, count: int) -> None:
    """Three of five."""
    head = [*("Town", "Paid", "Owed")[:filled], "", "", ""][:5]

    assert headers(head, *((f"T {n}", "12", "34", "56", "78") for n in "abcd")) == count


@pytest.mark.parametrize(("numbers", "count"), [(17, 1), (18, 0)])
def test_how_many_numbers_a_header_may_hold(numbers: int, count: int) -> None:
    """34 of a hundred."""
    head = ["Town", *["12"] * numbers, *["Paid"] * (50 - numbers)]
    body = [("Alby", *["a"] * 50), ("Brey", *["b"] * 50)]

    assert headers(head, *body, bold=[(0, k) for k in range(51)]) == count


@pytest.mark.parametrize(("kinds", "count"), [(7, 1), (8, 0)])
def test_how_few_answers_make_a_column_of_marks(kinds: int, count: int) -> None:
    """Seven in twenty."""
    marks = [chr(97 + min(k, kinds - 1)) + "o" for k in range(20)]

    assert headers(("Town", "Paid"), *((f"Town {k}", m) for k, m in enumerate(marks))) == count


def sections(*rows: Sequence[str], bold: Sequence[int] = (), over: Sequence[int] = ()) -> list[int]:
    """Return the rows that title others, below a header row; some bold, some over all columns."""
    made = make_table(list(rows), page=1)
    cells = tuple(
        replace(c, bold=c.row in bold, colspan=made.n_cols if c.row in over else 1)
        for c in made.cells
        if c.row not in over or c.col == 0
    )
    found = with_roles(replace(made, cells=cells), PAGE)
    return sorted({c.row for c in found.cells if c.role is Role.SECTION})


def test_half_of_the_labels_may_be_bold() -> None:
    """Then one alone in its row titles the rows below; with more it does not."""
    rows = [HEADS[:3], ("North", "", ""), *(row[:3] for row in SAID[:3])]

    assert sections(*rows, bold=(1, 2)) == [1]
    assert sections(*rows, bold=(1, 2, 3)) == []


def test_a_text_over_all_columns_needs_two() -> None:
    """In a table of one column each text would be one."""
    assert sections(("Town",), ("North",), ("South",), over=(1,)) == []
    assert sections(("Town", "Paid"), ("North", ""), ("Alby", "12"), over=(1,)) == [1]
