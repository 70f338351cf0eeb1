import { type CompiledQuery, type RawBuilder, sql } from 'kysely'
import type { TaggedResponse } from '../domain/survey.ts'
import { deleteDeliveries } from './alert-tables.ts'
import { compile, jsonChunks, type RowChunk, rowChunks } from './database.ts'
import { addImportChunk } from './import-tables.ts'
import { giveClusters, takeClusters } from './repeated-clusters.ts'
import { deleteReports } from './report-table.ts'
import { bumpDataVersion, type OpenSurvey } from './survey-data.ts'
import type { SurveyData } from './survey-store.ts'
import { addUsage } from './usage-table.ts'

/** Writing of responses and, with every write, of the counts by group. */
export function createResponseTable(
  open: OpenSurvey
): Pick<SurveyData, 'saveResponses' | 'retagResponses' | 'deleteResponse' | 'knownIds'> {
  const { database, workspaceId, surveyPk } = open
  return {
    async saveResponses({ responses, receivedAt, importId, usage, idempotency, importChunk }) {
      const rows = responses.map(toRow)
      await database.batch([
        ...moveCounts(open, rows, (chunk) => [
          takeClusters(surveyPk, chunk.ids),
          insertGroups(surveyPk, chunk.rows),
          upsertResponses(surveyPk, chunk.rows, { receivedAt, importId }),
          ...giveClusters(surveyPk, chunk.ids),
        ]),
        bumpDataVersion(open),
        ...addUsage(database, workspaceId, usage),
        ...(importChunk ? addImportChunk(open, importChunk) : []),
        ...(idempotency ? [compile(database, keepAnswer(surveyPk, idempotency))] : []),
      ])
    },
    async retagResponses(retags) {
      const rows = retags.map((retag) => {
        const row = toRow(retag)
        const { position, reviewBefore = retag.review } = retag
        return { ...row, pk: position, before: reviewBefore ? JSON.stringify(reviewBefore) : null }
      })
      await database.batch([
        ...moveCounts(open, rows, (chunk) => [
          insertGroups(surveyPk, chunk.rows),
          replaceTags(surveyPk, chunk.rows),
        ]),
        bumpDataVersion(open),
      ])
    },
    async deleteResponse(id) {
      const known = await listKnown(open, [id])
      if (known.size === 0) return false
      await database.batch([
        ...moveCounts(open, [{ id }], ({ ids }) => [
          deleteDeliveries(surveyPk, ids, null),
          ...deleteResponses(surveyPk, ids),
        ]),
        compile(database, deleteLists(surveyPk)),
        compile(database, deleteReports(surveyPk)),
        bumpDataVersion(open),
      ])
      await database.forget?.()
      return true
    },
    knownIds: (ids) => listKnown(open, ids),
  }
}

async function listKnown(
  { database, surveyPk }: OpenSurvey,
  ids: readonly string[]
): Promise<ReadonlySet<string>> {
  const known = new Set<string>()
  for (const chunk of jsonChunks(ids)) {
    const { rows } = await sql<{ id: string }>`SELECT id FROM responses
      WHERE survey_pk = ${surveyPk} AND id IN (SELECT value FROM json_each(${chunk}))`.execute(
      database.query
    )
    for (const { id } of rows) known.add(id)
  }
  return known
}

type Row = { readonly id: string } & Readonly<Record<string, unknown>>

/** Short names: the rows travel as one JSON parameter, which keeps clear of D1's limit of 100. */
function toRow(response: TaggedResponse): Row {
  const { reading, group } = response
  return {
    id: response.id,
    comment: response.comment ?? null,
    score: response.score ?? null,
    at: response.at ?? null,
    atMs: response.at === undefined ? null : Date.parse(response.at),
    respondent: response.respondentId ?? null,
    account: response.accountId ?? null,
    role: response.role ?? null,
    fields: response.segments ? JSON.stringify(response.segments) : null,
    scoreGroup: group.scoreGroup,
    language: reading.language,
    content: reading.content,
    polarity: reading.polarity,
    valence: reading.valence,
    confidence: reading.confidence,
    flags: JSON.stringify(reading.flags),
    clauses: JSON.stringify(reading.clauses.map((c) => [c.start, c.end, c.polarity, c.valence])),
    mentions: JSON.stringify(response.mentions),
    model: response.modelVersion,
    groupKey: group.key,
    usable: group.isUsable ? 1 : 0,
    pattern: JSON.stringify(group.pattern),
    groupFields: JSON.stringify(group.segments),
    corrections: response.review ? JSON.stringify(response.review) : null,
    engine: response.engine ? JSON.stringify(response.engine) : null,
  }
}

type Statement = RawBuilder<unknown>

/**
 * Statements that change responses and move their counts from the group before to the group after.
 *
 * Counts are taken inside the batch from what the table then holds, so two concurrent pushes of
 * one response cannot count it twice.
 *
 * @param rows - at least the ids of the responses that `change` touches
 * @param change - statements for one chunk of the rows
 */
export function moveCounts(
  { database, surveyPk }: Pick<OpenSurvey, 'database' | 'surveyPk'>,
  rows: readonly Row[],
  change: (chunk: RowChunk) => readonly Statement[]
): CompiledQuery[] {
  return rowChunks(rows)
    .flatMap((chunk) => [
      ...addCounts(surveyPk, chunk.ids, -1),
      ...change(chunk),
      ...addCounts(surveyPk, chunk.ids, 1),
      sql`DELETE FROM response_groups WHERE survey_pk = ${surveyPk} AND response_count = 0`,
    ])
    .map((statement) => compile(database, statement))
}

