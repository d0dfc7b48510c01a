"""The account of printed numbers on both sides of what decides: gaps, marks, margins, holders."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from crossfoot.extractors.charts.model import Chart, Mark
from crossfoot.extractors.ledger.account import account_for
from crossfoot.extractors.ledger.furniture import find_furniture
from crossfoot.extractors.ledger.holders import Holder
from crossfoot.extractors.ledger.numbers import Sheet, read_sheet
from crossfoot.model import Block, BlockKind, Box, Cell, Page, PageLedger, Span, Table
from tests.extractors.table_pages import Set, typeset


def page_of(*sets: Set, number: int = 1) -> Page:
    """Return a page whose words on one baseline are of one line."""
    page = typeset(sets)
    bases = [round(s.base) for s in sets for _ in s.text.split(" ")]
    return replace(page, number=number, words=replace(page.words, line=np.array(bases, np.int32)))


def sheet(*sets: Set, number: int = 1) -> Sheet:
    """Return what such a page prints."""
    return read_sheet(page_of(*sets, number=number))


def numbers(*sets: Set) -> list[str]:
    """Return its numbers."""
    return [number.text for number in sheet(*sets).numbers]


def apart(*sets: Set) -> list[bool]:
    """Return which of its numbers stand apart."""
    return [number.is_apart for number in sheet(*sets).numbers]


# -------------------------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("first", "second", "gap", "found"),
    [
        ("12", "345", 4.4, ["12 345"]),
        ("12", "345", 4.6, ["12", "345"]),
        ("12", "34", 4.4, ["12", "34"]),
        ("12", "3456", 4.4, ["12", "3456"]),
        ("1234", "567", 4.4, ["1234", "567"]),
        ("12", "000", 9.9, ["12 000"]),
        ("12", "000", 10.1, ["12", "000"]),
        ("12", "34", 0.9, ["12 34"]),  # torn
        ("12", "34", 1.1, ["12", "34"]),
    ],
)
def test_the_words_of_one_number(first: str, second: str, gap: float, found: list[str]) -> None:
    """Groups of three at the distance of a space; zeros further off, anything that touches."""
    left = Set(first, 50, 100)

    assert numbers(left, Set(second, 50 + 5 * len(first) + gap, 100)) == found


@pytest.mark.parametrize(
    ("text", "gap", "found"),
    [
        ("towns", 8.9, False),
        ("towns", 9.1, True),
        ("%", 4, True),
        ("307", 4.4, False),
        ("307", 4.6, True),
    ],
)
def test_what_stands_beside_a_number(text: str, gap: float, found: bool) -> None:
    """A word at a space's distance makes it a part of a sentence, signs and columns do not."""
    assert apart(Set("4124", 50, 100), Set(text, 70 + gap, 100))[0] is found
    assert apart(Set(text, 50, 100), Set("4124", 50 + 5 * len(text) + gap, 100))[-1] is found


def test_a_word_behind_a_sign_counts() -> None:
    """The sign goes with the number, the word with both."""
    assert apart(Set("412", 50, 100), Set("%", 67, 100), Set("of", 75, 100)) == [False]
    assert apart(Set("412", 50, 100), Set("%", 67, 100), Set("of", 85, 100)) == [True]
    assert apart(Set("...12", 50, 100)) == [False]  # a leader and its number
    assert apart(Set("..12", 50, 100)) == [True]


BODY = Set("words of the body that tell how large it is", 50, 400)


@pytest.mark.parametrize(
    ("host", "size", "gap", "rise", "found"),
    [
        ("Total", 6, 0.5, 3, []),
        ("Total", 8.4, 0.5, 3, []),
        ("Total", 8.6, 0.5, 3, ["2"]),  # nearly as large
        ("Total", 6, 1.9, 3, []),
        ("Total", 6, 2.1, 3, ["2"]),
        ("Total", 6, -1.9, 3, []),
        ("Total", 6, -2.1, 3, ["2"]),
        ("Total", 6, 0.5, 0, []),  # an index
        ("412", 6, 0.5, 0, ["412 2"]),
        ("412", 6, 0.5, 1, ["412"]),
    ],
)  # fmt: skip
def test_marks_are_small_and_touch(
    host: str, size: float, gap: float, rise: float, found: list[str]
) -> None:
    """Beside a word raised or not, beside a number raised."""
    mark = Set("2", 50 + 5 * len(host) + gap, 100 - rise, size=size)
    page = page_of(Set(host, 50, 100), mark, BODY)
    lines = np.where(page.words.line == round(100 - rise), 100, page.words.line)
    read = read_sheet(replace(page, words=replace(page.words, line=lines.astype(np.int32))))

    assert [number.text for number in read.numbers] == found


