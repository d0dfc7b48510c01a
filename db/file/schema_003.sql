-- Third schema: the account of the printed numbers. A row of `pages` says how many numbers a page
-- prints and where they ended; warnings say where on their page. `numbers_count` of readings made
-- before counts the numbers of their tables alone: `placed_numbers_count` is empty for them.

ALTER TABLE extractions ADD COLUMN placed_numbers_count INTEGER;

ALTER TABLE warnings ADD COLUMN x0 REAL;
ALTER TABLE warnings ADD COLUMN top REAL;
ALTER TABLE warnings ADD COLUMN x1 REAL;
ALTER TABLE warnings ADD COLUMN bottom REAL;

CREATE TABLE pages (
  id INTEGER PRIMARY KEY,
  extraction_id INTEGER NOT NULL REFERENCES extractions (id),
  report_id INTEGER NOT NULL REFERENCES reports (id),
  page INTEGER NOT NULL,
  numbers_count INTEGER NOT NULL,
  placed_count INTEGER NOT NULL,
  not_placed_count INTEGER NOT NULL,
  cells_numbers_count INTEGER NOT NULL,
  figures_numbers_count INTEGER NOT NULL,
  charts_numbers_count INTEGER NOT NULL,
  notes_numbers_count INTEGER NOT NULL,
  furniture_numbers_count INTEGER NOT NULL,
  lost_words_count INTEGER NOT NULL,
  not_placed TEXT NOT NULL,
  x0 REAL,
  top REAL,
  x1 REAL,
  bottom REAL
) STRICT;
CREATE INDEX pages_extraction_id ON pages (extraction_id, page);
CREATE INDEX pages_report_id ON pages (report_id);
