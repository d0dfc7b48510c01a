-- First schema of the dataset. Never edited after a release: later changes are new files.
-- What each table and column means stands in describe.py; boxes are points, origin top left.

CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  started_at TEXT NOT NULL,
  finished_at TEXT NOT NULL,
  duration_s REAL NOT NULL,
  command TEXT NOT NULL,
  documents_count INTEGER NOT NULL,
  failed_count INTEGER NOT NULL,
  failures TEXT NOT NULL,
  rows_count INTEGER NOT NULL,
  findings_count INTEGER NOT NULL,
  mismatches_count INTEGER NOT NULL,
  unmatched_places_count INTEGER NOT NULL,
  version INTEGER
) STRICT;

CREATE TABLE reports (
  id INTEGER PRIMARY KEY,
  label TEXT NOT NULL UNIQUE,
  series TEXT NOT NULL,
  year INTEGER,
  language TEXT NOT NULL CHECK (language IN ('fr', 'en', 'es')),
  title TEXT NOT NULL
) STRICT;
CREATE INDEX reports_identity ON reports (series, year, language);

CREATE TABLE editions (
  id INTEGER PRIMARY KEY,
  report_id INTEGER NOT NULL REFERENCES reports (id),
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL UNIQUE,
  pages_count INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL,
  producer TEXT NOT NULL,
  first_seen TEXT NOT NULL
) STRICT;
CREATE INDEX editions_report_id ON editions (report_id);

CREATE TABLE edition_files (
  sha256 TEXT PRIMARY KEY REFERENCES editions (sha256),
  data BLOB NOT NULL
) STRICT;

CREATE TABLE extractions (
  id INTEGER PRIMARY KEY,
  label TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  edition_id INTEGER NOT NULL REFERENCES editions (id),
  report_id INTEGER NOT NULL REFERENCES reports (id),
  pipeline TEXT NOT NULL,
  loaded_at TEXT NOT NULL,
  tables_count INTEGER NOT NULL,
  cells_count INTEGER NOT NULL,
  figures_count INTEGER NOT NULL,
  observations_count INTEGER NOT NULL,
  checks_count INTEGER NOT NULL,
  mismatches_count INTEGER NOT NULL,
  numbers_count INTEGER NOT NULL,
  verified_numbers_count INTEGER NOT NULL,
  UNIQUE (edition_id, pipeline)
) STRICT;
CREATE INDEX extractions_report_id ON extractions (report_id);

CREATE TABLE versions (
  number INTEGER PRIMARY KEY,
  created_at TEXT NOT NULL,
  parent INTEGER REFERENCES versions (number),
  restored INTEGER REFERENCES versions (number),
  message TEXT NOT NULL,
  run_id INTEGER REFERENCES runs (id),
  reports_count INTEGER NOT NULL,
  tables_count INTEGER NOT NULL,
  cells_count INTEGER NOT NULL,
  figures_count INTEGER NOT NULL,
  observations_count INTEGER NOT NULL,
  checks_count INTEGER NOT NULL,
  mismatches_count INTEGER NOT NULL,
  numbers_count INTEGER NOT NULL,
  verified_numbers_count INTEGER NOT NULL
) STRICT;

CREATE TABLE version_extractions (
  extraction_id INTEGER NOT NULL REFERENCES extractions (id),
  from_version INTEGER NOT NULL REFERENCES versions (number),
  to_version INTEGER REFERENCES versions (number),
  PRIMARY KEY (extraction_id, from_version),
  CHECK (to_version IS NULL OR to_version > from_version)
) STRICT, WITHOUT ROWID;
CREATE INDEX version_extractions_open ON version_extractions (to_version, extraction_id);
-- A version never holds two extractions under way of one edition at once:
CREATE UNIQUE INDEX version_extractions_current
  ON version_extractions (extraction_id) WHERE to_version IS NULL;

CREATE TABLE cities (
  geonameid INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  name_fr TEXT,
  name_en TEXT,
  name_es TEXT,
  kind TEXT NOT NULL,
  country TEXT NOT NULL,
  admin1 TEXT,
  latitude REAL,
  longitude REAL,
  population INTEGER,
  timezone TEXT
) STRICT;
CREATE INDEX cities_country ON cities (country);

