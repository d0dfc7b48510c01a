"""The schema: described in full, strict, indexed where it is joined."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from crossfoot.db import connect, migrate
from crossfoot.db.describe import datasette_tables, describe_columns, schema_markdown
from crossfoot.db.descriptions.shared import SHARED
from crossfoot.db.descriptions.tables import TABLES
from crossfoot.db.descriptions.views import VIEWS
from crossfoot.db.file.migrations import SCHEMA_NUMBER
from crossfoot.db.load import load_extractions
from crossfoot.db.stored.targets import TARGETS
from crossfoot.errors import DatasetError
from crossfoot.model import Extraction


@pytest.fixture
def empty(dataset: Path) -> Iterator[Database]:
    """An empty dataset, open."""
    db = connect(dataset, create=True)
    yield db
    db.close()


def ours(db: Database) -> set[str]:
    """Tables without those of SQLite, sqlite-utils and the full-text index."""
    return {name for name in db.table_names() if "_fts" not in name and not name.startswith("_")}


def test_every_table_and_column_is_described(empty: Database) -> None:
    """No table, view or column is without a description, and none is described that is not."""
    assert ours(empty) == set(TABLES)
    assert set(empty.view_names()) == set(VIEWS)
    for name, subject in {**TABLES, **VIEWS}.items():
        columns = {one.column for one in describe_columns(empty, name)}
        assert set(subject.columns) <= columns, name
        assert not subject.label or subject.label in columns, name


def test_no_shared_description_is_left_over(empty: Database) -> None:
    """Each shared description is used by a column that has none of its own."""
    used = {
        one.column
        for name, subject in {**TABLES, **VIEWS}.items()
        for one in describe_columns(empty, name)
        if one.column not in subject.columns
    }
    assert set(SHARED) == used


def test_descriptions_reach_datasette_and_the_documentation(empty: Database) -> None:
    """Units and labels arrive where people read them."""
    metadata = datasette_tables(empty)
    units = metadata["cells"]["units"]
    assert isinstance(units, dict)
    assert units["x0"] == "points"
    assert metadata["reports"]["label_column"] == "label"
    assert "| `is_total` | 1 for totals" in schema_markdown(empty)


def test_tables_are_strict(empty: Database) -> None:
    """A text in an INTEGER column is refused by each of our tables."""
    strict = {row["name"] for row in empty.query("PRAGMA table_list") if row["strict"]}
    assert ours(empty) <= strict


def test_each_foreign_key_has_an_index(empty: Database) -> None:
    """Joins from a parent to its rows never scan a table that grows with the data."""
    few = {"versions", "version_extractions", "city_mentions"}  # runner_up and versions: read once
    for name in ours(empty) - few:
        table = empty.table(name)
        leading = {index.columns[0] for index in table.indexes} | set(table.pks[:1])
        missing = {key.column for key in table.foreign_keys} - leading
        assert missing <= {"measure", "geonameid"} & leading or not missing, (name, missing)


def test_rows_fit_their_tables(empty: Database) -> None:
    """The columns that rows are built for exist, and all others are filled by the load."""
    for name, target in TARGETS.items():
        columns = {column.name for column in empty.table(name).columns}
        owned = {"extraction_id", "report_id"} if target.owned else set()
        assert set(target.columns) | owned | {"id"} == columns | {"id"}, name


def test_migrating_twice_changes_nothing(dataset: Path, people: Extraction) -> None:
    """A current file is left alone, byte for byte."""
    load_extractions(dataset, [people])
    before = dataset.read_bytes()
    db = connect(dataset)
    migrate(db)
    db.close()
    assert dataset.read_bytes() == before


def test_changed_views_are_made_anew(dataset: Path, people: Extraction) -> None:
    """A file with older views gets the present ones at the next opening, and keeps its rows."""
    load_extractions(dataset, [people])
    with sqlite3.connect(dataset) as raw:
        raw.execute("DROP VIEW mismatches")
        raw.execute(f"PRAGMA user_version = {SCHEMA_NUMBER * 1000 - 1}")
    raw.close()
    db = connect(dataset)
    assert "mismatches" in db.view_names()
    assert db.table("cells").count == 8
    db.close()


def test_a_file_of_a_newer_program_is_refused(dataset: Path, people: Extraction) -> None:
    """A dataset with a higher schema number is not touched."""
    load_extractions(dataset, [people])
    with sqlite3.connect(dataset) as raw:
        raw.execute(f"PRAGMA user_version = {(SCHEMA_NUMBER + 1) * 1000}")
    raw.close()
    with pytest.raises(DatasetError, match="newer"):
        connect(dataset)


def test_foreign_keys_are_on(empty: Database) -> None:
    """A row of a table that is not there is refused."""
    with pytest.raises(sqlite3.IntegrityError):
        empty.execute(
            "INSERT INTO warnings (extraction_id, report_id, code, message) VALUES (1, 1, '', '')"
        )


@pytest.mark.parametrize("view", ["current_checks", "mismatches"])
def test_what_fails_is_said_before_the_numbers(empty: Database, view: str) -> None:
    """The sentence that explains a check stands right after its table, where people see it."""
    columns = [column.name for column in empty.view(view).columns]
    assert columns[columns.index("table") + 1] == "explanation"
