// Exponential smoothing of a short series: a level, a damped trend, or a level with seasons. Gaps are passed over:
// the state moves on, nothing is filled in.

import { InvalidOptionError } from '../domain/errors.ts'
import { itemAt } from './at.ts'
import { log } from './portable-math.ts'

/** Parameters of a smoothing; all in [0, 1]. */
export type Smoothing = {
  readonly alpha: number
  /** Trend; 0 with `phi` 0 for none. */
  readonly beta: number
  /** Damping of the trend; 1 keeps it, 0 is no trend. */
  readonly phi: number
  /** Seasons; 0 for none. */
  readonly gamma: number
}

/** Where a series stands. */
export type SmoothingState = {
  readonly level: number
  readonly trend: number
  /** Effect of each season, the next one first; empty for none. */
  readonly seasons: readonly number[]
}

/** Damped sum φ + φ² + … + φʰ. */
function dampedSteps(phi: number, horizon: number): number {
  let sum = 0
  for (let h = 1; h <= horizon; h++) sum += phi ** h
  return sum
}

/**
 * Expected value some steps ahead.
 *
 * @param state - where the series stands
 * @param smoothing - its parameters
 * @param horizon - steps ahead, from 1
 * @returns the forecast in the unit of the series
 * @throws never
 * @see Hyndman, Koehler, Ord and Snyder (2008) Forecasting with Exponential Smoothing, chapter 2
 * @example
 * forecastFrom({ level: 10, trend: 1, seasons: [] }, { alpha: 0.3, beta: 0.1, phi: 1, gamma: 0 }, 2) // => 12
 */
export function forecastFrom(state: SmoothingState, smoothing: Smoothing, horizon: number): number {
  const { level, trend, seasons } = state
  const season = seasons.length === 0 ? 0 : itemAt(seasons, (horizon - 1) % seasons.length)
  return level + dampedSteps(smoothing.phi, horizon) * trend + season
}

/**
 * Runs a series through a smoothing.
 *
 * @param values - series; null where a period has no value
 * @param smoothing - parameters
 * @param start - state before the first value
 * @returns errors of the one-step forecasts (null at gaps) and the state after the last period
 * @throws {InvalidOptionError} if a parameter is outside [0, 1]
 * @see R `HoltWinters` with `beta = FALSE, gamma = FALSE` (level) and `gamma = FALSE` (trend, φ = 1)
 * @example
 * smooth([6, 7], { alpha: 0.5, beta: 0, phi: 0, gamma: 0 }, { level: 5, trend: 0, seasons: [] }).state.level // => 6.25
 */
export function smooth(
  values: readonly (number | null)[],
  smoothing: Smoothing,
  start: SmoothingState
): { readonly errors: readonly (number | null)[]; readonly state: SmoothingState } {
  for (const [name, value] of Object.entries(smoothing)) {
    if (!(value >= 0 && value <= 1)) throw new InvalidOptionError(name, 'a number in [0, 1]', value)
  }
  const { alpha, beta, phi, gamma } = smoothing
  let state = start
  const errors = values.map((value) => {
    const { level, trend, seasons } = state
    const [season = 0, ...later] = seasons
    const expected = level + phi * trend + season
    const error = value === null ? null : value - expected
    const surprise = error ?? 0
    const moved = level + phi * trend + alpha * surprise
    state = {
      level: moved,
      // As R has it: the trend learns from the change of the level.
      trend: phi * trend + beta * (moved - level - phi * trend),
      seasons: seasons.length === 0 ? seasons : [...later, season + gamma * surprise],
    }
    return error
  })
  return { errors, state }
}

/** A kind of series with the parameters that fit it best. */
export type FittedSmoothing = {
  readonly kind: 'level' | 'damped-trend' | 'seasonal'
  readonly smoothing: Smoothing
  readonly state: SmoothingState
  /** Akaike's criterion for small samples; lower is better. */
  readonly aicc: number
}

const ALPHAS = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99] as const
const BETA_SHARES = [0.1, 0.3, 0.6] as const
const PHIS = [0.8, 0.9, 0.98] as const
const GAMMAS = [0.05, 0.2, 0.5] as const

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length
}

type Candidate = Pick<FittedSmoothing, 'kind' | 'smoothing'> & {
  readonly start: SmoothingState
  readonly parameterCount: number
}

/** Mean of each season minus the whole, beginning with the season of the first value; null if one has no value. */
function seasonStarts(values: readonly (number | null)[], length: number): number[] | null {
  const known = values.filter((v) => v !== null)
  const starts = Array.from({ length }, (_, s) => {
    const own = values.filter((v, i) => v !== null && i % length === s).map(Number)
    return own.length === 0 ? null : meanOf(own) - meanOf(known)
  })
  const found = starts.filter((s) => s !== null)
  return found.length === length ? found : null
}

function candidatesFor(values: readonly (number | null)[], season: number): Candidate[] {
  const known = values.filter((v) => v !== null)
  const early = known.slice(0, Math.max(2, Math.ceil(known.length / 3)))
  const level = meanOf(early)
  const slope = (itemAt(early, early.length - 1) - itemAt(early, 0)) / Math.max(1, early.length - 1)
  const candidates: Candidate[] = ALPHAS.map((alpha) => ({
    kind: 'level',
    smoothing: { alpha, beta: 0, phi: 0, gamma: 0 },
    start: { level, trend: 0, seasons: [] },
    parameterCount: 2,
  }))
  for (const alpha of ALPHAS)
    for (const beta of BETA_SHARES)
      for (const phi of PHIS)
        candidates.push({
          kind: 'damped-trend',
          smoothing: { alpha, beta, phi, gamma: 0 },
          start: { level: itemAt(early, 0), trend: slope, seasons: [] },
          parameterCount: 5,
        })
  const seasons = season > 1 && values.length >= 2 * season ? seasonStarts(values, season) : null
  if (seasons === null) return candidates
  for (const alpha of ALPHAS)
    for (const gamma of GAMMAS)
      candidates.push({
        kind: 'seasonal',
        smoothing: { alpha, beta: 0, phi: 0, gamma },
        start: { level: meanOf(known), trend: 0, seasons },
        parameterCount: 3 + season,
      })
  return candidates
}

/**
 * The smoothing that suits a series: kind and parameters by Akaike's criterion over a grid.
 *
 * @param values - series; null where a period has no value
 * @param season - periods of a season; 1 for none; looked for only with two seasons of values
 * @returns the best fit; null with fewer than four values
 * @throws never
 * @see Hyndman et al. (2008), section 7.2 (AIC for choosing among exponential smoothings)
 * @example
 * fitSmoothing([5, 6, 5, 7, 6, 5], 1)?.kind // => 'level'
 */
export function fitSmoothing(
  values: readonly (number | null)[],
  season: number
): FittedSmoothing | null {
  const count = values.filter((v) => v !== null).length
  if (count < 4) return null
  let best: FittedSmoothing | null = null
  for (const { kind, smoothing, start, parameterCount } of candidatesFor(values, season)) {
    const room = count - parameterCount - 1
    if (room < 1) continue
    const { errors, state } = smooth(values, smoothing, start)
    const squares = errors.reduce<number>((sum, e) => sum + (e ?? 0) ** 2, 0)
    // A perfect fit has no spread; a floor keeps the logarithm finite.
    const fit = count * log(Math.max(squares / count, 1e-12))
    const aicc = fit + 2 * parameterCount + (2 * parameterCount * (parameterCount + 1)) / room
    if (best === null || aicc < best.aicc) best = { kind, smoothing, state, aicc }
  }
  return best
}
