"""All reports with their files, those of older versions too, and what was withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from crossfoot.db.file.reading import reading

_REPORTS = """
SELECT r.id, r.label, coalesce(p.label, r.label), r.series, r.year, r.language,
  r.id IN (SELECT report_id FROM now_extractions)
FROM reports r LEFT JOIN publications p ON p.id = r.publication_id
WHERE EXISTS (SELECT 1 FROM extractions e WHERE e.report_id = r.id)
ORDER BY r.publication_id, r.id
"""
_FILES = """
SELECT e.report_id, d.file, d.sha256, d.first_seen,
  d.id IN (SELECT edition_id FROM now_extractions n WHERE n.report_id = e.report_id)
FROM extractions e JOIN editions d ON d.id = e.edition_id
WHERE e.report_id = (SELECT l.report_id FROM extractions l WHERE l.edition_id = d.id
  ORDER BY l.id DESC LIMIT 1)
GROUP BY e.report_id, d.id ORDER BY d.id
"""
_WITHDRAWN = """
SELECT report_id, label, reason, withdrawn_at, purged_at IS NOT NULL FROM withdrawals
WHERE lifted_at IS NULL ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class File:
    """A file of a report; ``is_held``: the newest version holds it."""

    file: str
    sha256: str
    first_seen: str
    is_held: bool


@dataclass(frozen=True, slots=True)
class ShelvedReport:
    """A report with its files, oldest first."""

    id: int
    label: str
    publication: str
    series: str
    year: int | None
    language: str
    is_held: bool
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A report that a person took out; ``label`` is empty of a purged one."""

    report_id: int
    label: str
    reason: str
    withdrawn_at: str
    is_purged: bool


@dataclass(frozen=True, slots=True)
class Shelves:
    """All reports, language editions of one publication beside each other."""

    reports: tuple[ShelvedReport, ...]
    withdrawn: tuple[Withdrawn, ...]


def list_shelves(path: Path | str) -> Shelves:
    """Return all reports of a dataset.

    Raises:
        DatasetError: There is no such dataset, or it is damaged.
    """
    with reading(path) as db:
        files: dict[int, list[File]] = {}
        for report_id, file, sha256, first_seen, is_held in db.execute(_FILES).fetchall():
            one = File(file, sha256, first_seen, bool(is_held))
            files.setdefault(report_id, []).append(one)
        reports = tuple(
            ShelvedReport(
                *(number, label, publication, series, year, language),
                *(bool(is_held), tuple(files.get(number, ()))),
            )
            for number, label, publication, series, year, language, is_held in db.execute(
                _REPORTS
            ).fetchall()
        )
        gone = db.execute(_WITHDRAWN).fetchall()
    withdrawn = tuple(
        Withdrawn(report_id, label, reason, day, bool(is_purged))
        for report_id, label, reason, day, is_purged in gone
    )
    return Shelves(reports, withdrawn)
