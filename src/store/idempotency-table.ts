import type { Database } from './database.ts'
import type { OpenSurvey } from './survey-data.ts'
import type { SurveyData } from './survey-store.ts'

/** Forgets requests of all surveys that were claimed before this time, ISO 8601. */
export async function forgetIdempotencyKeys(
  { query }: Pick<Database, 'query'>,
  expiredBefore: string
): Promise<void> {
  await query.deleteFrom('idempotency_keys').where('created_at', '<', expiredBefore).execute()
}

/** Requests that carry an `Idempotency-Key`, so that a repeated one counts once. */
export function createIdempotencyTable({
  database: { query },
  surveyPk,
}: OpenSurvey): Pick<SurveyData, 'claimIdempotencyKey' | 'releaseIdempotencyKey'> {
  return {
    async claimIdempotencyKey({ key, requestHash, at, staleBefore, expiredBefore }) {
      await forgetIdempotencyKeys({ query }, expiredBefore)
      // One statement, so that of two concurrent requests the primary key lets only one through.
      const claimed = await query
        .insertInto('idempotency_keys')
        .values({
          survey_pk: surveyPk,
          key,
          request_hash: requestHash,
          answer: null,
          created_at: at,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['survey_pk', 'key'])
            .doUpdateSet({ created_at: at })
            .where('idempotency_keys.answer', 'is', null)
            .where('idempotency_keys.request_hash', '=', requestHash)
            .where('idempotency_keys.created_at', '<', staleBefore)
        )
        .returning('key')
        .executeTakeFirst()
      if (claimed) return { state: 'claimed' }
      const row = await query
        .selectFrom('idempotency_keys')
        .select(['request_hash', 'answer'])
        .where('survey_pk', '=', surveyPk)
        .where('key', '=', key)
        .executeTakeFirst()
      if (!row) return { state: 'running', requestHash, answer: null }
      const state = row.answer === null ? 'running' : 'done'
      return { state, requestHash: row.request_hash, answer: row.answer }
    },
    async releaseIdempotencyKey(key) {
      await query
        .deleteFrom('idempotency_keys')
        .where('survey_pk', '=', surveyPk)
        .where('key', '=', key)
        .where('answer', 'is', null)
        .execute()
    },
  }
}
