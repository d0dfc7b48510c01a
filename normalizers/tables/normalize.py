"""A table as printed → the same table with what its cells mean.

Adds to each cell its number, date or mark and its footnote markers, to total lines their role, to
the table its language, unit and scale. Texts, grid and places stay as they are; so does a number
no one can explain.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from crossfoot.model import Role
from crossfoot.normalizers.numbers.parse import parse_grid
from crossfoot.normalizers.tables.headers import (
    Grid,
    UnitNote,
    cell_grid,
    header_paths,
    row_paths,
)
from crossfoot.normalizers.tables.stated import as_stated, note_of, signs_of_table
from crossfoot.normalizers.words.dates import parse_dates
from crossfoot.normalizers.words.labels import Spoken, is_total_label
from crossfoot.normalizers.words.language import detect_table_language, languages_of_table
from crossfoot.normalizers.words.markers import read_markers
from crossfoot.normalizers.words.marks import read_legend, read_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from crossfoot.model import Cell, Language, Mark, PrintedNumber, Table

_TEXTUAL = frozenset({Role.COLUMN_HEADER, Role.SECTION})
_MOSTLY = 0.6  # where more of the lines than this say "total", the word tells nothing apart

Place = tuple[int, int]


def normalize_table(
    table: Table, *, language: Language, stated: Mapping[str, UnitNote] | None = None
) -> Table:
    """Return a table with numbers, dates, marks, total roles, language, unit and scale.

    Headers and section rows keep their text alone: "2020" in a header is a year. A scale stated
    for the table ("en milliers d'euros") is noted on the table and not applied: a cell's number
    is what is printed in it.

    Args:
        table: As the extractors read it.
        language: Of the report; a table may turn out to be in another one.
        stated: Signs that the report explains, from :func:`normalizers.tables.stated.stated_signs`.
    """
    own = detect_table_language(_telling_texts(table), language)
    table = replace(table, language=own)
    grid, spoken = cell_grid(table), languages_of_table(table)
    rows, cols = _total_rows(table, grid, spoken), _total_columns(table, grid, spoken)
    columns = _body_columns(table, rows)
    signs = signs_of_table(table, stated or {})
    numbers = {at: as_stated(number, signs) for at, number in _read_numbers(table, own).items()}
    dates = _read_columns_of_dates(columns, own)
    marks = _read_columns_of_marks(table, columns)
    note = table_unit(table, own, signs)
    cells = tuple(
        replace(
            cell,
            number=numbers.get((cell.row, cell.col)),
            date=dates.get((cell.row, cell.col)),
            mark=marks.get((cell.row, cell.col)),
            markers=tuple(dict.fromkeys((*cell.markers, *read_markers(cell.text)))),
            role=Role.TOTAL if _is_total_cell(cell, table, rows, cols) else cell.role,
        )
        for cell in table.cells
    )
    return replace(
        table,
        cells=cells,
        unit=note.unit if note else table.unit,
        scale=note.scale if note else table.scale,
    )


def table_unit(
    table: Table, language: Language | None, stated: Mapping[str, UnitNote]
) -> UnitNote | None:
    """Return the unit stated for the whole table: in its unit note, its corner or its caption."""
    return next((note for _, note in unit_statements(table, language, stated)), None)


def unit_statements(
    table: Table, language: Language | None, stated: Mapping[str, UnitNote]
) -> Iterator[tuple[Literal["note", "corner", "caption"], UnitNote]]:
    """Yield what a table states of all its numbers, the nearest statement first, and where."""
    corner = [cell.text for cell in table.cells if cell.row == 0 and cell.col < table.stub_cols]
    notes = [note.text for note in table.notes if note.kind == "unit"]
    places: dict[Literal["note", "corner", "caption"], list[str]] = {
        "note": notes,
        "corner": corner,
        "caption": [table.caption],
    }
    for where, texts in places.items():
        for text in texts:
            note = note_of(text, language, stated)
            if note is not None and (note.unit is not None or note.scale != Decimal(1)):
                yield where, note


def _telling_texts(table: Table) -> list[str]:
    """Return the texts that are written in the table's language: names of places are not."""
    headers = [cell.text for cell in table.cells if cell.row < table.header_rows]
    notes = [note.text for note in table.notes]
    texts = [table.caption, *headers, *notes]
    return texts if any(text.strip() for text in texts) else [cell.text for cell in table.cells]


def _read_numbers(table: Table, language: Language) -> dict[Place, PrintedNumber]:
    """Read the numbers of body and stub; a stub like "1" or "2019" is a number too."""
    rows = [[""] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        if cell.role not in _TEXTUAL and cell.row >= table.header_rows:
            rows[cell.row][cell.col] = cell.text
    parsed = parse_grid(rows, language=language)
    return {
        (row, col): number
        for row, line in enumerate(parsed)
        for col, number in enumerate(line)
        if number is not None and (col >= table.stub_cols or number.state == "number")
    }


def _body_columns(table: Table, total_rows: frozenset[int]) -> list[list[Cell]]:
    """Return the filled cells of each column below the headers, totals left out."""
    columns: list[list[Cell]] = [[] for _ in range(table.n_cols)]
    for cell in table.cells:
        is_body = cell.row >= table.header_rows and cell.role not in _TEXTUAL
        if is_body and cell.row not in total_rows and cell.text.strip():
            columns[cell.col].append(cell)
    return columns


def _read_columns_of_dates(
    columns: Sequence[Sequence[Cell]], language: Language
) -> dict[Place, str]:
    """Read the cells that are dates, column by column."""
    return {
        (cell.row, cell.col): date
        for column in columns
        for cell, date in zip(
            column, parse_dates([cell.text for cell in column], language=language), strict=True
        )
        if date is not None
    }


def _read_columns_of_marks(table: Table, columns: Sequence[Sequence[Cell]]) -> dict[Place, Mark]:
    """Read the columns that hold nothing but yes, no and check marks."""
    legend = read_legend([*(note.text for note in table.notes), table.caption])
    return {
        (cell.row, cell.col): mark
        for column in columns[table.stub_cols :]
        for cell, mark in zip(
            column, read_marks([cell.text for cell in column], legend), strict=True
        )
        if mark is not None
    }


def _total_rows(table: Table, grid: Grid, spoken: Spoken) -> frozenset[int]:
    """Return the rows whose label says that they are totals."""
    labels = {
        row: path[-1]
        for row, path in enumerate(row_paths(table, grid))
        if row >= table.header_rows and path
    }
    totals = frozenset(row for row, label in labels.items() if is_total_label(label, spoken))
    return totals if len(totals) <= _MOSTLY * len(labels) else frozenset()


def _total_columns(table: Table, grid: Grid, spoken: Spoken) -> frozenset[int]:
    """Return the columns whose header says that they are totals."""
    headers = {
        col: path
        for col, path in enumerate(header_paths(table, grid))
        if col >= table.stub_cols and path
    }
    totals = frozenset(
        col for col, path in headers.items() if any(is_total_label(text, spoken) for text in path)
    )
    return totals if len(totals) <= _MOSTLY * len(headers) else frozenset()


def _is_total_cell(cell: Cell, table: Table, rows: frozenset[int], cols: frozenset[int]) -> bool:
    """Whether a cell is a body cell of a total row or column."""
    in_body = cell.row >= table.header_rows and cell.col >= table.stub_cols
    return cell.role == Role.BODY and in_body and (cell.row in rows or cell.col in cols)
