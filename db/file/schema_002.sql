-- Second schema: which report a file is an edition of is proved and written down, and the language
-- editions of one report share a publication. Runs with foreign keys off: two tables are rebuilt.

CREATE TABLE publications (
  id INTEGER PRIMARY KEY,
  label TEXT NOT NULL UNIQUE,
  series TEXT NOT NULL,
  title TEXT NOT NULL,
  issuer TEXT NOT NULL,
  year INTEGER
) STRICT;
CREATE INDEX publications_identity ON publications (series, year);

-- Languages are not listed here: a report may be in another than those we read well.
CREATE TABLE new_reports (
  id INTEGER PRIMARY KEY,
  label TEXT NOT NULL UNIQUE,
  publication_id INTEGER REFERENCES publications (id),
  series TEXT NOT NULL,
  year INTEGER,
  language TEXT NOT NULL CHECK (language <> ''),
  title TEXT NOT NULL
) STRICT;
INSERT INTO new_reports (id, label, series, year, language, title)
  SELECT id, label, series, year, language, title FROM reports;
DROP TABLE reports;
ALTER TABLE new_reports RENAME TO reports;
CREATE INDEX reports_identity ON reports (series, year, language);
CREATE INDEX reports_publication_id ON reports (publication_id);

-- One reading may stand under two reports: under the one it was mistaken for, and under its own.
CREATE TABLE new_extractions (
  id INTEGER PRIMARY KEY,
  label TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  edition_id INTEGER NOT NULL REFERENCES editions (id),
  report_id INTEGER NOT NULL REFERENCES reports (id),
  pipeline TEXT NOT NULL,
  issuer TEXT NOT NULL,
  heading TEXT NOT NULL,
  loaded_at TEXT NOT NULL,
  tables_count INTEGER NOT NULL,
  cells_count INTEGER NOT NULL,
  figures_count INTEGER NOT NULL,
  observations_count INTEGER NOT NULL,
  checks_count INTEGER NOT NULL,
  mismatches_count INTEGER NOT NULL,
  numbers_count INTEGER NOT NULL,
  verified_numbers_count INTEGER NOT NULL,
  UNIQUE (edition_id, pipeline, report_id)
) STRICT;
INSERT INTO new_extractions
  SELECT id, label, key, edition_id, report_id, pipeline, '', '', loaded_at, tables_count, cells_count,
    figures_count, observations_count, checks_count, mismatches_count, numbers_count,
    verified_numbers_count
  FROM extractions;
DROP TABLE extractions;
ALTER TABLE new_extractions RENAME TO extractions;
CREATE INDEX extractions_report_id ON extractions (report_id);

CREATE TABLE edition_evidence (
  id INTEGER PRIMARY KEY,
  edition_id INTEGER NOT NULL REFERENCES editions (id),
  report_id INTEGER NOT NULL REFERENCES reports (id),
  other_edition_id INTEGER REFERENCES editions (id),
  other_report_id INTEGER REFERENCES reports (id),
  verdict TEXT NOT NULL CHECK (verdict IN ('first', 'edition', 'unsure', 'language', 'other')),
  decided_by TEXT NOT NULL CHECK (decided_by IN ('rule', 'person')),
  headings_pct REAL,
  numbers_pct REAL,
  words_pct REAL,
  reason TEXT NOT NULL,
  decided_at TEXT NOT NULL
) STRICT;
CREATE INDEX edition_evidence_edition_id ON edition_evidence (edition_id, report_id);
CREATE INDEX edition_evidence_report_id ON edition_evidence (report_id);
CREATE INDEX edition_evidence_other_edition_id ON edition_evidence (other_edition_id);
CREATE INDEX edition_evidence_other_report_id ON edition_evidence (other_report_id);
