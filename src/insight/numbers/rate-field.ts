// Shares of any rated question: top-2-box, "6 or less", disagreement with a statement; over all and per theme.

import type { EffectEstimate, IntervalEstimate } from '../../domain/effect.ts'
import { InvalidOptionError } from '../../domain/errors.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'
import { benjaminiHochberg } from '../../stats/benjamini-hochberg.ts'
import { shareDifference, shareTest, wilsonInterval } from '../../stats/proportion.ts'
import { themeIndex } from '../cells/theme-index.ts'

/** Which answers count: both ends included; one may be left open. */
export type RatedRange = { readonly atLeast?: number; readonly atMost?: number }

export type RatedTheme = {
  readonly id: string
  readonly label: string
  /** Among those who raise the theme and answered the question. */
  readonly share: IntervalEstimate
  /** That minus the share among those who commented without raising it. */
  readonly shareDifference: EffectEstimate
}

export type RatedField = {
  readonly field: string
  readonly range: RatedRange
  /** Of all who answered, [0, 1]; null when nobody did. */
  readonly share: IntervalEstimate | null
  readonly missingCount: number
  /** Largest difference first; themes raised by fewer than `minBase` who answered are left out. */
  readonly themes: readonly RatedTheme[]
}

/**
 * Share of answers within a range, over all and among those who raise each theme.
 *
 * @param columns - the survey
 * @param question - name of the field, its value for each response, and which answers count
 * @param options - level, fewest answers behind a theme's share
 * @returns shares with intervals and differences with q-values
 * @throws {InvalidOptionError} if the range has no end, or its ends are crossed
 * @see wilsonInterval, shareDifference
 * @example
 * rateField(columns, { field: 'score', values: scores, range: { atLeast: 9 } }, { confLevel: 0.95, minBase: 5 })
 */
export function rateField(
  columns: SurveyColumns,
  question: {
    readonly field: string
    readonly values: readonly (number | null)[]
    readonly range: RatedRange
  },
  { confLevel, minBase }: { readonly confLevel: number; readonly minBase: number }
): RatedField {
  const { field, values, range } = question
  const { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = range
  if ((range.atLeast === undefined && range.atMost === undefined) || !(atLeast <= atMost)) {
    throw new InvalidOptionError('range', 'at least one end, the lower not above the upper', range)
  }
  const counts = values.map((value) =>
    value === null ? null : value >= atLeast && value <= atMost
  )
  const tally = (rows: readonly number[]) => ({
    events: rows.filter((row) => counts[row] === true).length,
    base: rows.length,
  })
  const answered = counts.flatMap((value, row) => (value === null ? [] : [row]))
  const commented = answered.filter((row) => columns.hasUsableComment[row])
  const index = themeIndex(columns)
  const raised = columns.themes.map(() => new Set<number>())
  for (const row of answered)
    for (let k = index.starts[row] ?? 0; k < (index.starts[row + 1] ?? 0); k++)
      raised[index.themes[k] ?? -1]?.add(row)
  const drafts = columns.themes.flatMap(({ id, label }, theme) => {
    const own = tally([...(raised[theme] ?? [])])
    const others = tally(commented.filter((row) => !raised[theme]?.has(row)))
    if (own.base < Math.max(1, minBase) || others.base === 0) return []
    const { pValue } = shareTest(own, others)
    return [{ id, label, own, difference: shareDifference(own, others, confLevel), pValue }]
  })
  const qValues = benjaminiHochberg(drafts.map(({ pValue }) => pValue))
  return {
    field,
    range,
    share: answered.length === 0 ? null : wilsonInterval(tally(answered), confLevel),
    missingCount: values.length - answered.length,
    themes: drafts
      .map(({ id, label, own, difference, pValue }, i) => ({
        id,
        label,
        share: wilsonInterval(own, confLevel),
        shareDifference: { ...difference, pValue, qValue: qValues[i] ?? 1 },
      }))
      .sort(
        (a, b) => b.shareDifference.estimate - a.shareDifference.estimate || (a.id < b.id ? -1 : 1)
      ),
  }
}
