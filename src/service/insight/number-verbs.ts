import { roundFigures } from '../../analysis/round-figures.ts'
import { InvalidOptionError } from '../../domain/errors.ts'
import type { RecordMatch } from '../../domain/outcome.ts'
import type { ScoreGroup } from '../../domain/scale.ts'
import type { ResponseFilter } from '../../domain/survey.ts'
import { DEFAULT_CELL_OPTIONS } from '../../insight/cells/cell.ts'
import { groupRespondents, type RespondentGroups } from '../../insight/groups/group-respondents.ts'
import {
  type CentredComparison,
  type CentredGroup,
  centreWithin,
} from '../../insight/numbers/centre-within.ts'
import { contrastThemes, type ThemeContrast } from '../../insight/numbers/contrast-themes.ts'
import { type CorrelationReport, correlateField } from '../../insight/numbers/correlate-fields.ts'
import { type ThemePair, themePairs } from '../../insight/numbers/theme-pairs.ts'
import { type Prediction, predictOutcome } from '../../insight/prediction/predict-outcome.ts'
import { bucketField } from '../../insight/segments/bucket-field.ts'
import { fieldCautions, minBaseFor } from '../../insight/segments/field-cautions.ts'
import type { SurveyContext } from '../surveys/survey-context.ts'
import type { Versioned } from '../surveys/theme-verbs.ts'
import { currentReport, type ReportAbout } from './current-report.ts'
import { resolveField } from './resolve-field.ts'
import { withOutcomes } from './with-outcomes.ts'

/** How the outcomes of a report meet its responses; null where it is of the responses' own fields. */
type WithMatch = { readonly records: RecordMatch | null }

type Report<T> = Promise<Versioned<ReportAbout & T>>

/**
 * Correlation of scores and themes with an outcome or a number among the segments.
 *
 * @throws {NotFoundError} if the workspace has no such survey
 * @throws {InvalidOptionError} if neither outcomes nor segments have the field
 */
export function readCorrelations(
  context: SurveyContext,
  surveyId: string,
  { filter, field }: { readonly filter: ResponseFilter; readonly field: string }
): Report<CorrelationReport & WithMatch> {
  const request = { name: 'correlations', filter, options: { field } }
  return currentReport(context, surveyId, request, async ({ columns, scores, data }) => {
    const joined = await withOutcomes(columns, data, [field])
    const { confLevel } = data.survey
    const own = resolveField(field, Object.keys(joined.columns.segments))
    const report = correlateField(joined.columns, own, { confLevel, scores })
    return roundFigures({ ...report, records: joined.records })
  })
}

const SCORE_GROUPS: readonly string[] = ['detractor', 'passive', 'promoter']

/** Which outcome to predict, from what, and which risks to give. */
export type PredictionRequest = {
  readonly filter: ResponseFilter
  /** `detractor`, or a yes-or-no outcome or field. */
  readonly outcome: string
  /** Fields to learn from; all but protected traits without it. */
  readonly fields?: readonly string[] | undefined
  readonly limit: number
  /** Number of responses to pass over. */
  readonly offset: number
}

/** A prediction with the risks of a page of responses. */
export type PredictionResult = WithMatch & {
  /** Null with fewer than 20 responses with, or without, the outcome. */
  readonly prediction: Omit<Prediction, 'risks' | 'outcomes'> | null
  /** The highest first. */
  readonly risks: readonly {
    readonly responseId: string
    readonly respondentId: string | null
    readonly accountId: string | null
    readonly risk: number
  }[]
  readonly totalCount: number
  readonly next: number | null
}

/**
 * Prediction of detractors, or of an outcome that the caller brought.
 *
 * @throws {NotFoundError} if the workspace has no such survey
 * @throws {InvalidOptionError} if the outcome or a field is unknown
 */
export function readPrediction(
  context: SurveyContext,
  surveyId: string,
  { filter, outcome, fields, limit, offset }: PredictionRequest
): Report<PredictionResult> {
  const request = { name: 'prediction', filter, options: { outcome, fields, limit, offset } }
  return currentReport(context, surveyId, request, async ({ columns, ids, data }) => {
    const joined = await withOutcomes(columns, data, [outcome, ...(fields ?? [])])
    const { records } = joined
    const known = Object.keys(joined.columns.segments)
    const isScoreGroup = SCORE_GROUPS.includes(outcome)
    const found = predictOutcome(joined.columns, {
      outcome: isScoreGroup ? outcome : resolveField(outcome, known, 'outcome'),
      confLevel: data.survey.confLevel,
      ...(fields && { fields: fields.map((field) => resolveField(field, known, 'fields')) }),
    })
    if (!found) return { prediction: null, risks: [], records, totalCount: 0, next: null }
    const { risks, outcomes: _, ...prediction } = found
    const sorted = risks
      .map((risk, i) => ({ risk, i, id: ids[i] ?? '' }))
      .sort((a, b) => b.risk - a.risk || (a.id < b.id ? -1 : 1))
    const end = offset + limit
    return roundFigures({
      prediction,
      risks: sorted.slice(offset, end).map(({ risk, i, id }) => ({
        responseId: id,
        respondentId: columns.respondents[i] ?? null,
        accountId: columns.accounts[i] ?? null,
        risk,
      })),
      records,
      totalCount: sorted.length,
      next: end < sorted.length ? end : null,
    })
  })
}

