"""Parts of tables on both sides of what joins them: columns, rows that were cut, ends of pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from crossfoot.extractors.joining.columns import column_spans, match_columns
from crossfoot.extractors.joining.context import PageText, surroundings
from crossfoot.extractors.joining.parts import continues, ends_page, starts_page
from crossfoot.extractors.joining.rows import (
    append_rows,
    drop_continuation_rows,
    fill_grid,
    has_like_row,
    is_cut_row,
    join_texts,
    repeated_header,
)
from crossfoot.extractors.joining.surroundings import Surroundings
from crossfoot.model import Block, BlockKind, Role, Span, Table
from tests.extractors.test_join import HEADER, HEIGHT, ROWS, WIDTH, make_table, texts

FULL = make_table([HEADER, *ROWS], page=1, top=200.0)


def shifted(
    table: Table, by: float, columns: Sequence[int] = (0, 1, 2), *, to: float = 0.0
) -> Table:
    """Return a table with columns moved, their right ends further by ``to``."""
    cells = tuple(
        replace(c, box=(c.box[0] + by, c.box[1], c.box[2] + by + to, c.box[3]))
        if c.col in columns
        else c
        for c in table.cells
    )
    return replace(table, cells=cells)


# -------------------------------------------------------------------------------- columns

PLAIN = make_table([("Ville 99", "1", "2"), ("Ville 98", "3", "4")], page=2, header_rows=0)


@pytest.mark.parametrize(
    ("by", "columns", "matched"),
    [
        (0, (0, 1, 2), True),
        (60, (0, 1, 2), True),
        (-60, (0, 1, 2), True),
        (61, (0, 1, 2), False),
        (49, (1,), True),
        (51, (1,), False),
        (-49, (1,), True),
        (-51, (1,), False),
    ],
)
def test_columns_stand_alike(by: float, columns: Sequence[int], matched: bool) -> None:
    """A margin may be another, and one column off by less than half of itself."""
    assert match_columns(FULL, shifted(PLAIN, by, columns)) == ((0, 1, 2) if matched else None)


@pytest.mark.parametrize(("by", "matched"), [(60, True), (61, False)])
def test_the_same_header_stands_no_further_off_than_a_margin(by: float, matched: bool) -> None:
    """Where texts of the body hang over all columns, it alone tells."""
    part = make_table([HEADER, ("Ville 99", "1", "2")], page=2)
    wild = shifted(part, by)
    body = tuple(
        replace(c, box=(50.0, c.box[1], 400.0, c.box[3])) if c.row else c for c in wild.cells
    )

    assert (match_columns(FULL, replace(wild, cells=body)) is not None) is matched


@pytest.mark.parametrize(
    ("wide", "narrow", "matched"),
    [(4, 2, True), (5, 2, False), (3, 2, True), (6, 3, True), (7, 3, False)],
)
def test_how_many_columns_a_part_may_lack(wide: int, narrow: int, matched: bool) -> None:
    """Half of them stand in both."""
    first = make_table([tuple("abcdefg"[:wide]), tuple("1234567"[:wide])], page=1, header_rows=0)
    second = make_table([tuple("1234567"[:narrow])], page=2, header_rows=0)

    assert (match_columns(first, second) is not None) is matched
    assert match_columns(second, first) == (
        tuple(c if c < narrow else -1 for c in range(wide)) if matched else None
    )


def test_where_a_column_stands() -> None:
    """The body tells, then the header, then blank cells; cells over columns tell nothing."""
    table = make_table([("Town", "2021", "2022"), ("Alby", "", "1"), ("Brey", "", "2")], page=1)
    cells = [
        replace(c, box=(40.0, 0, 400.0, 9)) if (c.row, c.col) == (0, 2) else c for c in table.cells
    ]
    cells = [
        replace(c, colspan=2, box=(50.0, 0, 500.0, 9)) if (c.row, c.col) == (1, 0) else c
        for c in cells
    ]

    assert column_spans(replace(table, cells=tuple(cells))).tolist() == [
        [50.0, 150.0],
        [170.0, 270.0],
        [290.0, 390.0],
    ]


# ----------------------------------------------------------------------------------- rows


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (("Commune", "2019", "2020"), 1),
        (("Comune", "2019", "2020"), 1),
        (("Cmmne", "2019", "2020"), 1),
        (("Cme", "2019", "2020"), 0),
        (("Commune", "2019", "2021"), 0),
        (("Commune", "2020", "2019"), 0),
        (("Commune 2019", "", "2020"), 0),
    ],
)
def test_how_like_a_repeated_header_is(header: tuple[str, str, str], rows: int) -> None:
    """Three quarters of its columns, letter by letter three quarters, and all digits."""
    part = make_table([header, ("Ville 99", "1", "2")], page=2)

    assert repeated_header(FULL, part, (0, 1, 2)) == rows


def test_a_header_of_two_rows_comes_again_as_two() -> None:
    """A row less of it is not it, also where the part does not know its header."""
    top = ("", "Paid", "Paid")
    table = make_table([top, HEADER, *ROWS[:4]], page=1, header_rows=2)
    part = make_table([top, HEADER, ROWS[5]], page=2, header_rows=0)

    assert repeated_header(table, part, (0, 1, 2)) == 2
    assert repeated_header(table, make_table([HEADER, ROWS[5]], page=2), (0, 1, 2)) == 0
    words_aside = make_table([("", "Paid", "Paid"), ("Commune 20", "19", "2020"), ROWS[5]], page=2)
    assert repeated_header(table, words_aside, (0, 1, 2)) == 0


@pytest.mark.parametrize(
    ("row", "header_rows", "like"),
    [
        (("Ville 99", "1", "2"), 0, True),
        (("Ville 99", "x", "2"), 0, False),
        (("12", "x", "y"), 0, False),
        (("", "", ""), 0, True),
        (("Ville 99", "1", "2"), 1, True),
        (("Ville 99", "—", "2"), 1, True),
        (("Commune", "1", "2"), 1, False),  # says in part the same: another header
        (("Ville 99", "", ""), 1, False),
    ],
)
def test_a_row_like_those_before(row: tuple[str, str, str], header_rows: int, like: bool) -> None:
    """A quarter of its values may be of another kind; a header is none unless it has numbers."""
    part = make_table([row, ("Ville 98", "3", "4")], page=2, header_rows=header_rows)

    assert has_like_row(FULL, part, (0, 1, 2)) is like


def test_one_value_of_four_may_be_of_another_kind() -> None:
    """One of three may not."""
    four = make_table([(*HEADER, "2021"), *((*row, "7") for row in ROWS[:4])], page=1)

    assert has_like_row(
        four, make_table([("Ville", "x", "2", "3")], page=2, header_rows=0), range(4)
    )
    assert not has_like_row(
        four, make_table([("Ville", "x", "y", "3")], page=2, header_rows=0), range(4)
    )


def test_bold_headers_tell_a_plain_row() -> None:
    """A row that was taken for a header, but is set like the rows."""
    bold = replace(FULL, cells=tuple(replace(c, bold=c.row == 0) for c in FULL.cells))
    part = make_table([("Ville 99", "", ""), ("Ville 98", "3", "4")], page=2)

    assert has_like_row(bold, part, (0, 1, 2))
    assert not has_like_row(
        bold, replace(part, cells=tuple(replace(c, bold=True) for c in part.cells)), (0, 1, 2)
    )
    all_bold = replace(FULL, cells=tuple(replace(c, bold=True) for c in FULL.cells))
    assert not has_like_row(all_bold, part, (0, 1, 2))


NAMES = [("Rue", "Objet", "Note"), *((f"Rue {c}", "Travaux de la", "rien") for c in "abcdefghij")]


def cut(rest: tuple[str, str, str], rows: int = 11, *, blank: int = 0) -> bool:
    """Return whether a first row goes on with the last of a table of texts."""
    before = [("", *row[1:]) if 0 < i <= blank else row for i, row in enumerate(NAMES[:rows])]
    table = make_table(before, page=1)
    added = [replace(c, row=c.row + table.n_rows) for c in make_table([rest], page=2).cells]
    return is_cut_row(table, added)


def test_rows_that_a_page_break_cuts() -> None:
    """No label, no number, and only texts that go on; or the end of a label in lower case."""
    assert cut(("", "voirie", ""))
    assert cut(("", "Voirie", ""))
    assert cut(("", "voirie", "encore"))
    assert not cut(("", "Voirie", "encore"))
    assert not cut(("", "12", ""))
    assert not cut(("", "", ""))
    assert cut(("et suite", "", ""))
    assert not cut(("Et suite", "", ""))
    assert not cut(("et suite", "voirie", ""))


@pytest.mark.parametrize(("rows", "is_cut"), [(3, False), (4, True)])
def test_three_rows_tell_whether_rows_have_labels(rows: int, is_cut: bool) -> None:
    """Two do not."""
    assert cut(("", "voirie", ""), rows) is is_cut


@pytest.mark.parametrize(("blank", "is_cut"), [(1, True), (2, False)])
def test_rows_without_labels_are_common_in_some_tables(blank: int, is_cut: bool) -> None:
    """One of ten has none, and the next is cut; with two of ten it is a row."""
    assert cut(("", "voirie", ""), blank=blank) is is_cut


def test_appending_mends_what_was_cut() -> None:
    """The rest of a row joins its texts, what comes below moves up."""
    table = make_table(NAMES[:5], page=1)
    part = make_table([("", "voi-", ""), ("Rue z", "Mur", "fin")], page=2, header_rows=0)

    joined = append_rows(table, part, (0, 1, 2), skip=0)

    assert texts(joined)[-2:] == [["Rue d", "Travaux de la voi-", "rien"], ["Rue z", "Mur", "fin"]]
    assert joined.n_rows == 6


def test_a_header_row_that_was_none_becomes_a_row() -> None:
    """And a header printed again is left out."""
    part = make_table([("Ville 99", "1", "2"), ("Ville 98", "3", "4")], page=2)

    kept, left = (append_rows(FULL, part, (0, 1, 2), skip=n) for n in (0, 1))

    assert (kept.n_rows, left.n_rows) == (FULL.n_rows + 2, FULL.n_rows + 1)
    assert {c.role for c in kept.cells if c.row >= FULL.n_rows} == {Role.BODY}
    assert texts(left)[-1] == ["Ville 98", "3", "4"]


def test_columns_that_only_a_part_has() -> None:
    """All rows make room for them."""
    part = make_table([("Ville 99", "1", "9", "2")], page=2, header_rows=0)

    joined = append_rows(make_table([HEADER, ROWS[0]], page=1), part, (0, 1, -1, 2), skip=0)

    assert texts(joined) == [
        ["Commune", "2019", "", "2020"],
        ["Ville 0", "100", "", "200"],
        ["Ville 99", "1", "9", "2"],
    ]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("tra-", "vaux", "travaux"),
        ("tra-", "Vaux", "tra- Vaux"),
        ("a -", "b", "a - b"),
        ("a", "b", "a b"),
    ],
)
def test_words_cut_at_a_line_end(first: str, second: str, joined: str) -> None:
    """A hyphen at a letter, before a small one, is the printer's."""
    assert join_texts(first, second) == joined


