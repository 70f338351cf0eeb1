import { z } from 'zod'
import { changeThemeModel } from '../../analysis/edit-theme-model.ts'
import type { AnalysisRequest } from '../../domain/analysis.ts'
import { AppError, type ErrorDetail } from '../../domain/errors.ts'
import type { RejectedResponse } from '../../domain/response.ts'
import type { Scale } from '../../domain/scale.ts'
import type { ThemeModel } from '../../domain/theme.ts'
import { describeIssue } from './describe-issue.ts'
import { describeValue } from './json-pointer.ts'
import { optionsShape, type ReadOptions } from './request-schema.ts'
import { createResponseReader, type ReadResponses } from './response-reader.ts'
import { scaleSchemaFor } from './scale-schema.ts'
import type { ThemeChange } from './theme-schema.ts'

/** A request that is ready for the engine. */
export type ReadRequest = {
  readonly request: AnalysisRequest
  /** Ids of responses whose comment was cut; their result carries the flag `truncated`. */
  readonly truncatedIds: ReadonlySet<string>
  /** Themes that edits of the request speak of, with their places; the engine knows whether they exist. */
  readonly editedThemes?: readonly { readonly pointer: string; readonly themeId: string }[]
}

/** Options of an analysis with the scale resolved. */
export type AnalysisOptions = Omit<AnalysisRequest, 'responses' | 'rejected'>

/** A readable request that does not say what it must. */
export class InvalidRequestError extends AppError {
  constructor(errors: readonly ErrorDetail[]) {
    const first = errors[0]
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
    super('invalid-request', `${first?.pointer || 'body'}: ${first?.detail}${more}`, errors)
  }
}

/** No response was left to analyse. */
export class NoAcceptableResponseError extends AppError {
  /** Rows that were refused, the first of which appear under `errors`. */
  readonly rejected: readonly RejectedResponse[]
  constructor(rejected: readonly RejectedResponse[], pointer = '/responses') {
    const detail =
      rejected.length === 0
        ? 'expected at least one response, got an empty list'
        : `expected at least one acceptable response, got ${rejected.length} that are not; the first: ${rejected[0]?.pointer}: ${rejected[0]?.detail}`
    const errors =
      rejected.length === 0
        ? [{ pointer, detail }]
        : rejected.slice(0, 100).map(({ pointer, detail }) => ({ pointer, detail }))
    super('no-acceptable-response', detail, errors)
    this.rejected = rejected
  }
}

/**
 * Reads the body of `POST /analyze`.
 *
 * @param body - parsed JSON
 * @param maxResponses - most responses in one request
 * @returns the request with defaults filled in and bad rows under `rejected`
 * @throws {InvalidRequestError} if the envelope or an option is wrong
 * @throws {NoAcceptableResponseError} if no row can be accepted
 */
export function readAnalysisRequest(body: unknown, maxResponses: number): ReadRequest {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    const detail = `expected an object with "responses", got ${describeValue(body)}`
    throw new InvalidRequestError([{ pointer: '', detail }])
  }
  const { responses, ...rest } = body as { readonly responses?: unknown }
  const errors: ErrorDetail[] = [...responseListErrors(responses, maxResponses)]
  const options = collectOptions(rest, errors)
  if (errors.length > 0 || !options) throw new InvalidRequestError(errors)
  const reader = createResponseReader(options.scale)
  for (const [index, row] of (responses as readonly unknown[]).entries()) reader.read(row, index)
  // The options are checked, so the edits are what the schema says.
  const { edits = [] } = (rest as { themes?: { edits?: readonly ThemeChange[] } }).themes ?? {}
  const editedThemes = edits.flatMap(themesOfEdit)
  return { ...buildRequest(options, reader.finish()), editedThemes }
}

/** Themes that an edit speaks of and that must be there. */
function themesOfEdit(edit: ThemeChange, index: number) {
  const at = (field: string, themeId: string) => ({
    pointer: `/themes/edits/${index}/${field}`,
    themeId,
  })
  if (edit.op === 'undo' || edit.op === 'add') return []
  if (edit.op !== 'merge') return [at('themeId', edit.themeId)]
  return [...edit.themeIds.map((id, i) => at(`themeIds/${i}`, id)), at('into', edit.into)]
}

/**
 * Reads options without responses, as the command line has them.
 *
 * @param input - fields of a request body other than `responses`
 * @throws {InvalidRequestError} if one is wrong
 */
