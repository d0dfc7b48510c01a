"""What a person should look at, each with the line of YAML, or the command, that settles it.

In: the newest version of a dataset. Out: items in the order of the view `to_review`; equal
questions (a name printed twelve times) are one item. Nothing is written: a person pastes the
line, fills in who and why, and the next run follows it.
"""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from crossfoot.db.file.reading import reading
from crossfoot.db.stored.exact import from_scaled
from crossfoot.flows.gate.words import catalog_line
from crossfoot.model import AcceptedMismatch

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable
    from pathlib import Path

Row = dict[str, Any]

KINDS = ("edition", "city", "header", "table", "check", "warning")
"""What the view `to_review` holds."""

_QUERY = """
SELECT v.kind, v.report, v.printed, v.question, v.page, v.source_id, r.series, r.language
FROM to_review v JOIN reports r ON r.id = v.report_id
ORDER BY v.report, v.page, v.kind, v.source_id
"""
_DETAILS = {
    "city": """
SELECT m.geonameid, c.name, c.country, m.runner_up, o.name AS other_name, o.country AS other_country
FROM city_mentions m LEFT JOIN cities c ON c.geonameid = m.geonameid
LEFT JOIN cities o ON o.geonameid = m.runner_up WHERE m.id = ?""",
    "header": "SELECT measure, header, unit FROM observations WHERE id = ?",
    "table": "SELECT label, caption, engine FROM tables WHERE id = ?",
    "check": """
SELECT fingerprint, printed_scaled, computed_scaled, decimals FROM checks WHERE id = ?""",
    "edition": """
SELECT d.file, r.series, r.year, r.language, o.label FROM edition_evidence q
JOIN editions d ON d.id = q.edition_id JOIN reports r ON r.id = q.report_id
JOIN reports o ON o.id = q.other_report_id WHERE q.id = ?""",
}


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A question to a person.

    Attributes:
        printed: What the report prints.
        question: What is unsure about it.
        page: Where it is printed first, ``None`` for the whole report.
        times: How often the same question comes up in the report.
        file: File of the catalog that the answer belongs in, "" where there is none to give.
        section: Key of that file which the line stands under.
        line: YAML to paste under it, as far in as the entries of the files that ship; the rest of
            the line says what else it could be. Where no file is named, a command to run.
    """

    kind: str
    report: str
    printed: str
    question: str
    page: int | None
    times: int = 1
    file: str = ""
    section: str = ""
    line: str = ""


def list_review(path: Path, *, kind: str | None, today: datetime.date) -> tuple[ReviewItem, ...]:
    """Return what waits for a person in the newest version.

    Args:
        path: The dataset.
        kind: Only this of :data:`KINDS`, ``None`` for all.
        today: Date of the lines.

    Raises:
        DatasetError: There is no such dataset, or it is damaged.
    """
    with reading(path) as db:
        rows = [row for row in db.query(_QUERY) if kind in (None, row["kind"])]
        details = [_details(row, lambda q, n: next(db.query(q, [n]))) for row in rows]
        return _merge(_item(row, found, today) for row, found in zip(rows, details, strict=True))


def _details(row: Row, fetch: Callable[[str, int], Row]) -> Row:
    query = _DETAILS.get(row["kind"])
    return fetch(query, row["source_id"]) if query else {}


def _item(row: Row, found: Row, today: datetime.date) -> ReviewItem:
    item = ReviewItem(
        kind=row["kind"],
        report=row["report"],
        printed=row["printed"] or "",
        question=" ".join((row["question"] or "").split()),
        page=row["page"],
    )
    answer = _ANSWERS.get(item.kind)
    if answer is None:
        return item
    file, section, line = answer(row, found, today)
    return replace(item, file=file, section=section, line=line)


def _decide_city(row: Row, found: Row, today: datetime.date) -> tuple[str, str, str]:
    entry = {
        "name": row["printed"],
        "geonameid": found["geonameid"],
        **({"series": row["series"]} if row["series"] else {}),
        "language": row["language"],
        "author": "YOU",
        "date": today.isoformat(),
        "reason": "WHY",
    }
    choices = [
        f"{found[key]} is {found[name]} ({found[country]})"
        for key, name, country in (
            ("geonameid", "name", "country"),
            ("runner_up", "other_name", "other_country"),
        )
        if found[key] is not None
    ]
    comment = "; ".join([*choices, "null is no place"])
    return "decisions.yaml", "decisions", f"  - {_flow(entry)}  # {comment}"


def _name_measure(row: Row, found: Row, _today: datetime.date) -> tuple[str, str, str]:
    entry = {
        "id": found["measure"],
        "names": {row["language"]: found["header"]},
        **({"unit": found["unit"]} if found["unit"] else {}),
    }
    return _series_file(row), "measures", f"  - {_flow(entry)}"


def _steer_table(row: Row, found: Row, _today: datetime.date) -> tuple[str, str, str]:
    caption = found["caption"] or ""
    entry = {
        # one recipe for the table wherever it stands next year; without a caption only its page
        **({"caption": f"^{re.escape(caption)}$"} if caption else {"pages": [row["page"]]}),
        "engine": "pdfplumber" if found["engine"] != "pdfplumber" else "aligned",
    }
    return _series_file(row), "recipes", f"  - {_flow(entry)}  # or another engine that reads it"


def _accept_mismatch(row: Row, found: Row, today: datetime.date) -> tuple[str, str, str]:
    printed = from_scaled(found["printed_scaled"], found["decimals"])
    computed = from_scaled(found["computed_scaled"], found["decimals"])
    if printed is None or computed is None:
        return "", "", ""  # an entry is pinned to both values
    expires = today.replace(year=today.year + 1, day=min(today.day, 28))
    entry = AcceptedMismatch(
        fingerprint=found["fingerprint"],
        printed=printed,
        computed=computed,
        reason="WHY",
        author="YOU",
        added=today.isoformat(),
        expires=expires.isoformat(),
        report=row["report"],
    )
    return "accepted.yaml", "accepted", catalog_line(entry)


def _say_edition(_row: Row, found: Row, _today: datetime.date) -> tuple[str, str, str]:
    options = [
        part
        for name in ("series", "year", "language")
        for part in (f"--{name}", str(found[name]))
        if found[name]
    ]
    command = ["crossfoot", "ingest", found["file"], *options, "--edition-of", found["label"]]
    return "", "", f"{shlex.join(command)}  # or --edition-of none: a report of its own"


_ANSWERS = {
    "edition": _say_edition,
    "city": _decide_city,
    "header": _name_measure,
    "table": _steer_table,
    "check": _accept_mismatch,
}


def _series_file(row: Row) -> str:
    return f"{row['series'] or 'YOUR_SERIES'}.yaml"


def _flow(value: object) -> str:
    """Return a value as one line of YAML; text in double quotes, which JSON and YAML share."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)


def _merge(items: Iterable[ReviewItem]) -> tuple[ReviewItem, ...]:
    """Join equal questions of a report into the first of them."""
    merged: dict[tuple[str, str, str, str], ReviewItem] = {}
    for item in items:
        key = (item.kind, item.report, item.printed, item.line or item.question)
        first = merged.get(key)
        merged[key] = item if first is None else replace(first, times=first.times + 1)
    return tuple(merged.values())
