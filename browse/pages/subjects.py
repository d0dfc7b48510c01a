"""The pages of a city and of a measure: every number printed about it, over years and reports."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from crossfoot.browse.charts import Line, bar_chart, line_chart
from crossfoot.browse.downloads import download, formats
from crossfoot.browse.pages.page import (
    all_rows,
    named,
    not_found,
    number_of,
    reader_language,
    render,
)
from crossfoot.browse.pages.reports import LAND
from crossfoot.browse.printed import KEY_DIGITS, place_sql
from crossfoot.browse.wording import READERS, words_of
from crossfoot.folding import bare_words

SHOWN = 300
"""Numbers that the page of a city shows, of each measure the newest; its downloads hold all."""
LISTED = 200
"""Cities or measures on one page of their list."""
BARS = 15
PER_PAGE = 60
NAMED_MOST = 20_000
"""Values of a period that are sorted by name, for this looks at each; of more, by value alone."""
BY_VALUE = {"high": "DESC", "low": "ASC"}

_KEY = f"substr(d.sha256, 1, {KEY_DIGITS})"
CITY = "SELECT * FROM cities WHERE geonameid = :id"
CITY_NUMBERS = f"""
SELECT {place_sql("o")} AS place, {place_sql("t")} AS table_place, {_KEY} AS report_key,
  o.measure, m.name_en, m.name_fr, m.name_es, o.header, o.period, o.value, o.unit,
  o.text, o.entity, o.is_total, o.check_status, o.page, r.label AS report, r.year, r.language,
  t.label AS table_label
FROM (SELECT id FROM (SELECT o.id, row_number() OVER (
    PARTITION BY o.measure ORDER BY o.period DESC, r.year DESC, r.label, o.id) AS place
  FROM observations o JOIN now_extractions n ON n.extraction_id = o.extraction_id
  JOIN reports r ON r.id = o.report_id WHERE o.geonameid = :id) ranked
  ORDER BY place, id LIMIT :most) shown
JOIN observations o ON o.id = shown.id JOIN extractions e ON e.id = o.extraction_id
JOIN editions d ON d.id = e.edition_id
JOIN reports r ON r.id = o.report_id JOIN tables t ON t.id = o.table_id
JOIN measures m ON m.measure = o.measure
ORDER BY o.measure, o.period, r.year, r.label, o.id
"""  # noqa: S608 - ours
CITY_COUNT = "SELECT sum(observations_count) FROM now_cities WHERE geonameid = :id"
CITY_MENTIONS = f"""
SELECT {place_sql("x")} AS place, {place_sql("t")} AS table_place, {_KEY} AS report_key,
  r.label AS report, r.language, t.label AS table_label, x.text, x.page
FROM (SELECT min(m.id) AS id FROM city_mentions m
  JOIN now_extractions v ON v.extraction_id = m.extraction_id
  WHERE m.geonameid = :id AND +m.status = 'matched' GROUP BY m.report_id, m.table_id) f
JOIN city_mentions x ON x.id = f.id JOIN extractions e ON e.id = x.extraction_id
JOIN editions d ON d.id = e.edition_id
JOIN reports r ON r.id = x.report_id LEFT JOIN tables t ON t.id = x.table_id
ORDER BY r.year DESC, r.label, x.page, x.id LIMIT 60
"""  # noqa: S608 - ours
CITIES = """
SELECT c.*, n.observations_count, n.mentions_count, n.reports_count FROM (
  SELECT geonameid, sum(observations_count) AS observations_count,
    sum(mentions_count) AS mentions_count, count(*) AS reports_count
  FROM now_cities GROUP BY geonameid) n
JOIN cities c ON c.geonameid = n.geonameid
WHERE (:country IS NULL OR c.country = :country)
ORDER BY n.observations_count DESC, n.mentions_count DESC, c.name, c.geonameid
LIMIT :most OFFSET :start
"""
MEASURE = "SELECT * FROM measures WHERE measure = :measure"
MEASURES = """
SELECT m.*, n.observations_count, n.reports_count FROM (
  SELECT measure, sum(observations_count) AS observations_count, count(*) AS reports_count
  FROM now_measures GROUP BY measure) n JOIN measures m ON m.measure = n.measure
ORDER BY m.is_known DESC, n.observations_count DESC, m.measure LIMIT :most OFFSET :start
"""
MEASURE_TOTALS = """
SELECT sum(observations_count) AS observations_count, count(*) AS reports_count
FROM now_measures WHERE measure = :measure
"""
RENAMED = """
SELECT x.measure, m.name_en, m.name_fr, m.name_es, m.header, count(*) AS numbers_count
FROM (SELECT id FROM observation_rows WHERE measure_id =
  (SELECT k.id FROM measures k WHERE k.measure = :measure) LIMIT 10) r
