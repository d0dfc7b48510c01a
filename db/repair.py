"""What a person puts right about reports: merging, splitting, withdrawing, with the reason kept.

Each is one transaction and, where it changes what is current, one new version. Old versions keep
what they held; only a purge removes rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.db.file.connection import connect, writing
from crossfoot.db.identity.rule import Candidate, find_report_id
from crossfoot.db.purge import compact, purge_rows
from crossfoot.db.registry import Note, Place, Register
from crossfoot.db.separate import stored_info
from crossfoot.db.versions import Held, add_version, current_extractions, newest_version, utc_now
from crossfoot.db.writer import Writer
from crossfoot.errors import UsageError

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Repair:
    """What was put right.

    Attributes:
        version: The newest version now, ``None`` in a dataset without one.
        report: Label of the report that the files stand under now; "" of a purged one.
        files: The files that were moved or taken out.
    """

    version: int | None
    report: str
    files: tuple[str, ...]


@dataclass(slots=True)
class _Work:
    """An open transaction with what the next version is to hold."""

    db: Database
    writer: Writer
    register: Register
    wanted: dict[int, Held]

    def close(self, message: str) -> int | None:
        """Add a version where what is current changed, and return the newest."""
        if set(self.wanted) == set(current_extractions(self.db)):
            return newest_version(self.db)
        return add_version(self.db, set(self.wanted), now=self.writer.now, message=message)

    def label(self, report_id: int) -> str:
        found = self.db.execute("SELECT label FROM reports WHERE id = ?", (report_id,)).fetchone()
        return str(found[0])

    def take_out(self, report_id: int) -> list[Held]:
        """Let the next version hold nothing of a report, and return what it held."""
        gone = [number for number, held in self.wanted.items() if held.report_id == report_id]
        return [self.wanted.pop(number) for number in gone]


@contextmanager
def _working(path: Path) -> Iterator[_Work]:
    connect(path).close()  # says so where there is no dataset, instead of making one
    with writing(path) as db:
        writer = Writer(db, utc_now())
        yield _Work(db, writer, Register(writer), current_extractions(db))


def merge_reports(path: Path, keep: str, other: str, *, reason: str) -> Repair:
    """Let the files of one report be editions of another, or its edition in another language.

    Args:
        keep: Label or id of the report that they belong to.
        other: Label or id of the report that is none of its own.
        reason: Kept with each file.

    Raises:
        UsageError: There is no such report, or both are one.
        DatasetError: The dataset is locked, damaged or not ours; nothing was changed.
    """
    with _working(Path(path)) as work:
        kept, merged = find_report_id(work.db, keep), find_report_id(work.db, other)
        if kept == merged:
            raise UsageError("a report is not merged with itself: name two reports")
        files = _files(work.db, merged)
        if _language(work.db, kept) != _language(work.db, merged):
            return _tie(work, kept, merged, files, reason)
        mates = _files(work.db, kept)
        was_held = work.take_out(merged)
        for one in files:
            note = Note("edition", mates[-1] if mates else None, reason=reason, by_person=True)
            work.register.write(one.edition_id, Place(kept, (note,)))
            copy = work.writer.copy_extraction(one.extraction_id, kept)
            if any(held.edition_id == one.edition_id for held in was_held):
                _hold_newest(work, copy, Held(one.edition_id, kept))
        told = f"merged {work.label(merged)} into {work.label(kept)}: {reason}"
        return Repair(work.close(told), work.label(kept), _names(work.db, files))


def _tie(work: _Work, kept: int, merged: int, files: list[Candidate], reason: str) -> Repair:
    """Let two reports in two languages share a publication."""
    publication = work.db.execute(
        "SELECT publication_id FROM reports WHERE id = ?", (kept,)
    ).fetchone()[0]
    work.db.execute("UPDATE reports SET publication_id = ? WHERE id = ?", (publication, merged))
    mates = _files(work.db, kept)
    for one in files:
        note = Note("language", mates[-1] if mates else None, reason=reason, by_person=True)
        work.register.write(one.edition_id, Place(merged, (note,)))
    return Repair(newest_version(work.db), work.label(merged), _names(work.db, files))


def _hold_newest(work: _Work, extraction_id: int, held: Held) -> None:
    """Let the next version hold a reading, unless it holds a newer file of the report."""
    rivals = {n: one for n, one in work.wanted.items() if one.report_id == held.report_id}
    if any(one.edition_id > held.edition_id for one in rivals.values()):
        return
    for number in rivals:
        del work.wanted[number]
    work.wanted[extraction_id] = held


def split_report(path: Path, report: str, file: str, *, reason: str) -> Repair:
    """Give a file of a report a report of its own; the report falls back to its file before.

    Args:
        report: Label or id.
        file: Name of the file, or the beginning of its SHA-256.
        reason: Kept with the file.

    Raises:
        UsageError: There is no such report, it has no such file, or no other.
        DatasetError: The dataset is locked, damaged or not ours; nothing was changed.
    """
    with _working(Path(path)) as work:
        report_id = find_report_id(work.db, report)
        files = _files(work.db, report_id)
        one = _chosen(work.db, files, file)
        others = [mate for mate in files if mate.edition_id != one.edition_id]
        if not others:
            raise UsageError(f"{file} is the only file of {work.label(report_id)}: nothing to part")
        mine = work.register.shelf.profile(one.extraction_id)
        place = work.register.open_report(mine, stored_info(work.db, one), ())
        note = Note("other", others[-1], reason=reason, by_person=True)
        work.register.write(one.edition_id, Place(place.report_id, (*place.notes, note)))
        copy = work.writer.copy_extraction(one.extraction_id, place.report_id)
        if any(held.edition_id == one.edition_id for held in work.take_out(report_id)):
            work.wanted[copy] = Held(one.edition_id, place.report_id)
            mate = others[-1]
            work.wanted[mate.extraction_id] = Held(mate.edition_id, report_id)
        else:
            held = next(n for n, _ in _held_of(work.db, report_id))
            work.wanted[held] = current_extractions(work.db)[held]
        told = f"split {work.label(place.report_id)} from {work.label(report_id)}: {reason}"
        version = work.close(told)
        return Repair(version, work.label(place.report_id), _names(work.db, [one]))


def _held_of(db: Database, report_id: int) -> list[tuple[int, Held]]:
    return [one for one in current_extractions(db).items() if one[1].report_id == report_id]


def withdraw_report(path: Path, report: str, *, reason: str, purge: bool = False) -> Repair:
    """Take a report out of what is current; with ``purge`` out of the file, for good.

    Args:
        report: Label or id.
        reason: Why, kept in ``withdrawals``.
        purge: Remove its cells, texts, pictures and files as well; then the file is compacted.

    Raises:
        UsageError: There is no such report.
        DatasetError: The dataset is locked, damaged or not ours; nothing was changed.
    """
    with _working(Path(path)) as work:
        report_id = find_report_id(work.db, report)
        label, files = work.label(report_id), _files(work.db, report_id)
        names = _names(work.db, files)
        work.take_out(report_id)
        # of a purged report nothing is said but that there was one
        what = "a report" if purge else label
        version = work.close(f"withdrew {what}: {reason}")
        work.writer.insert(
            "withdrawals",
            ("report_id", "label", "editions", "reason", "version", "withdrawn_at", "purged_at"),
            (
                *(report_id, "" if purge else label, _digests(work.db, files), reason, version),
                *(work.writer.now, work.writer.now if purge else None),
            ),
        )
        if purge:
            purge_rows(work.db, report_id, [one.edition_id for one in files])
    if purge:
        compact(Path(path))
    return Repair(version, "" if purge else label, names)


def _files(db: Database, report_id: int) -> list[Candidate]:
    """Return the files that stand under a report now, oldest first, by their newest readings."""
    found = db.execute(
        "SELECT e.report_id, e.edition_id, max(e.id) FROM extractions e WHERE e.report_id = ? "
        "AND e.report_id = (SELECT l.report_id FROM extractions l "
        "WHERE l.edition_id = e.edition_id ORDER BY l.id DESC LIMIT 1) "
        "GROUP BY e.edition_id ORDER BY e.edition_id",
        (report_id,),
    )
    return [Candidate(*row) for row in found.fetchall()]


def _chosen(db: Database, files: list[Candidate], name: str) -> Candidate:
    known = {
        one: db.execute(
            "SELECT file, sha256 FROM editions WHERE id = ?", (one.edition_id,)
        ).fetchone()
        for one in files
    }
    found = [
        one
        for one, (file, sha256) in known.items()
        if name == file or (len(name) >= 6 and sha256.startswith(name))
    ]
    if len(found) != 1:
        told = ", ".join(f"{file} ({sha256[:8]})" for file, sha256 in known.values())
        raise UsageError(f"{name!r} names {len(found)} files of the report; it has: {told}")
    return found[0]


def _language(db: Database, report_id: int) -> str:
    found = db.execute("SELECT language FROM reports WHERE id = ?", (report_id,)).fetchone()
    return str(found[0])


def _names(db: Database, files: list[Candidate]) -> tuple[str, ...]:
    query = "SELECT file FROM editions WHERE id = ?"
    return tuple(str(db.execute(query, (one.edition_id,)).fetchone()[0]) for one in files)


def _digests(db: Database, files: list[Candidate]) -> str:
    query = "SELECT sha256 FROM editions WHERE id = ?"
    return json.dumps([db.execute(query, (one.edition_id,)).fetchone()[0] for one in files])