CREATE TABLE measures (
  measure TEXT PRIMARY KEY,
  header TEXT NOT NULL,
  is_known INTEGER NOT NULL CHECK (is_known IN (0, 1)),
  name_fr TEXT,
  name_en TEXT,
  name_es TEXT,
  unit TEXT,
  description TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE gazetteer_sources (
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  built_at TEXT NOT NULL,
  licence TEXT NOT NULL,
  url TEXT NOT NULL,
  PRIMARY KEY (name, version, built_at) -- first: SQLite's integrity check misreads any other order
) STRICT, WITHOUT ROWID;

CREATE TABLE images (
  name TEXT PRIMARY KEY,
  size_bytes INTEGER NOT NULL,
  media_type TEXT NOT NULL,
  data BLOB NOT NULL
) STRICT;

CREATE TABLE tables (
  id INTEGER PRIMARY KEY,
  extraction_id INTEGER NOT NULL REFERENCES extractions (id),
  report_id INTEGER NOT NULL REFERENCES reports (id),
  code TEXT NOT NULL,
  label TEXT NOT NULL,
  caption TEXT NOT NULL,
  section TEXT NOT NULL,
  page INTEGER NOT NULL,
  x0 REAL NOT NULL,
  top REAL NOT NULL,
  x1 REAL NOT NULL,
  bottom REAL NOT NULL,
  pages TEXT NOT NULL,
  boxes TEXT NOT NULL,
  rows_count INTEGER NOT NULL,
  cols_count INTEGER NOT NULL,
  header_rows INTEGER NOT NULL,
  stub_cols INTEGER NOT NULL,
  engine TEXT NOT NULL,
  confidence REAL NOT NULL,
  language TEXT,
  unit TEXT,
  scale TEXT NOT NULL,
  pairing_key TEXT NOT NULL,
  UNIQUE (extraction_id, code)
) STRICT;
CREATE INDEX tables_report_id ON tables (report_id);

CREATE TABLE table_notes (
  id INTEGER PRIMARY KEY,
  table_id INTEGER NOT NULL REFERENCES tables (id),
  kind TEXT NOT NULL,
  marker TEXT,
  text TEXT NOT NULL,
  page INTEGER NOT NULL,
  x0 REAL NOT NULL,
  top REAL NOT NULL,
  x1 REAL NOT NULL,
  bottom REAL NOT NULL
) STRICT;
CREATE INDEX table_notes_table_id ON table_notes (table_id);

CREATE TABLE table_evidence (
  id INTEGER PRIMARY KEY,
  table_id INTEGER NOT NULL REFERENCES tables (id),
  name TEXT NOT NULL,
  value REAL NOT NULL,
  note TEXT NOT NULL
) STRICT;
CREATE INDEX table_evidence_table_id ON table_evidence (table_id);

-- Roles are not checked here: an IN list of five costs a third of the time of a load.
CREATE TABLE cells (
  id INTEGER PRIMARY KEY,
  table_id INTEGER NOT NULL REFERENCES tables (id),
  row INTEGER NOT NULL,
  col INTEGER NOT NULL,
  rowspan INTEGER NOT NULL,
  colspan INTEGER NOT NULL,
  text TEXT NOT NULL,
  role TEXT NOT NULL,
  is_total INTEGER NOT NULL CHECK (is_total IN (0, 1)),
  page INTEGER NOT NULL,
  x0 REAL NOT NULL,
  top REAL NOT NULL,
  x1 REAL NOT NULL,
  bottom REAL NOT NULL,
  value REAL,
  value_scaled INTEGER,
  value_decimals INTEGER,
  step TEXT,
  unit TEXT,
  qualifier TEXT,
  state TEXT,
  scale TEXT,
  date TEXT,
  mark TEXT,
  check_status TEXT,
  tick_marks TEXT NOT NULL,
  markers TEXT NOT NULL,
  is_bold INTEGER NOT NULL CHECK (is_bold IN (0, 1)),
  indent_pt REAL NOT NULL,
  colour TEXT NOT NULL
) STRICT;
CREATE INDEX cells_place ON cells (table_id, row, col);

CREATE TABLE figures (
  id INTEGER PRIMARY KEY,
  extraction_id INTEGER NOT NULL REFERENCES extractions (id),
  report_id INTEGER NOT NULL REFERENCES reports (id),
  code TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('key_figure', 'chart', 'image')),
  label TEXT NOT NULL,
  text TEXT NOT NULL,
  value REAL,
  value_scaled INTEGER,
  value_decimals INTEGER,
  step TEXT,
  unit TEXT,
  qualifier TEXT,
  state TEXT,
  scale TEXT,
  breakdown_of_id INTEGER REFERENCES figures (id) DEFERRABLE INITIALLY DEFERRED,
  section TEXT NOT NULL,
  caption TEXT NOT NULL,
  context TEXT NOT NULL,
  page INTEGER NOT NULL,
  x0 REAL NOT NULL,
  top REAL NOT NULL,
  x1 REAL NOT NULL,
  bottom REAL NOT NULL,
  image TEXT REFERENCES images (name),
  alt TEXT,
  measured TEXT,
  measured_error TEXT,
  check_status TEXT,
  tick_marks TEXT NOT NULL,
  UNIQUE (extraction_id, code)
) STRICT;
CREATE INDEX figures_report_id ON figures (report_id);
CREATE INDEX figures_breakdown_of_id ON figures (breakdown_of_id);
CREATE INDEX figures_image ON figures (image);

