"""The table engine on pages set by hand, each with one difficulty."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossfoot.extractors.weighing.read import read_page_tables
from crossfoot.model import Page, Role, Table
from tests.extractors.table_pages import Set, lattice, moved, texts, typeset

LINE = 12.0


def one(page: Page) -> Table:
    """The only table of a page."""
    tables = read_page_tables(page)
    assert len(tables) == 1, [(t.n_rows, t.n_cols) for t in tables]
    return tables[0]


def numbers_page(rows: int = 6) -> Page:
    """A borderless table: labels, and two columns of numbers set flush right."""
    sets = [
        Set("City", 60, 100, bold=True),
        Set("2019", 300, 100, "right", bold=True),
        Set("2020", 400, 100, "right", bold=True),
    ]
    for r in range(rows):
        base = 100 + LINE * (r + 1)
        sets += [
            Set(f"Town {'abcdefghij'[r % 10] * (3 + r % 5)}", 60, base),
            Set(f"{1000 + 137 * r:,}", 300, base, "right"),
            Set(f"{12 * r + 5}", 400, base, "right"),
        ]
    return typeset(sets)


def test_borderless_numbers_are_a_table() -> None:
    """Columns of numbers flush right, with labels, need no rule."""
    table = one(numbers_page())

    assert (table.n_rows, table.n_cols, table.header_rows) == (7, 3, 1)
    assert texts(table)[0] == ["City", "2019", "2020"]
    assert texts(table)[2][1:] == ["1,137", "17"]


def test_a_wrapped_cell_of_a_ruled_grid_is_one_row() -> None:
    """Lines between the same two rules are one cell's, joined by a space."""
    page = typeset(
        [
            Set("Item", 52, 112, bold=True),
            Set("Amount", 252, 112, bold=True),
            Set("Maintenance of public", 52, 132),
            Set("gardens", 52, 144),
            Set("1 200", 252, 132),
            Set("Roads", 52, 162),
            Set("900", 252, 162),
        ],
        lattice([50, 250, 350], [100, 120, 150, 170]),
    )

    table = one(page)

    assert texts(table) == [
        ["Item", "Amount"],
        ["Maintenance of public gardens", "1 200"],
        ["Roads", "900"],
    ]
    assert table.header_rows == 1


def test_records_stacked_in_one_ruled_cell_are_split() -> None:
    """One number per line, line by line in two columns, are as many rows."""
    sets = [Set("Part", 52, 112), Set("2021", 252, 112), Set("2022", 352, 112)]
    for i, (name, old, new) in enumerate(
        [("Fixed", "69.13", "71.21"), ("Share", "1,22", "1,25"), ("Tax", "0,90", "0,93")]
    ):
        base = 132 + LINE * i
        sets += [Set(name, 52, base), Set(old, 252, base), Set(new, 352, base)]
    page = typeset(sets, lattice([50, 250, 350, 450], [100, 120, 170]))

    assert texts(one(page))[1:] == [
        ["Fixed", "69.13", "71.21"],
        ["Share", "1,22", "1,25"],
        ["Tax", "0,90", "0,93"],
    ]


def test_a_header_over_a_partial_rule_spans_its_columns() -> None:
    """The rule under a text says which columns it stands over; the stub's header goes down."""
    sets = [
        Set("Amount borrowed", 350, 110, "middle"),
        Set("Student", 60, 126),
        Set("Average", 240, 126, "right"),
        Set("Low", 340, 126, "right"),
        Set("High", 440, 126, "right"),
    ]
    for r in range(5):
        base = 144 + LINE * r
        sets += [Set(f"Group {r}", 60, base)]
        sets += [Set(f"{17 * r + 10}.{c}", x, base, "right") for c, x in enumerate((240, 340, 440))]
    rules = [(55, 98, 445, 98), (290, 114, 445, 114), (55, 131, 445, 131), (55, 200, 445, 200)]

    table = one(typeset(sets, rules))

    spanning = next(c for c in table.cells if c.text == "Amount borrowed")
    average = next(c for c in table.cells if c.text == "Average")
    assert (spanning.row, spanning.col, spanning.colspan) == (0, 2, 2)
    assert (average.row, average.rowspan) == (0, 2)
    assert (table.n_rows, table.n_cols, table.header_rows) == (7, 4, 2)


