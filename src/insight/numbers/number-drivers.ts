// What themes do to any number: satisfaction, mean score, revenue, renewal as yes or no. The other themes and the
// named segments are held fixed; like every effect here it is an association.

import type { EffectEstimate, Warning } from '../../domain/effect.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'
import { benjaminiHochberg } from '../../stats/benjamini-hochberg.ts'
import { criticalValueOfT, twoSidedTailOfT } from '../../stats/gamma.ts'
import { fitLinear, type LinearFit } from '../../stats/linear-regression.ts'
import { POLARITY_BIT, themeIndex } from '../cells/theme-index.ts'
import { bucketField } from '../segments/bucket-field.ts'

/** What complaints, or praise, of a theme go with. */
export type NumberDriver = {
  readonly themeId: string
  readonly label: string
  readonly polarity: 'negative' | 'positive'
  /** Respondents with the number who raise it so. */
  readonly mentionCount: number
  /** Mean of those who raise it minus that of similar people who do not, in the number's own unit. */
  readonly perMention: EffectEstimate
  /** Mean of everybody minus what it would be without these mentions, in the number's own unit. */
  readonly onMean: EffectEstimate
}

export type NumberDrivers = {
  readonly field: string
  /** Responses with the number and a usable comment. */
  readonly base: number
  readonly missingCount: number
  readonly mean: number | null
  /** Share of the number's spread that goes with themes and segments, [0, 1]; null without a model. */
  readonly rSquared: number | null
  /** Largest effect on the mean first, whatever its sign. */
  readonly drivers: readonly NumberDriver[]
  readonly warnings: readonly Warning[]
}

export type NumberDriverOptions = {
  readonly confLevel: number
  /** Fields held fixed. */
  readonly adjustFor?: readonly string[]
  /** Fewest respondents who raise a theme with one polarity, and who do not; default 10. */
  readonly minMentions?: number
}

/** Responses for each column of the model: fewer let chance into the coefficients. */
const ROWS_PER_COLUMN = 10

type Column = {
  readonly theme: number | null
  readonly polarity: 'negative' | 'positive'
  readonly values: Uint8Array
  readonly count: number
}

function columnOf(
  values: Uint8Array,
  theme: number | null = null,
  polarity: Column['polarity'] = 'negative'
): Column {
  return { theme, polarity, values, count: values.reduce((sum, v) => sum + v, 0) }
}

function themeColumns(columns: SurveyColumns, rows: readonly number[]): Column[] {
  const index = themeIndex(columns)
  return columns.themes.flatMap(({ isAffectOnly }, theme) =>
    isAffectOnly
      ? []
      : (['negative', 'positive'] as const).map((polarity) => {
          const values = Uint8Array.from(rows, (row) => {
            for (let k = index.starts[row] ?? 0; k < (index.starts[row + 1] ?? 0); k++)
              if (index.themes[k] === theme)
                return (index.polarities[k] ?? 0) & POLARITY_BIT[polarity] ? 1 : 0
            return 0
          })
          return columnOf(values, theme, polarity)
        })
  )
}

function segmentColumns(
  columns: SurveyColumns,
  rows: readonly number[],
  fields: readonly string[]
): Column[] {
  return fields.flatMap((field) => {
    const { buckets, bucketOf } = bucketField(field, columns.segments[field] ?? [], {
      kind: 'auto',
    })
    // The first bucket is what the others are compared with.
    return buckets
      .slice(1)
      .map((_, b) => columnOf(Uint8Array.from(rows, (row) => (bucketOf[row] === b + 1 ? 1 : 0))))
  })
}

/** Commonest columns first, as many as the responses can bear; segments always. */
function chooseColumns(
  themes: readonly Column[],
  segments: readonly Column[],
  { base, minMentions }: { readonly base: number; readonly minMentions: number }
): { readonly chosen: readonly Column[]; readonly leftOutCount: number } {
  const held = segments.filter(({ count }) => count > 0 && count < base)
  const able = themes
    .filter(({ count }) => count >= minMentions && base - count >= minMentions)
    .map((column, place) => ({ column, place }))
    .sort((a, b) => b.column.count - a.column.count || a.place - b.place)
    .map(({ column }) => column)
  const room = Math.max(0, Math.floor(base / ROWS_PER_COLUMN) - held.length)
  return {
    chosen: [...able.slice(0, room), ...held],
    leftOutCount: Math.max(0, able.length - room),
  }
}

type Fitted = { readonly fit: LinearFit; readonly base: number; readonly confLevel: number }

