// Did an action show? The time before it against the time after it, if given beside what others went through
// meanwhile.

import type { IntervalEstimate, Warning } from '../../domain/effect.ts'
import { InvalidOptionError } from '../../domain/errors.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'
import { criticalValue, twoSidedP } from '../../stats/normal.ts'
import { npsGap } from '../../stats/nps.ts'
import { shareDifference, shareTest } from '../../stats/proportion.ts'
import { type GroupTally, scoredCount, tallyCells } from '../cells/tally-cells.ts'
import { themeIndex } from '../cells/theme-index.ts'

type Tested = IntervalEstimate & { readonly pValue: number }

/** Change around an action. */
export type BeforeAfter = {
  readonly baseBefore: number
  readonly baseAfter: number
  /** After minus before; null when a side has fewer than `minBase` scores. */
  readonly npsPoints: Tested | null
  readonly detractorShare: Tested | null
  /** Mention share of the theme that the action was about; null without one, or with too few comments. */
  readonly mentionShare: Tested | null
  /** The change minus the change of those whom the action did not touch; null without such a group. */
  readonly npsBeyondOthers: Tested | null
  readonly warnings: readonly Warning[]
}

export type Action = {
  /** Moment of the action, milliseconds since 1970. */
  readonly at: number
  /** Length of both windows in milliseconds. */
  readonly windowMs: number
  /** Time after the action that counts for neither side; default 0. */
  readonly settleMs?: number
  /** Index of the theme it was about. */
  readonly theme?: number
  /** True for each response that the action concerned; default all. */
  readonly isTouched?: readonly boolean[]
  /** Fewest scores (or comments) on each side; default 30. */
  readonly minBase?: number
}

const DEFAULT_MIN_BASE = 30

/** Cells: before and after for the touched, then for the others; -1 outside the windows. */
function windowOf(action: Action, time: number | null, isTouched: boolean): number {
  if (time === null) return -1
  const { at, windowMs, settleMs = 0 } = action
  const others = isTouched ? 0 : 2
  if (time >= at - windowMs && time < at) return others
  return time >= at + settleMs && time < at + settleMs + windowMs ? others + 1 : -1
}

function gapOf(after: GroupTally, before: GroupTally, minBase: number, confLevel: number) {
  if (scoredCount(before) < minBase || scoredCount(after) < minBase) return null
  return npsGap(after, before, confLevel)
}

function shareChange(
  count: (tally: GroupTally) => { readonly events: number; readonly base: number },
  [before, after]: readonly [GroupTally, GroupTally],
  minBase: number,
  confLevel: number
): Tested | null {
  const first = count(after)
  const second = count(before)
  if (first.base < minBase || second.base < minBase) return null
  return {
    ...shareDifference(first, second, confLevel),
    pValue: shareTest(first, second).pValue,
  }
}

/** Difference of two independent changes, from their intervals (MOVER). */
function beyond(own: Tested | null, others: Tested | null): Tested | null {
  if (own === null || others === null) return null
  const estimate = own.estimate - others.estimate
  const low = Math.hypot(own.estimate - own.confLow, others.confHigh - others.estimate)
  const high = Math.hypot(own.confHigh - own.estimate, others.estimate - others.confLow)
  const z = criticalValue(own.confLevel)
  return {
    estimate,
    confLow: estimate - low,
    confHigh: estimate + high,
    confLevel: own.confLevel,
    method: 'difference-in-differences-mover',
    base: own.base + others.base,
    pValue: twoSidedP(estimate, (estimate > 0 ? low : high) / z),
  }
}

/**
 * Before and after an action.
 *
 * A change after an action is not yet its effect: give `isTouched` to compare with people whom it did not reach.
 *
 * @param columns - the survey
 * @param action - when, how long to look, which theme, whom it reached, and the fewest answers on each side
 * @param confLevel - in (0, 1)
 * @returns changes with intervals; figures are null, with a warning, where a side is too small
 * @throws {InvalidOptionError} if the window is not above 0 or the level is not inside (0, 1)
 * @see Card and Krueger (1994) American Economic Review 84:772-793 (difference in differences)
 * @example
 * beforeAfter(columns, { at: Date.UTC(2026, 6, 1), windowMs: 30 * 86_400_000 }, 0.95).npsPoints?.confLow
 */
export function beforeAfter(
  columns: SurveyColumns,
  action: Action,
  confLevel: number
): BeforeAfter {
  const { minBase = DEFAULT_MIN_BASE, theme } = action
  if (!(action.windowMs > 0)) {
    throw new InvalidOptionError('windowMs', 'a number above 0', action.windowMs)
  }
  const cellOf = Int32Array.from(columns.times, (time, i) =>
    windowOf(action, time, action.isTouched?.[i] ?? true)
  )
  const [before, after, othersBefore, othersAfter] = tallyCells(
    columns,
    themeIndex(columns),
    cellOf,
    4
  ) as [GroupTally, GroupTally, GroupTally, GroupTally]
  const sides = [before, after] as const
  const npsPoints = gapOf(after, before, minBase, confLevel)
  const smallest = Math.min(scoredCount(before), scoredCount(after))
  return {
    baseBefore: scoredCount(before),
    baseAfter: scoredCount(after),
    npsPoints,
    detractorShare: shareChange(
      (tally) => ({ events: tally.detractors, base: scoredCount(tally) }),
      sides,
      minBase,
      confLevel
    ),
    mentionShare:
      theme === undefined
        ? null
        : shareChange(
            (tally) => ({
              events: Math.min(tally.mentions[theme] ?? 0, tally.commenters),
              base: tally.commenters,
            }),
            sides,
            minBase,
            confLevel
          ),
    npsBeyondOthers: beyond(npsPoints, gapOf(othersAfter, othersBefore, minBase, confLevel)),
    warnings:
      smallest >= minBase
        ? []
        : [
            {
              code: 'side-too-small',
              detail: `One side has ${smallest} scores; at least ${minBase} on each are needed to tell a change.`,
            },
          ],
  }
}
