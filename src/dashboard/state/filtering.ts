import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import { ApiProblem } from '../api-client.ts'
import type { Listed, Source } from '../sources/source.ts'
import { filterKey, filtersOf } from './filters.ts'
import type { Route } from './route.ts'

/** A list that waits for newer responses is asked for again after so long. */
const STALE_MS = 2_000

/** Keeps what is shown in step with the filters of the address; answers are kept by filter. */
export function createFiltering(
  route: ReadonlySignal<Route>,
  source: ReadonlySignal<Source | null>
) {
  const shown = signal<Listed | null>(null)
  const filterProblem = signal<ApiProblem | null>(null)
  const isFiltering = signal(false)
  const key = computed(() => filterKey(filtersOf(route.value)))
  const answers = new Map<string, Listed>()
  let answersOf: Source | null = null
  let running = new AbortController()

  const load = async (from: Source, wanted: string, controller: AbortController) => {
    isFiltering.value = true
    try {
      const answer = await from.list(filtersOf(route.peek()), controller.signal)
      if (running !== controller) return
      shown.value = answer
      if (answer.isStale) setTimeout(() => again(from, wanted, controller), STALE_MS)
      else answers.set(wanted, answer)
    } catch (error) {
      if (running === controller) filterProblem.value = asProblem(error)
    }
    if (running === controller) isFiltering.value = false
  }
  const again = (...asked: Parameters<typeof load>) => {
    if (running === asked[2]) void load(...asked)
  }

  effect(() => {
    const [from, wanted] = [source.value, key.value]
    running.abort()
    const controller = new AbortController()
    running = controller
    filterProblem.value = null
    isFiltering.value = false
    if (from !== answersOf) {
      answers.clear()
      // After an edit the figures of before stay until the new ones are there.
      if (from?.surveyId !== answersOf?.surveyId || from?.name !== answersOf?.name) {
        shown.value = null
      }
      answersOf = from
    }
    const known = answers.get(wanted)
    if (known) shown.value = known
    else if (from) void load(from, wanted, controller)
  })
  return { shown, filterProblem, isFiltering }
}

/** Any error as a problem that can be shown. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  const detail = error instanceof Error ? error.message : String(error)
  return new ApiProblem('Something went wrong on this page', detail)
}