def test_blank_cells_fill_a_grid() -> None:
    """On their row's page, below their column's texts."""
    table = make_table([HEADER, ROWS[0], ROWS[1]], page=1)
    filled = fill_grid(
        replace(table, cells=tuple(c for c in table.cells if (c.row, c.col) != (1, 1)))
    )
    (blank,) = [c for c in filled.cells if not c.text]

    assert (blank.row, blank.col, blank.page) == (1, 1, 1)
    assert blank.box == (170.0, 72.0, 270.0, 82.0)


def test_rows_that_say_continued_go() -> None:
    """Alone in their row; a cell over several rows keeps them."""
    rows = [HEADER, ROWS[0], ("(suite)", "", ""), ("suite", "1", ""), ROWS[1], ("à suivre", "", "")]
    table = make_table(rows, page=1)

    left = texts(drop_continuation_rows(table))

    assert [row[0] for row in left][:4] == ["Commune", "Ville 0", "suite", "Ville 1"]


# ----------------------------------------------------------------------------- page breaks


def around(*blocks: Block, page: int = 1) -> Surroundings:
    """Return what stands around the tables of a page with some blocks."""
    return surroundings([PageText(page, WIDTH, HEIGHT, blocks)])[page]


def block(
    text: str,
    top: float,
    *,
    size: float = 10.0,
    kind: BlockKind = "paragraph",
    x: float = 50.0,
    page: int = 1,
) -> Block:
    """Return a line."""
    box = (x, top, x + 300, top + size)
    return Block(kind, page, box, text, (Span(text, box, size, False, 0),))


