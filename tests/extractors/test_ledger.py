"""The account of printed numbers: what is counted, and which cell, chart, note or head has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from crossfoot.extractors.charts.model import Chart, Mark
from crossfoot.extractors.document import Reading, read_document
from crossfoot.extractors.ledger.account import account_for
from crossfoot.extractors.ledger.furniture import find_furniture
from crossfoot.extractors.ledger.numbers import Sheet as Printed
from crossfoot.extractors.ledger.numbers import read_sheet
from crossfoot.model import Cell, PageLedger, Table
from crossfoot.settings import Settings
from tests.extractors.page_builder import Text, make_page
from tests.extractors.pdf_builder import Sheet, write_pdf

RULES = [(60, y, 500, y) for y in (100, 120, 140, 160, 180)]
RULES += [(x, 100, x, 180) for x in (60, 200, 350, 500)]
PRICES = (
    *((66, 115, "Town"), (210, 115, "2022"), (360, 115, "2023")),
    *((66, 135, "Lyon"), (210, 135, "1 250 000"), (360, 135, "12,5 %")),
    *((66, 155, "Nice"), (210, 155, "340 000"), (360, 155, "13,1 %")),
    *((66, 175, "Total"), (210, 175, "1 590 000"), (360, 175, "12,6 %")),
)
"""A ruled table of eight numbers."""


def read(folder: Path, *sheets: Sheet) -> Reading:
    """Return the reading of pages drawn by a test."""
    return read_document(write_pdf(folder / "report.pdf", sheets), Settings())


def places(page: PageLedger) -> list[tuple[str, str]]:
    """Return each number with its place."""
    return [(line.text, line.placement) for line in page.lines]


def sheet_of(*texts: Text, number: int = 1) -> Printed:
    """Return the printed words of a page made by hand."""
    return read_sheet(make_page(texts, number=number))


def numbers_in(text: str) -> list[str]:
    """Return the numbers of a line of text."""
    return [number.text for number in sheet_of(Text(text, 50, 100)).numbers]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("about 1 250 000 people in 2023", ["1 250 000", "2023"]),
        ("12,5 % of $1,250.75", ["12,5", "1,250.75"]),
        ("in 2022 2023", ["2022", "2023"]),
        ("12 345  678", ["12 345", "678"]),  # a gap of two em parts columns
        ("2019-2020 31/12/2023 14:30", ["2019-2020", "31/12/2023", "14:30"]),
        ("12(3%)", ["12", "3"]),
        ("CO2 COVID-19 D1+2 info@a24.org", []),
        ("FY2023 2e", ["2023", "2"]),
        ("costs ......... 12", ["12"]),
        ("—0000 0", ["0"]),
        ("8Zktc61x 120km2", ["120"]),
        ("4084 stock", ["4084"]),
    ],
)
def test_numbers_are_counted_as_the_eye_reads_them(text: str, numbers: list[str]) -> None:
    """Groups of three digits are one number, units no part of it, digits of names none."""
    assert numbers_in(text) == numbers


def test_marks_and_indices_are_no_numbers() -> None:
    """A small digit that touches a larger word is a mark or the index of a name."""
    page = make_page([Text("CO 45", 50, 100), Text("2", 60, 104, size=6)])
    raised = make_page([Text("capital 45", 50, 100), Text("(2)", 88, 98, size=6)])

    assert [n.text for n in read_sheet(page).numbers] == ["45"]
    assert [n.text for n in read_sheet(raised).numbers] == ["45"]
    full_size = make_page([Text("capital 45", 50, 100), Text("(2)", 88, 100)])
    assert "2" in [n.text for n in read_sheet(full_size).numbers]


def test_what_stands_apart_has_no_word_beside_it() -> None:
    """Numbers of rows stand apart, those of sentences do not; signs and units go with them."""
    row = sheet_of(Text("Total  1 250 €  13 %", 50, 100))
    sentence = sheet_of(Text("we had 1 250 guests", 50, 100))
    led = sheet_of(Text("Costs.........12", 50, 100))

    assert [number.is_apart for number in row.numbers] == [True, True]
    assert [number.is_apart for number in sentence.numbers] == [False]
    assert [number.is_apart for number in led.numbers] == [False]


def test_a_number_is_in_the_cell_that_its_box_and_its_text_say(tmp_path: Path) -> None:
    """All numbers of a ruled table are in cells; one beside it is not, though a cell prints it."""
    texts = [*PRICES, (210, 400, "340 000"), (60, 500, "and 7 more towns were asked")]
    (page,) = read(tmp_path, Sheet(texts, RULES)).pages
    placed = places(page)

    assert (page.numbers, page.placed) == (10, 8)
    assert ("1 250 000", "cell") in placed
    assert sorted(line.text for line in page.not_placed) == ["340 000", "7"]
    assert {line.where for line in page.not_placed} <= {"paragraph", "heading"}


def test_a_number_that_its_cell_lost_is_not_placed(tmp_path: Path) -> None:
    """The account goes by the text of the cell, not by its box alone."""
    reading = read(tmp_path, Sheet(PRICES, RULES))
    (table,) = reading.tables
    lossy = replace(table, cells=tuple(_without(cell, "340 000") for cell in table.cells))
    sheet = sheet_of(*(Text(text, x, y - 10) for x, y, text in PRICES))
    (page,) = account_for([sheet], [lossy], (), ())

    assert [(line.text, line.where) for line in page.not_placed] == [("340 000", "table")]


def _without(cell: Cell, text: str) -> Cell:
    return replace(cell, text=cell.text.replace(text, "").strip())


def test_words_of_a_region_that_no_cell_has_are_told(tmp_path: Path) -> None:
    """A line of a table's region of which no word is in a cell is lost; torn words are not."""
    (table,) = read(tmp_path, Sheet(PRICES, RULES)).tables
    lossy = replace(table, cells=tuple(_without(_without(c, "Nice"), "Lyon") for c in table.cells))
    sheet = sheet_of(*(Text(text, x, y - 10) for x, y, text in PRICES))
    (page,) = account_for([sheet], [lossy], (), ())
    (whole,) = account_for([sheet], [table], (), ())

    assert [word.text for word in page.words] == ["Lyon", "Nice"]
    assert whole.words == ()


