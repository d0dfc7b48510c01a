-- Eighth schema: the licence a report may be passed on under, where somebody stated it: the catalog
-- for a series, or a person for a report. The newest row of a report holds; none: unknown.

CREATE TABLE report_licences (
  id INTEGER PRIMARY KEY,
  report_id INTEGER NOT NULL REFERENCES reports (id),
  licence TEXT NOT NULL,
  url TEXT NOT NULL,
  said_by TEXT NOT NULL CHECK (said_by IN ('catalog', 'person')),
  reason TEXT NOT NULL,
  said_at TEXT NOT NULL
) STRICT;
CREATE INDEX report_licences_report_id ON report_licences (report_id);
