"""Tables that are not PDFs, read as the text a person sees: JSON, CSV and Excel."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError

from crossfoot.errors import UnreadableInput, UsageError
from crossfoot.extras import require_extra
from crossfoot.files import open_file
from crossfoot.model import Language
from crossfoot.names import printable
from crossfoot.vocabulary import as_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.cell.cell import Cell as SheetCell

DELIMITERS = ";\t|,"
_ENCODINGS = ("utf-8-sig", "cp1252")  # what spreadsheets in Europe write


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table as text.

    Attributes:
        id: Its own id, the sheet's name, or the file's.
        language: As stated with it, ``None`` when nothing is stated.
        rows: Cell texts; rows may differ in length.
    """

    id: str
    language: Language | None
    rows: tuple[tuple[str, ...], ...]


def read_text_tables(path: Path) -> tuple[TextTable, ...]:
    """Return the tables of a file, by its ending.

    Raises:
        UsageError: The ending is none of .json, .csv, .tsv, .xlsx and .xlsm.
        UnreadableInput: The file is not what its ending says.
    """
    readers: dict[str, Callable[[Path], tuple[TextTable, ...]]] = {
        ".json": _read_json,
        ".csv": _read_csv,
        ".tsv": _read_csv,
        ".xlsx": _read_excel,
        ".xlsm": _read_excel,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise UsageError(f"{path}: give a .json, .csv or .xlsx file (for a PDF: crossfoot extract)")
    open_file(path).close()  # a pipe or a device of that name would never end
    return reader(path)


# --------------------------------------------------------------------------- JSON


def _cell_text(value: object) -> object:
    """Return a cell of outsiders' JSON as text: null is blank, numbers are as written."""
    if value is None:
        return ""
    return str(value) if isinstance(value, int | float) else value


class _JsonTable(BaseModel):
    """One table of the input; other keys are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    table_id: str | int = ""
    lang: str | None = None
    table: list[list[Annotated[str, BeforeValidator(_cell_text)]]]


class _JsonTables(BaseModel):
    """The input: ``{"tables": [...]}``."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    tables: list[_JsonTable]


_INPUT: TypeAdapter[_JsonTables | list[_JsonTable]] = TypeAdapter(_JsonTables | list[_JsonTable])


def _read_json(path: Path) -> tuple[TextTable, ...]:
    try:
        parsed = _INPUT.validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"] if not str(part).startswith("_"))
        fault = ": ".join(filter(None, (where, first["msg"])))
        raise UnreadableInput(
            f'{path}: not {{"tables": [{{"table_id", "lang", "table": [[text]]}}]}}: {fault}'
        ) from error
    tables = parsed.tables if isinstance(parsed, _JsonTables) else parsed
    return tuple(
        TextTable(
            str(table.table_id) or f"{printable(path.stem)}-{number}",
            as_language(table.lang),
            tuple(map(tuple, table.table)),
        )
        for number, table in enumerate(tables, start=1)
    )


# --------------------------------------------------------------------------- CSV


def _read_csv(path: Path) -> tuple[TextTable, ...]:
    text = _decode(path)
    delimiter = "\t" if path.suffix.lower() == ".tsv" else find_delimiter(text)
    try:
        rows = tuple(map(tuple, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))
    except csv.Error as error:
        raise UnreadableInput(f"{path}: not a CSV file: {error}") from error
    if not any(any(row) for row in rows):
        raise UnreadableInput(f"{path}: the file holds no table")
    return (TextTable(printable(path.stem), None, rows),)


def _decode(path: Path) -> str:
    data = path.read_bytes()
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):  # what Excel calls "Unicode text"
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise UnreadableInput(f"{path}: not a text file; save it as CSV in UTF-8")
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def find_delimiter(text: str) -> str:
    r"""Return the delimiter that splits most lines into the same number of cells, above one.

    The comma comes last: it is the decimal sign of two of our languages.

    >>> find_delimiter("Poste;2023\nLoyer;1 234,5\nTotal;1 234,5")
    ';'
    """
    lines = [line for line in text.splitlines() if line.strip()][:200]

    def agreement(delimiter: str) -> int:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        usual = max(set(widths), key=widths.count, default=1)
        return widths.count(usual) if usual > 1 else 0

    return max(DELIMITERS, key=agreement) if any(map(agreement, DELIMITERS)) else ","


# --------------------------------------------------------------------------- Excel


def _read_excel(path: Path) -> tuple[TextTable, ...]:
    from zipfile import BadZipFile

    require_extra("excel")
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, EOFError) as error:
        raise UnreadableInput(f"{path}: not an Excel workbook: {error}") from error
    tables = []
    for sheet in book.worksheets:
        rows = tuple(tuple(_shown(cell) for cell in row) for row in sheet.iter_rows())
        if any(any(row) for row in rows):
            tables.append(TextTable(sheet.title, None, rows))
    if not tables:
        raise UnreadableInput(f"{path}: the workbook holds no values; open and save it once")
    return tuple(tables)


def _shown(cell: SheetCell) -> str:
    """Return a cell as the sheet shows it: rounded to its format, with its percent sign."""
    value: Any = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if not (value.hour or value.minute) else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, int | float):
        indent = int(cell.alignment.indent or 0) if cell.alignment else 0
        return "  " * indent + str(value)
    return format_cell(value, str(cell.number_format or "General"))


def format_cell(value: float, number_format: str) -> str:
    """Return a number as a spreadsheet format shows it, decimal point, no grouping.

    >>> format_cell(0.4567, "0.0%"), format_cell(1234.5, "#,##0"), format_cell(0.5, "General")
    ('45.7 %', '1234', '0.5')
    """
    section = number_format.split(";")[0]
    if section in ("General", "@", ""):
        return str(int(value)) if value == int(value) else repr(round(value, 10))
    percent = "%" in section
    shown = value * 100 if percent else value
    tail = section.partition(".")[2]
    places = sum(1 for char in tail if char in "0#?")
    return f"{shown:.{places}f}" + (" %" if percent else "")
