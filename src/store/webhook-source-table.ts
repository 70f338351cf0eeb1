import { type Selectable, sql } from 'kysely'
import type { WebhookFetch, WebhookProvider, WebhookSource } from '../domain/webhook.ts'
import type { Database } from './database.ts'
import type { OpenSurvey } from './survey-data.ts'
import type { FoundWebhookSource, SurveyData, WebhookReceiving } from './survey-store.ts'
import type { Tables } from './tables.ts'

/** Addresses that survey tools send responses of one survey to. */
export function createWebhookSourceTable({
  database: { query },
  surveyPk,
}: OpenSurvey): Pick<
  SurveyData,
  'createWebhookSource' | 'listWebhookSources' | 'deleteWebhookSource'
> {
  return {
    async createWebhookSource(source, secret) {
      const { id, provider, fields, dataCenter, toolSurveyId, createdAt } = source
      await query
        .insertInto('webhook_sources')
        .values({
          id,
          survey_pk: surveyPk,
          provider,
          secret,
          fields: JSON.stringify({ ...fields, dataCenter, toolSurveyId }),
          created_at: createdAt,
        })
        .execute()
    },
    async listWebhookSources() {
      const rows = await query
        .selectFrom('webhook_sources')
        .selectAll()
        .where('survey_pk', '=', surveyPk)
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      const fetches = await query
        .selectFrom('webhook_fetches')
        .selectAll()
        .where('source_id', 'in', (source) =>
          source.selectFrom('webhook_sources').select('id').where('survey_pk', '=', surveyPk)
        )
        .orderBy('updated_at')
        .execute()
      return rows.map((row) => ({
        source: toSource(row),
        fetches: fetches.filter(({ source_id }) => source_id === row.id).map(toFetch),
      }))
    },
    async deleteWebhookSource(id) {
      const { numDeletedRows } = await query
        .deleteFrom('webhook_sources')
        .where('survey_pk', '=', surveyPk)
        .where('id', '=', id)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

/** What receiving needs, in any workspace: who sends has no key, but signs. */
export function createWebhookReceiving({ query }: Database): WebhookReceiving {
  return {
    async findWebhookSource(id) {
      const row = await query
        .selectFrom('webhook_sources')
        .innerJoin('surveys', 'surveys.pk', 'webhook_sources.survey_pk')
        .selectAll('webhook_sources')
        .select(['surveys.workspace_id as workspaceId', 'surveys.id as surveyId'])
        .where('webhook_sources.id', '=', id)
        .executeTakeFirst()
      if (!row) return null
      const { workspaceId, surveyId, secret } = row
      const choices = row.choices === null ? null : JSON.parse(row.choices)
      const found: FoundWebhookSource = {
        source: toSource(row),
        secret,
        choices,
        workspaceId,
        surveyId,
      }
      return found
    },
    async changeWebhookSource(id, { secret, choices }) {
      await query
        .updateTable('webhook_sources')
        .set({
          ...(secret !== undefined && { secret }),
          ...(choices !== undefined && { choices: JSON.stringify(choices) }),
        })
        .where('id', '=', id)
        .execute()
    },
    async listPlainSecrets() {
      return query
        .selectFrom('webhook_sources')
        .select(['id', 'secret'])
        .where('secret', 'not like', 'sealed:%')
        .execute()
    },
    async startFetch(sourceId, responseId, at) {
      await query
        .insertInto('webhook_fetches')
        .values({ source_id: sourceId, response_id: responseId, created_at: at, updated_at: at })
        // Announced again: attempts start anew.
        .onConflict((conflict) =>
          conflict
            .columns(['source_id', 'response_id'])
            .doUpdateSet({ attempt_count: 0, is_over: 0, updated_at: at })
        )
        .execute()
    },
    async findFetch(sourceId, responseId) {
      const row = await query
        .selectFrom('webhook_fetches')
        .selectAll()
        .where('source_id', '=', sourceId)
        .where('response_id', '=', responseId)
        .executeTakeFirst()
      return row ? toFetch(row) : null
    },
    async noteFetch({ sourceId, responseId, attemptCount, error, isOver, updatedAt }) {
      await query
        .updateTable('webhook_fetches')
        .set({
          attempt_count: attemptCount,
          error,
          is_over: isOver ? 1 : 0,
          updated_at: updatedAt,
        })
        .where('source_id', '=', sourceId)
        .where('response_id', '=', responseId)
        .execute()
    },
    async endFetch(sourceId, responseId) {
      await query
        .deleteFrom('webhook_fetches')
        .where('source_id', '=', sourceId)
        .where('response_id', '=', responseId)
        .execute()
    },
    async listOpenFetches() {
      const { rows } = await sql<{
        workspaceId: string
        surveyId: string
        sourceId: string
        responseId: string
      }>`SELECT surveys.workspace_id AS workspaceId, surveys.id AS surveyId,
          webhook_fetches.source_id AS sourceId, webhook_fetches.response_id AS responseId
        FROM webhook_fetches
        JOIN webhook_sources ON webhook_sources.id = webhook_fetches.source_id
        JOIN surveys ON surveys.pk = webhook_sources.survey_pk
        WHERE webhook_fetches.is_over = 0 ORDER BY webhook_fetches.created_at`.execute(query)
      return rows
    },
  }
}

function toSource(row: Selectable<Tables['webhook_sources']>): WebhookSource {
  const { dataCenter, toolSurveyId, ...fields } = JSON.parse(row.fields)
  return {
    id: row.id,
    // Written by `createWebhookSource` only.
    provider: row.provider as WebhookProvider,
    fields,
    ...(dataCenter !== undefined && { dataCenter }),
    ...(toolSurveyId !== undefined && { toolSurveyId }),
    createdAt: row.created_at,
  }
}

function toFetch(row: Selectable<Tables['webhook_fetches']>): WebhookFetch {
  return {
    sourceId: row.source_id,
    responseId: row.response_id,
    attemptCount: row.attempt_count,
    error: row.error,
    isOver: row.is_over === 1,
    updatedAt: row.updated_at,
  }
}
