-- Fifth schema: what the newest version holds, kept at each load so that no page counts or sorts
-- millions of rows; and what was withdrawn. Tables called now_* are derived: a load adds and removes
-- the rows of the readings that enter and leave, `crossfoot doctor --rebuild` makes them anew. They
-- point to rows by id without foreign keys: nothing may rest on them.

CREATE TABLE now_extractions (
  extraction_id INTEGER PRIMARY KEY,
  report_id INTEGER NOT NULL,
  edition_id INTEGER NOT NULL,
  unsure_cities_count INTEGER NOT NULL,
  unknown_headers_count INTEGER NOT NULL,
  unsure_tables_count INTEGER NOT NULL,
  warnings_count INTEGER NOT NULL
) STRICT;
CREATE INDEX now_extractions_report_id ON now_extractions (report_id);
CREATE INDEX now_extractions_edition_id ON now_extractions (edition_id);

CREATE TABLE now_measures (
  measure TEXT NOT NULL,
  extraction_id INTEGER NOT NULL,
  observations_count INTEGER NOT NULL,
  PRIMARY KEY (measure, extraction_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX now_measures_extraction_id ON now_measures (extraction_id);

CREATE TABLE now_cities (
  geonameid INTEGER NOT NULL,
  extraction_id INTEGER NOT NULL,
  mentions_count INTEGER NOT NULL,
  observations_count INTEGER NOT NULL,
  PRIMARY KEY (geonameid, extraction_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX now_cities_extraction_id ON now_cities (extraction_id);

-- In this order a measure is read: period by period, by value.
CREATE TABLE now_values (
  measure TEXT NOT NULL,
  period TEXT NOT NULL,
  value REAL NOT NULL,
  observation_id INTEGER NOT NULL,
  PRIMARY KEY (measure, period, value, observation_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE now_mismatches (
  check_id INTEGER PRIMARY KEY,
  extraction_id INTEGER NOT NULL,
  report_id INTEGER NOT NULL,
  is_minor INTEGER NOT NULL CHECK (is_minor IN (0, 1)),
  gap REAL NOT NULL
) STRICT;
CREATE INDEX now_mismatches_worst ON now_mismatches (is_minor, gap DESC, check_id);
CREATE INDEX now_mismatches_report_id ON now_mismatches (report_id);
CREATE INDEX now_mismatches_extraction_id ON now_mismatches (extraction_id);

CREATE TABLE now_names (
  kind TEXT NOT NULL CHECK (kind IN ('city', 'measure', 'report')),
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;

-- The report is named without a foreign key: of a purged one this row is all that is left.
CREATE TABLE withdrawals (
  id INTEGER PRIMARY KEY,
  report_id INTEGER NOT NULL,
  label TEXT NOT NULL,
  editions TEXT NOT NULL,
  reason TEXT NOT NULL,
  version INTEGER,
  withdrawn_at TEXT NOT NULL,
  purged_at TEXT,
  lifted_at TEXT
) STRICT;
CREATE INDEX withdrawals_report_id ON withdrawals (report_id);
