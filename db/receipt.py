"""What a load says it did: reports added and replaced, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ChangeKind = Literal[
    "edition",
    "reading",
    "superseded",
    "incomplete",
    "moved",
    "separated",
    "unsure",
    "language",
    "withdrawn",
]


@dataclass(frozen=True, slots=True)
class Proof:
    """Why two files stand under one report, or why a person is asked.

    Attributes:
        decided_by: "rule" or "person".
        headings_pct: Headings that both print, of all that either prints; ``None`` where nothing
            was compared. ``numbers_pct`` and ``words_pct`` alike.
        reason: One English sentence.
    """

    decided_by: str
    headings_pct: float | None
    numbers_pct: float | None
    words_pct: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a load did, or asks, beside adding reports and leaving those it knows.

    Attributes:
        report: Label of the report.
        kind: "edition": another file takes the place of the old one. "reading": the same file,
            read by another pipeline. "superseded": the file offered is the older one, and left
            out. "incomplete": pages of the file were not read this time, and left out is what was.
            "moved": the same file stood under another report before. "separated": an older
            crossfoot took the file for an edition of the other's report; it has its own again.
            "unsure": it may be an edition of the other's report. "language": the other is the
            report in another language. "withdrawn": a person withdrew the file; it is left out.
        held: File that the version holds.
        other: File that it does not hold (any more).
        other_seen: When that one was first loaded: ISO 8601, UTC.
        is_together: Whether both were given in this load.
        proof: Why, where the files were compared or a person spoke.
    """

    report: str
    kind: ChangeKind
    held: str
    other: str
    other_seen: str
    is_together: bool = False
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a load did.

    Attributes:
        version: Newest version after the load, ``None`` in a dataset that never got one.
        is_new: Whether the load made it.
        added: Labels of reports that are new in it.
        replaced: Labels of reports whose edition or reading changed.
        unchanged: Labels of reports that the version held already, read by the same pipeline.
        superseded: Labels of reports that were offered in an edition older than the one held;
            `crossfoot rollback` brings the old one back.
        changes: What stands behind ``replaced`` and ``superseded``, in the order of the load.
        rows: (table, rows inserted), tables without new rows left out.
        run_id: Row of ``runs``, ``None`` when the caller gave no run.
    """

    version: int | None
    is_new: bool
    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    superseded: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    rows: tuple[tuple[str, int], ...] = ()
    run_id: int | None = None
