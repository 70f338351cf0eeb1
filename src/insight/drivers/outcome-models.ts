import type { DriverInput } from '../../domain/driver.ts'
import type { Warning } from '../../domain/effect.ts'
import type { ScoreGroup } from '../../domain/scale.ts'
import { wholeAt } from '../../stats/at.ts'
import { binaryDesign, groupPatterns } from '../../stats/binary-design.ts'
import type { OutcomeModel, Sampling } from '../../stats/effect-covariance.ts'
import { fitFirth, type PatternCounts } from '../../stats/firth-logistic.ts'
import { fitRidge } from '../../stats/ridge-logistic.ts'
import { warning } from '../words.ts'
import type { Covariates } from './covariates.ts'
import type { MentionTable } from './mention-table.ts'
import type { Ranking } from './theme-counts.ts'

/** A polarity whose mentions a model takes as columns. */
export type DrivingPolarity = 'negative' | 'positive'

/** Scored responses gathered into patterns of mentions (both polarities) and covariates. */
export type PatternTable = {
  /** Indexes of responses, in the order of `sampling.patternOf`. */
  readonly rows: readonly number[]
  readonly scoreGroups: readonly ScoreGroup[]
  readonly patterns: readonly (readonly number[])[]
  readonly trials: Float64Array
  readonly sampling: Sampling
  readonly featureCount: number
  /** Feature of a ranked theme's mentions. */
  readonly featureOf: (theme: number, polarity: DrivingPolarity) => number
  /** Features of the grouped themes' mentions. */
  readonly groupedFeature: Readonly<Record<DrivingPolarity, number>>
  readonly firstCovariate: number
}

/** A fitted model of one outcome with the column of each theme. */
export type DriverModel = OutcomeModel & {
  readonly name: string
  readonly polarity: DrivingPolarity
  readonly counts: PatternCounts
  /** Column of a ranked theme; undefined where nobody, or everybody, mentions it with this polarity. */
  readonly columnOf: ReadonlyMap<number, number>
}

/** Normal prior of standard deviation 1 on each log odds ratio, used only where Firth's fit does not exist. */
const FALLBACK_PENALTY = 1

function clustersOf(input: DriverInput, rows: readonly number[]): readonly Int32Array[] | null {
  const byName = new Map<string, number[]>()
  const alone: number[][] = []
  rows.forEach((row, i) => {
    const name = input.clusters[row] ?? null
    const members = name === null ? undefined : byName.get(name)
    if (members !== undefined) members.push(i)
    else if (name === null) alone.push([i])
    else byName.set(name, [i])
  })
  if ([...byName.values()].every((members) => members.length === 1)) return null
  const named = [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, members]) => members)
  return [...named, ...alone].map((members) => Int32Array.from(members))
}

/**
 * Gathers the scored responses into patterns that every model shares.
 *
 * @param input - responses
 * @param table - mentions by response
 * @param ranking - ranked and grouped themes
 * @param parts - scored rows and their covariates
 * @returns patterns with their counts; grouping is exact, not an approximation
 * @see groupPatterns
 * @example
 * patternTable(input, table, ranking, { rows, covariates }).patterns.length
 */