export function readOptions(input: Readonly<Record<string, unknown>>): AnalysisOptions {
  const errors: ErrorDetail[] = []
  const options = collectOptions(input, errors)
  if (errors.length > 0 || !options) throw new InvalidRequestError(errors)
  return options
}

/**
 * Joins options and accepted responses into a request.
 *
 * @throws {NoAcceptableResponseError} if no response was accepted
 * @throws {InvalidRequestError} if `adjustFor` names a field that no response has
 */
export function buildRequest(options: AnalysisOptions, read: ReadResponses): ReadRequest {
  if (read.responses.length === 0) throw new NoAcceptableResponseError(read.rejected)
  const errors = unknownAdjustments(options.drivers.adjustFor, read)
  if (errors.length > 0) throw new InvalidRequestError(errors)
  return {
    request: { ...options, responses: read.responses, rejected: read.rejected },
    truncatedIds: read.truncatedIds,
  }
}

function responseListErrors(responses: unknown, maxResponses: number): ErrorDetail[] {
  const pointer = '/responses'
  if (!Array.isArray(responses)) {
    return [{ pointer, detail: `expected a list of responses, got ${describeValue(responses)}` }]
  }
  if (responses.length === 0) {
    return [{ pointer, detail: 'expected at least one response, got an empty list' }]
  }
  if (responses.length <= maxResponses) return []
  const most = maxResponses.toLocaleString('en')
  const detail = `expected at most ${most} responses in one request, got ${responses.length.toLocaleString('en')}; split them, or use the command line, which has no limit`
  return [{ pointer, detail }]
}

function collectOptions(
  input: Readonly<Record<string, unknown>>,
  errors: ErrorDetail[]
): AnalysisOptions | null {
  const { scale: scaleInput, ...rest } = input
  const scale = scaleInput === undefined ? 'nps' : scaleInput
  const scaleResult = scaleSchemaFor(scale).safeParse(scale)
  for (const issue of scaleResult.error?.issues ?? []) {
    errors.push(...describeIssue(issue, scale, ['scale']))
  }
  const result = optionsWithoutScale.safeParse(rest)
  for (const issue of result.error?.issues ?? []) errors.push(...describeIssue(issue, rest))
  if (!result.success || !scaleResult.success) return null
  return withScale(result.data, scaleResult.data)
}

const { scale: _scale, ...shapeWithoutScale } = optionsShape
const optionsWithoutScale = z.strictObject(shapeWithoutScale) satisfies z.ZodType<
  Omit<ReadOptions, 'scale'>
>

function withScale(options: Omit<ReadOptions, 'scale'>, scale: Scale): AnalysisOptions {
  const { question, drivers, include, seed } = options
  const themes = withEdits(options.themes)
  return { question, scale, themes, drivers, include: [...new Set(include)], seed }
}

/** The model with the caller's edits made to it; the rest of the pipeline knows edited models only. */
function withEdits({ edits, model, ...themes }: ReadOptions['themes']): AnalysisOptions['themes'] {
  if (edits.length === 0) return { ...themes, model }
  if (!model) {
    const detail = 'expected a theme model under /themes/model that the edits are made to'
    throw new InvalidRequestError([{ pointer: '/themes/edits', detail }])
  }
  const changes = edits.map((edit) => (edit.op === 'undo' ? 'undo' : edit))
  return { ...themes, model: changes.reduce<ThemeModel>(changeThemeModel, model) }
}

/** Adjusting for a field that nobody has would silently adjust for nothing. */
function unknownAdjustments(adjustFor: readonly string[], read: ReadResponses): ErrorDetail[] {
  if (adjustFor.length === 0) return []
  const known = new Set(read.responses.flatMap(({ segments }) => Object.keys(segments ?? {})))
  if (read.responses.some(({ role }) => role !== undefined)) known.add('role')
  if (read.responses.some(({ accountId }) => accountId !== undefined)) known.add('accountId')
  const names = known.size > 0 ? [...known].sort().slice(0, 30).join(', ') : 'no fields'
  return adjustFor.flatMap((field, index) =>
    known.has(field)
      ? []
      : [
          {
            pointer: `/drivers/adjustFor/${index}`,
            detail: `expected a segment field of the responses, which have ${names}; got ${describeValue(field)}`,
          },
        ]
  )
}
