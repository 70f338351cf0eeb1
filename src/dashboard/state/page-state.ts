import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { FilePreview, ThemeChange } from '../../http/client-types.ts'
import type { AnalysisSettings, ApiClient, ApiProblem, SourceFile } from '../api-client.ts'
import { numbers } from '../numbers.ts'
import { byId, createFileSource, type FileSource } from '../sources/file-source.ts'
import type { Listed, Source } from '../sources/source.ts'
import { openSurveySource, type SurveySource } from '../sources/survey-source.ts'
import type { KeptSurvey } from '../survey-calls.ts'
import { createFiltering } from './filtering.ts'
import { filtersOf } from './filters.ts'
import { beginningOf, importFile, keepFile } from './keep-file.ts'
import { parseRoute, type Route, routeHash, withParams } from './route.ts'
import { DEFAULT_SETTINGS } from './settings.ts'
import { createWork, type Work } from './work.ts'

/** A file whose columns are being checked. */
export type Draft = {
  readonly file: SourceFile
  readonly preview: FilePreview
  readonly settings: AnalysisSettings
  /** The survey that it is imported into; null for a file of its own. */
  readonly into: KeptSurvey | null
  /** True when only the beginning was previewed: too large for a quick look. */
  readonly isPart: boolean
}

/** Everything that the page knows, with what it can do. */
export type PageState = {
  readonly client: ApiClient
  readonly route: ReadonlySignal<Route>
  readonly draft: Signal<Draft | null>
  /** What the views show; null before there is anything. */
  readonly source: ReadonlySignal<Source | null>
  /** The file that was analysed last, also while a survey is shown. */
  readonly file: ReadonlySignal<FileSource | null>
  readonly survey: ReadonlySignal<SurveySource | null>
  readonly shown: ReadonlySignal<Listed | null>
  readonly work: ReadonlySignal<Work | null>
  readonly problem: ReadonlySignal<ApiProblem | null>
  /** A problem of a filter only; the figures of before stay. */
  readonly filterProblem: ReadonlySignal<ApiProblem | null>
  readonly isFiltering: ReadonlySignal<boolean>
  /** Grows with every key that was entered; what was refused asks again. */
  readonly keyed: Signal<number>
  /** An edit of themes that is being thought about. */
  readonly proposal: Signal<Proposal | null>
  go(route: Route): void
  setParams(changes: Readonly<Record<string, string>>): void
  open(file: SourceFile, into?: KeptSurvey | null): Promise<void>
  openSample(): Promise<void>
  /** Reads the file of the draft again with other settings. */
  reread(settings: AnalysisSettings): Promise<void>
  /** Analyses the file of the draft without keeping it. */
  analyse(): Promise<void>
  /** Makes a survey of the file of the draft, or of the file that is shown. */
  keep(): Promise<void>
  /** Imports the file of the draft into its survey. */
  importDraft(): Promise<void>
  /** Opens the survey of the address again, after a key or a change. */
  reopen(): Promise<void>
  removeSurvey(surveyId: string): Promise<void>
  saveEdit(edit: ThemeChange, signal: AbortSignal): Promise<void>
  /** Puts the file of the draft aside. */
  cancelDraft(): void
  reset(): void
  cancel(): void
}

/** Which edit is begun; the details are filled in by whoever makes it. */
export type Proposal =
  | { readonly op: 'rename' | 'split' | 'pin' | 'exclude'; readonly themeId: string }
  | { readonly op: 'merge'; readonly themeId: string; readonly into: string | null }
  | { readonly op: 'add' | 'undo' }

/**
 * Makes the state of the page.
 *
 * @param client - the way to data
 * @param place - the window's address
 */
export function createPageState(client: ApiClient, place: Window): PageState {
  const route = signal(parseRoute(place.location.hash))
  const draft = signal<Draft | null>(null)
  const file = signal<FileSource | null>(null)
  const survey = signal<SurveySource | null>(null)
  const proposal = signal<Proposal | null>(null)
  const works = createWork()
  const source = computed((): Source | null => {
    const { surveyId } = route.value
    if (surveyId === null) return file.value
    return survey.value?.surveyId === surveyId ? survey.value : null
  })
  place.addEventListener('hashchange', () => {
    route.value = parseRoute(place.location.hash)
  })
  const go = (next: Route) => {
    const hash = routeHash(next)
    if (hash !== place.location.hash) place.location.hash = hash
    route.value = next
  }
  const core = { client, route, draft, file, survey, works, go }
  const surveys = surveyActions(core)
  effect(() => {
    const { surveyId } = route.value
    if (surveyId !== null && survey.peek()?.surveyId !== surveyId) void surveys.reopen()
  })
  return {
    client,
    route,
    draft,
    source,
    file,
    survey,
    proposal,
    keyed: signal(0),
    work: works.work,
    problem: works.problem,
    ...createFiltering(route, source),
    go,
    setParams: (changes) => go(withParams(route.value, changes)),
    ...fileActions(core),
    ...surveys,
    async saveEdit(edit, signal) {
      const before = source.peek()
      const after = await before?.saveEdit(edit, signal)
      if (!after || source.peek() !== before) return
      if (after.surveyId === null) file.value = after as FileSource
      else survey.value = after as SurveySource
    },
    cancelDraft() {
      draft.value = null
    },
    reset() {
      works.stop()
      batch(() => {
        draft.value = null
        file.value = null
      })
      go({ surveyId: null, view: 'overview', itemId: null, params: {} })
    },
    cancel: works.stop,
  }
}