/**
 * Groups of respondents who are alike, or the answer that there are none.
 *
 * @throws {NotFoundError} if the workspace has no such survey
 * @throws {InvalidOptionError} if a field is unknown or an option out of range
 */
export function readGroups(
  context: SurveyContext,
  surveyId: string,
  options: {
    readonly filter: ResponseFilter
    readonly fields?: readonly string[] | undefined
    readonly maxGroups?: number | undefined
  }
): Report<Omit<RespondentGroups, 'groupOf'>> {
  const { filter, fields, maxGroups } = options
  const request = { name: 'groups', filter, options: { fields, maxGroups } }
  return currentReport(context, surveyId, request, ({ columns, data }) => {
    const known = Object.keys(columns.segments)
    const { groupOf: _, ...groups } = groupRespondents(columns, {
      confLevel: data.survey.confLevel,
      seed: data.survey.seed,
      ...(fields && { fields: fields.map((field) => resolveField(field, known, 'fields')) }),
      ...(maxGroups === undefined ? {} : { maxGroups }),
    })
    return roundFigures(groups)
  })
}

/** Themes that tell two score groups apart. @throws {NotFoundError | InvalidOptionError} */
export function readContrasts(
  context: SurveyContext,
  surveyId: string,
  {
    filter,
    groups,
  }: { readonly filter: ResponseFilter; readonly groups: readonly [ScoreGroup, ScoreGroup] }
): Report<{ readonly contrasts: readonly ThemeContrast[] }> {
  const request = { name: 'contrasts', filter, options: { groups } }
  return currentReport(context, surveyId, request, ({ columns, data }) =>
    roundFigures({ contrasts: contrastThemes(columns, groups, data.survey.confLevel) })
  )
}

/** Themes that are raised together. @throws {NotFoundError} */
export function readThemePairs(
  context: SurveyContext,
  surveyId: string,
  filter: ResponseFilter
): Report<{ readonly pairs: readonly ThemePair[] }> {
  const request = { name: 'theme-pairs', filter, options: {} }
  return currentReport(context, surveyId, request, ({ columns, data }) =>
    roundFigures({ pairs: themePairs(columns, data.survey.confLevel) })
  )
}

/** Groups that may be shown, raw and within countries. */
type Comparisons = Omit<CentredComparison, 'groups'> & {
  readonly groups: readonly (Omit<CentredGroup, 'suppressed' | 'base'> & {
    readonly base: number
  })[]
}

/**
 * Groups compared raw and within countries, since cultures use the scale differently.
 *
 * @throws {NotFoundError} if the workspace has no such survey
 * @throws {InvalidOptionError} if a field is unknown, or both are the same
 */
export function readComparisons(
  context: SurveyContext,
  surveyId: string,
  options: { readonly filter: ResponseFilter; readonly by: string; readonly within: string }
): Report<Comparisons> {
  const { filter, by, within } = options
  const request = { name: 'comparisons', filter, options: { by, within } }
  return currentReport(context, surveyId, request, async ({ columns: own, data }) => {
    const { columns } = await withOutcomes(own, data, [by, within])
    const known = Object.keys(columns.segments)
    const names = [resolveField(by, known, 'by'), resolveField(within, known, 'within')] as const
    if (names[0] === names[1]) throw new InvalidOptionError('within', 'another field', within)
    const cut = (field: string) =>
      bucketField(field, columns.segments[field] ?? [], { kind: 'auto' })
    // Differences of few people are not shown, nor is an order of merit of employees.
    const found = centreWithin(columns, cut(names[0]), cut(names[1]), {
      confLevel: data.survey.confLevel,
      minBase: minBaseFor([names[0]], DEFAULT_CELL_OPTIONS.minBase),
    })
    const groups = found.groups.flatMap(({ suppressed: _, base, ...group }) =>
      base === null || base === 0 ? [] : [{ ...group, base }]
    )
    return roundFigures({
      ...found,
      groups,
      warnings: [...fieldCautions(names), ...found.warnings],
    })
  })
}
