// Trend over ordered groups: does a share, or a mean, rise or fall from the first group to the last?

import type { IntervalEstimate } from '../domain/effect.ts'
import { InvalidCountError } from '../domain/errors.ts'
import { itemAt } from './at.ts'
import { criticalValue, normalCdf } from './normal.ts'
import type { ScoreGroupCounts } from './nps.ts'
import type { Proportion } from './proportion.ts'

/** A trend with its test. */
export type TrendTest = {
  /** Change per step of the position; a share or points, as the function says. */
  readonly slope: number
  readonly z: number
  readonly pValue: number
  readonly method: string
  readonly base: number
}

function tested(slope: number, z: number, facts: { method: string; base: number }): TrendTest {
  return { slope, z, pValue: Math.min(1, 2 * normalCdf(-Math.abs(z))), ...facts }
}

function positionsFor(count: number, positions: readonly number[] | undefined): readonly number[] {
  if (positions !== undefined && positions.length !== count) {
    throw new InvalidCountError('positions', `${count}, one per group`, positions.length)
  }
  return positions ?? Array.from({ length: count }, (_, i) => i + 1)
}

/**
 * Cochran–Armitage test of a linear trend in shares over ordered groups, two-sided, without continuity correction.
 *
 * @param groups - events and base of each group in order; groups with base 0 are passed over
 * @param positions - place of each group on the line; default 1, 2, 3 …
 * @returns slope as share per step, z positive when the share rises; z 0 and p 1 when nothing varies
 * @throws {InvalidCountError} if events lie outside [0, base] or positions do not match
 * @see Armitage (1955) Biometrics 11:375-386; R `prop.trend.test` gives z²
 * @example
 * cochranArmitage([{ events: 83, base: 86 }, { events: 90, base: 93 }, { events: 129, base: 136 }, { events: 70, base: 82 }])
 * // => z -2.868, p 0.0041
 */
export function cochranArmitage(
  groups: readonly Proportion[],
  positions?: readonly number[]
): TrendTest {
  const places = positionsFor(groups.length, positions)
  let base = 0
  let events = 0
  let weighted = 0
  groups.forEach((group, i) => {
    if (!(group.events >= 0 && group.events <= group.base)) {
      throw new InvalidCountError('events', `a count from 0 to ${group.base}`, group.events)
    }
    base += group.base
    events += group.events
    weighted += group.base * itemAt(places, i)
  })
  const facts = { method: 'cochran-armitage', base }
  if (base === 0) return tested(0, 0, facts)
  const share = events / base
  const centre = weighted / base
  let covered = 0
  let spread = 0
  groups.forEach((group, i) => {
    const distance = itemAt(places, i) - centre
    covered += distance * (group.events - group.base * share)
    spread += group.base * distance ** 2
  })
  const variance = share * (1 - share) * spread
  if (variance <= 0) return tested(0, 0, facts)
  return tested(covered / spread, covered / Math.sqrt(variance), facts)
}

/**
 * Linear-by-linear test of NPS over ordered groups, two-sided.
 *
 * Every respondent counts +100, 0 or −100; the statistic is `sqrt(n − 1)` times the correlation with the position.
 *
 * @param groups - score groups of each ordered group; empty groups are passed over
 * @param positions - place of each group on the line; default 1, 2, 3 …
 * @returns slope in points per step; z 0 and p 1 when nothing varies
 * @throws {InvalidCountError} if positions do not match the groups
 * @see Agresti (2013) Categorical Data Analysis, 3rd ed., section 3.4.1
 * @example
 * npsTrend([{ detractors: 2, passives: 3, promoters: 5 }, { detractors: 5, passives: 3, promoters: 2 }]).slope // => -60
 */
export function npsTrend(
  groups: readonly ScoreGroupCounts[],
  positions?: readonly number[]
): TrendTest {
  const places = positionsFor(groups.length, positions)
  const sums = { n: 0, x: 0, y: 0, xx: 0, yy: 0, xy: 0 }
  groups.forEach(({ detractors, passives, promoters }, i) => {
    const n = detractors + passives + promoters
    const x = itemAt(places, i)
    const y = 100 * (promoters - detractors)
    sums.n += n
    sums.x += n * x
    sums.y += y
    sums.xx += n * x * x
    sums.yy += 10_000 * (promoters + detractors)
    sums.xy += x * y
  })
  const facts = { method: 'linear-by-linear', base: sums.n }
  if (sums.n === 0) return tested(0, 0, facts)
  const xx = sums.xx - sums.x ** 2 / sums.n
  const yy = sums.yy - sums.y ** 2 / sums.n
  const xy = sums.xy - (sums.x * sums.y) / sums.n
  if (!(xx > 0 && yy > 0)) return tested(0, 0, facts)
  return tested(xy / xx, (Math.sqrt(sums.n - 1) * xy) / Math.sqrt(xx * yy), facts)
}

/**
 * Slope of NPS over ordered groups with its interval.
 *
 * Least squares over respondents, each +100, 0 or −100; the error allows for spreads that differ between groups.
 *
 * @param groups - score groups of each ordered group; empty groups are passed over
 * @param confLevel - in (0, 1)
 * @param positions - place of each group on the line; default 1, 2, 3 …
 * @returns points per step, method `ols-hc1`; null with fewer than three respondents or scores in one place only
 * @throws {InvalidCountError} if positions do not match the groups
 * @throws {InvalidOptionError} if the level is not inside (0, 1)
 * @see MacKinnon and White (1985) Journal of Econometrics 29:305-325, HC1
 * @example
 * npsSlope([{ detractors: 2, passives: 3, promoters: 5 }, { detractors: 5, passives: 3, promoters: 2 }], 0.95)?.estimate // => -60
 */
export function npsSlope(
  groups: readonly ScoreGroupCounts[],
  confLevel: number,
  positions?: readonly number[]
): IntervalEstimate | null {
  const { slope, base } = npsTrend(groups, positions)
  const places = positionsFor(groups.length, positions)
  const sizes = groups.map((group) => group.detractors + group.passives + group.promoters)
  const centre = sizes.reduce((sum, size, i) => sum + size * itemAt(places, i), 0) / base
  const spread = sizes.reduce((sum, size, i) => sum + size * (itemAt(places, i) - centre) ** 2, 0)
  if (base < 3 || !(spread > 0)) return null
  const total = groups.reduce((sum, group) => sum + 100 * (group.promoters - group.detractors), 0)
  let meat = 0
  groups.forEach(({ detractors, passives, promoters }, i) => {
    const distance = itemAt(places, i) - centre
    const fitted = total / base + slope * distance
    const squares =
      promoters * (100 - fitted) ** 2 + passives * fitted ** 2 + detractors * (100 + fitted) ** 2
    meat += distance ** 2 * squares
  })
  const stdError = Math.sqrt((meat * base) / (base - 2)) / spread
  const margin = criticalValue(confLevel) * stdError
  return {
    estimate: slope,
    confLow: slope - margin,
    confHigh: slope + margin,
    confLevel,
    method: 'ols-hc1',
    base,
  }
}
