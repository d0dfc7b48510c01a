"""What is no dataset, or cannot be used as one, in one line that says what to do."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from crossfoot.db import connect
from crossfoot.db.export import CSV_FILES, export_version
from crossfoot.db.file.access import reported
from crossfoot.db.load import load_extractions
from crossfoot.db.versions import list_versions, rollback
from crossfoot.errors import DamagedDataset, DatasetError
from crossfoot.model import Extraction
from tests.db.dataset_builders import make_extraction, make_table


@pytest.mark.parametrize(
    ("said", "told", "damaged"),
    [
        ("database is locked", "another program holds the dataset", False),
        ("database table is busy", "another program holds the dataset", False),
        ("database or disk is full", "the disk is full and nothing was changed", False),
        ("disk I/O error", "is the folder writable and the disk not full", False),  # there is room
        ("attempt to write a readonly database", "copy it to a folder of yours", False),
        ("no such table: cells", "the file is damaged", True),
        ("Could not decode to UTF-8", "the file is damaged", True),
        ("unable to open database file", "is the folder writable", False),
    ],
)
def test_what_sqlite_says_is_told_in_one_line(
    said: str, told: str, damaged: bool, dataset: Path
) -> None:
    """Each trouble has its own advice; only a damaged file is called damaged."""
    with pytest.raises(DatasetError) as error, reported(dataset):
        raise sqlite3.OperationalError(said)

    assert told in str(error.value)
    assert str(error.value).startswith(f"{dataset}: ")
    assert isinstance(error.value, DamagedDataset) is damaged


def test_a_refused_row_is_no_damage(dataset: Path) -> None:
    """A load that breaks a rule changes nothing; a page that cannot be read is damage."""
    with pytest.raises(DatasetError, match="nothing was changed") as refused, reported(dataset):
        raise sqlite3.IntegrityError("NOT NULL constraint failed")
    with pytest.raises(DamagedDataset, match="malformed"), reported(dataset):
        raise sqlite3.DatabaseError("database disk image is malformed")
    assert not isinstance(refused.value, DamagedDataset)


@pytest.mark.parametrize("create", [False, True])
def test_what_is_no_file_is_refused(tmp_path: Path, create: bool) -> None:
    """A folder, a pipe, a file of something else."""
    pipe, text = tmp_path / "pipe", tmp_path / "notes.txt"
    os.mkfifo(pipe)
    text.write_text("SQLite is nice", encoding="utf-8")

    for path, told in ((tmp_path, "is a folder"), (pipe, "is a pipe"), (text, "is no SQLite file")):
        with pytest.raises(DatasetError, match=told):
            connect(path, create=create)


def test_a_dataset_is_made_where_it_may_be(tmp_path: Path) -> None:
    """With its folders, or in an empty file; reading makes none."""
    new, empty = tmp_path / "a" / "b" / "new.db", tmp_path / "empty.db"
    empty.touch()

    with pytest.raises(DatasetError, match="no such dataset"):
        connect(new)
    assert not new.parent.exists()
    for path in (new, empty):
        connect(path, create=True).close()
        assert list_versions(path) == ()


@pytest.mark.parametrize(
    ("script", "fits"),
    [
        ("VACUUM", True),  # a database with nothing in it
        ("CREATE TABLE notes (text)", False),
        ("PRAGMA application_id = 7", False),  # marked by somebody else
    ],
)
def test_other_databases_are_left_alone(tmp_path: Path, script: str, fits: bool) -> None:
    """A program's mark or table is respected; a blank database is nobody's."""
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(script)
    before = path.read_bytes()

    if fits:
        connect(path, create=True).close()
        assert list_versions(path) == ()
        return
    with pytest.raises(DatasetError, match="another program"):
        connect(path, create=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize(("number", "there"), [(0, False), (1, True), (2, True), (3, False)])
def test_versions_count_from_one_to_the_newest(
    dataset: Path, people: Extraction, people_corrected: Extraction, number: int, there: bool
) -> None:
    """Others are refused, and nothing is made."""
    load_extractions(dataset, [people])
    load_extractions(dataset, [people_corrected])

    if there:
        assert rollback(dataset, number).number == (3 if number == 1 else 2)
        return
    with pytest.raises(DatasetError, match="lists 1 to 2"):
        rollback(dataset, number)
    assert len(list_versions(dataset)) == 2


def test_rollbacks_say_what_they_went_back_to(
    dataset: Path, people: Extraction, people_corrected: Extraction
) -> None:
    """In a message of their own, or the person's; loads have gone back to nothing."""
    load_extractions(dataset, [people], message="first")
    load_extractions(dataset, [people_corrected])
    rollback(dataset, 1)
    rollback(dataset, 2, message="after all")

    assert [(v.parent, v.restored, v.message) for v in list_versions(dataset)] == [
        (None, None, "first"),
        (1, None, "lyon-v2.pdf"),
        (2, 1, "rollback to version 1"),
        (3, 2, "after all"),
    ]


