// Who is likely to be a detractor (or to churn, where the caller has that), from segments and themes: a regression
// judged on respondents that it has not seen.

import type { IntervalEstimate, Warning } from '../../domain/effect.ts'
import { InvalidOptionError } from '../../domain/errors.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'
import {
  type FeatureRows,
  fitPenalisedLogistic,
  linearPredictor,
  type PenalisedFit,
} from '../../stats/penalised-logistic.ts'
import { exp, log } from '../../stats/portable-math.ts'
import { rocAuc } from '../../stats/roc-auc.ts'
import { themeIndex } from '../cells/theme-index.ts'
import { isSensitiveField } from '../segments/field-cautions.ts'
import { type Feature, featureTable } from './feature-table.ts'

/** What a feature does to the odds, in the model of all responses. */
export type ProfileEntry = Pick<Feature, 'source' | 'name' | 'kind'> & {
  /** Odds ratio per unit (levels, mentions) or per standard deviation (numbers); shrunk towards 1. */
  readonly oddsRatio: number
}

export type Prediction = {
  readonly outcome: string
  /** Responses with the outcome known. */
  readonly base: number
  readonly eventCount: number
  readonly baseRate: number
  /** On responses left out of the fit, 0.5 without skill. */
  readonly auc: IntervalEstimate
  /** Gain in log loss per response over always saying the base rate, in nats; with interval. */
  readonly gainOverBaseRate: IntervalEstimate
  readonly isBetterThanBaseRate: boolean
  /** Slope 1 and intercept 0: predicted risks come true. Null where all risks agree. */
  readonly calibration: { readonly slope: number; readonly intercept: number } | null
  /** Strongest first. */
  readonly profile: readonly ProfileEntry[]
  /** Risk of each response, [0, 1], from a model that has not seen it, also where the outcome is unknown. */
  readonly risks: readonly number[]
  /** Whether each response has the outcome; null where that is unknown. */
  readonly outcomes: readonly (boolean | null)[]
  readonly leftOutFields: readonly string[]
  readonly warnings: readonly Warning[]
  readonly method: string
}

export type PredictionOptions = {
  /** `detractor` (default), `passive`, `promoter`, or a yes-or-no field of the survey such as `churned`. */
  readonly outcome?: string
  /** Fields to learn from; default all but protected traits and the outcome. */
  readonly fields?: readonly string[]
  readonly confLevel?: number
}

const SCORE_GROUPS: readonly string[] = ['detractor', 'passive', 'promoter']

const FOLDS = 5

/** Strong to weak, on standardised features; weaker ones start from the stronger one's fit. */
const PENALTIES = [300, 100, 30, 10, 3, 1] as const

/** Fewest responses with and without the outcome: at least four of each to judge in every fold. */
const MIN_EACH = 20

/** More responses than this add time, not precision; every k-th is used for fitting. */
const MAX_ROWS = 10_000

/** Critical value of a one-sided 95 % decision that the model beats the base rate. */
const ONE_SIDED_95 = 1.6448536269514722

function outcomeOf(columns: SurveyColumns, outcome: string): (boolean | null)[] {
  if (SCORE_GROUPS.includes(outcome))
    return columns.scoreGroups.map((group) => (group === null ? null : group === outcome))
  const values = columns.segments[outcome]
  if (values === undefined) {
    throw new InvalidOptionError('outcome', 'a score group or a field of the survey', outcome)
  }
  return values.map((value) => {
    if (/^(true|yes|1)$/i.test(String(value).trim())) return true
    return /^(false|no|0)$/i.test(String(value).trim()) ? false : null
  })
}

/** Fold of each row; everything of one respondent (or account) lies in one, so that nobody is known from elsewhere. */
function foldsOf(columns: SurveyColumns, rows: readonly number[]): number[] {
  const seen = new Map<string, number>()
  return rows.map((row) => {
    const cluster = columns.respondents[row] ?? columns.accounts[row] ?? null
    const key = cluster === null ? `row ${row}` : `cluster ${cluster}`
    const number = seen.get(key) ?? seen.size
    seen.set(key, number)
    return number % FOLDS
  })
}

