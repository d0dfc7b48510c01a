"""Raised footnote marks are bound to what they stand at; exponents and ordinals stay."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from crossfoot.extractors.pdf.reader import open_document
from crossfoot.extractors.text.lines import read_lines
from crossfoot.extractors.tokens.raised import read_page_tokens
from crossfoot.extractors.weighing.read import read_page_tables
from crossfoot.model import Cell, Table
from crossfoot.normalizers.tables.normalize import normalize_table
from tests.extractors.text_pdf import Run, set_runs, set_table, write_pdf


def _plain(text: str) -> list[Run]:
    return [(text, 0.0, 1.0)]


def _noted(
    text: str, mark: str, after: str = "", *, rise: float = 0.33, size: float = 0.6
) -> list[Run]:
    tail = [(after, 0.0, 1.0)] if after else []
    return [(text, 0.0, 1.0), (mark, rise, size), *tail]


def _read(path: Path, rows: Sequence[Sequence[Sequence[Run]]]) -> Table:
    """Return the table that these rows print, with its numbers."""
    with open_document(write_pdf(path / "page.pdf", set_table(rows, (50, 260, 400)))) as document:
        (table,) = read_page_tables(document.page(1))
    return normalize_table(table, language="en")


def _cell(table: Table, row: int, col: int) -> Cell:
    (found,) = (c for c in table.cells if c.row == row and c.col == col)
    return found


def _read_one(path: Path, label: Sequence[Run], number: Sequence[Run]) -> tuple[Cell, Cell]:
    """Return label and number of the second row of a plain table."""
    rows: list[list[Sequence[Run]]] = [
        [_plain("Department"), _plain("2021"), _plain("2022")],
        [_plain("Parks"), _plain("215"), _plain("1,230")],
        [label, number, _plain("1,310")],
        [_plain("Library"), _plain("118"), _plain("121")],
    ]
    table = _read(path, rows)
    return _cell(table, 2, 0), _cell(table, 2, 1)


@pytest.mark.parametrize(
    ("runs", "text", "value", "notes"),
    [
        (_noted("1,250", "1"), "1,250", "1250", ("1",)),
        (_noted("12.5", "2"), "12.5", "12.5", ("2",)),
        (_noted("1,250", "b"), "1,250", "1250", ("b",)),
        (_noted("1,250", "12"), "1,250", "1250", ("12",)),
        (_noted("1,250", "1,2"), "1,250", "1250", ("1", "2")),
        (_noted("1 250", "3"), "1 250", "1250", ("3",)),
        (_noted("(500", "1", ")"), "(500)", "-500", ("1",)),
        (_noted("12%", "1"), "12%", "12", ("1",)),
        (_noted("10", "3"), "10", "10", ("3",)),
        (_noted("1,250", "1", rise=0.33, size=1.0), "1,250", "1250", ("1",)),
        (_noted("1,250", "1", rise=0.0), "1,250", "1250", ("1",)),
        (_noted("1,250", "(1)"), "1,250(1)", "1250", ("(1)",)),
        (_noted("1,250", "*"), "1,250*", "1250", ("*",)),
    ],
    ids=lambda v: "".join(t for t, _, _ in v) if isinstance(v, list) else None,
)
def test_a_mark_at_a_number_is_its_note(
    tmp_path: Path, runs: list[Run], text: str, value: str, notes: tuple[str, ...]
) -> None:
    """Raised digits and letters leave the number; "*" and "(1)" are told from it by themselves."""
    cell = _read_one(tmp_path, _plain("Police"), runs)[1]

    assert (cell.text, cell.markers) == (text, notes)
    assert cell.number is not None
    assert cell.number.value == Decimal(value)


@pytest.mark.parametrize(
    ("runs", "text", "notes"),
    [
        (_noted("Police", "1"), "Police", ("1",)),
        (_noted("Police", "a"), "Police", ("a",)),
        (_noted("Police and fire", "2"), "Police and fire", ("2",)),
        (_noted("Surface in m", "2"), "Surface in m2", ()),
        (_noted("Surface (km", "2", ")"), "Surface (km2)", ()),
        (_noted("Price per m", "3", " of water"), "Price per m3 of water", ()),
        (_noted("Value x10", "6", " euros"), "Value x106 euros", ()),
        (_noted("Le 2", "e", " rang"), "Le 2e rang", ()),
        (_noted("The 1", "st", " place"), "The 1st place", ()),
        (_noted("Emissions of CO", "2", rise=-0.15), "Emissions of CO2", ()),
        (_noted("D", "r", " Smith"), "Dr Smith", ()),
        (_noted("XX", "e", ""), "XXe", ()),
    ],
    ids=lambda v: "".join(t for t, _, _ in v) if isinstance(v, list) else None,
)
def test_a_mark_at_a_label_is_its_note(
    tmp_path: Path, runs: list[Run], text: str, notes: tuple[str, ...]
) -> None:
    """Marks at a label's end leave it; exponents, ordinals and lowered digits are part of it."""
    cell = _read_one(tmp_path, runs, _plain("1,250"))[0]

    assert (cell.text, cell.markers) == (text, notes)


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (_noted("$12", "99"), "$1299"),
        (_noted("12", "99", " $"), "1299 $"),
        (_noted("14h", "30"), "14h30"),
        (_noted("5", "e"), "5e"),
        (_noted("120 m", "3"), "120 m3"),
        (_noted("5 1", "0", "/2"), "5 10/2"),
    ],
    ids=lambda v: "".join(t for t, _, _ in v) if isinstance(v, list) else None,
)
def test_what_is_raised_and_no_mark_stays(tmp_path: Path, runs: list[Run], text: str) -> None:
    """Cents, minutes, ordinals, units and fractions are part of what they stand at."""
    cell = _read_one(tmp_path, _plain("Police"), runs)[1]

    assert (cell.text, cell.markers) == (text, ())


