import type { AnswerOf, ImportProgress, RequestTo, WhyscoreClient } from '../client/client.ts'
import type { Analysis, ScenarioResult, ThemeChange } from '../http/client-types.ts'
import { type AlertCalls, createAlertCalls } from './alert-calls.ts'
import type { AnalysisSettings, ColumnChoice, SourceFile } from './api-client.ts'
import { createInsightCalls, type InsightCalls } from './insight-calls.ts'
import { type Filters, filterQuery } from './state/filters.ts'

/** A survey that is kept. */
export type KeptSurvey = AnswerOf<'GET /v1/surveys/{surveyId}'>

/** A response as kept, with what the service says of it. */
export type KeptResponse = AnswerOf<'GET /v1/surveys/{surveyId}/responses'>['responses'][number]

/** What a ranked list shows, of a file and of a survey alike. */
export type Figures = Pick<Analysis, 'summary' | 'themes' | 'drivers' | 'warnings' | 'versions'>

/** A ranked list and whether newer responses wait to be counted. */
export type KeptFigures = { readonly figures: Figures; readonly isStale: boolean }

/** Which responses are listed. */
export type ResponseQuery = {
  readonly filters: Filters
  readonly words: string
  readonly themeId: string
  /** Of the mentions of `themeId`; without one the filters' polarity counts. */
  readonly polarity: string
  readonly group: string
  readonly accountId?: string
}

/** Calls on surveys that are kept. */
export type SurveyCalls = InsightCalls &
  AlertCalls & {
    list(signal: AbortSignal): Promise<readonly KeptSurvey[]>
    read(surveyId: string, signal: AbortSignal): Promise<KeptSurvey>
    create(name: string, settings: AnalysisSettings, fields: readonly string[]): Promise<KeptSurvey>
    remove(surveyId: string): Promise<void>
    startImport(surveyId: string, file: SourceFile, columns: ColumnChoice): Promise<ImportProgress>
    followImport(
      surveyId: string,
      importId: string,
      signal: AbortSignal
    ): AsyncGenerator<ImportProgress, void>
    listImports(surveyId: string, signal: AbortSignal): Promise<readonly ImportProgress[]>
    rejectedRows(surveyId: string, importId: string): Promise<Blob>
    figures(surveyId: string, filters: Filters, signal: AbortSignal): Promise<KeptFigures>
    /** How many mention each theme among those who mention `themeId`. */
    mentionsBeside(
      surveyId: string,
      asked: { readonly filters: Filters; readonly themeId: string },
      signal: AbortSignal
    ): Promise<readonly { readonly id: string; readonly mentionCount: number }[]>
    responses(
      surveyId: string,
      asked: ResponseQuery & { readonly cursor: string | null; readonly limit: number },
      signal: AbortSignal
    ): Promise<{ readonly responses: readonly KeptResponse[]; readonly next: string | null }>
    edits(surveyId: string, signal: AbortSignal): Promise<readonly ThemeChange[]>
    /** The figures after an edit that is not kept. */
    tryEdit(
      surveyId: string,
      edit: ThemeChange,
      signal: AbortSignal
    ): Promise<Omit<Figures, 'versions'>>
    saveEdit(surveyId: string, edit: ThemeChange): Promise<void>
    scenario(
      surveyId: string,
      asked: { readonly filters: Filters; readonly factors: Readonly<Record<string, number>> },
      signal: AbortSignal
    ): Promise<ScenarioResult | null>
    render(
      surveyId: string,
      asked: { readonly filters: Filters; readonly title: string },
      form: 'html' | 'csv'
    ): Promise<Blob>
  }

const MAX_SURVEYS = 200

/** Makes these calls with a client. */
export function createSurveyCalls(client: WhyscoreClient): SurveyCalls {
  return {
    ...surveyCalls(client),
    ...importCalls(client),
    ...figureCalls(client),
    ...createInsightCalls(client),
    ...createAlertCalls(client),
  }
}

function surveyCalls(client: WhyscoreClient) {
  return {
    async list(signal) {
      const query = { limit: MAX_SURVEYS }
      return (await client.call('GET /v1/surveys', { query, signal })).surveys
    },
    read: (surveyId, signal) =>
      client.call('GET /v1/surveys/{surveyId}', { params: { surveyId }, signal }),
    create(name, settings, fields) {
      const { question, scale, taxonomy, adjustFor, minMentions } = settings
      const body = {
        name: name.slice(0, 200),
        question,
        scale,
        themes: { taxonomy },
        drivers: { adjustFor: [...adjustFor], minMentions },
        segmentFields: [...new Set([...adjustFor, ...fields])].slice(0, 10),
      }
      return client.call('POST /v1/surveys', { body })
    },
    async remove(surveyId) {
      await client.call('DELETE /v1/surveys/{surveyId}', { params: { surveyId } })
    },
  } satisfies Partial<SurveyCalls>
}

