"""Versions: listing, going back, exporting one."""

from __future__ import annotations

import csv
import sqlite3
from pathlib import Path

import pytest

from crossfoot.db import connect
from crossfoot.db.diff import diff_versions
from crossfoot.db.export import export_version
from crossfoot.db.load import load_extractions
from crossfoot.db.versions import list_versions, rollback
from crossfoot.errors import DatasetError
from crossfoot.model import Extraction
from tests.db.dataset_builders import make_extraction, make_table


@pytest.fixture
def three(dataset: Path, people: Extraction, people_corrected: Extraction) -> Path:
    """A dataset of three versions: a report, its correction, and a second report."""
    load_extractions(dataset, [people], message="first")
    load_extractions(dataset, [people_corrected], message="corrected")
    annex = make_extraction(
        make_table([["Projet", "k€"], ["Parc", "7"]], caption="=Projets"),
        sha="c",
        file="annexe.pdf",
    )
    load_extractions(dataset, [annex], message="annex")
    return dataset


def texts(path: Path) -> list[str]:
    db = connect(path)
    try:
        return [row["text"] for row in db.query("SELECT text FROM current_observations")]
    finally:
        db.close()


def test_versions_tell_what_they_hold(three: Path) -> None:
    """Each version has its parent, message and sums over its extractions."""
    found = [
        (one.number, one.parent, one.message, one.reports, one.cells)
        for one in list_versions(three)
    ]
    assert found == [
        (1, None, "first", 1, 8),
        (2, 1, "corrected", 1, 8),
        (3, 2, "annex", 2, 12),
    ]


def test_going_back_is_a_new_version(three: Path) -> None:
    """Version 4 holds what version 1 held; nothing is lost; version 3 can come back."""
    version = rollback(three, 1)
    assert (version.number, version.restored, version.reports) == (4, 1, 1)
    assert texts(three) == ["12", "30", "42"]
    assert diff_versions(three, 1, 4).is_empty
    assert rollback(three, 3).number == 5
    assert diff_versions(three, 3, 5).is_empty


def test_going_back_to_the_present_adds_nothing(three: Path) -> None:
    """A rollback to what is held already makes no version."""
    assert rollback(three, 3).number == 3
    assert len(list_versions(three)) == 3


def test_after_going_back_the_newer_edition_can_be_loaded_again(
    three: Path, people_corrected: Extraction
) -> None:
    """Loading a known edition that a rollback took out brings it back without new rows."""
    rollback(three, 1)
    receipt = load_extractions(three, [people_corrected])
    assert (receipt.version, receipt.replaced) == (5, ("lyon 2023 fr · lyon",))
    assert receipt.rows == ()


def test_an_unknown_version_is_one_line(three: Path) -> None:
    """The message says which versions there are, for each command that takes one."""
    with pytest.raises(DatasetError, match="lists 1 to 3"):
        rollback(three, 9)
    with pytest.raises(DatasetError, match="lists 1 to 3"):
        diff_versions(three, 1, 9)
    with pytest.raises(DatasetError, match="lists 1 to 3"):
        export_version(three, three.parent / "out", as_of=9)


def test_an_export_is_that_version_alone(three: Path, tmp_path: Path) -> None:
    """The exported file is a sound dataset with the rows of that version and the same ids."""
    export = export_version(three, tmp_path / "out", as_of=2)
    assert texts(export.database) == ["13", "30", "43"]
    db = connect(export.database)
    try:
        assert [row["number"] for row in db.query("SELECT number FROM versions")] == [2]
        assert [row["id"] for row in db.query("SELECT id FROM cells")] == list(range(9, 17))
        assert [row["text"] for row in db.table("cells").search("liege")] == ["Liège"]
    finally:
        db.close()
    assert len(list_versions(three)) == 3


def test_an_export_needs_no_log_and_can_be_served_as_immutable(three: Path, tmp_path: Path) -> None:
    """Only the database and CSV files are left in the folder; the file is whole by itself."""
    export = export_version(three, tmp_path / "out")
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {name for name in names if not name.endswith(".csv")} <= {
        "crossfoot.db",
        "datapackage.json",
    }
    alone = sqlite3.connect(f"file:{export.database}?immutable=1", uri=True)
    assert alone.execute("SELECT count(*) FROM cells").fetchone() == (12,)
    assert alone.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    alone.close()


def test_csv_files_hold_the_views_and_no_formula(three: Path, tmp_path: Path) -> None:
    """Each view is a CSV file with its header; a text that starts like a formula is defused."""
    export = export_version(three, tmp_path / "out")
    with (tmp_path / "out" / "observations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert dict(export.rows)["observations.csv"] == len(rows) == 4
    assert [row["text"] for row in rows] == ["13", "30", "43", "7"]
    assert rows[-1]["table"] == "'=Projets"


def test_an_export_twice_replaces_the_first(three: Path, tmp_path: Path) -> None:
    """Exporting into the same folder leaves the files of the second export."""
    export_version(three, tmp_path / "out", as_of=1)
    export = export_version(three, tmp_path / "out", as_of=2)
    assert texts(export.database) == ["13", "30", "43"]


def test_an_export_never_overwrites_the_dataset(three: Path) -> None:
    """Naming the dataset's own folder is refused when it would replace the dataset."""
    before = three.read_bytes()
    with pytest.raises(DatasetError, match="the dataset itself"):
        export_version(three, three.parent)
    assert three.read_bytes() == before
