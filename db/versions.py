"""Versions of the dataset: which extractions each one holds, listing them, going back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.db.file.connection import connect, writing
from crossfoot.db.file.reading import reading
from crossfoot.db.now import enter, leave, settle_names
from crossfoot.db.withdrawn import withdrawn_extractions
from crossfoot.errors import DatasetError

if TYPE_CHECKING:
    from sqlite_utils import Database

COUNTS = (
    *("tables_count", "cells_count", "figures_count", "observations_count"),
    *("checks_count", "mismatches_count", "numbers_count", "verified_numbers_count"),
)
"""Columns that `extractions` and `versions` share, the latter as sums."""


@dataclass(frozen=True, slots=True)
class Version:
    """One state of the dataset.

    Attributes:
        number: From 1.
        created_at: ISO 8601, UTC.
        parent: The version before it, ``None`` for the first.
        restored: The version that a rollback went back to.
        numbers: Printed numbers in tables; ``verified`` of them stand under a total that holds.
    """

    number: int
    created_at: str
    parent: int | None
    restored: int | None
    message: str
    reports: int
    tables: int
    cells: int
    figures: int
    observations: int
    checks: int
    mismatches: int
    numbers: int
    verified: int


@dataclass(frozen=True, slots=True)
class Held:
    """What an extraction of a version is a reading of."""

    edition_id: int
    report_id: int


def list_versions(path: Path | str) -> tuple[Version, ...]:
    """Return all versions, oldest first.

    Raises:
        DatasetError: There is no such dataset, or it is damaged.
    """
    path = Path(path)
    with reading(path) as db:
        found = db.execute(
            "SELECT number, created_at, parent, restored, message, reports_count, "  # noqa: S608 - our names
            f"{', '.join(COUNTS)} FROM versions ORDER BY number"
        ).fetchall()
    return tuple(Version(*row) for row in found)


def rollback(path: Path | str, number: int, *, message: str = "") -> Version:
    """Add a version that holds what version ``number`` held, and return it.

    Nothing is lost: the versions in between stay, and can be gone back to the same way. Going
    back to what the newest version holds already adds no version. What a person withdrew since
    stays withdrawn.

    Raises:
        DatasetError: There is no such version or no such dataset.
    """
    connect(path).close()
    with writing(path) as db:
        wanted = extractions_of(db, number) - withdrawn_extractions(db)
        newest = newest_version(db)
        if wanted != set(current_extractions(db)):
            text = message or f"rollback to version {number}"
            newest = add_version(db, wanted, now=utc_now(), message=text, restored=number)
    return next(version for version in list_versions(path) if version.number == newest)


@dataclass(frozen=True, slots=True)
class HeldReport:
    """A report of the newest version.

    Attributes:
        publication: Label of what it shares with its editions in other languages.
        file: The edition that the version holds.
    """

    id: int
    label: str
    publication: str
    series: str
    year: int | None
    language: str
    issuer: str
    file: str


def list_reports(path: Path | str) -> tuple[HeldReport, ...]:
    """Return the reports of the newest version, language editions of one beside each other.

    Raises:
        DatasetError: There is no such dataset, or it is damaged.
    """
    with reading(path) as db:
        found = db.execute(
            "SELECT report_id, report, publication, series, year, language, issuer, file "
            "FROM current_extractions ORDER BY publication_id, report_id"
        ).fetchall()
    return tuple(HeldReport(*row) for row in found)


def extractions_of(db: Database, number: int) -> set[int]:
    """Return the ids of the extractions that a version holds.

    Raises:
        DatasetError: There is no such version.
    """
    newest = newest_version(db)
    if newest is None:
        msg = "the dataset is empty: load a report with `crossfoot ingest PDF`"
        raise DatasetError(msg)
    if not 1 <= number <= newest:
        msg = f"there is no version {number}: `crossfoot versions` lists 1 to {newest}"
        raise DatasetError(msg)
    found = db.execute(
        "SELECT extraction_id FROM version_extractions "
        "WHERE from_version <= ? AND (to_version IS NULL OR to_version > ?)",
        (number, number),
    ).fetchall()
    return {one for (one,) in found}


def current_extractions(db: Database) -> dict[int, Held]:
    """Return the extractions of the newest version, by id."""
    found = db.execute(
        "SELECT e.id, e.edition_id, e.report_id FROM version_extractions v "
        "JOIN extractions e ON e.id = v.extraction_id WHERE v.to_version IS NULL ORDER BY e.id"
    ).fetchall()
    return {number: Held(edition_id, report_id) for number, edition_id, report_id in found}


def newest_version(db: Database) -> int | None:
    """Return the number of the newest version, ``None`` in an empty dataset."""
    found = db.execute("SELECT max(number) FROM versions").fetchone()
    return None if found[0] is None else int(found[0])


def add_version(
    db: Database,
    extraction_ids: set[int],
    *,
    now: str,
    message: str,
    run_id: int | None = None,
    restored: int | None = None,
) -> int:
    """Add a version that holds exactly these extractions and return its number.

    The only update a load ever does is here: an extraction that the new version does not hold
    gets its ``to_version``; and the derived rows of what the newest version holds follow.
    """
    parent = newest_version(db)
    number = (parent or 0) + 1
    before = set(current_extractions(db))
    sums = ", ".join(f"coalesce(sum({name}), 0)" for name in COUNTS)
    ids = ",".join(str(int(one)) for one in sorted(extraction_ids))
    totals = db.execute(
        f"SELECT count(DISTINCT report_id), {sums} FROM extractions WHERE id IN ({ids})"  # noqa: S608 - integers
    ).fetchone()
    db.execute(
        "INSERT INTO versions (number, created_at, parent, restored, message, run_id, "  # noqa: S608 - our names
        f"reports_count, {', '.join(COUNTS)}) VALUES ({', '.join('?' * (7 + len(COUNTS)))})",
        (number, now, parent, restored, message, run_id, *totals),
    )
    db.conn.executemany(
        "UPDATE version_extractions SET to_version = ? WHERE extraction_id = ? "
        "AND to_version IS NULL",
        [(number, one) for one in sorted(before - extraction_ids)],
    )
    db.conn.executemany(
        "INSERT INTO version_extractions (extraction_id, from_version) VALUES (?, ?)",
        [(one, number) for one in sorted(extraction_ids - before)],
    )
    leave(db, before - extraction_ids)
    enter(db, extraction_ids - before)
    settle_names(db)
    return number


def utc_now() -> str:
    """Return the time as the dataset writes it: ISO 8601, UTC, whole seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")
