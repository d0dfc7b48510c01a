"""Canned queries: the questions people ask of the dataset.

Titles and what they say of themselves are `query_NAME` and `about_NAME` of the words of the pages.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Query:
    """A canned query of Datasette; ``:name`` parameters become a form."""

    name: str
    sql: str


CITY = Query(
    "city_across_reports",
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
    """
SELECT report, "table", explanation, label, printed, computed, delta, tolerance, suspects, page,
  check_id, table_id, report_id
FROM mismatches WHERE report LIKE '%' || coalesce(:report, '') || '%'
ORDER BY severity, abs(delta) / nullif(abs(printed), 0) DESC
""",
)
CHANGES = Query(
    "changes_since_version",
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
    """
SELECT kind, what, report, printed, question, page, source, source_id, table_id, report_id
FROM to_review WHERE kind LIKE '%' || coalesce(:kind, '') || '%' ORDER BY kind, report, page
""",
)
MEASURE = Query(
    "measure_by_city",
    """
SELECT c.name AS city, c.country, o.period, o.value, o.unit, o.text, o.check_status, o.page,
  o.id AS observation_id, o.report_id
FROM now_values v JOIN observations o ON o.id = v.observation_id
JOIN cities c ON c.geonameid = o.geonameid
WHERE v.measure = :measure AND o.is_total = 0 ORDER BY c.name, o.period
""",
)
SERIES = Query(
    "series_report_by_report",
    """
WITH held AS (
  SELECT * FROM current_observations
  WHERE series = :series AND is_known AND value IS NOT NULL
    AND coalesce(:measure, '') IN ('', measure)
), shared AS (
  SELECT measure, count(DISTINCT report_id) AS reports_count FROM held GROUP BY measure
  HAVING count(DISTINCT report_id) > 1
)
SELECT h.measure, s.reports_count, h.period, h.category, h.entity, h.report,
  e.territory_name AS place, h.value, h.unit, h.text, h.check_status, h.page, h.observation_id,
  h.report_id
FROM held h JOIN shared s ON s.measure = h.measure
LEFT JOIN current_extractions e ON e.extraction_id = h.extraction_id
ORDER BY s.reports_count DESC, h.measure, h.period, h.category, h.entity, h.report
""",
)
FIGURES = Query(
    "key_figures_by_label",
    """
SELECT report, year, label, text, value, unit, section, check_status, page, figure_id, report_id
FROM current_figures WHERE label LIKE '%' || :label || '%' ORDER BY label, year, report
""",
)
PROVED = Query(
    "proved_by_report",
    """
SELECT report, year, language, issuer, numbers_count, verified_numbers_count, coverage_pct,
  placed_pct, mismatches_count, report_id
FROM current_extractions ORDER BY coverage_pct
""",
)
COUNTRY = Query(
    "cities_of_a_country",
    """
SELECT c.name AS city, c.geonameid, sum(n.observations_count) AS numbers,
  count(*) AS reports, c.population
FROM now_cities n JOIN cities c ON c.geonameid = n.geonameid
WHERE c.country = upper(:country) GROUP BY c.geonameid ORDER BY 3 DESC, 1
""",
)
EDITIONS = Query(
    "files_and_why",
    """
SELECT d.file, r.label AS report, v.verdict, v.decided_by, v.reason, v.decided_at, r.id AS report_id
FROM edition_evidence v JOIN editions d ON d.id = v.edition_id JOIN reports r ON r.id = v.report_id
ORDER BY v.id DESC
""",
)
MEASURES = Query(
    "measures_across_reports",
    """
SELECT n.measure, m.name_en, count(DISTINCT e.report_id) AS reports, min(r.year) AS first_year,
  max(r.year) AS last_year, sum(n.observations_count) AS numbers
FROM now_measures n JOIN measures m ON m.measure = n.measure
JOIN extractions e ON e.id = n.extraction_id JOIN reports r ON r.id = e.report_id
GROUP BY n.measure HAVING count(DISTINCT e.report_id) > 1 ORDER BY 3 DESC, 6 DESC
""",
)
QUERIES = (
    *(CITY, MISMATCHES, CHANGES, REVIEW, MEASURE, SERIES),
    *(FIGURES, PROVED, COUNTRY, EDITIONS, MEASURES),
)
