"""The pages of a report, of its tables, and the map of its cities."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from crossfoot.browse.addresses import (
    find_key,
    find_place,
    find_report,
    report_path,
    table_path,
)
from crossfoot.browse.downloads import download, formats
from crossfoot.browse.pages.mismatches import explained
from crossfoot.browse.pages.page import (
    all_rows,
    not_found,
    reader_language,
    redirect,
    render,
    replaced_by,
    withdrawn,
)
from crossfoot.browse.printed import KEY_DIGITS, find_printed, place_sql
from crossfoot.browse.wording import READERS

LAND = Path(__file__).parents[1] / "static" / "land.path"
FIGURES = f"""
SELECT f.*, {place_sql("f")} AS place,
  CASE WHEN f.label <> '' THEN f.label ELSE f.caption END AS title
FROM now_extractions v JOIN figures f ON f.extraction_id = v.extraction_id
JOIN editions d ON d.id = v.edition_id
WHERE v.report_id = :id ORDER BY f.page, f.id
"""  # noqa: S608 - ours
TABLES = f"""
SELECT t.*, {place_sql("t")} AS place,
  (SELECT count(*) FROM checks k WHERE k.table_id = t.id AND k.status = 'mismatch')
  AS mismatches_count,
  (SELECT count(*) FROM checks k WHERE k.table_id = t.id AND k.status IN ('exact', 'rounding'))
  AS held_count
FROM now_extractions v JOIN tables t ON t.extraction_id = v.extraction_id
JOIN editions d ON d.id = v.edition_id
WHERE v.report_id = :id ORDER BY t.page, t.id
"""  # noqa: S608 - ours
MISMATCHES = f"""
SELECT k.*, {place_sql("k")} AS place FROM now_mismatches n JOIN checks k ON k.id = n.check_id
JOIN now_extractions v ON v.extraction_id = n.extraction_id JOIN editions d ON d.id = v.edition_id
WHERE n.report_id = :id ORDER BY k.page, k.id
"""  # noqa: S608 - ours
COVERAGE = """
SELECT extraction_id, numbers_count, verified_numbers_count, placed_numbers_count, mismatches_count,
  issuer, title, period, territory, territory_name, licence,
  (SELECT count(*) FROM now_cities n WHERE n.geonameid = territory) AS territory_has_page
FROM current_extractions WHERE report_id = :id
"""
LEFT_OUT = """
SELECT w.code, w.page, w.message FROM now_extractions v
JOIN warnings w ON w.extraction_id = v.extraction_id
WHERE v.report_id = :id AND w.x0 IS NOT NULL ORDER BY w.page, w.id
"""
WORST = """
SELECT p.page, p.not_placed_count, p.numbers_count FROM now_extractions v
JOIN pages p ON p.extraction_id = v.extraction_id
WHERE v.report_id = :id AND p.not_placed_count > 0 ORDER BY p.not_placed_count DESC, p.page LIMIT 10
"""
_CITIES = """
SELECT c.geonameid, c.name, c.name_fr, c.name_es, c.country, c.latitude, c.longitude
FROM cities c WHERE c.geonameid IN (SELECT n.geonameid FROM now_cities n {}) ORDER BY c.name
"""
CITIES = _CITIES.format("WHERE n.mentions_count > 0")
CITIES_OF_REPORT = _CITIES.format(
    "JOIN now_extractions v ON v.extraction_id = n.extraction_id "
    "WHERE v.report_id = :id AND n.mentions_count > 0"
)
CELLS = f"""
SELECT c.row, c.colspan, c.rowspan, c.text, c.role, c.state, c.is_total, c.tick_marks, c.id,
  {place_sql("c")} AS place
FROM tables t JOIN extractions e ON e.id = t.extraction_id JOIN editions d ON d.id = e.edition_id
JOIN cells c ON c.table_id = t.id WHERE t.id = :id ORDER BY c.row, c.col
"""  # noqa: S608 - ours
NOTES = "SELECT * FROM table_notes WHERE table_id = :id ORDER BY id"
TABLE_CHECKS = f"""
SELECT k.*, {place_sql("k")} AS place FROM checks k JOIN extractions e ON e.id = k.extraction_id
JOIN editions d ON d.id = e.edition_id
WHERE k.table_id = :id ORDER BY k.status = 'mismatch' DESC, k.id
"""  # noqa: S608 - ours
TABLE_SUSPECTS = "SELECT DISTINCT cell_id FROM suspects WHERE table_id = :id"
REPORT = """
SELECT r.*, d.file, d.sha256, d.pages_count FROM reports r
LEFT JOIN now_extractions e ON e.report_id = r.id LEFT JOIN editions d ON d.id = e.edition_id
WHERE r.id = :id
"""
SIBLINGS = f"""
SELECT substr(c.sha256, 1, {KEY_DIGITS}) AS key, c.report, c.language,
  c.file FROM current_extractions c
