"""Lengths on a page on both sides of what decides: one thing moves, and the reading changes.

Points at a type size of 10 with lines 12 or 20 apart, so that 1 point is a tenth of the size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from crossfoot.extractors.tables.page import propose_grids
from crossfoot.extractors.tables.scene import see_page
from crossfoot.extractors.weighing.read import read_page_tables
from crossfoot.model import Page
from tests.extractors.table_pages import Rule, Set, lattice, typeset

TOWNS = ["Alby", "Brey", "Cuq", "Dun", "Esse", "Foix", "Gap", "Huez"]
PAID = ["1 412", "2 307", "1 118", "4 519", "3 204", "2 265", "1 877", "5 033"]
OWED = ["412", "307", "118", "519", "204", "265", "877", "533"]
XS, YS = [50.0, 250, 350, 450], [100.0, 120, 140, 160, 180]


def rows(
    count: int = 6, *, paid: float = 300, owed: float = 400, header: bool = True, top: float = 100
) -> list[Set]:
    """Return a table without rules: lines 12 points apart, numbers flush right."""
    sets = []
    if header:
        sets = [
            Set("Town", 60, top, bold=True),
            Set("2021", paid, top, "right", bold=True),
            Set("2022", owed, top, "right", bold=True),
        ]
    for i in range(count):
        base = top + 12 * (i + 1)
        sets.append(Set(TOWNS[i], 60, base))
        sets += [Set(PAID[i], paid, base, "right"), Set(OWED[i], owed, base, "right")]
    return sets


def cells() -> list[Set]:
    """Return the texts of a grid of 4 × 3 cells."""
    lines = [("Town", "2021", "2022"), *zip(TOWNS[:3], PAID[:3], OWED[:3], strict=True)]
    return [
        Set(text, x, 114 + 20 * row, align)
        for row, line in enumerate(lines)
        for text, x, align in zip(line, (54, 346, 446), ("left", "right", "right"), strict=True)
    ]


def levels() -> list[Rule]:
    """Return the rules across of that grid."""
    return [rule for rule in lattice(XS, YS) if rule[1] == rule[3]]


def sizes(page: Page) -> list[tuple[int, int, int]]:
    """Return rows, columns and header rows of each table."""
    return [(table.n_rows, table.n_cols, table.header_rows) for table in read_page_tables(page)]


def proposed(page: Page) -> list[tuple[int, int, int]]:
    """Return rows, columns and header rows of each grid that the search begins with."""
    return [(grid.n_rows, grid.n_cols, grid.header_rows) for grid in propose_grids(see_page(page))]


def engines(page: Page) -> list[str]:
    """Return what drew each table."""
    return [table.engine for table in read_page_tables(page)]


@pytest.mark.parametrize(("distance", "columns"), [(19, 2), (22, 3), (60, 3)])
def test_columns_of_numbers_stand_apart(distance: float, columns: int) -> None:
    """Two numbers of three digits less than half an em apart are one column's."""
    assert sizes(typeset(rows(owed=300 + distance))) == [(7, columns, 1)]


@pytest.mark.parametrize(("distance", "columns"), [(44, 2), (50, 3)])
def test_a_label_and_a_number_stand_apart(distance: float, columns: int) -> None:
    """A column of labels ends where white space runs down."""
    (found,) = sizes(typeset(rows(paid=60 + distance)))

    assert found == (7, columns, 1)


@pytest.mark.parametrize(
    ("count", "header", "found"),
    [
        (1, True, []),
        (2, True, [(3, 3, 1)]),
        (2, False, []),
        (3, False, [(3, 3, 1)]),
    ],
)
def test_how_many_lines_make_a_table(
    count: int, header: bool, found: list[tuple[int, int, int]]
) -> None:
    """Three lines with columns are proposed, two are not: they have to be worth it."""
    assert proposed(typeset(rows(count, header=header))) == found


