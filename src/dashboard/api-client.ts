// The page's only way to data: public calls, typed. Another source of the same figures is another `ApiClient`.

import type {
  Analysis,
  ColumnField,
  FilePreview,
  Question,
  RejectedResponse,
  Scale,
  ScaleName,
  SurveyResponse,
  ThemeModel,
} from '../http/client-types.ts'

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
  readonly scenario?: Readonly<Record<string, number>>
  readonly include?: readonly string[]
}

/** What is asked: a whole file, or a part of its responses. */
export type AnalysisTarget = { readonly file: SourceFile } | { readonly selection: Selection }

/** A problem as the service tells it (RFC 9457), or one of the way there. */
export class ApiProblem extends Error {
  readonly title: string
  readonly status: number | null
  readonly requestId: string | null
  readonly rejected: readonly Pick<RejectedResponse, 'pointer' | 'detail'>[]

  constructor(title: string, detail: string, more: Partial<ApiProblem> = {}) {
    super(detail)
    this.title = title
    this.status = more.status ?? null
    this.requestId = more.requestId ?? null
    this.rejected = more.rejected ?? []
  }
}

/** How far an analysis is: `done` of `total` comments in a stage. */
export type Progress = {
  readonly stage: 'reading' | 'themes' | 'effects'
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
}

/** What a preview needs to know. */
export type ReadSettings = Pick<AnalysisSettings, 'columns'> &
  Partial<Pick<AnalysisSettings, 'scale'>>

/** A target with the title of its report. */
type Asked = AnalysisTarget & { readonly title: string }

const SINGLE_FIELDS = ['comment', 'score', 'id', 'at', 'respondentId', 'accountId', 'role'] as const

const ACCEPT = { lines: 'application/x-ndjson', html: 'text/html', csv: 'text/csv' } as const

/** Where the key of this tab is kept; it goes when the tab does. */
export type KeyStore = { read(): string | null; write(key: string): void }

/**
 * Makes the client.
 *
 * @param send - `fetch`, or a stand-in
 * @param keys - the key to send along, if the service asks for one
 */
export function createApiClient(send: typeof fetch, keys: KeyStore): ApiClient {
  const post = async (address: string, init: RequestInit) => {
    const key = keys.read()
    const headers = { ...init.headers, ...(key && { authorization: `Bearer ${key}` }) }
    const response = await send(address, { ...init, headers, method: 'POST' }).catch(
      (error: unknown) => {
        if (error instanceof DOMException && error.name === 'AbortError') throw error
        throw new ApiProblem('The service does not answer', 'Check the connection and try again.')
      }
    )
    if (!response.ok) throw await problemOf(response)
    return response
  }
  const ask = (
    asked: AnalysisTarget,
    settings: AnalysisSettings,
    init: RequestInit,
    name: string
  ) => {
    const body = requestOf(asked, settings, name)
    const headers = { ...body.headers, ...init.headers }
    return post(body.address, { ...init, body: body.body, headers })
  }
  return {
    useKey: keys.write,
    async preview(file, settings, signal) {
      const query = columnQuery(settings.columns)
      if (settings.scale) query.set('scale', scaleText(settings.scale))
      query.set('name', file.name)
      query.set('include', 'responses')
      const headers = { 'content-type': 'application/octet-stream' }
      const response = await post(`/v1/preview?${query}`, { body: file.body, headers, signal })
      return (await response.json()) as FilePreview
    },
    async analyse(asked, settings, { signal, onProgress }) {
      const init = { signal, headers: { accept: ACCEPT.lines } }
      const response = await ask(asked, settings, init, 'responses')
      return lastLine(response, onProgress)
    },
    async render(asked, settings, form) {
      const init = { headers: { accept: ACCEPT[form] } }
      return (await ask(asked, settings, init, asked.title)).blob()
    },
    async sample(signal) {
      const response = await send('/northlink.csv', { signal })
      if (!response.ok) throw await problemOf(response)
      return { name: 'northlink.csv', body: await response.blob() }
    },
  }
}

function requestOf(asked: AnalysisTarget, settings: AnalysisSettings, name: string) {
  if ('file' in asked) {
    const query = columnQuery(settings.columns)
    query.set('name', asked.file.name)
    query.set('scale', scaleText(settings.scale))
    query.set('question', settings.question)
    query.set('taxonomy', settings.taxonomy)
    query.set('minMentions', String(settings.minMentions))
    query.set('include', 'responses,quotes,model')
    for (const field of settings.adjustFor) query.append('adjustFor', field)
    const headers = { 'content-type': 'application/octet-stream' }
    return { address: `/v1/analyze-file?${query}`, body: asked.file.body, headers }
  }
  const { responses, model, scenario, include } = asked.selection
  const { question, scale, taxonomy, adjustFor, minMentions } = settings
  const body = JSON.stringify({
    question,
    scale,
    responses,
    themes: { taxonomy, model },
    drivers: { adjustFor, minMentions, ...(scenario && { scenario }) },
    include: include ?? ['responses', 'quotes'],
  })
  const headers = { 'content-type': 'application/json' }
  return { address: `/v1/analyze-file?${new URLSearchParams({ name })}`, body, headers }
}

/** Once columns are chosen, every field is said, so that nothing is recognised behind the back. */
function columnQuery(columns: ColumnChoice): URLSearchParams {
  const query = new URLSearchParams()
  if (!columns) return query
  for (const field of SINGLE_FIELDS) {
    query.set(field, columns.find((column) => column.field === field)?.name ?? '')
  }
  const segments = columns.filter(({ field }) => field === 'segment')
  for (const { name } of segments) query.append('segment', name)
  if (segments.length === 0) query.append('segment', '')
  return query
}

function scaleText(scale: ScaleName | Scale): string {
  return typeof scale === 'string' ? scale : JSON.stringify(scale)
}

type Line = {
  readonly progress?: Progress
  readonly analysis?: Analysis
  readonly problem?: ProblemBody
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
      if (problem) throw problemFrom(problem, problem.status)
      if (analysis) return analysis
    }
  }
  throw new ApiProblem('The answer broke off', 'Check the connection and try again.')
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const isProblem = /problem\+json/.test(response.headers.get('content-type') ?? '')
  if (!isProblem) {
    const detail = `It answered with status ${response.status}.`
    return new ApiProblem('The service cannot answer', detail, { status: response.status })
  }
  return problemFrom((await response.json()) as ProblemBody, response.status)
}

type ProblemBody = {
  readonly title: string
  readonly status: number
  readonly detail?: string
  readonly requestId: string
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[]
}

function problemFrom(body: ProblemBody, status: number): ApiProblem {
  const detail = body.detail ?? `Quote the request id ${body.requestId} when you report this.`
  return new ApiProblem(body.title, detail, {
    status,
    requestId: body.requestId,
    rejected: body.errors ?? [],
  })
}