JOIN reports r ON r.publication_id = c.publication_id
WHERE r.id = :id AND c.report_id <> :id ORDER BY c.report_id
"""  # noqa: S608 - ours
EARLIER = f"""
SELECT d.id, d.file, d.first_seen, substr(d.sha256, 1, {KEY_DIGITS}) AS key, max(e.id)
FROM extractions e JOIN editions d ON d.id = e.edition_id
WHERE e.report_id = :id
  AND e.report_id = (SELECT l.report_id FROM extractions l WHERE l.edition_id = d.id
    ORDER BY l.id DESC LIMIT 1)
  AND d.id NOT IN (SELECT edition_id FROM now_extractions) GROUP BY d.id ORDER BY d.id DESC
"""  # noqa: S608 - ours
QUESTIONS = """
SELECT question FROM to_review WHERE kind = 'edition' AND report_id = :id
"""
REPORT_NUMBERS = """
SELECT t.label AS "table", o.entity, o.header, o.measure, o.period, o.value, o.unit, o.text,
  o.is_total, o.check_status, o.page, o.x0, o.top, o.x1, o.bottom, o.id AS observation_id
FROM observations o JOIN now_extractions v ON v.extraction_id = o.extraction_id
JOIN tables t ON t.id = o.table_id WHERE v.report_id = :id ORDER BY o.id
"""
TABLE_CELLS = """
SELECT c.row, c.col, c.rowspan, c.colspan, c.role, c.text, c.value, c.unit, c.is_total,
  c.check_status, c.tick_marks, c.page, c.x0, c.top, c.x1, c.bottom
FROM cells c WHERE c.table_id = :id ORDER BY c.row, c.col
"""


async def lead_on(datasette: Any, request: Any) -> Any:
    """Lead from the row number of a report, a table or a report's map to what lasts."""
    database = datasette.get_database()
    kind, number = request.url_vars["kind"], int(request.url_vars["id"])
    ending = f".{request.url_vars['ending']}" if request.url_vars["ending"] else ""
    if kind == "table":
        printed = await find_printed(database, "table", number)
        if printed is None:
            return await not_found(datasette, request)
        return redirect(datasette, request, table_path(printed) + ending)
    gone = await withdrawn(datasette, request, "", report_id=number)
    key = None if gone else await find_key(database, number)
    if key is None:
        return gone or await not_found(datasette, request)
    return redirect(datasette, request, f"{kind}/file/{key}{ending}")


async def show_table(datasette: Any, request: Any) -> Any:
    """A table as it was printed, with tick marks and mismatches."""
    database = datasette.get_database()
    place = request.url_vars
    if (gone := await withdrawn(datasette, request, place["key"])) is not None:
        return gone
    found = await find_place(database, "table", place)
    row_id = found.id if found else 0
    printed = await find_printed(database, "table", row_id) if found else None
    if printed is None:
        return await not_found(datasette, request, key=place["key"], page=int(place["page"]))
    if place.get("ending"):
        rows = await all_rows(database, TABLE_CELLS, {"id": row_id})
        return download([dict(row) for row in rows], place["ending"], printed.title)
    table = (await database.execute("SELECT * FROM tables WHERE id = :id", {"id": row_id})).first()
    checks = await all_rows(database, TABLE_CHECKS, {"id": row_id})
    suspects = await all_rows(database, TABLE_SUSPECTS, {"id": row_id})
    rows_of: dict[int, list[Any]] = defaultdict(list)
    for cell in await all_rows(database, CELLS, {"id": row_id}):
        rows_of[cell["row"]].append(cell)
    language = reader_language(request, printed.language)
    context = {
        "printed": printed,
        "table": table,
        "pages": json.loads(table["pages"]),
        "rows": [rows_of[r] for r in sorted(rows_of)],
        "totals": {c["cell_id"] for c in checks if c["status"] == "mismatch"},
        "suspects": {s["cell_id"] for s in suspects},
        "notes": await all_rows(database, NOTES, {"id": row_id}),
        "checks": [explained(check, language) for check in checks],
        "formats": formats(),
        "report_key": printed.sha256[:KEY_DIGITS],
        "replaced_by": await replaced_by(database, printed.report_id, printed.extraction_id),
        "lasting": table_path(printed),
    }
    return await render(
        datasette, request, "crossfoot_table.html", context, fallback=printed.language
    )