def test_headers_printed_again_on_a_later_page_are_cells(tmp_path: Path) -> None:
    """A joined table has its headers once; printed again, they are those cells."""
    rows = [(66, 135 + 20 * r, f"Town {c}") for r, c in enumerate("ABC")]
    body = [(x, 135 + 20 * r, f"{n}{r}7") for r in range(3) for x, n in ((210, 1), (360, 2))]
    head = [(66, 115, "Town"), (210, 115, "2022"), (360, 115, "2023")]
    reading = read(tmp_path, *(Sheet([*head, *rows, *body], RULES) for _ in range(2)))

    assert len(reading.tables) == 1
    assert [page.not_placed for page in reading.pages] == [(), ()]


def running(title: str, pages: int, *, first: int = 41, at: float = 30.0) -> list[Printed]:
    """Return pages with a title and a number at their head, and a sentence."""
    return [
        sheet_of(
            Text(f"{title}  {first + n}", 50, at),
            Text(f"a sentence that speaks of {n + 3} towns and {n * 7 + 2} lakes", 50, 300),
            Text("and one below it", 50, 770),
            number=n + 1,
        )
        for n in range(pages)
    ]


def heads(sheets: Sequence[Printed]) -> list[list[str]]:
    """Return the numbers of each page that are furniture."""
    found = find_furniture(sheets)
    return [[s.numbers[at].text for at in sorted(found[s.page])] for s in sheets]


def test_what_repeats_at_its_place_on_three_pages_is_furniture() -> None:
    """The year of a running head is, on three pages, not on two; what counts pages is, too."""
    three = heads(running("Report 2023 of the city", 3, at=70))
    two = heads(running("Report 2023 of the city", 2, at=70))

    assert three == [["2023", "41"], ["2023", "42"], ["2023", "43"]]
    assert [page for page in two if "2023" in page] == []


def test_heads_stand_left_and_right_by_turns() -> None:
    """A title in the margin repeats at its height; "3/9" counts pages as "3" does."""
    turned = [
        sheet_of(
            Text(f"a sentence about {n + 3} lakes", 50, 300),
            Text("Report 2023", 50 if n % 2 else 400, 740),
            Text(f"{n}/9", 300, 740),
            Text("a line below", 50, 780),
            number=n,
        )
        for n in (1, 2, 3)
    ]

    assert heads(turned) == [["2023", "1/9"], ["2023", "2/9"], ["2023", "3/9"]]


def test_a_first_row_is_no_page_number() -> None:
    """The number of an account opens the topmost line of a list, which is not set off."""
    rows = [Text(f"{4084 + n}  Suppliers", 50, 60 + 15 * n) for n in range(4)]

    assert heads([sheet_of(*rows)]) == [[]]


