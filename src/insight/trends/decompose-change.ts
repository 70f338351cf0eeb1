// What a change of NPS between two periods is made of: themes raised more or less often (volume), and people who
// raise them scoring higher or lower (severity). The parts add up to the whole change.

import type { IntervalEstimate } from '../../domain/effect.ts'
import { InvalidOptionError } from '../../domain/errors.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'
import { criticalValue } from '../../stats/normal.ts'
import { npsGap } from '../../stats/nps.ts'
import type { ThemeIndex } from '../cells/theme-index.ts'

/** Contribution of one theme in points of NPS. */
export type ChangePart = {
  /** Theme id, `no-theme` (commented, no theme found) or `no-comment`. */
  readonly id: string
  readonly label: string
  /** Because more or fewer people raise it. */
  readonly volume: IntervalEstimate
  /** Because those who raise it score differently. */
  readonly severity: IntervalEstimate
  readonly total: IntervalEstimate
}

export type ChangeDecomposition = {
  /** NPS after minus before, points. */
  readonly npsPoints: IntervalEstimate
  /** Largest contribution first, whatever its sign; the totals add up to `npsPoints`. */
  readonly parts: readonly ChangePart[]
}

const POINTS = { detractor: -100, passive: 0, promoter: 100 } as const

/** Sums of one period: respondents, points, and for each part weights and weighted points with their squares. */
type PeriodSums = {
  n: number
  y: number
  yy: number
  readonly w: Float64Array
  readonly wy: Float64Array
  readonly ww: Float64Array
  readonly wwy: Float64Array
  readonly wwyy: Float64Array
  readonly wyy: Float64Array
}

function emptySums(parts: number): PeriodSums {
  const zeros = () => new Float64Array(parts)
  return {
    n: 0,
    y: 0,
    yy: 0,
    w: zeros(),
    wy: zeros(),
    ww: zeros(),
    wwy: zeros(),
    wwyy: zeros(),
    wyy: zeros(),
  }
}

function add(values: Float64Array, part: number, amount: number): void {
  values[part] = (values[part] ?? 0) + amount
}

function addShare(sums: PeriodSums, part: number, w: number, y: number): void {
  add(sums.w, part, w)
  add(sums.wy, part, w * y)
  add(sums.ww, part, w * w)
  add(sums.wwy, part, w * w * y)
  add(sums.wwyy, part, w * w * y * y)
  add(sums.wyy, part, w * y * y)
}

function sumPeriod(
  columns: SurveyColumns,
  index: ThemeIndex,
  periodOf: Int32Array,
  period: number
): PeriodSums {
  const themeCount = columns.themes.length
  const sums = emptySums(themeCount + 2)
  columns.scoreGroups.forEach((group, i) => {
    if (group === null || periodOf[i] !== period) return
    const y = POINTS[group]
    sums.n++
    sums.y += y
    sums.yy += y * y
    const start = index.starts[i] ?? 0
    const count = (index.starts[i + 1] ?? 0) - start
    // A response that raises k themes counts a kth for each, so that every respondent counts once.
    for (let k = 0; k < count; k++) addShare(sums, index.themes[start + k] ?? 0, 1 / count, y)
    if (count === 0) addShare(sums, themeCount + (columns.hasUsableComment[i] ? 0 : 1), 1, y)
  })
  return sums
}

type PartMeans = { readonly q: number; readonly m: number; readonly level: number }

/** Derivatives of a contribution by the period's weight share, weighted points and mean points. */
type Gradient = { readonly q: number; readonly s: number; readonly level: number }

/** Variance of `g · (w, w y, y)` per respondent, over the period's n. */
function varianceOf(sums: PeriodSums, part: number, g: Gradient): number {
  const { n } = sums
  const mean = (values: Float64Array) => (values[part] ?? 0) / n
  const [w, wy, y] = [mean(sums.w), mean(sums.wy), sums.y / n]
  const square =
    g.q ** 2 * (mean(sums.ww) - w * w) +
    g.s ** 2 * (mean(sums.wwyy) - wy * wy) +
    g.level ** 2 * (sums.yy / n - y * y) +
    2 * g.q * g.s * (mean(sums.wwy) - w * wy) +
    2 * g.q * g.level * (mean(sums.wy) - w * y) +
    2 * g.s * g.level * (mean(sums.wyy) - wy * y)
  return Math.max(0, square) / n
}

type Pair<T> = { readonly before: T; readonly after: T }

function meansOf({ before, after }: Pair<PeriodSums>, part: number): Pair<PartMeans> {
  const mean = (sums: PeriodSums) => {
    const w = sums.w[part] ?? 0
    return w === 0 ? null : (sums.wy[part] ?? 0) / w
  }
  const [a, b] = [mean(before), mean(after)]
  const means = (sums: PeriodSums, m: number): PartMeans => ({
    q: (sums.w[part] ?? 0) / sums.n,
    m,
    level: sums.y / sums.n,
  })
  // A theme absent from one period has no severity there: all of its contribution is volume.
  return { before: means(before, a ?? b ?? 0), after: means(after, b ?? a ?? 0) }
}

