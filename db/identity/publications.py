"""The publications of a dataset that had none: each report one, language editions one together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossfoot.db.identity.rule import Shelf, free_label, label_publication

if TYPE_CHECKING:
    from sqlite_utils import Database


def tie_reports(db: Database) -> None:
    """Give each report without a publication the one of its language editions, or a new one."""
    shelf = Shelf(db)
    rows = db.execute(
        "SELECT r.id, r.series, r.title, r.year, min(e.id), d.file FROM reports r "
        "LEFT JOIN extractions e ON e.report_id = r.id LEFT JOIN editions d ON d.id = e.edition_id "
        "WHERE r.publication_id IS NULL GROUP BY r.id ORDER BY r.id"
    ).fetchall()
    labels: list[str] = []
    for report_id, series, title, year, extraction_id, file in rows:
        twin = shelf.language_edition(shelf.profile(extraction_id)) if extraction_id else None
        if twin is not None:
            publication_id = _publication_of(db, twin.report_id)
        else:
            labels.append(free_label(labels, label_publication(series, title, year, file or "")))
            db.execute(
                "INSERT INTO publications (label, series, title, issuer, year) "
                "VALUES (?, ?, ?, '', ?)",
                (labels[-1], series, title, year),
            )
            publication_id = int(db.execute("SELECT max(id) FROM publications").fetchone()[0])
        db.execute(
            "UPDATE reports SET publication_id = ? WHERE id = ?", (publication_id, report_id)
        )


def _publication_of(db: Database, report_id: int) -> int:
    found = db.execute("SELECT publication_id FROM reports WHERE id = ?", (report_id,))
    return int(found.fetchone()[0])