JOIN observations o ON o.id = r.id JOIN extractions e ON e.id = o.extraction_id
JOIN now_extractions n ON n.report_id = e.report_id
JOIN observations x ON x.extraction_id = n.extraction_id AND x.header = o.header
  AND x.entity = o.entity AND x.period = o.period
JOIN measures m ON m.measure = x.measure GROUP BY x.measure ORDER BY 6 DESC LIMIT 3
"""
"""What numbers of a measure that has none any more are called in the newest version."""
PERIODS = """
WITH RECURSIVE found (period) AS (
  SELECT min(period) FROM now_values WHERE measure = :measure
  UNION ALL SELECT (SELECT min(v.period) FROM now_values v
    WHERE v.measure = :measure AND v.period > found.period) FROM found WHERE period IS NOT NULL
) SELECT period FROM found WHERE period IS NOT NULL
"""
"""The periods of a measure, one look-up each: it may have a million values."""
IN_ORDER = """
SELECT observation_id FROM now_values WHERE measure = :measure AND period = :period
ORDER BY value {order}, observation_id {order} LIMIT :most OFFSET :start
"""
NAMES_OF_VALUES = """
SELECT v.observation_id, c.geonameid, coalesce(c.name, s.entity) AS name,
  c.name_en, c.name_fr, c.name_es FROM now_values v
JOIN observation_rows o ON o.id = v.observation_id
JOIN observation_subjects s ON s.id = o.subject_id
LEFT JOIN cities c ON c.geonameid = o.geonameid
WHERE v.measure = :measure AND v.period = :period
ORDER BY v.value DESC, v.observation_id
"""
ARE_FEW = """
SELECT count(*) <= :most FROM (SELECT 1 FROM now_values
  WHERE measure = :measure AND period = :period LIMIT :most + 1)
"""
VALUES = f"""
SELECT {place_sql("o")} AS place, {place_sql("t")} AS table_place, {_KEY} AS report_key,
  o.entity, o.geonameid, c.name, c.name_en, c.name_fr, c.name_es, c.country, o.period, o.value,
  o.unit, o.text, o.is_total, o.check_status, o.header, r.label AS report, r.language, o.page
FROM json_each(:ids) j
JOIN observations o ON o.id = j.value JOIN reports r ON r.id = o.report_id
JOIN tables t ON t.id = o.table_id JOIN extractions e ON e.id = o.extraction_id
JOIN editions d ON d.id = e.edition_id LEFT JOIN cities c ON c.geonameid = o.geonameid
ORDER BY j.key
"""  # noqa: S608 - ours
OTHER_PERIODS = f"""
SELECT {place_sql("o")} AS place, o.period, o.value, o.text FROM observations o
JOIN now_extractions n ON n.extraction_id = o.extraction_id
JOIN editions d ON d.id = n.edition_id
WHERE o.geonameid = :geonameid AND o.measure = :measure AND o.value IS NOT NULL
ORDER BY o.period LIMIT 200
"""  # noqa: S608 - ours
ALL_VALUES = """
SELECT r.label AS report, r.year AS report_year, r.language, t.label AS "table", o.entity, o.header,
  c.name AS city, o.geonameid, c.country, o.measure, o.period, o.value, o.unit, o.text, o.is_total,
  o.check_status, d.file, d.sha256, o.page, o.x0, o.top, o.x1, o.bottom, o.id AS observation_id
