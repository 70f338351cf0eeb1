import type { ScoreGroup } from '../../domain/scale.ts'
import { at, entryOf, itemAt, wholeAt } from '../../stats/at.ts'
import type { Sampling } from '../../stats/effect-covariance.ts'
import { groupPatterns } from '../../stats/sparse-design.ts'
import type { Covariates } from './covariates.ts'
import type { Survey } from './survey.ts'

/** A polarity whose mentions a model takes as columns. */
export type DrivingPolarity = 'negative' | 'positive'

/** Scored responses gathered into patterns of mentions (both polarities) and covariates. */
export type PatternTable = {
  /** Number of responses behind the table. */
  readonly base: number
  /** One entry per response of the table, as in `sampling`. */
  readonly scoreGroups: readonly ScoreGroup[]
  /** Features of each pattern, ascending. */
  readonly patterns: readonly (readonly number[])[]
  /** Responses (sum of weights) of each pattern. */
  readonly trials: Float64Array
  readonly sampling: Sampling
  readonly featureCount: number
  /** Feature of a ranked theme's mentions with a polarity. */
  readonly featureOf: (theme: number, polarity: DrivingPolarity) => number
  /** Features of the grouped themes' mentions. */
  readonly groupedFeature: Readonly<Record<DrivingPolarity, number>>
  readonly firstCovariate: number
}

/** Responses of each cluster; null when each stands alone with the weight 1. */
function clustersOf(
  names: readonly (string | null)[],
  isWeighted: boolean
): readonly Int32Array[] | null {
  const byName = new Map<string, number[]>()
  const alone: number[][] = []
  names.forEach((name, i) => {
    const members = name === null ? undefined : byName.get(name)
    if (members !== undefined) members.push(i)
    else if (name === null) alone.push([i])
    else byName.set(name, [i])
  })
  if (!isWeighted && byName.size + alone.length === names.length) return null
  const named = [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, members]) => members)
  return [...named, ...alone].map((members) => Int32Array.from(members))
}

function trialsOf(patternOf: Int32Array, weights: Float64Array, count: number): Float64Array {
  const trials = new Float64Array(count)
  patternOf.forEach((g, i) => {
    trials[g] = at(trials, g) + at(weights, i)
  })
  return trials
}

/**
 * Gathers the scored responses into patterns that every model shares.
 *
 * @param survey - counted survey
 * @param covariates - covariates of its scored responses
 * @returns patterns with their counts; grouping is exact, not an approximation
 * @see groupPatterns
 * @example
 * patternTable(survey, covariates).patterns.length // => 137
 */
export function patternTable(survey: Survey, covariates: Covariates): PatternTable {
  const { input, table, scored } = survey
  const { ranked, grouped } = survey.ranking
  const position = new Map(ranked.map((theme, i) => [theme, i]))
  const isGrouped = new Set(grouped)
  const groupedFeature = { negative: 2 * ranked.length, positive: 2 * ranked.length + 1 }
  const firstCovariate = groupedFeature.positive + 1
  const featureOf = (theme: number, polarity: DrivingPolarity) =>
    (polarity === 'negative' ? 0 : ranked.length) + entryOf(position, theme)
  const featuresOf = (row: number, i: number) => {
    const features = new Set<number>()
    for (const polarity of ['negative', 'positive'] as const) {
      for (const theme of itemAt(table.byPolarity[polarity], row)) {
        if (position.has(theme)) features.add(featureOf(theme, polarity))
        else if (isGrouped.has(theme)) features.add(groupedFeature[polarity])
      }
    }
    for (const column of itemAt(covariates.active, i)) features.add(firstCovariate + column)
    return [...features].sort((a, b) => a - b)
  }
  const { patterns, patternOf } = groupPatterns(scored.rows.map(featuresOf))
  const weights = Float64Array.from(scored.rows, (row) => itemAt(scored.weights, row))
  const names = scored.rows.map((row) => itemAt(input.clusters, row))
  return {
    base: scored.rows.length,
    scoreGroups: scored.groups,
    patterns,
    trials: trialsOf(patternOf, weights, patterns.length),
    sampling: { patternOf, weights, clusters: clustersOf(names, scored.isWeighted) },
    featureCount: firstCovariate + covariates.columnCount,
    featureOf,
    groupedFeature,
    firstCovariate,
  }
}

/**
 * The same patterns with only the responses of some score groups.
 *
 * @param table - patterns of all scored responses
 * @param groups - score groups to keep
 * @returns the smaller table; clusters keep their members that remain
 * @see patternTable
 * @example
 * restrictTable(table, ['passive', 'promoter']).base // => 268
 */
export function restrictTable(table: PatternTable, groups: readonly ScoreGroup[]): PatternTable {
  const isKept = table.scoreGroups.map((group) => groups.includes(group))
  const places = isKept.flatMap((kept, i) => (kept ? [i] : []))
  const newPlace = new Map(places.map((old, i) => [old, i]))
  const { sampling } = table
  const patternOf = Int32Array.from(places, (i) => wholeAt(sampling.patternOf, i))
  const weights = Float64Array.from(places, (i) => at(sampling.weights, i))
  const clusters = sampling.clusters
    ?.map((members) => [...members].flatMap((i) => newPlace.get(i) ?? []))
    .filter((members) => members.length > 0)
    .map((members) => Int32Array.from(members))
  return {
    ...table,
    base: places.length,
    scoreGroups: places.map((i) => itemAt(table.scoreGroups, i)),
    trials: trialsOf(patternOf, weights, table.patterns.length),
    sampling: { patternOf, weights, clusters: clusters ?? null },
  }
}

/** Number of people behind each feature. */
export function featurePeople(table: PatternTable): Float64Array {
  const counts = new Float64Array(table.featureCount)
  for (const g of table.sampling.patternOf) {
    for (const feature of itemAt(table.patterns, g)) counts[feature] = at(counts, feature) + 1
  }
  return counts
}
