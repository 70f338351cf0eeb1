// What became of promoters, passives and detractors: who stayed, what they are worth. An association like the others.

import type { EffectEstimate, IntervalEstimate, Warning } from '../../domain/effect.ts'
import type { ScoreGroup } from '../../domain/scale.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'
import { benjaminiHochberg } from '../../stats/benjamini-hochberg.ts'
import { criticalValueOfT, twoSidedTailOfT } from '../../stats/gamma.ts'
import { shareDifference, shareTest, wilsonInterval } from '../../stats/proportion.ts'

/** What became of one score group. */
export type GroupOutcome = {
  readonly scoreGroup: ScoreGroup
  readonly responseCount: number
  /** Responses of the group without the outcome's value. */
  readonly missingCount: number
  /** Share where the outcome is yes or no, else mean in its own unit; null for fewer than two values. */
  readonly mean: IntervalEstimate | null
  /** That minus the same of the other two groups; null where either side has fewer than two values. */
  readonly versusOthers: EffectEstimate | null
}

export type Retention = {
  readonly field: string
  /** True where every value is yes or no. */
  readonly isShare: boolean
  readonly groups: readonly GroupOutcome[]
  /** Responses without a score; they belong to no group. */
  readonly unscoredCount: number
  readonly warnings: readonly Warning[]
}

const GROUPS: readonly ScoreGroup[] = ['detractor', 'passive', 'promoter']

/** Below this many values a mean says little. */
const FEW = 30

type Moments = { readonly count: number; readonly mean: number; readonly variance: number }

function momentsOf(values: readonly number[]): Moments {
  const count = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / count
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { count, mean, variance: squares / (count - 1) }
}

function meanInterval(values: readonly number[], confLevel: number): IntervalEstimate {
  const { count, mean, variance } = momentsOf(values)
  const margin = criticalValueOfT(confLevel, count - 1) * Math.sqrt(variance / count)
  const method = 'mean, t interval'
  return {
    estimate: mean,
    confLow: mean - margin,
    confHigh: mean + margin,
    confLevel,
    method,
    base: count,
  }
}

type Difference = IntervalEstimate & { readonly pValue: number }

/** Welch's test. */
function meanDifference(
  own: readonly number[],
  others: readonly number[],
  confLevel: number
): Difference {
  const [a, b] = [momentsOf(own), momentsOf(others)]
  const [va, vb] = [a.variance / a.count, b.variance / b.count]
  const estimate = a.mean - b.mean
  const stdError = Math.sqrt(va + vb)
  // Without any spread there is nothing to test.
  const degrees =
    stdError === 0 ? 1 : (va + vb) ** 2 / (va ** 2 / (a.count - 1) + vb ** 2 / (b.count - 1))
  const margin = criticalValueOfT(confLevel, degrees) * stdError
  const isSame = stdError === 0 && estimate === 0
  return {
    estimate,
    confLow: estimate - margin,
    confHigh: estimate + margin,
    confLevel,
    method: 'difference of means, Welch',
    base: a.count + b.count,
    pValue: isSame ? 1 : stdError === 0 ? 0 : twoSidedTailOfT(estimate / stdError, degrees),
  }
}

function shareOf(values: readonly number[]) {
  return { events: values.filter((value) => value === 1).length, base: values.length }
}

function differenceOf(
  own: readonly number[],
  others: readonly number[],
  { isShare, confLevel }: { readonly isShare: boolean; readonly confLevel: number }
): Difference | null {
  if (own.length < 2 || others.length < 2) return null
  if (!isShare) return meanDifference(own, others, confLevel)
  const [a, b] = [shareOf(own), shareOf(others)]
  return { ...shareDifference(a, b, confLevel), pValue: shareTest(a, b).pValue }
}

/**
 * What became of each score group.
 *
 * @param columns - the survey
 * @param outcome - name, and value for each response, null where missing; yes is 1, no is 0
 * @param confLevel - in (0, 1)
 * @returns detractors, passives and promoters in this order, each against the other two
 * @throws {InvalidOptionError} if the level is not inside (0, 1)
 * @see Welch (1947) Biometrika 34; wilsonInterval, shareDifference
 * @example
 * retention(columns, { field: 'churned', values }, 0.95).groups[0]?.mean?.estimate // => 0.31
 */
export function retention(
  columns: Pick<SurveyColumns, 'scoreGroups'>,
  outcome: { readonly field: string; readonly values: readonly (number | null)[] },
  confLevel: number
): Retention {
  const { field, values } = outcome
  const isShare = values.every((value) => value === null || value === 0 || value === 1)
  const valuesOf = (isIn: (group: ScoreGroup) => boolean) =>
    columns.scoreGroups.flatMap((group, i) => {
      const value = values[i] ?? null
      return group !== null && value !== null && isIn(group) ? [value] : []
    })
  const drafts = GROUPS.map((scoreGroup) => {
    const own = valuesOf((group) => group === scoreGroup)
    const others = valuesOf((group) => group !== scoreGroup)
    return { scoreGroup, own, difference: differenceOf(own, others, { isShare, confLevel }) }
  })
  const qValues = benjaminiHochberg(
    drafts.flatMap(({ difference }) => (difference ? [difference.pValue] : []))
  )
  let tested = 0
  const groups = drafts.map(({ scoreGroup, own, difference }): GroupOutcome => {
    const responseCount = columns.scoreGroups.filter((group) => group === scoreGroup).length
    const interval = () =>
      isShare ? wilsonInterval(shareOf(own), confLevel) : meanInterval(own, confLevel)
    return {
      scoreGroup,
      responseCount,
      missingCount: responseCount - own.length,
      mean: own.length < 2 ? null : interval(),
      versusOthers: difference && { ...difference, qValue: qValues[tested++] ?? 1 },
    }
  })
  const few = groups.filter(({ mean }) => (mean?.base ?? 0) < FEW)
  return {
    field,
    isShare,
    groups,
    unscoredCount: columns.scoreGroups.filter((group) => group === null).length,
    warnings: [
      {
        code: 'association-only',
        detail: 'What goes along with a score, which does not say that one causes the other',
      },
      ...(few.length === 0
        ? []
        : [
            {
              code: 'few-values',
              detail: `Fewer than ${FEW} values of "${field}" for ${few.map((g) => `${g.scoreGroup}s`).join(', ')}`,
            },
          ]),
    ],
  }
}