def test_versions_add_up_what_they_hold(dataset: Path, people: Extraction) -> None:
    """Tables, cells, numbers, checks of all their reports."""
    other = make_extraction(
        make_table([["Projet", "Budget"], ["Parc", "7"]], caption="Projets"),
        sha="c",
        file="annexe.pdf",
    )
    load_extractions(dataset, [people, other])
    (version,) = list_versions(dataset)

    assert (version.reports, version.tables, version.cells) == (2, 2, 12)
    assert (version.observations, version.checks, version.mismatches) == (4, 1, 0)
    assert (version.verified, version.numbers) == (2, 6)


@pytest.mark.parametrize(
    ("count", "message"),
    [
        (1, "0.pdf"),
        (3, "0.pdf, 1.pdf, 2.pdf"),
        (4, "0.pdf, 1.pdf, 2.pdf and 1 more"),
        (5, "0.pdf, 1.pdf, 2.pdf and 2 more"),
    ],
)
def test_a_version_without_a_message_names_its_files(
    dataset: Path, count: int, message: str
) -> None:
    """Three at most."""
    loaded = [
        make_extraction(
            make_table([["Projet", "Budget"], [f"Parc {i}", "7"]], caption=f"Projets {i}"),
            sha=f"{i}",
            file=f"{i}.pdf",
        )
        for i in range(count)
    ]
    load_extractions(dataset, loaded)

    assert [version.message for version in list_versions(dataset)] == [message]


def test_an_empty_dataset_has_nothing_to_export(dataset: Path, tmp_path: Path) -> None:
    """The line says how to fill it."""
    connect(dataset, create=True).close()

    with pytest.raises(DatasetError, match="the dataset is empty: load a report"):
        export_version(dataset, tmp_path / "out")


def test_an_export_tells_its_rows(dataset: Path, people: Extraction, tmp_path: Path) -> None:
    """As many rows as each CSV file has lines below its header; old logs beside it are gone."""
    load_extractions(dataset, [people])
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "crossfoot.db-wal").write_bytes(b"old")

    export = export_version(dataset, folder)

    counted = dict(export.rows)
    assert export.version == 1
    assert (counted["reports.csv"], counted["observations.csv"], counted["figures.csv"]) == (
        1,
        3,
        0,
    )
    for name, _ in CSV_FILES:
        assert len((folder / name).read_text(encoding="utf-8").splitlines()) == counted[name] + 1
    assert {path.name for path in folder.iterdir()} - {"datapackage.json"} == {
        "crossfoot.db",
        *counted,
    }
    assert [(v.number, v.parent) for v in list_versions(export.database)] == [(1, None)]


@pytest.mark.parametrize("is_old", [False, True])
def test_opening_a_dataset_keeps_the_locks_of_other_threads(
    dataset: Path, people: Extraction, *, is_old: bool
) -> None:
    """Another process may not take away the log that a connection of this one reads."""
    load_extractions(dataset, [people])
    take = (
        f"import sqlite3; db = sqlite3.connect({str(dataset)!r}, timeout=0);"
        "db.execute('PRAGMA journal_mode=DELETE')"
    )
    with closing(sqlite3.connect(dataset)) as reader:
        reader.execute("SELECT count(*) FROM versions").fetchone()
        if is_old:  # so that the log is compared with the file
            log = dataset.with_name(dataset.name + "-wal")
            reader.execute("UPDATE versions SET message = 'x'")
            reader.commit()
            reader.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            os.utime(log, (0, 0))
        list_versions(dataset)
        done = subprocess.run(
            [sys.executable, "-c", take], capture_output=True, text=True, check=False
        )

    assert "locked" in done.stderr
