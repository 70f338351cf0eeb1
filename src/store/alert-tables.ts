import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { DeliveryState, KeptRule, LoggedDelivery, NewDelivery } from '../domain/alert.ts'
import { compile, jsonChunks } from './database.ts'
import type { OpenSurvey } from './survey-data.ts'
import type { SurveyData } from './survey-store.ts'
import type { Tables } from './tables.ts'

type AlertTables = Pick<
  SurveyData,
  | 'saveRule'
  | 'findRule'
  | 'listRules'
  | 'deleteRule'
  | 'knownEvents'
  | 'addDeliveries'
  | 'listDeliveries'
>

/** Alert rules of a survey and what they sent. */
export function createAlertTables({ database, surveyPk }: OpenSurvey): AlertTables {
  const { query } = database
  const rules = query
    .selectFrom('alert_rules')
    .selectAll()
    .where('survey_pk', '=', surveyPk)
    .orderBy('created_at')
    .orderBy('id')
  return {
    async saveRule({ id, targetId, body, createdAt, updatedAt }) {
      const change = { target_id: targetId, body, updated_at: updatedAt }
      await query
        .insertInto('alert_rules')
        .values({ survey_pk: surveyPk, id, created_at: createdAt, ...change })
        .onConflict((conflict) => conflict.columns(['survey_pk', 'id']).doUpdateSet(change))
        .execute()
    },
    async findRule(id) {
      const row = await rules.where('id', '=', id).executeTakeFirst()
      return row ? toRule(row) : null
    },
    listRules: async () => (await rules.execute()).map(toRule),
    async deleteRule(id) {
      if (!(await rules.where('id', '=', id).executeTakeFirst())) return false
      await database.batch([
        compile(
          database,
          sql`DELETE FROM alert_rules WHERE survey_pk = ${surveyPk} AND id = ${id}`
        ),
        compile(
          database,
          giveUp(sql`survey_pk = ${surveyPk} AND rule_id = ${id}`, 'the rule was deleted')
        ),
      ])
      return true
    },
    async addDeliveries(deliveries) {
      await database.batch(
        jsonChunks(deliveries).map((chunk) => compile(database, insertDeliveries(surveyPk, chunk)))
      )
    },
    async knownEvents(keys) {
      const known = new Set<string>()
      for (const chunk of jsonChunks(keys)) {
        const { rows } = await sql<{ event_key: string }>`SELECT event_key FROM alert_deliveries
          WHERE survey_pk = ${surveyPk}
            AND event_key IN (SELECT value FROM json_each(${chunk}))`.execute(query)
        for (const { event_key } of rows) known.add(event_key)
      }
      return known
    },
    async listDeliveries({ limit, after, ruleId, state }) {
      const rows = await query
        .selectFrom('alert_deliveries')
        .selectAll()
        .where('survey_pk', '=', surveyPk)
        .$if(after !== null, (q) => q.where('pk', '<', after ?? 0))
        .$if(ruleId !== undefined, (q) => q.where('rule_id', '=', ruleId ?? ''))
        .$if(state !== undefined, (q) => q.where('state', '=', state ?? ''))
        .orderBy('pk', 'desc')
        .limit(limit + 1)
        .execute()
      const page = rows.slice(0, limit)
      return {
        entries: page.map(toDelivery),
        next: rows.length > limit ? (page.at(-1)?.pk ?? null) : null,
      }
    },
  }
}

/**
 * One statement decides what is new and what a pause holds back, so that two workers who look at
 * the same responses at once cannot both add an alert.
 */
function insertDeliveries(surveyPk: number, chunk: string) {
  return sql`INSERT INTO alert_deliveries (id, survey_pk, rule_id, target_id, event_key, pause_key,
      kind, response_id, respondent_id, account_id, theme_id, payload, state, attempt_count,
      next_at_ms, last_error, created_at_ms)
    SELECT value ->> 'id', ${surveyPk}, value ->> 'ruleId', value ->> 'targetId',
      value ->> 'eventKey', value ->> 'pauseKey', value ->> 'kind', value ->> 'responseId',
      value ->> 'respondentId', value ->> 'accountId', value ->> 'themeId',
      iif(held_for IS NULL, value ->> 'payload', NULL), iif(held_for IS NULL, 'pending', 'held'),
      0, value ->> 'createdAtMs', held_for, value ->> 'createdAtMs'
    FROM (SELECT value, coalesce(value ->> 'heldFor', iif(EXISTS (
        SELECT 1 FROM alert_deliveries AS earlier
        WHERE earlier.survey_pk = ${surveyPk} AND earlier.pause_key = value ->> 'pauseKey'
          AND earlier.created_at_ms > value ->> 'pauseFromMs' AND earlier.state <> 'held'),
        'paused', NULL)) AS held_for
      FROM json_each(${chunk}))
    WHERE true
    ON CONFLICT (survey_pk, event_key) DO NOTHING`
}

/** Ends deliveries that wait, with a reason. */
export function giveUp(condition: RawBuilder<unknown>, reason: string) {
  return sql`UPDATE alert_deliveries SET state = 'failed', last_error = ${reason}, payload = NULL
    WHERE state = 'pending' AND ${condition}`
}

/** Deletes what was sent about a respondent or about the responses whose ids the JSON lists. */
export function deleteDeliveries(surveyPk: number, ids: string, respondentId: string | null) {
  return sql`DELETE FROM alert_deliveries WHERE survey_pk = ${surveyPk}
    AND (respondent_id = ${respondentId}
      OR response_id IN (SELECT value FROM json_each(${ids})))`
}

function toRule(row: Selectable<Tables['alert_rules']>): KeptRule {
  return {
    id: row.id,
    targetId: row.target_id,
    body: row.body,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function toDelivery(row: Selectable<Tables['alert_deliveries']>): LoggedDelivery {
  return {
    id: row.id,
    ruleId: row.rule_id,
    targetId: row.target_id,
    // Written by this file and `delivery-queue.ts` only.
    kind: row.kind as NewDelivery['kind'],
    state: row.state as DeliveryState,
    responseId: row.response_id,
    accountId: row.account_id,
    themeId: row.theme_id,
    createdAtMs: row.created_at_ms,
    attemptCount: row.attempt_count,
    nextAtMs: row.state === 'pending' ? row.next_at_ms : null,
    endedAtMs: row.ended_at_ms,
    lastStatus: row.last_status,
    lastError: row.last_error,
    latencyMs: row.latency_ms,
  }
}
