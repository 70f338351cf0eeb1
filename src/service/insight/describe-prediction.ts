import { roundFigures } from '../../analysis/round-figures.ts'
import {
  type Prediction,
  type PredictionOptions,
  predictOutcome,
} from '../../insight/prediction/predict-outcome.ts'
import type { JoinedSurvey } from './join-responses.ts'
import { resolveField } from './resolve-field.ts'

/** What is predicted, and what from; names as typed. */
export type PredictionRequest = Pick<PredictionOptions, 'confLevel'> & {
  /** A score group, or a yes-or-no field; default `detractor`. */
  readonly outcome?: string | undefined
  /** Default: all fields but protected traits and the outcome. */
  readonly fields?: readonly string[] | undefined
}

/** A prediction with the risk of each response by its id, highest first. */
export type PredictionReport = {
  /** Null with fewer than 20 responses with, or without, the outcome. */
  readonly prediction: Omit<Prediction, 'risks' | 'outcomes'> | null
  readonly risks: readonly {
    readonly responseId: string
    readonly risk: number
    /** Whether it has the outcome; null where that is unknown. */
    readonly hasOutcome: boolean | null
  }[]
}

const SCORE_GROUPS: readonly string[] = ['detractor', 'passive', 'promoter']

/**
 * Prediction of detractors or of another outcome.
 *
 * @param survey - joined responses
 * @param ids - id of each response, aligned with the columns
 * @param request - outcome, fields, level
 * @returns the report with figures cut to twelve digits
 * @throws {InvalidOptionError} if a field is unknown
 */
export function describePrediction(
  { columns }: Pick<JoinedSurvey, 'columns'>,
  ids: readonly string[],
  { outcome = 'detractor', fields, confLevel }: PredictionRequest = {}
): PredictionReport {
  const known = Object.keys(columns.segments)
  const prediction = predictOutcome(columns, {
    outcome: SCORE_GROUPS.includes(outcome) ? outcome : resolveField(outcome, known, 'outcome'),
    ...(fields && { fields: fields.map((field) => resolveField(field, known, 'fields')) }),
    ...(confLevel !== undefined && { confLevel }),
  })
  if (prediction === null) return { prediction: null, risks: [] }
  const { outcomes, risks, ...rest } = prediction
  const byResponse = risks.map((risk, i) => ({
    responseId: ids[i] ?? '',
    risk,
    hasOutcome: outcomes[i] ?? null,
  }))
  byResponse.sort((a, b) => b.risk - a.risk || (a.responseId < b.responseId ? -1 : 1))
  return roundFigures({ prediction: rest, risks: byResponse })
}
