import { sql } from 'kysely'
import type { ScoreGroup } from '../domain/scale.ts'
import type { ResponseFilter } from '../domain/survey.ts'
import { responseConditions } from './response-filter.ts'
import type { OpenSurvey } from './survey-data.ts'
import type { ColumnRow, SurveyData } from './survey-store.ts'

/**
 * Rows of one page. A page is one JSON text, since 100,000 rows as objects would cost more than
 * the reports; D1 takes texts up to 2 MB.
 */
const PAGE_ROWS = 2_000

/** What reports read of many responses: everything that is counted and no comment. */
export function createResponseColumns({
  database: { query },
  surveyPk,
}: OpenSurvey): Pick<SurveyData, 'listGroups' | 'listColumns'> {
  return {
    async listGroups() {
      const rows = await query
        .selectFrom('response_groups')
        .select(['pk', 'key', 'is_usable', 'score_group', 'pattern'])
        .where('survey_pk', '=', surveyPk)
        .execute()
      return rows.map((row) => ({
        pk: row.pk,
        key: row.key,
        isUsable: row.is_usable === 1,
        // Written by `saveResponses` only.
        scoreGroup: row.score_group as ScoreGroup | null,
        pattern: JSON.parse(row.pattern),
      }))
    },
    async *listColumns(filter: ResponseFilter) {
      let after = 0
      for (;;) {
        const { rows } = await sql<{ list: string; last: number | null; amount: number }>`
          SELECT json_group_array(json_array(group_pk, id, score, at_ms, respondent_id, account_id,
              role, json(segments))) AS list, max(pk) AS last, count(*) AS amount
          FROM (SELECT pk, group_pk, id, score, at_ms, respondent_id, account_id, role, segments
            FROM responses WHERE ${responseConditions(surveyPk, filter)}
              AND responses.pk > ${after} ORDER BY responses.pk LIMIT ${PAGE_ROWS})`.execute(query)
        const [page] = rows
        if (!page || page.last === null) return
        const list: readonly ColumnRow[] = JSON.parse(page.list)
        yield list
        if (page.amount < PAGE_ROWS) return
        after = page.last
      }
    },
  }
}
