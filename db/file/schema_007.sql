-- Seventh schema: what a reading says of its report as a whole. `title` is what the first page calls
-- it; the title of the PDF's properties stays with the report, whose identity rests on it. Rows of
-- readings made before have none of these.

ALTER TABLE extractions ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE extractions ADD COLUMN period TEXT NOT NULL DEFAULT '';
ALTER TABLE extractions ADD COLUMN territory INTEGER;
ALTER TABLE extractions ADD COLUMN territory_name TEXT NOT NULL DEFAULT '';
