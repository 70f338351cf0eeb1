-- Whose the row was, where the file says so: an erasure takes it along.
ALTER TABLE rejected_rows ADD COLUMN respondent_id TEXT;
CREATE INDEX rejected_rows_of_respondent ON rejected_rows (respondent_id, import_pk)
  WHERE respondent_id IS NOT NULL;
