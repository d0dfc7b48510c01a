"""Inserting staged rows in bulk, inside a transaction that the caller holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from crossfoot.db.file.schema import FULL_TEXT
from crossfoot.db.stored.rows import Staged
from crossfoot.db.stored.targets import TARGETS, Row

if TYPE_CHECKING:
    from sqlite_utils import Database

    from crossfoot.model import Extraction

_SHARED = frozenset({"measures", "images", "gazetteer_sources"})
"""Tables whose rows extractions share: the first to bring a row keeps it."""

_REFERRED = ("tables", "cells", "figures", "checks", "observation_rows")
"""Tables of an extraction whose ids its other rows name."""

_OF_TABLE = "table_id IN (SELECT id FROM tables WHERE extraction_id = :id)"
_OF_CHECK = "check_id IN (SELECT id FROM checks WHERE extraction_id = :id)"
_OF_EXTRACTION: Final[Mapping[str, str]] = {
    **dict.fromkeys(("table_notes", "table_evidence", "cells", "observation_rows"), _OF_TABLE),
    "observation_values": f"id IN (SELECT id FROM observation_rows WHERE {_OF_TABLE})",  # noqa: S608 - ours
    **dict.fromkeys(("check_items", "suspects"), _OF_CHECK),
}
"""How rows that do not name their extraction are found."""


_ROWS_OF: Final = {"observations": "observation_rows"}
"""Where the rows of a view are kept that is searched."""

_WORDS = frozenset({"observation_subjects", "observation_headers"})
"""What copies of an extraction have in common with it."""


def extraction_key(sha256: str, pipeline: str, report: str = "") -> str:
    """Return the content address of an extraction: 64 hex digits.

    Args:
        sha256: Of the edition.
        report: Label of the report, for a reading that stands under another one as well.
    """
    text = "\n".join(filter(None, (sha256, pipeline, report)))
    return hashlib.sha256(text.encode()).hexdigest()


def count_mismatches(extraction: Extraction) -> int:
    """Return how many checks of an extraction fail."""
    return sum(check.status == "mismatch" for check in extraction.checks)


def _placed(extraction: Extraction) -> int:
    return sum(page.placed for page in extraction.pages)


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
        self._insert_measures(staged.measures)
        self.insert_new("images", ("name", "size_bytes", "media_type", "data"), staged.images)
        extraction_id = self._insert_head(staged, edition_id, report_id)
        bases = {name: self.last_id(name) for name in TARGETS if name != "check_items"}
        for name, target in TARGETS.items():
            columns = list(target.columns)
            places = [target.place(column, bases) for column in columns]
            if target.owned:
                columns += ["extraction_id", "report_id"]
                places += [str(extraction_id), str(report_id)]
            self._insert_many(name, columns, places, staged.rows[name])
        for name, columns_of_text in FULL_TEXT:
            if (rows := _ROWS_OF.get(name, name)) in bases:
                self._index(name, columns_of_text, after=bases[rows])
        return extraction_id

    def _insert_measures(self, rows: Iterable[Row]) -> None:
        number = "(SELECT coalesce(max(id), 0) + 1 FROM measures)"
        columns = ("measure", "header", "is_known", "id")
        self._insert_many("measures", columns, ["?", "?", "?", number], rows)

    def copy_extraction(self, extraction_id: int, report_id: int) -> int:
        """Copy a stored extraction to another report, with all its rows; the old one stays.

        Returns:
            The id of the copy.
        """
        head = next(self.db.query("SELECT * FROM extractions WHERE id = ?", [extraction_id]))
        sha256 = self._one("SELECT sha256 FROM editions WHERE id = ?", head["edition_id"])
        key = self._free_key(str(sha256), head["pipeline"], report_id)
        moved = {"key": key, "report_id": report_id, "loaded_at": self.now}
        values = {name: value for name, value in (head | moved).items() if name != "id"}
        copy_id = self.insert("extractions", tuple(values), tuple(values.values()))
        shifts = {name: self._shift(name, extraction_id) for name in _REFERRED}
        for name, target in TARGETS.items():
            if name in _WORDS:
                continue
            columns = list(target.columns)
            places = [
                f"{column}+{shifts[target.shifted[column]]}"
                if target.shifted.get(column) in shifts
                else column
                for column in columns
            ]
            if target.owned:
                columns += ["extraction_id", "report_id"]
                places += [str(copy_id), str(report_id)]
            self._copy_rows(name, columns, places, extraction_id)
        return copy_id

    def _copy_rows(
        self, name: str, columns: Sequence[str], places: Sequence[str], extraction_id: int
    ) -> None:
        before = self.last_id(name) if name != "check_items" else 0
        cursor = self.db.execute(
            f"INSERT INTO {name} ({', '.join(columns)}) SELECT {', '.join(places)} FROM {name} "  # noqa: S608 - our names
            f"WHERE {_OF_EXTRACTION.get(name, 'extraction_id = :id')}",
            {"id": extraction_id},
        )
        self.inserted[name] = self.inserted.get(name, 0) + cursor.rowcount
        for indexed, columns_of_text in FULL_TEXT:
            if _ROWS_OF.get(indexed, indexed) == name:
                self._index(indexed, columns_of_text, after=before)

    def _shift(self, table: str, extraction_id: int) -> int:
        """Return what brings the ids of an extraction's rows behind those of all others."""
        condition = _OF_EXTRACTION.get(table, "extraction_id = :id")
        first = self.db.execute(
            f"SELECT min(id) FROM {table} WHERE {condition}",  # noqa: S608 - our names
            {"id": extraction_id},
        ).fetchone()[0]
        return self.last_id(table) + 1 - (first or 0)

    def _free_key(self, sha256: str, pipeline: str, report_id: int) -> str:
        """Return the key of a reading; one that stands under another report has that one's."""
        key = extraction_key(sha256, pipeline)
        if self._one("SELECT 1 FROM extractions WHERE key = ?", key) is None:
            return key
        label = self._one("SELECT label FROM reports WHERE id = ?", report_id)
        return extraction_key(sha256, pipeline, str(label))

    def _one(self, sql: str, value: str | int) -> str | int | None:
        found = self.db.execute(sql, (value,)).fetchone()
        return found[0] if found else None

    def last_id(self, table: str) -> int:
        """Return the highest row id of a table, 0 when it is empty."""
        found = self.db.execute(f"SELECT max(rowid) FROM {table}").fetchone()  # noqa: S608 - our name
        return int(found[0] or 0)

    def _insert_head(self, staged: Staged, edition_id: int, report_id: int) -> int:
        extraction = staged.extraction
        verified, numbers = extraction.coverage
        territory = extraction.report.territory
        values: dict[str, str | int] = {
            "label": f"{extraction.report.file} · {extraction.pipeline[:8]}",
            "key": self._free_key(extraction.report.sha256, extraction.pipeline, report_id),
            "edition_id": edition_id,
            "report_id": report_id,
            "pipeline": extraction.pipeline,
            "issuer": extraction.report.issuer,
            "heading": extraction.report.heading,
            "title": extraction.report.name,
            "period": extraction.report.period,
            "territory_name": extraction.report.territory_name,
            **({} if territory is None else {"territory": territory}),
            "loaded_at": self.now,
            "tables_count": staged.count("tables"),
            "cells_count": staged.count("cells"),
            "figures_count": staged.count("figures"),
            "observations_count": staged.count("observation_rows"),
            "checks_count": staged.count("checks"),
            "mismatches_count": count_mismatches(extraction),
            "numbers_count": numbers,
            "verified_numbers_count": verified,
            **({"placed_numbers_count": _placed(extraction)} if extraction.pages else {}),
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
        names, key = ", ".join(columns), "id" if table in _ROWS_OF else "rowid"
        self.db.execute(
            f"INSERT INTO {table}_fts (rowid, {names}) "  # noqa: S608 - our names
            f"SELECT {key}, {names} FROM {table} WHERE {key} > ?",
            (after,),
        )
