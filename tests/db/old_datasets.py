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
        for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall():
            db.execute(f'DROP VIEW "{name}"')
        for table in ("reports", "extractions", "warnings"):
            _rebuild(db, table)
        for column in ("label", "category", "code", "unit_stated"):
            db.execute(f"ALTER TABLE observations DROP COLUMN {column}")
        db.execute("DROP TABLE edition_evidence")
        db.execute("DROP TABLE publications")
        db.execute("DROP TABLE pages")
        for table in (*TABLES, "withdrawals"):
            db.execute(f"DROP TABLE {table}")
        db.execute("DELETE FROM _sqlite_migrations WHERE name >= '002'")
        db.execute(f"PRAGMA user_version = {STAMP}")
    finally:
        db.close()


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
