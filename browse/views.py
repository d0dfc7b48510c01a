"""The pages of the plugin: where something was printed, a table, a report, a map.

In: a Datasette request. Out: HTML or PNG. All queries are read-only and take ids as parameters.
"""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from crossfoot.browse.crops import CropPress
from crossfoot.browse.printed import CHECKS_OF_CELL, CHECKS_OF_FIGURE, ITEMS, Printed, find_printed
from crossfoot.browse.wording import words_of

LAND = Path(__file__).parent / "static" / "land.path"
PNG_HEADERS = {"Cache-Control": "public, max-age=31536000, immutable"}
PRESS = CropPress()

FIGURES = """
SELECT f.*, (SELECT count(*) FROM figures p WHERE p.breakdown_of_id = f.id) AS parts_count
FROM figures f JOIN version_extractions v ON v.extraction_id = f.extraction_id
WHERE f.report_id = :id AND v.to_version IS NULL ORDER BY f.page, f.id
"""
TABLES = """
SELECT t.*, (SELECT count(*) FROM checks k WHERE k.table_id = t.id AND k.status = 'mismatch')
  AS mismatches_count,
  (SELECT count(*) FROM checks k WHERE k.table_id = t.id AND k.status IN ('exact', 'rounding'))
  AS held_count
FROM tables t JOIN version_extractions v ON v.extraction_id = t.extraction_id
WHERE t.report_id = :id AND v.to_version IS NULL ORDER BY t.page, t.id
"""
MISMATCHES = """
SELECT k.* FROM checks k JOIN version_extractions v ON v.extraction_id = k.extraction_id
WHERE k.report_id = :id AND v.to_version IS NULL AND k.status = 'mismatch' ORDER BY k.page, k.id
"""
COVERAGE = """
SELECT numbers_count, verified_numbers_count, placed_numbers_count, mismatches_count
FROM current_extractions WHERE report_id = :id
"""
LEFT_OUT = """
SELECT w.id, w.page, w.message FROM warnings w
JOIN version_extractions v ON v.extraction_id = w.extraction_id
WHERE w.report_id = :id AND v.to_version IS NULL AND w.x0 IS NOT NULL ORDER BY w.page, w.id
"""
WORST = """
SELECT page_id, page, not_placed_count, numbers_count FROM left_out WHERE report_id = :id
ORDER BY not_placed_count DESC, page LIMIT 10
"""
CITIES = """
SELECT c.geonameid, c.name, c.name_fr, c.name_es, c.country, c.latitude, c.longitude,
  min(m.id) AS mention_id, count(*) AS mentions_count
FROM city_mentions m JOIN cities c ON c.geonameid = m.geonameid
JOIN version_extractions v ON v.extraction_id = m.extraction_id
WHERE m.status = 'matched' AND v.to_version IS NULL AND (:id IS NULL OR m.report_id = :id)
GROUP BY c.geonameid ORDER BY c.name
"""
CELLS = "SELECT * FROM cells WHERE table_id = :id ORDER BY row, col"
NOTES = "SELECT * FROM table_notes WHERE table_id = :id ORDER BY id"
TABLE_CHECKS = "SELECT * FROM checks WHERE table_id = :id ORDER BY status = 'mismatch' DESC, id"
TABLE_SUSPECTS = "SELECT DISTINCT cell_id FROM suspects WHERE table_id = :id"
REPORT = """
SELECT r.*, d.file, d.sha256, d.pages_count FROM reports r
LEFT JOIN current_extractions e ON e.report_id = r.id LEFT JOIN editions d ON d.id = e.edition_id
WHERE r.id = :id
"""


