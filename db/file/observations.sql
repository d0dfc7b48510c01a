CREATE VIEW observations AS
SELECT o.id, t.extraction_id, t.report_id, o.table_id, o.cell_id, o.row, o.col, s.entity,
  o.geonameid, s.place_kind, h.header, m.measure, h.is_known, h.period,
  iif(o.has_values, v.text, c.text) AS text, iif(o.has_values, v.value, c.value) AS value,
  iif(o.has_values, v.value_scaled, c.value_scaled) AS value_scaled,
  iif(o.has_values, v.value_decimals, c.value_decimals) AS value_decimals,
  iif(o.has_values, v.step, c.step) AS step, h.unit,
  iif(o.has_values, v.qualifier, c.qualifier) AS qualifier,
  iif(o.has_values, v.state, c.state) AS state, iif(o.has_values, v.scale, c.scale) AS scale,
  o.is_total, iif(o.has_values, v.check_status, c.check_status) AS check_status,
  iif(o.has_values, v.tick_marks, c.tick_marks) AS tick_marks,
  iif(o.has_values, v.page, c.page) AS page, iif(o.has_values, v.x0, c.x0) AS x0,
  iif(o.has_values, v.top, c.top) AS top, iif(o.has_values, v.x1, c.x1) AS x1,
  iif(o.has_values, v.bottom, c.bottom) AS bottom, s.label, h.category, s.code, h.unit_stated
FROM observation_rows o
JOIN tables t ON t.id = o.table_id
JOIN observation_subjects s ON s.id = o.subject_id
JOIN observation_headers h ON h.id = o.header_id
JOIN measures m ON m.id = o.measure_id
LEFT JOIN cells c ON c.id = o.cell_id
LEFT JOIN observation_values v ON o.has_values AND v.id = o.id;
