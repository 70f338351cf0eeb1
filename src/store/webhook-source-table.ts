import type { Selectable } from 'kysely'
import type { WebhookProvider, WebhookSource } from '../domain/webhook.ts'
import type { Database } from './database.ts'
import type { OpenSurvey } from './survey-data.ts'
import type { FoundWebhookSource, SurveyData } from './survey-store.ts'
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
    async createWebhookSource({ id, provider, fields, createdAt }, secret) {
      await query
        .insertInto('webhook_sources')
        .values({
          id,
          survey_pk: surveyPk,
          provider,
          secret,
          fields: JSON.stringify(fields),
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
      return rows.map(toSource)
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

/** The address with this id, in any workspace: who sends to it has no key, but signs. */
export async function findWebhookSource(
  { query }: Database,
  id: string
): Promise<FoundWebhookSource | null> {
  const row = await query
    .selectFrom('webhook_sources')
    .innerJoin('surveys', 'surveys.pk', 'webhook_sources.survey_pk')
    .selectAll('webhook_sources')
    .select(['surveys.workspace_id as workspaceId', 'surveys.id as surveyId'])
    .where('webhook_sources.id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const { workspaceId, surveyId, secret } = row
  return { source: toSource(row), secret, workspaceId, surveyId }
}

function toSource(row: Selectable<Tables['webhook_sources']>): WebhookSource {
  return {
    id: row.id,
    // Written by `createWebhookSource` only.
    provider: row.provider as WebhookProvider,
    fields: JSON.parse(row.fields),
    createdAt: row.created_at,
  }
}