SIBLINGS = """
SELECT c.report_id, c.report, c.language, c.file FROM current_extractions c
JOIN reports r ON r.publication_id = c.publication_id
WHERE r.id = :id AND c.report_id <> :id ORDER BY c.report_id
"""
EARLIER = """
SELECT DISTINCT d.id, d.file, d.first_seen FROM extractions e JOIN editions d ON d.id = e.edition_id
WHERE e.report_id = :id
  AND e.report_id = (SELECT l.report_id FROM extractions l WHERE l.edition_id = d.id
    ORDER BY l.id DESC LIMIT 1)
  AND d.id NOT IN (SELECT edition_id FROM current_extractions) ORDER BY d.id DESC
"""
QUESTIONS = "SELECT question FROM to_review WHERE kind = 'edition' AND report_id = :id"


async def show_printed(datasette: Any, request: Any) -> Any:
    """The crop of a row's page, with its value and the checks it takes part in."""
    from datasette import Response

    database, printed = await _asked(datasette, request)
    if printed is None:
        return _not_found()
    items = await _items(database, printed)
    context = {
        "printed": printed,
        "words": words_of(printed.language),
        "checks": await _checks(database, printed),
        "items": items,
        "has_file": await _has_file(database, printed.sha256),
        "database": database.name,
        "root": datasette.urls.path("/"),
        "pages": sorted({i["page"] for i in items} - {printed.page}),
    }
    html = await datasette.render_template("crossfoot_printed.html", context, request=request)
    return Response.html(html)


async def show_crop(datasette: Any, request: Any) -> Any:
    """The crop alone, as PNG."""
    from datasette import Response

    database, printed = await _asked(datasette, request)
    if printed is None or not await _put_at_hand(database, printed.sha256):
        return _not_found()
    items = [_box(i) for i in await _items(database, printed) if i["page"] == printed.page]
    whole = request.args.get("whole") == "1"
    png = await asyncio.get_running_loop().run_in_executor(
        None,
        lambda: PRESS.crop(printed.sha256, printed.page, printed.box, items, whole=whole),
    )
    return Response(png, content_type="image/png", headers=dict(PNG_HEADERS))


async def show_image(datasette: Any, request: Any) -> Any:
    """An image or chart of a report, as it was cropped when the report was read."""
    from datasette import Response

    database = datasette.get_database()
    row = (
        await database.execute(
            "SELECT data, media_type FROM images WHERE name = :name",
            {"name": request.url_vars["name"]},
        )
    ).first()
    if row is None:
        return _not_found()
    return Response(row["data"], content_type=row["media_type"], headers=dict(PNG_HEADERS))


async def show_table(datasette: Any, request: Any) -> Any:
    """A table as it was printed, with tick marks and mismatches."""
    from datasette import Response

    database = datasette.get_database()
    row_id = int(request.url_vars["id"])
    printed = await find_printed(database, "table", row_id)
    if printed is None:
        return _not_found()
    table = (await database.execute("SELECT * FROM tables WHERE id = :id", {"id": row_id})).first()
    cells = (await database.execute(CELLS, {"id": row_id})).rows
    checks = (await database.execute(TABLE_CHECKS, {"id": row_id})).rows
    suspects = (await database.execute(TABLE_SUSPECTS, {"id": row_id})).rows
    rows: dict[int, list[Any]] = defaultdict(list)
    for cell in cells:
        rows[cell["row"]].append(cell)
    context = {
        "printed": printed,
        "table": table,
        "pages": json.loads(table["pages"]),
        "rows": [rows[r] for r in sorted(rows)],
        "totals": {c["cell_id"] for c in checks if c["status"] == "mismatch"},
        "suspects": {s["cell_id"] for s in suspects},
        "notes": (await database.execute(NOTES, {"id": row_id})).rows,
        "checks": _explained(checks, printed.language),
        "words": words_of(printed.language),
        "root": datasette.urls.path("/"),
        "database": database.name,
    }
    html = await datasette.render_template("crossfoot_table.html", context, request=request)
    return Response.html(html)


