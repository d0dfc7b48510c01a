"""Totals that do not add up, those of one cause as one, the worst first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from weakref import WeakKeyDictionary

from crossfoot.browse.addresses import find_report
from crossfoot.browse.downloads import download, formats
from crossfoot.browse.pages.page import (
    all_rows,
    number_of,
    reader_language,
    render,
    report_key,
)
from crossfoot.browse.printed import KEY_DIGITS, place_sql
from crossfoot.db.causes import SUSPECT, Cause, Failing, find_causes
from crossfoot.db.stored.exact import from_scaled

PER_PAGE = 50

_COLUMNS = f"""
k.id, {place_sql("k")} AS place, {place_sql("t")} AS table_place,
substr(d.sha256, 1, {KEY_DIGITS}) AS report_key, k.label, k.total_text, k.printed, k.computed,
  k.delta, k.severity, k.kind, k.page,
k.explanation_en, k.explanation_fr, k.explanation_es, k.fingerprint, n.gap, t.label AS table_label,
r.label AS report, r.language
"""
_FROM = """
FROM now_mismatches n JOIN checks k ON k.id = n.check_id JOIN reports r ON r.id = n.report_id
JOIN extractions e ON e.id = n.extraction_id JOIN editions d ON d.id = e.edition_id
LEFT JOIN tables t ON t.id = k.table_id
"""
TOLD = f"SELECT {_COLUMNS} {_FROM} WHERE k.id IN (SELECT value FROM json_each(:ids))"  # noqa: S608
ASKED = f"""
SELECT k.id, k.extraction_id, k.table_id, k.row, k.col, k.axis, k.severity, k.significance,
  k.printed_scaled, k.delta_scaled, k.decimals, {SUSPECT} AS suspect
FROM now_mismatches n CROSS JOIN checks k ON k.id = n.check_id
WHERE :report IS NULL OR n.report_id = :report ORDER BY n.check_id
"""  # noqa: S608 - all of it is ours
BY_REPORT = f"""
SELECT substr(d.sha256, 1, {KEY_DIGITS}) AS key, r.label, m.mismatches_count FROM (
  SELECT report_id, extraction_id, count(*) AS mismatches_count FROM now_mismatches
  GROUP BY report_id, extraction_id) m
JOIN reports r ON r.id = m.report_id JOIN extractions e ON e.id = m.extraction_id
JOIN editions d ON d.id = e.edition_id ORDER BY 3 DESC, 2
"""  # noqa: S608 - ours
PLACE = "SELECT 1 FROM now_mismatches WHERE check_id = :id"
STAMP = """
SELECT (SELECT max(number) FROM versions), (SELECT count(*) FROM now_mismatches),
  (SELECT max(check_id) FROM now_mismatches)
"""

_KEPT: WeakKeyDictionary[Any, tuple[tuple[Any, ...], list[Cause]]] = WeakKeyDictionary()
"""Of each database the causes of its newest version: thousands take longer than a page may."""


async def show_mismatches(datasette: Any, request: Any) -> Any:
    """The list, of all reports or of one."""
    database = datasette.get_database()
    language = reader_language(request)
    key = await report_key(database, request)
    report = await find_report(database, key) if key else None
    causes = await _causes(database, report)
    if request.url_vars.get("ending"):
        rows = await _told(database, causes)
        numbered = [{**row, "cause": n} for n, group in enumerate(rows, 1) for row in group]
        return download(numbered, request.url_vars["ending"], "mismatches")
    start = number_of(request, "start") or 0
    shown = causes[start : start + PER_PAGE]
    groups = await _told(database, shown)
    context = {
        "causes": [
            {"checks": [explained(row, language) for row in rows], "shared": cause.shared}
            for cause, rows in zip(shown, groups, strict=True)
        ],
        "has_more": len(causes) > start + PER_PAGE,
        "start": start,
        "per_page": PER_PAGE,
        "report": key if report is not None else None,
        "count": len(causes),
        "totals": sum(len(cause.members) for cause in causes),
        "by_report": await all_rows(database, BY_REPORT),
        "formats": formats(),
        "lasting": "mismatches",
    }
    return await render(datasette, request, "crossfoot_mismatches.html", context)


async def neighbours(database: Any, check_id: int) -> dict[str, int | None]:
    """Return the ids before and after a mismatch in the list of all; nothing for other checks."""
    if (await database.execute(PLACE, {"id": check_id})).first() is None:
        return {}
    ids = [id for cause in await _causes(database, None) for id in cause.members]
    at = ids.index(check_id)
    return {
        "previous": ids[at - 1] if at else None,
        "next": ids[at + 1] if at + 1 < len(ids) else None,
    }


async def _causes(database: Any, report: int | None) -> list[Cause]:
    """Return the causes of what fails now, the worst first, their members as ids of checks."""
    if report is not None:
        return await _found(database, report)
    stamp = tuple((await database.execute(STAMP)).first())
    kept = _KEPT.get(database)
    if kept is None or kept[0] != stamp:
        kept = _KEPT[database] = (stamp, await _found(database, None))
    return kept[1]


async def _found(database: Any, report: int | None) -> list[Cause]:
    rows = await all_rows(database, ASKED, {"report": report})
    found = find_causes([_asked(row) for row in rows])
    return [replace(one, members=tuple(rows[n]["id"] for n in one.members)) for one in found]


def _asked(row: Any) -> Failing:
    printed, delta = (
        from_scaled(row[f"{name}_scaled"], row["decimals"]) for name in ("printed", "delta")
    )
    return Failing(
        report=row["extraction_id"],
        is_warning=row["severity"] != "error",
        printed=printed,
        delta=delta,
        suspect=row["suspect"],
        table=row["table_id"],
        **{name: row[name] for name in ("row", "col", "axis", "significance")},
    )


async def _told(database: Any, causes: Sequence[Cause]) -> list[list[dict[str, Any]]]:
    """Return the rows of the checks of each cause."""
    ids = [id for cause in causes for id in cause.members]
    rows = {
        row["id"]: dict(row) for row in await all_rows(database, TOLD, {"ids": json.dumps(ids)})
    }
    return [[rows[id] for id in cause.members] for cause in causes]


def explained(row: Any, language: str) -> dict[str, Any]:
    """Give a check its sentence in a reader's language, English where there is none."""
    return {**dict(row), "explanation": row[f"explanation_{language}"] or row["explanation_en"]}
