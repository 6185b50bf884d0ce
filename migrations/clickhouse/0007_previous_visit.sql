-- The day on which the visit before this one of the same visitor began; 1900-01-01 for the first. It tells whether a visit
-- is its visitor's first in a period, so that visitors can be counted without keeping them in mind.
ALTER TABLE visits ADD COLUMN IF NOT EXISTS previous_day Date32;
