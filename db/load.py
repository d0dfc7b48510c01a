"""Loading: extractions in, at most one new dataset version out, in one short transaction.

Rows are built before the transaction opens. Inside it, the load finds out what the dataset
already has, inserts what is new, and closes the old extraction of each replaced report. A
process killed anywhere leaves the version that was there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from crossfoot.db.file.access import reported
from crossfoot.db.file.connection import connect, writing
from crossfoot.db.identity.rule import OWN, find_said
from crossfoot.db.licences import Licence, take_from_catalog
from crossfoot.db.receipt import Change, ChangeKind, Proof, Receipt
from crossfoot.db.registry import Register
from crossfoot.db.separate import Separated, hold, separate_merged
from crossfoot.db.stored.rows import Staged, stage
from crossfoot.db.versions import Held, add_version, current_extractions, newest_version, utc_now
from crossfoot.db.withdrawn import lift, withdrawn_why
from crossfoot.db.writer import Writer, count_mismatches
from crossfoot.model import INCOMPLETE_MARK, Extraction


@dataclass(frozen=True, slots=True)
class Run:
    """What a flow run tells about itself; the rest of its receipt the load counts.

    Attributes:
        command: As typed, for people ("crossfoot ingest a.pdf").
        started_at: ISO 8601, UTC.
        duration_s: Until the load, in seconds.
        failures: (file, one line) of each document that could not be read.
    """

    command: str = ""
    started_at: str = ""
    duration_s: float = 0.0
    failures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureText:
    """What the catalog says of a measure; loaded once, with the first number that uses it."""

    measure: str
    name_fr: str | None = None
    name_en: str | None = None
    name_es: str | None = None
    unit: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A source of the gazetteer that the places come from."""

    name: str
    version: str
    licence: str
    url: str
    built_at: str


def load_extractions(
    path: Path | str,
    extractions: Sequence[Extraction],
    *,
    message: str = "",
    run: Run | None = None,
    measures: Sequence[MeasureText] = (),
    sources: Sequence[Source] = (),
    files: Mapping[str, Path] | None = None,
    edition_of: str | None = None,
    licences: Mapping[str, Licence] | None = None,
) -> Receipt:
    """Load extractions as one new version; make the dataset where there is none.

    An extraction is known by its edition's sha256 and its pipeline: a known one adds no rows. A
    new edition of a report, or a new reading of an edition, takes the place of the old one in
    the new version; the old versions keep it. A reading that left pages out never takes the place
    of a whole one of the same file. Without a change there is no new version.

    Args:
        path: The dataset file.
        extractions: In the order given by the user: of two editions of one report, the one
            that was seen last wins.
        message: Why, in the words of the person who loads.
        run: Adds a row to ``runs``.
        measures: Names of the catalog's measures.
        sources: Where the places come from.
        files: PDF of each edition by its sha256; kept in the dataset, so that every number can
            be shown on its page wherever the dataset goes.
        edition_of: Label or id of the report that a person says all of them are editions of;
            "none": each is a report of its own.
        licences: What the catalog states of a series, by its name.

    Raises:
        UsageError: No report is called ``edition_of``.
        DatasetError: The dataset is locked, damaged or not ours; nothing was changed.
    """
    staged = [stage(extraction) for extraction in extractions]
    with writing(path) as db:
        writer, held = Writer(db, utc_now()), current_extractions(db)
        said = find_said(db, edition_of) if edition_of else None
        load = _Load(writer, held, Register(writer, said))
        before = set(load.wanted)
        load.put_right()
        for one in staged:
            load.offer(one)
        _keep_files(load.writer, files or {})
        take_from_catalog(writer, licences or {}, (one.report_id for one in load.wanted.values()))
        run_id = None if run is None else _insert_run(load.writer, staged, run)
        if set(load.wanted) == before:
            return load.receipt(newest_version(db), is_new=False, run_id=run_id)
        _insert_meanings(load.writer, measures, sources)
        told = message or _tell_files(extractions)
        version = add_version(
            db, set(load.wanted), now=load.writer.now, message=told, run_id=run_id
        )
        db.execute("UPDATE runs SET version = ? WHERE id = ?", (version, run_id))
        return load.receipt(version, is_new=True, run_id=run_id)


def check_said(path: Path | str, edition_of: str) -> None:
    """Say at once when ``--edition-of`` names no report of a dataset.

    Raises:
        UsageError: It names none.
        DatasetError: There is no such dataset, or it is damaged.
    """
    path = Path(path)
    if edition_of == OWN and not path.exists():
        return
    with reported(path):
        db = connect(path)
        try:
            find_said(db, edition_of)
        finally:
            db.close()


