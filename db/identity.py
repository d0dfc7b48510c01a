"""Which report a document is an edition of.

The rule, in this order:

1. The file is known and its series, year and language are read as before: its report stays.
2. Reports of the same series, year and language are looked at, newest first. A document is a new
   edition of the first one whose contents it shares: of all table headings (caption and column
   headers) and key-figure labels that either prints, at least half are in both.
3. Where no year is known, that is not enough: next year's report has the same headings. Then at
   least half of all printed numbers, with their labels, must be the same too.
4. Documents in which nothing was recognised (a scan without OCR) are compared by title, and by
   file name where they have none.
5. Everything else is a new report, labelled with series or title, year, language and file name.

Metadata alone would not do: the parts of one annual report often come as several PDFs with the
same title, year and language, and a part must never replace another one.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from crossfoot.db.keys import contents, figure_key, fold, squeeze
from crossfoot.model import ReportInfo

if TYPE_CHECKING:
    from sqlite_utils import Database

    from crossfoot.model import Extraction

SAME_CONTENTS = 0.5
"""Least share of common contents. Two printings of one report share nearly all, a report and
its separately printed annex well below half."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored report of the same series, year and language.

    Attributes:
        title: Of its newest edition, folded.
        file: Of its newest edition.
        contents: What its newest extraction is recognised by.
        statements: Its numbers with their labels; empty where the year is known.
    """

    report_id: int
    title: str
    file: str
    contents: frozenset[str]
    statements: frozenset[str] = frozenset()


def find_report(db: Database, extraction: Extraction) -> int | None:
    """Return the id of the report that a document is an edition of, ``None`` for a new report."""
    info = extraction.report
    known = db.execute(
        "SELECT r.id FROM editions d JOIN extractions e ON e.edition_id = d.id "
        "JOIN reports r ON r.id = e.report_id "
        "WHERE d.sha256 = ? AND r.series = ? AND r.year IS ? AND r.language = ? "
        "ORDER BY e.id DESC",
        (info.sha256, info.series, info.year, info.language),
    ).fetchone()
    if known:
        return int(known[0])
    mine = contents(extraction)
    numbers = statements(extraction) if info.year is None else frozenset()
    for candidate in _candidates(db, info):
        if is_same_report(info, mine, candidate) and (
            info.year is not None or _is_alike(numbers, candidate.statements)
        ):
            return candidate.report_id
    return None


def is_same_report(info: ReportInfo, mine: frozenset[str], candidate: Candidate) -> bool:
    """Say whether a document is a printing of a stored report of its series, year and language."""
    if not mine or not candidate.contents:
        if mine or candidate.contents:
            return False
        if info.title or candidate.title:
            return fold(info.title) == candidate.title
        return info.file == candidate.file
    return _is_alike(mine, candidate.contents)


def statements(extraction: Extraction) -> frozenset[str]:
    """Return every number of a document with its labels, as a reader would quote it."""
    rows = {_statement(o.entity, o.header, o.number.text) for o in extraction.observations}
    figures = {_statement(f.label, "", f.number.text) for f in extraction.figures if f.number}
    return frozenset(rows | figures)


def _statement(entity: str, header: str, text: str) -> str:
    return f"{fold(entity)}|{fold(header)}|{squeeze(text)}"


def _is_alike(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    return len(mine & theirs) >= SAME_CONTENTS * len(mine | theirs)


def label_report(info: ReportInfo) -> str:
    """Return how people call a report: "metropolis 2020 fr · membres"."""
    stem = PurePath(info.file).stem
    name = " ".join(
        part for part in (info.series or info.title, str(info.year or ""), info.language) if part
    )
    return f"{name} · {stem}"


def _candidates(db: Database, info: ReportInfo) -> list[Candidate]:
    found = db.execute(
        "SELECT r.id, r.title, max(e.id), d.file FROM reports r "
        "JOIN extractions e ON e.report_id = r.id JOIN editions d ON d.id = e.edition_id "
        "WHERE r.series = ? AND r.year IS ? AND r.language = ? GROUP BY r.id ORDER BY r.id DESC",
        (info.series, info.year, info.language),
    ).fetchall()
    return [
        Candidate(
            *(report_id, fold(title), file, _stored_contents(db, extraction_id)),
            _stored_statements(db, extraction_id) if info.year is None else frozenset(),
        )
        for report_id, title, extraction_id, file in found
    ]


def _stored_contents(db: Database, extraction_id: int) -> frozenset[str]:
    tables = db.execute("SELECT pairing_key FROM tables WHERE extraction_id = ?", (extraction_id,))
    figures = db.execute(
        "SELECT label FROM figures WHERE extraction_id = ? AND kind = 'key_figure' AND label <> ''",
        (extraction_id,),
    )
    return frozenset(
        {key for (key,) in tables.fetchall()}
        | {figure_key(label) for (label,) in figures.fetchall()}
    )


def _stored_statements(db: Database, extraction_id: int) -> frozenset[str]:
    found = db.execute(
        "SELECT entity, header, text FROM observations WHERE extraction_id = ? "
        "UNION ALL SELECT label, '', text FROM figures WHERE extraction_id = ? AND text <> ''",
        (extraction_id, extraction_id),
    )
    return frozenset(_statement(*row) for row in found.fetchall())