@pytest.mark.parametrize(("gap", "tables"), [(0, 1), (51, 1), (59, 2), (100, 2)])
def test_white_space_parts_tables(gap: float, tables: int) -> None:
    """More than five lines of nothing part what stands above from what stands below."""
    lower = [replace(text, base=text.base + 36 + gap) for text in rows(3)[3:]]

    assert len(sizes(typeset([*rows(3), *lower]))) == tables


@pytest.mark.parametrize(("gap", "lines"), [(0, 7), (51, 7), (59, 6)])
def test_a_header_stands_near_its_rows(gap: float, lines: int) -> None:
    """A line of column names too far above belongs to nothing here."""
    page = typeset(rows()[:3] + [replace(text, base=text.base + gap) for text in rows()[3:]])

    assert [found[0] for found in sizes(page)] == [lines]


@pytest.mark.parametrize(
    ("size", "rise", "apart", "text", "markers"),
    [
        (3.2, 3.5, 0.2, "Alby 1", ()),
        (3.8, 3.5, 0.2, "Alby", ("1",)),
        (6, 3.5, 0.2, "Alby", ("1",)),
        (8.2, 3.5, 0.2, "Alby", ("1",)),
        (8.8, 3.5, 0.2, "Alby 1", ()),  # as large as the label: it is part of it
        (6, 1.0, 0.2, "Alby 1", ()),
        (6, 1.5, 0.2, "Alby", ("1",)),
        (6, 6.0, 0.2, "Alby", ("1",)),
        (6, 3.5, -1.6, "Alby", ("1",)),
        (6, 3.5, 3.2, "Alby", ("1",)),
        (6, 3.5, 3.8, "Alby 1", ()),  # a space away: a word
    ],
)
def test_small_raised_digits_at_a_label_are_marks(
    size: float, rise: float, apart: float, text: str, markers: tuple[str, ...]
) -> None:
    """Smaller, higher and close: otherwise the digit belongs to the text."""
    page = typeset([*rows(), Set("1", 80 + apart, 112 - rise, size=size)])
    (table,) = read_page_tables(page)
    (found,) = [cell for cell in table.cells if (cell.row, cell.col) == (1, 0)]

    assert (found.text, found.markers) == (text, markers)


@pytest.mark.parametrize(
    ("apart", "markers"), [(-1.5, ("1",)), (0, ("1",)), (3.2, ("1",)), (4, ())]
)
def test_a_raised_digit_at_a_number_is_no_digit_of_it(
    apart: float, markers: tuple[str, ...]
) -> None:
    """Beside 1 412 it is the number of a note, not 14 121."""
    (table,) = read_page_tables(typeset([*rows(), Set("1", 300 + apart, 108.5, size=6)]))
    (found,) = [cell for cell in table.cells if (cell.row, cell.col) == (1, 1)]

    assert (found.text, found.markers) == ("1 412", markers)


@pytest.mark.parametrize(("gap", "tables"), [(0, 1), (32, 1), (38, 2)])
def test_grids_one_above_the_other(gap: float, tables: int) -> None:
    """Equal columns less than two rows apart go on; further down they are another table."""
    more = {
        "Town": "Dun",
        "2021": "310",
        "2022": "320",
        "Alby": "Esse",
        "Brey": "Foix",
        "Cuq": "Gex",
    }
    lower = [replace(x, base=x.base + 80 + gap, text=more.get(x.text, x.text)) for x in cells()]
    rules = [*lattice(XS, YS), *lattice(XS, [y + 80 + gap for y in YS])]

    assert len(sizes(typeset([*cells(), *lower], rules))) == tables


@pytest.mark.parametrize(("gap", "tables"), [(0, 1), (2, 1), (4, 2), (20, 2)])
def test_grids_beside_each_other(gap: float, tables: int) -> None:
    """Grids whose rules do not meet are two."""
    left = [replace(text, x=text.x - (text.x - 50) / 2) for text in cells()]
    right = [replace(text, x=text.x + 200 + gap) for text in left]
    rules = [
        *lattice([50, 150, 200, 250], YS),
        *lattice([250 + gap, 350 + gap, 400 + gap, 450 + gap], YS),
    ]

    assert len(sizes(typeset([*left, *right], rules))) == tables


