"""The dataset as it was at a version: a fresh SQLite file and CSV files that need no program.

The file holds that version alone, with the ids it has in the dataset, so that links to rows and
crops stay true. It is built under another name, checked, and put in place in one step; it has no
log beside it and can be served as immutable.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crossfoot.db.file.access import reported
from crossfoot.db.file.connection import connect
from crossfoot.db.file.reading import reading, reading_uri
from crossfoot.db.file.schema import FULL_TEXT
from crossfoot.db.now import rebuild
from crossfoot.db.package import write_excel, write_package, write_parquet
from crossfoot.db.versions import extractions_of, newest_version
from crossfoot.db.withdrawn import withdrawn_extractions
from crossfoot.errors import DatasetError
from crossfoot.sheets import defuse

if TYPE_CHECKING:
    from sqlite_utils import Database

DATABASE_NAME = "crossfoot.db"

CSV_FILES: tuple[tuple[str, str], ...] = (
    ("reports.csv", "current_extractions"),
    ("observations.csv", "current_observations"),
    ("figures.csv", "current_figures"),
    ("checks.csv", "current_checks"),
    ("to_review.csv", "to_review"),
    ("cities.csv", "cities"),
    ("measures.csv", "measures"),
)
"""CSV files and the tables or views they hold."""

_OF_EXTRACTION = "extraction_id IN temp.held"
_OF_TABLE = "table_id IN (SELECT id FROM main.tables)"
_OF_CHECK = "check_id IN (SELECT id FROM main.checks)"

_REPORTS = (
    "id IN (SELECT e.report_id FROM old.extractions e WHERE e.id IN temp.held UNION "
    "SELECT d.report_id FROM old.editions d JOIN old.extractions e ON e.edition_id = d.id "
    "WHERE e.id IN temp.held)"
)

_COPIES: tuple[tuple[str, str], ...] = (
    ("publications", f"id IN (SELECT publication_id FROM old.reports WHERE {_REPORTS})"),  # noqa: S608 - ours
    ("reports", _REPORTS),
    ("editions", "id IN (SELECT edition_id FROM old.extractions WHERE id IN temp.held)"),
    (
        "edition_evidence",
        "edition_id IN (SELECT id FROM main.editions) "
        "AND report_id IN (SELECT id FROM main.reports) AND (other_edition_id IS NULL "
        "OR (other_edition_id IN (SELECT id FROM main.editions) "
        "AND other_report_id IN (SELECT id FROM main.reports)))",
    ),
    ("report_licences", "report_id IN (SELECT id FROM main.reports)"),
    ("edition_files", "sha256 IN (SELECT sha256 FROM main.editions)"),
    ("extractions", "id IN temp.held"),
    ("runs", "id IN (SELECT run_id FROM old.versions WHERE number IN temp.wanted)"),
    ("versions", "number IN temp.wanted"),
    ("gazetteer_sources", "TRUE"),
    ("measures", "TRUE"),
    (
        "cities",
        "geonameid IN (SELECT geonameid FROM old.city_mentions WHERE extraction_id IN temp.held "
        "UNION SELECT runner_up FROM old.city_mentions WHERE extraction_id IN temp.held "
        "UNION SELECT o.geonameid FROM old.observation_rows o "
        "JOIN old.tables t ON t.id = o.table_id WHERE t.extraction_id IN temp.held)",
    ),
    ("images", "name IN (SELECT image FROM old.figures WHERE extraction_id IN temp.held)"),
    ("tables", _OF_EXTRACTION),
    ("table_notes", _OF_TABLE),
    ("table_evidence", _OF_TABLE),
    ("cells", _OF_TABLE),
    ("figures", _OF_EXTRACTION),
    ("observation_rows", _OF_TABLE),
    ("observation_subjects", "id IN (SELECT subject_id FROM main.observation_rows)"),
    ("observation_headers", "id IN (SELECT header_id FROM main.observation_rows)"),
    ("observation_values", "id IN (SELECT id FROM main.observation_rows)"),
    ("city_mentions", _OF_EXTRACTION),
    ("checks", _OF_EXTRACTION),
    ("check_items", _OF_CHECK),
    ("suspects", _OF_CHECK),
    ("warnings", _OF_EXTRACTION),
    ("pages", _OF_EXTRACTION),
)
"""What is copied, in an order in which foreign keys hold, and which rows of it."""


@dataclass(frozen=True, slots=True)
class Export:
    """What an export wrote.

    Attributes:
        rows: (file name, rows) of each CSV file.
    """

    version: int
    database: Path
    rows: tuple[tuple[str, int], ...]


def export_version(
    path: Path | str,
    folder: Path | str,
    *,
    as_of: int | None = None,
    formats: Collection[str] = (),
) -> Export:
    """Write a version to a folder: ``crossfoot.db``, a CSV file for each view, what describes them.

    Args:
        path: The dataset.
        folder: Made where it is missing; files of an earlier export are replaced.
        as_of: A version, ``None`` for the newest.
        formats: "xlsx" and "parquet", for files of these kinds as well.

    Raises:
        DatasetError: There is no such dataset or version, or the folder holds the dataset itself.
        UsageError: A format cannot be written here.
    """
    path, folder = Path(path), Path(folder)
    with reading(path, is_checked=True) as source:
        number = as_of or newest_version(source)
        held = extractions_of(source, number or 0) - withdrawn_extractions(source)
    if number is None:  # extractions_of has said so; for the type checker
        raise DatasetError(f"{path}: the dataset is empty")
    target = folder / DATABASE_NAME
    if target.exists() and target.samefile(path):
        raise DatasetError(f"{target} is the dataset itself; name another folder with --out")
    folder.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        rows = _build(path, draft, number, held)
        for name, _ in rows:
            _sheet(draft, name).replace(folder / name)
        _remove(target)  # an old log beside a replaced file would show its old rows
        draft.replace(target)
    finally:
        _remove(draft)
        for name, _ in CSV_FILES:
            _sheet(draft, name).unlink(missing_ok=True)
    others = [target]
    if "xlsx" in formats:
        others.append(write_excel(folder, [name for name, _ in CSV_FILES]))
    if "parquet" in formats:
        others += write_parquet(folder, CSV_FILES, target)
    write_package(folder, target, number, CSV_FILES, others)
    return Export(number, target, rows)


def _build(path: Path, draft: Path, number: int, held: set[int]) -> tuple[tuple[str, int], ...]:
    """Write the files under names of their own: a disk that fills up spoils no earlier export."""
    _remove(draft)
    with reported(draft):
        db = connect(draft, create=True)
        try:
            db.execute("VACUUM")  # of the room that steps of the schema gave back: it is empty yet
            _copy(db, path, number, held)
            _settle(db, draft)
        finally:
            db.close()
    _sync(draft)
    return _write_csv(draft)


def _sheet(draft: Path, name: str) -> Path:
    return draft.with_name(f"{draft.name}.{name}")


def _copy(db: Database, path: Path, number: int, held: set[int]) -> None:
    db.execute("ATTACH DATABASE ? AS old", (reading_uri(path),))
    db.execute("CREATE TEMP TABLE held (id INTEGER PRIMARY KEY)")
    db.execute("CREATE TEMP TABLE wanted (number INTEGER PRIMARY KEY)")
    db.execute("BEGIN IMMEDIATE")
    db.conn.executemany("INSERT INTO temp.held VALUES (?)", [(one,) for one in sorted(held)])
    db.execute("INSERT INTO temp.wanted VALUES (?)", (number,))
    for table, condition in _COPIES:
        _copy_rows(db, table, condition)
    db.execute(
        "INSERT INTO main.version_extractions (extraction_id, from_version) "
        "SELECT id, number FROM temp.held, temp.wanted"
    )
    rebuild(db)
    for table, _ in FULL_TEXT:
        db.execute(f"INSERT INTO main.{table}_fts ({table}_fts) VALUES ('rebuild')")  # noqa: S608 - our name
    db.commit()
    db.execute("DETACH DATABASE old")


def _copy_rows(db: Database, table: str, condition: str) -> None:
    """Copy rows; a version's parent and what it restored are not part of the export."""
    names = [column.name for column in db.table(table).columns]
    left_out = {"parent", "restored"} if table == "versions" else set()
    values = ["NULL" if name in left_out else name for name in names]
    db.execute(
        f"INSERT INTO main.{table} ({', '.join(names)}) "  # noqa: S608 - our names
        f"SELECT {', '.join(values)} FROM old.{table} WHERE {condition}"
    )


def _settle(db: Database, path: Path) -> None:
    """Fold the log back and check the file as a whole.

    Raises:
        DatasetError: The copy is not sound.
    """
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    db.execute("PRAGMA journal_mode=DELETE").fetchall()
    sound = db.execute("PRAGMA integrity_check").fetchone()[0]
    loose = db.execute("PRAGMA foreign_key_check").fetchall()
    if sound != "ok" or loose:
        raise DatasetError(f"{path}: the export is not sound ({sound}, {len(loose)} loose ties)")


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal", ".lock"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _write_csv(draft: Path) -> tuple[tuple[str, int], ...]:
    with reading(draft) as db:
        written = []
        for name, view in CSV_FILES:
            rows = db.execute(f'SELECT * FROM "{view}"')  # noqa: S608 - our names
            header = [column[0] for column in rows.description]
            written.append((name, _write_rows(_sheet(draft, name), header, rows)))
        return tuple(written)


def _write_rows(path: Path, header: list[str], rows: Iterable[tuple[Any, ...]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for row in rows:
            writer.writerow([defuse(one) if isinstance(one, str) else one for one in row])
            count += 1
    return count
