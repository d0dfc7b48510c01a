"""Captions, notes, running lines, headers and joined parts on both sides of what decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from crossfoot.extractors.joining.context import PageText, find_caption, find_running, surroundings
from crossfoot.extractors.joining.context import find_notes as notes_of
from crossfoot.extractors.joining.parts import join_tables
from crossfoot.extractors.joining.roles import with_roles
from crossfoot.model import Block, BlockKind, Box, Role, Span, Table
from tests.extractors.test_join import HEADER, ROWS, make_table, texts
from tests.extractors.test_roles import page_with, table_of

BOX: Box = (50.0, 300.0, 550.0, 400.0)
WIDTH, HEIGHT = 600.0, 800.0


def line(
    text: str, top: float, *, kind: BlockKind = "paragraph", page: int = 1, x: float = 50.0
) -> Block:
    """Return a line of ten points."""
    box = (x, top, x + 250, top + 10)
    return Block(kind, page, box, text, (Span(text, box, 10.0, False, 0),))


def caption(*blocks: Block, others: Sequence[Box] = ()) -> str:
    """Return the caption of the table, "" without one."""
    found = find_caption(BOX, blocks, others)
    return found.text if found else ""


TITLE, HEAD, PLAIN = "Table 3 – Towns", "Towns of the north", "What the towns paid"


@pytest.mark.parametrize(
    ("text", "kind", "above", "found"),
    [
        (TITLE, "paragraph", 0, True),
        (TITLE, "paragraph", 43, True),
        (TITLE, "paragraph", 48, False),
        (TITLE, "paragraph", -2, True),
        (TITLE, "paragraph", -5, False),
        (HEAD, "heading", 43, True),
        (HEAD, "heading", 48, False),
        (PLAIN, "paragraph", 21, True),
        (PLAIN, "paragraph", 25, False),
        (PLAIN + ".", "paragraph", 10, False),
        (PLAIN + ";", "paragraph", 10, False),
        (PLAIN, "card", 10, False),
        (PLAIN, "bullet", 10, False),
        ("(in k€)", "paragraph", 10, False),
    ],
)
def test_what_may_be_a_caption_and_how_far_above(
    text: str, kind: BlockKind, above: float, found: bool
) -> None:
    """Titles and headings reach further than plain lines; sentences and units are none."""
    assert bool(caption(line(text, 290 - above, kind=kind))) is found


def test_the_better_of_two_captions_is_taken() -> None:
    """A title beats a heading, the nearer of two alike is taken, and above beats below."""
    far, near = line(TITLE, 250), line("Table 4 – Towns", 285)
    head, below = line(HEAD, 285, kind="heading"), line("Table 5 – Towns", 404)

    assert caption(far, near) == "Table 4 – Towns"
    assert caption(far, head) == TITLE
    assert caption(far, below) == TITLE
    assert caption(below) == "Table 5 – Towns"
    assert caption(line(HEAD, 404, kind="heading")) == ""
    assert caption(line(TITLE, 285, x=560)) == ""  # beside it
    assert caption(far, others=[(50.0, 265.0, 550.0, 280.0)]) == ""  # of the table between
    assert caption(far, others=[(560.0, 265.0, 590.0, 280.0)]) == TITLE


@pytest.mark.parametrize(
    ("text", "below", "found"),
    [
        ("* estimated", 4, 1),
        ("(1) with the islands", 10, 1),
        ("Source: the towns", 28, 1),
        ("Source: the towns", 33, 0),
        ("The board met in March and in June.", 4, 0),
    ],
)
def test_notes_stand_right_below(text: str, below: float, found: int) -> None:
    """What opens like a note and is near belongs to the table."""
    table = Table("t1", (1,), BOX, (BOX,), 0, 0, 0, 0, ())
    prose = line("The board said what it had said before. " * 5, 700)
    pages = surroundings([PageText(1, WIDTH, HEIGHT, (line(text, 400 + below), prose))])

    assert len(notes_of(table, pages)) == found


def test_prose_ends_the_notes_of_a_table() -> None:
    """A note below a paragraph belongs to something else."""
    table = Table("t1", (1,), BOX, (BOX,), 0, 0, 0, 0, ())
    blocks = (
        line("(1) with the islands", 404),
        line("The board met in March.", 420),
        line("(2) without them", 436),
    )
    pages = surroundings([PageText(1, WIDTH, HEIGHT, blocks)])

    assert [note.text for note in notes_of(table, pages)] == ["(1) with the islands"]


@pytest.mark.parametrize(
    ("first", "again", "top", "shift", "pages", "running"),
    [
        ("Annual report", "Annual report", 20, 0, 1, True),
        ("Annual report", "Annual report", 20, 0, 2, True),
        ("Annual report", "Annual report", 20, 0, 3, False),  # three pages away
        ("Annual report", "Annual report", 20, 30, 1, False),  # at another height
        ("Annual report", "Annual report", 400, 0, 1, False),  # amid the page
        ("Annual report", "Annual report", 780, 0, 1, True),
        ("Report, page 1", "Report, page 2", 20, 0, 1, True),
        ("Report, page 1", "Report, page 3", 20, 0, 1, False),
        ("Report 2020", "Report 2020", 20, 0, 1, True),
        ("The towns of the north", "What the fund has paid", 20, 0, 1, False),
        ("Annual report", "Annua1 report", 20, 0, 1, False),
        ("Annual report", "Annual repott", 20, 0, 1, True),  # as scans read it
    ],
)
def test_running_lines_come_again(
    first: str, again: str, top: float, shift: float, pages: int, running: bool
) -> None:
    """The same text at the same height of the margin of a page near by; numbers count pages."""
    empty = [PageText(n, WIDTH, HEIGHT, ()) for n in range(2, 1 + pages)]
    one = PageText(1, WIDTH, HEIGHT, (line(first, top),))
    other = PageText(1 + pages, WIDTH, HEIGHT, (line(again, top + shift, page=1 + pages),))

    assert bool(find_running([one, *empty, other])[1]) is running


def join(*parts: Table, blocks: Sequence[Block] = ()) -> tuple[Table, ...]:
    """Join the parts of tables on following pages."""
    last = max(part.pages[-1] for part in parts)
    pages = [
        PageText(n, WIDTH, HEIGHT, tuple(b for b in blocks if b.page == n))
        for n in range(1, last + 1)
    ]
    return join_tables(parts, surroundings(pages))


FULL = make_table([HEADER, *ROWS], page=1, top=250.0)


@pytest.mark.parametrize(
    ("header", "joined"),
    [
        (("Commune", "2019", "2020"), True),
        (("COMMUNE", "2019", "2020"), True),
        (("Commune (suite)", "2019", "2020"), True),
        (("Comnune", "2019", "2020"), True),  # as a scan reads it
        (("Commune", "2019", "2021"), False),
        (("Commune", "2020", "2019"), False),
    ],
)
def test_a_header_that_comes_again(header: tuple[str, str, str], joined: bool) -> None:
    """The same words over the same columns, slips of scans aside; digits must be the same."""
    found = join(FULL, make_table([header, ("Ville 99", "1", "2")], page=2))

    assert (len(found) == 1) is joined
    if joined:
        assert texts(found[0])[-1] == ["Ville 99", "1", "2"]
        assert found[0].n_rows == FULL.n_rows + 1


@pytest.mark.parametrize(
    ("row", "joined"),
    [
        (("Ville 99", "1", "2"), True),
        (("Ville 99", "", "2"), True),
        (("Ville 99", "oui", "non"), False),
    ],
)
def test_rows_that_go_on_without_a_header(row: tuple[str, str, str], joined: bool) -> None:
    """The next page's first row holds values of the same kinds."""
    assert (len(join(FULL, make_table([row], page=2, header_rows=0))) == 1) is joined


