"""Canned queries: the questions people ask of the dataset, each with a title and parameters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Query:
    """A canned query of Datasette; ``:name`` parameters become a form."""

    name: str
    title: str
    description: str
    sql: str


CITY = Query(
    "city_across_reports",
    "A city across years and reports",
    "All numbers printed for a city, whatever the report calls it: its name in French, English or "
    "Spanish, or its GeoNames id.",
    """
SELECT h.year, h.report, h.city, h.entity AS printed_as, h.measure, h.period, h.value, h.unit,
  h.text, h.check_status, h.page, h.observation_id, h.report_id
FROM history h JOIN cities c ON c.geonameid = h.geonameid
WHERE h.is_current AND (lower(:city) IN (lower(c.name), lower(c.name_fr), lower(c.name_en),
  lower(c.name_es)) OR :city = c.geonameid)
ORDER BY h.measure, h.period, h.year, h.report
""",
)
MISMATCHES = Query(
    "mismatches_by_report",
    "Totals that do not add up",
    "Every printed total that its items contradict beyond rounding, the largest share first.",
    """
SELECT report, "table", explanation, label, printed, computed, delta, tolerance, suspects, page,
  check_id, table_id, report_id
FROM mismatches WHERE report LIKE '%' || coalesce(:report, '') || '%'
ORDER BY severity, abs(delta) / nullif(abs(printed), 0) DESC
""",
)
CHANGES = Query(
    "changes_since_version",
    "What changed since a version",
    "Numbers that the newest version has and an older one had otherwise, or not, or no more.",
    """
WITH then_held AS (
  SELECT * FROM history WHERE from_version <= :version
    AND (to_version IS NULL OR to_version > :version)
), now_held AS (SELECT * FROM history WHERE is_current)
SELECT n.report, n."table", n.entity, n.header, n.period, t.text AS was, n.text AS is_now,
  CASE WHEN t.observation_id IS NULL THEN 'new' ELSE 'changed' END AS change, n.page,
  n.observation_id
FROM now_held n LEFT JOIN then_held t ON t.report_id = n.report_id AND t."table" = n."table"
  AND t.entity = n.entity AND t.header = n.header AND t.period = n.period
WHERE n.extraction_id NOT IN (SELECT extraction_id FROM then_held)
  AND (t.observation_id IS NULL OR t.text != n.text)
UNION ALL
SELECT t.report, t."table", t.entity, t.header, t.period, t.text, NULL, 'gone', t.page,
  t.observation_id
FROM then_held t LEFT JOIN now_held n ON t.report_id = n.report_id AND t."table" = n."table"
  AND t.entity = n.entity AND t.header = n.header AND t.period = n.period
WHERE t.extraction_id NOT IN (SELECT extraction_id FROM now_held) AND n.observation_id IS NULL
ORDER BY 1, 2, 3, 4
""",
)
REVIEW = Query(
    "review_by_kind",
    "What a person should look at",
    "Unsure cities, unknown headers, tables read with little confidence, mismatches, warnings.",
    """
SELECT kind, what, report, printed, question, page, source, source_id, table_id, report_id
FROM to_review WHERE kind LIKE '%' || coalesce(:kind, '') || '%' ORDER BY kind, report, page
""",
)
QUERIES = (CITY, MISMATCHES, CHANGES, REVIEW)