function pickRows(table: FeatureRows, rows: readonly number[]): FeatureRows {
  const values = new Float64Array(rows.length * table.columnCount)
  rows.forEach((row, i) => {
    const from = row * table.columnCount
    values.set(table.values.subarray(from, from + table.columnCount), i * table.columnCount)
  })
  return { rowCount: rows.length, columnCount: table.columnCount, values }
}

type Chosen = { readonly fit: PenalisedFit; readonly penalty: number }

/** The penalty with the smallest AIC, its parameters counted as far as the penalty leaves them free. */
function chooseFit(rows: FeatureRows, outcomes: Float64Array): Chosen | null {
  let best: (Chosen & { readonly aic: number }) | null = null
  let start: Float64Array | undefined
  for (const penalty of PENALTIES) {
    const fit = fitPenalisedLogistic(rows, outcomes, penalty, start)
    if (fit === null) continue
    start = fit.coefficients
    const aic = 2 * fit.effectiveDegrees - 2 * fit.logLikelihood
    if (best === null || aic < best.aic) best = { fit, penalty, aic }
  }
  return best
}

type Sample = {
  readonly table: FeatureRows
  readonly rows: readonly number[]
  readonly outcomes: readonly boolean[]
}

function trainedOn(
  { table, rows, outcomes }: Sample,
  isIn: (place: number) => boolean
): Chosen | null {
  const inside = rows.flatMap((_, place) => (isIn(place) ? [place] : []))
  const step = Math.ceil(inside.length / MAX_ROWS)
  const used = inside.filter((_, i) => i % step === 0)
  return chooseFit(
    pickRows(
      table,
      used.map((place) => rows[place] ?? 0)
    ),
    Float64Array.from(used, (place) => Number(outcomes[place]))
  )
}

/** Linear predictor of every row from the model of the other folds, with that fold's base rate. */
function crossValidate(sample: Sample, folds: readonly number[]) {
  const { table, rows, outcomes } = sample
  const linear = new Array<number>(rows.length).fill(0)
  const baseRates = new Array<number>(rows.length).fill(0)
  for (let fold = 0; fold < FOLDS; fold++) {
    const fit = trainedOn(sample, (place) => folds[place] !== fold)?.fit
    const training = outcomes.filter((_, place) => folds[place] !== fold)
    const rate = (training.filter(Boolean).length + 0.5) / (training.length + 1)
    rows.forEach((row, place) => {
      if (folds[place] !== fold) return
      baseRates[place] = rate
      linear[place] =
        fit === undefined ? log(rate / (1 - rate)) : linearPredictor(table, row, fit.coefficients)
    })
  }
  return { linear, baseRates }
}

function logLoss(probability: number, isEvent: boolean): number {
  return -log(isEvent ? probability : 1 - probability)
}

function gainOf(
  risks: readonly number[],
  baseRates: readonly number[],
  outcomes: readonly boolean[]
): Pick<Prediction, 'gainOverBaseRate' | 'isBetterThanBaseRate'> {
  const gains = risks.map((risk, i) => {
    const isEvent = outcomes[i] === true
    return logLoss(baseRates[i] ?? 0, isEvent) - logLoss(risk, isEvent)
  })
  const estimate = gains.reduce((sum, g) => sum + g, 0) / gains.length
  const squares = gains.reduce((sum, g) => sum + (g - estimate) ** 2, 0)
  const stdError = Math.sqrt(squares / (gains.length - 1) / gains.length)
  const half = 1.959963984540054 * stdError
  return {
    gainOverBaseRate: {
      estimate,
      confLow: estimate - half,
      confHigh: estimate + half,
      confLevel: 0.95,
      method: 'log-loss-gain',
      base: gains.length,
    },
    isBetterThanBaseRate: estimate > ONE_SIDED_95 * stdError,
  }
}

function calibrationOf(linear: readonly number[], outcomes: readonly boolean[]) {
  const rows = { rowCount: linear.length, columnCount: 1, values: Float64Array.from(linear) }
  const fit = fitPenalisedLogistic(rows, Float64Array.from(outcomes, Number), 0)
  const [intercept, slope] = fit?.coefficients ?? []
  return intercept === undefined || slope === undefined ? null : { slope, intercept }
}

