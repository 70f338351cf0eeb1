import { at } from '../../stats/at.ts'
import { type CalibrationGroup, calibration, concordance } from '../../stats/classification.ts'
import { addOuterProduct } from '../../stats/sparse-design.ts'
import type { DriverModel, ModelQuestion } from './outcome-models.ts'

/** What a reader needs to judge a model. */
export type ModelDiagnostics = {
  readonly outcome: ModelQuestion['name']
  readonly method: string
  readonly base: number
  readonly events: number
  /** Columns for themes, grouped themes and segments, without the intercept. */
  readonly columnCount: number
  /** Events, or non-events where they are fewer, for each column. */
  readonly eventsPerColumn: number | null
  readonly patternCount: number
  readonly isConverged: boolean
  readonly iterations: number
  /** Area under the ROC curve on the data that the model was fitted to, which flatters it. */
  readonly discrimination: number | null
  readonly calibration: {
    readonly groups: readonly CalibrationGroup[]
    /** Hosmer–Lemeshow; small means that predicted and observed shares differ. */
    readonly pValue: number | null
    /** Largest difference of predicted and observed share in a group. */
    readonly largestGap: number
  }
}

const CALIBRATION_GROUPS = 10

/**
 * Diagnostics of a fitted model.
 *
 * @param model - the model
 * @returns figures on the responses that it was fitted to
 * @see concordance, calibration
 * @example
 * diagnose(model).eventsPerColumn // => 14.2
 */
export function diagnose(model: DriverModel): ModelDiagnostics {
  const { fit, counts, design, events, nonEvents, table, question } = model
  const predictions = { probabilities: fit.probabilities, ...counts }
  const { groups, pValue } = calibration(predictions, CALIBRATION_GROUPS)
  const columnCount = design.columnCount - 1
  const gaps = groups.map((g) => Math.abs(g.predictedShare - g.observedShare))
  return {
    outcome: question.name,
    method: fit.method,
    base: table.base,
    events,
    columnCount,
    eventsPerColumn: columnCount === 0 ? null : Math.min(events, nonEvents) / columnCount,
    patternCount: table.patterns.length,
    isConverged: fit.isConverged,
    iterations: fit.iterations,
    discrimination: concordance(predictions),
    calibration: { groups, pValue, largestGap: Math.max(0, ...gaps) },
  }
}

/**
 * Variance inflation of each theme's coefficient: by how much the other columns widen its variance.
 *
 * @param model - a model of one polarity
 * @returns factor by theme index, at least 1 up to rounding
 * @see Davis et al. (1986) Am J Epidemiol 123:174-179 for weighted collinearity in logistic regression
 * @example
 * varianceInflation(model).get(0) // => 6.3
 */
export function varianceInflation(model: DriverModel): ReadonlyMap<number, number> {
  const { design, fit, counts } = model
  const size = design.columnCount
  const information = new Float64Array(size * size)
  fit.probabilities.forEach((p, g) => {
    addOuterProduct(information, design, g, at(counts.trials, g) * p * (1 - p))
  })
  const factors = new Map<number, number>()
  for (const { theme, column } of model.themeColumns) {
    // The lower triangle holds the cross term with the intercept in column 0.
    const cross = at(information, column * size)
    const alone = at(information, column * size + column) - cross ** 2 / at(information, 0)
    factors.set(theme, at(fit.covariance, column * size + column) * alone)
  }
  return factors
}