def test_marks_at_headers_leave_the_years_and_the_totals(tmp_path: Path) -> None:
    """Headers read "2021" and "Total", so that the years are years and the column is a total."""
    rows = [
        [_plain("Department"), _noted("2021", "1"), _noted("Total", "2")],
        [_plain("Parks"), _plain("215"), _plain("1,230")],
        [_plain("Library"), _plain("118"), _plain("121")],
    ]
    table = _read(tmp_path, rows)

    headers = [_cell(table, 0, col) for col in range(3)]
    assert [(c.text, c.markers) for c in headers] == [
        ("Department", ()),
        ("2021", ("1",)),
        ("Total", ("2",)),
    ]
    assert table.header_rows == 1


def test_a_mark_ends_its_cell_where_the_next_column_is_near(tmp_path: Path) -> None:
    """A word space goes on with the text, half a font size is the gap of two columns."""
    content = set_runs(50, 700, _noted("Bamako", "3")) + set_runs(95, 700, _plain("Belgique"))
    content += set_runs(50, 650, _noted("Bamako", "3", " centre"))
    with open_document(write_pdf(tmp_path / "page.pdf", content)) as document:
        tokens = read_page_tokens(document.page(1))

    assert [(t.text, t.marks) for t in tokens] == [
        ("Bamako", ("3",)),
        ("Belgique", ()),
        ("Bamako", ()),
        ("3", ()),
        ("centre", ()),
    ]


def test_marks_of_both_kinds_are_noted(tmp_path: Path) -> None:
    """A cell has its raised mark and the one that is part of its text."""
    cell = _read_one(tmp_path, _noted("Police (2)", "1"), _plain("1,250"))[0]

    assert (cell.text, cell.markers) == ("Police (2)", ("1", "(2)"))


def test_running_text_keeps_units_and_drops_notes(tmp_path: Path) -> None:
    """A unit keeps its exponent ("3 500 m²") where a number loses its note ("12 500¹")."""
    runs = [
        *_noted("Le parc de 3 500 m", "2", " accueille 12 500"),
        ("1", 0.33, 0.6),
        (" visiteurs par an", 0.0, 1.0),
    ]
    with open_document(write_pdf(tmp_path / "page.pdf", set_runs(50, 700, runs))) as document:
        page = document.page(1)

    (line,) = read_lines(page, np.ones(len(page.words), np.bool_), ())
    assert line.text == "Le parc de 3 500 m2 accueille 12 500 visiteurs par an"
