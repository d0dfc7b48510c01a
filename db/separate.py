"""Putting right what an older crossfoot merged: files of several reports under one.

It took every file with the headings of a report for a new edition of it. Where a dataset holds
such files and nothing says why they stand together, the next load compares them anew, from their
stored rows. A file that proves to be of another report gets that report, with a copy of its rows;
it enters the new version if it is what the last one held, or if a load (never a rollback) had
pushed it out. Old versions keep what they had.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crossfoot.db.identity.rule import Candidate, compare
from crossfoot.db.registry import Note, Place, Register
from crossfoot.db.versions import Held
from crossfoot.model import ReportInfo

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlite_utils import Database

    from crossfoot.db.identity.rule import Comparison


@dataclass(frozen=True, slots=True)
class Separated:
    """A file that was given a report of its own, or was brought back to its report.

    Attributes:
        old_id: The extraction it had, ``copy_id`` the one it has now.
        kept: The first file of the report that it was taken for an edition of.
        is_lost: Whether a load had pushed it out of the newest version.
    """

    old_id: int
    copy_id: int
    edition_id: int
    report_id: int
    kept: Candidate
    is_lost: bool


@dataclass(slots=True)
class _Group:
    """Files that are editions of one report, oldest first, with why the last ones joined."""

    files: list[Candidate]
    joined: list[Note] = field(default_factory=list)
    questions: tuple[Note, ...] = ()


def separate_merged(register: Register) -> Iterator[Separated]:
    """Compare what stands together without proof, part what does not belong, and tell it."""
    for report_id in _unproved(register.db):
        groups = _group(register, _files(register.db, report_id))
        own, *others = groups
        _write_joined(register, own, report_id)
        newest = own.files[-1]
        if others:
            is_lost = _is_lost(register.db, own.files)
            yield Separated(
                *(newest.extraction_id, newest.extraction_id, newest.edition_id, report_id),
                *(own.files[0], is_lost),
            )
        for group in others:
            yield _part(register, group, own.files[0])


def _unproved(db: Database) -> list[int]:
    """Return the reports with files, beside their first, of which nothing says why."""
    found = db.execute(
        "SELECT DISTINCT e.report_id FROM extractions e WHERE e.edition_id > "
        "(SELECT min(f.edition_id) FROM extractions f WHERE f.report_id = e.report_id) "
        "AND NOT EXISTS (SELECT 1 FROM edition_evidence v "
        "WHERE v.edition_id = e.edition_id AND v.report_id = e.report_id) ORDER BY 1"
    )
    return [report_id for (report_id,) in found.fetchall()]


def _files(db: Database, report_id: int) -> list[Candidate]:
    """Return the files of a report with their newest readings, oldest first."""
    found = db.execute(
        "SELECT report_id, edition_id, max(id) FROM extractions WHERE report_id = ? "
        "GROUP BY edition_id ORDER BY edition_id",
        (report_id,),
    )
    return [Candidate(*row) for row in found.fetchall()]


def _group(register: Register, files: Sequence[Candidate]) -> list[_Group]:
    groups: list[_Group] = []
    for one in files:
        found = [(group, _compare(register, one, group.files[-1])) for group in groups]
        same = next((pair for pair in found if pair[1].verdict == "edition"), None)
        if same is not None:
            group, shares = same
            group.joined.append(Note("edition", group.files[-1], shares, shares.reason))
            group.files.append(one)
            continue
        doubts = [pair for pair in found if pair[1].verdict == "unsure"]
        questions = [Note("unsure", g.files[-1], shares, shares.reason) for g, shares in doubts]
        groups.append(_Group([one], questions=tuple(questions[:1])))
    return groups


def _compare(register: Register, one: Candidate, other: Candidate) -> Comparison:
    return compare(
        register.shelf.profile(one.extraction_id), register.shelf.profile(other.extraction_id)
    )


def _write_joined(register: Register, group: _Group, report_id: int) -> None:
    for one, note in zip(group.files[1:], group.joined, strict=True):
        register.write(one.edition_id, Place(report_id, (note,)))


def _part(register: Register, group: _Group, kept: Candidate) -> Separated:
    """Give a group of files a report of its own, and its newest file a copy of its rows there."""
    newest = group.files[-1]
    is_lost = _is_lost(register.db, group.files)
    first = group.files[0]
    for one in group.files:  # noted, so that they are compared once
        shares = _compare(register, one, kept)
        note = Note("other", kept, shares, shares.reason)
        register.write(one.edition_id, Place(one.report_id, (note,)))
    mine = register.shelf.profile(first.extraction_id)
    place = register.open_report(mine, stored_info(register.db, first), group.questions)
    copies = [
        register.writer.copy_extraction(one.extraction_id, place.report_id) for one in group.files
    ]
    register.write(first.edition_id, place)
    _write_joined(register, group, place.report_id)
    return Separated(
        *(newest.extraction_id, copies[-1], newest.edition_id, place.report_id, kept, is_lost)
    )


def stored_info(db: Database, one: Candidate) -> ReportInfo:
    """Return what a stored reading says of its file."""
    return ReportInfo(
        *db.execute(
            "SELECT d.file, d.sha256, d.size_bytes, d.pages_count, r.language, d.producer, "
            "r.title, r.series, r.year, e.issuer, e.heading FROM extractions e "
            "JOIN editions d ON d.id = e.edition_id JOIN reports r ON r.id = e.report_id "
            "WHERE e.id = ?",
            (one.extraction_id,),
        ).fetchone()
    )


def _is_lost(db: Database, files: Sequence[Candidate]) -> bool:
    """Whether a load pushed a group's newest file out, and no rollback came after."""
    closed, loaded = db.execute(
        "SELECT max(v.to_version), max(e.loaded_at) FROM extractions e "
        "LEFT JOIN version_extractions v ON v.extraction_id = e.id "
        "WHERE e.edition_id = ? AND e.report_id = ?",
        (files[-1].edition_id, files[-1].report_id),
    ).fetchone()
    rollback = db.execute(
        "SELECT 1 FROM versions WHERE restored IS NOT NULL "
        "AND (number >= :closed OR (:closed IS NULL AND created_at >= :loaded))",
        {"closed": closed, "loaded": loaded},
    ).fetchone()
    return rollback is None


def hold(separated: Separated, wanted: dict[int, Held]) -> None:
    """Let the next version hold a file under its report, where it held it or a load lost it."""
    mine = [number for number, one in wanted.items() if one.edition_id == separated.edition_id]
    if mine and separated.old_id == separated.copy_id:
        return
    for number in mine:
        del wanted[number]
    if mine or separated.is_lost:
        wanted[separated.copy_id] = Held(separated.edition_id, separated.report_id)
