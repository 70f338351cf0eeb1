import type { RejectedResponse, SegmentValue, SurveyResponse } from '../../domain/response.ts'
import type { Scale } from '../../domain/scale.ts'
import { describeValue, jsonPointer } from './json-pointer.ts'
import {
  MAX_COMMENT_CHARS,
  MAX_FIELD_CHARS,
  MAX_SEGMENT_FIELDS,
  READ_COMMENT_CHARS,
} from './limits.ts'
import { type Reading, readScore } from './read-score.ts'
import { readTime } from './read-time.ts'

/** Responses that were accepted and those that were not. */
export type ReadResponses = {
  readonly responses: readonly SurveyResponse[]
  readonly rejected: readonly RejectedResponse[]
  /** Ids of responses whose comment was cut at `READ_COMMENT_CHARS`. */
  readonly truncatedIds: ReadonlySet<string>
}

/** Takes rows one at a time, so that a file never has to be in memory twice. */
export type ResponseReader = {
  /**
   * Accepts or rejects the next row.
   *
   * @param row - a response as sent
   * @param index - position of the row, from 0
   */
  read(row: unknown, index: number): void
  /** Rejects a row that could not even be taken apart. */
  reject(index: number, detail: string): void
  finish(): ReadResponses
}

/** Where the fields of a row stand in the request or file. */
export type PointerOf = (index: number, field: string, key?: string) => string

/** Thrown inside this module only; `read` turns it into a rejected response. */
class RowProblem extends Error {
  readonly field: string
  readonly key: string | undefined
  constructor(field: string, detail: string, key?: string) {
    super(detail)
    this.field = field
    this.key = key
  }
}

/** Pointers into the body of a request: `/responses/3/score`. */
export const requestPointer: PointerOf = (index, field, key) =>
  jsonPointer(['responses', index, ...[field, key].filter((part) => part)] as PropertyKey[])

/**
 * Makes a reader of rows.
 *
 * One bad row is rejected alone, with its place and what to change. Of two rows with the same id
 * the first acceptable one is kept. Unknown fields of a row are ignored.
 *
 * @param scale - scale that scores must lie on
 * @param pointerOf - how to name the place of a field
 */
export function createResponseReader(
  scale: Scale,
  pointerOf: PointerOf = requestPointer
): ResponseReader {
  const responses: SurveyResponse[] = []
  const rejected: RejectedResponse[] = []
  const truncatedIds = new Set<string>()
  const firstIndexOfId = new Map<string, number>()
  return {
    read(row, index) {
      try {
        const response = readResponse(row, scale)
        const first = firstIndexOfId.get(response.id)
        if (first !== undefined) {
          throw new RowProblem('id', `expected a new id, got one that row ${first} already has`)
        }
        firstIndexOfId.set(response.id, index)
        if ((response.comment?.length ?? 0) > READ_COMMENT_CHARS) truncatedIds.add(response.id)
        responses.push(cutComment(response))
      } catch (error) {
        if (!(error instanceof RowProblem)) throw error
        const pointer = pointerOf(index, error.field, error.key)
        rejected.push({ index, id: idOf(row), pointer, detail: error.message })
      }
    },
    reject(index, detail) {
      rejected.push({ index, id: null, pointer: pointerOf(index, ''), detail })
    },
    finish: () => ({ responses, rejected, truncatedIds }),
  }
}

function readResponse(row: unknown, scale: Scale): SurveyResponse {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) {
    throw new RowProblem('', `expected an object with an id, got ${describeValue(row)}`)
  }
  const fields = row as Readonly<Record<string, unknown>>
  const id = readText(fields, 'id')
  if (id === undefined) {
    throw new RowProblem('id', `expected a text that is unique, got ${describeValue(fields.id)}`)
  }
  const comment = readComment(fields.comment)
  const score = valueFrom('score', readScore(fields.score, scale))
  const at = valueFrom('at', readTime(fields.at))
  const respondentId = readText(fields, 'respondentId')
  const accountId = readText(fields, 'accountId')
  const role = readText(fields, 'role')
  const segments = readSegments(fields.segments)
  return {
    id,
    ...(comment !== undefined && { comment }),
    ...(score !== undefined && { score }),
    ...(at !== undefined && { at }),
    ...(respondentId !== undefined && { respondentId }),
    ...(accountId !== undefined && { accountId }),
    ...(role !== undefined && { role }),
    ...(segments !== undefined && { segments }),
  }
}

function readComment(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') {
    throw new RowProblem('comment', `expected a text, got ${describeValue(value)}`)
  }
  if (value.length > MAX_COMMENT_CHARS) {
    const most = MAX_COMMENT_CHARS.toLocaleString('en')
    const detail = `expected at most ${most} characters, got ${value.length.toLocaleString('en')}`
    throw new RowProblem('comment', detail)
  }
  return value
}

/** Text of a short field; whole numbers are taken as text, since many systems number their records. */
function readText(fields: Readonly<Record<string, unknown>>, field: string): string | undefined {
  const value = fields[field]
  if (value === undefined || value === null || value === '') return undefined
  const text = Number.isSafeInteger(value) ? String(value) : value
  if (typeof text !== 'string' || text.length > MAX_FIELD_CHARS) {
    const wanted = `a text of at most ${MAX_FIELD_CHARS} characters`
    throw new RowProblem(field, `expected ${wanted}, got ${describeValue(value)}`)
  }
  return text
}

function readSegments(value: unknown): Record<string, SegmentValue> | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new RowProblem('segments', `expected an object, got ${describeValue(value)}`)
  }
  const entries = Object.entries(value).filter(([, entry]) => entry !== null && entry !== '')
  if (entries.length > MAX_SEGMENT_FIELDS) {
    const detail = `expected at most ${MAX_SEGMENT_FIELDS} fields, got ${entries.length}`
    throw new RowProblem('segments', detail)
  }
  return Object.fromEntries(entries.map(([key, entry]) => [key, readSegment(key, entry)]))
}

function readSegment(key: string, value: unknown): SegmentValue {
  const isText = typeof value === 'string' && value.length <= MAX_FIELD_CHARS
  const isNumber = typeof value === 'number' && Number.isFinite(value)
  if (isText || isNumber || typeof value === 'boolean') return value as SegmentValue
  const detail = `expected a text of at most ${MAX_FIELD_CHARS} characters, a number, true or false, got ${describeValue(value)}`
  throw new RowProblem('segments', detail, key)
}

function valueFrom<T>(field: string, reading: Reading<T>): T | undefined {
  if (reading.problem !== undefined) throw new RowProblem(field, reading.problem)
  return reading.value
}

function cutComment(response: SurveyResponse): SurveyResponse {
  const { comment } = response
  if (comment === undefined || comment.length <= READ_COMMENT_CHARS) return response
  // A cut between the halves of a surrogate pair would leave half a character.
  const last = comment.charCodeAt(READ_COMMENT_CHARS - 1)
  const end = last >= 0xd800 && last <= 0xdbff ? READ_COMMENT_CHARS - 1 : READ_COMMENT_CHARS
  return { ...response, comment: comment.slice(0, end) }
}

function idOf(row: unknown): string | null {
  if (typeof row !== 'object' || row === null) return null
  const { id } = row as { readonly id?: unknown }
  if (Number.isSafeInteger(id)) return String(id)
  return typeof id === 'string' ? id.slice(0, MAX_FIELD_CHARS) : null
}
