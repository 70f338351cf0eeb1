-- Responses that a survey tool only announced and that have to be fetched from it.
CREATE TABLE webhook_fetches (
  source_id TEXT NOT NULL REFERENCES webhook_sources (id) ON DELETE CASCADE,
  response_id TEXT NOT NULL,
  attempt_count INTEGER NOT NULL DEFAULT 0,
  error TEXT,
  is_over INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (source_id, response_id)
) STRICT, WITHOUT ROWID;

-- Choices of the tool's score questions, so that they need not be fetched with every response.
ALTER TABLE webhook_sources ADD COLUMN choices TEXT;
