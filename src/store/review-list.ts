import { sql } from 'kysely'
import type { KeptReview } from '../domain/correction.ts'
import { jsonChunks } from './database.ts'
import { toResponse } from './response-list.ts'
import type { OpenSurvey } from './survey-data.ts'
import type { SurveyData } from './survey-store.ts'

type ReviewRow = {
  readonly id: string
  readonly comment: string | null
  readonly corrections: string
}

/** Reading of what people corrected. Costs by reviewed responses, which have an index of their own. */
export function createReviewList({
  database: { query },
  surveyPk,
}: OpenSurvey): Pick<SurveyData, 'findReviews' | 'listReviewed'> {
  return {
    async findReviews(ids) {
      const found: KeptReview[] = []
      for (const chunk of jsonChunks(ids)) {
        const { rows } = await sql<ReviewRow>`SELECT id, comment, corrections FROM responses
          WHERE survey_pk = ${surveyPk} AND corrections IS NOT NULL
            AND id IN (SELECT value FROM json_each(${chunk}))`.execute(query)
        for (const { id, comment, corrections } of rows) {
          found.push({ responseId: id, comment, review: JSON.parse(corrections) })
        }
      }
      return found
    },
    async listReviewed(limit, after) {
      const rows = await query
        .selectFrom('responses')
        .selectAll('responses')
        .where('survey_pk', '=', surveyPk)
        .where('corrections', 'is not', null)
        .$if(after !== null, (q) => q.where('pk', '>', after))
        .orderBy('pk')
        .limit(limit + 1)
        .execute()
      const entries = rows.slice(0, limit).map(toResponse)
      return { entries, next: rows.length > limit ? (entries.at(-1)?.position ?? null) : null }
    },
  }
}