@dataclass(slots=True)
class _Load:
    """One load in its transaction.

    Attributes:
        wanted: The extractions that the next version will hold.
        offered: Editions that this load was given so far.
    """

    writer: Writer
    wanted: dict[int, Held]
    register: Register
    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    superseded: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    offered: set[int] = field(default_factory=set)

    def put_right(self) -> None:
        """Part the files of several reports that an older crossfoot merged."""
        for one in separate_merged(self.register):
            hold(one, self.wanted)
            self._tell_separated(one)

    def offer(self, staged: Staged) -> None:
        """Decide whether an extraction enters the next version, and insert it if it is new."""
        info = staged.extraction.report
        why = withdrawn_why(self.writer.db, info.sha256)
        if why is not None and self.register.said is None:
            proof = Proof("person", None, None, None, why)
            self.changes.append(
                Change("", "withdrawn", info.file, info.file, self.writer.now, proof=proof)
            )
            return
        if why is not None:
            lift(self.writer.db, info.sha256, self.writer.now)
        extraction_id, held = self._find_or_insert(staged)
        label = self._label(held.report_id)
        rivals = {
            number: other
            for number, other in self.wanted.items()
            if held.report_id == other.report_id or held.edition_id == other.edition_id
        }
        if extraction_id in rivals:
            self.unchanged.append(label)
        elif newer := [one for one in rivals.values() if one.edition_id > held.edition_id]:
            self._leave_out(label, newer[0], held)
        elif whole := self._whole_reading(extraction_id, held, rivals):
            self.unchanged.append(label)
            self.changes.append(self._change(label, "incomplete", whole, held.edition_id))
        else:
            for number, other in rivals.items():
                del self.wanted[number]
                kind = _kind_of(held, other)
                self.changes.append(self._change(label, kind, held, other.edition_id))
            self.wanted[extraction_id] = held
            (self.replaced if rivals else self.added).append(label)
        self.offered.add(held.edition_id)

    def _leave_out(self, label: str, newer: Held, held: Held) -> None:
        """Keep the newer edition; the older one is nowhere else either, should it have moved."""
        self.superseded.append(label)
        self.changes.append(self._change(label, "superseded", newer, held.edition_id))
        for number, other in tuple(self.wanted.items()):
            if other.edition_id == held.edition_id:
                del self.wanted[number]

    def _tell_separated(self, one: Separated) -> None:
        if one.edition_id != one.kept.edition_id:
            held = Held(one.edition_id, one.report_id)
            label = self._label(one.report_id)
            self.changes.append(self._change(label, "separated", held, one.kept.edition_id))

    def _whole_reading(
        self, extraction_id: int, held: Held, rivals: Mapping[int, Held]
    ) -> Held | None:
        """Return the whole reading of an edition that an incomplete one must not replace."""
        if not self._is_incomplete(extraction_id):
            return None
        same = (n for n, other in rivals.items() if other.edition_id == held.edition_id)
        return next((rivals[n] for n in same if not self._is_incomplete(n)), None)

    def _is_incomplete(self, extraction_id: int) -> bool:
        found = self.writer.db.execute(
            "SELECT pipeline FROM extractions WHERE id = ?", (extraction_id,)
        )
        return INCOMPLETE_MARK in found.fetchone()[0]

    def _change(self, label: str, kind: ChangeKind, held: Held, other_id: int) -> Change:
        (file, _), (other_file, seen) = (
            self.writer.db.execute(
                "SELECT file, first_seen FROM editions WHERE id = ?", (edition_id,)
            ).fetchone()
            for edition_id in (held.edition_id, other_id)
        )
        is_together = not self.offered.isdisjoint({held.edition_id, other_id})
        proof = self._proof(kind, held, other_id)
        return Change(label, kind, file, other_file, seen, is_together, proof)

    def _proof(self, kind: ChangeKind, held: Held, other_id: int) -> Proof | None:
        """Return the newest note that speaks of what is told."""
        verdict = {"superseded": "edition", "separated": "other"}.get(kind, kind)
        found = self.writer.db.execute(
            "SELECT decided_by, headings_pct, numbers_pct, words_pct, reason FROM edition_evidence "
            "WHERE edition_id IN (?, ?) AND verdict = ? AND (report_id = ? OR verdict = 'other') "
            "ORDER BY edition_id = ? DESC, id DESC",
            (held.edition_id, other_id, verdict, held.report_id, held.edition_id),
        ).fetchone()
        return Proof(*found) if found else None

    def receipt(self, version: int | None, *, is_new: bool, run_id: int | None) -> Receipt:
        """Return what was done."""
        return Receipt(
            version,
            is_new,
            tuple(self.added),
            tuple(self.replaced),
            tuple(self.unchanged),
            tuple(self.superseded),
            tuple(self.changes),
            tuple((told, n) for name, n in self.writer.inserted.items() if (told := _told(name))),
            run_id,
        )

    def _find_or_insert(self, staged: Staged) -> tuple[int, Held]:
        info = staged.extraction.report
        place = self.register.place(staged.extraction)
        held = Held(self._edition(staged.extraction, place.report_id), place.report_id)
        self.register.write(held.edition_id, place)
        for note in place.notes:
            if note.other and (note.verdict == "unsure" or note.verdict == "language"):
                change = self._change(
                    self._label(place.report_id), note.verdict, held, note.other.edition_id
                )
                self.changes.append(change)
        found = self.writer.db.execute(
            "SELECT e.id FROM extractions e JOIN editions d ON d.id = e.edition_id "
            "WHERE d.sha256 = ? AND e.pipeline = ? AND e.report_id = ?",
            (info.sha256, staged.extraction.pipeline, place.report_id),
        ).fetchone()
        if found:
            return int(found[0]), held
        return self.writer.insert_extraction(staged, held.edition_id, held.report_id), held

    def _edition(self, extraction: Extraction, report_id: int) -> int:
        info = extraction.report
        found = self.writer.db.execute(
            "SELECT id FROM editions WHERE sha256 = ?", (info.sha256,)
        ).fetchone()
        if found:
            return int(found[0])
        return self.writer.insert(
            "editions",
            (
                *("report_id", "file", "sha256", "pages_count", "size_bytes", "producer"),
                "first_seen",
            ),
            (
                *(report_id, info.file, info.sha256, info.pages, info.size, info.producer),
                self.writer.now,
            ),
        )

    def _label(self, report_id: int) -> str:
        found = self.writer.db.execute("SELECT label FROM reports WHERE id = ?", (report_id,))
        return str(found.fetchone()[0])


