// Scores and themes beside numbers that the caller brings: churn, lifetime value, order value. Correlation, and
// called so: nothing here says what causes what.

import type { Warning } from '../../domain/effect.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'
import { benjaminiHochberg } from '../../stats/benjamini-hochberg.ts'
import { type Correlation, MIN_PAIRS, pearson, spearman } from '../../stats/correlation.ts'
import { fieldNumbers } from './field-numbers.ts'

/** Correlation of one thing with the caller's number. */
export type FieldCorrelation = {
  /** `score`, or a theme id. */
  readonly with: string
  readonly label: string
  /** Null with fewer than four pairs, or where one side never varies. */
  readonly pearson: Correlation | null
  readonly spearman: Correlation | null
  /** Over Pearson's tests of the report; 1 where there is none. */
  readonly qValue: number
  readonly base: number
  /** Responses without the number, or without a score (a comment, for themes). */
  readonly missingCount: number
}

export type CorrelationReport = {
  readonly field: string
  /** Score first, then themes by strength. */
  readonly correlations: readonly FieldCorrelation[]
  /** Values of the field that are neither numbers nor yes or no. */
  readonly unreadableCount: number
  readonly warnings: readonly Warning[]
}

/** Below this many pairs a correlation is mostly chance. */
const SMALL_BASE = 30

type Side = { readonly id: string; readonly label: string; readonly values: (number | null)[] }

/** Score groups stand in for scores where the caller has none of its own: −1, 0, 1. */
function scoreSide(columns: SurveyColumns, scores: readonly (number | null)[] | null): Side {
  const points = { detractor: -1, passive: 0, promoter: 1 } as const
  return {
    id: 'score',
    label: 'Score',
    values: columns.scoreGroups.map((group, i) => {
      if (scores !== null) return scores[i] ?? null
      return group === null ? null : points[group]
    }),
  }
}

function themeSides(columns: SurveyColumns): Side[] {
  const sides = columns.themes.map(({ id, label }) => ({
    id,
    label,
    values: columns.hasUsableComment.map((has) => (has ? 0 : null)) as (number | null)[],
  }))
  for (const { response, theme } of columns.mentions) {
    const values = sides[theme]?.values
    if (values !== undefined) values[response] = 1
  }
  return sides
}

function correlateSide(
  side: Side,
  numbers: readonly (number | null)[],
  confLevel: number
): Omit<FieldCorrelation, 'qValue'> {
  const x: number[] = []
  const y: number[] = []
  side.values.forEach((value, i) => {
    const number = numbers[i] ?? null
    if (value === null || number === null) return
    x.push(value)
    y.push(number)
  })
  const isEnough = x.length >= MIN_PAIRS
  return {
    with: side.id,
    label: side.label,
    pearson: isEnough ? pearson(x, y, confLevel) : null,
    spearman: isEnough ? spearman(x, y, confLevel) : null,
    base: x.length,
    missingCount: side.values.length - x.length,
  }
}

/**
 * Correlation of scores and themes with a number that the caller brings.
 *
 * @param columns - the survey; the number is one of its segment fields (yes and no count as 1 and 0)
 * @param field - name of the field
 * @param options - level in (0, 1); scores of the responses (without them score groups count as −1, 0, 1)
 * @returns Pearson and Spearman for the score and for raising each theme, with base and missing counted
 * @throws {InvalidOptionError} if the survey has no such field
 * @see pearson, spearman
 * @example
 * correlateField(columns, 'lifetimeValue', { confLevel: 0.95 }).correlations[0]?.pearson?.estimate // => 0.31
 */
export function correlateField(
  columns: SurveyColumns,
  field: string,
  options: { readonly confLevel: number; readonly scores?: readonly (number | null)[] }
): CorrelationReport {
  const { values: numbers, unreadableCount } = fieldNumbers(columns, field)
  const sides = [scoreSide(columns, options.scores ?? null), ...themeSides(columns)]
  const found = sides.map((side) => correlateSide(side, numbers, options.confLevel))
  const qValues = benjaminiHochberg(
    found.flatMap((c) => (c.pearson === null ? [] : [c.pearson.pValue]))
  )
  let next = 0
  const [score, ...themes] = found.map((c) => ({
    ...c,
    qValue: c.pearson === null ? 1 : (qValues[next++] ?? 1),
  }))
  const strength = (c: FieldCorrelation) => Math.abs(c.pearson?.estimate ?? 0)
  const base = score?.base ?? 0
  return {
    field,
    correlations: [
      ...(score === undefined ? [] : [score]),
      ...themes.sort((a, b) => strength(b) - strength(a) || (a.with < b.with ? -1 : 1)),
    ],
    unreadableCount,
    warnings: [
      {
        code: 'correlation-only',
        detail: `These are correlations with "${field}"; they do not say that one causes the other.`,
      },
      ...(base < SMALL_BASE
        ? [
            {
              code: 'few-pairs',
              detail: `Only ${base} responses have a score and "${field}"; below ${SMALL_BASE} a correlation is mostly chance.`,
            },
          ]
        : []),
    ],
  }
}
