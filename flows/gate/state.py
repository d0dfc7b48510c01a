"""What `crossfoot check` looks at: the checks of one version, document by document.

In: a dataset and a version. Out: frozen values; nothing here knows the catalog.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from crossfoot.db.causes import SUSPECT
from crossfoot.db.file.reading import reading
from crossfoot.db.stored.exact import from_scaled
from crossfoot.db.versions import extractions_of, newest_version
from crossfoot.flows.words.said import OWN, reader_language
from crossfoot.model import INCOMPLETE_CODES, Box, CheckKind, CheckStatus, Severity
from crossfoot.names import printable

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from sqlite_utils import Database

_CHECKS = f"""
SELECT k.*, coalesce(t.caption, '') AS caption,
  (SELECT group_concat(s.why, ' · ') FROM suspects s WHERE s.check_id = k.id) AS suspects,
  {SUSPECT} AS suspect
FROM checks k LEFT JOIN tables t ON t.id = k.table_id WHERE k.extraction_id = ? ORDER BY k.id
"""  # noqa: S608 - all of it is ours

HELD: frozenset[CheckStatus] = frozenset({"exact", "rounding"})


@dataclass(frozen=True, slots=True)
class JudgedCheck:
    """A check as the dataset holds it.

    Attributes:
        label: Row and column header of the total, or the figure's label.
        table: Caption of its table, "" outside tables.
        explanation: One sentence, in the reader's language where it was written in that.
        suspects: What is probably wrong, "" where nothing stands out.
        table_id: Its table in the dataset, with ``row`` and ``col`` of the total in it.
        suspect: Table, row and column of the likeliest suspect.
        significance: Expected number of such relations by chance.
    """

    id: int
    code: str
    fingerprint: str
    label: str
    table: str
    kind: CheckKind
    status: CheckStatus
    severity: Severity
    printed: Decimal | None
    computed: Decimal | None
    delta: Decimal | None
    tolerance: Decimal | None
    explanation: str
    suspects: str
    page: int
    box: Box
    axis: str = ""
    table_id: int | None = None
    row: int = 0
    col: int = 0
    suspect: str = ""
    significance: float | None = None

    @property
    def is_failing(self) -> bool:
        """Whether it needs a person; a mismatch of severity "info" was silenced by a rule."""
        return self.status == "mismatch" and self.severity != "info"

    @property
    def is_decided(self) -> bool:
        """Whether the numbers at hand were enough to say yes or no."""
        return self.status in HELD or self.status == "mismatch"


@dataclass(frozen=True, slots=True)
class Document:
    """A report of the version with its checks, in reading order.

    Attributes:
        numbers: All printed numbers; ``verified`` of them stand under a check that holds.
        placed: Of them in a cell, figure, chart, note or page furniture; ``None`` where they were
            not counted, by an older crossfoot: ``numbers`` are those of its tables then.
        figures: Key figures found outside tables.
        path: Of the file in the repository that we run in, as :mod:`flows.gate.places` finds
            it; "" elsewhere.
    """

    report: str
    file: str
    checks: tuple[JudgedCheck, ...]
    numbers: int
    verified: int
    figures: int
    placed: int | None = None
    sha256: str = ""
    path: str = ""

    @property
    def place(self) -> str:
        """What annotations point at: the path in the repository, else the name of the file."""
        return self.path or self.file


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that the run could not read, and the line that says why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class GateState:
    """All that the gate judges.

    Attributes:
        version: ``None`` when no version was ever loaded.
        unread: Documents of the last run that could not be read; of an older version, those of
            the run that made it. Pages that the version misses and another run may read.
    """

    database: str
    version: int | None
    documents: tuple[Document, ...] = ()
    unread: tuple[Unread, ...] = ()


def read_state(path: Path, *, version: int | None = None) -> GateState:
    """Read what is to be judged.

    Args:
        path: The dataset.
        version: ``None`` for the newest.

    Raises:
        DatasetError: There is no such dataset or version, or it is damaged.
    """
    with reading(path, is_checked=True) as db:
        newest = newest_version(db)
        number = version or newest
        held = extractions_of(db, number) if number is not None else set()
        documents = [_read_document(db, one) for one in sorted(held)]
        unread = _read_unread(db, None if number == newest else number)
        unread += _read_incomplete(db, held)
    in_order = tuple(sorted(documents, key=lambda document: document.report))
    return GateState(printable(str(path)), number, in_order, unread)


def _read_document(db: Database, extraction_id: int) -> Document:
    head = next(
        db.query(
            "SELECT r.label, d.file, d.sha256, e.numbers_count, e.verified_numbers_count, "
            "e.placed_numbers_count, "
            "(SELECT count(*) FROM figures f WHERE f.extraction_id = e.id "
            "AND f.kind = 'key_figure') AS figures FROM extractions e "
            "JOIN reports r ON r.id = e.report_id JOIN editions d ON d.id = e.edition_id "
            "WHERE e.id = ?",
            [extraction_id],
        )
    )
    checks = db.query(_CHECKS, [extraction_id])
    return Document(
        printable(head["label"]),
        printable(head["file"]),
        tuple(_check(row) for row in checks),
        head["numbers_count"],
        head["verified_numbers_count"],
        head["figures"],
        head["placed_numbers_count"],
        head["sha256"],
    )


def _check(row: dict[str, Any]) -> JudgedCheck:
    printed, computed, delta, tolerance = (
        from_scaled(row[f"{name}_scaled"], row["decimals"])
        for name in ("printed", "computed", "delta", "tolerance")
    )
    return JudgedCheck(
        id=row["id"],
        code=row["code"],
        fingerprint=row["fingerprint"],
        label=row["label"],
        table=row["caption"],
        kind=row["kind"],
        status=row["status"],
        severity=row["severity"],
        printed=printed,
        computed=computed,
        delta=delta,
        tolerance=tolerance,
        explanation=row.get(f"explanation_{reader_language()}") or row[f"explanation_{OWN}"],
        suspects=row["suspects"] or "",
        page=row["page"],
        box=(row["x0"], row["top"], row["x1"], row["bottom"]),
        axis=row["axis"],
        table_id=row["table_id"],
        row=row["row"],
        col=row["col"],
        suspect=row["suspect"] or "",
        significance=row["significance"],
    )


def _read_unread(db: Database, version: int | None) -> tuple[Unread, ...]:
    """Return the failures of the last run, or of the run that made an older version."""
    query = (
        "SELECT failures FROM runs ORDER BY id DESC LIMIT 1"
        if version is None
        else "SELECT failures FROM runs WHERE version = :version"
    )
    found = list(db.query(query, {"version": version}))
    return tuple(
        Unread(printable(file), printable(reason))
        for row in found
        for file, reason in json.loads(row["failures"])
    )


def _read_incomplete(db: Database, held: set[int]) -> tuple[Unread, ...]:
    """Return the pages that readings of a version left out, through no fault of the report."""
    marks = ", ".join("?" * len(INCOMPLETE_CODES))
    rows = db.query(
        "SELECT w.extraction_id, d.file, w.message FROM warnings w "  # noqa: S608 - marks alone
        "JOIN extractions e ON e.id = w.extraction_id JOIN editions d ON d.id = e.edition_id "
        f"WHERE w.code IN ({marks}) ORDER BY w.id",
        sorted(INCOMPLETE_CODES),
    )
    return tuple(
        Unread(printable(row["file"]), printable(row["message"]))
        for row in rows
        if row["extraction_id"] in held
    )
