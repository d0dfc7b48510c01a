"""Stored files read anew after an upgrade."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from crossfoot.flows.cli.main import main


@pytest.fixture
def upgraded(samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dataset of one report, as if an older program had read it, with one value otherwise."""
    monkeypatch.setenv("CROSSFOOT_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "crossfoot.db"
    pdf = str(samples / "mentions-fr-B-2-v1.pdf")
    assert main(["ingest", "--direct", pdf, "--series", "metropolis", "--db", str(path)]) == 0
    db = sqlite3.connect(path)
    db.execute("UPDATE extractions SET pipeline = 'older', key = 'older'")
    db.execute("UPDATE cells SET text = '17' WHERE text = '16' AND role = 'body'")
    db.commit()
    db.close()
    return path


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    db = sqlite3.connect(path)
    found = db.execute(query).fetchall()
    db.close()
    return found


def test_a_new_reading_is_a_version_of_its_own(
    upgraded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file stays under its report; what differs is labelled a change of the reading."""
    before = rows(upgraded, "SELECT report_id, report, file FROM current_extractions")
    capsys.readouterr()
    assert main(["reread", "--db", str(upgraded)]) == 0
    assert "was read anew" in capsys.readouterr().out
    assert rows(upgraded, "SELECT report_id, report, file FROM current_extractions") == before
    assert [m for (m,) in rows(upgraded, "SELECT message FROM versions")][1].startswith("read anew")

    assert main(["diff", "1", "2", "--json", "--db", str(upgraded)]) == 0
    diff = json.loads(capsys.readouterr().out)
    assert diff["readings"] == [before[0][1]]
    changed = [one for table in diff["tables"] for one in table["cells_changed"]]
    assert {(one["old"], one["new"]) for one in changed} == {("17", "16")}

    assert main(["reread", "--db", str(upgraded)]) == 0
    assert "nothing to do" in capsys.readouterr().out
    assert rows(upgraded, "SELECT max(number) FROM versions") == [(2,)]


def test_a_report_that_is_not_there_is_one_line(
    upgraded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As everywhere."""
    assert main(["reread", "nothing", "--db", str(upgraded)]) == 2
    assert "no report 'nothing'" in capsys.readouterr().err
