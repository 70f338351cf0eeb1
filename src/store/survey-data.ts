import type { CompiledQuery } from 'kysely'
import type { Survey } from '../domain/survey.ts'
import { createAlertTables } from './alert-tables.ts'
import type { Database } from './database.ts'
import { createGroupCounts } from './group-counts.ts'
import { createIdempotencyTable } from './idempotency-table.ts'
import { createImportTables } from './import-tables.ts'
import { createListTable } from './list-table.ts'
import { createMentionList } from './mention-list.ts'
import { createOutcomeTables } from './outcome-tables.ts'
import { createReportTable } from './report-table.ts'
import { createResponseColumns } from './response-columns.ts'
import { createResponseList } from './response-list.ts'
import { createResponseTable } from './response-table.ts'
import { createReviewList } from './review-list.ts'
import type { SurveyData } from './survey-store.ts'
import { createThemeTables } from './theme-tables.ts'
import { createWebhookSourceTable } from './webhook-source-table.ts'

/** A survey that has been found in its workspace; the only way to a survey's rows. */
export type OpenSurvey = {
  readonly database: Database
  readonly workspaceId: string
  readonly surveyPk: number
  readonly survey: Survey
}

/** All that belongs to one survey. */
export function createSurveyData(open: OpenSurvey): SurveyData {
  const { database, surveyPk, survey } = open
  return {
    survey,
    async changeSettings(settings, at) {
      await database.query
        .updateTable('surveys')
        .set((row) => ({
          settings: JSON.stringify(settings),
          updated_at: at,
          data_version: row('data_version', '+', 1),
        }))
        .where('pk', '=', surveyPk)
        .execute()
    },
    ...createResponseTable(open),
    ...createResponseList(open),
    ...createResponseColumns(open),
    ...createReportTable(open),
    ...createOutcomeTables(open),
    ...createReviewList(open),
    ...createAlertTables(open),
    ...createGroupCounts(open),
    ...createMentionList(open),
    ...createThemeTables(open),
    ...createListTable(open),
    ...createIdempotencyTable(open),
    ...createImportTables(open),
    ...createWebhookSourceTable(open),
  }
}

/** Says that something changed that a list shows. */
export function bumpDataVersion({
  database,
  surveyPk,
}: Pick<OpenSurvey, 'database' | 'surveyPk'>): CompiledQuery {
  return database.query
    .updateTable('surveys')
    .set((row) => ({ data_version: row('data_version', '+', 1) }))
    .where('pk', '=', surveyPk)
    .compile()
}