async def show_report(datasette: Any, request: Any) -> Any:
    """A report from top to bottom: key figures by section, images, tables, what fails, cities."""
    from datasette import Response

    database = datasette.get_database()
    key = {"id": int(request.url_vars["id"])}
    report = (await database.execute(REPORT, key)).first()
    if report is None:
        return _not_found()
    figures = (await database.execute(FIGURES, key)).rows
    context = {
        "report": report,
        "words": words_of(report["language"]),
        "sections": _by_section(figures),
        "images": _charts_and_images(figures),
        "tables": (await database.execute(TABLES, key)).rows,
        "mismatches": _explained(
            (await database.execute(MISMATCHES, key)).rows, report["language"]
        ),
        "coverage": (await database.execute(COVERAGE, key)).first(),
        "left_out": (await database.execute(LEFT_OUT, key)).rows,
        "worst": (await database.execute(WORST, key)).rows,
        "cities": (await database.execute(CITIES, key)).rows,
        "siblings": (await database.execute(SIBLINGS, key)).rows,
        "earlier": (await database.execute(EARLIER, key)).rows,
        "questions": (await database.execute(QUESTIONS, key)).rows,
        "root": datasette.urls.path("/"),
        "database": database.name,
    }
    html = await datasette.render_template("crossfoot_report.html", context, request=request)
    return Response.html(html)


async def show_map(datasette: Any, request: Any) -> Any:
    """All cities of a report, or of the dataset, on an outline of the land; no network needed."""
    from datasette import Response

    database = datasette.get_database()
    asked = request.url_vars.get("id")
    key = {"id": int(asked) if asked else None}
    report = (await database.execute(REPORT, key)).first() if asked else None
    if asked and report is None:
        return _not_found()
    language = report["language"] if report else "en"
    cities = (await database.execute(CITIES, key)).rows
    context = {
        "report": report,
        "words": words_of(language),
        "language": language,
        "cities": [c for c in cities if c["latitude"] is not None],
        "land": LAND.read_text(encoding="utf-8"),
        "root": datasette.urls.path("/"),
        "database": database.name,
    }
    html = await datasette.render_template("crossfoot_map.html", context, request=request)
    return Response.html(html)


async def _asked(datasette: Any, request: Any) -> tuple[Any, Printed | None]:
    database = datasette.get_database()
    return database, await find_printed(
        database, request.url_vars["kind"], int(request.url_vars["id"])
    )


async def _items(database: Any, printed: Printed) -> list[Any]:
    if printed.kind != "check":
        return []
    return list((await database.execute(ITEMS, {"id": printed.id})).rows)


async def _checks(database: Any, printed: Printed) -> list[dict[str, Any]]:
    if printed.kind == "check":
        query, key = "SELECT *, 1 AS is_total FROM checks WHERE id = :id", printed.id
    elif printed.kind == "figure":
        query, key = CHECKS_OF_FIGURE, printed.id
    elif printed.cell_id is not None:
        query, key = CHECKS_OF_CELL, printed.cell_id
    else:
        return []
    return _explained((await database.execute(query, {"id": key})).rows, printed.language)


def _explained(rows: Any, language: str) -> list[dict[str, Any]]:
    """Give each check its sentence in the report's language, English where there is none."""
    return [
        {**dict(row), "explanation": row[f"explanation_{language}"] or row["explanation_en"]}
        for row in rows
    ]


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


def _box(row: Any) -> tuple[float, float, float, float]:
    return row["x0"], row["top"], row["x1"], row["bottom"]


async def _has_file(database: Any, sha256: str) -> bool:
    if PRESS.has_edition(sha256):
        return True
    query = "SELECT 1 FROM edition_files WHERE sha256 = :sha256"
    return (await database.execute(query, {"sha256": sha256})).first() is not None


async def _put_at_hand(database: Any, sha256: str) -> bool:
    """Unpack an edition's PDF once."""
    if PRESS.has_edition(sha256):
        return True
    query = "SELECT data FROM edition_files WHERE sha256 = :sha256"
    row = (await database.execute(query, {"sha256": sha256})).first()
    if row is None:
        return False
    await asyncio.get_running_loop().run_in_executor(
        None, lambda: PRESS.keep_edition(sha256, row["data"])
    )
    return True


def _not_found() -> Any:
    from datasette import Response

    return Response.text("There is no such row in this dataset.", status=404)
