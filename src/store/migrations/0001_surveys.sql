-- Documented in ../SCHEMA.md. Statements must run on SQLite and on D1 alike.

CREATE TABLE api_keys (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  name TEXT NOT NULL,
  prefix TEXT NOT NULL,
  secret_hash TEXT NOT NULL UNIQUE,
  scopes TEXT NOT NULL,
  created_at TEXT NOT NULL,
  revoked_at TEXT
) STRICT;
CREATE INDEX api_keys_of_workspace ON api_keys (workspace_id, created_at);

CREATE TABLE surveys (
  pk INTEGER PRIMARY KEY AUTOINCREMENT,
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  settings TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  response_count INTEGER NOT NULL DEFAULT 0,
  data_version INTEGER NOT NULL DEFAULT 1,
  model_version INTEGER,
  UNIQUE (workspace_id, id)
) STRICT;

CREATE TABLE theme_models (
  survey_pk INTEGER NOT NULL REFERENCES surveys (pk) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  model TEXT NOT NULL,
  quality TEXT,
  origin TEXT NOT NULL,
  comment_count INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (survey_pk, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE themes (
  survey_pk INTEGER NOT NULL REFERENCES surveys (pk) ON DELETE CASCADE,
  model_version INTEGER NOT NULL,
  theme_id TEXT NOT NULL,
  label TEXT NOT NULL,
  negative_label TEXT NOT NULL,
  positive_label TEXT NOT NULL,
  parent_id TEXT,
  source TEXT NOT NULL,
  is_affect_only INTEGER NOT NULL,
  PRIMARY KEY (survey_pk, model_version, theme_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE response_groups (
  pk INTEGER PRIMARY KEY AUTOINCREMENT,
  survey_pk INTEGER NOT NULL REFERENCES surveys (pk) ON DELETE CASCADE,
  key TEXT NOT NULL,
  is_usable INTEGER NOT NULL,
  score_group TEXT,
  pattern TEXT NOT NULL,
  segments TEXT NOT NULL,
  response_count INTEGER NOT NULL DEFAULT 0,
  UNIQUE (survey_pk, key)
) STRICT;
CREATE INDEX response_groups_empty ON response_groups (survey_pk) WHERE response_count = 0;

CREATE TABLE responses (
  pk INTEGER PRIMARY KEY AUTOINCREMENT,
  survey_pk INTEGER NOT NULL REFERENCES surveys (pk) ON DELETE CASCADE,
  id TEXT NOT NULL,
  comment TEXT,
  score INTEGER,
  at TEXT,
  at_ms INTEGER,
  respondent_id TEXT,
  account_id TEXT,
  role TEXT,
  segments TEXT,
  score_group TEXT,
  language TEXT NOT NULL,
  content TEXT NOT NULL,
  polarity TEXT NOT NULL,
  valence REAL NOT NULL,
  confidence REAL NOT NULL,
  flags TEXT NOT NULL,
  clauses TEXT NOT NULL,
  mentions TEXT NOT NULL,
  group_pk INTEGER NOT NULL,
  model_version INTEGER NOT NULL,
  import_id TEXT,
  received_at TEXT NOT NULL,
  UNIQUE (survey_pk, id)
) STRICT;
-- The row number ends every index, so these also serve pages in the order of arrival.
CREATE INDEX responses_of_survey ON responses (survey_pk);
CREATE INDEX responses_of_model ON responses (survey_pk, model_version);
CREATE INDEX responses_of_group ON responses (group_pk);
CREATE INDEX responses_of_cluster ON responses (
  survey_pk, (coalesce(respondent_id, account_id)), group_pk
) WHERE coalesce(respondent_id, account_id) IS NOT NULL;
CREATE INDEX responses_of_account ON responses (survey_pk, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX responses_of_respondent ON responses (respondent_id, survey_pk) WHERE respondent_id IS NOT NULL;
CREATE INDEX responses_of_time ON responses (survey_pk, at_ms) WHERE at_ms IS NOT NULL;

CREATE TABLE theme_lists (
  survey_pk INTEGER NOT NULL REFERENCES surveys (pk) ON DELETE CASCADE,
  filter_key TEXT NOT NULL,
  data_version INTEGER NOT NULL,
  model_version INTEGER,
  body TEXT NOT NULL,
  computed_at TEXT NOT NULL,
  PRIMARY KEY (survey_pk, filter_key)
) STRICT;

CREATE TABLE idempotency_keys (
  survey_pk INTEGER NOT NULL REFERENCES surveys (pk) ON DELETE CASCADE,
  key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  answer TEXT,
  created_at TEXT NOT NULL,
  PRIMARY KEY (survey_pk, key)
) STRICT;

CREATE TABLE usage_days (
  workspace_id TEXT NOT NULL,
  day TEXT NOT NULL,
  metric TEXT NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, day, metric)
) STRICT, WITHOUT ROWID;
