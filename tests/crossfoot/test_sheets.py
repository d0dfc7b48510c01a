"""CSV, Excel and Markdown of an extraction."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from crossfoot import sheets
from crossfoot.model import (
    Cell,
    Extraction,
    Figure,
    Observation,
    PrintedNumber,
    ReportInfo,
    Role,
    Table,
)

BOX = (0.0, 0.0, 1.0, 1.0)
HEAD, BODY, TOTAL = Role.COLUMN_HEADER, Role.BODY, Role.TOTAL


def printed(text: str, value: str, step: str = "1", scale: str = "1") -> PrintedNumber:
    return PrintedNumber(text, Decimal(value), Decimal(step), "EUR", scale=Decimal(scale))


def cell(
    row: int, col: int, text: str, number: PrintedNumber | None = None, **more: object
) -> Cell:
    return Cell(row, col, text, 1, BOX, number=number, **more)  # type: ignore[arg-type]


@pytest.fixture
def extraction() -> Extraction:
    """A table with a spanning header, a formula, a pipe, a scaled and a very long number."""
    cells = (
        cell(0, 0, "Budget", role=HEAD),
        cell(0, 1, "Montant | k€", role=HEAD, colspan=2),
        cell(1, 0, "=1+A1", role=Role.ROW_HEADER),
        cell(1, 1, "1 234,5", printed("1 234,5", "1234.5", "0.1"), role=BODY),
        cell(1, 2, "2 k€", printed("2 k€", "2000", "1000", "1000"), role=BODY),
        cell(2, 0, "Total\x0b", role=Role.ROW_HEADER),
        cell(2, 1, "-12", printed("-12", "-12"), role=TOTAL),
        cell(2, 2, "12345678901234567,8", printed("…", "12345678901234567.8", "0.1"), role=TOTAL),
    )
    table = Table("t1", (3, 4), BOX, (BOX,), 3, 3, 1, 1, cells, caption="Origine: fonds [2020]/x")
    seen = Observation(
        "t1", 1, 1, 3, BOX, "=1+A1", "Montant", "amount", "2020", "EUR",
        printed("1 234,5", "1234.50", "0.1"), is_total=False, is_known=False,
    )  # fmt: skip
    figure = Figure("f1", "key_figure", 2, BOX, "membres", printed("141", "141"))
    info = ReportInfo("rapport.pdf", "0" * 64, 1, 4, "fr")
    return Extraction(info, "p", (table,), (figure,), observations=(seen,))


def test_csv_keeps_the_printed_texts(extraction: Extraction) -> None:
    """The grid comes back from CSV as printed, a spanning text once, at its first place."""
    rows = list(csv.reader(io.StringIO(sheets.to_csv(extraction.tables[0]))))

    assert rows[0] == ["Budget", "Montant | k€", ""]
    assert rows[1][1:] == ["1 234,5", "2 k€"]


def test_csv_runs_no_formula_and_leaves_numbers_alone(extraction: Extraction) -> None:
    """A text a spreadsheet would run is quoted by an apostrophe, "-12" is not."""
    rows = list(csv.reader(io.StringIO(sheets.to_csv(extraction.tables[0]))))

    assert rows[1][0] == "'=1+A1"
    assert rows[2][1] == "-12"


@pytest.mark.parametrize(
    "text",
    [
        *("=1+2", "=HYPERLINK(A1)", "@SUM(A1)", "+A1", "-A1", "-2+cmd|' /C calc'!A0", "\t=1+1"),
        *("+1+SUM(A1)", "＝1+1", "+ de 200", "-5 A1"),
    ],
)
def test_what_a_spreadsheet_would_run_is_defused(text: str) -> None:
    """An apostrophe goes before it, and the text after it is whole."""
    assert sheets.defuse(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    [
        *("-12", "- 12,5", "+3 %", "+ 33 000", "-5,2 M€", "-1.250,00 €", "-1'200 CHF", "-", "--"),
        *("–12", "a=b", "Lyon - Nord", "", "-12/15", "+33 1 44"),
    ],
)
def test_signed_numbers_are_not_spoilt(text: str) -> None:
    """What cannot be run stays as it was printed."""
    assert sheets.defuse(text) == text


def test_csv_files_hold_tables_and_tidy_rows(extraction: Extraction) -> None:
    """There is a file for each table and one for each kind of rows that is not empty."""
    files = sheets.write_files(extraction, "csv", "rapport")

    assert sorted(files) == ["rapport.figures.csv", "rapport.observations.csv", "rapport.t1.csv"]
    rows = list(csv.DictReader(io.StringIO(files["rapport.observations.csv"].decode())))
    assert rows[0]["value"] == "1234.50"
    assert (rows[0]["entity"], rows[0]["is_total"]) == ("'=1+A1", "False")


def test_excel_has_numbers_merged_headers_and_no_formula(extraction: Extraction) -> None:
    """Excel gets the printed digits as numbers, texts as texts, what it cannot hold as text."""
    content = sheets.write_files(extraction, "xlsx", "rapport")["rapport.xlsx"]
    book = load_workbook(io.BytesIO(content))
    sheet = book["t1 Origine fonds 2020 x"]

    assert book.sheetnames == ["t1 Origine fonds 2020 x", "observations", "figures"]
    assert (sheet["B2"].value, sheet["B2"].number_format) == (1234.5, "#,##0.0")
    assert sheet["C2"].value == 2
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+A1", "s")
    assert sheet["C3"].value == "12345678901234567,8"
    assert sheet["A3"].value == "Total"
    entity = book["observations"]["E2"]
    assert (entity.value, entity.data_type) == ("=1+A1", "s")
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["B1:C1"]
    assert sheet["B3"].font.bold
    assert sheet.freeze_panes == "A2"


def test_markdown_is_a_table_with_escaped_pipes(extraction: Extraction) -> None:
    """Markdown shows caption, pages, one header line and every row."""
    text = sheets.as_text(extraction, "md")

    assert "## t1: Origine: fonds [2020]/x\n\np. 3, 4\n" in text
    assert "| Budget | Montant \\| k€ |  |\n| --- | --- | --- |\n| =1+A1 | 1 234,5 | 2 k€ |" in text
    assert "- p. 2: **141** membres" in text


def test_json_is_one_document(extraction: Extraction) -> None:
    """JSON is the contract's form and nothing else."""
    assert json.loads(sheets.as_text(extraction, "json"))["report"]["file"] == "rapport.pdf"
    assert sheets.write_files(extraction, "json", "r")["r.json"].decode() == sheets.as_text(
        extraction, "json"
    )


def test_excel_is_no_text(extraction: Extraction) -> None:
    """Asking for Excel as text is an error of the caller."""
    with pytest.raises(ValueError, match="no text"):
        sheets.as_text(extraction, "xlsx")


def test_an_empty_extraction_still_writes_files() -> None:
    """A report without tables gives files that say so, not an error."""
    nothing = Extraction(ReportInfo("leer.pdf", "0" * 64, 1, 1, "en"), "p")

    assert sheets.write_files(nothing, "csv", "leer") == {}
    assert load_workbook(io.BytesIO(sheets.to_xlsx(nothing))).sheetnames == ["empty"]
    assert sheets.as_text(nothing, "md") == "# leer.pdf\n\n1 page, language en\n"
