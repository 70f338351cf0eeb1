CREATE TABLE imports (
  pk INTEGER PRIMARY KEY AUTOINCREMENT,
  survey_pk INTEGER NOT NULL REFERENCES surveys (pk) ON DELETE CASCADE,
  id TEXT NOT NULL,
  file_name TEXT NOT NULL,
  byte_count INTEGER NOT NULL,
  columns TEXT NOT NULL,
  mapping TEXT NOT NULL,
  state TEXT NOT NULL,
  error TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  UNIQUE (survey_pk, id)
) STRICT;
CREATE INDEX imports_unfinished ON imports (pk) WHERE state IN ('queued', 'running');

CREATE TABLE import_chunks (
  import_pk INTEGER NOT NULL REFERENCES imports (pk) ON DELETE CASCADE,
  chunk INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  accepted_count INTEGER NOT NULL,
  rejected_count INTEGER NOT NULL,
  PRIMARY KEY (import_pk, chunk)
) STRICT, WITHOUT ROWID;

CREATE TABLE rejected_rows (
  import_pk INTEGER NOT NULL REFERENCES imports (pk) ON DELETE CASCADE,
  row_index INTEGER NOT NULL,
  response_id TEXT,
  pointer TEXT NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (import_pk, row_index)
) STRICT, WITHOUT ROWID;