def test_what_moves_or_changes_is_no_furniture() -> None:
    """A line of numbers that repeats in the body has no letters; a total elsewhere has no place."""
    same = [sheet_of(Text("0  0  0", 50, 300), number=n) for n in (1, 2, 3)]
    moving = [sheet_of(Text("Total of 2023", 50, 200 + 60 * n), number=n) for n in (1, 2, 3)]

    assert heads(same) == [[], [], []]
    assert heads(moving) == [[], [], []]


@pytest.mark.parametrize(
    ("foot", "numbers"),
    [
        ("12", ["12"]),
        ("- 12 -", ["12"]),
        ("Page 3 of 9", ["3", "9"]),
        ("Page n° 3 sur 9", ["3", "9"]),
        ("FINAL  Page 14 of 74", ["14", "74"]),
        ("Election of 8 May  Page 1 of 3", ["1", "3"]),
        ("sdea.fr > 4", ["4"]),
        ("State | 27", ["27"]),
        ("1/23", ["1/23"]),
        ("2023", []),
        ("in all 12", []),
        ("1,250", []),
    ],
)
def test_one_page_alone_shows_its_number(foot: str, numbers: list[str]) -> None:
    """The outermost line, set off, that is a page number or ends with one; a year is none."""
    body = (Text("a sentence that speaks of 3 towns", 50, 300), Text("and more", 50, 320))

    assert heads([sheet_of(*body, Text(foot, 250, 770))]) == [numbers]
    assert heads([sheet_of(*body, Text(foot, 250, 760), Text("last line", 50, 780))]) == [[]]
    assert heads([sheet_of(*body, Text(foot, 250, 500))]) == [[]]


def test_a_note_is_tied_by_its_marker_or_its_label(tmp_path: Path) -> None:
    """Numbers of a marked or labelled note are placed; small print that nothing ties is not."""
    marked = [(*one[:2], one[2].replace("Nice", "Nice (1)")) for one in PRICES]
    note = "(1) Counted in 47 districts."
    (tied,) = read(tmp_path, Sheet([*marked, (66, 195, note)], RULES)).pages
    (source,) = read(tmp_path, Sheet([*PRICES, (66, 195, "Source: census of 1999.")], RULES)).pages
    (loose,) = read(tmp_path, Sheet([*PRICES, (66, 195, "(1) Counted in 47.")], RULES)).pages

    assert ("47", "note") in places(tied)
    assert ("1999", "note") in places(source)
    assert ("47", "none") in places(loose)


def test_the_lettering_of_a_chart_is_placed_in_it() -> None:
    """Values at marks, labels and ticks are the chart's; a number it did not read is not placed."""
    texts = (
        Text("120", 100, 200),
        Text("2023", 100, 330),
        Text("50", 60, 260),
        Text("77", 150, 250),
    )
    mark = Mark((95, 215, 125, 320), 0, 105, 1, label="2023", value="120")
    chart = Chart("bars", 1, (60, 200, 200, 340), (mark,), ticks=(("50", 260.0),))
    (page,) = account_for([sheet_of(*texts)], (), (chart,), ())

    assert dict(places(page)) == {"120": "chart", "2023": "chart", "50": "chart", "77": "none"}
    assert [line.where for line in page.not_placed] == ["chart"]


def test_every_number_is_in_the_account_once(tmp_path: Path) -> None:
    """Placed and not placed make all; boxes are in points of the page as displayed."""
    for turn in (0, 90):
        sheet = Sheet([*PRICES, (60, 500, "and 7 more towns were asked")], RULES, turn=turn)
        (page,) = read(tmp_path, sheet).pages
        width, height = (842, 595) if turn else (595, 842)

        assert page.numbers == page.placed + len(page.not_placed) == 9
        assert all(0 <= one.box[0] < one.box[2] <= width for one in page.lines)
        assert all(0 <= one.box[1] < one.box[3] <= height for one in page.lines)


def test_a_table_of_another_page_holds_nothing() -> None:
    """A cell is asked for numbers of its own page alone."""
    cell = Cell(0, 0, "12", 2, (0, 0, 600, 800))
    table = Table("t1", (2,), cell.box, (cell.box,), 1, 1, 0, 0, (cell,))
    (page,) = account_for([sheet_of(Text("12", 50, 300))], [table], (), ())

    assert places(page) == [("12", "none")]
