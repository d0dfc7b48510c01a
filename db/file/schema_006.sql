-- Sixth schema: an observation is kept as what it says beyond its cell. `observations` is a view of
-- the same columns over four tables (observations.sql). The words of rows and of columns are kept
-- once for each table of a reading; what is printed stands in the cell, and in `observation_values`
-- only where an observation reads it otherwise.

CREATE TABLE new_measures (
  measure TEXT PRIMARY KEY,
  id INTEGER NOT NULL UNIQUE,
  header TEXT NOT NULL,
  is_known INTEGER NOT NULL CHECK (is_known IN (0, 1)),
  name_fr TEXT,
  name_en TEXT,
  name_es TEXT,
  unit TEXT,
  description TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO new_measures
  SELECT measure, row_number() OVER (ORDER BY measure), header, is_known, name_fr, name_en, name_es,
    unit, description FROM measures;

CREATE TABLE observation_subjects (
  id INTEGER PRIMARY KEY,
  entity TEXT NOT NULL,
  place_kind TEXT NOT NULL,
  label TEXT NOT NULL,
  code TEXT NOT NULL
) STRICT;

CREATE TABLE observation_headers (
  id INTEGER PRIMARY KEY,
  header TEXT NOT NULL,
  is_known INTEGER NOT NULL CHECK (is_known IN (0, 1)),
  period TEXT NOT NULL,
  category TEXT NOT NULL,
  unit TEXT,
  unit_stated TEXT NOT NULL
) STRICT;

-- Cells, words and measures are named without foreign keys: an index for each would take as much
-- room as the row. A purge removes them in the order that holds.
CREATE TABLE observation_rows (
  id INTEGER PRIMARY KEY,
  table_id INTEGER NOT NULL REFERENCES tables (id),
  cell_id INTEGER,
  row INTEGER NOT NULL,
  col INTEGER NOT NULL,
  geonameid INTEGER REFERENCES cities (geonameid),
  subject_id INTEGER NOT NULL,
  header_id INTEGER NOT NULL,
  measure_id INTEGER NOT NULL,
  is_total INTEGER NOT NULL CHECK (is_total IN (0, 1)),
  has_values INTEGER NOT NULL CHECK (has_values IN (0, 1))
) STRICT;

CREATE TABLE observation_values (
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL,
  page INTEGER NOT NULL,
  x0 REAL NOT NULL,
  top REAL NOT NULL,
  x1 REAL NOT NULL,
  bottom REAL NOT NULL,
  value REAL,
  value_scaled INTEGER,
  value_decimals INTEGER,
  step TEXT NOT NULL,
  qualifier TEXT NOT NULL,
  state TEXT NOT NULL,
  scale TEXT NOT NULL,
  check_status TEXT,
  tick_marks TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX temporary_subjects ON observation_subjects (entity, place_kind, label, code);
INSERT OR IGNORE INTO observation_subjects (entity, place_kind, label, code)
  SELECT entity, place_kind, label, code FROM observations ORDER BY id;

CREATE INDEX temporary_headers
  ON observation_headers (header, period, category, unit_stated, is_known, unit);
INSERT INTO observation_headers (header, is_known, period, category, unit, unit_stated)
  SELECT header, is_known, period, category, unit, unit_stated FROM observations
  GROUP BY header, is_known, period, category, unit, unit_stated ORDER BY min(id);

INSERT INTO observation_values
  SELECT o.id, o.text, o.page, o.x0, o.top, o.x1, o.bottom, o.value, o.value_scaled,
    o.value_decimals, o.step, o.qualifier, o.state, o.scale, o.check_status, o.tick_marks
  FROM observations o LEFT JOIN cells c ON c.id = o.cell_id
  WHERE c.id IS NULL OR o.text IS NOT c.text OR o.page IS NOT c.page OR o.x0 IS NOT c.x0
    OR o.top IS NOT c.top OR o.x1 IS NOT c.x1 OR o.bottom IS NOT c.bottom
    OR o.value IS NOT c.value OR o.value_scaled IS NOT c.value_scaled
    OR o.value_decimals IS NOT c.value_decimals OR o.step IS NOT c.step
    OR o.qualifier IS NOT c.qualifier OR o.state IS NOT c.state OR o.scale IS NOT c.scale
    OR o.check_status IS NOT c.check_status OR o.tick_marks IS NOT c.tick_marks;

INSERT INTO observation_rows
  SELECT o.id, o.table_id, o.cell_id, o.row, o.col, o.geonameid, s.id, h.id, m.id, o.is_total,
    o.id IN (SELECT v.id FROM observation_values v)
  FROM observations o
  JOIN observation_subjects s ON s.entity = o.entity AND s.place_kind = o.place_kind
    AND s.label = o.label AND s.code = o.code
  JOIN observation_headers h ON h.header = o.header AND h.period = o.period
    AND h.category = o.category AND h.unit_stated = o.unit_stated AND h.is_known = o.is_known
    AND h.unit IS o.unit
  JOIN new_measures m ON m.measure = o.measure
  ORDER BY o.id;

DROP INDEX temporary_subjects;
DROP INDEX temporary_headers;
ALTER TABLE observations RENAME TO old_observations;
DROP TABLE measures;
ALTER TABLE new_measures RENAME TO measures;

CREATE INDEX observation_rows_cell ON observation_rows (table_id, cell_id);
CREATE INDEX observation_rows_city ON observation_rows (geonameid, measure_id)
  WHERE geonameid IS NOT NULL;
