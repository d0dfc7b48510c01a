-- Fourth schema: observations say what divides their measure, what codes their row, and where their
-- unit is stated. `entity` is the thing alone; `label` keeps the row's labels as printed. In rows of
-- readings made before, `label` is empty and `entity` has the labels.

ALTER TABLE observations ADD COLUMN label TEXT NOT NULL DEFAULT '';
ALTER TABLE observations ADD COLUMN category TEXT NOT NULL DEFAULT '';
ALTER TABLE observations ADD COLUMN code TEXT NOT NULL DEFAULT '';
ALTER TABLE observations ADD COLUMN unit_stated TEXT NOT NULL DEFAULT '';
