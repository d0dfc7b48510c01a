"""The register of reports: where a file is filed, why, and what is noted of it.

Rows of ``reports``, ``publications`` and ``edition_evidence`` are written here and nowhere else.
They are only added: a file that moves to another report gets a new row that says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from crossfoot.db.identity.profiles import profile_of
from crossfoot.db.identity.rule import (
    Candidate,
    Comparison,
    Said,
    Shelf,
    free_label,
    label_publication,
    label_report,
)
from crossfoot.model import ReportInfo

if TYPE_CHECKING:
    from crossfoot.db.identity.profiles import Profile
    from crossfoot.db.writer import Writer
    from crossfoot.model import Extraction

Filed = Literal["first", "edition", "unsure", "language", "other"]


@dataclass(frozen=True, slots=True)
class Note:
    """One row of ``edition_evidence``: what a file was compared with, and what followed.

    Attributes:
        verdict: "first": the first file of its report. "edition": it is one of the other's report.
            "unsure": it may be. "language": it is one in another language. "other": it is none.
        other: What it was compared with.
        comparison: ``None`` when a person decided, or nothing was compared.
    """

    verdict: Filed
    other: Candidate | None = None
    comparison: Comparison | None = None
    reason: str = ""
    by_person: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """The report a file goes to, with what is new to note of it."""

    report_id: int
    notes: tuple[Note, ...] = ()


class Register:
    """Files documents under reports, for one load in its transaction."""

    def __init__(self, writer: Writer, said: Said | None = None) -> None:
        """Take the open load, and what a person says of its files."""
        self.writer = writer
        self.db = writer.db
        self.said = said
        self.shelf = Shelf(writer.db)

    def place(self, extraction: Extraction) -> Place:
        """Return the report of a document, a new one where it is no edition of any."""
        info = extraction.report
        if self.said is not None:
            return self._as_said(extraction, self.said)
        known = self._known(info)
        if known is not None:
            return Place(known)
        return self.judge(profile_of(extraction), info)

    def judge(self, mine: Profile, info: ReportInfo) -> Place:
        """Return the report of a document nobody has filed yet."""
        ranked = self.shelf.ranked(mine)
        if ranked and ranked[0][1].verdict == "edition":
            one, comparison = ranked[0]
            return Place(one.report_id, (Note("edition", one, comparison, comparison.reason),))
        questions = tuple(
            Note("unsure", one, comparison, comparison.reason) for one, comparison in ranked[:1]
        )
        return self.open_report(mine, info, questions)

    def open_report(self, mine: Profile, info: ReportInfo, questions: tuple[Note, ...]) -> Place:
        """Return a new report, of the publication of its editions in other languages."""
        sibling = self.shelf.language_edition(mine)
        if sibling is None:
            return Place(self._add_report(info, None), (Note("first"), *questions))
        report_id = self._add_report(info, self._publication(sibling.report_id))
        told = "it prints the same numbers in another language"
        return Place(report_id, (Note("first"), Note("language", sibling, reason=told), *questions))

    def write(self, edition_id: int, place: Place) -> None:
        """Note why a file stands where it does."""
        for note in place.notes:
            shares = note.comparison
            self.writer.insert(
                "edition_evidence",
                (
                    *("edition_id", "report_id", "other_edition_id", "other_report_id", "verdict"),
                    *("decided_by", "headings_pct", "numbers_pct", "words_pct", "reason"),
                    "decided_at",
                ),
                (
                    *(edition_id, place.report_id),
                    *((note.other.edition_id, note.other.report_id) if note.other else (None,) * 2),
                    *(note.verdict, "person" if note.by_person else "rule"),
                    *(_percentages(shares) if shares else (None,) * 3),
                    *(note.reason, self.writer.now),
                ),
            )

    # ---------------------------------------------------------------------- what is known

    def _known(self, info: ReportInfo) -> int | None:
        """Return the report a person gave a file, or that it had when it was read alike."""
        found = (
            self.db.execute(
                "SELECT v.report_id FROM edition_evidence v JOIN editions d ON d.id = v.edition_id "
                "WHERE d.sha256 = ? AND v.decided_by = 'person' ORDER BY v.id DESC",
                (info.sha256,),
            ).fetchone()
            or self.db.execute(
                "SELECT r.id FROM editions d JOIN extractions e ON e.edition_id = d.id "
                "JOIN reports r ON r.id = e.report_id "
                "WHERE d.sha256 = ? AND r.series = ? AND r.year IS ? AND r.language = ? "
                "ORDER BY e.id DESC",
                (info.sha256, info.series, info.year, info.language),
            ).fetchone()
        )
        return int(found[0]) if found else None

    def _mates(self, info: ReportInfo, report_id: int) -> list[Candidate]:
        """Return the other files that stand under a report, the newest first."""
        found = self.db.execute(
            "SELECT e.report_id, e.edition_id, e.id FROM extractions e "
            "JOIN editions d ON d.id = e.edition_id WHERE d.sha256 <> ? AND e.report_id = ? "
            "AND e.id = (SELECT max(l.id) FROM extractions l WHERE l.edition_id = e.edition_id) "
            "ORDER BY 2 DESC",
            (info.sha256, report_id),
        ).fetchall()
        return [Candidate(*row) for row in found]

    # ------------------------------------------------------------------- what a person says

    def _as_said(self, extraction: Extraction, said: Said) -> Place:
        info = extraction.report
        if said.report_id is None:
            return self._on_its_own(extraction)
        language, publication = self.db.execute(
            "SELECT language, publication_id FROM reports WHERE id = ?", (said.report_id,)
        ).fetchone()
        mates = self._mates(info, said.report_id)
        other = mates[0] if mates else None
        if language == info.language:
            note = Note("edition", other, reason="a person said so", by_person=True)
            return Place(said.report_id, (note,))
        twin = self.db.execute(
            "SELECT id FROM reports WHERE publication_id = ? AND language = ? ORDER BY id DESC",
            (publication, info.language),
        ).fetchone()
        report_id = int(twin[0]) if twin else self._add_report(info, int(publication))
        note = Note("language", other, reason="a person said so", by_person=True)
        return Place(report_id, (note,))

    def _on_its_own(self, extraction: Extraction) -> Place:
        """File a document under a report of its own; what it resembles is asked no more."""
        info = extraction.report
        known = self._known(info)
        mates = self._mates(info, known) if known is not None else []
        is_new = known is None or bool(mates)
        report_id = self._add_report(info, None) if known is None or is_new else known
        resembled = [one for one, _ in self.shelf.ranked(profile_of(extraction))]
        others = {one.report_id: one for one in (*resembled, *mates)}
        notes = tuple(
            Note("other", one, reason="a person said so", by_person=True) for one in others.values()
        )
        return Place(
            report_id, notes or (Note("other", reason="a person said so", by_person=True),)
        )

    # ------------------------------------------------------------------------- new rows

    def _publication(self, report_id: int) -> int:
        found = self.db.execute("SELECT publication_id FROM reports WHERE id = ?", (report_id,))
        return int(found.fetchone()[0])

    def _add_report(self, info: ReportInfo, publication_id: int | None) -> int:
        """Add a report, with a publication where it belongs to none that is there."""
        if publication_id is None:
            publication_id = self.writer.insert(
                "publications",
                ("label", "series", "title", "issuer", "year"),
                (
                    self._free_label(
                        "publications",
                        label_publication(
                            info.series, info.name or info.title, info.year, info.file
                        ),
                    ),
                    *(info.series, info.title, info.issuer, info.year),
                ),
            )
        return self.writer.insert(
            "reports",
            ("label", "publication_id", "series", "year", "language", "title"),
            (
                *(self._free_label("reports", label_report(info)), publication_id),
                *(info.series, info.year, info.language, info.title),
            ),
        )

    def _free_label(self, table: str, label: str) -> str:
        found = self.db.execute(f"SELECT label FROM {table}").fetchall()  # noqa: S608 - our name
        return free_label((text for (text,) in found), label)


def _percentages(shares: Comparison) -> tuple[float, float, float]:
    headings, numbers, words = (
        round(100 * share, 1) for share in (shares.headings, shares.numbers, shares.words)
    )
    return headings, numbers, words
