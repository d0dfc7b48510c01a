"""The front door: what is in here, a search box, and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from crossfoot.browse.addresses import REPORT_KEY, find_key, mark
from crossfoot.browse.pages.page import all_rows, number_of, render
from crossfoot.browse.printed import KEY_DIGITS, place_sql
from crossfoot.folding import bare_words

LISTED = 30
"""Reports that the home page lists, the newest first."""
FOUND = 12
"""Results of each kind."""
SEARCH_MS = 700

VERSIONS = "SELECT * FROM versions ORDER BY number DESC LIMIT 6"
TOTALS = """
SELECT count(*) AS readings_count, count(DISTINCT n.report_id) AS reports_count,
  count(DISTINCT r.publication_id) AS publications_count, sum(e.numbers_count) AS numbers_count,
  sum(e.verified_numbers_count) AS verified_count, sum(e.placed_numbers_count) AS placed_count,
  sum(e.mismatches_count) AS mismatches_count, sum(e.tables_count) AS tables_count,
  sum(e.observations_count) AS observations_count, sum(e.figures_count) AS figures_count,
  sum(n.unsure_cities_count + n.unknown_headers_count + n.unsure_tables_count
    + n.warnings_count + e.mismatches_count) AS review_count
FROM now_extractions n JOIN extractions e ON e.id = n.extraction_id
JOIN reports r ON r.id = n.report_id
"""
CITIES_COUNT = "SELECT count(*) FROM now_names WHERE kind = 'city'"
MEASURES_COUNT = "SELECT count(*) FROM now_names WHERE kind = 'measure'"
GROUPS = """
SELECT r.series, r.year, r.language, e.issuer, count(DISTINCT r.id) AS reports_count
FROM now_extractions n JOIN extractions e ON e.id = n.extraction_id
JOIN reports r ON r.id = n.report_id GROUP BY 1, 2, 3, 4
"""
REPORTS = f"""
SELECT coalesce(substr(d.sha256, 1, {KEY_DIGITS}), ({REPORT_KEY.format("r.id")})) AS key,
  r.label, e.title, r.year, r.language, r.series, e.issuer, d.file, d.pages_count,
  e.tables_count, e.figures_count, e.mismatches_count, e.extraction_id IS NOT NULL AS is_held,
  100 * e.verified_numbers_count / nullif(e.numbers_count, 0) AS coverage_pct
FROM reports r LEFT JOIN (SELECT n.extraction_id, x.* FROM now_extractions n
  JOIN extractions x ON x.id = n.extraction_id) e ON e.report_id = r.id
LEFT JOIN editions d ON d.id = e.edition_id
WHERE (:series IS NULL OR r.series = :series) AND (:language IS NULL OR r.language = :language)
  AND (:year IS NULL OR coalesce(r.year, 0) = :year)
  AND (:issuer IS NULL OR e.issuer = :issuer COLLATE NOCASE)
ORDER BY e.extraction_id IS NULL, r.year DESC, r.label LIMIT :most OFFSET :start
"""  # noqa: S608 - ours

NAMES = "SELECT key, name, words FROM now_names WHERE kind = :kind AND {} LIMIT 400"
CITY = """
SELECT c.country, c.name_en, c.name_fr, c.name_es, sum(n.observations_count) AS observations_count,
  sum(n.mentions_count) AS mentions_count
FROM now_cities n JOIN cities c ON c.geonameid = n.geonameid WHERE n.geonameid = :key
"""
MEASURE = """
SELECT m.name_en, m.name_fr, m.name_es, sum(n.observations_count) AS observations_count
FROM now_measures n JOIN measures m ON m.measure = n.measure WHERE n.measure = :key
"""
TABLES = f"""
SELECT {place_sql("t")} AS place, t.label AS name, t.language, r.label AS report,
  t.page FROM tables_fts f