def test_sideways_headers_read_upright_in_one_row() -> None:
    """Texts turned to the left head the columns they stand over, several lines as one cell."""
    sets = [Set("MEMBER", 60, 150)]
    for k, lines in enumerate((("Paid fee",), ("Took part in", "meetings"), ("Pilot projects",))):
        for i, text in enumerate(lines):
            sets.append(Set(text, 205 + 60 * k + 10 * i, 150, rotation=270, size=8))
    for r in range(6):
        base = 166 + LINE * r
        sets.append(Set(f"City{'xyz'[r % 3]}{r}", 60, base))
        sets += [Set(str(r + k), 203 + 60 * k, base) for k in range(3)]

    table = one(typeset(sets))

    assert texts(table)[0] == ["MEMBER", "Paid fee", "Took part in meetings", "Pilot projects"]
    assert (table.n_rows, table.n_cols) == (7, 4)
    assert all(c.role is Role.COLUMN_HEADER for c in table.cells if c.row == 0)


def test_a_label_that_wraps_is_one_row_without_rules() -> None:
    """A second line that would not have fitted above, in lower case, goes on."""
    sets = [Set("Item", 60, 100, bold=True), Set("Total", 300, 100, "right", bold=True)]
    rows = [("Roads", "12"), ("Payments to members of the", "45"), ("Parks", "78"), ("Other", "9")]
    base = 100.0
    for label, value in rows:
        base += LINE
        sets += [Set(label, 60, base), Set(value, 300, base, "right")]
        if label.endswith("the"):
            base += LINE
            sets.append(Set("assembly and staff", 68, base))
    sets += [
        Set("Interest on the long loans", 60, base + LINE),
        Set("3", 300, base + LINE, "right"),
    ]

    grid = texts(one(typeset(sets)))

    assert ["Payments to members of the assembly and staff", "45"] in grid
    assert len(grid) == 6


@pytest.mark.parametrize(
    ("words", "cell"),
    [
        ([("6", 280.0), ("9", 286.0), (".", 291.5), ("1", 294.5), ("3", 300.5)], "69.13"),
        ([("$", 250.0), ("299.9", 300.0)], "$ 299.9"),
        ([("1", 290.0), ("225", 297.0)], "1 225"),
    ],
    ids=["letter-spaced digits", "detached currency sign", "thousands space"],
)
def test_numbers_that_typesetting_tore_apart_are_one(
    words: list[tuple[str, float]], cell: str
) -> None:
    """A number is one cell's text, however its chars are set."""
    sets = [Set(word, x, 100) for word, x in words]
    for r in range(4):
        base = 100 + LINE * r
        sets += [Set(f"Label {r}", 60, base), Set(f"{r}12", 420, base, "right")]
        if r:
            sets.append(Set(f"{r}7.5", 318, base, "right"))

    assert texts(one(typeset(sets)))[0][1] == cell


def test_dot_leaders_are_no_text() -> None:
    """Dots that lead the eye part columns and are left out."""
    sets = []
    for r in range(5):
        base = 100 + LINE * r
        sets += [
            Set(f"Label{r}", 60, base),
            Set("." * 30, 110, base),
            Set(f"{90 - 7 * r}", 320, base, "right"),
            Set(f"{r + 3}0", 380, base, "right"),
        ]

    assert texts(one(typeset(sets)))[1] == ["Label1", "83", "40"]


def prose(x: float, width: int, lines: int) -> list[Set]:
    """Lines of words of changing lengths."""
    words = [
        "the",
        "council",
        "met",
        "in",
        "the",
        "hall",
        "and",
        "spoke",
        "of",
        "roads",
        "water",
        "schools",
    ]
    return [
        Set(" ".join(words[(k * 3 + i) % len(words)] for i in range(width)), x, 100 + LINE * k)
        for k in range(lines)
    ]


@pytest.mark.parametrize(
    "sets",
    [
        prose(60, 12, 12),
        prose(60, 6, 12) + prose(330, 6, 12),
        [
            s
            for k in range(6)
            for s in (Set("•", 60, 100 + 12 * k), Set("an item of a list", 80, 100 + 12 * k))
        ],
        [
            Set("45 %", 60, 100, size=30),
            Set("12", 260, 100, size=30),
            Set("of women", 60, 120),
            Set("cities", 260, 120),
        ],
    ],
    ids=["prose", "two columns of prose", "list", "cards"],
)
def test_what_is_no_table_is_turned_down(sets: list[Set]) -> None:
    """Prose, columns of prose, lists and cards give no table."""
    assert read_page_tables(typeset(sets)) == ()


def test_excluded_areas_are_left_out() -> None:
    """Text inside an excluded box (a chart) is in no table."""
    assert read_page_tables(numbers_page(), exclude=((0.0, 0.0, 600.0, 800.0),)) == ()


