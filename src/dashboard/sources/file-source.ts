import type {
  AnalysedResponse,
  Analysis,
  ClausePolarity,
  FilePreview,
  SurveyResponse,
  ThemeChange,
  ThemeModel,
} from '../../http/client-types.ts'
import {
  type AnalysisSettings,
  type ApiClient,
  ApiProblem,
  type Selection,
  type SourceFile,
} from '../api-client.ts'
import {
  cutsOf,
  type Filters,
  fieldsOf,
  isUnfiltered,
  periodOf,
  selectResponses,
} from '../state/filters.ts'
import {
  inTellingOrder,
  monthsByTheme,
  responsesAbout,
  tallyField,
  tallyMonths,
  tallyTogether,
} from '../state/theme-facts.ts'
import type { ResponseQuery } from '../survey-calls.ts'
import {
  type Listed,
  type ListedResponse,
  partSize,
  type ResponsePart,
  type ScoreCount,
  type Source,
} from './source.ts'

/** A file that has been analysed as a whole. */
export type Dataset = {
  readonly file: SourceFile
  readonly settings: AnalysisSettings
  readonly preview: FilePreview
  readonly responses: readonly SurveyResponse[]
  readonly analysis: Analysis
  readonly analysed: ReadonlyMap<string, AnalysedResponse>
}

/** A file as a source, with the file itself, so that it can be kept. */
export type FileSource = Source & { readonly dataset: Dataset }

/**
 * A source over a file that the service has analysed and forgotten.
 *
 * The page holds responses and theme model, and sends them along with each question.
 *
 * @param edits - made to the themes so far; they are in the model of the analysis already
 */
export function createFileSource(
  client: ApiClient,
  dataset: Dataset,
  edits: readonly ThemeChange[] = []
): FileSource {
  const { file, settings, responses, analysis, analysed } = dataset
  const select = (filters: Filters) => selectResponses(responses, filters, analysed)
  const ask = (selection: Omit<Selection, 'model'>, signal: AbortSignal) =>
    client.analyse({ selection: { model: modelOf(analysis), ...selection } }, settings, { signal })
  return {
    dataset,
    name: file.name,
    surveyId: null,
    minMentions: settings.minMentions,
    responseCount: responses.length,
    fields: fieldsOf(responses),
    cuts: cutsOf(responses),
    period: periodOf(responses),
    edits,
    async list(filters, signal): Promise<Listed> {
      const isFiltered = !isUnfiltered(filters)
      if (!isFiltered) return { figures: analysis, isFiltered, isStale: false }
      const figures = await ask({ responses: someOf(select(filters)) }, signal)
      return { figures, isFiltered, isStale: false }
    },
    responses: async (query, cursor) => pageOf(dataset, query, Number(cursor ?? 0)),
    async facts({ themeId, filters, field }) {
      const among = select(filters)
      const about = responsesAbout(themeId, among, analysed)
      return {
        periods: tallyMonths(about, among),
        who: field === null ? [] : tallyField(field, about, among),
      }
    },
    together: async (themeId, filters) =>
      tallyTogether(themeId, responsesAbout(themeId, select(filters), analysed)),
    months: async (filters) => monthsByTheme(select(filters), analysed),
    scores: (filters) => countScores(select(filters), analysed),
    async scenario(filters, factors, signal) {
      const asked = { responses: select(filters), scenario: factors, include: [] }
      return (await ask(asked, signal)).scenario ?? null
    },
    async render(filters, title, form) {
      const isWhole = isUnfiltered(filters) && edits.length === 0
      const selection = { responses: someOf(select(filters)), model: modelOf(analysis) }
      return client.render({ ...(isWhole ? { file } : { selection }), title }, settings, form)
    },
    tryEdit: (edit, signal) => ask({ responses, edits: [edit], include: [] }, signal),
    async saveEdit(edit, signal) {
      const include = ['responses', 'quotes', 'model'] as const
      const next = await ask({ responses, edits: [edit], include }, signal)
      const made = edit.op === 'undo' ? edits.slice(0, -1) : [...edits, edit]
      return createFileSource(client, { ...dataset, analysis: next, analysed: byId(next) }, made)
    },
  }
}

/** Analysed responses by their id. */
export function byId(analysis: Analysis): ReadonlyMap<string, AnalysedResponse> {
  return new Map((analysis.responses ?? []).map((response) => [response.id, response]))
}

function modelOf({ model }: Analysis): ThemeModel | null {
  return model
}

function someOf(responses: readonly SurveyResponse[]): readonly SurveyResponse[] {
  if (responses.length > 0) return responses
  throw new ApiProblem('Nothing passes these filters', 'Remove one of them.')
}

function pageOf(
  { responses, analysed, analysis }: Dataset,
  query: ResponseQuery,
  start: number
): ResponsePart {
  const { filters, words, themeId, polarity, group } = query
  const wanted = words.trim().toLocaleLowerCase()
  const passing = selectResponses(responses, filters, analysed).filter(({ id, comment = '' }) => {
    if (group && analysed.get(id)?.scoreGroup !== group) return false
    return wanted === '' || comment.toLocaleLowerCase().includes(wanted)
  })
  const found = themeId
    ? aboutTheme(themeId, passing, { analysis, analysed, polarity })
    : passing.flatMap((response): ListedResponse[] => {
        const reading = analysed.get(response.id)
        return reading ? [{ response, analysed: reading }] : []
      })
  const end = start + partSize(themeId)
  return {
    entries: found.slice(start, end),
    next: end < found.length ? String(end) : null,
    total: found.length,
  }
}

/** The quotes of a theme first, then the surest mentions. */
function aboutTheme(
  themeId: string,
  responses: readonly SurveyResponse[],
  known: Pick<Dataset, 'analysis' | 'analysed'> & { readonly polarity: string }
): readonly ListedResponse[] {
  const theme = known.analysis.themes.find(({ id }) => id === themeId)
  const quoteIds = (theme?.quotes ?? []).map(({ responseId }) => responseId)
  const polarity = (known.polarity || null) as ClausePolarity | null
  return inTellingOrder(responsesAbout(themeId, responses, known.analysed), quoteIds, polarity)
}

/** How many gave each score; counts, so the page may count them itself. */
function countScores(
  responses: readonly SurveyResponse[],
  analysed: ReadonlyMap<string, AnalysedResponse>
): ScoreCount[] {
  const counts = new Map<number, ScoreCount>()
  for (const { id, score } of responses) {
    if (score === undefined) continue
    const group = analysed.get(id)?.scoreGroup ?? null
    counts.set(score, { score, group, count: (counts.get(score)?.count ?? 0) + 1 })
  }
  return [...counts.values()].sort((a, b) => a.score - b.score)
}
