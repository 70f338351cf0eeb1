// The page's only way to data: public calls, typed. Another source of the same figures is another `ApiClient`.

import { ApiProblem, createClient, problemOf, type WhyscoreClient } from '../client/client.ts'
import type {
  Analysis,
  ColumnField,
  FilePreview,
  Question,
  Scale,
  ScaleName,
  SurveyResponse,
  ThemeChange,
  ThemeModel,
} from '../http/client-types.ts'
import { createSurveyCalls, type SurveyCalls } from './survey-calls.ts'

export { ApiProblem } from '../client/client.ts'

/** A file as dropped, picked, pasted or fetched. */
export type SourceFile = { readonly name: string; readonly body: Blob }

/** What each column holds; null lets the service recognise them. */
export type ColumnChoice = readonly { readonly name: string; readonly field: ColumnField }[] | null

/** How scores and answers are to be read, and what is held fixed. */
export type AnalysisSettings = {
  readonly columns: ColumnChoice
  readonly scale: ScaleName | Scale
  readonly question: Question
  readonly taxonomy: 'auto' | 'none'
  readonly adjustFor: readonly string[]
  readonly minMentions: number
}

/** Part of the responses, under the themes of the whole. */
export type Selection = {
  readonly responses: readonly SurveyResponse[]
  readonly model: ThemeModel | null
  /** Made to the model before it is applied. */
  readonly edits?: readonly ThemeChange[]
  readonly scenario?: Readonly<Record<string, number>>
  readonly include?: readonly ('responses' | 'quotes' | 'model')[]
}

/** What is asked: a whole file, or a part of its responses. */
export type AnalysisTarget = { readonly file: SourceFile } | { readonly selection: Selection }

/** How far a piece of work is: `done` of `total` comments in a stage. */
export type Progress = {
  readonly stage: 'reading' | 'themes' | 'effects' | 'importing'
  readonly done: number
  readonly total: number
}

/** The calls that the page makes. */
export type ApiClient = {
  /** Sends this key from now on. */
  useKey(key: string): void
  preview(file: SourceFile, settings: ReadSettings, signal: AbortSignal): Promise<FilePreview>
  analyse(
    asked: AnalysisTarget,
    settings: AnalysisSettings,
    watch: { readonly signal: AbortSignal; readonly onProgress?: (progress: Progress) => void }
  ): Promise<Analysis>
  /** The same analysis as a page (`html`) or as a list (`csv`). */
  render(asked: Asked, settings: AnalysisSettings, form: 'html' | 'csv'): Promise<Blob>
  sample(signal: AbortSignal): Promise<SourceFile>
  /** Surveys that are kept. */
  readonly surveys: SurveyCalls
}

/** What a preview needs to know. */
export type ReadSettings = Pick<AnalysisSettings, 'columns'> &
  Partial<Pick<AnalysisSettings, 'scale'>>

/** A target with the title of its report. */
type Asked = AnalysisTarget & { readonly title: string }

const ACCEPT = { lines: 'application/x-ndjson', html: 'text/html', csv: 'text/csv' } as const

/** Fields that one column holds; segments are as many as one likes. */
export const SINGLE_FIELDS = [
  'comment',
  'score',
  'id',
  'at',
  'respondentId',
  'accountId',
  'role',
] as const

/** Where the key of this tab is kept; it goes when the tab does. */
export type KeyStore = { read(): string | null; write(key: string): void }

/**
 * Makes the client.
 *
 * @param send - `fetch`, or a stand-in
 * @param keys - the key to send along, if the service asks for one
 */
export function createApiClient(send: typeof fetch, keys: KeyStore): ApiClient {
  const client = createClient({ fetch: send, key: keys.read })
  return {
    useKey: keys.write,
    surveys: createSurveyCalls(client),
    async preview(file, settings, signal) {
      const query = {
        ...columnQuery(settings.columns),
        ...(settings.scale && { scale: scaleText(settings.scale) }),
        name: file.name,
        include: 'responses',
      } as const
      const asked = { query, body: file.body, signal }
      return (await client.call('POST /v1/preview', asked)) as FilePreview
    },
    async analyse(asked, settings, { signal, onProgress }) {
      const request = { asked, settings, name: 'responses', accept: ACCEPT.lines, signal }
      return lastLine(await analysisOf(client, request), onProgress)
    },
    async render(asked, settings, form) {
      const request = { asked, settings, name: asked.title, accept: ACCEPT[form] }
      return (await analysisOf(client, request)).blob()
    },
    async sample(signal) {
      const response = await send('/northlink.csv', { signal })
      if (!response.ok) throw new ApiProblem('There is no sample here', 'Choose a file instead.')
      return { name: 'northlink.csv', body: await response.blob() }
    },
  }
}

type AnalysisCall = {
  readonly asked: AnalysisTarget
  readonly settings: AnalysisSettings
  readonly name: string
  readonly accept: string
  readonly signal?: AbortSignal | undefined
}

function analysisOf(client: WhyscoreClient, call: AnalysisCall): Promise<Response> {
  const { asked, settings, name, accept, signal } = call
  const { question, scale, taxonomy, adjustFor, minMentions } = settings
  const headers = { accept }
  if ('file' in asked) {
    const query = {
      ...columnQuery(settings.columns),
      name: name === 'responses' ? asked.file.name : name,
      scale: scaleText(scale),
      question,
      taxonomy,
      minMentions: String(minMentions),
      include: 'responses,quotes,model',
      adjustFor: [...adjustFor],
    }
    return client.send('POST /v1/analyze-file', { query, headers, body: asked.file.body, signal })
  }
  const { responses, model, edits, scenario, include } = asked.selection
  const body = {
    question,
    scale,
    responses: [...responses] as never[],
    themes: { taxonomy, model, ...(edits && { edits: [...edits] as never[] }) },
    drivers: { adjustFor: [...adjustFor], minMentions, ...(scenario && { scenario }) },
    include: [...(include ?? (['responses', 'quotes'] as const))],
  }
  return client.send('POST /v1/analyze-file', { query: { name }, headers, body, signal })
}

/** Once columns are chosen, every field is said, so that nothing is recognised behind the back. */
function columnQuery(columns: ColumnChoice) {
  if (!columns) return {}
  const single = SINGLE_FIELDS.map((field) => [
    field,
    columns.find((column) => column.field === field)?.name ?? '',
  ])
  const segments = columns.flatMap(({ field, name }) => (field === 'segment' ? [name] : []))
  return { ...Object.fromEntries(single), segment: segments.length > 0 ? segments : [''] }
}

function scaleText(scale: ScaleName | Scale): string {
  return typeof scale === 'string' ? scale : JSON.stringify(scale)
}

type Line = {
  readonly progress?: Progress
  readonly analysis?: Analysis
  readonly problem?: Parameters<typeof problemOf>[0]
}

/** Reads an answer that tells its progress line by line. */
async function lastLine(
  response: Response,
  onProgress: ((progress: Progress) => void) | undefined
): Promise<Analysis> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let pending = ''
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    const lines = (pending + part.value).split('\n')
    pending = lines.pop() ?? ''
    for (const line of lines) {
      const { progress, analysis, problem } = JSON.parse(line) as Line
      if (progress) onProgress?.(progress)
      if (problem) throw problemOf(problem)
      if (analysis) return analysis
    }
  }
  throw new ApiProblem('The answer broke off', 'Check the connection and try again.')
}
