// How often mentions of each confidence are right, and the fit that src/themes/matching/confidence.ts holds.

import { CALLER_CALIBRATION } from '../../src/themes/matching/confidence.ts'

/** Mentions of one source, judged by the labels of their whole comments. */
export type JudgedMentions = {
  readonly name: string
  readonly themeCount: number
  readonly mentions: readonly { readonly confidence: number; readonly isRight: boolean }[]
}

const BINS = 5

/** Mean distance of what is said from what is right, in five steps of confidence. */
export function calibrationOf(mentions: JudgedMentions['mentions']): {
  readonly steps: readonly string[]
  readonly error: number
} {
  const steps: string[] = []
  let error = 0
  for (let bin = 0; bin < BINS; bin++) {
    const own = mentions.filter(
      ({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === bin
    )
    if (own.length === 0) continue
    const said = own.reduce((sum, { confidence }) => sum + confidence, 0) / own.length
    const right = own.filter(({ isRight }) => isRight).length / own.length
    error += (Math.abs(said - right) * own.length) / mentions.length
    steps.push(`${said.toFixed(2)} → ${right.toFixed(2)} (${own.length})`)
  }
  return { steps, error }
}

const ROUNDS = 30

/**
 * Fits intercept, slope and the worth of the number of themes by Newton's method, each source weighing the same. The matcher's log odds
 * are found back from the confidence.
 */
export function refitCalibration(sources: readonly JudgedMentions[]): readonly number[] {
  const rows = sources.flatMap(({ themeCount, mentions }) => {
    const logThemes = Math.log(Math.max(4, Math.min(40, themeCount)))
    return mentions.map(({ confidence, isRight }) => {
      const { intercept, slope, perLogThemes } = CALLER_CALIBRATION
      const said = Math.log(confidence / (1 - confidence))
      const logOdds = (said - intercept - perLogThemes * logThemes) / slope
      return { x: [1, logOdds, logThemes], y: isRight ? 1 : 0, weight: 1 / mentions.length }
    })
  })
  let fit = [0, 0, 0]
  for (let round = 0; round < ROUNDS; round++) {
    const system = fit.map((_, d) =>
      Float64Array.from([0, 0, 0, 0], (_z, e) => (d === e ? 1e-6 : 0))
    )
    for (const { x, y, weight } of rows) {
      const p = 1 / (1 + Math.exp(-x.reduce((sum, v, d) => sum + v * (fit[d] ?? 0), 0)))
      for (const [d, row] of system.entries()) {
        for (let e = 0; e < 3; e++)
          row[e] = (row[e] ?? 0) + weight * p * (1 - p) * (x[d] ?? 0) * (x[e] ?? 0)
        row[3] = (row[3] ?? 0) + weight * (y - p) * (x[d] ?? 0)
      }
    }
    const step = solve(system)
    fit = fit.map((value, d) => value + (step[d] ?? 0))
  }
  return fit
}

/** Gauss-Jordan elimination; each row ends with its right side. */
function solve(system: readonly Float64Array[]): readonly number[] {
  for (const [i, pivot] of system.entries()) {
    for (const [j, row] of system.entries()) {
      if (i === j) continue
      const factor = (row[i] ?? 0) / (pivot[i] ?? 1)
      for (let k = i; k < row.length; k++) row[k] = (row[k] ?? 0) - factor * (pivot[k] ?? 0)
    }
  }
  return system.map((row, i) => (row.at(-1) ?? 0) / (row[i] ?? 1))
}
