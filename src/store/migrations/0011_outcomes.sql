-- Documented in ../SCHEMA.md.
CREATE TABLE outcomes (
  survey_pk INTEGER NOT NULL REFERENCES surveys (pk) ON DELETE CASCADE,
  subject TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  fields TEXT NOT NULL,
  PRIMARY KEY (survey_pk, subject, subject_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX outcomes_of_subject ON outcomes (subject, subject_id, survey_pk);

CREATE TABLE invited (
  survey_pk INTEGER NOT NULL REFERENCES surveys (pk) ON DELETE CASCADE,
  respondent_id TEXT NOT NULL,
  account_id TEXT,
  role TEXT,
  PRIMARY KEY (survey_pk, respondent_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX invited_of_respondent ON invited (respondent_id, survey_pk);
