import type { DriverInput } from '../../domain/driver.ts'
import type { ClausePolarity } from '../../domain/reading.ts'
import { entryOf, itemAt } from '../../stats/at.ts'
import type { Cluster } from '../../stats/effect-covariance.ts'
import { type MentionTable, mentionTable } from './mention-table.ts'

/**
 * A survey as counts of kinds of responses: equal in score group, usable comment, mentions, segments and weight.
 *
 * No figure can tell responses of one kind apart, so all of them cost by kinds. Every list has one entry per kind.
 */
export type Tally = Pick<
  DriverInput,
  'themes' | 'scoreGroups' | 'hasUsableComment' | 'segments' | 'weights'
> & {
  /** Responses of each kind. */
  readonly counts: readonly number[]
  readonly mentions: MentionTable
  /** Respondents or accounts with several scored responses, in the order of their names. */
  readonly repeated: readonly Cluster[]
}

const POLARITIES: readonly ClausePolarity[] = ['negative', 'neutral', 'positive']

/** Entries with equal keys are of one kind. */
function kindKeys(input: DriverInput, mentions: MentionTable): string[] {
  const fields = Object.keys(input.segments).sort()
  return input.scoreGroups.map((group, i) => {
    const themes = POLARITIES.map((p) => itemAt(mentions.byPolarity[p], i).join(',')).join(' ')
    const values = fields.map((field) => input.segments[field]?.[i] ?? null)
    return `${group} ${input.hasUsableComment[i]} ${themes} ${input.weights?.[i]} ${JSON.stringify(values)}`
  })
}

/** Responses by kind of those who have several in the models. */
function repeatedClusters(
  input: DriverInput,
  countOf: (entry: number) => number,
  kindOf: (entry: number) => number
): readonly Cluster[] {
  const byName = new Map<string, Map<number, number>>()
  input.clusters.forEach((name, i) => {
    if (name === null || input.scoreGroups[i] === null || input.weights?.[i] === 0) return
    const kinds = byName.get(name) ?? new Map<number, number>()
    kinds.set(kindOf(i), (kinds.get(kindOf(i)) ?? 0) + countOf(i))
    byName.set(name, kinds)
  })
  return [...byName]
    .filter(([, kinds]) => [...kinds.values()].reduce((sum, count) => sum + count, 0) > 1)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, kinds]) => {
      const sorted = [...kinds].sort(([a], [b]) => a - b)
      return {
        kinds: Int32Array.from(sorted, ([kind]) => kind),
        counts: Float64Array.from(sorted, ([, count]) => count),
      }
    })
}

/**
 * Gathers responses into kinds, in an order that depends on their content alone.
 *
 * Rows and ready counts of the same survey give the same tally, and so the same figures to the last bit.
 *
 * @param input - responses, or groups of them with `counts`
 * @returns the kinds with their counts; a respondent whose other responses have no score is not repeated
 * @see DriverInput
 * @example
 * tallyResponses(input).counts // => [120, 3, 41]
 */
export function tallyResponses(input: DriverInput): Tally {
  const entries = mentionTable(input)
  const keys = kindKeys(input, entries)
  const countOf = (entry: number) => input.counts?.[entry] ?? 1
  const countOfKey = new Map<string, number>()
  const firstOfKey = new Map<string, number>()
  keys.forEach((key, i) => {
    if (!firstOfKey.has(key)) firstOfKey.set(key, i)
    countOfKey.set(key, (countOfKey.get(key) ?? 0) + countOf(i))
  })
  const sorted = [...firstOfKey.keys()].sort()
  const places = new Map(sorted.map((key, kind) => [key, kind]))
  const firsts = sorted.map((key) => entryOf(firstOfKey, key))
  const pick = <T>(values: readonly T[]) => firsts.map((i) => itemAt(values, i))
  const { negative, neutral, positive } = entries.byPolarity
  return {
    themes: input.themes,
    scoreGroups: pick(input.scoreGroups),
    hasUsableComment: pick(input.hasUsableComment),
    segments: Object.fromEntries(
      Object.entries(input.segments).map(([field, values]) => [field, pick(values)])
    ),
    weights: input.weights && pick(input.weights),
    counts: sorted.map((key) => entryOf(countOfKey, key)),
    mentions: {
      byPolarity: { negative: pick(negative), neutral: pick(neutral), positive: pick(positive) },
      any: pick(entries.any),
    },
    repeated: repeatedClusters(input, countOf, (i) => entryOf(places, itemAt(keys, i))),
  }
}
