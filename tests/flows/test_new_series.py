"""A new series as a new user makes it: four reports, a draft, no edit, one query over all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from crossfoot.browse.queries import SERIES
from crossfoot.flows.cli.main import main

COMMUNES = ("abainville", "allain", "la_corne_en_vexin", "rully")


@pytest.mark.corpus
def test_four_communes_are_comparable_by_following_the_page(
    corpus: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """docs/series.md, command by command: forty lines of YAML know nearly all observations."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CROSSFOOT_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("CROSSFOOT_CATALOG", raising=False)
    pdfs = [str(corpus / "reports" / "fr" / f"rpqs_{name}_2021.pdf") for name in COMMUNES]

    assert main(["catalog", "new", *pdfs, "--series", "rpqs"]) == 0
    assert main(["catalog", "check"]) == 0
    assert main(["ingest", "--direct", *pdfs]) == 0
    told = capsys.readouterr().out
    assert main(["review"]) == 0
    asked = capsys.readouterr().out

    lines = (tmp_path / "catalog" / "rpqs.yaml").read_text(encoding="utf-8").splitlines()
    db = sqlite3.connect(tmp_path / "crossfoot.db")
    (known,) = db.execute("SELECT avg(is_known) FROM current_observations").fetchone()
    compared = db.execute(SERIES.sql, {"series": "rpqs", "measure": ""}).fetchall()
    (price,) = {row[0] for row in compared if row[0].startswith("prix_ttc") and row[1] == 4}
    prices = db.execute(SERIES.sql, {"series": "rpqs", "measure": price}).fetchall()
    assert len(lines) <= 40
    assert known >= 0.95
    assert len({row[5] for row in prices}) == len(COMMUNES)
    assert {row[8] for row in prices} <= {None, "EUR/m³"}  # two of them print no unit beside it
    assert all(1 < row[7] < 10 for row in prices)
    assert "series      rpqs: " in told
    assert "series      none" not in told
    assert all(part.count("?  ") <= 10 for part in asked.split("\n\n"))
