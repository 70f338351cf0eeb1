-- What is swept by age.
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
CREATE INDEX theme_lists_by_age ON theme_lists (survey_pk, computed_at);