export function patternTable(
  input: DriverInput,
  table: MentionTable,
  ranking: Ranking,
  { rows, covariates }: { rows: readonly number[]; covariates: Covariates }
): PatternTable {
  const { ranked } = ranking
  const position = new Map(ranked.map((theme, i) => [theme, i]))
  const grouped = new Set(ranking.grouped)
  const groupedFeature = { negative: 2 * ranked.length, positive: 2 * ranked.length + 1 }
  const firstCovariate = groupedFeature.positive + 1
  const featureOf = (theme: number, polarity: DrivingPolarity) =>
    (polarity === 'negative' ? 0 : ranked.length) + (position.get(theme) ?? 0)
  const featuresOf = (row: number, i: number) => {
    const features = new Set<number>()
    for (const polarity of ['negative', 'positive'] as const) {
      for (const theme of table.byPolarity[polarity][row] ?? []) {
        if (position.has(theme)) features.add(featureOf(theme, polarity))
        else if (grouped.has(theme)) features.add(groupedFeature[polarity])
      }
    }
    for (const column of covariates.active[i] ?? []) features.add(firstCovariate + column)
    return [...features].sort((a, b) => a - b)
  }
  const { patterns, patternOf } = groupPatterns(rows.map(featuresOf))
  const trials = new Float64Array(patterns.length)
  for (const g of patternOf) trials[g] = (trials[g] ?? 0) + 1
  const clusters = clustersOf(input, rows)
  return {
    rows,
    scoreGroups: rows.map((row) => input.scoreGroups[row] ?? 'passive'),
    patterns,
    trials,
    sampling: { patternOf, weights: new Float64Array(rows.length).fill(1), clusters },
    featureCount: firstCovariate + covariates.columnCount,
    featureOf,
    groupedFeature,
    firstCovariate,
  }
}

/** What a model explains and by which mentions. */
export type ModelQuestion = {
  readonly name: string
  readonly outcome: ScoreGroup
  readonly polarity: DrivingPolarity
}

/** Features that vary: a column that is the same for everyone says nothing. */
function varyingFeatures(table: PatternTable): ReadonlySet<number> {
  const counts = new Float64Array(table.featureCount)
  let base = 0
  table.patterns.forEach((pattern, g) => {
    const n = table.trials[g] ?? 0
    base += n
    for (const feature of pattern) counts[feature] = (counts[feature] ?? 0) + n
  })
  const varying = new Set<number>()
  counts.forEach((n, feature) => {
    if (n > 0 && n < base) varying.add(feature)
  })
  return varying
}

/**
 * Fits the model of one outcome on the mentions of one polarity, the grouped themes and the covariates.
 *
 * @param table - patterns of the scored responses
 * @param ranking - ranked themes
 * @param question - outcome and polarity
 * @returns the model and a warning where it needed the fallback
 * @see fitFirth, fitRidge
 * @example
 * fitModel(table, ranking, { name: 'detractors', outcome: 'detractor', polarity: 'negative' })
 */
export function fitModel(
  table: PatternTable,
  ranking: Ranking,
  question: ModelQuestion
): { readonly model: DriverModel; readonly warnings: readonly Warning[] } {
  const { name, outcome, polarity } = question
  const varying = varyingFeatures(table)
  const columns = new Map<number, number>()
  const columnOf = new Map<number, number>()
  const addColumn = (feature: number) => {
    if (varying.has(feature)) columns.set(feature, columns.size + 1)
  }
  for (const theme of ranking.ranked) {
    const feature = table.featureOf(theme, polarity)
    addColumn(feature)
    const column = columns.get(feature)
    if (column !== undefined) columnOf.set(theme, column)
  }
  addColumn(table.groupedFeature[polarity])
  for (let feature = table.firstCovariate; feature < table.featureCount; feature++) {
    addColumn(feature)
  }
  const active = table.patterns.map((pattern) =>
    pattern.flatMap((feature) => columns.get(feature) ?? [])
  )
  const design = binaryDesign(active, columns.size + 1)
  const outcomes = Float64Array.from(table.scoreGroups, (group) => (group === outcome ? 1 : 0))
  const events = new Float64Array(table.patterns.length)
  outcomes.forEach((y, i) => {
    const g = wholeAt(table.sampling.patternOf, i)
    events[g] = (events[g] ?? 0) + y
  })
  const counts = { trials: table.trials, events }
  const firth = fitFirth(design, counts)
  const fit = firth?.isConverged ? firth : fitRidge(design, counts, FALLBACK_PENALTY)
  const warnings = fit === firth ? [] : [warning('ridge-fallback', { outcome: name })]
  return { model: { name, polarity, design, fit, outcomes, counts, columnOf }, warnings }
}
