// Scores and themes beside numbers that the caller brings: churn, lifetime value, order value. Correlation, and
// called so: nothing here says what causes what.

import type { Warning } from '../../domain/effect.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'
import { benjaminiHochberg } from '../../stats/benjamini-hochberg.ts'
import {
  type Correlation,
  MIN_PAIRS,
  pearson,
  ranksOf,
  spearman,
  spearmanOfRanks,
} from '../../stats/correlation.ts'
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

type Found = Omit<FieldCorrelation, 'qValue'>

/** Score groups stand in for scores where the caller has none of its own: −1, 0, 1. */
function scoresOf(
  columns: SurveyColumns,
  scores: readonly (number | null)[] | undefined
): readonly (number | null)[] {
  if (scores !== undefined) return scores
  const points = { detractor: -1, passive: 0, promoter: 1 } as const
  return columns.scoreGroups.map((group) => (group === null ? null : points[group]))
}

/** Responses that mention each theme, without repetition. */
function mentionersOf(columns: SurveyColumns): number[][] {
  const mentioners = columns.themes.map((): number[] => [])
  for (const { response, theme } of columns.mentions) {
    const own = mentioners[theme]
    if (own !== undefined && own.at(-1) !== response) own.push(response)
  }
  return mentioners
}

/** Zeros and ones are ranked without sorting. */
function binaryRanks(values: readonly number[]): number[] {
  const ones = values.reduce((sum, value) => sum + value, 0)
  const zeros = values.length - ones
  const [low, high] = [(zeros + 1) / 2, zeros + (ones + 1) / 2]
  return values.map((value) => (value === 1 ? high : low))
}

function correlateScores(
  scores: readonly (number | null)[],
  numbers: readonly (number | null)[],
  confLevel: number
): Found {
  const x: number[] = []
  const y: number[] = []
  scores.forEach((value, i) => {
    const number = numbers[i] ?? null
    if (value === null || number === null) return
    x.push(value)
    y.push(number)
  })
  const isEnough = x.length >= MIN_PAIRS
  return {
    with: 'score',
    label: 'Score',
    pearson: isEnough ? pearson(x, y, confLevel) : null,
    spearman: isEnough ? spearman(x, y, confLevel) : null,
    base: x.length,
    missingCount: scores.length - x.length,
  }
}

/** All themes are held against the same people: those with a usable comment and the number. */
function correlateThemes(
  columns: SurveyColumns,
  numbers: readonly (number | null)[],
  confLevel: number
): Found[] {
  const rows: number[] = []
  const y: number[] = []
  const place = new Int32Array(numbers.length).fill(-1)
  columns.hasUsableComment.forEach((has, i) => {
    const number = numbers[i] ?? null
    if (!has || number === null) return
    place[i] = rows.push(i) - 1
    y.push(number)
  })
  const isEnough = y.length >= MIN_PAIRS
  const ranks = isEnough ? ranksOf(y) : []
  const mentioners = mentionersOf(columns)
  const x = new Array<number>(y.length)
  return columns.themes.map(({ id, label }, theme) => {
    x.fill(0)
    for (const response of mentioners[theme] ?? []) {
      const at = place[response] ?? -1
      if (at >= 0) x[at] = 1
    }
    return {
      with: id,
      label,
      pearson: isEnough ? pearson(x, y, confLevel) : null,
      spearman: isEnough ? spearmanOfRanks(binaryRanks(x), ranks, confLevel) : null,
      base: y.length,
      missingCount: numbers.length - y.length,
    }
  })
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
  const { confLevel } = options
  const found = [
    correlateScores(scoresOf(columns, options.scores), numbers, confLevel),
    ...correlateThemes(columns, numbers, confLevel),
  ]
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