@pytest.mark.parametrize(("top", "joined"), [(250, True), (120, False)])
def test_a_table_without_header_goes_on_from_the_end_of_a_page(top: float, joined: bool) -> None:
    """One that ends high on its page, with room below, has ended."""
    short = make_table([HEADER, *ROWS], page=1, top=top)
    if not joined:
        short = make_table([HEADER, *ROWS[:20]], page=1, top=top)

    part = make_table([("Ville 99", "1", "2")], page=2, header_rows=0)
    assert (len(join(short, part)) == 1) is joined


def test_a_page_between_ends_a_table() -> None:
    """Only the very next page goes on."""
    part = make_table([HEADER, ("Ville 99", "1", "2")], page=3)

    assert len(join(FULL, part)) == 2
    assert len(join(FULL, replace(part, pages=(2,)))) == 1


# ----------------------------------------------------------------------------------- roles


def roles(
    rows: list[list[str]], *, bold: Sequence[int] = (), shaded: Sequence[int] = ()
) -> tuple[int, int, list[int]]:
    """Return header rows, stub columns and rows of sections."""
    table = table_of(rows, bold=frozenset(bold))
    fills = [((0.0, 10.0 * r, 500.0, 10.0 * r + 10), 0xDDDDDD) for r in shaded]
    found = with_roles(table, page_with(*fills))
    sections = sorted({cell.row for cell in found.cells if cell.role == Role.SECTION})
    return found.header_rows, found.stub_cols, sections


