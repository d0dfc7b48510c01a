"""What a person should look at, each with the line of YAML, or the command, that settles it.

In: the newest version of a dataset. Out: items by report, mismatches first, the worst cause before
others and its checks beside each other, then what settles most rows; equal questions (a name
printed twelve times, a measure of all reports of a series) are one item. Nothing is written:
`crossfoot review accept` does that, or a person pastes the line, fills in who and why, and the next
run follows it.
"""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import yaml

from crossfoot.db.causes import SUSPECT, Failing, Shared, find_causes
from crossfoot.db.file.reading import reading
from crossfoot.db.stored.exact import from_scaled
from crossfoot.flows.gate.proposals import Proposal, propose
from crossfoot.flows.gate.questions import named_question, question_of, question_of_name
from crossfoot.flows.gate.words import catalog_line
from crossfoot.flows.words.said import reader_language
from crossfoot.model import AcceptedMismatch
from crossfoot.normalizers.tables.headers import PATH
from crossfoot.normalizers.words.labels import fold_label
from crossfoot.vocabulary.printed import without_years

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

Row = dict[str, Any]

KINDS = ("edition", "city", "header", "table", "check", "warning")
"""What the view `to_review` holds."""

_QUERY = """
SELECT v.kind, v.report, v.printed, v.question, v.page, v.source_id, r.series, r.language
FROM to_review v JOIN reports r ON r.id = v.report_id
WHERE v.kind != 'warning' OR v.what != 'corrected'
ORDER BY v.report, v.page, v.kind, v.source_id
"""
_ROWS = {
    "city": "SELECT 1 + count(o.id) AS n FROM city_mentions m LEFT JOIN observation_rows o "
    "ON o.table_id = m.table_id AND o.row = m.row WHERE m.id = ?",
    "header": "SELECT count(*) AS n FROM observations p JOIN observations o "
    "ON o.table_id = p.table_id AND o.measure = p.measure AND o.header = p.header WHERE p.id = ?",
    "table": "SELECT count(*) AS n FROM observations WHERE table_id = ?",
    "check": "SELECT 1 + count(*) AS n FROM check_items WHERE check_id = ?",
    "edition": "SELECT (SELECT count(*) FROM observations o WHERE o.report_id = q.report_id) AS n "
    "FROM edition_evidence q WHERE q.id = ?",
}
"""How many rows an answer settles."""

_DETAILS = {
    "city": """
SELECT m.geonameid, c.name, c.country, m.runner_up, o.name AS other_name, o.country AS other_country
FROM city_mentions m LEFT JOIN cities c ON c.geonameid = m.geonameid
LEFT JOIN cities o ON o.geonameid = m.runner_up WHERE m.id = ?""",
    "header": "SELECT measure, header, unit FROM observations WHERE id = ?",
    "table": "SELECT label, caption, engine FROM tables WHERE id = ?",
    "check": f"""
SELECT k.fingerprint, k.printed_scaled, k.computed_scaled, k.delta_scaled, k.decimals, k.label,
k.kind, k.axis, k.row, k.col, k.table_id, k.extraction_id, k.severity, k.significance,
k.explanation_en, k.explanation_fr, k.explanation_es,
{SUSPECT} AS suspect, t.caption
FROM checks k LEFT JOIN tables t ON t.id = k.table_id WHERE k.id = ?""",  # noqa: S608 - all ours
    "edition": """
SELECT d.file, r.series, r.year, r.language, o.label FROM edition_evidence q
JOIN editions d ON d.id = q.edition_id JOIN reports r ON r.id = q.report_id
JOIN reports o ON o.id = q.other_report_id WHERE q.id = ?""",
}


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A question to a person.

    Attributes:
        id: By which an answer names it: of a mismatch its fingerprint.
        rows: How many rows an answer settles.
        reports: How many reports ask the same.
        series: Of the report, "" for none; with its ``language``.
        joined: Measure that the evidence of other reports says it is; then nobody need answer.
        severity: Of a mismatch, "" of all else.
        cause: Of a mismatch the id of the worst one that fails for the same reason, often its own.
        shared: What it has in common with that one.
        rejected: Rule that takes the alarm of a mismatch away, "" where there can be none.
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
    id: str = ""
    rows: int = 0
    reports: int = 1
    series: str = ""
    language: str = ""
    rejected: str = ""
    joined: str = ""
    severity: str = ""
    cause: str = ""
    shared: Shared = "cause"


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
        joins = propose(db) if kind in (None, "header") else {}
        items = [
            _joined(_item(row, found, today), joins.get((row["series"], found.get("measure", ""))))
            for row, found in zip(rows, details, strict=True)
        ]
        failing = [n for n, row in enumerate(rows) if row["kind"] == "check"]
        causes = find_causes([_asked(details[n]) for n in failing])
        first = [_of_cause(items, [failing[n] for n in one.members], one.shared) for one in causes]
        told = [item for group in first for item in group]
        rest = sorted((item for item in items if item.kind != "check"), key=_weight)
        return tuple(sorted(_merge([*told, *rest]), key=lambda item: item.report))


