"""An extraction as files for people: CSV, Excel, Markdown; and as one JSON document.

A table keeps its printed texts and its grid; a spanning cell's text stands at its first position.
CSV and Excel also get a sheet of the numbers in tidy form. Nothing here computes anything.
"""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from crossfoot import wire
from crossfoot.extras import require_extra
from crossfoot.model import Role
from crossfoot.names import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

    from crossfoot.model import Cell, Check, Extraction, Figure, Observation, Table

SheetFormat = Literal["json", "csv", "xlsx", "md"]

_FORMULA = re.compile(r"^[=+\-@\t\r\n＝＋－＠]")
"""First signs that make a spreadsheet run a text; East Asian editions take the wide ones too."""
_QUANTITY = re.compile(r"^[+\-]\s?\d[\d\s.,'’]*([%‰]|[^\W\d_]{0,3}[€$£]?|[€$£][^\W\d_]?)$")
"""A signed number with at most a short unit ("-5,2 M€"): nothing in it can be run."""
_SHEET_NAME = 31  # Excel's limit
_CELL_LENGTH = 32_767  # Excel's limit
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WIDEST = 60  # characters of a column in Excel
_SAFE_DIGITS = 15  # a binary double holds so many

OBSERVATION_COLUMNS: Final = (
    "table", "page", "row", "col", "entity", "geonameid", "header", "measure", "period", "unit",
    "value", "step", "qualifier", "state", "is_total", "text",
)  # fmt: skip
FIGURE_COLUMNS: Final = (
    "id", "page", "kind", "label", "value", "unit", "qualifier", "text", "section", "breakdown_of",
)  # fmt: skip
CHECK_COLUMNS: Final = (
    "id", "page", "table", "kind", "axis", "total", "printed", "computed", "delta", "tolerance",
    "status", "severity", "explanation",
)  # fmt: skip
CITY_COLUMNS: Final = (
    "text", "page", "table", "row", "geonameid", "name", "country", "kind", "score", "method",
    "status",
)  # fmt: skip

Value = str | int | float | Decimal | bool | None
Row = tuple[Value, ...]


def write_files(extraction: Extraction, form: SheetFormat, stem: str) -> dict[str, bytes]:
    """Return the files of an extraction, names and contents.

    Args:
        extraction: What was read.
        form: "json" and "md" and "xlsx" give one file, "csv" one for each table and one for each
            kind of rows ("report.t1.csv", "report.observations.csv").
        stem: How the names begin, usually the PDF's name without its ending.
    """
    if form == "csv":
        return {f"{stem}.{name}.csv": _encode(rows) for name, rows in _all_rows(extraction).items()}
    writers: dict[str, Callable[[Extraction], bytes]] = {
        "json": lambda one: json_text(one).encode(),
        "md": lambda one: to_markdown(one).encode(),
        "xlsx": to_xlsx,
    }
    return {f"{stem}.{form}": writers[form](extraction)}


def as_text(extraction: Extraction, form: SheetFormat) -> str:
    """Return an extraction as one text for a terminal or a pipe.

    As CSV the tables follow each other, an empty line between two.

    Raises:
        ValueError: An Excel file is no text.
    """
    if form == "xlsx":
        raise ValueError("an Excel file is no text")
    if form == "csv":
        return "\r\n".join(to_csv(table) for table in extraction.tables)
    return json_text(extraction) if form == "json" else to_markdown(extraction)


def json_text(extraction: Extraction) -> str:
    """Return the contract's JSON, indented."""
    text = json.dumps(wire.to_json(extraction), ensure_ascii=False, indent=1) + "\n"
    # half of a char, as some fonts map one, is no UTF-8; "\\ud83d" in its place is JSON
    return text.encode("utf-8", "backslashreplace").decode()


def table_rows(table: Table) -> tuple[tuple[str, ...], ...]:
    """Return the texts of a table, rows × columns; a spanning cell's text at its first place."""
    rows = [[""] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row][cell.col] = cell.text
    return tuple(tuple(row) for row in rows)


# ------------------------------------------------------------------------------------ CSV


def to_csv(table: Table) -> str:
    """Return a table as CSV (RFC 4180, UTF-8), texts as printed.

    A text that a spreadsheet would run as a formula ("=HYPERLINK(…)") gets an apostrophe in
    front; printed numbers such as "-12" and "+3 %" are left alone.
    """
    return _encode(table_rows(table)).decode()


