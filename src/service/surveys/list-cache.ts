import type { ThemeListRow } from '../../store/survey-store.ts'
import type { ThemeList } from './theme-list.ts'

/** A ranked list, which data it shows and since when. */
export type CurrentThemeList = ThemeList & {
  readonly computedAt: string
  /** True while responses or tags have changed since; the list is being computed anew. */
  readonly isStale: boolean
  /** Changes whenever the list can have changed. */
  readonly listVersion: string
}

/** A list as kept, read once, as it is shown while current and after. */
export type CachedList = {
  readonly dataVersion: number
  readonly computedAt: string
  readonly fresh: CurrentThemeList
  readonly stale: CurrentThemeList
}

/**
 * Lists in the memory of one process, so that a reader costs one look at the survey's version.
 *
 * It only saves the reading of what the store keeps: whoever serves from it has compared versions with the store.
 */
export type ListCache = {
  find(place: string): CachedList | undefined
  keep(place: string, row: ThemeListRow): CachedList
  drop(place: string): void
  /** What `compute` gives; callers that ask meanwhile wait for the same. */
  once(place: string, compute: () => Promise<CachedList>): Promise<CachedList>
  /** True once in every `intervalMs`; `nowMs` is the time of now. */
  isTime(name: string, nowMs: number, intervalMs: number): boolean
}

/** Length of the lists that are kept, as JSON; as objects they take a few times as much. */
const MAX_CHARS = 16_000_000

/** Names of `isTime` that are remembered. */
const MAX_NAMES = 1_000

/** An empty cache. */
export function createListCache(maxChars = MAX_CHARS): ListCache {
  const lists = new Map<string, { readonly list: CachedList; readonly charCount: number }>()
  const running = new Map<string, Promise<CachedList>>()
  const times = new Map<string, number>()
  let charCount = 0
  const drop = (place: string) => {
    charCount -= lists.get(place)?.charCount ?? 0
    lists.delete(place)
  }
  return {
    find(place) {
      const found = lists.get(place)
      if (found === undefined) return undefined
      // To the end of the map, whose beginning is dropped first.
      lists.delete(place)
      lists.set(place, found)
      return found.list
    },
    keep(place, row) {
      drop(place)
      const list = readList(row)
      lists.set(place, { list, charCount: row.body.length })
      charCount += row.body.length
      for (const oldest of lists.keys()) {
        if (charCount <= maxChars) break
        drop(oldest)
      }
      return list
    },
    drop,
    once(place, compute) {
      const known = running.get(place)
      if (known) return known
      const started = compute().finally(() => running.delete(place))
      running.set(place, started)
      return started
    },
    isTime(name, nowMs, intervalMs) {
      const last = times.get(name)
      if (last !== undefined && nowMs - last < intervalMs) return false
      if (times.size >= MAX_NAMES) times.clear()
      times.set(name, nowMs)
      return true
    },
  }
}

function readList({ body, dataVersion, computedAt }: ThemeListRow): CachedList {
  const list: ThemeList = JSON.parse(body)
  const listVersion = `${dataVersion}-${Date.parse(computedAt).toString(36)}`
  const fresh = { ...list, computedAt, isStale: false, listVersion }
  const stale = { ...fresh, isStale: true, listVersion: `${listVersion}-stale` }
  return { dataVersion, computedAt, fresh, stale }
}