@pytest.mark.parametrize(("gap", "found"), [(5.9, []), (6.1, ["2"])])
def test_marks_in_brackets_stand_further_off(gap: float, found: list[str]) -> None:
    """A space away, raised."""
    assert numbers(Set("Total", 50, 100), Set("(2)", 75 + gap, 97, size=6), BODY) == found
    assert numbers(Set("Total", 50, 100), Set("(2)", 75 + gap, 100, size=6), BODY) == ["2"]


def test_a_number_in_a_word_has_its_share_of_the_box() -> None:
    """By its chars; a word set on end keeps its box."""
    (first, second) = sheet(Set("12(3%)", 50, 100)).numbers

    assert [round(x) for x in (*first.box[::2], *second.box[::2])] == [50, 60, 65, 70]
    (turned,) = sheet(Set("12km", 50, 100, rotation=270)).numbers
    assert round(turned.box[3] - turned.box[1]) == 20


# ------------------------------------------------------------------------------ furniture


def furniture(*pages: Sheet) -> list[list[str]]:
    """Return the numbers of each page that are furniture."""
    found = find_furniture(pages)
    return [[s.numbers[at].text for at in sorted(found[s.page])] for s in pages]


def thrice(text: str, base: float, *, drift: float = 0.0, x: float = 200.0) -> list[list[str]]:
    """Return the furniture of three pages with a line, and with others around it."""
    sheets = [
        sheet(
            Set(text, x, base + drift * n),
            Set("first line", 200, 20),
            Set(f"a sentence about {n + 3} lakes", 200, 300),
            Set("last line", 200, 790),
            number=n + 1,
        )
        for n in range(3)
    ]
    return furniture(*sheets)


@pytest.mark.parametrize(
    ("text", "base", "x", "found"),
    [
        ("2023", 120, 200, True),
        ("2023", 128, 200, False),  # without letters only in the margin
        ("Report 2023", 128, 200, True),
        ("Re 2023", 128, 200, False),
        ("Re. 2023", 690, 200, True),
        ("2023", 690, 200, True),
        ("2023", 670, 200, False),
        ("2023", 400, 35, True),  # at the side
        ("2023", 400, 45, False),
        ("2023", 400, 545, True),
        ("2023", 400, 535, False),
    ],
)
def test_where_running_numbers_stand(text: str, base: float, x: float, found: bool) -> None:
    """In the margin; elsewhere with three letters at least."""
    assert thrice(text, base, x=x) == [["2023"] if found else []] * 3


@pytest.mark.parametrize(("drift", "found"), [(0, True), (2, True), (13, False)])
def test_how_far_a_running_line_moves(drift: float, found: bool) -> None:
    """A few points from page to page."""
    assert thrice("Report 2023", 60, drift=drift) == [["2023"] if found else []] * 3


@pytest.mark.parametrize(
    ("foot", "base", "body", "found"),
    [
        ("12", 720, 600, ["12"]),
        ("12", 700, 600, []),
        ("12", 720, 699, ["12"]),
        ("12", 720, 700, []),  # not set off
        ("Page 12", 720, 706, ["12"]),
    ],
)
def test_the_number_of_a_lone_page(foot: str, base: float, body: float, found: list[str]) -> None:
    """In the outer eighth, a line's height from the text unless a word says what it is."""
    page = sheet(Set("a sentence about lakes", 50, body), Set(foot, 250, base))

    assert furniture(page) == [found]


@pytest.mark.parametrize(("gap", "found"), [(7, []), (9, ["12"])])
def test_a_wide_gap_sets_a_page_number_apart(gap: float, found: list[str]) -> None:
    """On the line of a running title."""
    title = "Accounts of towns"
    width = sum(5.0 * len(word) for word in title.split()) + 2 * 2.8
    foot = (Set(title, 200, 750), Set("12", 200 + width + gap, 750))

    assert furniture(sheet(Set("a sentence about lakes", 50, 300), *foot)) == [found]


# -------------------------------------------------------------------------------- holders


@pytest.mark.parametrize(
    ("runs", "asked", "taken"),
    [
        (["1", "250", "000"], ["1250000"], [True]),
        (["1", "250"], ["1", "250", "1"], [True, True, False]),
        (["12345"], ["123", "45"], [True, True]),
        (["12"], ["123"], [False]),
        (["1", "2", "3"], ["23", "1", "3"], [True, True, False]),
        (["12", "12"], ["12", "12", "12"], [True, True, False]),
    ],
)
def test_a_text_gives_each_number_once(
    runs: list[str], asked: list[str], taken: list[bool]
) -> None:
    """Runs in a row make one number, one run may make several."""
    holder = Holder("cell", (0, 0, 1, 1), list(runs))

    assert [holder.take(digits) for digits in asked] == taken


def table(*texts: tuple[str, Box]) -> Table:
    """Return a table of cells."""
    cells = tuple(Cell(i, 0, text, 1, box) for i, (text, box) in enumerate(texts))
    box = (50.0, 80.0, 200.0, 140.0)
    return Table("t1", (1,), box, (box,), len(cells), 1, 0, 0, cells)


