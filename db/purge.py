"""Removing a report for good, and giving the room it took back: the only place that deletes rows.

Personal data, or a wrong upload: nothing of its words is to be found in any page of the file after.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from crossfoot.db.file.access import lock, open_to_write, reported
from crossfoot.db.file.schema import FULL_TEXT
from crossfoot.db.now import rebuild

if TYPE_CHECKING:
    from sqlite_utils import Database

_OF_TABLE = "table_id IN (SELECT id FROM tables WHERE extraction_id IN temp.purged)"
_OF_CHECK = "check_id IN (SELECT id FROM checks WHERE extraction_id IN temp.purged)"
_OWNED = "extraction_id IN temp.purged"
_ROWS: Final = (
    *((name, _OF_CHECK) for name in ("check_items", "suspects")),
    *((name, _OWNED) for name in ("checks", "city_mentions")),
    ("observation_values", f"id IN (SELECT id FROM observation_rows WHERE {_OF_TABLE})"),  # noqa: S608 - ours
    ("observation_rows", _OF_TABLE),
    ("observation_subjects", "id NOT IN (SELECT subject_id FROM observation_rows)"),
    ("observation_headers", "id NOT IN (SELECT header_id FROM observation_rows)"),
    *((name, _OWNED) for name in ("warnings", "pages")),
    ("figures", _OWNED),
    *((name, _OF_TABLE) for name in ("cells", "table_notes", "table_evidence")),
    *((name, _OWNED) for name in ("tables", "version_extractions")),
    (
        "edition_evidence",
        "report_id = :report OR other_report_id = :report OR edition_id IN temp.purged_editions "
        "OR other_edition_id IN temp.purged_editions",
    ),
    ("report_licences", "report_id = :report"),
    ("extractions", "id IN temp.purged"),
    (
        "edition_files",
        "sha256 IN (SELECT sha256 FROM editions WHERE id IN temp.purged_editions)",
    ),
    ("editions", "id IN temp.purged_editions"),
    # what only this report named
    ("images", "name NOT IN (SELECT image FROM figures WHERE image IS NOT NULL)"),
    ("measures", "id NOT IN (SELECT measure_id FROM observation_rows)"),
    (
        "cities",
        "geonameid NOT IN (SELECT geonameid FROM city_mentions WHERE geonameid IS NOT NULL "
        "UNION SELECT runner_up FROM city_mentions WHERE runner_up IS NOT NULL "
        "UNION SELECT geonameid FROM observation_rows WHERE geonameid IS NOT NULL)",
    ),
)
"""What goes, in an order in which foreign keys hold."""


def purge_rows(db: Database, report_id: int, edition_ids: Sequence[int]) -> None:
    """Remove a report, its files and all readings of them, in the caller's transaction."""
    db.execute("PRAGMA secure_delete=ON")  # should the program be killed before it compacts
    db.execute("CREATE TEMP TABLE purged_editions (id INTEGER PRIMARY KEY)")
    db.execute("CREATE TEMP TABLE purged (id INTEGER PRIMARY KEY)")
    db.conn.executemany("INSERT INTO temp.purged_editions VALUES (?)", [(n,) for n in edition_ids])
    db.execute(
        "INSERT INTO temp.purged SELECT id FROM extractions "
        "WHERE report_id = ? OR edition_id IN temp.purged_editions",
        (report_id,),
    )
    _silence(db)
    for table, condition in _ROWS:
        db.execute(f"DELETE FROM {table} WHERE {condition}", _values(condition, report_id))  # noqa: S608 - ours
    _remove_report(db, report_id)
    for table, _ in FULL_TEXT:
        db.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")  # noqa: S608 - our name
    rebuild(db)
    for table in ("purged", "purged_editions"):
        db.execute(f"DROP TABLE temp.{table}")


def _values(condition: str, report_id: int) -> dict[str, int]:
    return {"report": report_id} if ":report" in condition else {}


def _silence(db: Database) -> None:
    """Take the names of its files out of messages, commands and failures."""
    names = [
        name for (name,) in db.execute(
            "SELECT file FROM editions WHERE id IN temp.purged_editions"
        ).fetchall()
    ]  # fmt: skip
    for name in names:
        values = {"name": f"%{name}%"}
        db.execute("UPDATE versions SET message = '(purged)' WHERE message LIKE :name", values)
        db.execute("UPDATE runs SET command = '(purged)' WHERE command LIKE :name", values)
        db.execute("UPDATE runs SET failures = '[]' WHERE failures LIKE :name", values)


def _remove_report(db: Database, report_id: int) -> None:
    """Remove the report's row, unless an older reading of another's file still stands there."""
    found = db.execute("SELECT label, publication_id FROM reports WHERE id = ?", (report_id,))
    label, publication_id = found.fetchone()
    db.execute(
        "UPDATE versions SET message = '(purged)' WHERE instr(message, :label)", {"label": label}
    )
    db.execute(
        "UPDATE withdrawals SET label = '', purged_at = coalesce(purged_at, withdrawn_at) "
        "WHERE report_id = ?",
        (report_id,),
    )
    moved = "UPDATE editions SET report_id = (SELECT max(e.report_id) FROM extractions e WHERE "
    db.execute(f"{moved}e.edition_id = editions.id) WHERE report_id = ?", (report_id,))
    db.execute("DELETE FROM reports WHERE id = ?", (report_id,))
    # the publication bears the name of its first report: with others in it, it gets theirs
    db.execute(
        "UPDATE publications SET label = (SELECT min(r.label) FROM reports r "
        "WHERE r.publication_id = publications.id), title = (SELECT min(r.title) FROM reports r "
        "WHERE r.publication_id = publications.id), issuer = '' WHERE id = :id "
        "AND EXISTS (SELECT 1 FROM reports r WHERE r.publication_id = :id)",
        {"id": publication_id},
    )
    db.execute(
        "DELETE FROM publications WHERE id = :id "
        "AND NOT EXISTS (SELECT 1 FROM reports r WHERE r.publication_id = :id)",
        {"id": publication_id},
    )


def compact(path: Path) -> tuple[int, int]:
    """Write the file anew without the room that nothing takes any more; return bytes before, after.

    Raises:
        DatasetError: Another load holds the file, or the disk has no room for a second copy.
    """
    before = path.stat().st_size
    with reported(path), lock(path):
        db = open_to_write(path)
        try:
            for table, _ in FULL_TEXT:
                db.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('optimize')")  # noqa: S608 - our name
            db.execute("VACUUM")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            db.close()
    return before, path.stat().st_size