CREATE TABLE observations (
  id INTEGER PRIMARY KEY,
  extraction_id INTEGER NOT NULL REFERENCES extractions (id),
  report_id INTEGER NOT NULL REFERENCES reports (id),
  table_id INTEGER NOT NULL REFERENCES tables (id),
  cell_id INTEGER REFERENCES cells (id),
  row INTEGER NOT NULL,
  col INTEGER NOT NULL,
  entity TEXT NOT NULL,
  geonameid INTEGER REFERENCES cities (geonameid),
  place_kind TEXT NOT NULL,
  header TEXT NOT NULL,
  measure TEXT NOT NULL REFERENCES measures (measure),
  is_known INTEGER NOT NULL CHECK (is_known IN (0, 1)),
  period TEXT NOT NULL,
  text TEXT NOT NULL,
  value REAL,
  value_scaled INTEGER,
  value_decimals INTEGER,
  step TEXT NOT NULL,
  unit TEXT,
  qualifier TEXT NOT NULL,
  state TEXT NOT NULL,
  scale TEXT NOT NULL,
  is_total INTEGER NOT NULL CHECK (is_total IN (0, 1)),
  check_status TEXT,
  tick_marks TEXT NOT NULL,
  page INTEGER NOT NULL,
  x0 REAL NOT NULL,
  top REAL NOT NULL,
  x1 REAL NOT NULL,
  bottom REAL NOT NULL
) STRICT;
CREATE INDEX observations_extraction_id ON observations (extraction_id);
CREATE INDEX observations_report_id ON observations (report_id);
CREATE INDEX observations_table_id ON observations (table_id);
CREATE INDEX observations_cell_id ON observations (cell_id);
CREATE INDEX observations_city ON observations (geonameid, measure, period);
CREATE INDEX observations_measure ON observations (measure, period);

CREATE TABLE city_mentions (
  id INTEGER PRIMARY KEY,
  extraction_id INTEGER NOT NULL REFERENCES extractions (id),
  report_id INTEGER NOT NULL REFERENCES reports (id),
  table_id INTEGER REFERENCES tables (id),
  cell_id INTEGER REFERENCES cells (id),
  row INTEGER,
  col INTEGER,
  text TEXT NOT NULL,
  geonameid INTEGER REFERENCES cities (geonameid),
  kind TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('matched', 'review', 'rejected', 'not_a_city')),
  score REAL NOT NULL,
  method TEXT NOT NULL,
  runner_up INTEGER REFERENCES cities (geonameid),
  reason TEXT NOT NULL,
  page INTEGER NOT NULL,
  x0 REAL NOT NULL,
  top REAL NOT NULL,
  x1 REAL NOT NULL,
  bottom REAL NOT NULL
) STRICT;
CREATE INDEX city_mentions_extraction_id ON city_mentions (extraction_id);
CREATE INDEX city_mentions_report_id ON city_mentions (report_id);
CREATE INDEX city_mentions_table_id ON city_mentions (table_id, row);
CREATE INDEX city_mentions_geonameid ON city_mentions (geonameid);
CREATE INDEX city_mentions_status ON city_mentions (status);

