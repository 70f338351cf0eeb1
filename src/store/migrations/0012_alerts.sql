-- Documented in ../SCHEMA.md.
CREATE TABLE webhook_targets (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  secret TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX webhook_targets_of_workspace ON webhook_targets (workspace_id, created_at);

CREATE TABLE alert_rules (
  survey_pk INTEGER NOT NULL REFERENCES surveys (pk) ON DELETE CASCADE,
  id TEXT NOT NULL,
  target_id TEXT NOT NULL REFERENCES webhook_targets (id) ON DELETE CASCADE,
  body TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (survey_pk, id)
) STRICT;
CREATE INDEX alert_rules_of_target ON alert_rules (target_id);

CREATE TABLE alert_deliveries (
  pk INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  survey_pk INTEGER NOT NULL REFERENCES surveys (pk) ON DELETE CASCADE,
  rule_id TEXT NOT NULL,
  target_id TEXT NOT NULL,
  event_key TEXT NOT NULL,
  pause_key TEXT NOT NULL,
  kind TEXT NOT NULL,
  response_id TEXT,
  respondent_id TEXT,
  account_id TEXT,
  theme_id TEXT,
  payload TEXT,
  state TEXT NOT NULL,
  attempt_count INTEGER NOT NULL,
  next_at_ms INTEGER NOT NULL,
  last_status INTEGER,
  last_error TEXT,
  latency_ms INTEGER,
  created_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER,
  UNIQUE (survey_pk, event_key)
) STRICT;
CREATE INDEX alert_deliveries_due ON alert_deliveries (next_at_ms, pk) WHERE state = 'pending';
CREATE INDEX alert_deliveries_paused ON alert_deliveries (survey_pk, pause_key, created_at_ms);
CREATE INDEX alert_deliveries_of_survey ON alert_deliveries (survey_pk, pk);
CREATE INDEX alert_deliveries_of_respondent ON alert_deliveries (respondent_id, survey_pk)
  WHERE respondent_id IS NOT NULL;

-- Rules look at what came since they looked last.
CREATE INDEX responses_of_receipt ON responses (survey_pk, received_at);
