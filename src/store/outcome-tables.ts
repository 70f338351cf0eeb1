import { sql } from 'kysely'
import { compile, jsonChunks } from './database.ts'
import { deleteReports } from './report-table.ts'
import { bumpDataVersion, type OpenSurvey } from './survey-data.ts'
import type { SurveyData } from './survey-store.ts'

type OutcomeMatch = { readonly subjectCount: number; readonly matchedSubjectCount: number }

const NO_MATCH: OutcomeMatch = { subjectCount: 0, matchedSubjectCount: 0 }

/** What callers bring beside responses: outcomes of people and accounts, and who was invited. */
export function createOutcomeTables(
  open: OpenSurvey
): Pick<
  SurveyData,
  'replaceOutcomes' | 'listOutcomes' | 'matchOutcomes' | 'replaceInvited' | 'listInvited'
> {
  const { database, surveyPk } = open
  const { query } = database
  return {
    async replaceOutcomes(outcomes) {
      await database.batch([
        query.deleteFrom('outcomes').where('survey_pk', '=', surveyPk).compile(),
        ...jsonChunks(outcomes.map((o) => [o.subject, o.id, JSON.stringify(o.fields)])).map(
          (chunk) =>
            compile(
              database,
              // One subject may come twice; the later entry adds to the earlier one.
              sql`INSERT INTO outcomes (survey_pk, subject, subject_id, fields)
                SELECT ${surveyPk}, value ->> 0, value ->> 1, value ->> 2
                FROM json_each(${chunk}) WHERE true
                ON CONFLICT (survey_pk, subject, subject_id)
                DO UPDATE SET fields = json_patch(outcomes.fields, excluded.fields)`
            )
        ),
        // Who has just brought a list wants to see it, however young the reports are.
        compile(database, deleteReports(surveyPk)),
        bumpDataVersion(open),
      ])
    },
    async listOutcomes() {
      const rows = await query
        .selectFrom('outcomes')
        .select(['subject', 'subject_id', 'fields'])
        .where('survey_pk', '=', surveyPk)
        .execute()
      return rows.map(({ subject, subject_id, fields }) => ({
        // Written by `replaceOutcomes` only.
        subject: subject as 'respondent' | 'account',
        id: subject_id,
        fields: JSON.parse(fields),
      }))
    },
    async matchOutcomes() {
      const { rows } = await sql<OutcomeMatch>`
        SELECT count(*) AS subjectCount, coalesce(sum(CASE subject
            WHEN 'respondent' THEN EXISTS (SELECT 1 FROM responses WHERE survey_pk = ${surveyPk}
              AND respondent_id = outcomes.subject_id)
            ELSE EXISTS (SELECT 1 FROM responses WHERE survey_pk = ${surveyPk}
              AND account_id = outcomes.subject_id) END), 0) AS matchedSubjectCount
        FROM outcomes WHERE survey_pk = ${surveyPk}`.execute(query)
      const { rows: sides } = await sql<{ isNamed: number; isMatched: number; amount: number }>`
        SELECT respondent_id IS NOT NULL OR account_id IS NOT NULL AS isNamed,
          EXISTS (SELECT 1 FROM outcomes WHERE survey_pk = ${surveyPk}
            AND subject = 'respondent' AND subject_id = responses.respondent_id)
          OR EXISTS (SELECT 1 FROM outcomes WHERE survey_pk = ${surveyPk}
            AND subject = 'account' AND subject_id = responses.account_id) AS isMatched,
          count(*) AS amount
        FROM responses WHERE survey_pk = ${surveyPk} GROUP BY 1, 2`.execute(query)
      const { subjectCount, matchedSubjectCount } = rows[0] ?? NO_MATCH
      const amountOf = (isNamed: number, isMatched: number) =>
        sides.find((side) => side.isNamed === isNamed && side.isMatched === isMatched)?.amount ?? 0
      return {
        subjectCount,
        matchedSubjectCount,
        unmatchedSubjectCount: subjectCount - matchedSubjectCount,
        matchedResponseCount: amountOf(1, 1),
        unmatchedResponseCount: amountOf(1, 0),
        anonymousResponseCount: amountOf(0, 0),
      }
    },
    async replaceInvited(invited) {
      await database.batch([
        query.deleteFrom('invited').where('survey_pk', '=', surveyPk).compile(),
        ...jsonChunks(invited.map((i) => [i.respondentId, i.accountId, i.role])).map((chunk) =>
          compile(
            database,
            sql`INSERT INTO invited (survey_pk, respondent_id, account_id, role)
              SELECT ${surveyPk}, value ->> 0, value ->> 1, value ->> 2
              FROM json_each(${chunk}) WHERE true ON CONFLICT DO NOTHING`
          )
        ),
        compile(database, deleteReports(surveyPk)),
        bumpDataVersion(open),
      ])
    },
    async listInvited() {
      const rows = await query
        .selectFrom('invited')
        .select(['respondent_id', 'account_id', 'role'])
        .where('survey_pk', '=', surveyPk)
        .orderBy('respondent_id')
        .execute()
      return rows.map((row) => ({
        respondentId: row.respondent_id,
        accountId: row.account_id,
        role: row.role,
      }))
    },
  }
}