CREATE TABLE checks (
  id INTEGER PRIMARY KEY,
  extraction_id INTEGER NOT NULL REFERENCES extractions (id),
  report_id INTEGER NOT NULL REFERENCES reports (id),
  code TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  label TEXT NOT NULL,
  kind TEXT NOT NULL,
  axis TEXT NOT NULL CHECK (axis IN ('row', 'column', 'list', 'document')),
  status TEXT NOT NULL
    CHECK (status IN ('exact', 'rounding', 'mismatch', 'incomplete', 'not_checkable')),
  severity TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
  table_id INTEGER REFERENCES tables (id),
  cell_id INTEGER REFERENCES cells (id),
  figure_id INTEGER REFERENCES figures (id),
  row INTEGER NOT NULL,
  col INTEGER NOT NULL,
  total_text TEXT NOT NULL,
  printed REAL,
  computed REAL,
  delta REAL,
  tolerance REAL,
  printed_scaled INTEGER,
  computed_scaled INTEGER,
  delta_scaled INTEGER,
  tolerance_scaled INTEGER,
  decimals INTEGER,
  granularity TEXT,
  low TEXT,
  high TEXT,
  reason TEXT NOT NULL,
  significance REAL,
  explanation_en TEXT NOT NULL,
  explanation_fr TEXT NOT NULL,
  explanation_es TEXT NOT NULL,
  page INTEGER NOT NULL,
  x0 REAL NOT NULL,
  top REAL NOT NULL,
  x1 REAL NOT NULL,
  bottom REAL NOT NULL,
  UNIQUE (extraction_id, code)
) STRICT;
CREATE INDEX checks_report_id ON checks (report_id);
CREATE INDEX checks_table_id ON checks (table_id);
CREATE INDEX checks_cell_id ON checks (cell_id);
CREATE INDEX checks_figure_id ON checks (figure_id);
CREATE INDEX checks_status ON checks (status);
CREATE INDEX checks_fingerprint ON checks (fingerprint);

CREATE TABLE check_items (
  check_id INTEGER NOT NULL REFERENCES checks (id),
  position INTEGER NOT NULL,
  sign INTEGER NOT NULL,
  table_id INTEGER REFERENCES tables (id),
  cell_id INTEGER REFERENCES cells (id),
  figure_id INTEGER REFERENCES figures (id),
  row INTEGER NOT NULL,
  col INTEGER NOT NULL,
  PRIMARY KEY (check_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX check_items_cell_id ON check_items (cell_id);
CREATE INDEX check_items_figure_id ON check_items (figure_id);
CREATE INDEX check_items_table_id ON check_items (table_id);

CREATE TABLE suspects (
  id INTEGER PRIMARY KEY,
  check_id INTEGER NOT NULL REFERENCES checks (id),
  table_id INTEGER REFERENCES tables (id),
  cell_id INTEGER REFERENCES cells (id),
  figure_id INTEGER REFERENCES figures (id),
  row INTEGER NOT NULL,
  col INTEGER NOT NULL,
  why TEXT NOT NULL,
  proposal TEXT
) STRICT;
CREATE INDEX suspects_check_id ON suspects (check_id);
CREATE INDEX suspects_table_id ON suspects (table_id);
CREATE INDEX suspects_cell_id ON suspects (cell_id);
CREATE INDEX suspects_figure_id ON suspects (figure_id);

CREATE TABLE warnings (
  id INTEGER PRIMARY KEY,
  extraction_id INTEGER NOT NULL REFERENCES extractions (id),
  report_id INTEGER NOT NULL REFERENCES reports (id),
  page INTEGER,
  code TEXT NOT NULL,
  message TEXT NOT NULL
) STRICT;
CREATE INDEX warnings_extraction_id ON warnings (extraction_id);
CREATE INDEX warnings_report_id ON warnings (report_id);