def _encode(rows: Sequence[Sequence[Value]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerows([[_csv_value(value) for value in row] for row in rows])
    return stream.getvalue().encode()


def _csv_value(value: Value) -> str:
    return defuse(value) if isinstance(value, str) else _plain(value)


def rows_to_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Return rows of texts as CSV with a mark by which spreadsheets know its letters."""
    return b"\xef\xbb\xbf" + _encode(rows)


def rows_to_xlsx(rows: Sequence[Sequence[str]], title: str) -> bytes:
    """Return rows of texts as a sheet of Excel, the first its header; no text is a formula."""
    require_extra("excel")
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = title
    for at, row in enumerate(rows, start=1):
        for col, text in enumerate(row, start=1):
            _put(sheet.cell(at, col), _clean(text))
    _dress(sheet, header_rows=1)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def defuse(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula when it opens a CSV file.

    Signed numbers, with a unit or without, and lone dashes stay as printed; an apostrophe, which
    spreadsheets take for "this is text", goes before all else that begins like a formula.

    >>> [defuse(text) for text in ("=1+A1", "-12,5 %", "+ 33 000", "-2+cmd|x")]
    ["'=1+A1", '-12,5 %', '+ 33 000', "'-2+cmd|x"]
    """
    if not _FORMULA.match(text) or _QUANTITY.match(text):
        return text
    is_run = any(char.isalpha() or char in "=@|!＝＠" for char in text)
    return f"'{text}" if is_run else text


def _plain(value: Value) -> str:
    """Return a value without exponents; nothing for ``None``."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)


# ---------------------------------------------------------------------------------- Excel


def to_xlsx(extraction: Extraction) -> bytes:
    """Return an Excel workbook: a sheet for each table, then observations, figures, checks, cities.

    Cells that are numbers are numbers with their printed text's decimals; what Excel cannot hold
    exactly stays text.
    """
    require_extra("excel")
    from openpyxl import Workbook

    book = Workbook(write_only=False)
    if book.active is not None:
        book.remove(book.active)
    for table in extraction.tables:
        _fill_table(book.create_sheet(_sheet_name(table)), table)
    for name, rows in _tidy_rows(extraction).items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for col, value in enumerate(row, start=1):
                _put(sheet.cell(number, col), _excel_value(value))
        _dress(sheet, header_rows=1)
    if not book.sheetnames:
        book.create_sheet("empty")  # Excel opens no workbook without a sheet
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill_table(sheet: Worksheet, table: Table) -> None:
    """Write a table: spanning cells merged, numbers as numbers, headers and totals bold."""
    from openpyxl.styles import Font

    for cell in table.cells:
        place = sheet.cell(cell.row + 1, cell.col + 1)
        _put(place, _excel_cell(cell))
        if (
            not isinstance(place.value, str)
            and cell.number is not None
            and cell.number.value is not None
        ):
            place.number_format = _number_format(cell.number.step / cell.number.scale)
        if cell.role in (Role.COLUMN_HEADER, Role.TOTAL, Role.SECTION):
            place.font = Font(bold=True)
        if cell.rowspan > 1 or cell.colspan > 1:
            sheet.merge_cells(
                start_row=cell.row + 1,
                start_column=cell.col + 1,
                end_row=cell.row + cell.rowspan,
                end_column=cell.col + cell.colspan,
            )
    _dress(sheet, header_rows=table.header_rows)


def _put(place: SheetCell, value: str | int | float | bool | None) -> None:
    """Set a cell's value; a text that begins with "=" is a text, no formula."""
    place.value = value
    if isinstance(value, str):
        place.data_type = "s"


def _excel_cell(cell: Cell) -> str | int | float:
    """Return what a cell of a table becomes: the digits it prints, or its text."""
    number = cell.number
    if number is None or number.value is None or number.state != "number":
        return _clean(cell.text)
    printed = _excel_value(number.value / number.scale)
    return printed if isinstance(printed, int | float) else _clean(cell.text)


def _number_format(step: Decimal) -> str:
    decimals = max(0, -step.normalize().as_tuple().exponent) if step else 0  # type: ignore[operator] # finite by construction
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _excel_value(value: Value) -> str | int | float | bool | None:
    """Return a value as Excel keeps it; numbers beyond a double's digits as text."""
    if isinstance(value, Decimal):
        if len(value.as_tuple().digits) > _SAFE_DIGITS:
            return f"{value:f}"
        return int(value) if value == value.to_integral_value() else float(value)
    return _clean(value) if isinstance(value, str) else value


def _clean(text: str) -> str:
    """Return a text without the control characters that XML forbids, cut to Excel's limit."""
    return _CONTROL.sub("", text)[:_CELL_LENGTH]


def _dress(sheet: Worksheet, *, header_rows: int) -> None:
    """Freeze the header and give the columns readable widths."""
    from openpyxl.utils import get_column_letter

    if header_rows:
        sheet.freeze_panes = f"A{header_rows + 1}"
    for index, column in enumerate(sheet.iter_cols(values_only=True), start=1):
        longest = max((len(str(value)) for value in column if value is not None), default=0)
        sheet.column_dimensions[get_column_letter(index)].width = min(_WIDEST, longest + 2)


def _sheet_name(table: Table) -> str:
    """Return a name Excel allows: the table's id and the beginning of its caption."""
    caption = re.sub(r"[\[\]:*?/\\']", " ", table.caption)
    return f"{table.id} {' '.join(caption.split())}"[:_SHEET_NAME].strip()


# ------------------------------------------------------------------------------- Markdown


def to_markdown(extraction: Extraction) -> str:
    """Return tables, figures and checks as Markdown to read in a terminal or a pull request."""
    report = extraction.report
    pages = "1 page" if report.pages == 1 else f"{report.pages} pages"
    parts = [f"# {escape_markdown(report.file)}", f"{pages}, language {report.language}"]
    parts += [_markdown_table(table) for table in extraction.tables]
    if extraction.figures:
        lines = [_markdown_figure(figure) for figure in extraction.figures if figure.number]
        parts.append("\n".join(["## Figures", "", *lines]))
    if extraction.checks:
        lines = [_markdown_check(check, report.language) for check in extraction.checks]
        parts.append("\n".join(["## Checks", "", *lines]))
    return "\n\n".join(parts) + "\n"


def _markdown_table(table: Table) -> str:
    pages = ", ".join(str(page) for page in table.pages)
    title = f"## {table.id}: {table.caption}" if table.caption else f"## {table.id}"
    rows = [[_markdown_cell(text) for text in row] for row in table_rows(table)]
    head = [
        " / ".join(filter(None, parts)) for parts in zip(*rows[: table.header_rows], strict=True)
    ]
    lines = [head or [""] * table.n_cols, ["---"] * table.n_cols, *rows[table.header_rows :]]
    grid = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"{title}\n\np. {pages}\n\n{grid}"


def _markdown_cell(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|")


def _markdown_figure(figure: Figure) -> str:
    printed = figure.number.text if figure.number else ""
    return f"- p. {figure.page}: **{printed}** {figure.label}".rstrip()


def _markdown_check(check: Check, language: str) -> str:
    return f"- p. {check.page}, {check.status}: {check.explain(language)}"


# ------------------------------------------------------------------------------ tidy rows


def _all_rows(extraction: Extraction) -> dict[str, Sequence[Row]]:
    """Return the tables and the tidy rows by name."""
    tables: dict[str, Sequence[Row]] = {table.id: table_rows(table) for table in extraction.tables}
    return {**tables, **_tidy_rows(extraction)}


def _tidy_rows(extraction: Extraction) -> dict[str, Sequence[Row]]:
    """Return observations, figures, checks and cities under their headers, empty ones left out."""
    language = extraction.report.language
    kinds: dict[str, Sequence[Row]] = {
        "observations": [OBSERVATION_COLUMNS, *map(_observation, extraction.observations)],
        "figures": [FIGURE_COLUMNS, *map(_figure, extraction.figures)],
        "checks": [CHECK_COLUMNS, *(_check(check, language) for check in extraction.checks)],
        "cities": [CITY_COLUMNS, *_cities(extraction)],
    }
    return {name: rows for name, rows in kinds.items() if len(rows) > 1}


def _observation(seen: Observation) -> Row:
    number = seen.number
    return (
        seen.table, seen.page, seen.row, seen.col, seen.entity, seen.geonameid, seen.header,
        seen.measure, seen.period, seen.unit, number.value, number.step, number.qualifier,
        number.state, seen.is_total, number.text,
    )  # fmt: skip


def _figure(figure: Figure) -> Row:
    number = figure.number
    return (
        figure.id, figure.page, figure.kind, figure.label, number.value if number else None,
        number.unit if number else None, number.qualifier if number else None,
        number.text if number else "", " › ".join(figure.section), figure.breakdown_of,
    )  # fmt: skip


def _check(check: Check, language: str) -> Row:
    return (
        check.id, check.page, check.table, check.kind, check.axis, check.total_text,
        check.printed, check.computed, check.delta, check.tolerance, check.status,
        check.severity, check.explain(language),
    )  # fmt: skip


def _cities(extraction: Extraction) -> list[Row]:
    rows = wire.to_json(extraction)["cities"]
    return [tuple(row[column] for column in CITY_COLUMNS) for row in rows]
