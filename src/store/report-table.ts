import { type RawBuilder, sql } from 'kysely'
import { compile } from './database.ts'
import type { OpenSurvey } from './survey-data.ts'
import type { SurveyData } from './survey-store.ts'

/** Reports kept of one survey; the oldest go first. */
const MAX_REPORTS = 100

/** D1 takes at most 2 MB a value, and characters can take three bytes. */
const MAX_BODY_CHARS = 600_000

/** Segments, accounts, trends and the like as computed last, and small settings of their own. */
export function createReportTable({
  database,
  surveyPk,
}: OpenSurvey): Pick<SurveyData, 'findReport' | 'saveReport' | 'findDocument' | 'saveDocument'> {
  const { query } = database
  return {
    async findReport(key) {
      const row = await query
        .selectFrom('reports')
        .selectAll()
        .where('survey_pk', '=', surveyPk)
        .where('report_key', '=', key)
        .executeTakeFirst()
      return row
        ? { dataVersion: row.data_version, body: row.body, computedAt: row.computed_at }
        : null
    },
    async saveReport(key, { dataVersion, body, computedAt }) {
      if (body.length > MAX_BODY_CHARS) return
      await database.batch([
        compile(
          database,
          sql`INSERT INTO reports (survey_pk, report_key, data_version, body, computed_at)
            VALUES (${surveyPk}, ${key}, ${dataVersion}, ${body}, ${computedAt})
            ON CONFLICT (survey_pk, report_key) DO UPDATE SET data_version = excluded.data_version,
              body = excluded.body, computed_at = excluded.computed_at
            WHERE reports.data_version <= excluded.data_version`
        ),
        compile(
          database,
          sql`DELETE FROM reports WHERE survey_pk = ${surveyPk} AND report_key IN (
            SELECT report_key FROM reports WHERE survey_pk = ${surveyPk}
            ORDER BY computed_at DESC, report_key LIMIT -1 OFFSET ${MAX_REPORTS})`
        ),
      ])
    },
    async findDocument(kind) {
      const row = await query
        .selectFrom('survey_documents')
        .select(['body', 'updated_at'])
        .where('survey_pk', '=', surveyPk)
        .where('kind', '=', kind)
        .executeTakeFirst()
      return row ? { body: row.body, updatedAt: row.updated_at } : null
    },
    async saveDocument(kind, { body, updatedAt }) {
      await query
        .insertInto('survey_documents')
        .values({ survey_pk: surveyPk, kind, body, updated_at: updatedAt })
        .onConflict((conflict) =>
          conflict.columns(['survey_pk', 'kind']).doUpdateSet({ body, updated_at: updatedAt })
        )
        .execute()
    },
  }
}

/** Deletes the computed reports of a survey: accounts and quotes in them may be of those erased. */
export function deleteReports(surveyPk: number): RawBuilder<unknown> {
  return sql`DELETE FROM reports WHERE survey_pk = ${surveyPk}`
}