@settings(deadline=None, max_examples=25)
@given(
    dx=st.floats(-40, 150), dy=st.floats(-60, 400), scale=st.floats(0.8, 1.4), ruled=st.booleans()
)
def test_where_and_how_large_a_table_is_set_changes_nothing(
    dx: float, dy: float, scale: float, ruled: bool
) -> None:
    """Shifting and scaling a page gives the same grids."""
    page = numbers_page()
    if ruled:
        rules = lattice([55, 200, 310, 410], [88 + LINE * k for k in range(8)])
        page = typeset([], rules)
        page = Page(
            **{**{f: getattr(numbers_page(), f) for f in Page.__slots__}, "strokes": page.strokes}
        )

    assert [texts(t) for t in read_page_tables(moved(page, dx, dy, scale))] == [
        texts(t) for t in read_page_tables(page)
    ]


@settings(deadline=None, max_examples=25)
@given(
    rows=st.integers(3, 14),
    cols=st.integers(2, 6),
    holes=st.sets(st.tuples(st.integers(0, 13), st.integers(1, 5)), max_size=8),
)
def test_cells_tile_the_grid_and_hold_every_word_once(
    rows: int, cols: int, holes: set[tuple[int, int]]
) -> None:
    """Each position has one cell; each printed word is in one cell."""
    sets = []
    for r in range(rows):
        base = 100 + LINE * r
        sets.append(Set(f"Row{'abcdefghijklmn'[r]}", 60, base))
        sets += [
            Set(f"{r + 1}{c}{(r * 7 + c) % 10}", 150 + 70 * c, base, "right")
            for c in range(1, cols)
            if (r, c) not in holes
        ]
    for table in read_page_tables(typeset(sets)):
        area = [
            (r, c)
            for cell in table.cells
            for r in range(cell.row, cell.row + cell.rowspan)
            for c in range(cell.col, cell.col + cell.colspan)
        ]
        assert sorted(area) == [(r, c) for r in range(table.n_rows) for c in range(table.n_cols)]
        inside = [s.text for s in sets if table.box[1] <= s.base <= table.box[3]]
        printed = [w for cell in table.cells for w in cell.text.split()]
        assert sorted(printed) == sorted(inside)


def test_confidence_falls_where_rules_miss_columns() -> None:
    """A grid whose cells hold torn lines is less sure than one whose cells are whole."""
    rules = lattice([50, 250, 350], [100, 120, 140, 160])
    whole = [Set("Item", 52, 112), Set("Sum", 252, 112), Set("Roads", 52, 132), Set("9", 252, 132)]
    whole += [Set("Parks", 52, 152), Set("7", 252, 152)]
    torn = [*whole, Set("5", 150, 132)]

    assert one(typeset(torn, rules)).confidence < one(typeset(whole, rules)).confidence


def test_a_header_ends_where_each_column_is_underlined() -> None:
    """Sections, and a line of few numbers, under the underlined headers are body."""
    sets = [Set("Water", 300, 100, "right"), Set("Marina", 400, 100, "right")]
    sets += [Set("Assets:", 60, 116), Set("Current:", 60, 130), Set("Cash", 60, 144)]
    sets += [Set("1,250", 300, 144, "right")]
    for r in range(6):
        sets += [Set(f"Fund {'abcdef'[r] * 4}", 60, 158 + 14 * r)]
        sets += [Set(f"{2000 + 31 * r:,}", 300, 158 + 14 * r, "right")]
        sets += [Set(f"{400 + 7 * r}", 400, 158 + 14 * r, "right")]

    table = one(typeset(sets, [(250, 104, 302, 104), (350, 104, 402, 104)]))

    rows = [[c.text for c in table.cells if c.row == row and c.text] for row in range(4)]
    assert rows == [["Water", "Marina"], ["Assets:"], ["Current:"], ["Cash", "1,250"]]
    assert table.header_rows == 1


def test_the_bars_of_a_chart_are_no_grid() -> None:
    """Rectangles of stacked bars enclose lone numbers at many heights, and no word."""
    rules: list[tuple[float, float, float, float]] = []
    sets = []
    for bar, heights in enumerate(((30, 50, 90), (44, 70, 110), (20, 60, 130))):
        x, foot = 100.0 + 60 * bar, 400.0
        tops = [foot, *(foot - height for height in heights)]
        rules += [(x, y, x + 60, y) for y in tops]
        rules += [(x, tops[-1], x, foot), (x + 60, tops[-1], x + 60, foot)]
        sets += [
            Set(str(11 * bar + n), x + 25, (a + b) / 2 + 3)
            for n, (a, b) in enumerate(pairwise(tops), start=12)
        ]

    assert read_page_tables(typeset(sets, rules)) == ()


def test_a_sure_table_says_why() -> None:
    """Each piece of evidence is a share with a name and words for it."""
    table = one(numbers_page())

    assert table.confidence > 0.5
    assert all(0 <= e.value <= 1 and e.note for e in table.evidence)
    assert {"torn", "lone", "mixed", "bare_head"} <= {e.name for e in table.evidence}