FROM observations o JOIN now_extractions n ON n.extraction_id = o.extraction_id
JOIN reports r ON r.id = o.report_id JOIN tables t ON t.id = o.table_id
JOIN editions d ON d.id = n.edition_id LEFT JOIN cities c ON c.geonameid = o.geonameid
WHERE {} ORDER BY o.measure, o.period, r.label, o.id LIMIT 100000
"""


async def show_city(datasette: Any, request: Any) -> Any:
    """All that is printed of a city, measure by measure."""
    database, key = datasette.get_database(), {"id": int(request.url_vars["id"])}
    city = (await database.execute(CITY, key)).first()
    if city is None:
        return await not_found(datasette, request)
    if request.url_vars.get("ending"):
        rows = await all_rows(database, ALL_VALUES.format("o.geonameid = :id"), key)
        return download([dict(row) for row in rows], request.url_vars["ending"], city["name"])
    language = reader_language(request)
    numbers = await all_rows(database, CITY_NUMBERS, {**key, "most": SHOWN})
    count = (await database.execute(CITY_COUNT, key)).single_value()
    context = {
        "city": city,
        "name": named(city, language),
        "names": _names(city),
        "measures": _by_measure(numbers, language),
        "is_cut": (count or 0) > len(numbers),
        "mentions": await all_rows(database, CITY_MENTIONS, key),
        "formats": formats(),
        "land": LAND.read_text(encoding="utf-8") if city["latitude"] is not None else "",
        "lasting": f"city/{city['geonameid']}",
    }
    return await render(datasette, request, "crossfoot_city.html", context)


async def show_cities(datasette: Any, request: Any) -> Any:
    """The cities of the newest version, those with most numbers first."""
    country = request.args.get("country") or None
    rows, turn = await _listed(datasette, request, CITIES, {"country": country})
    language = reader_language(request)
    context = {"cities": [(named(row, language), row) for row in rows], "country": country, **turn}
    return await render(datasette, request, "crossfoot_cities.html", context)


async def show_measures(datasette: Any, request: Any) -> Any:
    """The measures of the newest version, those of the catalog first."""
    rows, turn = await _listed(datasette, request, MEASURES, {})
    language = reader_language(request)
    context = {"measures": [(named(row, language), *_keyed(row)) for row in rows], **turn}
    return await render(datasette, request, "crossfoot_measures.html", context)


async def _listed(
    datasette: Any, request: Any, sql: str, values: Mapping[str, Any]
) -> tuple[list[Any], dict[str, Any]]:
    """Return the rows of one page of a list, and what leads to the pages beside it."""
    start = number_of(request, "start") or 0
    asked = {**values, "most": LISTED + 1, "start": start}
    found = await all_rows(datasette.get_database(), sql, asked)
    turn = {"start": start, "has_more": len(found) > LISTED, "per_page": LISTED}
    return found[:LISTED], turn


def _keyed(row: Any) -> tuple[str, Any]:
    from datasette.utils import tilde_encode

    return tilde_encode(row["measure"]), row


async def show_measure(datasette: Any, request: Any) -> Any:
    """The values of a measure: entities by periods, sortable, with charts."""
    from datasette.utils import tilde_decode

    database = datasette.get_database()
    key = {"measure": tilde_decode(request.url_vars["measure"])}
    measure = (await database.execute(MEASURE, key)).first()
    if measure is None:
        return await not_found(datasette, request)
    if request.url_vars.get("ending"):
        rows = await all_rows(database, ALL_VALUES.format("o.measure = :measure"), key)
        return download([dict(row) for row in rows], request.url_vars["ending"], key["measure"])
    language = reader_language(request)
    context = {
        **await _values(database, request, key["measure"]),
        "measure": measure,
        "name": named(measure, language),
        "totals": (await database.execute(MEASURE_TOTALS, key)).first(),
        "renamed": [],
        "formats": formats(),
        "lasting": f"measure/{request.url_vars['measure']}",
    }
    context |= _charts(context, language)
    if not context["periods"]:
        found = await all_rows(database, RENAMED, key)
        context["renamed"] = [(named(row, language), *_keyed(row)) for row in found]
    return await render(datasette, request, "crossfoot_measure.html", context)


async def _values(database: Any, request: Any, measure: str) -> dict[str, Any]:
    """Return the values of one period, with those of the same cities in other periods."""
    periods = [row["period"] for row in await all_rows(database, PERIODS, {"measure": measure})]
    period = request.args.get("period")
    if period not in periods:
        period = periods[-1] if periods else ""
    start, language = number_of(request, "start") or 0, reader_language(request)
    key = {"measure": measure, "period": period}
    few = (await database.execute(ARE_FEW, {**key, "most": NAMED_MOST})).single_value()
    sorts = (*BY_VALUE, *(["name"] if few else []))
    sort = request.args.get("sort")
    if sort not in sorts:
        sort = sorts[0]
    if sort == "name":
        named_rows = await all_rows(database, NAMES_OF_VALUES, key)
        ids = _by_name(named_rows, language)[start : start + PER_PAGE + 1]
    else:
        asked = {**key, "most": PER_PAGE + 1, "start": start}
        found = await all_rows(database, IN_ORDER.format(order=BY_VALUE[sort]), asked)
        ids = [row["observation_id"] for row in found]
    rows = await _printed(database, ids[:PER_PAGE], language)
    others: dict[int, list[Any]] = {}
    for geonameid in {row["geonameid"] for row in rows if row["geonameid"] is not None}:
        others[geonameid] = await all_rows(
            database, OTHER_PERIODS, {"geonameid": geonameid, "measure": measure}
        )
    return {
        "periods": periods,
        "period": period,
        "sort": sort,
        "sorts": sorts,
        "start": start,
        "has_more": len(ids) > PER_PAGE,
        "rows": rows,
        "others": {key: _one_a_period(found, period) for key, found in others.items()},
        "per_page": PER_PAGE,
    }


def _by_name(rows: Sequence[Any], language: str) -> list[int]:
    """Return ids by what a reader calls the things, as in a register: accents and case aside."""

    def name(row: Any) -> str:
        return bare_words(row["name"] if row["geonameid"] is None else named(row, language))

    return [int(row["observation_id"]) for row in sorted(rows, key=name)]


async def _printed(database: Any, ids: Sequence[int], language: str) -> list[dict[str, Any]]:
    """Return numbers in the order of their ids, each with what a reader calls its city."""
    found = await all_rows(database, VALUES, {"ids": json.dumps(ids)})
    return [
        {**dict(row), "city": None if row["geonameid"] is None else named(row, language)}
        for row in found
    ]


def _one_a_period(rows: Sequence[Any], shown: str) -> list[Any]:
    """Return the first number of each other period."""
    first: dict[str, Any] = {}
    for row in rows:
        first.setdefault(row["period"], row)
    return [row for period, row in first.items() if period != shown]


def _charts(context: Mapping[str, Any], language: str) -> dict[str, Any]:
    words = words_of(language)
    rows = [row for row in context["rows"] if not row["is_total"]]
    units = {row["unit"] for row in rows}
    if len(units) != 1:  # amounts and shares do not stand on one axis
        return {"bars": "", "lines": ""}
    bars = bar_chart(
        [(row["city"] or row["entity"], row["value"]) for row in _one_a_thing(rows)[:BARS]],
        title=f"{context['name']} {context['period']}",
        words=words,
    )
    lines = [
        Line(row["city"], tuple((p["period"], p["value"]) for p in _line_of(context, row)))
        for row in _first_of_each(rows)
        if context["others"].get(row["geonameid"])
    ]
    return {
        "bars": bars,
        "lines": line_chart(lines, title=f"{context['name']}: {words['over_time']}", words=words),
    }


def _one_a_thing(rows: Sequence[Any]) -> list[Any]:
    """Return the first row of each city; rows that are no city stand for themselves."""
    first: dict[Any, Any] = {}
    for row in rows:
        first.setdefault(row["geonameid"] or (row["entity"], row["report"]), row)
    return list(first.values())


def _first_of_each(rows: Sequence[Any]) -> list[Any]:
    first: dict[Any, Any] = {}
    for row in rows:
        first.setdefault(row["geonameid"], row)
    return [row for key, row in first.items() if key is not None]


def _line_of(context: Mapping[str, Any], row: Any) -> list[Any]:
    points = [*context["others"][row["geonameid"]], row]
    return [one for one in points if one["period"]]


def _by_measure(numbers: Sequence[Any], language: str) -> list[dict[str, Any]]:
    """Group a city's numbers by measure, each with a chart where it has several periods."""
    from datasette.utils import tilde_encode

    groups: dict[str, list[Any]] = defaultdict(list)
    for row in numbers:
        groups[row["measure"]].append(row)
    words = words_of(language)
    return [
        {
            "name": named(rows[0], language),
            "key": tilde_encode(measure),
            "rows": rows,
            "chart": line_chart(
                _lines(rows),
                title=f"{named(rows[0], language)}: {words['over_time']}",
                words=words,
            ),
        }
        for measure, rows in groups.items()
    ]


def _lines(rows: Sequence[Any]) -> list[Line]:
    """Return a line for each report and unit that prints several periods."""
    series: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for row in rows:
        if row["period"] and row["value"] is not None:
            series[row["report"], row["unit"] or ""].setdefault(row["period"], row["value"])
    units = {unit for _, unit in series}
    if len(units) != 1:
        return []
    return [Line(report, tuple(points.items())) for (report, _), points in series.items()]


def _names(city: Any) -> list[tuple[str, str]]:
    """Return what a city is called in the languages, each name once."""
    named = {city[f"name_{code}"]: code for code in reversed(READERS) if city[f"name_{code}"]}
    return [(code, name) for name, code in reversed(named.items())]
