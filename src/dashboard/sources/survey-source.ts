import type { AnalysedResponse, SurveyResponse, ThemeChange } from '../../http/client-types.ts'
import type { ApiClient } from '../api-client.ts'
import { cutsOf, fieldsOf, isUnfiltered, NO_FILTERS, periodOf } from '../state/filters.ts'
import { MIN_PERIODS } from '../state/theme-facts.ts'
import type { KeptResponse, KeptSurvey, ResponseQuery } from '../survey-calls.ts'
import {
  type ListedResponse,
  type PeriodCount,
  partSize,
  type Source,
  type ThemeQuestion,
} from './source.ts'

/** A survey as a source. */
export type SurveySource = Source & { readonly survey: KeptSurvey }

/** Newest responses that tell which fields there are, and which values. */
const SAMPLE = 500

/** Gathers what fits nothing. */
const OTHER = 'other'

/** Themes of one cell: all of them. */
const ALL_THEMES = 200

/** Opens a survey: what it is, the edits in force, and its fields. */
export async function openSurveySource(
  client: ApiClient,
  surveyId: string,
  signal: AbortSignal
): Promise<SurveySource> {
  const everything = { filters: NO_FILTERS, words: '', themeId: '', polarity: '', group: '' }
  const page = { ...everything, cursor: null, limit: SAMPLE }
  const [survey, edits, { responses }] = await Promise.all([
    client.surveys.read(surveyId, signal),
    client.surveys.edits(surveyId, signal),
    client.surveys.responses(surveyId, page, signal),
  ])
  return surveySource(client, survey, { edits, sample: responses.map(toResponse) })
}

type Known = {
  readonly edits: readonly ThemeChange[]
  readonly sample: readonly SurveyResponse[]
}

function surveySource(
  client: ApiClient,
  survey: KeptSurvey,
  { edits, sample }: Known
): SurveySource {
  const { id, name, minMentions, responseCount } = survey
  const { surveys } = client
  return {
    survey,
    name,
    surveyId: id,
    minMentions,
    responseCount,
    fields: fieldsOf(sample),
    cuts: cutsOf(sample),
    period: periodOf(sample) && ['', ''],
    edits,
    async list(filters, signal) {
      const { figures, isStale } = await surveys.figures(id, filters, signal)
      return { figures, isStale, isFiltered: !isUnfiltered(filters) }
    },
    async responses(query, cursor, signal) {
      const page = await surveys.responses(
        id,
        { ...query, cursor, limit: partSize(query.themeId) },
        signal
      )
      return {
        entries: page.responses.map(toListed),
        next: page.next,
        total: isEverything(query) ? responseCount : null,
      }
    },
    async facts(asked, signal) {
      const [periods, who] = await Promise.all([
        periodsOfTheme(client, id, asked, signal),
        mentionedBy(client, id, asked, signal),
      ])
      return { periods, who }
    },
    async together(themeId, filters, signal) {
      const themes = await surveys.mentionsBeside(id, { filters, themeId }, signal)
      return mentionedBeside(themeId, themes)
    },
    async months(filters, signal) {
      if (sample.every(({ at }) => at === undefined)) return new Map()
      const asked = { filters, signal, topThemes: ALL_THEMES }
      const { periods } = await surveys.trends(id, 'month', asked)
      if (periods.length < MIN_PERIODS) return new Map()
      const ids = new Set(periods.flatMap(({ cell }) => cell.themes.map((theme) => theme.id)))
      return new Map([...ids].map((themeId) => [themeId, countsOf(periods, themeId)]))
    },
    scores: () => [],
    scenario: (filters, factors, signal) => surveys.scenario(id, { filters, factors }, signal),
    render: (filters, title, form) => surveys.render(id, { filters, title }, form),
    tryEdit: (edit, signal) => surveys.tryEdit(id, edit, signal),
    async saveEdit(edit, signal) {
      await surveys.saveEdit(id, edit)
      const next = await surveys.edits(id, signal)
      return surveySource(client, survey, { edits: next, sample })
    },
  }
}

function isEverything({ filters, words, themeId, group, accountId }: ResponseQuery): boolean {
  if (accountId !== undefined) return false
  return isUnfiltered(filters) && words.trim() === '' && themeId === '' && group === ''
}

type Periods = Awaited<ReturnType<ApiClient['surveys']['trends']>>['periods']

function countsOf(periods: Periods, themeId: string): PeriodCount[] {
  return periods.map(({ period, cell }) => ({
    period,
    count: cell.themes.find(({ id }) => id === themeId)?.mentionCount ?? 0,
  }))
}

async function periodsOfTheme(
  client: ApiClient,
  surveyId: string,
  { themeId, filters }: ThemeQuestion,
  signal: AbortSignal
): Promise<PeriodCount[]> {
  const asked = { filters, signal, topThemes: ALL_THEMES }
  const { periods } = await client.surveys.trends(surveyId, 'month', asked)
  return periods.length < 2 ? [] : countsOf(periods, themeId)
}

function mentionedBeside(
  themeId: string,
  themes: readonly { readonly id: string; readonly mentionCount: number }[]
) {
  const of = themes.find(({ id }) => id === themeId)?.mentionCount ?? 0
  return themes
    .filter(({ id, mentionCount }) => id !== themeId && id !== OTHER && mentionCount > 0)
    .map(({ id, mentionCount }) => ({ name: id, count: mentionCount, of }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
}

/** Cells too small to be shown are left out, as the service leaves them out. */
async function mentionedBy(
  client: ApiClient,
  surveyId: string,
  { themeId, filters, field }: ThemeQuestion,
  signal: AbortSignal
) {
  if (field === null) return []
  const asked = { filters, signal, topThemes: ALL_THEMES }
  const { cells } = await client.surveys.segments(surveyId, [field], asked)
  return cells
    .filter(({ suppressed, isMissing }) => suppressed === null && !isMissing)
    .map(({ keys, themes, responseCount }) => ({
      name: keys[0]?.bucket ?? '',
      count: themes.find(({ id }) => id === themeId)?.mentionCount ?? 0,
      of: responseCount ?? 0,
    }))
    .sort((a, b) => b.count - a.count || b.of - a.of)
}

function toListed(kept: KeptResponse): ListedResponse {
  const { id, scoreGroup, language, content, sentiment, mentions, flags } = kept
  const analysed = { id, scoreGroup, language, content, sentiment, mentions, flags }
  return { response: toResponse(kept), analysed: analysed as AnalysedResponse }
}

function toResponse(kept: KeptResponse): SurveyResponse {
  const { id, comment, score, at, respondentId, accountId, role, segments } = kept
  const parts = { comment, score, at, respondentId, accountId, role, segments }
  const given = Object.entries(parts).filter(([, value]) => value !== undefined)
  return { id, ...Object.fromEntries(given) }
}