BODY = [["Alby", "12", "7"], ["Brey", "17", "9"], ["Cuq", "9", "4"], ["Dun", "6", "5"]]


@pytest.mark.parametrize(
    ("head", "bold", "shaded", "rows"),
    [
        ([["Town", "In", "Out"]], (), (), 1),
        ([["Town", "2021", "2022"]], (), (), 1),
        ([["Town", "2021", "2022"]], (0,), (), 1),
        ([["Town", "2021", "2022"]], (), (0,), 1),
        ([["Town", "2021", "2022"]], (), (0, 1, 2, 3), 1),
        ([["Town", "2021", "2022"]], (0, 1, 2, 3), (), 1),
        ([["Town", "12", "7"]], (0,), (), 0),
        ([["Paid", "in", "euros"], ["Town", "2021", "2022"]], (0, 1), (), 2),
        ([["Town", "In", ""]], (), (), 1),
        ([["Town", "", ""]], (0,), (), 0),
    ],
)
def test_rows_that_head_columns(
    head: list[list[str]], bold: Sequence[int], shaded: Sequence[int], rows: int
) -> None:
    """Bold over regular, shaded over plain, words over numbers; rows of data head nothing."""
    assert roles([*head, *BODY], bold=bold, shaded=shaded)[0] == rows


@pytest.mark.parametrize(
    ("first", "second", "stub"),
    [
        (("1", "2", "3", "4"), ("Alby", "Brey", "Cuq", "Dun"), 2),
        (("1.", "2.", "3.", "4."), ("Alby", "Brey", "Cuq", "Dun"), 2),
        (("1", "2", "a", "b"), ("Alby", "Brey", "Cuq", "Dun"), 1),
        (("1", "2", "3", "a"), ("Alby", "Brey", "Cuq", "Dun"), 2),
        (("1", "2", "3", "4"), ("Alby", "Brey", "Cuq", "12"), 1),
        (("a", "b", "c", "d"), ("Alby", "Brey", "Cuq", "Dun"), 1),
    ],
)
def test_numbered_rows_have_two_columns_of_labels(
    first: Sequence[str], second: Sequence[str], stub: int
) -> None:
    """A column that counts the rows stands before their names."""
    rows = [[a, b, "12"] for a, b in zip(first, second, strict=True)]

    assert roles([["No", "Town", "In"], *rows], bold=(0,))[1] == stub


def test_a_bold_label_alone_titles_the_rows_below() -> None:
    """Not where most labels are bold, nor in the last row."""
    rows = [["Town", "In", "Out"], ["North", "", ""], *BODY[:2], ["South", "", ""], *BODY[2:]]

    assert roles(rows, bold=(0, 1, 4))[2] == [1, 4]
    assert roles(rows, bold=(0,))[2] == []
    assert roles(rows, bold=(0, 1, 2, 3, 4, 5))[2] == []
    assert roles([*rows, ["End", "", ""]], bold=(0, 1, 4, 7))[2] == [1, 4]