def placed(page: Page, *, tables: tuple[Table, ...] = (), charts: tuple[Chart, ...] = (),
           blocks: tuple[Block, ...] = ()) -> PageLedger:  # fmt: skip
    """Return the account of a page."""
    (account,) = account_for([read_sheet(page)], tables, charts, blocks)
    return account


@pytest.mark.parametrize(
    ("box", "held"),
    [
        ((48, 90, 60, 105), True),
        ((48, 90, 56.6, 105), True),  # its middle, 57.5, is a point outside
        ((48, 90, 56.4, 105), False),
        ((58.4, 90, 70, 105), True),
        ((58.6, 90, 70, 105), False),
        ((48, 98.0, 70, 105), True),
        ((48, 98.3, 70, 105), False),
    ],
)
def test_a_cell_holds_the_numbers_in_its_box(box: Box, held: bool) -> None:
    """By their middles, give or take a point."""
    page = page_of(Set("412", 50, 100))

    account = placed(page, tables=(table(("412", box)),))

    assert (account.lines[0].placement == "cell") is held


def test_two_cells_may_hold_what_looks_like_one_number() -> None:
    """Such as "12" and "345" of two columns."""
    page = page_of(Set("12", 50, 100), Set("345", 63, 100))
    cells = table(("12", (48, 90, 61, 105)), ("345", (62, 90, 80, 105)))

    assert [line.placement for line in placed(page, tables=(cells,)).lines] == ["cell"]
    lost = table(("12", (48, 90, 61, 105)), ("34", (62, 90, 80, 105)))
    assert [line.placement for line in placed(page, tables=(lost,)).lines] == ["none"]


CHART_BOX: Box = (200.0, 300.0, 300.0, 400.0)


@pytest.mark.parametrize(
    ("kind", "x", "base", "held"),
    [
        ("bars", 303, 350, True),
        ("bars", 307, 350, False),
        ("pie", 321, 350, True),
        ("pie", 325, 350, False),
        ("bars", 250, 412, True),
        ("bars", 250, 418, False),
        ("bars", 250, 270, True),  # in its title
        ("bars", 250, 260, False),
    ],
)
def test_a_chart_holds_the_lettering_around_it(
    kind: str, x: float, base: float, held: bool
) -> None:
    """A legend stands further from a pie than values from bars, a title further above."""
    mark = Mark(CHART_BOX, 0, 100.0, 0.0, "Fees", "412")
    chart = Chart("pie" if kind == "pie" else "bars", 1, CHART_BOX, (mark,))

    account = placed(page_of(Set("412", x, base)), charts=(chart,))

    assert (account.lines[0].placement == "chart") is held


def block(text: str, base: float, size: float, *, kind: BlockKind = "note") -> Block:
    """Return a block of one line."""
    box = (50.0, base - 0.8 * size, 50.0 + 5 * len(text), base + 0.22 * size)
    return Block(kind, 1, box, text, (Span(text, box, size, False, 0),))


@pytest.mark.parametrize(
    ("text", "size", "kind", "held"),
    [
        ("Source: census of 412 towns", 9.4, "paragraph", True),
        ("Source: census of 412 towns", 9.6, "paragraph", False),
        ("Source: census of 412 towns", 9.4, "heading", False),
        ("(1) Without 412 towns", 7, "paragraph", True),
        ("(2) Without 412 towns", 7, "paragraph", False),  # no word has this mark
        ("Without 412 towns", 7, "paragraph", False),
    ],
)
def test_notes_are_small_and_tied(text: str, size: float, kind: BlockKind, held: bool) -> None:
    """By what they are called, or by a mark on the page."""
    page = page_of(BODY, Set("Total (1)", 50, 100), Set(text, 50, 600, size=size))

    account = placed(page, blocks=(block(text, 600, size, kind=kind),))

    (line,) = [line for line in account.lines if line.text == "412"]
    assert (line.placement == "note") is held


def test_words_of_a_region_that_stand_in_no_cell() -> None:
    """Told with whether anything of their line was kept; torn words and small ones are no loss."""
    page = page_of(Set("Alby kept", 60, 100), Set("lost", 120, 100), Set("Brey", 60, 130))
    cells = table(("Alby kept", (58, 90, 110, 105)))

    words = placed(page, tables=(cells,)).words

    assert [(word.text, word.where) for word in words] == [("lost", "table"), ("Brey", "line")]
    torn = table(("Alby kept", (58, 90, 110, 105)), ("lo", (119, 90, 130, 105)),
                 ("st", (130, 90, 142, 105)), ("Brey", (58, 120, 82, 134)))  # fmt: skip
    assert placed(page, tables=(torn,)).words == ()
