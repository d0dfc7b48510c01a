"""The account of printed numbers where its users meet it: extract, ingest, check, the dataset."""

from __future__ import annotations

import argparse
import json
import sqlite3
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from crossfoot.db.file.connection import connect
from crossfoot.db.load import load_extractions
from crossfoot.flows.cli.main import main
from crossfoot.flows.cli.values import percentage
from crossfoot.flows.gate.state import Document, GateState
from crossfoot.flows.gate.verdicts import Gate, judge
from crossfoot.flows.gate.words import conclusion
from crossfoot.flows.told.summary import RunSummary, summarise_report, to_json
from crossfoot.flows.told.text import to_text
from crossfoot.model import Extraction, Finding, LedgerLine, PageLedger, Ref
from tests.db.dataset_builders import BOX, make_extraction, make_table
from tests.db.old_datasets import age
from tests.extractors.pdf_builder import Sheet, write_pdf
from tests.flows.test_gate import TODAY, holding

ROWS = [["Ville", "2023"], ["Lyon", "12"], ["Liège", "30"], ["Total", "42"]]
RULES = [(60, y, 500, y) for y in (100, 120, 140, 160, 180)]
RULES += [(x, 100, x, 180) for x in (60, 200, 350, 500)]
TABLE = [
    *((66, 115, "Town"), (210, 115, "2022"), (360, 115, "2023")),
    *((66, 135, "Lyon"), (210, 135, "1 250 000"), (360, 135, "7 300")),
    *((66, 155, "Nice"), (210, 155, "340 000"), (360, 155, "8 100")),
    *((66, 175, "Total"), (210, 175, "1 590 000"), (360, 175, "15 400")),
]
PROSE = [(60, 400, "The council met in 2021 and heard our 31 towns.")]


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """Where a dataset may be made."""
    return tmp_path / "crossfoot.db"


def accounted(*, placed: int = 3, left: int = 2) -> Extraction:
    """Return an extraction of one page with some numbers placed and some not."""
    lines = [LedgerLine(1, str(n), BOX, "cell", Ref("t1", n, 1)) for n in range(placed)]
    lines += [LedgerLine(1, f"9{n}", (50, 60, 70, 80), where="paragraph") for n in range(left)]
    word = LedgerLine(1, "dont", (10, 20, 30, 40), where="line")
    gap = Finding(1, "numbers_left_out", "2 numbers next to table t1 in no cell: 90; 91", BOX)
    return replace(
        make_extraction(make_table(ROWS)),
        pages=(PageLedger(1, tuple(lines), (word,)), PageLedger(2)),
        warnings=(gap,),
        coverage=(2, placed + left),
    )


def test_extract_gives_the_account_of_each_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """JSON has the contract's `pages`; a line a page on stderr names what has no place."""
    pdf = write_pdf(tmp_path / "r.pdf", [Sheet([*TABLE, *PROSE], RULES), Sheet(TABLE, RULES)])
    assert main(["extract", str(pdf)]) == 0
    out, err = capsys.readouterr()
    first, second = json.loads(out)["pages"]

    assert (first["page"], first["numbers"], first["placed"]) == (1, 10, 8)
    assert [one["text"] for one in first["not_placed"]] == ["2021", "31"]
    assert all(len(one["bbox"]) == 4 for one in first["not_placed"])
    assert first["placed_in"] == {"cell": 8}
    assert (second["numbers"], second["placed"], second["not_placed"]) == (8, 8, [])
    assert "r.pdf: page 1: 8 of 10 numbers placed, 2 not: 2021; 31" in err
    assert "page 2" not in err


def test_the_dataset_holds_a_row_for_each_page(dataset: Path) -> None:
    """Counts add up, what was not placed is listed with its box, warnings have their place."""
    load_extractions(dataset, [accounted()])
    db = connect(dataset)
    first, second = db.query("SELECT * FROM pages ORDER BY page")
    (left,) = db.query("SELECT * FROM left_out")
    (warning,) = db.query("SELECT * FROM to_review WHERE kind = 'warning'")
    (held,) = db.query("SELECT numbers_count, placed_pct, coverage_pct FROM current_extractions")
    db.close()

    assert (first["numbers_count"], first["placed_count"], first["not_placed_count"]) == (5, 3, 2)
    assert (first["cells_numbers_count"], first["lost_words_count"]) == (3, 1)
    assert json.loads(first["not_placed"])[0] == {
        "text": "90", "bbox": [50, 60, 70, 80], "where": "paragraph",
    }  # fmt: skip
    assert (first["x0"], first["bottom"], second["x0"]) == (50, 80, None)
    assert (left["page"], left["warnings"].split(":")[0]) == (
        1,
        "2 numbers next to table t1 in no cell",
    )
    assert (warning["x0"], warning["top"]) == BOX[:2]
    assert held == {"numbers_count": 5, "placed_pct": 60.0, "coverage_pct": 40.0}


