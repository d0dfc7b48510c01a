-- What people read. Label columns stand in the views because Datasette shows foreign-key labels
-- on tables only. All but `history` show the newest version.

CREATE VIEW current_extractions AS
SELECT e.id AS extraction_id, e.report_id, r.label AS report, r.series, r.year, r.language,
  d.id AS edition_id, d.file, d.sha256, d.pages_count, e.pipeline,
  e.tables_count, e.cells_count, e.figures_count, e.observations_count, e.checks_count,
  e.mismatches_count, e.numbers_count, e.verified_numbers_count,
  round(100.0 * e.verified_numbers_count / nullif(e.numbers_count, 0), 1) AS coverage_pct,
  v.from_version AS since_version, e.loaded_at, p.label AS publication, r.publication_id, e.issuer,
  e.placed_numbers_count,
  round(100.0 * e.placed_numbers_count / nullif(e.numbers_count, 0), 1) AS placed_pct,
  e.title, e.period, e.territory, e.territory_name,
  coalesce((SELECT l.licence FROM report_licences l WHERE l.report_id = e.report_id
    ORDER BY l.id DESC LIMIT 1), 'unknown') AS licence
FROM version_extractions v
JOIN extractions e ON e.id = v.extraction_id
JOIN editions d ON d.id = e.edition_id
JOIN reports r ON r.id = e.report_id
LEFT JOIN publications p ON p.id = r.publication_id
WHERE v.to_version IS NULL;

CREATE VIEW current_observations AS
SELECT o.id AS observation_id, r.label AS report, r.series, r.year, r.language,
  t.label AS "table", o.entity, c.name AS city, c.country, o.place_kind, o.measure, o.header,
  o.period, o.category, o.value, o.unit, o.text, o.qualifier, o.state, o.is_total, o.is_known,
  o.check_status, o.tick_marks, o.page, o.x0, o.top, o.x1, o.bottom,
  o.value_scaled, o.value_decimals, o.geonameid, c.latitude, c.longitude, c.population,
  o.label, o.code, o.unit_stated,
  o.row, o.col, o.cell_id, o.table_id, o.report_id, o.extraction_id
FROM version_extractions v
JOIN observations o ON o.extraction_id = v.extraction_id
JOIN reports r ON r.id = o.report_id
JOIN tables t ON t.id = o.table_id
LEFT JOIN cities c ON c.geonameid = o.geonameid
WHERE v.to_version IS NULL;

CREATE VIEW current_figures AS
SELECT f.id AS figure_id, r.label AS report, r.series, r.year, r.language, f.kind, f.section,
  f.label, f.value, f.unit, f.qualifier, f.text, whole.label AS breakdown_of, f.caption,
  f.context, f.check_status, f.tick_marks, f.page, f.x0, f.top, f.x1, f.bottom, f.image, f.alt,
  f.measured, f.measured_error, f.value_scaled, f.value_decimals, f.breakdown_of_id,
  f.report_id, f.extraction_id
FROM version_extractions v
JOIN figures f ON f.extraction_id = v.extraction_id
JOIN reports r ON r.id = f.report_id
LEFT JOIN figures whole ON whole.id = f.breakdown_of_id
WHERE v.to_version IS NULL;

CREATE VIEW current_checks AS
SELECT k.id AS check_id, r.label AS report, r.series, r.year, r.language, t.label AS "table",
  CASE r.language
    WHEN 'fr' THEN coalesce(nullif(k.explanation_fr, ''), k.explanation_en)
    WHEN 'es' THEN coalesce(nullif(k.explanation_es, ''), k.explanation_en)
    ELSE k.explanation_en END AS explanation,
  k.label, k.kind, k.axis, k.status, k.severity, k.total_text, k.printed, k.computed, k.delta,
  k.tolerance,
  k.explanation_en, k.reason, k.granularity, k.significance, k.fingerprint,
  (SELECT count(*) FROM check_items i WHERE i.check_id = k.id) AS items_count,
  (SELECT group_concat(s.why, ' · ') FROM suspects s WHERE s.check_id = k.id) AS suspects,
  k.page, k.x0, k.top, k.x1, k.bottom, k.printed_scaled, k.computed_scaled, k.delta_scaled,
  k.tolerance_scaled, k.decimals, k.code, k.cell_id, k.figure_id, k.table_id, k.report_id,
  k.extraction_id
FROM version_extractions v
JOIN checks k ON k.extraction_id = v.extraction_id
JOIN reports r ON r.id = k.report_id
LEFT JOIN tables t ON t.id = k.table_id
WHERE v.to_version IS NULL;

CREATE VIEW mismatches AS
SELECT check_id, report, year, language, "table", explanation, label, kind, axis, severity,
  total_text, printed, computed, delta, tolerance, suspects, page, x0, top, x1, bottom, fingerprint,
  cell_id, figure_id, table_id, report_id, extraction_id
FROM current_checks
WHERE status = 'mismatch';