def _weight(item: ReviewItem) -> tuple[int, int]:
    """Return what orders the questions of a report: those that settle most rows first."""
    return -item.rows, item.page or 0


def _of_cause(
    items: Sequence[ReviewItem], members: Sequence[int], shared: Shared
) -> list[ReviewItem]:
    """Return the items of a cause, the worst first, each with the id of that one."""
    cause = items[members[0]].id
    return [replace(items[n], cause=cause, shared=shared) for n in members]


def _asked(found: Row) -> Failing:
    """Return what is asked of a failing check to tell its cause."""
    printed, delta = (from_scaled(found[f"{n}_scaled"], found["decimals"]) for n in _VALUES)
    return Failing(
        report=found["extraction_id"],
        is_warning=found["severity"] != "error",
        printed=printed,
        delta=delta,
        suspect=found["suspect"],
        table=found["table_id"],
        **{name: found[name] for name in ("row", "col", "axis", "significance")},
    )


_VALUES = ("printed", "delta")


def _details(row: Row, fetch: Callable[[str, int], Row]) -> Row:
    name = row["kind"]
    found = fetch(_DETAILS[name], row["source_id"]) if name in _DETAILS else {}
    counted = fetch(_ROWS[name], row["source_id"])["n"] if name in _ROWS else 0
    return {**found, "rows": counted}


def _item(row: Row, found: Row, today: datetime.date) -> ReviewItem:
    item = ReviewItem(
        kind=row["kind"],
        report=row["report"],
        printed=row["printed"] or "",
        question=" ".join((_explanation(found) or row["question"] or "").split()),
        page=row["page"],
        rows=found["rows"],
        series=row["series"] or "",
        language=row["language"],
        id=_question_id(row, found),
        rejected=_silence(found) if row["kind"] == "check" else "",
        severity=found["severity"] if row["kind"] == "check" else "",
    )
    answer = _ANSWERS.get(item.kind)
    if answer is None:
        return item
    file, section, line = answer(row, found, today)
    return replace(item, file=file, section=section, line=line)


def _explanation(found: Row) -> str:
    """Return why a total does not hold in the reader's language, "" where that was not written."""
    return str(found.get(f"explanation_{reader_language()}") or "")


def _joined(item: ReviewItem, proposal: Proposal | None) -> ReviewItem:
    """Return the question of an unknown name with the measure that evidence says it is."""
    if item.kind != "header" or proposal is None:
        return item
    entry = yaml.safe_load(item.line)[0]
    line = f"  - {_flow({'measure': proposal.measure, 'names': entry['names']})}"
    question = f"{item.question}; it is {proposal.measure}, as {proposal.reason} say"
    return replace(
        item, question=question, section="further_names", line=line, joined=proposal.measure
    )


def _question_id(row: Row, found: Row) -> str:
    """Return a name of the question that survives a new reading of the report."""
    kind, whose = row["kind"], row["series"] or row["report"]
    if kind == "check":
        return str(found["fingerprint"])
    if kind == "header":
        return question_of_name(whose, found.get("measure", ""))
    if kind == "warning" and (named := named_question(row["question"] or "")):
        return named
    about = {
        "city": (whose, row["language"], row["printed"]),
        "table": (row["report"], row["printed"], row["page"]),
    }.get(kind, (row["report"], row["printed"], row["question"], row["page"]))
    return question_of(kind, *about)


def _silence(found: Row) -> str:
    """Return the rule of a series by which a total claims no such equation, "" for no table."""
    lines = str(found["label"]).split(PATH)
    if found["axis"] not in ("row", "column") or not lines[0]:
        return ""
    own, other = (lines[0], lines[1:]) if found["axis"] == "column" else (lines[-1], lines[:-1])
    caption = found["caption"] or ""
    entry = {
        "action": "silence",
        "reason": "WHY",
        "kind": found["kind"],
        "axis": found["axis"],
        "total": f"^{re.escape(fold_label(own))}$",
        **({"table": f"^{re.escape(fold_label(caption))}$"} if caption else {}),
        **({"column": re.escape(without_years(other[0]).strip())} if other else {}),
    }
    return f"  - {_flow(entry)}"


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
    seen: dict[tuple[str, str, str, str], set[str]] = {}
    for item in items:
        key = (item.kind, item.report, item.printed, item.line or item.question)
        if item.kind == "header":  # one question for a measure of a series
            key = (item.kind, item.id, "", "")
        first = merged.get(key)
        asked = seen.setdefault(key, set())
        asked.add(item.report)
        merged[key] = (
            item
            if first is None
            else replace(
                first, times=first.times + 1, rows=first.rows + item.rows, reports=len(asked)
            )
        )
    return tuple(merged.values())
