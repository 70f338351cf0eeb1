import { type RawBuilder, sql } from 'kysely'
import { compile } from './database.ts'
import type { OpenSurvey } from './survey-data.ts'
import type { SurveyData } from './survey-store.ts'

/** Reports kept of one survey; the oldest go first. */
const MAX_REPORTS = 100

/** D1 takes at most 2 MB a value, and characters can take three bytes: longer reports take several rows. */
const ROW_CHARS = 600_000

/** Longest report that is kept. */
const MAX_ROWS = 10

/** Begins the first row of a report of several rows, before their number. */
const SEVERAL = '#'

/** Keys of the rows of one report; a key of a report is JSON and never ends like this. */
function rowKeys(key: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => (i === 0 ? key : `${key}#${i}`))
}

/** Segments, accounts, trends and the like as computed last, and small settings of their own. */
export function createReportTable({
  database,
  surveyPk,
}: OpenSurvey): Pick<SurveyData, 'findReport' | 'saveReport' | 'findDocument' | 'saveDocument'> {
  const { query } = database
  return {
    async findReport(key) {
      const rowsOf = (keys: readonly string[]) =>
        query
          .selectFrom('reports')
          .selectAll()
          .where('survey_pk', '=', surveyPk)
          .where('report_key', 'in', keys)
          .execute()
      const [first] = await rowsOf([key])
      if (!first) return null
      const kept = (body: string) => ({
        dataVersion: first.data_version,
        body,
        computedAt: first.computed_at,
      })
      const several = new RegExp(`^${SEVERAL}(\\d+)\n`).exec(first.body)
      if (several === null) return kept(first.body)
      const keys = rowKeys(key, Number(several[1])).slice(1)
      const rest = new Map((await rowsOf(keys)).map((row) => [row.report_key, row]))
      const parts = keys.map((each) => rest.get(each))
      // Parts that another writer is replacing, or that made room for newer reports, are no report.
      const isWhole = parts.every(
        (part) =>
          part?.data_version === first.data_version && part.computed_at === first.computed_at
      )
      if (!isWhole) return null
      return kept([first.body.slice(several[0].length), ...parts.map((p) => p?.body)].join(''))
    },
    async saveReport(key, { dataVersion, body, computedAt }) {
      const count = Math.max(1, Math.ceil(body.length / ROW_CHARS))
      if (count > MAX_ROWS) return
      const head = count === 1 ? '' : `${SEVERAL}${count}\n`
      await database.batch([
        ...rowKeys(key, count).map((rowKey, i) => {
          const part = body.slice(i * ROW_CHARS, (i + 1) * ROW_CHARS)
          return compile(
            database,
            sql`INSERT INTO reports (survey_pk, report_key, data_version, body, computed_at)
              VALUES (${surveyPk}, ${rowKey}, ${dataVersion}, ${i === 0 ? head + part : part}, ${computedAt})
              ON CONFLICT (survey_pk, report_key) DO UPDATE SET data_version = excluded.data_version,
                body = excluded.body, computed_at = excluded.computed_at
              WHERE reports.data_version <= excluded.data_version`
          )
        }),
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