@pytest.mark.parametrize(("overhang", "columns"), [(0, 2), (80, 2), (92, 3)])
def test_rules_that_run_on_open_a_column(overhang: float, columns: int) -> None:
    """Numbers right of the last rule down are a column where the rules across reach over them."""
    rules = [rule for rule in lattice(XS, YS) if rule[1] != rule[3] and rule[0] != 450]
    rules += [(50, y, 350 + overhang, y) for y in YS]

    assert [found[1] for found in sizes(typeset(cells(), rules))] == [columns]


@pytest.mark.parametrize(("down", "engine"), [(True, "ruled"), (False, "framed")])
def test_what_draws_a_table(down: bool, engine: str) -> None:
    """Rules both ways draw a grid; rules across alone frame lines."""
    rules = lattice(XS, YS) if down else [(50.0, 100.0, 450.0, 100.0), (50.0, 182.0, 450.0, 182.0)]

    assert engines(typeset(cells(), rules)) == [engine]


@pytest.mark.parametrize(
    ("ends", "engine"),
    [
        (-20, "aligned"),
        (-9, "aligned"),
        (-6, "framed"),
        (0, "framed"),
        (7, "framed"),
        (9, "aligned"),
    ],
)
def test_rules_of_one_table_end_at_one_place(ends: float, engine: str) -> None:
    """The rules above and below a table have the same width, give or take a letter."""
    rules: Sequence[Rule] = [(60, 88, 405, 88), (60, 176, 405 + ends, 176)]

    assert engines(typeset(rows(), rules)) == [engine]


@pytest.mark.parametrize(
    ("x", "spans"),
    [
        (180, [("Town", 1), ("Paid in 2021", 1), ("2022", 1)]),
        (310, [("Town", 1), ("Paid in 2021", 1), ("2022", 1)]),
        (318, [("Town", 1), ("Paid in", 2)]),
        (334, [("Town", 1), ("Paid in", 2)]),
        (342, [("Town", 1), ("2021", 1), ("Paid in 2022", 1)]),
        (386, [("Town", 1), ("2021", 1), ("Paid in 2022", 1)]),
    ],
)
def test_a_header_over_the_middle_of_two_columns_spans_them(
    x: float, spans: list[tuple[str, int]]
) -> None:
    """Over one column it is that column's first line."""
    (table,) = read_page_tables(typeset([*rows(), Set("Paid in", x, 88)]))

    assert [(cell.text, cell.colspan) for cell in table.cells if cell.row == 0] == spans


@pytest.mark.parametrize(("indent", "columns"), [(0, 3), (10, 3), (18, 3)])
def test_an_indented_label_stays_in_its_column(indent: float, columns: int) -> None:
    """Its indent is kept."""
    sets = [replace(text, x=60 + indent) if text.text == "Brey" else text for text in rows()]
    (table,) = read_page_tables(typeset(sets))

    assert table.n_cols == columns
    assert [cell.indent for cell in table.cells if cell.text in ("Alby", "Brey")] == [0, indent]


@pytest.mark.parametrize(
    ("size", "kept"), [(6.5, False), (8, True), (10, True), (14, True), (15, False)]
)
def test_a_second_line_of_a_label_is_set_like_the_first(size: float, kept: bool) -> None:
    """Small print or large print between rows is not the rest of a label."""
    wide = [replace(text, base=100 + 2 * (text.base - 100)) for text in rows(3)]
    page = typeset([*wide, Set("and its commons", 60, 136, size=size)])

    labels = [c.text for grid in propose_grids(see_page(page)) for c in grid.cells if c.col == 0]
    assert ("Alby and its commons" in labels) is kept
