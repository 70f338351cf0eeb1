import { type Selectable, sql } from 'kysely'
import type { ClausePolarity, ContentKind, Polarity } from '../domain/reading.ts'
import type { ScoreGroup } from '../domain/scale.ts'
import type { StoredClause, StoredResponse } from '../domain/survey.ts'
import { responseConditions } from './response-filter.ts'
import type { OpenSurvey } from './survey-data.ts'
import type { SurveyData } from './survey-store.ts'
import type { Tables } from './tables.ts'

/** Reading of responses. */
export function createResponseList({
  database: { query },
  surveyPk,
}: OpenSurvey): Pick<
  SurveyData,
  'listSegmentFields' | 'findResponse' | 'listResponses' | 'listReceived' | 'listOutdated'
> {
  const responses = query.selectFrom('responses').selectAll('responses')
  return {
    async findResponse(id) {
      const row = await responses
        .where('survey_pk', '=', surveyPk)
        .where('id', '=', id)
        .executeTakeFirst()
      return row ? toResponse(row) : null
    },
    async listResponses({ filter, limit, after, order }) {
      const isNewest = order === 'newest'
      const rows = await responses
        .where(responseConditions(surveyPk, filter))
        .$if(after !== null, (q) => q.where('responses.pk', isNewest ? '<' : '>', after))
        .orderBy('responses.pk', isNewest ? 'desc' : 'asc')
        .limit(limit + 1)
        .execute()
      const entries = rows.slice(0, limit).map(toResponse)
      return { entries, next: rows.length > limit ? (entries.at(-1)?.position ?? null) : null }
    },
    async listReceived({ since, limit, after }) {
      const rows = await responses
        .where('survey_pk', '=', surveyPk)
        .where('received_at', '>=', since)
        .$if(after !== null, (q) => q.where('responses.pk', '>', after))
        .orderBy('responses.pk')
        .limit(limit + 1)
        .execute()
      const entries = rows.slice(0, limit).map(toResponse)
      return { entries, next: rows.length > limit ? (entries.at(-1)?.position ?? null) : null }
    },
    async listSegmentFields() {
      const { rows } = await sql<{ field: string }>`SELECT DISTINCT field.key AS field
        FROM responses, json_each(responses.segments) AS field
        WHERE responses.survey_pk = ${surveyPk} ORDER BY 1`.execute(query)
      return rows.map(({ field }) => field)
    },
    async listOutdated(modelVersion, limit) {
      const rows = await responses
        .where('survey_pk', '=', surveyPk)
        .where((e) =>
          // Two ranges of the index instead of an inequality, which would read every row.
          e.or([e('model_version', '<', modelVersion), e('model_version', '>', modelVersion)])
        )
        .orderBy('model_version')
        .orderBy('pk')
        .limit(limit)
        .execute()
      return rows.map(toResponse)
    },
  }
}

/** A row as the service sees it. */
export function toResponse(row: Selectable<Tables['responses']>): StoredResponse {
  return {
    id: row.id,
    ...(row.comment !== null && { comment: row.comment }),
    ...(row.score !== null && { score: row.score }),
    ...(row.at !== null && { at: row.at }),
    ...(row.respondent_id !== null && { respondentId: row.respondent_id }),
    ...(row.account_id !== null && { accountId: row.account_id }),
    ...(row.role !== null && { role: row.role }),
    ...(row.segments !== null && { segments: JSON.parse(row.segments) }),
    position: row.pk,
    // The columns hold what `saveResponses` wrote: members of these unions.
    scoreGroup: row.score_group as ScoreGroup | null,
    reading: {
      language: row.language,
      content: row.content as ContentKind,
      polarity: row.polarity as Polarity,
      valence: row.valence,
      confidence: row.confidence,
      flags: JSON.parse(row.flags),
      clauses: toClauses(row.clauses),
    },
    mentions: JSON.parse(row.mentions),
    modelVersion: row.model_version,
    receivedAt: row.received_at,
    importId: row.import_id,
    ...(row.corrections !== null && { review: JSON.parse(row.corrections) }),
    ...(row.engine_tags !== null && { engine: JSON.parse(row.engine_tags) }),
  }
}

function toClauses(text: string): StoredClause[] {
  const clauses: readonly (readonly [number, number, ClausePolarity, number])[] = JSON.parse(text)
  return clauses.map(([start, end, polarity, valence]) => ({ start, end, polarity, valence }))
}
