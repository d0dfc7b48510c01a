"""Datasets as the first schema had them, made from present ones."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from crossfoot.db.load import load_extractions
from crossfoot.db.now import TABLES
from crossfoot.model import Extraction

FIRST_SCHEMA = Path(__file__).parents[2] / "db" / "file" / "schema_001.sql"
STAMP = 1000  # schema 1, under views of another text than today's


def merge(path: Path, extractions: Sequence[Extraction]) -> None:
    """Load extractions one by one as the first crossfoot did: all under the first one's report."""
    first, *others = extractions
    load_extractions(path, [first])
    for one in others:
        load_extractions(path, [one], edition_of="1")
    age(path)


def merge_at_once(path: Path, extractions: Sequence[Extraction]) -> None:
    """Load them together as it did: the last alone was ever held by a version."""
    merge(path, extractions)
    db = sqlite3.connect(path)
    with db:
        db.execute("PRAGMA foreign_keys=OFF")
        db.execute("DELETE FROM version_extractions WHERE to_version IS NOT NULL")
        db.execute("UPDATE version_extractions SET from_version = 1")
        db.execute("DELETE FROM versions WHERE number > 1")
    db.close()


def age(path: Path) -> None:
    """Bring a dataset to the first schema: what later ones added goes, all else stays."""
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.execute("PRAGMA foreign_keys=OFF")
        db.execute("PRAGMA legacy_alter_table=ON")  # ties to a renamed table keep its old name
        _unpack(db)
        for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall():
            db.execute(f'DROP VIEW "{name}"')
        for table in ("reports", "extractions", "warnings"):
            _rebuild(db, table)
        db.execute("DROP TABLE edition_evidence")
        db.execute("DROP TABLE publications")
        db.execute("DROP TABLE pages")
        for table in (*TABLES, "withdrawals", "report_licences"):
            db.execute(f"DROP TABLE {table}")
        db.execute("DELETE FROM _sqlite_migrations WHERE name >= '002'")
        db.execute(f"PRAGMA user_version = {STAMP}")
    finally:
        db.close()


SIXTH = "006_observations"
MORE = ("label", "category", "code", "unit_stated")
"""Columns of observations that the first schema had not."""


def to_fifth(path: Path) -> None:
    """Bring a dataset to the fifth schema: observations are a table, each whole in one row."""
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.execute("PRAGMA foreign_keys=OFF")
        views = db.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'view' AND name <> 'observations'"
        ).fetchall()
        for name, _ in views:
            db.execute(f'DROP VIEW "{name}"')
        _unpack(db, MORE)
        for _, sql in views:
            db.execute(sql)
        db.execute("DELETE FROM _sqlite_migrations WHERE name = ?", (SIXTH,))
        db.execute("PRAGMA user_version = 5000")
    finally:
        db.close()


def _unpack(db: sqlite3.Connection, more: Sequence[str] = ()) -> None:
    """Keep observations as the first schema did, each whole in one row, with more columns."""
    schema = FIRST_SCHEMA.read_text(encoding="utf-8")
    db.execute("CREATE TEMP TABLE kept AS SELECT * FROM observations")
    db.execute("DROP VIEW observations")
    for name in ("rows", "subjects", "headers", "values"):
        db.execute(f"DROP TABLE observation_{name}")
    found = re.search(r"CREATE TABLE observations \(.*?\) STRICT;", schema, re.DOTALL)
    assert found
    db.execute(found[0])
    for column in more:
        db.execute(f"ALTER TABLE observations ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    for index in re.findall(r"CREATE INDEX \w+ ON observations .*?;", schema):
        db.execute(index)
    names = ", ".join(row[1] for row in db.execute("PRAGMA table_info(observations)"))
    db.execute(f"INSERT INTO observations ({names}) SELECT {names} FROM temp.kept")
    db.execute("DROP TABLE temp.kept")
    measures = "measure, header, is_known, name_fr, name_en, name_es, unit, description"
    db.execute(f"CREATE TEMP TABLE kept AS SELECT {measures} FROM measures")
    db.execute("DROP TABLE measures")
    found = re.search(r"CREATE TABLE measures \(.*?\) STRICT, WITHOUT ROWID;", schema, re.DOTALL)
    assert found
    db.execute(found[0])
    db.execute(f"INSERT INTO measures ({measures}) SELECT {measures} FROM temp.kept")
    db.execute("DROP TABLE temp.kept")
    for table, columns in (("observations", "entity, header"), ("cells", "text")):
        db.execute(f"DROP TABLE {table}_fts")
        db.execute(
            f"CREATE VIRTUAL TABLE {table}_fts USING fts5({columns}, content='{table}', "
            "tokenize='unicode61 remove_diacritics 2')"
        )
        db.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")


def _rebuild(db: sqlite3.Connection, table: str) -> None:
    """Put a table into the form that the first schema gives it."""
    schema = FIRST_SCHEMA.read_text(encoding="utf-8")
    found = re.search(rf"CREATE TABLE {table} \(.*?\) STRICT;", schema, re.DOTALL)
    assert found
    db.execute(f"ALTER TABLE {table} RENAME TO new_{table}")
    for (name,) in db.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql <> ''",
        (f"new_{table}",),
    ).fetchall():
        db.execute(f"DROP INDEX {name}")
    db.execute(found[0])
    for index in re.findall(rf"CREATE INDEX \w+ ON {table} .*?;", schema):
        db.execute(index)
    names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
    columns = ", ".join(names)
    db.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM new_{table}")
    db.execute(f"DROP TABLE new_{table}")
