-- What a person corrected in a response, and what the engine said of it. Both null for responses nobody looked at.
ALTER TABLE responses ADD COLUMN corrections TEXT;
ALTER TABLE responses ADD COLUMN engine_tags TEXT;
CREATE INDEX responses_reviewed ON responses (survey_pk) WHERE corrections IS NOT NULL;