async def show_report(datasette: Any, request: Any) -> Any:
    """A report from top to bottom: key figures by section, images, tables, what fails, cities."""
    database = datasette.get_database()
    place = request.url_vars
    report_id = await find_report(database, place["key"])
    key = {"id": report_id}
    report = (await database.execute(REPORT, key)).first()
    if report is None or report["file"] is None:
        gone = await not_found(datasette, request, report_id=report_id, key=place["key"])
        if report is None or gone.status == 410:
            return gone
    if place.get("ending"):
        rows = await all_rows(database, REPORT_NUMBERS, key)
        return download([dict(row) for row in rows], place["ending"], report["label"])
    language = reader_language(request, report["language"])
    context = await _report_context(database, report, language)
    return await render(
        datasette, request, "crossfoot_report.html", context, fallback=report["language"]
    )


async def _report_context(database: Any, report: Any, language: str) -> dict[str, Any]:
    key = {"id": report["id"]}
    figures = await all_rows(database, FIGURES, key)
    sha256 = report["sha256"] or ""
    return {
        "report": report,
        "sections": _by_section(figures),
        "images": _charts_and_images(figures),
        "tables": await all_rows(database, TABLES, key),
        "mismatches": [explained(k, language) for k in await all_rows(database, MISMATCHES, key)],
        "coverage": (await database.execute(COVERAGE, key)).first(),
        "left_out": await all_rows(database, LEFT_OUT, key),
        "worst": await all_rows(database, WORST, key),
        "cities": await all_rows(database, CITIES_OF_REPORT, key),
        "siblings": await all_rows(database, SIBLINGS, key),
        "earlier": await all_rows(database, EARLIER, key),
        "questions": await all_rows(database, QUESTIONS, key),
        "thumbnails": range(1, report["pages_count"] + 1)
        if await _has_file(database, sha256)
        else (),
        "thumb_key": sha256[:KEY_DIGITS],
        "formats": formats(),
        "lasting": report_path(sha256) if sha256 else "",
    }


async def _has_file(database: Any, sha256: str) -> bool:
    query = "SELECT 1 FROM edition_files WHERE sha256 = :sha256"
    return (await database.execute(query, {"sha256": sha256})).first() is not None


async def show_map(datasette: Any, request: Any) -> Any:
    """All cities of a report, or of the dataset, on an outline of the land; no network needed."""
    database = datasette.get_database()
    asked = request.url_vars.get("key")
    key = {"id": await find_report(database, asked) if asked else None}
    report = (await database.execute(REPORT, key)).first() if asked else None
    if asked and report is None:
        return await not_found(datasette, request)
    cities = await all_rows(database, CITIES_OF_REPORT if asked else CITIES, key)
    context = {
        "report": report,
        "report_key": asked or "",
        "cities": [c for c in cities if c["latitude"] is not None],
        "land": LAND.read_text(encoding="utf-8"),
    }
    fallback = report["language"] if report else READERS[0]
    return await render(datasette, request, "crossfoot_map.html", context, fallback=fallback)


def _by_section(figures: Any) -> list[tuple[str, list[dict[str, Any]]]]:
    """Group whole key figures by section in reading order, each with its parts.

    The numbers of a chart are figures of their section too.
    """
    parts = _parts(figures)
    charts = {figure["id"] for figure in figures if figure["kind"] == "chart"}
    sections: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for figure in figures:
        is_whole = figure["breakdown_of_id"] is None or figure["breakdown_of_id"] in charts
        if figure["kind"] == "key_figure" and is_whole:
            whole = {**dict(figure), "parts": parts[figure["id"]]}
            sections[figure["section"]].append(whole)
    return list(sections.items())


def _parts(figures: Any) -> dict[int, list[Any]]:
    """Return the parts of each figure that has some, by its id."""
    parts: dict[int, list[Any]] = defaultdict(list)
    for figure in figures:
        if figure["breakdown_of_id"] is not None:
            parts[figure["breakdown_of_id"]].append(figure)
    return parts


def _charts_and_images(figures: Any) -> list[dict[str, Any]]:
    """Return what has a picture, charts with the numbers printed at their marks or measured."""
    parts = _parts(figures)
    shown = [figure for figure in figures if figure["kind"] != "key_figure" and figure["image"]]
    return [{**dict(figure), "parts": parts[figure["id"]]} for figure in shown]
