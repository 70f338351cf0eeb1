import { sql } from 'kysely'
import type { ClaimedDelivery } from '../domain/alert.ts'
import type { Database } from './database.ts'
import type { SurveyStore } from './survey-store.ts'

/** The deliveries of all workspaces as one queue: who sends them serves everybody. */
export function createDeliveryQueue({
  query,
}: Database): Pick<
  SurveyStore,
  'claimDeliveries' | 'finishDelivery' | 'nextDeliveryAt' | 'listSurveysWithRules'
> {
  return {
    async claimDeliveries({ nowMs, leaseMs, limit }) {
      // Claiming puts the next attempt off: nobody else sees it as due, and it comes back after a crash.
      const { rows: claimed } = await sql<{ pk: number }>`UPDATE alert_deliveries
        SET attempt_count = attempt_count + 1, next_at_ms = ${nowMs + leaseMs}
        WHERE state = 'pending' AND pk IN (SELECT pk FROM alert_deliveries
          WHERE state = 'pending' AND next_at_ms <= ${nowMs}
          ORDER BY next_at_ms, pk LIMIT ${limit})
        RETURNING pk`.execute(query)
      if (claimed.length === 0) return []
      const rows = await query
        .selectFrom('alert_deliveries')
        .innerJoin('webhook_targets', 'webhook_targets.id', 'alert_deliveries.target_id')
        .select([
          'alert_deliveries.id as id',
          'alert_deliveries.payload as payload',
          'alert_deliveries.attempt_count as attempt',
          'webhook_targets.id as targetId',
          'webhook_targets.url as url',
          'webhook_targets.secret as secret',
        ])
        .where(
          'alert_deliveries.pk',
          'in',
          claimed.map(({ pk }) => pk)
        )
        .orderBy('alert_deliveries.pk')
        .execute()
      return rows.map((row): ClaimedDelivery => ({ ...row, payload: row.payload ?? '' }))
    },
    async finishDelivery({ id, attempt }, outcome) {
      const { state, nextAtMs, status, error, latencyMs, endedAtMs } = outcome
      await query
        .updateTable('alert_deliveries')
        .set({
          state,
          next_at_ms: nextAtMs,
          last_status: status,
          last_error: error,
          latency_ms: latencyMs,
          ended_at_ms: endedAtMs,
          // What was sent is not kept.
          ...(state !== 'pending' && { payload: null }),
        })
        .where('id', '=', id)
        .where('attempt_count', '=', attempt)
        .where('state', '=', 'pending')
        .execute()
    },
    async nextDeliveryAt() {
      const row = await query
        .selectFrom('alert_deliveries')
        .select('next_at_ms')
        .where('state', '=', 'pending')
        .orderBy('next_at_ms')
        .limit(1)
        .executeTakeFirst()
      return row?.next_at_ms ?? null
    },
    async listSurveysWithRules() {
      return query
        .selectFrom('alert_rules')
        .innerJoin('surveys', 'surveys.pk', 'alert_rules.survey_pk')
        .select(['surveys.workspace_id as workspaceId', 'surveys.id as surveyId'])
        .distinct()
        .execute()
    },
  }
}