function profileOf(features: readonly Feature[], fit: PenalisedFit | undefined): ProfileEntry[] {
  const strength = ({ oddsRatio }: ProfileEntry) => Math.abs(log(oddsRatio))
  return features
    .map(({ source, name, kind, spread }, c): ProfileEntry => {
      const slope = fit?.coefficients[c + 1] ?? 0
      return { source, name, kind, oddsRatio: exp(kind === 'number' ? slope : slope / spread) }
    })
    .sort((a, b) => strength(b) - strength(a) || (a.name < b.name ? -1 : 1))
}

function warningsFor(better: boolean, leftOut: readonly string[]): Warning[] {
  return [
    ...(better
      ? []
      : [
          {
            code: 'no-better-than-base-rate',
            detail:
              'On respondents it has not seen the model says no more than the overall share does; do not act on single risks.',
          },
        ]),
    ...(leftOut.length > 0
      ? [
          {
            code: 'sensitive-fields-left-out',
            detail: `${leftOut.map((f) => `"${f}"`).join(', ')} may be protected traits and were not used.`,
          },
        ]
      : []),
  ]
}

/**
 * Predicts detractors, or another yes-or-no outcome, from segments and themes.
 *
 * Risks, AUC and calibration come from five-fold cross-validation in which a respondent is never on both sides; the
 * penalty is chosen inside each fold. The profile comes from all responses and describes, it does not explain.
 *
 * @param columns - the survey, in canonical order
 * @param options - outcome, fields, level of the AUC's interval
 * @returns the prediction; null with fewer than 20 responses with, or without, the outcome
 * @throws {InvalidOptionError} if the outcome is neither a score group nor a field
 * @see Steyerberg (2019) Clinical Prediction Models, 2nd ed., chapters 13, 15 and 17
 * @example
 * predictOutcome(columns)?.auc.estimate // => 0.78
 */
export function predictOutcome(
  columns: SurveyColumns,
  options: PredictionOptions = {}
): Prediction | null {
  const { outcome = 'detractor', confLevel = 0.95 } = options
  const known = outcomeOf(columns, outcome)
  const rows = known.flatMap((value, i) => (value === null ? [] : [i]))
  const outcomes = rows.map((row) => known[row] === true)
  const eventCount = outcomes.filter(Boolean).length
  if (Math.min(eventCount, rows.length - eventCount) < MIN_EACH) return null
  const candidates = Object.keys(columns.segments)
    .filter((field) => field !== outcome)
    .sort()
  const leftOutFields = options.fields === undefined ? candidates.filter(isSensitiveField) : []
  const fields = options.fields ?? candidates.filter((field) => !isSensitiveField(field))
  const table = featureTable(columns, themeIndex(columns), fields)
  const sample: Sample = { table, rows, outcomes }
  const { linear, baseRates } = crossValidate(sample, foldsOf(columns, rows))
  const risks = linear.map((value) => 1 / (1 + exp(-value)))
  const baseRate = eventCount / rows.length
  const gain = gainOf(risks, baseRates, outcomes)
  const whole = trainedOn(sample, () => true)?.fit
  const placeOf = new Map(rows.map((row, place) => [row, place]))
  // Responses with the outcome unknown were in no fit, so the model of all others may judge them.
  const riskOf = (row: number) => {
    const seen = risks[placeOf.get(row) ?? -1]
    if (seen !== undefined) return seen
    return whole ? 1 / (1 + exp(-linearPredictor(table, row, whole.coefficients))) : baseRate
  }
  return {
    outcome,
    base: rows.length,
    eventCount,
    baseRate,
    auc: rocAuc(risks, outcomes, confLevel),
    ...gain,
    calibration: calibrationOf(linear, outcomes),
    profile: profileOf(table.features, whole),
    risks: known.map((_, row) => riskOf(row)),
    outcomes: known,
    leftOutFields,
    warnings: warningsFor(gain.isBetterThanBaseRate, leftOutFields),
    method: 'ridge-logistic-aic-5-fold',
  }
}
