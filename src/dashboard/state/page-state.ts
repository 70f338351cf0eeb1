import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type {
  AnalysedResponse,
  Analysis,
  FilePreview,
  SurveyResponse,
} from '../../http/client-types.ts'
import type {
  AnalysisSettings,
  AnalysisTarget,
  ApiClient,
  ApiProblem,
  Progress,
  SourceFile,
} from '../api-client.ts'
import { numbers } from '../numbers.ts'
import { asProblem, byId, createFiltering } from './filtering.ts'
import { type FieldValues, fieldsOf } from './filters.ts'
import { parseRoute, type Route, routeHash, withParams } from './route.ts'
import { DEFAULT_SETTINGS } from './settings.ts'

/** What the service is doing for us. */
export type Work = {
  readonly label: string
  readonly detail: string
  readonly progress?: Progress
  /** True when what is shown stays, dimmed, instead of giving way. */
  readonly isInPlace?: boolean
}

/** A dataset that has been analysed as a whole. */
export type Dataset = {
  readonly file: SourceFile
  readonly settings: AnalysisSettings
  readonly preview: FilePreview
  readonly responses: readonly SurveyResponse[]
  readonly analysis: Analysis
  readonly analysed: ReadonlyMap<string, AnalysedResponse>
  readonly fields: readonly FieldValues[]
}

/** What the views show: the whole, or what passes the filters. */
export type Shown = {
  readonly analysis: Analysis
  readonly responses: readonly SurveyResponse[]
  readonly analysed: ReadonlyMap<string, AnalysedResponse>
  readonly isFiltered: boolean
}

/** A file whose columns are being checked. */
export type Draft = {
  readonly file: SourceFile
  readonly preview: FilePreview
  readonly settings: AnalysisSettings
}

/** Everything that the page knows, with what it can do. */
export type PageState = {
  readonly client: ApiClient
  readonly route: ReadonlySignal<Route>
  readonly draft: Signal<Draft | null>
  readonly dataset: ReadonlySignal<Dataset | null>
  readonly shown: ReadonlySignal<Shown | null>
  readonly work: ReadonlySignal<Work | null>
  readonly problem: ReadonlySignal<ApiProblem | null>
  /** A problem of a filter only; the figures of before stay. */
  readonly filterProblem: ReadonlySignal<ApiProblem | null>
  readonly isFiltering: ReadonlySignal<boolean>
  go(route: Route): void
  setParams(changes: Readonly<Record<string, string>>): void
  open(file: SourceFile): Promise<void>
  openSample(): Promise<void>
  /** Reads the file of the draft again with other settings. */
  reread(settings: AnalysisSettings): Promise<void>
  analyse(): Promise<void>
  reset(): void
  cancel(): void
  /** What to ask the service for to get what is shown. */
  target(scenario?: Readonly<Record<string, number>>): AnalysisTarget | null
}

/**
 * Makes the state of the page.
 *
 * @param client - the way to data
 * @param place - the window's address
 */
export function createPageState(client: ApiClient, place: Window): PageState {
  const route = signal(parseRoute(place.location.hash))
  const draft = signal<Draft | null>(null)
  const dataset = signal<Dataset | null>(null)
  const { work, problem, during, stop } = createWork()
  const filtering = createFiltering(client, route, dataset)

  place.addEventListener('hashchange', () => {
    route.value = parseRoute(place.location.hash)
  })

  const go = (next: Route) => {
    const hash = routeHash(next)
    if (hash !== place.location.hash) place.location.hash = hash
    route.value = next
  }

  const read = async (file: SourceFile, settings: AnalysisSettings, signal: AbortSignal) => {
    const first = await client.preview(file, { columns: settings.columns }, signal)
    const scale = settings.columns === null ? first.suggestedScale : settings.scale
    const question = settings.columns === null ? first.suggestedQuestion : settings.question
    // Rows are rejected by scale, so another scale than the default one needs another look.
    const preview =
      scale === 'nps' ? first : await client.preview(file, { ...settings, scale }, signal)
    draft.value = { file, preview, settings: { ...settings, scale, question } }
  }

  const analyse = async (signal: AbortSignal) => {
    const asked = draft.value
    if (!asked) return
    dataset.value = await analysed(client, asked, {
      signal,
      onProgress: (progress) => {
        if (!signal.aborted && work.value) work.value = { ...work.value, progress }
      },
    })
    draft.value = null
  }

  return {
    client,
    route,
    draft,
    dataset,
    work,
    problem,
    ...filtering,
    go,
    setParams: (changes) => go(withParams(route.value, changes)),
    open: (file) =>
      during({ label: `Reading ${file.name}`, detail: 'Recognising the columns' }, (signal) =>
        read(file, DEFAULT_SETTINGS, signal)
      ),
    openSample: () =>
      during({ label: 'Fetching sample data', detail: 'An invented internet provider' }, (signal) =>
        client
          .sample(signal)
          .then((file) => read(file, DEFAULT_SETTINGS, signal))
          .then(() => {
            work.value = analysisWork(draft.value)
            go(withParams(route.value, { data: 'sample' }))
            return analyse(signal)
          })
      ),
    reread: (settings) => {
      const before = draft.value
      if (!before) return Promise.resolve()
      const { file } = before
      // Kept at once, so that a second change before the answer builds on the first.
      draft.value = { ...before, settings }
      return during(
        { label: `Reading ${file.name}`, detail: 'With your columns', isInPlace: true },
        async (signal) => {
          const preview = await client.preview(file, settings, signal)
          if (draft.value) draft.value = { ...draft.value, preview }
        }
      )
    },
    analyse: () => during(analysisWork(draft.value), analyse),
    reset() {
      stop()
      batch(() => {
        draft.value = null
        dataset.value = null
      })
      go({ view: 'overview', themeId: null, params: {} })
    },
    cancel: stop,
    target(scenario) {
      const [whole, part] = [dataset.value, filtering.shown.value]
      if (!whole || !part) return null
      if (!part.isFiltered && !scenario) return { file: whole.file }
      const { model } = whole.analysis
      const include = scenario ? { scenario, include: [] } : {}
      return { selection: { responses: part.responses, model, ...include } }
    },
  }
}

function analysisWork(draft: Draft | null): Work {
  const count = numbers.count(draft?.preview.acceptedCount ?? 0)
  const detail = 'Reading every clause, finding themes, estimating effects with their intervals'
  return { label: `Analysing ${count} responses`, detail }
}

/** One piece of work at a time; the next one ends the one before. */
function createWork() {
  const work = signal<Work | null>(null)
  const problem = signal<ApiProblem | null>(null)
  let running = new AbortController()
  const during = async (label: Work, run: (signal: AbortSignal) => Promise<void>) => {
    running.abort()
    const controller = new AbortController()
    running = controller
    batch(() => {
      work.value = label
      problem.value = null
    })
    await run(controller.signal).catch((error: unknown) => {
      if (!controller.signal.aborted) problem.value = asProblem(error)
    })
    if (running === controller) work.value = null
  }
  const stop = () => {
    running.abort()
    batch(() => {
      work.value = null
      problem.value = null
    })
  }
  return { work, problem, during, stop }
}

async function analysed(
  client: ApiClient,
  { file, preview, settings }: Draft,
  watch: Parameters<ApiClient['analyse']>[2]
): Promise<Dataset> {
  const analysis = await client.analyse({ file }, settings, watch)
  const responses = preview.responses ?? []
  return {
    file,
    settings,
    preview,
    responses,
    analysis,
    analysed: byId(analysis),
    fields: fieldsOf(responses),
  }
}