function importCalls(client: WhyscoreClient) {
  return {
    startImport: (surveyId, file, columns) =>
      client.call('POST /v1/surveys/{surveyId}/imports', {
        params: { surveyId },
        query: { fileName: file.name, ...importColumns(columns) },
        body: file.body,
      }),
    followImport: (surveyId, importId, signal) =>
      client.followImport({ surveyId, importId }, signal),
    async listImports(surveyId, signal) {
      const request = { params: { surveyId }, signal }
      return (await client.call('GET /v1/surveys/{surveyId}/imports', request)).imports
    },
    async rejectedRows(surveyId, importId) {
      const route = 'GET /v1/surveys/{surveyId}/imports/{importId}/rejected.csv'
      return (await client.send(route, { params: { surveyId, importId } })).blob()
    },
  } satisfies Partial<SurveyCalls>
}

function figureCalls(client: WhyscoreClient) {
  type Query = NonNullable<RequestTo<'GET /v1/surveys/{surveyId}/themes'>['query']>
  const themes = (surveyId: string, query: Query, signal: AbortSignal) =>
    client.call('GET /v1/surveys/{surveyId}/themes', { params: { surveyId }, query, signal })
  return {
    async figures(surveyId, filters, signal) {
      const query = filterQuery(filters)
      // One after the other: the first call may have to compute what the second one finds ready.
      const list = await themes(surveyId, { ...query, limit: 200 }, signal)
      const whole = await client.call('GET /v1/surveys/{surveyId}/summary', {
        params: { surveyId },
        query,
        signal,
      })
      const { summary, drivers, warnings, versions } = whole
      const figures = { summary, drivers, warnings, versions, themes: list.themes }
      return { figures: figures as Figures, isStale: list.isStale }
    },
    async mentionsBeside(surveyId, { filters, themeId }, signal) {
      const query = { ...filterQuery({ ...filters, polarity: null }), theme: themeId, limit: 200 }
      return (await themes(surveyId, query as Query, signal)).themes
    },
    async responses(
      surveyId,
      { filters, words, themeId, polarity, group, accountId, ...page },
      signal
    ) {
      const { polarity: ofComment, ...query } = filterQuery(filters)
      const wanted = {
        ...query,
        ...(words.trim() !== '' && { q: words.trim() }),
        ...(themeId !== '' && { theme: themeId }),
        ...((polarity || ofComment) && { polarity: polarity || ofComment }),
        ...(group !== '' && { scoreGroup: group as 'detractor' }),
        ...(accountId !== undefined && { accountId }),
        ...(page.cursor !== null && { cursor: page.cursor }),
        limit: page.limit,
      }
      const request = { params: { surveyId }, query: wanted, signal }
      return client.call('GET /v1/surveys/{surveyId}/responses', request)
    },
    async edits(surveyId, signal) {
      const request = { params: { surveyId }, signal }
      return (await client.call('GET /v1/surveys/{surveyId}/theme-edits', request)).edits
    },
    async tryEdit(surveyId, edit, signal) {
      const request = {
        params: { surveyId },
        query: { dryRun: 'true' } as const,
        body: edit,
        signal,
      }
      const { preview } = await client.call('POST /v1/surveys/{surveyId}/theme-edits', request)
      return preview as unknown as Omit<Figures, 'versions'>
    },
    async saveEdit(surveyId, edit) {
      const request = { params: { surveyId }, body: edit }
      await client.call('POST /v1/surveys/{surveyId}/theme-edits', request)
    },
    async scenario(surveyId, { filters, factors }, signal) {
      const request = {
        params: { surveyId },
        query: filterQuery(filters),
        body: { factors: { ...factors } },
        signal,
      }
      const answer = await client.call('POST /v1/surveys/{surveyId}/scenarios', request)
      return answer.scenario as ScenarioResult | null
    },
    async render(surveyId, { filters, title }, form) {
      const query = filterQuery(filters)
      const params = { surveyId }
      const answer =
        form === 'csv'
          ? await client.send('GET /v1/surveys/{surveyId}/themes.csv', { params, query })
          : await client.send('GET /v1/surveys/{surveyId}/report.html', {
              params,
              query: { ...query, title },
            })
      return answer.blob()
    },
  } satisfies Partial<SurveyCalls>
}

function importColumns(columns: ColumnChoice): Record<`column.${string}`, string | string[]> {
  if (!columns) return {}
  const segments = columns.flatMap(({ field, name }) => (field === 'segment' ? [name] : []))
  const single = columns.flatMap(({ field, name }) =>
    field === 'segment' || field === 'ignored' ? [] : [[`column.${field}`, name]]
  )
  return { ...Object.fromEntries(single), 'column.segment': segments.length > 0 ? segments : [''] }
}