def _told(table: str) -> str:
    """Return what a receipt calls the rows of a table, "" for what it does not tell."""
    if table == "observation_rows":
        return "observations"
    return "" if table == "runs" or table.startswith("observation_") else table


def _kind_of(held: Held, other: Held) -> ChangeKind:
    if other.edition_id != held.edition_id:
        return "edition"
    return "reading" if other.report_id == held.report_id else "moved"


def _tell_files(extractions: Sequence[Extraction]) -> str:
    """Return a message for a version that nobody gave one: its files, three at most."""
    files = [extraction.report.file for extraction in extractions]
    more = f" and {len(files) - 3} more" if len(files) > 3 else ""
    return ", ".join(files[:3]) + more


def _insert_meanings(
    writer: Writer, measures: Sequence[MeasureText], sources: Sequence[Source]
) -> None:
    """Record what the catalog says of the measures in use, and where the places come from."""
    writer.db.conn.executemany(
        "UPDATE measures SET is_known = 1, name_fr = ?, name_en = ?, name_es = ?, unit = ?, "
        "description = ? WHERE measure = ? AND name_en IS NULL",
        [
            (text.name_fr, text.name_en, text.name_es, text.unit, text.description, text.measure)
            for text in measures
        ],
    )
    writer.insert_new(
        "gazetteer_sources",
        ("name", "version", "licence", "url", "built_at"),
        [(one.name, one.version, one.licence, one.url, one.built_at) for one in sources],
    )


def _keep_files(writer: Writer, files: Mapping[str, Path]) -> None:
    """Put the PDFs of editions that are new to the dataset into it, one at a time in memory.

    A file that changed since it was read is left out: it would show other pages.
    """
    for sha256, path in files.items():
        wanted = writer.db.execute(
            "SELECT 1 FROM editions WHERE sha256 = ? "
            "AND sha256 NOT IN (SELECT sha256 FROM edition_files)",
            (sha256,),
        ).fetchone()
        if wanted and hashlib.sha256(data := path.read_bytes()).hexdigest() == sha256:
            writer.insert_new("edition_files", ("sha256", "data"), [(sha256, data)])


def _insert_run(writer: Writer, staged: Sequence[Staged], run: Run) -> int:
    extractions = [one.extraction for one in staged]
    mentions = [mention for one in extractions for mention in one.cities]
    values: dict[str, str | int | float] = {
        "started_at": run.started_at or writer.now,
        "finished_at": writer.now,
        "duration_s": run.duration_s,
        "command": run.command,
        "documents_count": len(staged) + len(run.failures),
        "failed_count": len(run.failures),
        "failures": json.dumps(run.failures, ensure_ascii=False),
        "rows_count": sum(writer.inserted.values()),
        "findings_count": sum(len(one.warnings) for one in extractions),
        "mismatches_count": sum(count_mismatches(one) for one in extractions),
        "unmatched_places_count": sum(m.match.status == "review" for m in mentions),
    }
    return writer.insert("runs", tuple(values), tuple(values.values()))
