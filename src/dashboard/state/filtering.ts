import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { AnalysedResponse, Analysis } from '../../http/client-types.ts'
import { type ApiClient, ApiProblem } from '../api-client.ts'
import { filterKey, filtersOf, isUnfiltered, selectResponses } from './filters.ts'
import type { Dataset, Shown } from './page-state.ts'
import type { Route } from './route.ts'

/** Keeps what is shown in step with the filters of the address; answers are kept by filter. */
export function createFiltering(
  client: ApiClient,
  route: ReadonlySignal<Route>,
  dataset: ReadonlySignal<Dataset | null>
) {
  const shown = signal<Shown | null>(null)
  const filterProblem = signal<ApiProblem | null>(null)
  const isFiltering = signal(false)
  const key = computed(() => filterKey(filtersOf(route.value)))
  const answers = new Map<string, Shown>()
  let running = new AbortController()

  const load = async (whole: Dataset, wanted: string, signal: AbortSignal) => {
    const filters = filtersOf(route.peek())
    const responses = selectResponses(whole.responses, filters, whole.analysed)
    if (responses.length === 0) {
      throw new ApiProblem('Nothing passes these filters', 'Remove one of them.')
    }
    const selection = { responses, model: whole.analysis.model }
    const analysis = await client.analyse({ selection }, whole.settings, { signal })
    const answer = { analysis, responses, analysed: byId(analysis), isFiltered: true }
    answers.set(wanted, answer)
    return answer
  }

  effect(() => {
    const [whole, wanted] = [dataset.value, key.value]
    running.abort()
    const controller = new AbortController()
    running = controller
    filterProblem.value = null
    isFiltering.value = false
    if (!whole) {
      answers.clear()
      shown.value = null
      return
    }
    const { analysis, responses, analysed } = whole
    const all = { analysis, responses, analysed, isFiltered: false }
    const known = isUnfiltered(filtersOf(route.peek())) ? all : answers.get(wanted)
    if (known) {
      shown.value = known
      return
    }
    if (!shown.peek()) shown.value = all
    isFiltering.value = true
    load(whole, wanted, controller.signal)
      .then((answer) => {
        if (running === controller) shown.value = answer
      })
      .catch((error: unknown) => {
        if (running === controller) filterProblem.value = asProblem(error)
      })
      .finally(() => {
        if (running === controller) isFiltering.value = false
      })
  })
  return { shown, filterProblem, isFiltering }
}

/** Analysed responses by their id. */
export function byId(analysis: Analysis): ReadonlyMap<string, AnalysedResponse> {
  return new Map((analysis.responses ?? []).map((response) => [response.id, response]))
}

/** Any error as a problem that can be shown. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  const detail = error instanceof Error ? error.message : String(error)
  return new ApiProblem('Something went wrong on this page', detail)
}
