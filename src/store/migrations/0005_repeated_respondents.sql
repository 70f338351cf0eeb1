-- Respondents and accounts with several responses in a survey, so that lists need not look for them among all.
CREATE TABLE repeated_clusters (
  survey_pk INTEGER NOT NULL REFERENCES surveys (pk) ON DELETE CASCADE,
  cluster TEXT NOT NULL,
  response_count INTEGER NOT NULL,
  PRIMARY KEY (survey_pk, cluster)
) STRICT, WITHOUT ROWID;
CREATE INDEX repeated_clusters_no_more ON repeated_clusters (survey_pk) WHERE response_count < 2;

INSERT INTO repeated_clusters (survey_pk, cluster, response_count)
SELECT survey_pk, coalesce(respondent_id, account_id), count(*) FROM responses
WHERE coalesce(respondent_id, account_id) IS NOT NULL
GROUP BY 1, 2 HAVING count(*) > 1;
