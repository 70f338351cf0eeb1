import type { Selectable } from 'kysely'
import type { Survey, SurveySettings } from '../domain/survey.ts'
import type { Database } from './database.ts'
import type { NewSurvey, Page } from './survey-store.ts'
import type { Tables } from './tables.ts'

/** Surveys of one workspace. */
export type SurveyTable = {
  create(survey: NewSurvey): Promise<boolean>
  list(limit: number, after: string | null): Promise<Page<Survey>>
  find(id: string): Promise<{ readonly surveyPk: number; readonly survey: Survey } | null>
  delete(id: string): Promise<boolean>
}

/** @param workspaceId - the only workspace that the table reads and writes */
export function createSurveyTable(database: Database, workspaceId: string): SurveyTable {
  const { query } = database
  return {
    async create({ id, settings, createdAt }) {
      const { numInsertedOrUpdatedRows } = await query
        .insertInto('surveys')
        .values({
          workspace_id: workspaceId,
          id,
          settings: JSON.stringify(settings),
          created_at: createdAt,
          updated_at: createdAt,
          model_version: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return (numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    async list(limit, after) {
      const rows = await query
        .selectFrom('surveys')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .$if(after !== null, (q) => q.where('id', '>', after))
        .orderBy('id')
        .limit(limit + 1)
        .execute()
      const entries = rows.slice(0, limit).map(toSurvey)
      return { entries, next: rows.length > limit ? (entries.at(-1)?.id ?? null) : null }
    },
    async find(id) {
      const row = await query
        .selectFrom('surveys')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', id)
        .executeTakeFirst()
      return row ? { surveyPk: row.pk, survey: toSurvey(row) } : null
    },
    async delete(id) {
      const { numDeletedRows } = await query
        .deleteFrom('surveys')
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', id)
        .executeTakeFirst()
      if (numDeletedRows === 0n) return false
      await database.forget?.()
      return true
    },
  }
}

function toSurvey(row: Selectable<Tables['surveys']>): Survey {
  const settings: SurveySettings = JSON.parse(row.settings)
  return {
    ...settings,
    id: row.id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    responseCount: row.response_count,
    dataVersion: row.data_version,
    modelVersion: row.model_version,
  }
}