BOTTOM = FULL.box[3]


@pytest.mark.parametrize(
    ("below", "tail", "ends"),
    [
        (-2.1, 0, True),
        (-1.9, 0, True),
        (0, 0, True),
        (0.1, 0, False),
        (9.9, 1, True),
        (10.1, 1, False),
    ],
)
def test_text_below_a_table_ends_it(below: float, tail: float, ends: bool) -> None:
    """But for a line within its own size, where the header comes again."""
    page = around(block("Some words of prose", BOTTOM + below))

    assert ends_page(FULL, page, tail=tail) is ends


def test_what_does_not_end_a_table() -> None:
    """Text beside it, and a line that says it goes on; a caption close below is another's."""
    assert ends_page(FULL, around(block("Some words of prose", BOTTOM + 20, x=WIDTH - 120)))
    assert ends_page(FULL, around(block("(à suivre)", BOTTOM + 20)))
    assert not ends_page(FULL, around(block("Table 4", BOTTOM + 2, kind="caption")), tail=1)


@pytest.mark.parametrize(("above", "starts"), [(1.9, False), (-1.9, False), (-2.1, True)])
def test_text_above_a_part_makes_it_another_table(above: float, starts: bool) -> None:
    """Boxes of lines set solid reach into one another by two points."""
    part = make_table([("Ville 99", "1", "2")], page=2, top=300.0, header_rows=0)
    line = block("Some words of prose", 290 - above, page=2)

    assert starts_page(part, around(line, page=2), "") is starts
    assert starts_page(part, around(block("Table 3 (suite)", 200, page=2), page=2), "Table 3")
    assert not starts_page(part, around(block("Table 3", 200, page=2), page=2), "")


@pytest.mark.parametrize(("top", "joined"), [(32, True), (20, False)])
def test_room_below_a_table_ends_it(top: float, joined: bool) -> None:
    """A third of the page, and a little more."""
    table = make_table([HEADER, *ROWS], page=1, top=top)
    room = HEIGHT - table.box[3]

    assert (room < 0.35 * HEIGHT) is joined
    assert continues(table, PLAIN, around(), around(page=2)) is joined
    assert continues(table, make_table([HEADER, *ROWS[:2]], page=2), around(), around(page=2))
