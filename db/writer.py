"""Inserting staged rows in bulk, inside a transaction that the caller holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crossfoot.db.migrations import FULL_TEXT
from crossfoot.db.rows import Staged
from crossfoot.db.targets import TARGETS, Row

if TYPE_CHECKING:
    from sqlite_utils import Database

    from crossfoot.model import Extraction

_SHARED = frozenset({"measures", "images", "gazetteer_sources"})
"""Tables whose rows extractions share: the first to bring a row keeps it."""


def extraction_key(extraction: Extraction) -> str:
    """Return the content address of an extraction: 64 hex digits."""
    text = f"{extraction.report.sha256}\n{extraction.pipeline}"
    return hashlib.sha256(text.encode()).hexdigest()


def count_mismatches(extraction: Extraction) -> int:
    """Return how many checks of an extraction fail."""
    return sum(check.status == "mismatch" for check in extraction.checks)


@dataclass(slots=True)
class Writer:
    """Inserts rows and counts them.

    Attributes:
        db: With a transaction open.
        now: Time of the load, ISO 8601, UTC.
        inserted: Rows inserted so far, by table.
    """

    db: Database
    now: str
    inserted: dict[str, int] = field(default_factory=dict)

    def insert(self, table: str, columns: Sequence[str], *rows: Row) -> int:
        """Insert rows and return the id of the last one."""
        self._insert_many(table, columns, ["?"] * len(columns), rows)
        return self.last_id(table)

    def insert_new(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Insert rows of a shared table; those that are there already stay as they are."""
        self._insert_many(table, columns, ["?"] * len(columns), rows)

    def insert_extraction(self, staged: Staged, edition_id: int, report_id: int) -> int:
        """Insert an extraction with all its rows and return its id."""
        self._insert_places(staged)
        self.insert_new("measures", ("measure", "header", "is_known"), staged.measures)
        self.insert_new("images", ("name", "size_bytes", "media_type", "data"), staged.images)
        extraction_id = self._insert_head(staged, edition_id, report_id)
        bases = {name: self.last_id(name) for name in TARGETS if name != "check_items"}
        for name, target in TARGETS.items():
            columns = list(target.columns)
            places = [
                f"?+{bases[target.shifted[column]]}" if column in target.shifted else "?"
                for column in columns
            ]
            if target.owned:
                columns += ["extraction_id", "report_id"]
                places += [str(extraction_id), str(report_id)]
            self._insert_many(name, columns, places, staged.rows[name])
        for name, columns_of_text in FULL_TEXT:
            if name in bases:
                self._index(name, columns_of_text, after=bases[name])
        return extraction_id

    def last_id(self, table: str) -> int:
        """Return the highest row id of a table, 0 when it is empty."""
        found = self.db.execute(f"SELECT max(rowid) FROM {table}").fetchone()  # noqa: S608 - our name
        return int(found[0] or 0)

    def _insert_head(self, staged: Staged, edition_id: int, report_id: int) -> int:
        extraction = staged.extraction
        verified, numbers = extraction.coverage
        values: dict[str, str | int] = {
            "label": f"{extraction.report.file} · {extraction.pipeline[:8]}",
            "key": extraction_key(extraction),
            "edition_id": edition_id,
            "report_id": report_id,
            "pipeline": extraction.pipeline,
            "loaded_at": self.now,
            "tables_count": staged.count("tables"),
            "cells_count": staged.count("cells"),
            "figures_count": staged.count("figures"),
            "observations_count": staged.count("observations"),
            "checks_count": staged.count("checks"),
            "mismatches_count": count_mismatches(extraction),
            "numbers_count": numbers,
            "verified_numbers_count": verified,
        }
        return self.insert("extractions", tuple(values), tuple(values.values()))

    def _insert_places(self, staged: Staged) -> None:
        known = {number for (number,) in self.db.execute("SELECT geonameid FROM cities").fetchall()}
        new = [row for row in staged.places if row[0] not in known]
        columns = (
            *("geonameid", "name", "name_fr", "name_en", "name_es", "kind", "country"),
            *("admin1", "latitude", "longitude", "population", "timezone"),
        )
        self._insert_many("cities", columns, ["?"] * len(columns), new)
        self.db.conn.executemany(
            "INSERT INTO cities_fts (rowid, name, name_fr, name_en, name_es) VALUES (?,?,?,?,?)",
            [row[:5] for row in new],
        )

    def _insert_many(
        self, table: str, columns: Sequence[str], places: Sequence[str], rows: Iterable[Row]
    ) -> None:
        verb = "INSERT OR IGNORE" if table in _SHARED else "INSERT"
        cursor = self.db.conn.executemany(
            f"{verb} INTO {table} ({', '.join(columns)}) VALUES ({', '.join(places)})",
            list(rows),
        )
        if cursor.rowcount > 0:
            self.inserted[table] = self.inserted.get(table, 0) + cursor.rowcount

    def _index(self, table: str, columns: Sequence[str], *, after: int) -> None:
        """Add new rows to the full-text index (content stays in the table itself)."""
        names = ", ".join(columns)
        self.db.execute(
            f"INSERT INTO {table}_fts (rowid, {names}) "  # noqa: S608 - our names
            f"SELECT rowid, {names} FROM {table} WHERE rowid > ?",
            (after,),
        )
