import type {
  AnalysedResponse,
  ScenarioResult,
  SurveyResponse,
  ThemeChange,
} from '../../http/client-types.ts'
import type { FieldValues, Filters } from '../state/filters.ts'
import type { Tally } from '../state/theme-facts.ts'
import type { Figures, ResponseQuery } from '../survey-calls.ts'

/** A ranked list for one set of filters. */
export type Listed = {
  readonly figures: Figures
  readonly isFiltered: boolean
  /** True while newer responses wait to be counted. */
  readonly isStale: boolean
}

/** One response with what the service says of it. */
export type ListedResponse = {
  readonly response: SurveyResponse
  readonly analysed: AnalysedResponse
}

/** Responses of one part: fewer under a theme, which has more to show. */
export function partSize(themeId: string): number {
  return themeId === '' ? 25 : 10
}

/** Part of the responses that pass. */
export type ResponsePart = {
  readonly entries: readonly ListedResponse[]
  /** Where the next part starts; null at the end. */
  readonly next: string | null
  /** How many pass in all; null where it is not known. */
  readonly total: number | null
}

/** Counts of one period. */
export type PeriodCount = { readonly period: string; readonly count: number }

/** Who mentions a theme, and when. */
export type ThemeFacts = {
  readonly periods: readonly PeriodCount[]
  readonly who: readonly Tally[]
}

/** Which theme, among which responses, and by which field it is cut. */
export type ThemeQuestion = {
  readonly themeId: string
  readonly filters: Filters
  readonly field: string | null
}

/** How many gave a score. */
export type ScoreCount = {
  readonly score: number
  readonly count: number
  readonly group: string | null
}

/** Where figures come from: a file that is looked at, or a survey that is kept. The views do not know which. */
export type Source = {
  readonly name: string
  /** Null for a file. */
  readonly surveyId: string | null
  readonly minMentions: number
  readonly responseCount: number
  /** Fields that one can filter and cut by. */
  readonly fields: readonly FieldValues[]
  /** All fields that a survey can be cut by, numbers included. */
  readonly cuts: readonly string[]
  /** First and last day; null where responses have no time. */
  readonly period: readonly [string, string] | null
  /** Edits in force. */
  readonly edits: readonly ThemeChange[]
  list(filters: Filters, signal: AbortSignal): Promise<Listed>
  responses(query: ResponseQuery, cursor: string | null, signal: AbortSignal): Promise<ResponsePart>
  facts(asked: ThemeQuestion, signal: AbortSignal): Promise<ThemeFacts>
  /** Other themes that the same people mention, by their ids, the most frequent first. */
  together(themeId: string, filters: Filters, signal: AbortSignal): Promise<readonly Tally[]>
  /** Mentions by theme and month; empty where responses lie in fewer than three. */
  months(
    filters: Filters,
    signal: AbortSignal
  ): Promise<ReadonlyMap<string, readonly PeriodCount[]>>
  /** Empty where the source does not say. */
  scores(filters: Filters): readonly ScoreCount[]
  scenario(
    filters: Filters,
    factors: Readonly<Record<string, number>>,
    signal: AbortSignal
  ): Promise<ScenarioResult | null>
  render(filters: Filters, title: string, form: 'html' | 'csv'): Promise<Blob>
  /** The figures after an edit that is not kept. */
  tryEdit(edit: ThemeChange, signal: AbortSignal): Promise<Omit<Figures, 'versions'>>
  /** Makes an edit. @returns the source as it is afterwards */
  saveEdit(edit: ThemeChange, signal: AbortSignal): Promise<Source>
}
