"""What the cells of a table are for, on both sides of what decides."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import pytest

from crossfoot.extractors.joining.roles import (
    count_header_rows,
    count_stub_columns,
    with_roles,
)
from crossfoot.model import Role, Table
from tests.extractors.page_builder import make_page
from tests.extractors.test_join import make_table

PAGE = make_page([])
NUMBERS = [("Alby", "412", "433"), ("Brey", "307", "318"), ("Cuq", "118", "121")]
SAID = [("Alby", "paid", "kept"), ("Brey", "owed", "lost"), ("Cuq", "sold", "gone")]


def table(
    *rows: Sequence[str],
    bold: Collection[int] = (),
    spans: Sequence[tuple[int, int, int, int]] = (),
) -> Table:
    """Return a table; rows may be bold, cells (row, column) span rows and columns."""
    made = make_table(list(rows), page=1, header_rows=0)
    wide = {(r, c): (down, over) for r, c, down, over in spans}
    covered = {
        (r + i, c + k)
        for (r, c), (down, over) in wide.items()
        for i in range(down)
        for k in range(over)
    } - wide.keys()
    cells = [
        replace(
            cell,
            bold=cell.row in bold,
            rowspan=wide.get((cell.row, cell.col), (1, 1))[0],
            colspan=wide.get((cell.row, cell.col), (1, 1))[1],
        )
        for cell in made.cells
        if (cell.row, cell.col) not in covered
    ]
    return replace(made, cells=tuple(cells))


def headers(
    *rows: Sequence[str],
    bold: Collection[int] = (),
    spans: Sequence[tuple[int, int, int, int]] = (),
) -> int:
    """Return how many header rows a table has."""
    return count_header_rows(table(*rows, bold=bold, spans=spans), PAGE)


@pytest.mark.parametrize(
    ("rows", "bold", "count"),
    [
        ([("Town", "Paid", "Owed"), *NUMBERS], (), 1),
        ([("Town", "Paid", "Owed"), *SAID], (), 0),
        ([("Town", "Paid", "Owed"), *SAID], (0,), 1),
        ([("Town", "Paid", "Owed"), *SAID], (0, 1), 2),
        ([("Town", "Paid", "Owed"), *SAID], (0, 1, 2, 3), 0),
        ([("Town", "12", "Owed"), *NUMBERS], (0,), 0),
        ([("Town", "a", "b", "14"), *[(*n, "7") for n in NUMBERS]], (0,), 1),
        ([("Town", "", ""), *NUMBERS], (0,), 0),
        ([("", "Paid", ""), *NUMBERS], (), 0),
        ([("Town", "Paid", ""), *NUMBERS], (), 1),
        ([("Town", "Paid", "Owed")], (0,), 0),
        ([("Town", "Paid", "Owed"), ("Alby", "412", "433")], (), 1),
    ],
)
def test_header_rows_of_a_table(
    rows: list[Sequence[str]], bold: Collection[int], count: int
) -> None:
    """Bold over plain, or texts over numbers, hardly a number among them; never all rows."""
    assert headers(*rows, bold=bold) == count


@pytest.mark.parametrize(
    ("marks", "count"),
    [
        (["Yes"] * 4, 1),
        (["Yes"] * 3, 0),
        (["Yes", "Yes", "No", "Yes", "Yes", "No"], 1),
        (["Yes", "Yes", "No", "Yes", "No"], 0),
        (["Yes", "Paid", "Yes", "Yes", "Yes", "Yes"], 0),
    ],
)
def test_a_header_over_marks(marks: list[str], count: int) -> None:
    """Few answers in four rows and more, the header none of them."""
    rows = [(f"Town {chr(97 + i)}", mark) for i, mark in enumerate(marks)]

    assert headers(("Town", "Paid"), *rows) == count


@pytest.mark.parametrize(
    ("numbers", "count"), [(["412", "x", "433", "so"], 0), (["412", "7", "433", "so"], 1)]
)
def test_a_header_over_mostly_numbers(numbers: list[str], count: int) -> None:
    """More than half of what stands below."""
    assert headers(("Town", "Paid"), *[(f"T {n}", n) for n in numbers]) == count


def test_headers_on_several_levels() -> None:
    """Cells over columns have the next row's below them; those over all are a title."""
    rows = [("Town", "Paid", "", "Rate"), ("", "Men", "Women", ""),
            *[(*n, "7") for n in SAID]]  # fmt: skip
    assert headers(*rows, spans=[(0, 0, 2, 1), (0, 1, 1, 2), (0, 3, 2, 1)]) == 2
    assert headers(*rows, spans=[(0, 1, 1, 2)]) == 1
    assert headers(("Towns", "", "", ""), *rows[2:], spans=[(0, 0, 1, 4)]) == 0


