import type { ResponseFilter, StoredResponse } from '../../domain/survey.ts'
import type { SurveyData } from '../../store/survey-store.ts'
import { csvRow } from '../render/csv-cell.ts'
import { openSurvey, type SurveyContext } from '../surveys/survey-context.ts'

/** Responses read at a time. */
const PAGE = 500

const COLUMNS = [
  'id',
  'at',
  'score',
  'scoreGroup',
  'comment',
  'language',
  'content',
  'polarity',
  'valence',
  'confidence',
  'negativeThemes',
  'neutralThemes',
  'positiveThemes',
  'flags',
  'respondentId',
  'accountId',
  'role',
  'modelVersion',
  'isCorrected',
] as const

/**
 * Responses with their tags as CSV (RFC 4180, UTF-8 with byte order mark, so that Excel reads it), oldest first.
 *
 * Themes stand by their labels, by polarity, joined with "; ". Each segment field has a column. Text
 * that a spreadsheet would run as a formula is prefixed with an apostrophe.
 *
 * @returns pieces of the file; the first is ready once the survey is known to exist
 * @throws {NotFoundError} if the workspace has no such survey
 */
export async function exportCsv(
  context: SurveyContext,
  surveyId: string,
  filter: ResponseFilter
): Promise<AsyncGenerator<string>> {
  const data = await openSurvey(context, surveyId)
  const fields = await data.listSegmentFields()
  const labels = new Map((await data.findModel())?.themes.map(({ id, label }) => [id, label]))
  return (async function* () {
    yield `\ufeff${csvRow([...COLUMNS, ...fields])}`
    for await (const page of pagesOf(data, filter)) {
      yield page.map((response) => csvRow(cellsOf(response, { fields, labels }))).join('')
    }
  })()
}

/**
 * Responses with their tags as JSON Lines, oldest first, in the shape of the list of responses.
 *
 * @throws {NotFoundError} if the workspace has no such survey
 */
export async function exportJsonLines(
  context: SurveyContext,
  surveyId: string,
  {
    filter,
    shape,
  }: {
    readonly filter: ResponseFilter
    readonly shape: (response: StoredResponse) => unknown
  }
): Promise<AsyncGenerator<string>> {
  const data = await openSurvey(context, surveyId)
  return (async function* () {
    for await (const page of pagesOf(data, filter)) {
      yield page.map((response) => `${JSON.stringify(shape(response))}\n`).join('')
    }
  })()
}

async function* pagesOf(
  data: SurveyData,
  filter: ResponseFilter
): AsyncGenerator<readonly StoredResponse[]> {
  let after: number | null = null
  do {
    const page: { readonly entries: readonly StoredResponse[]; readonly next: number | null } =
      await data.listResponses({ filter, limit: PAGE, after, order: 'oldest' })
    if (page.entries.length > 0) yield page.entries
    after = page.next
  } while (after !== null)
}

function cellsOf(
  response: StoredResponse,
  {
    fields,
    labels,
  }: { readonly fields: readonly string[]; readonly labels: ReadonlyMap<string, string> }
): (string | number | null)[] {
  const { reading, segments = {} } = response
  const themes = (polarity: string) => {
    const own = response.mentions.filter((mention) => mention.polarity === polarity)
    return [...new Set(own.map(({ themeId }) => labels.get(themeId) ?? themeId))].join('; ')
  }
  return [
    response.id,
    response.at ?? null,
    response.score ?? null,
    response.scoreGroup,
    response.comment ?? null,
    reading.language,
    reading.content,
    reading.polarity,
    reading.valence,
    reading.confidence,
    themes('negative'),
    themes('neutral'),
    themes('positive'),
    reading.flags.join(' '),
    response.respondentId ?? null,
    response.accountId ?? null,
    response.role ?? null,
    response.modelVersion,
    String((response.review?.corrections.length ?? 0) > 0),
    ...fields.map((field) => {
      const value = segments[field]
      return typeof value === 'boolean' ? String(value) : (value ?? null)
    }),
  ]
}