/** Volume and severity with their gradients in one period; `sign` is +1 for after and -1 for before. */
function gradientsOf({ before, after }: Pair<PartMeans>, own: PartMeans, sign: 1 | -1) {
  const dq = after.q - before.q
  const dm = after.m - before.m
  const centre = (before.m + after.m) / 2 - (before.level + after.level) / 2
  const q = (before.q + after.q) / 2
  // m = s / q, so dm/ds = 1 / q and dm/dq = -m / q.
  const bySlope = own.q === 0 ? 0 : 1 / own.q
  const volume = { q: sign * centre, m: dq / 2, level: -dq / 2 }
  const severity = { q: dm / 2, m: sign * q, level: 0 }
  const chain = (g: { q: number; m: number; level: number }): Gradient => ({
    q: g.q - g.m * bySlope * own.m,
    s: g.m * bySlope,
    level: g.level,
  })
  return { volume: chain(volume), severity: chain(severity) }
}

function addGradients(a: Gradient, b: Gradient): Gradient {
  return { q: a.q + b.q, s: a.s + b.s, level: a.level + b.level }
}

function partOf(
  sums: Pair<PeriodSums>,
  part: number,
  name: { readonly id: string; readonly label: string },
  confLevel: number
): ChangePart {
  const means = meansOf(sums, part)
  const { before, after } = means
  const estimates = {
    volume: (after.q - before.q) * ((before.m + after.m) / 2 - (before.level + after.level) / 2),
    severity: ((before.q + after.q) / 2) * (after.m - before.m),
  }
  const gradients = {
    before: gradientsOf(means, before, -1),
    after: gradientsOf(means, after, 1),
  }
  const base = sums.before.n + sums.after.n
  const figure = (
    estimate: number,
    of: (g: { volume: Gradient; severity: Gradient }) => Gradient
  ): IntervalEstimate => {
    const variance =
      varianceOf(sums.before, part, of(gradients.before)) +
      varianceOf(sums.after, part, of(gradients.after))
    const half = criticalValue(confLevel) * Math.sqrt(variance)
    return {
      estimate,
      confLow: estimate - half,
      confHigh: estimate + half,
      confLevel,
      method: 'kitagawa-delta',
      base,
    }
  }
  return {
    ...name,
    volume: figure(estimates.volume, (g) => g.volume),
    severity: figure(estimates.severity, (g) => g.severity),
    total: figure(estimates.volume + estimates.severity, (g) => addGradients(g.volume, g.severity)),
  }
}

/** Score groups of a period, from its sums of +100, 0 and −100. */
function countsOf({ n, y, yy }: PeriodSums) {
  const [balance, outer] = [y / 100, yy / 10_000]
  return {
    detractors: (outer - balance) / 2,
    passives: n - outer,
    promoters: (outer + balance) / 2,
  }
}

/**
 * Change of NPS between two periods, taken apart by theme.
 *
 * Each respondent counts once, shared over the themes raised. A theme's volume is the change of its share times how
 * far its people score from everybody; its severity is its mean share times the change of their score.
 *
 * @param columns - the survey
 * @param index - its themes by response
 * @param periods - period of each response, and which two to compare
 * @param confLevel - in (0, 1)
 * @returns the change and its parts; null when one of the periods has no score
 * @throws {InvalidOptionError} if the level is not inside (0, 1) or both periods are the same
 * @see Kitagawa (1955) JASA 50:1168-1194
 * @example
 * decomposeChange(columns, index, { periodOf, before: 2, after: 3 }, 0.95)?.parts[0]?.total.estimate // => -6.1
 */
export function decomposeChange(
  columns: SurveyColumns,
  index: ThemeIndex,
  periods: { readonly periodOf: Int32Array; readonly before: number; readonly after: number },
  confLevel: number
): ChangeDecomposition | null {
  const { periodOf, before, after } = periods
  if (before === after) throw new InvalidOptionError('periods', 'two different periods', after)
  const sums = {
    before: sumPeriod(columns, index, periodOf, before),
    after: sumPeriod(columns, index, periodOf, after),
  }
  if (sums.before.n === 0 || sums.after.n === 0) return null
  const names = [
    ...columns.themes.map(({ id, label }) => ({ id, label })),
    { id: 'no-theme', label: 'No theme found' },
    { id: 'no-comment', label: 'No comment' },
  ]
  const parts = names
    .map((name, part) => ({ part: partOf(sums, part, name, confLevel), at: part }))
    .filter(({ at }) => (sums.before.w[at] ?? 0) + (sums.after.w[at] ?? 0) > 0)
    .map(({ part }) => part)
  const { pValue: _, ...npsPoints } = npsGap(countsOf(sums.after), countsOf(sums.before), confLevel)
  return {
    npsPoints,
    parts: parts.sort(
      (a, b) => Math.abs(b.total.estimate) - Math.abs(a.total.estimate) || (a.id < b.id ? -1 : 1)
    ),
  }
}
