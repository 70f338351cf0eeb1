import type { DriverInput } from '../../domain/driver.ts'
import type { SegmentValue } from '../../domain/response.ts'
import { at, entryOf, itemAt, wholeAt } from '../../stats/at.ts'
import type { Cluster } from '../../stats/effect-covariance.ts'
import { type MentionedThemes, mentionTable } from './mention-table.ts'

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
  readonly mentions: readonly MentionedThemes[]
  /** Respondents or accounts with several scored responses, in the order of their names. */
  readonly repeated: readonly Cluster[]
}

type Value = SegmentValue | null | undefined

function compareValues(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [first, second] =
    typeof a === 'string' && typeof b === 'string'
      ? [a, b]
      : [`${typeof a} ${a}`, `${typeof b} ${b}`]
  return first < second ? -1 : Number(first > second)
}

/** Place of each value among the distinct ones in their order, which depends on the values alone. */
function ranksOf(values: readonly Value[]): { readonly ranks: Int32Array; readonly count: number } {
  const distinct = [...new Set(values)].sort(compareValues)
  const rankOf = new Map(distinct.map((value, rank) => [value, rank]))
  return {
    ranks: Int32Array.from(values, (value) => entryOf(rankOf, value)),
    count: distinct.length,
  }
}

/** Number of the kind of each entry; kinds are ordered by what they are. */
function kindsOf(input: DriverInput, mentions: readonly MentionedThemes[]) {
  const columns: (readonly Value[])[] = [
    input.scoreGroups,
    input.hasUsableComment,
    mentions.map(({ key }) => key),
    ...(input.weights === undefined ? [] : [input.weights]),
    ...Object.keys(input.segments)
      .sort()
      .map((field) => input.segments[field] ?? []),
  ]
  let product = 1
  let codes = input.scoreGroups.map(() => 0)
  for (const column of columns) {
    const { ranks, count } = ranksOf(column)
    if (product * count > Number.MAX_SAFE_INTEGER) {
      const dense = ranksOf(codes)
      codes = Array.from(dense.ranks)
      product = dense.count
    }
    codes = codes.map((code, i) => code * count + wholeAt(ranks, i))
    product *= count
  }
  return ranksOf(codes)
}

/** Responses by kind of those who have several in the models. */
function repeatedClusters(
  input: DriverInput,
  countOf: (entry: number) => number,
  kinds: Int32Array
): readonly Cluster[] {
  const byName = new Map<string, Map<number, number>>()
  input.clusters.forEach((name, i) => {
    if (name === null || input.scoreGroups[i] === null || input.weights?.[i] === 0) return
    const own = byName.get(name) ?? new Map<number, number>()
    const kind = wholeAt(kinds, i)
    own.set(kind, (own.get(kind) ?? 0) + countOf(i))
    byName.set(name, own)
  })
  return [...byName]
    .filter(([, own]) => [...own.values()].reduce((sum, count) => sum + count, 0) > 1)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, own]) => {
      const sorted = [...own].sort(([a], [b]) => a - b)
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
  const mentions = mentionTable(input)
  const { ranks: kinds, count: kindCount } = kindsOf(input, mentions)
  const countOf = (entry: number) => input.counts?.[entry] ?? 1
  const counts = new Float64Array(kindCount)
  const firsts = new Int32Array(kindCount)
  kinds.forEach((kind, entry) => {
    counts[kind] = at(counts, kind) + countOf(entry)
    firsts[kind] = entry
  })
  const pick = <T>(values: readonly T[]) => Array.from(firsts, (entry) => itemAt(values, entry))
  return {
    themes: input.themes,
    scoreGroups: pick(input.scoreGroups),
    hasUsableComment: pick(input.hasUsableComment),
    segments: Object.fromEntries(
      Object.entries(input.segments).map(([field, values]) => [field, pick(values)])
    ),
    weights: input.weights && pick(input.weights),
    counts: Array.from(counts),
    mentions: pick(mentions),
    repeated: repeatedClusters(input, countOf, kinds),
  }
}
