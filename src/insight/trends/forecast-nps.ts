// NPS of the coming periods, if it goes on as it has. The forecast must have beaten "same as last time" on the past,
// or it says that it has not.

import { InvalidOptionError } from '../../domain/errors.ts'
import {
  type FittedSmoothing,
  fitSmoothing,
  forecastFrom,
} from '../../stats/exponential-smoothing.ts'
import { criticalValueOfT } from '../../stats/gamma.ts'

export type ForecastPoint = {
  /** Steps ahead, from 1. */
  readonly step: number
  readonly npsPoints: number
  readonly confLow: number
  readonly confHigh: number
}

export type NpsForecast = {
  /** `last-value`: nothing beat it, so the points repeat it. */
  readonly kind: FittedSmoothing['kind'] | 'last-value'
  readonly isBetterThanLastValue: boolean
  readonly points: readonly ForecastPoint[]
  readonly confLevel: number
  /** Mean absolute error of forecasts made from the past alone, in points. */
  readonly backTest: {
    readonly forecastCount: number
    readonly meanError: number
    readonly lastValueMeanError: number
  }
  readonly method: string
  readonly base: number
}

export type ForecastOptions = {
  /** Periods ahead, 1 to 24; default 1. */
  readonly horizon?: number
  /** Periods of a season, such as 12 for months or 4 for quarters; default 1, none. */
  readonly season?: number
  readonly confLevel?: number
}

/** Fewest periods with a value: half to learn from, half to be tested on. */
export const MIN_PERIODS_TO_FORECAST = 8

/** Fewest values before the first back-tested forecast. */
const MIN_TRAINING = 5

/** Older periods say little about the next one: two years of weeks. */
const MAX_PERIODS = 104

/** Forecasts that are tested, the latest ones. */
const MAX_TRIALS = 30

/** The model must be better by this share of the last value's error: less is chance in a short series. */
const MIN_GAIN_SHARE = 0.05

type Trial = { readonly model: number; readonly last: number }

/** Errors of one-step forecasts, each made from the values before it. */
function backTest(values: readonly (number | null)[], season: number): Trial[] {
  const trials: Trial[] = []
  let known = 0
  let last = 0
  values.forEach((value, i) => {
    if (value === null) return
    if (known >= MIN_TRAINING && values.length - i <= MAX_TRIALS) {
      const fit = fitSmoothing(values.slice(0, i), season)
      const expected = fit === null ? last : forecastFrom(fit.state, fit.smoothing, 1)
      trials.push({ model: value - clamped(expected), last: value - last })
    }
    known++
    last = value
  })
  return trials
}

function clamped(points: number): number {
  return Math.max(-100, Math.min(100, points))
}

/** How many times the one-step variance the error has after some steps. */
function varianceFactor(kind: NpsForecast['kind'], alpha: number, step: number): number {
  // A last value is a random walk; a smoothed level wanders by α² per step.
  return 1 + (step - 1) * (kind === 'last-value' ? 1 : alpha ** 2)
}

/**
 * Forecast of NPS from its past periods.
 *
 * @param allValues - NPS of consecutive periods; null at gaps; the last 104 are used
 * @param options - periods ahead, length of a season, level of the interval
 * @returns points with intervals from back-test errors; null with fewer than eight values
 * @throws {InvalidOptionError} if the horizon, season or level is out of range
 * @see fitSmoothing; Tashman (2000) International Journal of Forecasting 16:437-450 (rolling origin)
 * @example
 * forecastNps([10, 12, 9, 14, 12, 15, 13, 16, 15], { horizon: 2 })?.isBetterThanLastValue
 */
export function forecastNps(
  allValues: readonly (number | null)[],
  options: ForecastOptions = {}
): NpsForecast | null {
  const { horizon = 1, season = 1, confLevel = 0.95 } = options
  if (!(Number.isInteger(horizon) && horizon >= 1 && horizon <= 24)) {
    throw new InvalidOptionError('horizon', 'a whole number from 1 to 24', horizon)
  }
  if (!(Number.isInteger(season) && season >= 1 && season <= 60)) {
    throw new InvalidOptionError('season', 'a whole number from 1 to 60', season)
  }
  const values = allValues.slice(-MAX_PERIODS)
  const known = values.filter((v) => v !== null)
  const fit = fitSmoothing(values, season)
  if (known.length < MIN_PERIODS_TO_FORECAST || fit === null) return null
  const trials = backTest(values, season)
  if (trials.length === 0) return null
  const mean = (pick: (t: Trial) => number) =>
    trials.reduce((sum, t) => sum + Math.abs(pick(t)), 0) / trials.length
  const meanError = mean((t) => t.model)
  const lastValueMeanError = mean((t) => t.last)
  const isBetter = meanError < (1 - MIN_GAIN_SHARE) * lastValueMeanError
  const kind = isBetter ? fit.kind : 'last-value'
  const squares = trials.reduce((sum, t) => sum + (isBetter ? t.model : t.last) ** 2, 0)
  const half = criticalValueOfT(confLevel, trials.length) * Math.sqrt(squares / trials.length)
  return {
    kind,
    isBetterThanLastValue: isBetter,
    points: Array.from({ length: horizon }, (_, i) => {
      const step = i + 1
      const expected = isBetter ? forecastFrom(fit.state, fit.smoothing, step) : (known.at(-1) ?? 0)
      const npsPoints = clamped(expected)
      const width = half * Math.sqrt(varianceFactor(kind, fit.smoothing.alpha, step))
      return {
        step,
        npsPoints,
        confLow: clamped(npsPoints - width),
        confHigh: clamped(npsPoints + width),
      }
    }),
    confLevel,
    backTest: { forecastCount: trials.length, meanError, lastValueMeanError },
    method: 'exponential-smoothing-aicc-rolling-origin',
    base: known.length,
  }
}
