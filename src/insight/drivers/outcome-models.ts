import type { Warning } from '../../domain/effect.ts'
import type { ScoreGroup } from '../../domain/scale.ts'
import { at, wholeAt } from '../../stats/at.ts'
import type { OutcomeModel } from '../../stats/effect-covariance.ts'
import { fitFirth, type PatternCounts } from '../../stats/firth-logistic.ts'
import { fitRidge } from '../../stats/ridge-logistic.ts'
import { binaryDesign, type SparseDesign } from '../../stats/sparse-design.ts'
import { warning } from '../words.ts'
import { type DrivingPolarity, featurePeople, type PatternTable } from './pattern-table.ts'
import { EVENTS_PER_THEME, MIN_SIDE } from './theme-counts.ts'

/** What a model explains, and by which mentions. */
export type ModelQuestion = {
  readonly name: 'detractors' | 'promoters' | 'passives' | 'promoters-by-complaints'
  readonly outcome: ScoreGroup
  readonly polarities: readonly DrivingPolarity[]
}

/** A fitted model of one outcome with the column of each theme. */
export type DriverModel = OutcomeModel & {
  readonly question: ModelQuestion
  readonly table: PatternTable
  readonly counts: PatternCounts
  /** People with and without the outcome. */
  readonly events: number
  readonly nonEvents: number
  /** Column of a ranked theme's mentions; undefined where nobody or everybody has them, or they were grouped. */
  readonly columnOf: (theme: number, polarity: DrivingPolarity) => number | undefined
  /** Themes with a column, in the order of columns, with the polarity. */
  readonly themeColumns: readonly ThemeColumn[]
}

/** A theme's column in a model. */
export type ThemeColumn = {
  readonly theme: number
  readonly polarity: DrivingPolarity
  readonly column: number
}

/** Normal prior of standard deviation 1 on each log odds ratio, used only where Firth's fit does not exist. */
const FALLBACK_PENALTY = 1

type Columns = {
  readonly ofFeature: ReadonlyMap<number, number>
  readonly themes: readonly ThemeColumn[]
  readonly count: number
}

/** Gives a column to each theme that the events allow, one to the rest, and one to each covariate. */
function chooseColumns(
  table: PatternTable,
  ranked: readonly number[],
  question: ModelQuestion,
  limit: number
): Columns {
  const people = featurePeople(table)
  const varies = (feature: number) => {
    const count = at(people, feature)
    return count > 0 && count < table.base
  }
  const wanted = question.polarities.flatMap((polarity) =>
    ranked.map((theme) => ({ theme, polarity, feature: table.featureOf(theme, polarity) }))
  )
  const kept = new Set(
    wanted
      .filter(({ feature }) => varies(feature))
      .sort((a, b) => at(people, b.feature) - at(people, a.feature) || a.feature - b.feature)
      .slice(0, limit)
      .map(({ feature }) => feature)
  )
  const ofFeature = new Map<number, number>()
  const themes: ThemeColumn[] = []
  let count = 1
  for (const { theme, polarity, feature } of wanted) {
    if (!kept.has(feature)) continue
    themes.push({ theme, polarity, column: count })
    ofFeature.set(feature, count++)
  }
  for (const polarity of question.polarities) {
    const rest = wanted.filter((w) => w.polarity === polarity && !kept.has(w.feature))
    const features = [table.groupedFeature[polarity], ...rest.map(({ feature }) => feature)]
    const raised = peopleWithAny(table, new Set(features))
    if (raised === 0 || raised === table.base) continue
    for (const feature of features) ofFeature.set(feature, count)
    count++
  }
  for (let feature = table.firstCovariate; feature < table.featureCount; feature++) {
    if (varies(feature)) ofFeature.set(feature, count++)
  }
  return { ofFeature, themes, count }
}

/** People with any of the features. */
function peopleWithAny(table: PatternTable, features: ReadonlySet<number>): number {
  const has = table.patterns.map((pattern) => pattern.some((feature) => features.has(feature)))
  return table.sampling.patternOf.reduce((sum, g, i) => sum + (has[g] ? at(table.counts, i) : 0), 0)
}

function designOf(table: PatternTable, columns: Columns): SparseDesign {
  const active = table.patterns.map((pattern) => {
    const own: number[] = []
    for (const feature of pattern) {
      const column = columns.ofFeature.get(feature)
      // Grouped themes share a column.
      if (column !== undefined && !own.includes(column)) own.push(column)
    }
    return own.sort((a, b) => a - b)
  })
  return binaryDesign(active, columns.count)
}

function countsOf(table: PatternTable, outcomes: Float64Array): PatternCounts {
  const events = new Float64Array(table.patterns.length)
  outcomes.forEach((y, i) => {
    const g = wholeAt(table.sampling.patternOf, i)
    events[g] = at(events, g) + y * at(table.counts, i) * at(table.sampling.weights, i)
  })
  return { trials: table.trials, events }
}

/**
 * Fits the model of one outcome on themes' mentions, the grouped themes and the covariates.
 *
 * Themes beyond one for every five events are grouped, the least mentioned first.
 *
 * @param table - patterns of the responses to explain
 * @param ranked - indexes of the ranked themes
 * @param question - outcome and polarities
 * @returns the model, null with fewer than 5 responses on either side; a warning where it needed the fallback
 * @see fitFirth, fitRidge
 * @example
 * fitModel(table, [0, 1], { name: 'detractors', outcome: 'detractor', polarities: ['negative'] })
 */
export function fitModel(
  table: PatternTable,
  ranked: readonly number[],
  question: ModelQuestion
): { readonly model: DriverModel | null; readonly warnings: readonly Warning[] } {
  const outcomes = Float64Array.from(table.scoreGroups, (g) => (g === question.outcome ? 1 : 0))
  const events = outcomes.reduce((sum, y, i) => sum + y * at(table.counts, i), 0)
  const nonEvents = table.base - events
  const fewer = Math.min(events, nonEvents)
  if (fewer < MIN_SIDE) return { model: null, warnings: [] }
  const limit = Math.floor(fewer / EVENTS_PER_THEME)
  const columns = chooseColumns(table, ranked, question, limit)
  const design = designOf(table, columns)
  const counts = countsOf(table, outcomes)
  const firth = fitFirth(design, counts)
  const fit = firth?.isConverged ? firth : fitRidge(design, counts, FALLBACK_PENALTY)
  const columnOf = new Map(columns.themes.map((t) => [`${t.polarity} ${t.theme}`, t.column]))
  const model: DriverModel = {
    question,
    table,
    design,
    fit,
    outcomes,
    counts,
    events,
    nonEvents,
    columnOf: (theme, polarity) => columnOf.get(`${polarity} ${theme}`),
    themeColumns: columns.themes,
  }
  const warnings = fit === firth ? [] : [warning('ridge-fallback', { outcome: question.name })]
  return { model, warnings }
}
