"""Totals that do not add up, the worst first."""

from __future__ import annotations

from typing import Any

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

PER_PAGE = 50

_COLUMNS = f"""
{place_sql("k")} AS place, {place_sql("t")} AS table_place,
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
_ORDER = "ORDER BY n.is_minor, n.gap DESC, n.check_id"
WORST = f"SELECT {_COLUMNS} {_FROM} {_ORDER} LIMIT :most OFFSET :start"
WORST_OF_REPORT = (
    f"SELECT {_COLUMNS} {_FROM} WHERE n.report_id = :report {_ORDER} LIMIT :most OFFSET :start"
)
COUNT = "SELECT count(*) FROM now_mismatches"
BY_REPORT = f"""
SELECT substr(d.sha256, 1, {KEY_DIGITS}) AS key, r.label, m.mismatches_count FROM (
  SELECT report_id, extraction_id, count(*) AS mismatches_count FROM now_mismatches
  GROUP BY report_id, extraction_id) m
JOIN reports r ON r.id = m.report_id JOIN extractions e ON e.id = m.extraction_id
JOIN editions d ON d.id = e.edition_id ORDER BY 3 DESC, 2
"""  # noqa: S608 - ours
PLACE = "SELECT is_minor, gap, check_id FROM now_mismatches WHERE check_id = :id"
NEXT = """
SELECT check_id FROM now_mismatches
WHERE (is_minor, -gap, check_id) > (:is_minor, -:gap, :id)
ORDER BY is_minor, gap DESC, check_id LIMIT 1
"""
PREVIOUS = """
SELECT check_id FROM now_mismatches
WHERE (is_minor, -gap, check_id) < (:is_minor, -:gap, :id)
ORDER BY is_minor DESC, gap, check_id DESC LIMIT 1
"""


async def show_mismatches(datasette: Any, request: Any) -> Any:
    """The list, of all reports or of one."""
    database = datasette.get_database()
    language = reader_language(request)
    key = await report_key(database, request)
    report = await find_report(database, key) if key else None
    query = WORST if report is None else WORST_OF_REPORT
    if request.url_vars.get("ending"):
        rows = await all_rows(database, query, {"report": report, "most": 100_000, "start": 0})
        return download([dict(row) for row in rows], request.url_vars["ending"], "mismatches")
    start = number_of(request, "start") or 0
    values = {"report": report, "most": PER_PAGE + 1, "start": start}
    found = await all_rows(database, query, values)
    context = {
        "checks": [explained(row, language) for row in found[:PER_PAGE]],
        "has_more": len(found) > PER_PAGE,
        "start": start,
        "per_page": PER_PAGE,
        "report": key if report is not None else None,
        "count": (await database.execute(COUNT)).single_value(),
        "by_report": await all_rows(database, BY_REPORT),
        "formats": formats(),
        "lasting": "mismatches",
    }
    return await render(datasette, request, "crossfoot_mismatches.html", context)


async def neighbours(database: Any, check_id: int) -> dict[str, int | None]:
    """Return the ids of the next worse and the next lesser mismatch; nothing for other checks."""
    place = (await database.execute(PLACE, {"id": check_id})).first()
    if place is None:
        return {}
    values = {"id": check_id, "is_minor": place["is_minor"], "gap": place["gap"]}
    found = {}
    for name, query in (("previous", PREVIOUS), ("next", NEXT)):
        row = (await database.execute(query, values)).first()
        found[name] = int(row[0]) if row else None
    return found


def explained(row: Any, language: str) -> dict[str, Any]:
    """Give a check its sentence in a reader's language, English where there is none."""
    return {**dict(row), "explanation": row[f"explanation_{language}"] or row["explanation_en"]}
