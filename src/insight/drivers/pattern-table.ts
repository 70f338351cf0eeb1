import type { ScoreGroup } from '../../domain/scale.ts'
import { at, entryOf, itemAt, wholeAt } from '../../stats/at.ts'
import {
  type Cluster,
  type Clusters,
  clustersOf,
  type Sampling,
} from '../../stats/effect-covariance.ts'
import { groupPatterns } from '../../stats/sparse-design.ts'
import type { Covariates } from './covariates.ts'
import type { Survey } from './survey.ts'

/** A polarity whose mentions a model takes as columns. */
export type DrivingPolarity = 'negative' | 'positive'

/** Scored responses gathered into patterns of mentions (both polarities) and covariates. */
export type PatternTable = {
  /** Number of responses behind the table. */
  readonly base: number
  /** Score group and number of responses of each kind of response, as in `sampling`. */
  readonly scoreGroups: readonly ScoreGroup[]
  readonly counts: Float64Array
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

/** The same respondents with other numbers for the kinds of response; kinds without a number are left out. */
function renumber(
  clusters: readonly Cluster[],
  placeOf: ReadonlyMap<number, number>
): readonly Cluster[] {
  return clusters.flatMap(({ kinds, counts }) => {
    const places = [...kinds].map((kind) => placeOf.get(kind))
    const kept = Int32Array.from(places.filter((place) => place !== undefined))
    if (kept.length === 0) return []
    return [{ kinds: kept, counts: counts.filter((_, i) => places[i] !== undefined) }]
  })
}

/** Clusters of the scored responses; null when each stands alone with the weight 1. */
function surveyClusters({ tally, scored }: Survey): Clusters | null {
  if (!scored.isWeighted && tally.repeated.length === 0) return null
  const repeated = renumber(tally.repeated, new Map(scored.kinds.map((kind, i) => [kind, i])))
  const alone = Float64Array.from(scored.counts)
  for (const { kinds, counts } of repeated) {
    kinds.forEach((kind, i) => {
      alone[kind] = at(alone, kind) - at(counts, i)
    })
  }
  return clustersOf(alone, repeated)
}

type Counted = Pick<PatternTable, 'counts'> & Pick<Sampling, 'patternOf' | 'weights'>

function trialsOf({ counts, patternOf, weights }: Counted, patternCount: number): Float64Array {
  const trials = new Float64Array(patternCount)
  patternOf.forEach((g, i) => {
    trials[g] = at(trials, g) + at(counts, i) * at(weights, i)
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
  const { tally, scored } = survey
  const { ranked, grouped } = survey.ranking
  const position = new Map(ranked.map((theme, i) => [theme, i]))
  const isGrouped = new Set(grouped)
  const groupedFeature = { negative: 2 * ranked.length, positive: 2 * ranked.length + 1 }
  const firstCovariate = groupedFeature.positive + 1
  const featureOf = (theme: number, polarity: DrivingPolarity) =>
    (polarity === 'negative' ? 0 : ranked.length) + entryOf(position, theme)
  const featuresOf = (kind: number, i: number) => {
    const features = new Set<number>()
    for (const polarity of ['negative', 'positive'] as const) {
      for (const theme of itemAt(tally.mentions, kind)[polarity]) {
        if (position.has(theme)) features.add(featureOf(theme, polarity))
        else if (isGrouped.has(theme)) features.add(groupedFeature[polarity])
      }
    }
    for (const column of itemAt(covariates.active, i)) features.add(firstCovariate + column)
    return [...features].sort((a, b) => a - b)
  }
  const { patterns, patternOf } = groupPatterns(scored.kinds.map(featuresOf))
  const counts = Float64Array.from(scored.counts)
  const weights = Float64Array.from(scored.kinds, (kind) => itemAt(scored.weights, kind))
  return {
    base: scored.base,
    scoreGroups: scored.groups,
    counts,
    patterns,
    trials: trialsOf({ counts, patternOf, weights }, patterns.length),
    sampling: { patternOf, weights, clusters: surveyClusters(survey) },
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
  const pick = (values: Float64Array) => Float64Array.from(places, (i) => at(values, i))
  const weights = pick(sampling.weights)
  const counts = pick(table.counts)
  const clusters =
    sampling.clusters &&
    clustersOf(pick(sampling.clusters.alone), renumber(sampling.clusters.repeated, newPlace))
  return {
    ...table,
    base: counts.reduce((sum, count) => sum + count, 0),
    scoreGroups: places.map((i) => itemAt(table.scoreGroups, i)),
    counts,
    trials: trialsOf({ counts, patternOf, weights }, table.patterns.length),
    sampling: { patternOf, weights, clusters },
  }
}

/** Number of people behind each feature. */
export function featurePeople(table: PatternTable): Float64Array {
  const people = new Float64Array(table.featureCount)
  table.sampling.patternOf.forEach((g, i) => {
    for (const feature of itemAt(table.patterns, g)) {
      people[feature] = at(people, feature) + at(table.counts, i)
    }
  })
  return people
}
