CREATE TABLE webhook_sources (
  id TEXT PRIMARY KEY,
  survey_pk INTEGER NOT NULL REFERENCES surveys (pk) ON DELETE CASCADE,
  provider TEXT NOT NULL,
  secret TEXT NOT NULL,
  fields TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX webhook_sources_of_survey ON webhook_sources (survey_pk);