function driverOf(
  column: Column,
  place: number,
  { fit, base, confLevel }: Fitted,
  theme: { readonly id: string; readonly label: string }
): Omit<NumberDriver, 'perMention' | 'onMean'> & {
  readonly perMention: Omit<EffectEstimate, 'qValue'>
  readonly onMean: Omit<EffectEstimate, 'qValue'>
} {
  const slope = fit.coefficients[place + 1] ?? 0
  const stdError = fit.stdErrors[place + 1] ?? 0
  const share = column.count / base
  const critical = criticalValueOfT(confLevel, fit.degrees)
  const pValue = stdError > 0 ? twoSidedTailOfT(slope / stdError, fit.degrees) : 1
  const around = (estimate: number, error: number) => ({
    estimate,
    confLow: estimate - critical * error,
    confHigh: estimate + critical * error,
    confLevel,
    method: fit.method,
    base,
    pValue,
  })
  // Delta method: the share of mentions varies from sample to sample as well.
  const spread = Math.sqrt(share ** 2 * stdError ** 2 + (slope ** 2 * share * (1 - share)) / base)
  return {
    themeId: theme.id,
    label: theme.label,
    polarity: column.polarity,
    mentionCount: column.count,
    perMention: around(slope, stdError),
    onMean: around(share * slope, spread),
  }
}

/**
 * Effects of themes on a number, by least squares on complaints and praise of each theme.
 *
 * @param columns - the survey, in canonical order
 * @param number - name of the number, and its value for each response, null where missing
 * @param options - level, fields held fixed, fewest mentions
 * @returns effects in the number's own unit; none where there are too few responses
 * @throws {InvalidOptionError} if the level is not inside (0, 1)
 * @see fitLinear
 * @example
 * numberDrivers(columns, { field: 'csat', values }, { confLevel: 0.95 }).drivers[0]?.onMean.estimate // => -0.21
 */
export function numberDrivers(
  columns: SurveyColumns,
  { field, values }: { readonly field: string; readonly values: readonly (number | null)[] },
  { confLevel, adjustFor = [], minMentions = 10 }: NumberDriverOptions
): NumberDrivers {
  const rows = values.flatMap((value, i) =>
    value !== null && columns.hasUsableComment[i] ? [i] : []
  )
  const outcomes = rows.map((row) => values[row] ?? 0)
  const base = rows.length
  const { chosen, leftOutCount } = chooseColumns(
    themeColumns(columns, rows),
    segmentColumns(columns, rows, adjustFor),
    { base, minMentions }
  )
  const design = new Float64Array(base * chosen.length)
  chosen.forEach((column, c) => {
    column.values.forEach((value, row) => {
      design[row * chosen.length + c] = value
    })
  })
  const owners = rows.map((row) => columns.respondents[row] ?? columns.accounts[row] ?? null)
  const known = owners.filter((owner) => owner !== null)
  const isClustered = new Set(known).size < known.length
  const fit = fitLinear(
    { rowCount: base, columnCount: chosen.length, values: design },
    outcomes,
    isClustered ? owners : null
  )
  const drafts = chosen.flatMap((column, place) => {
    const theme = column.theme === null ? undefined : columns.themes[column.theme]
    if (theme === undefined || fit === null || fit.coefficients[place + 1] === null) return []
    return [driverOf(column, place, { fit, base, confLevel }, theme)]
  })
  const qValues = benjaminiHochberg(drafts.map(({ perMention }) => perMention.pValue))
  return {
    field,
    base,
    missingCount: values.filter((value) => value === null).length,
    mean: base === 0 ? null : outcomes.reduce((sum, y) => sum + y, 0) / base,
    rSquared: fit?.rSquared ?? null,
    drivers: drafts
      .map((draft, i) => ({
        ...draft,
        perMention: { ...draft.perMention, qValue: qValues[i] ?? 1 },
        onMean: { ...draft.onMean, qValue: qValues[i] ?? 1 },
      }))
      .sort(
        (a, b) =>
          Math.abs(b.onMean.estimate) - Math.abs(a.onMean.estimate) ||
          (a.themeId < b.themeId ? -1 : 1)
      ),
    warnings: warningsFor(field, base, leftOutCount, drafts.length),
  }
}

function warningsFor(
  field: string,
  base: number,
  leftOutCount: number,
  driverCount: number
): Warning[] {
  return [
    ...(driverCount === 0
      ? [
          {
            code: 'too-few-numbers',
            detail: `${base} responses have a comment and "${field}"; that is too few to tell what themes do to it.`,
          },
        ]
      : []),
    ...(leftOutCount > 0 && driverCount > 0
      ? [
          {
            code: 'too-many-themes',
            detail: `${base} responses do not bear more columns; the ${leftOutCount} least mentioned were left out.`,
          },
        ]
      : []),
  ]
}
