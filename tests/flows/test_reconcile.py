"""``crossfoot reconcile``: tables from JSON, CSV and Excel, for scripts and for people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from crossfoot.flows.cli.main import main
from crossfoot.flows.cli.text_tables import find_delimiter, format_cell, read_text_tables

ROWS = [["Poste", "2022", "2023"], ["Loyer", "1 200", "1 300"], ["Eau", "300", "310"],
        ["Énergie", "410", "450"], ["Total", "1 910", "2 060"]]  # fmt: skip


def test_json_in_and_out_as_the_contract_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One JSON document on stdout, relations with cells, delta, tolerance and status."""
    path = tmp_path / "tables.json"
    path.write_text(json.dumps({"tables": [{"table_id": "b1", "lang": "fr", "table": ROWS}]}))

    assert main(["reconcile", str(path), "--json"]) == 0
    (table,) = json.loads(capsys.readouterr().out)["tables"]
    relation = table["relations"][0]
    assert table["table_id"] == "b1"
    assert relation["axis"] == "column"
    assert relation["kind"] == "sum"
    assert relation["total"] == [4, 1]
    assert relation["items"] == [[1, 1], [2, 1], [3, 1]]
    assert (relation["holds"], relation["delta"], relation["status"]) == (True, 0, "exact")
    assert relation["tolerance"] >= 0


def test_a_wrong_total_is_told_in_the_tables_language_and_exits_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """People get a sentence with the arithmetic; scripts get the exit code."""
    path = tmp_path / "budget.csv"
    lines = [";".join(row) for row in ROWS]
    lines[-1] = "Total;1 910;2 160"
    path.write_text("\n".join(lines), encoding="cp1252")

    assert main(["reconcile", str(path), "--language", "fr"]) == 1
    out = capsys.readouterr().out
    assert "1 holds, 1 does not" in out
    assert "Colonne « 2023 », ligne « Total » : 2\u202f160 imprimé" in out


def test_excel_sheets_are_tables_as_shown(tmp_path: Path) -> None:
    """Formats round and show percent signs; each sheet is one table."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Shares"
    for row in (["", "Share"], ["A", 0.4567], ["B", 0.5433], ["Total", 1]):
        sheet.append(row)
    for line in range(2, 5):
        sheet.cell(line, 2).number_format = "0.0%"
    path = tmp_path / "shares.xlsx"
    book.save(path)
    (table,) = read_text_tables(path)

    assert table.id == "Shares"
    assert table.rows[1:] == (("A", "45.7 %"), ("B", "54.3 %"), ("Total", "100.0 %"))


@pytest.mark.parametrize(
    ("name", "content", "says", "code"),
    [
        ("a.pdf", b"%PDF-1.7", "crossfoot extract", 2),
        ("a.json", b"[1, 2]", "tables", 3),
        ("a.xlsx", b"no workbook", "not an Excel workbook", 3),
        ("a.csv", b"\0\1\2", "not a text file", 3),
        ("b.csv", b"", "holds no table", 3),
    ],
)
def test_bad_files_give_one_line(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: bytes,
    says: str,
    code: int,
) -> None:
    """The line says what is wrong; there is no traceback."""
    path = tmp_path / name
    path.write_bytes(content)

    assert main(["reconcile", str(path)]) == code
    err = capsys.readouterr().err
    assert says in err
    assert err.count("\n") == 1


def test_delimiters_and_formats() -> None:
    """Semicolons win over decimal commas; General shows what is there."""
    assert find_delimiter("a;b\n1,5;2,5") == ";"
    assert find_delimiter("a,b\n1,2") == ","
    assert find_delimiter("one\ntwo") == ","
    assert format_cell(1234.0, "General") == "1234"
    assert format_cell(0.126, "0%") == "13 %"


def test_excel_text_in_utf_16_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What Excel saves as "Unicode text" is a table of tabs."""
    path = tmp_path / "b.tsv"
    path.write_bytes("\n".join("\t".join(row) for row in ROWS).encode("utf-16"))

    assert main(["reconcile", str(path)]) == 0
    assert capsys.readouterr().out.startswith("b: 2 printed totals, 2 hold\n")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("b.csv", "Town,Mayor\nLima,Ana\nOslo,Ole\n", "b: no printed total found\n"),
        ("b.json", '{"tables": []}', "b.json: no tables\n"),
        ("b.csv", "Line;A\nx;120\ny;345\nTotal;465\n", "b: 1 printed total, 1 holds\n"),
    ],
)
def test_nothing_and_one_are_said_in_words(
    name: str, text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No table, no total and one total each have their own line."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")

    assert main(["reconcile", str(path)]) == 0
    assert said in capsys.readouterr().out