@pytest.mark.parametrize(("shaded", "count"), [((0,), 1), ((0, 2), 0), ((0, 1), 0), ((), 0)])
def test_a_shaded_row_is_a_header(shaded: Collection[int], count: int) -> None:
    """Where hardly another row has its colour; white is none."""
    made = table(("Town", "Paid", "Owed"), *SAID)
    boxes = [
        (0.0, cell.box[1], 600.0, cell.box[3])
        for cell in made.cells
        if cell.col == 0 and cell.row in shaded
    ]
    page = make_page([], fills=[(box, 0xDDDDDD) for box in boxes])
    white = make_page([], fills=[*((box, 0xDDDDDD) for box in boxes),
                                 *((box, 0xFFFFFF) for box in boxes)])  # fmt: skip

    assert count_header_rows(made, page) == count
    assert count_header_rows(made, white) == 0


@pytest.mark.parametrize(
    ("first", "second", "stub"),
    [
        (["1", "2", "3"], ["Alby", "Brey", "Cuq"], 2),
        (["1.", "2)", "3°"], ["Alby", "Brey", "Cuq"], 2),
        (["1", "2", "a", "b"], ["Alby", "Brey", "Cuq", "Dun"], 1),
        (["1", "2", "3"], ["Alby", "412", "Cuq"], 1),
        (["a", "b", "c"], ["Alby", "Brey", "Cuq"], 1),
        (["", "", ""], ["Alby", "Brey", "Cuq"], 1),
        (["1", "2", "3"], ["", "", ""], 1),
    ],
)
def test_running_numbers_and_names_are_the_stub(
    first: list[str], second: list[str], stub: int
) -> None:
    """Both label the rows, in three columns and more."""
    rows = [(a, b, "7") for a, b in zip(first, second, strict=True)]

    assert count_stub_columns(table(*rows), 0) == stub
    assert count_stub_columns(table(*[row[:2] for row in rows]), 0) == 1
    assert count_stub_columns(table(("1", "2021", "7"), *rows), 1) == stub


def roles(made: Table) -> list[Role]:
    """Return the roles of the first cells of the rows."""
    return [cell.role for cell in with_roles(made, PAGE).cells if cell.col == 0]


def test_rows_that_title_others() -> None:
    """One text over all columns, or alone in bold where bold is rare; not the last, no number."""
    head, label, section = Role.COLUMN_HEADER, Role.ROW_HEADER, Role.SECTION
    rows = [("Town", "Paid", "Owed"), ("North", "", ""), *NUMBERS, ("South", "", "")]
    assert roles(table(*rows, bold=(0, 1, 5))) == [head, section, *[label] * 4]
    assert roles(table(*rows, bold=(0,))) == [head, *[label] * 5]
    assert roles(table(*rows, spans=[(1, 0, 1, 3)])) == [head, section, *[label] * 4]
    assert roles(table(*rows, spans=[(1, 0, 1, 2)])) == [head, *[label] * 5]
    assert roles(table(*rows, bold=(0, 1, 2, 3))) == [head, *[label] * 5]
    numbered = [rows[0], ("2021", "", ""), *NUMBERS]
    assert roles(table(*numbered, spans=[(1, 0, 1, 3)])) in (
        [head, label, *[label] * 3],
        [head, section, *[label] * 3],
    )
    counted = [("Town", "Paid", "Owed"), ("12,5", "", ""), *NUMBERS]
    assert roles(table(*counted, spans=[(1, 0, 1, 3)]))[1] is label
