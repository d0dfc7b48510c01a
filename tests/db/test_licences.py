"""What a report may be passed on under: stated by the catalog or a person, or unknown."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from crossfoot.db.licences import UNKNOWN, Licence, state_licence
from crossfoot.db.load import load_extractions
from crossfoot.db.repair import withdraw_report
from crossfoot.errors import UsageError
from crossfoot.flows.cli.main import main
from crossfoot.model import Extraction
from crossfoot.normalizers.catalog import catalog_fingerprint, load_catalog

OPEN = Licence("Licence Ouverte 2.0", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/")
OTHER = Licence("CC-BY-4.0")


def licences(dataset: Path) -> dict[str, str]:
    db = sqlite3.connect(dataset)
    found = dict(db.execute("SELECT report, licence FROM current_extractions"))
    db.close()
    return found


def sources(dataset: Path, out: Path) -> list[dict[str, Any]]:
    assert main(["export", "--db", str(dataset), "--out", str(out)]) == 0
    told: list[dict[str, Any]] = json.loads((out / "datapackage.json").read_text("utf-8"))[
        "sources"
    ]
    return told


def test_a_licence_that_nobody_stated_is_unknown(
    dataset: Path, people: Extraction, tmp_path: Path
) -> None:
    """And the export says whom to ask."""
    load_extractions(dataset, [people])
    (source,) = sources(dataset, tmp_path / "out")

    assert set(licences(dataset).values()) == {UNKNOWN}
    assert source["license"] == UNKNOWN
    assert "ask its issuer" in source["licenseNote"]


def test_the_catalog_states_it_for_a_series(
    dataset: Path, people: Extraction, tmp_path: Path
) -> None:
    """At the next load, of reports that were there too; a new statement stands beside the old."""
    load_extractions(dataset, [people])
    load_extractions(dataset, [people], licences={"lyon": OPEN, "another": OTHER})
    (source,) = sources(dataset, tmp_path / "out")

    assert set(licences(dataset).values()) == {OPEN.name}
    assert (source["license"], source["licensePath"]) == (OPEN.name, OPEN.url)
    assert source["licenseStatedBy"] == "catalog"

    load_extractions(dataset, [people], licences={"lyon": OPEN})
    load_extractions(dataset, [people], licences={"lyon": OTHER})
    db = sqlite3.connect(dataset)
    rows = db.execute("SELECT licence, said_by FROM report_licences ORDER BY id").fetchall()
    db.close()
    assert rows == [(OPEN.name, "catalog"), (OTHER.name, "catalog")]


def test_a_person_wins_over_the_catalog(
    dataset: Path, people: Extraction, capsys: pytest.CaptureFixture[str]
) -> None:
    """`crossfoot reports licence`; a later load leaves it; `unknown` takes it back."""
    load_extractions(dataset, [people], licences={"lyon": OPEN})
    state = ["reports", "licence", "1"]
    assert main([*state, OTHER.name, "--reason", "page 2", "--db", str(dataset)]) == 0
    load_extractions(dataset, [people], licences={"lyon": OPEN})
    assert licences(dataset) == {"lyon 2023 fr · lyon": OTHER.name}

    assert main([*state, UNKNOWN, "--db", str(dataset), "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["name"] == UNKNOWN
    assert set(licences(dataset).values()) == {UNKNOWN}
    with pytest.raises(UsageError, match="no report"):
        state_licence(dataset, "99", OPEN)
    with pytest.raises(UsageError, match="name a licence"):
        state_licence(dataset, "1", Licence(" "))


def test_a_purged_report_leaves_none(dataset: Path, people: Extraction) -> None:
    """Nothing of it is to be found."""
    load_extractions(dataset, [people], licences={"lyon": Licence("Zwetschgenlizenz")})
    db = sqlite3.connect(dataset)
    ids = [row[0] for row in db.execute("SELECT report_id FROM report_licences ORDER BY 1")]
    db.close()
    for report_id in ids:
        withdraw_report(dataset, str(report_id), reason="wrong upload", purge=True)

    assert ids
    assert b"Zwetschgenlizenz" not in dataset.read_bytes()


def test_a_licence_in_the_catalog_reads_nothing_anew(tmp_path: Path) -> None:
    """It is no part of the fingerprint of the pipeline."""
    series = "series: lyon\ntitle: Lyon\nrecognise: [lyon]\n"
    (tmp_path / "lyon.yaml").write_text(series, encoding="utf-8")
    before = catalog_fingerprint(load_catalog(tmp_path))
    stated = f"{series}licence: CC-BY-4.0\nlicence_url: https://creativecommons.org\n"
    (tmp_path / "lyon.yaml").write_text(stated, encoding="utf-8")
    catalog = load_catalog(tmp_path)

    assert catalog.series[0].licence == "CC-BY-4.0"
    assert catalog_fingerprint(catalog) == before
