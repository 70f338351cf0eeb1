import { createRandom } from '../../src/training/sentiment/regression.ts'

/** Negative, neutral, positive. */
export type Class = 0 | 1 | 2

/** A judged comment: the class it has, the class and valence it was given, and how sure the reader was. */
export type Judged = {
  readonly truth: Class
  readonly given: Class
  readonly valence: number
  readonly confidence: number
}

/** Mean F1 of the classes that occur in the truth. */
export function macroF1(rows: readonly Judged[]): number {
  const classes = ([0, 1, 2] as const).filter((c) => rows.some((row) => row.truth === c))
  const scores = classes.map((c) => {
    const both = rows.filter((row) => row.truth === c && row.given === c).length
    const either =
      rows.filter((row) => row.truth === c).length + rows.filter((row) => row.given === c).length
    return either === 0 ? 0 : (2 * both) / either
  })
  return scores.reduce((sum, score) => sum + score, 0) / scores.length
}

export function accuracy(rows: readonly Judged[]): number {
  return rows.filter((row) => row.truth === row.given).length / rows.length
}

/** Chance that a positive comment has a higher valence than a negative one; ties count half. */
export function areaUnderCurve(rows: readonly Judged[]): number {
  const signed = rows.filter((row) => row.truth !== 1).sort((a, b) => a.valence - b.valence)
  let rankSum = 0
  let positives = 0
  for (let from = 0; from < signed.length; ) {
    let to = from
    while (to < signed.length && signed[to]?.valence === signed[from]?.valence) to += 1
    const own = signed.slice(from, to).filter((row) => row.truth === 2).length
    rankSum += (own * (from + to + 1)) / 2
    positives += own
    from = to
  }
  const pairs = positives * (signed.length - positives)
  return pairs === 0 ? Number.NaN : (rankSum - (positives * (positives + 1)) / 2) / pairs
}

/** Expected calibration error over ten equal steps of confidence. */
export function calibrationError(rows: readonly Judged[]): number {
  let error = 0
  for (let step = 0; step < 10; step += 1) {
    const own = rows.filter((row) => Math.min(9, Math.floor(row.confidence * 10)) === step)
    if (own.length === 0) continue
    const sure = own.reduce((sum, row) => sum + row.confidence, 0) / own.length
    error += (own.length / rows.length) * Math.abs(sure - accuracy(own))
  }
  return error
}

/** 95 % percentile bootstrap interval of a figure over the comments. */
export function bootstrapInterval(
  rows: readonly Judged[],
  figure: (sample: readonly Judged[]) => number,
  resamples = 300
): readonly [low: number, high: number] {
  const random = createRandom(1)
  const figures = Array.from({ length: resamples }, () =>
    figure(rows.map((row) => rows[random() % rows.length] ?? row))
  ).sort((a, b) => a - b)
  return [
    figures[Math.floor(resamples * 0.025)] ?? Number.NaN,
    figures[Math.floor(resamples * 0.975)] ?? Number.NaN,
  ]
}