type Core = {
  readonly client: ApiClient
  readonly route: Signal<Route>
  readonly draft: Signal<Draft | null>
  readonly file: Signal<FileSource | null>
  readonly survey: Signal<SurveySource | null>
  readonly works: ReturnType<typeof createWork>
  go(route: Route): void
}

function fileActions({ client, route, draft, file, works, go }: Core) {
  const read = async (given: SourceFile, into: KeptSurvey | null, signal: AbortSignal) => {
    const { part, isPart } = await beginningOf(given)
    const { columns } = DEFAULT_SETTINGS
    const known = into ? { columns, scale: into.scale } : { columns }
    const first = await client.preview(part, known, signal)
    const scale = into?.scale ?? first.suggestedScale
    const question = into?.question ?? first.suggestedQuestion
    const settings = { ...DEFAULT_SETTINGS, scale, question }
    // Rows are rejected by scale, so another scale than the one asked with needs another look.
    const isRight = into !== null || scale === 'nps'
    const preview = isRight ? first : await client.preview(part, settings, signal)
    draft.value = { file: given, preview, settings, into, isPart }
  }
  const analyse = async (signal: AbortSignal) => {
    const asked = draft.value
    if (!asked) return
    const watch = { signal, onProgress: works.progressOf(signal) }
    const analysis = await client.analyse({ file: asked.file }, asked.settings, watch)
    const responses = asked.preview.responses ?? []
    batch(() => {
      file.value = createFileSource(client, {
        ...asked,
        responses,
        analysis,
        analysed: byId(analysis),
      })
      draft.value = null
    })
  }
  return {
    open: (given: SourceFile, into: KeptSurvey | null = null) =>
      works.during(
        { label: `Reading ${given.name}`, detail: 'Recognising the columns' },
        (signal) => read(given, into, signal)
      ),
    openSample: () =>
      works.during(
        { label: 'Fetching sample data', detail: 'An invented internet provider' },
        async (signal) => {
          await read(await client.sample(signal), null, signal)
          works.relabel(analysisWork(draft.value))
          go(withParams(route.value, { data: 'sample' }))
          await analyse(signal)
        }
      ),
    reread(settings: AnalysisSettings) {
      const before = draft.value
      if (!before) return Promise.resolve()
      // Kept at once, so that a second change before the answer builds on the first.
      draft.value = { ...before, settings }
      const label = `Reading ${before.file.name}`
      return works.during(
        { label, detail: 'With your columns', isInPlace: true },
        async (signal) => {
          const { part } = await beginningOf(before.file)
          const preview = await client.preview(part, settings, signal)
          if (draft.value) draft.value = { ...draft.value, preview }
        }
      )
    },
    analyse: () => works.during(analysisWork(draft.value), analyse),
  }
}

function surveyActions({ client, route, draft, file, survey, works, go }: Core) {
  const show = (surveyId: string) => {
    const { view, itemId, params } = route.peek()
    const { data: _, ...kept } = params
    batch(() => {
      draft.value = null
      survey.value = null
      go({ surveyId, view: view === 'surveys' ? 'overview' : view, itemId, params: kept })
    })
  }
  const reopen = () => {
    const { surveyId } = route.peek()
    if (surveyId === null) return Promise.resolve()
    return works.during(
      { label: 'Opening the survey', detail: 'Bringing its figures up to date' },
      async (signal) => {
        const opened = await openSurveySource(client, surveyId, signal)
        // The first list may take a while; asked here, the wait can be seen and ended.
        await opened.list(filtersOf(route.peek()), signal)
        if (route.peek().surveyId === surveyId) survey.value = opened
      }
    )
  }
  return {
    reopen,
    keep() {
      const [asked, edits] = [draft.peek() ?? file.peek()?.dataset, file.peek()?.edits ?? []]
      if (!asked) return Promise.resolve()
      const made = draft.peek() ? [] : edits
      return works.during(
        { label: `Keeping ${asked.file.name}`, detail: 'Making the survey' },
        async (signal) => {
          const watch = { signal, onProgress: works.progressOf(signal), edits: made }
          show(await keepFile(client, asked, watch))
        }
      )
    },
    importDraft() {
      const asked = draft.peek()
      const into = asked?.into
      if (!asked || !into) return Promise.resolve()
      const label = { label: `Importing ${asked.file.name}`, detail: `Into ${into.name}` }
      return works.during(label, async (signal) => {
        await importFile(client, into.id, asked, { signal, onProgress: works.progressOf(signal) })
        show(into.id)
      })
    },
    async removeSurvey(surveyId: string) {
      await client.surveys.remove(surveyId)
      if (survey.peek()?.surveyId === surveyId) survey.value = null
      go({ surveyId: null, view: 'surveys', itemId: null, params: {} })
    },
  }
}

function analysisWork(draft: Draft | null): Work {
  const count = numbers.count(draft?.preview.acceptedCount ?? 0)
  const detail = 'Reading every clause, finding themes, estimating effects with their intervals'
  return { label: `Analysing ${count} responses`, detail }
}