CREATE VIEW to_review AS
SELECT 'city' AS kind, m.status AS what, r.label AS report, m.text AS printed,
  coalesce('perhaps ' || c.name || ' (' || c.country || '), score ' || round(m.score, 2) || '. ', '')
    || m.reason AS question,
  m.page, m.x0, m.top, m.x1, m.bottom, 'city_mentions' AS source, m.id AS source_id,
  m.table_id, m.report_id
FROM version_extractions v
JOIN city_mentions m ON m.extraction_id = v.extraction_id AND m.status = 'review'
JOIN reports r ON r.id = m.report_id
LEFT JOIN cities c ON c.geonameid = m.geonameid
WHERE v.to_version IS NULL
UNION ALL
SELECT 'header', 'unknown', r.label, o.header,
  'no measure of the catalog has this column header; it is stored as "' || o.measure || '"',
  min(o.page), NULL, NULL, NULL, NULL, 'observations', min(o.id), o.table_id, o.report_id
FROM version_extractions v
JOIN observations o ON o.extraction_id = v.extraction_id AND o.is_known = 0
JOIN reports r ON r.id = o.report_id
WHERE v.to_version IS NULL
GROUP BY r.label, o.table_id, o.header, o.measure, o.report_id
UNION ALL
SELECT 'table', 'unsure', r.label, t.label,
  'read with confidence ' || round(t.confidence, 2) || ' by ' || t.engine,
  t.page, t.x0, t.top, t.x1, t.bottom, 'tables', t.id, t.id, t.report_id
FROM version_extractions v
JOIN tables t ON t.extraction_id = v.extraction_id AND t.confidence < 0.7
JOIN reports r ON r.id = t.report_id
WHERE v.to_version IS NULL
UNION ALL
SELECT 'check', k.status, k.report, k.total_text, k.explanation,
  k.page, k.x0, k.top, k.x1, k.bottom, 'checks', k.check_id, k.table_id, k.report_id
FROM current_checks k
WHERE k.status = 'mismatch'
UNION ALL
SELECT 'warning', w.code, r.label, '', w.message,
  w.page, w.x0, w.top, w.x1, w.bottom, 'warnings', w.id, NULL, w.report_id
FROM version_extractions v
JOIN warnings w ON w.extraction_id = v.extraction_id
JOIN reports r ON r.id = w.report_id
WHERE v.to_version IS NULL
UNION ALL
SELECT 'edition', q.verdict, r.label, d.file || ' / ' || f.file,
  'another printing of "' || o.label || '", or a report of its own? ' || q.reason,
  NULL, NULL, NULL, NULL, NULL, 'edition_evidence', q.id, NULL, q.report_id
FROM version_extractions v
JOIN extractions e ON e.id = v.extraction_id
JOIN edition_evidence q
  ON q.edition_id = e.edition_id AND q.report_id = e.report_id AND q.verdict = 'unsure'
JOIN editions d ON d.id = q.edition_id
JOIN editions f ON f.id = q.other_edition_id
JOIN reports r ON r.id = q.report_id
JOIN reports o ON o.id = q.other_report_id
WHERE v.to_version IS NULL
  -- a report whose files were replaced or withdrawn raises no question, nor does one that was answered
  AND EXISTS (SELECT 1 FROM version_extractions w JOIN extractions x ON x.id = w.extraction_id
    WHERE w.to_version IS NULL AND x.report_id = q.other_report_id)
  AND NOT EXISTS (SELECT 1 FROM edition_evidence s
    WHERE s.edition_id = q.edition_id AND s.decided_by = 'person' AND s.id > q.id);

CREATE VIEW left_out AS
SELECT g.id AS page_id, r.label AS report, g.page, g.not_placed_count, g.numbers_count,
  g.placed_count,
  (SELECT group_concat(w.message, ' · ') FROM warnings w
    WHERE w.extraction_id = g.extraction_id AND w.page = g.page
    AND w.code IN ('amounts_without_table', 'numbers_left_out', 'line_left_out')) AS warnings,
  g.not_placed, g.x0, g.top, g.x1, g.bottom, g.report_id, g.extraction_id
FROM version_extractions v
JOIN pages g ON g.extraction_id = v.extraction_id
JOIN reports r ON r.id = g.report_id
WHERE v.to_version IS NULL AND g.not_placed_count > 0
ORDER BY g.not_placed_count DESC, r.label, g.page;

CREATE VIEW history AS
SELECT r.label AS report, r.series, r.year, t.label AS "table", o.entity, c.name AS city,
  o.measure, o.header, o.period, o.value, o.unit, o.text, o.is_total, o.check_status,
  v.from_version, v.to_version, v.to_version IS NULL AS is_current, d.file, o.page,
  o.x0, o.top, o.x1, o.bottom, o.geonameid, o.cell_id, o.id AS observation_id, o.table_id,
  o.report_id, o.extraction_id
FROM version_extractions v
JOIN extractions e ON e.id = v.extraction_id
JOIN editions d ON d.id = e.edition_id
JOIN observations o ON o.extraction_id = v.extraction_id
JOIN reports r ON r.id = o.report_id
JOIN tables t ON t.id = o.table_id
LEFT JOIN cities c ON c.geonameid = o.geonameid;
