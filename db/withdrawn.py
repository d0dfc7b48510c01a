"""What a person took out of the dataset: rows of ``withdrawals``, and what they keep out.

A withdrawn file is known by its SHA-256. It is not loaded again, no rollback brings it back and no
export holds it, until a person loads it with ``--edition-of``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_OPEN = "FROM withdrawals WHERE lifted_at IS NULL AND editions LIKE ?"


def withdrawn_why(db: Database, sha256: str) -> str | None:
    """Return why a file was withdrawn, ``None`` when it was not."""
    found = db.execute(f"SELECT reason {_OPEN} ORDER BY id DESC", (f'%"{sha256}"%',)).fetchone()
    return None if found is None else str(found[0])


def lift(db: Database, sha256: str, now: str) -> None:
    """Let a withdrawn file in again, for a person said so."""
    db.execute(
        "UPDATE withdrawals SET lifted_at = ? WHERE lifted_at IS NULL AND editions LIKE ?",
        (now, f'%"{sha256}"%'),
    )


def withdrawn_extractions(db: Database) -> set[int]:
    """Return the extractions of the files that are withdrawn."""
    found = db.execute(
        "SELECT e.id FROM withdrawals w JOIN json_each(w.editions) s "
        "JOIN editions d ON d.sha256 = s.value JOIN extractions e ON e.edition_id = d.id "
        "WHERE w.lifted_at IS NULL"
    ).fetchall()
    return {number for (number,) in found}
