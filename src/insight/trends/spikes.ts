// Themes that are raised much more than their own past would explain.

import type { EffectEstimate } from '../../domain/effect.ts'
import { InvalidOptionError } from '../../domain/errors.ts'
import { fisherGreater } from '../../stats/exact-tests.ts'
import { normalCdf } from '../../stats/normal.ts'
import { shareDifference } from '../../stats/proportion.ts'
import { cochranArmitage } from '../../stats/trend-test.ts'
import type { GroupTally } from '../cells/tally-cells.ts'

/** A theme that stands out in one period. */
export type Spike = {
  readonly themeId: string
  readonly label: string
  readonly period: string
  /** `new`: never raised in the baseline. `spike`: above it. `emerging`: rising period by period. */
  readonly kind: 'new' | 'spike' | 'emerging'
  readonly mentionCount: number
  readonly negativeCount: number
  /** Mention share in the period minus that in the baseline. */
  readonly shareDifference: Omit<EffectEstimate, 'qValue'>
  readonly baselineShare: number
  /** Probability of an alarm like this or stronger by any theme of the period, if nothing has changed. */
  readonly adjustedPValue: number
}

export type SpikeOptions = {
  /** Most periods with at least one false alarm, in (0, 1); default 0.05. */
  readonly falseAlarmRate?: number
  /** Periods that make the baseline, the nearest ones with comments; default 8. */
  readonly baselinePeriods?: number
  /** Fewest mentions in the period; default 3. */
  readonly minMentions?: number
}

const DEFAULTS = { falseAlarmRate: 0.05, baselinePeriods: 8, minMentions: 3 } as const

/** Fewest baseline periods from which their own restlessness can be judged. */
const MIN_PERIODS_FOR_DISPERSION = 4

/** Fewest periods, the last one included, that make a rise. */
const MIN_PERIODS_FOR_RISE = 4

type Count = { readonly events: number; readonly base: number }

/** Pearson's chi-square of equal shares over periods. */
function pearson(periods: readonly Count[], { events, base }: Count): number {
  const share = events / base
  const expected = share * (1 - share)
  if (expected === 0) return 0
  return periods.reduce(
    (total, p) => total + (p.events - p.base * share) ** 2 / (p.base * expected),
    0
  )
}

/** Dispersion of the past; 1 when it varies as chance would have it, or less, or is too short to tell. */
function dispersion(past: readonly Count[], pooled: Count): number {
  if (past.length < MIN_PERIODS_FOR_DISPERSION) return 1
  return Math.max(1, pearson(past, pooled) / (past.length - 1))
}

/** The larger of the exact p-value and the one that allows for a restless past. */
function spikeP(now: Count, past: readonly Count[], pooled: Count): number {
  const exact = fisherGreater(now, pooled)
  const phi = dispersion(past, pooled)
  if (phi === 1) return exact
  const share = (now.events + pooled.events) / (now.base + pooled.base)
  const stdError = Math.sqrt(phi * share * (1 - share) * (1 / now.base + 1 / pooled.base))
  const z = (now.events / now.base - pooled.events / pooled.base) / stdError
  return Math.max(exact, normalCdf(-z))
}

function poolOf(counts: readonly Count[]): Count {
  return counts.reduce(
    (sum, { events, base }) => ({ events: sum.events + events, base: sum.base + base }),
    { events: 0, base: 0 }
  )
}

/** One-sided p of a rise that began before now, allowing for how far the periods lie off the line. */
function riseP(now: Count, past: readonly Count[]): number {
  const series = [...past, now]
  if (series.length < MIN_PERIODS_FOR_RISE) return 1
  const { z } = cochranArmitage(series)
  if (!(z > 0 && cochranArmitage(past).z > 0)) return 1
  const offLine = (pearson(series, poolOf(series)) - z ** 2) / (series.length - 2)
  return normalCdf(-z / Math.sqrt(Math.max(1, offLine)))
}

function checked(options: SpikeOptions): Required<SpikeOptions> {
  const all = { ...DEFAULTS, ...options }
  if (!(all.falseAlarmRate > 0 && all.falseAlarmRate < 1)) {
    throw new InvalidOptionError('falseAlarmRate', 'a number inside (0, 1)', all.falseAlarmRate)
  }
  if (!(Number.isInteger(all.baselinePeriods) && all.baselinePeriods >= 1)) {
    throw new InvalidOptionError('baselinePeriods', 'a whole number above 0', all.baselinePeriods)
  }
  return all
}

/**
 * Themes that stand out in one period against their own baseline.
 *
 * The chance that a quiet period raises any alarm at all is held at `falseAlarmRate`, over all themes and both
 * tests (Bonferroni on exact tests, so usually lower). Where a theme's past varies more than chance would, its
 * alarm needs correspondingly more.
 *
 * @param themes - names of the themes
 * @param tallies - counts of each period in order, as from `tallyCells`
 * @param period - which period to look at, and what it is called
 * @param options - false alarm rate, length of the baseline, fewest mentions
 * @returns alarms, most certain first; `[]` without comments now or before
 * @throws {InvalidOptionError} if an option is out of range
 * @see fisherGreater; Farrington et al. (1996) JRSS A 159:547-563 for the allowance for dispersion
 * @example
 * findSpikes(columns.themes, tallies, { at: 5, label: '2026-06' })[0]?.themeId // => 'billing'
 */
export function findSpikes(
  themes: readonly { readonly id: string; readonly label: string }[],
  tallies: readonly GroupTally[],
  period: { readonly at: number; readonly label: string },
  options: SpikeOptions = {}
): Spike[] {
  const { falseAlarmRate, baselinePeriods, minMentions } = checked(options)
  const current = tallies[period.at]
  const past = tallies
    .slice(0, period.at)
    .filter((tally) => tally.commenters > 0)
    .slice(-baselinePeriods)
  if (current === undefined || current.commenters === 0 || past.length === 0) return []
  const testCount = 2 * themes.length
  return themes
    .flatMap(({ id, label }, t): Spike[] => {
      const count = (tally: GroupTally) => ({
        events: Math.min(tally.mentions[t] ?? 0, tally.commenters),
        base: tally.commenters,
      })
      const now = count(current)
      const before = past.map(count)
      const pooled = poolOf(before)
      if (now.events < minMentions) return []
      const jump = spikeP(now, before, pooled)
      const rise = riseP(now, before)
      const pValue = Math.min(jump, rise)
      if (pValue * testCount > falseAlarmRate) return []
      const standing = pooled.events === 0 ? 'new' : 'spike'
      return [
        {
          themeId: id,
          label,
          period: period.label,
          kind: rise < jump ? 'emerging' : standing,
          mentionCount: now.events,
          negativeCount: current.negative[t] ?? 0,
          shareDifference: { ...shareDifference(now, pooled, 0.95), pValue },
          baselineShare: pooled.events / pooled.base,
          adjustedPValue: Math.min(1, pValue * testCount),
        },
      ]
    })
    .sort((a, b) => a.adjustedPValue - b.adjustedPValue || (a.themeId < b.themeId ? -1 : 1))
}
