-- Documented in ../SCHEMA.md.
CREATE TABLE reports (
  survey_pk INTEGER NOT NULL REFERENCES surveys (pk) ON DELETE CASCADE,
  report_key TEXT NOT NULL,
  data_version INTEGER NOT NULL,
  body TEXT NOT NULL,
  computed_at TEXT NOT NULL,
  PRIMARY KEY (survey_pk, report_key)
) STRICT;

CREATE TABLE survey_documents (
  survey_pk INTEGER NOT NULL REFERENCES surveys (pk) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (survey_pk, kind)
) STRICT, WITHOUT ROWID;