def test_a_dataset_of_an_older_crossfoot_has_no_account_yet(dataset: Path) -> None:
    """Its rows stay; nothing is said to be placed, and the gate asks to ingest again."""
    load_extractions(dataset, [replace(accounted(), warnings=(Finding(1, "ocr", "read"),))])
    age(dataset)
    db = connect(dataset)
    rows = list(db.query("SELECT placed_numbers_count, numbers_count FROM extractions"))
    warning = next(db.query("SELECT code, x0 FROM warnings"))
    db.close()

    assert rows == [{"placed_numbers_count": None, "numbers_count": 5}]
    assert warning == {"code": "ocr", "x0": None}


def test_the_summary_names_the_worst_pages_and_what_was_left_out() -> None:
    """People read where to look; scripts get the same."""
    run = RunSummary("x.db", 1, is_new=True, reports=(summarise_report(accounted()),))
    text, tree = to_text(run), to_json(run)

    assert "3 of 5 printed numbers (60 %); most without a place: lyon.pdf p. 1 (2 of 5)" in text
    assert "left out    lyon.pdf p. 1: 2 numbers next to table t1 in no cell: 90; 91" in text
    assert (tree["placed"], tree["numbers"]) == (3, 5)
    report = tree["reports"][0]  # type: ignore[index]
    assert report["worst_pages"] == [{"file": "lyon.pdf", "page": 1, "numbers": 5, "not_placed": 2}]
    assert report["left_out"][0]["code"] == "numbers_left_out"


def test_many_gaps_are_counted_after_the_first() -> None:
    """Ten lines and how many more there are."""
    gap = Finding(1, "line_left_out", "a line")
    one = replace(accounted(), warnings=(gap,) * 13)
    text = to_text(RunSummary("x.db", 1, is_new=True, reports=(summarise_report(one),)))

    assert text.count("lyon.pdf p. 1: a line") == 10
    assert "… and 3 more: crossfoot review --kind warning" in text


def gate(placed: int | None, least: str, *, decided: bool = True, numbers: int = 200) -> Gate:
    """Judge a report of 200 numbers."""
    checks = (holding(),) if decided else ()
    report = Document("lyon", "lyon.pdf", checks, numbers, 150, 3, placed)
    return judge(GateState("x.db", 1, (report,)), (), today=TODAY, min_placed=Decimal(least))


@pytest.mark.parametrize(
    ("placed", "least", "code"),
    [(120, "60", 0), (120, "60.01", 1), (119, "60", 1), (None, "0", 0), (None, "1", 1)],
)
def test_a_share_of_placed_numbers_below_the_least_fails(
    placed: int | None, least: str, code: int
) -> None:
    """Also where a report was read before all numbers were counted, unless nothing is asked."""
    assert gate(placed, least).exit_code == code


def test_what_was_not_placed_fails_though_nothing_was_checked() -> None:
    """An account of 71 pages whose tables were not seen has no total that could fail."""
    unseen = gate(10, "50", decided=False)

    assert unseen.exit_code == 1
    assert conclusion(unseen) == "failed: placed 5.0 % is below 50 %"
    assert "ingest them again" in conclusion(gate(None, "50"))
    assert gate(0, "50", decided=False, numbers=0).exit_code == 4


def test_check_fails_on_a_share_through_the_command_line(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """3 of 5 numbers are placed; every format has the share."""
    load_extractions(dataset, [accounted()])

    assert main(["check", "--db", str(dataset), "--min-placed", "61%"]) == 1
    assert "placed 60.0 % is below 61 %" in capsys.readouterr().out
    assert main(["check", "--db", str(dataset), "--min-placed", "60", "--format", "json"]) == 4
    assert json.loads(capsys.readouterr().out)["coverage"]["placed_percent"] == 60.0
    main(["check", "--db", str(dataset), "--min-placed", "61", "--format", "junit"])
    assert 'message="placed 60.0 % is below 61 %"' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "share"), [("50", "50"), ("50%", "50"), ("0", "0"), ("1", "1"), ("0.5%", "0.5")]
)
def test_a_percentage_is_read(text: str, share: str) -> None:
    """With its sign or without."""
    assert percentage(text) == Decimal(share)


@pytest.mark.parametrize("text", ["0.5", ".9", "101", "-1", "half", "NaN"])
def test_a_number_between_0_and_1_is_refused(text: str) -> None:
    """It may be a share."""
    with pytest.raises(argparse.ArgumentTypeError):
        percentage(text)


def test_ingest_keeps_the_account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a PDF to the table of pages, and what the gate makes of it."""
    monkeypatch.setenv("CROSSFOOT_CACHE", str(tmp_path / "cache"))
    pdf = write_pdf(tmp_path / "r.pdf", [Sheet([*TABLE, *PROSE], RULES)])
    database = tmp_path / "x.db"
    assert main(["ingest", str(pdf), "--db", str(database), "--direct"]) == 0
    db = sqlite3.connect(database)
    counted = db.execute(
        "SELECT g.numbers_count, g.placed_count, e.placed_numbers_count, e.verified_numbers_count "
        "FROM pages g JOIN extractions e ON e.id = g.extraction_id"
    ).fetchall()
    db.close()

    assert counted == [(10, 8, 8, 6)]
    assert main(["check", "--db", str(database), "--min-placed", "80", "--min-coverage", "60"]) == 0
    assert main(["check", "--db", str(database), "--min-coverage", "61"]) == 1
