"""Under which licence a report may be passed on: what the catalog or a person states of it.

Nothing is guessed: a report of which nobody stated a licence has the licence "unknown".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from crossfoot.db.file.connection import connect, writing
from crossfoot.db.identity.rule import find_report_id
from crossfoot.db.versions import utc_now
from crossfoot.db.writer import Writer
from crossfoot.errors import UsageError

if TYPE_CHECKING:
    from sqlite_utils import Database

UNKNOWN = "unknown"
_NEWEST = (
    "SELECT licence, url, said_by FROM report_licences WHERE report_id = ? ORDER BY id DESC LIMIT 1"
)
_COLUMNS = ("report_id", "licence", "url", "said_by", "reason", "said_at")


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence as its issuer names it ("Licence Ouverte 2.0", "CC-BY-4.0"), and its text."""

    name: str
    url: str = ""


def licence_of(db: Database, report_id: int) -> tuple[Licence, Literal["catalog", "person"]] | None:
    """Return the licence of a report and who stated it, ``None`` where nobody did."""
    found = db.execute(_NEWEST, (report_id,)).fetchone()
    return None if found is None else (Licence(found[0], found[1]), found[2])


def state_licence(path: Path | str, report: str, licence: Licence, *, reason: str = "") -> str:
    """Write down what a person states, and return the label of the report.

    Args:
        report: Label or id.
        licence: "unknown" takes back what was stated.
        reason: Where it is stated: a page of the report, a site.

    Raises:
        UsageError: There is no such report, or the licence has no name.
        DatasetError: The dataset is locked, damaged or not ours; nothing was changed.
    """
    if not licence.name.strip():
        raise UsageError("name a licence, or unknown: crossfoot reports licence REPORT CC-BY-4.0")
    connect(path).close()  # says so where there is no dataset, instead of making one
    with writing(path) as db:
        writer, report_id = Writer(db, utc_now()), find_report_id(db, report)
        _write(writer, report_id, licence, "person", reason)
        label = db.execute("SELECT label FROM reports WHERE id = ?", (report_id,)).fetchone()[0]
    return str(label)


def take_from_catalog(
    writer: Writer, licences: Mapping[str, Licence], report_ids: Iterable[int]
) -> None:
    """Give reports of a series the licence that the catalog states, unless a person stated one."""
    wanted = set(report_ids) if licences else set()
    for name, stated in licences.items():
        of_series = writer.db.execute("SELECT id FROM reports WHERE series = ?", (name,)).fetchall()
        for report_id in sorted(wanted & {number for (number,) in of_series}):
            held = licence_of(writer.db, report_id)
            if held is None or (held[1] == "catalog" and held[0] != stated):
                _write(writer, report_id, stated, "catalog", "")


def _write(writer: Writer, report_id: int, licence: Licence, said_by: str, reason: str) -> None:
    values = (report_id, licence.name.strip(), licence.url.strip(), said_by, reason, writer.now)
    writer.insert("report_licences", _COLUMNS, values)