JOIN tables t ON t.id = f.rowid JOIN now_extractions n ON n.extraction_id = t.extraction_id
JOIN editions d ON d.id = n.edition_id JOIN reports r ON r.id = t.report_id
WHERE tables_fts MATCH :match ORDER BY rank LIMIT :most
"""  # noqa: S608 - ours
FIGURES = f"""
SELECT {place_sql("g")} AS place, g.text,
  CASE WHEN g.label <> '' THEN g.label ELSE g.caption END AS name,
  r.language, r.label AS report, g.page FROM figures_fts f
JOIN figures g ON g.id = f.rowid JOIN now_extractions n ON n.extraction_id = g.extraction_id
JOIN editions d ON d.id = n.edition_id JOIN reports r ON r.id = g.report_id
WHERE figures_fts MATCH :match ORDER BY rank LIMIT :most
"""  # noqa: S608 - ours
ROWS = f"""
SELECT {place_sql("o")} AS place, o.text, o.entity AS name, o.header, r.language,
  r.label AS report, o.page
FROM observations_fts f JOIN observations o ON o.id = f.rowid
JOIN now_extractions n ON n.extraction_id = o.extraction_id
JOIN editions d ON d.id = n.edition_id JOIN reports r ON r.id = o.report_id
WHERE observations_fts MATCH :match LIMIT :most
"""  # noqa: S608 - ours
"""Rows and columns of tables by their labels: unranked, for there may be millions."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that a search found.

    Attributes:
        path: Below the plugin's pages.
        language: Of the text, where it is a report's.
        about: More of it: a country, a report.
        count: How many numbers are printed of it, where that is asked.
    """

    path: str
    text: str
    language: str = ""
    about: str = ""
    count: int | None = None


async def show_home(datasette: Any, request: Any) -> Any:
    """What is in the dataset, and where to begin."""
    database = datasette.get_database()
    if "now_extractions" not in await database.table_names():  # Datasette may show other files too
        from datasette.views.index import IndexView

        request.scope["url_route"]["kwargs"]["format"] = None
        return await IndexView(datasette).get(request)
    every = {"series": None, "language": None, "year": None, "issuer": None}
    groups = await all_rows(database, GROUPS)
    context = {
        "totals": (await database.execute(TOTALS)).first(),
        "cities_count": (await database.execute(CITIES_COUNT)).single_value(),
        "measures_count": (await database.execute(MEASURES_COUNT)).single_value(),
        "series": _grouped(groups, "series"),
        "years": _grouped(groups, "year"),
        "languages": _grouped(groups, "language"),
        "issuers": [one for one in _grouped(groups, "issuer") if one[0]][:12],
        "reports": await all_rows(database, REPORTS, {**every, "most": LISTED, "start": 0}),
        "versions": await all_rows(database, VERSIONS),
        "listed": LISTED,
    }
    return await render(datasette, request, "crossfoot_home.html", context)


async def show_reports(datasette: Any, request: Any) -> Any:
    """All reports, or those of a series, a year, a language or an issuer."""
    database = datasette.get_database()
    chosen = {name: request.args.get(name) for name in ("series", "language", "issuer")}
    start = number_of(request, "start") or 0
    values = {**chosen, "year": number_of(request, "year")}
    found = await all_rows(database, REPORTS, {**values, "most": 101, "start": start})
    context = {
        "reports": found[:100],
        "chosen": {name: value for name, value in values.items() if value is not None},
        "start": start,
        "has_more": len(found) > 100,
    }
    return await render(datasette, request, "crossfoot_reports_page.html", context)


def _grouped(groups: list[Any], name: str) -> list[tuple[Any, int]]:
    """Return (value, number of reports), the most frequent first; years from the newest on.

    Names that differ by capitals alone are one.
    """
    counts: dict[Any, int] = {}
    known: dict[Any, Any] = {}
    for row in sorted(groups, key=lambda row: -row["reports_count"]):
        key = row[name].encode().lower() if isinstance(row[name], str) else row[name]  # as NOCASE
        value = known.setdefault(key, row[name])
        counts[value] = counts.get(value, 0) + row["reports_count"]
    if name == "year":
        return sorted(counts.items(), key=lambda one: (one[0] is None, -(one[0] or 0)))
    return sorted(counts.items(), key=lambda one: (not one[0], -one[1], str(one[0])))


async def show_search(datasette: Any, request: Any) -> Any:
    """What is called so: cities, measures, reports, tables, figures, rows of tables."""
    database = datasette.get_database()
    asked = (request.args.get("q") or "")[:200]
    words = bare_words(asked).split()[:8]
    found: list[tuple[str, list[Hit]]] = []
    if words:
        for kind in ("city", "measure", "report"):
            found.append((kind, await _named(database, kind, words)))
        match = " ".join(f'"{word}"*' for word in words)
        for kind, query in (("table", TABLES), ("figures", FIGURES), ("row", ROWS)):
            found.append((kind, await _printed(database, kind, query, match)))
    context = {"asked": asked, "found": [(kind, hits) for kind, hits in found if hits]}
    return await render(datasette, request, "crossfoot_search.html", context)


async def _named(database: Any, kind: str, words: list[str]) -> list[Hit]:
    """Find cities, measures or reports by what their words begin with, the whole name first."""
    conditions = " AND ".join(f"words LIKE :w{n}" for n in range(len(words)))
    values = {f"w{n}": f"% {word}%" for n, word in enumerate(words)}
    rows = await all_rows(database, NAMES.format(conditions), {"kind": kind, **values})
    whole = " ".join(words)
    rows.sort(key=lambda row: (f" {whole} |" not in row["words"], len(row["name"]), row["name"]))
    return [await _named_hit(database, kind, row, words) for row in rows[:FOUND]]


async def _named_hit(database: Any, kind: str, row: Any, words: list[str]) -> Hit:
    from datasette.utils import tilde_encode

    if kind == "report":
        file = await find_key(database, int(row["key"]))
        return Hit(f"report/file/{file}" if file else "reports", row["name"])
    query, key = (CITY, int(row["key"])) if kind == "city" else (MEASURE, row["key"])
    one = (await database.execute(query, {"key": key})).first()
    other = _other_name(one, row["name"], words)
    name = f"{row['name']} ({other})" if other else row["name"]
    count = one["observations_count"] or 0
    if kind == "city":
        return Hit(f"city/{row['key']}", name, about=one["country"], count=count)
    return Hit(f"measure/{tilde_encode(row['key'])}", name, count=count)


def _other_name(one: Any, name: str, words: list[str]) -> str:
    """Return the name that was meant, where it is not the one that is shown."""
    for column in ("name_en", "name_fr", "name_es"):
        text = one[column] or ""
        folded = f" {bare_words(text)}"
        if text and text != name and all(f" {word}" in folded for word in words):
            return str(text)
    return ""


async def _printed(database: Any, kind: str, query: str, match: str) -> list[Hit]:
    """Find what is printed in reports; nothing where that would take too long."""
    from datasette.database import QueryInterrupted

    try:
        rows = (
            await database.execute(
                query, {"match": match, "most": FOUND}, custom_time_limit=SEARCH_MS
            )
        ).rows
    except QueryInterrupted:
        return []
    return [_printed_hit(kind, row) for row in rows]


def _printed_hit(kind: str, row: Any) -> Hit:
    about = f"{row['report']}, p. {row['page']}"
    if kind == "table":
        return Hit(f"table/{row['place']}", row["name"], row["language"] or "", about)
    shown = f"{row['text']} – {row['name']}" if row["text"] else row["name"]
    if kind == "figures":
        path = f"figure/{row['place']}/{mark(row['name'], row['text'])}"
        return Hit(path, shown, row["language"], about)
    return Hit(f"number/{row['place']}", f"{shown}, {row['header']}", row["language"], about)
