import { type CompiledQuery, type RawBuilder, sql } from 'kysely'
import type { ImportState, SurveyImport } from '../domain/import.ts'
import type { RejectedResponse } from '../domain/response.ts'
import { compile, type Database, jsonChunks } from './database.ts'
import type { OpenSurvey } from './survey-data.ts'
import type { ImportChunk, SurveyData, UnfinishedImport } from './survey-store.ts'

type ImportRow = {
  readonly pk: number
  readonly id: string
  readonly file_name: string
  readonly byte_count: number
  readonly columns: string
  readonly mapping: string
  readonly state: string
  readonly error: string | null
  readonly created_at: string
  readonly updated_at: string
  readonly row_count: number
  readonly accepted_count: number
  readonly rejected_count: number
  readonly chunk_count: number
}

/** Imports of one survey, with their rejected rows. */
export function createImportTables({
  database,
  surveyPk,
}: OpenSurvey): Pick<
  SurveyData,
  'createImport' | 'findImport' | 'listImports' | 'setImportState' | 'listRejectedRows'
> {
  const { query } = database
  const select = async (condition: RawBuilder<unknown>, limit: number) => {
    const { rows } = await sql<ImportRow>`SELECT imports.*, ${COUNTS} FROM imports
      LEFT JOIN import_chunks ON import_chunks.import_pk = imports.pk
      WHERE imports.survey_pk = ${surveyPk} AND ${condition}
      GROUP BY imports.pk ORDER BY imports.pk DESC LIMIT ${limit}`.execute(query)
    return rows
  }
  return {
    async createImport(added) {
      await query
        .insertInto('imports')
        .values({
          survey_pk: surveyPk,
          id: added.id,
          file_name: added.fileName,
          byte_count: added.byteCount,
          columns: JSON.stringify(added.columns),
          mapping: JSON.stringify(added.mapping),
          state: 'queued',
          error: null,
          created_at: added.createdAt,
          updated_at: added.createdAt,
        })
        .execute()
    },
    async findImport(id) {
      const [row] = await select(sql`imports.id = ${id}`, 1)
      return row ? toImport(row) : null
    },
    async listImports(limit, after) {
      const condition =
        after === null
          ? sql`true`
          : sql`imports.pk < (SELECT pk FROM imports WHERE survey_pk = ${surveyPk} AND id = ${after})`
      const rows = await select(condition, limit + 1)
      const entries = rows.slice(0, limit).map(toImport)
      return { entries, next: rows.length > limit ? (entries.at(-1)?.id ?? null) : null }
    },
    async setImportState(id, { state, error, at }) {
      await query
        .updateTable('imports')
        .set({ state, error, updated_at: at })
        .where('survey_pk', '=', surveyPk)
        .where('id', '=', id)
        .execute()
    },
    async listRejectedRows(id, { limit, after }) {
      const rows = await query
        .selectFrom('rejected_rows')
        .innerJoin('imports', 'imports.pk', 'rejected_rows.import_pk')
        .select(['row_index', 'response_id', 'pointer', 'detail'])
        .where('imports.survey_pk', '=', surveyPk)
        .where('imports.id', '=', id)
        .where('row_index', '>', after ?? -1)
        .orderBy('row_index')
        .limit(limit + 1)
        .execute()
      const entries = rows.slice(0, limit).map(
        (row): RejectedResponse => ({
          index: row.row_index,
          id: row.response_id,
          pointer: row.pointer,
          detail: row.detail,
        })
      )
      return { entries, next: rows.length > limit ? (entries.at(-1)?.index ?? null) : null }
    },
  }
}

const COUNTS = sql`coalesce(sum(row_count), 0) AS row_count,
  coalesce(sum(accepted_count), 0) AS accepted_count,
  coalesce(sum(rejected_count), 0) AS rejected_count, count(chunk) AS chunk_count`

/** Statements that note a chunk as done; doing one twice changes nothing. */
export function addImportChunk(
  { database, surveyPk }: Pick<OpenSurvey, 'database' | 'surveyPk'>,
  { importId, chunk, rowCount, acceptedCount, rejected, at }: ImportChunk
): CompiledQuery[] {
  const importPk = sql`(SELECT pk FROM imports WHERE survey_pk = ${surveyPk} AND id = ${importId})`
  return [
    sql`INSERT INTO import_chunks (import_pk, chunk, row_count, accepted_count, rejected_count)
      VALUES (${importPk}, ${chunk}, ${rowCount}, ${acceptedCount}, ${rejected.length})
      ON CONFLICT DO NOTHING`,
    ...jsonChunks(rejected).map(
      (rows) => sql`INSERT INTO rejected_rows
          (import_pk, row_index, response_id, pointer, detail, respondent_id)
        SELECT ${importPk}, value ->> 'index', value ->> 'id', value ->> 'pointer', value ->> 'detail',
          value ->> 'respondentId'
        FROM json_each(${rows}) WHERE true ON CONFLICT DO NOTHING`
    ),
    sql`UPDATE imports SET updated_at = ${at} WHERE survey_pk = ${surveyPk} AND id = ${importId}`,
  ].map((statement) => compile(database, statement))
}

/** Deletes the rejected rows of a respondent, and of responses of these ids. */
export function deleteRejected(
  surveyPk: number,
  respondentId: string,
  ids: readonly string[]
): RawBuilder<unknown> {
  return sql`DELETE FROM rejected_rows
    WHERE import_pk IN (SELECT pk FROM imports WHERE survey_pk = ${surveyPk})
      AND (respondent_id = ${respondentId}
        OR response_id IN (SELECT value FROM json_each(${JSON.stringify(ids)})))`
}

/** Imports of all workspaces that are not at their end, the oldest first. */
export async function listUnfinishedImports({
  query,
}: Database): Promise<readonly UnfinishedImport[]> {
  return query
    .selectFrom('imports')
    .innerJoin('surveys', 'surveys.pk', 'imports.survey_pk')
    .select([
      'surveys.workspace_id as workspaceId',
      'surveys.id as surveyId',
      'imports.id as importId',
    ])
    .where('imports.state', 'in', ['queued', 'running'])
    .orderBy('imports.pk')
    .execute()
}

function toImport(row: ImportRow): SurveyImport {
  return {
    id: row.id,
    fileName: row.file_name,
    byteCount: row.byte_count,
    columns: JSON.parse(row.columns),
    mapping: JSON.parse(row.mapping),
    // Written by `createImport` and `setImportState` only.
    state: row.state as ImportState,
    rowCount: row.row_count,
    acceptedCount: row.accepted_count,
    rejectedCount: row.rejected_count,
    chunkCount: row.chunk_count,
    error: row.error,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