function addCounts(surveyPk: number, ids: string, sign: 1 | -1): Statement[] {
  const touched = sql`SELECT group_pk, count(*) AS amount FROM responses
    WHERE survey_pk = ${surveyPk} AND id IN (SELECT value FROM json_each(${ids}))
    GROUP BY group_pk`
  return [
    sql`UPDATE surveys SET response_count = response_count + ${sign} *
      (SELECT coalesce(sum(amount), 0) FROM (${touched})) WHERE pk = ${surveyPk}`,
    sql`UPDATE response_groups SET response_count = response_count + ${sign} * touched.amount
      FROM (${touched}) AS touched WHERE response_groups.pk = touched.group_pk`,
  ]
}

function insertGroups(surveyPk: number, chunk: string): Statement {
  return sql`INSERT INTO response_groups
      (survey_pk, key, is_usable, score_group, pattern, segments)
    SELECT ${surveyPk}, value ->> 'groupKey', value ->> 'usable', value ->> 'scoreGroup',
      value ->> 'pattern', value ->> 'groupFields'
    FROM json_each(${chunk}) WHERE true
    ON CONFLICT (survey_pk, key) DO NOTHING`
}

const CONTENT_COLUMNS = [
  'comment',
  'score',
  'at',
  'at_ms',
  'respondent_id',
  'account_id',
  'role',
  'segments',
]

const TAG_COLUMNS = [
  'score_group',
  'language',
  'content',
  'polarity',
  'valence',
  'confidence',
  'flags',
  'clauses',
  'mentions',
  'group_pk',
  'engine_tags',
  'corrections',
  'model_version',
]

/** Values of `TAG_COLUMNS`, in that order. */
const TAG_VALUES = sql`value ->> 'scoreGroup' AS score_group, value ->> 'language' AS language,
  value ->> 'content' AS content, value ->> 'polarity' AS polarity, value ->> 'valence' AS valence,
  value ->> 'confidence' AS confidence, value ->> 'flags' AS flags, value ->> 'clauses' AS clauses,
  value ->> 'mentions' AS mentions, response_groups.pk AS group_pk, value ->> 'engine' AS engine_tags,
  value ->> 'corrections' AS corrections, value ->> 'model' AS model_version`

/** `column = source.column` for each column. */
function assignments(columns: readonly string[], source: string): Statement {
  return sql.join(
    columns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`${source}.${column}`)}`)
  )
}

/** A cross join keeps the rows outermost, so that each looks its group up in the index. */
function groupOfRow(surveyPk: number): Statement {
  return sql`CROSS JOIN response_groups
    ON response_groups.survey_pk = ${surveyPk} AND response_groups.key = value ->> 'groupKey'`
}

function upsertResponses(
  surveyPk: number,
  chunk: string,
  { receivedAt, importId }: { readonly receivedAt: string; readonly importId: string | null }
): Statement {
  const columns = [...CONTENT_COLUMNS, ...TAG_COLUMNS, 'import_id', 'received_at']
  // Corrections stay with the same comment. Tags that were made without them are marked as outdated.
  const kept = sql`CASE WHEN responses.comment IS excluded.comment THEN responses.corrections END`
  const plain = columns.filter((column) => column !== 'corrections' && column !== 'model_version')
  return sql`INSERT INTO responses
      (survey_pk, id, ${sql.join(columns.map((column) => sql.ref(column)))})
    SELECT ${surveyPk}, value ->> 'id', value ->> 'comment', value ->> 'score', value ->> 'at',
      value ->> 'atMs', value ->> 'respondent', value ->> 'account', value ->> 'role',
      value ->> 'fields', ${TAG_VALUES}, ${importId}, ${receivedAt}
    FROM json_each(${chunk}) AS incoming ${groupOfRow(surveyPk)}
    WHERE true ORDER BY incoming.key
    ON CONFLICT (survey_pk, id) DO UPDATE SET ${assignments(plain, 'excluded')},
      corrections = ${kept}, model_version =
        CASE WHEN (${kept}) IS excluded.corrections THEN excluded.model_version ELSE 0 END`
}

/**
 * Replaces the tags, and the corrections that they were made with.
 *
 * A response that was replaced or corrected since it was read keeps its newer tags. The plus keeps the planner
 * from the index of the survey, with which it would read the rows anew for every response of the survey.
 */
function replaceTags(surveyPk: number, chunk: string): Statement {
  return sql`UPDATE responses SET ${assignments(TAG_COLUMNS, 'fresh')}
    FROM (SELECT value ->> 'pk' AS pk, value ->> 'comment' AS comment, value ->> 'score' AS score,
        value ->> 'fields' AS fields, value ->> 'before' AS before, ${TAG_VALUES}
      FROM json_each(${chunk}) ${groupOfRow(surveyPk)}) AS fresh
    WHERE responses.pk = fresh.pk AND +responses.survey_pk = ${surveyPk}
      AND responses.comment IS fresh.comment AND responses.score IS fresh.score
      AND responses.segments IS fresh.fields AND responses.corrections IS fresh.before`
}

/** Deletes the responses of these ids, a JSON list. */
export function deleteResponses(surveyPk: number, ids: string): Statement[] {
  return [
    takeClusters(surveyPk, ids),
    sql`DELETE FROM responses WHERE survey_pk = ${surveyPk}
      AND id IN (SELECT value FROM json_each(${ids}))`,
    ...giveClusters(surveyPk, ids),
  ]
}

/** Deletes the computed lists of a survey: their quotes may come from what is being erased. */
export function deleteLists(surveyPk: number): Statement {
  return sql`DELETE FROM theme_lists WHERE survey_pk = ${surveyPk}`
}

function keepAnswer(
  surveyPk: number,
  { key, answer }: { readonly key: string; readonly answer: string }
): Statement {
  return sql`UPDATE idempotency_keys SET answer = ${answer}
    WHERE survey_pk = ${surveyPk} AND key = ${key}`
}
