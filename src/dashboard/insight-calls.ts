import type { AnswerOf, WhyscoreClient } from '../client/client.ts'
import { type Filters, filterQuery } from './state/filters.ts'

export type Segments = AnswerOf<'GET /v1/surveys/{surveyId}/segments'>
export type Cell = Segments['cells'][number]
export type Accounts = AnswerOf<'GET /v1/surveys/{surveyId}/accounts'>
export type Account = Accounts['accounts'][number]
export type Trends = AnswerOf<'GET /v1/surveys/{surveyId}/trends'>
export type Cases = AnswerOf<'GET /v1/surveys/{surveyId}/cases'>

export const PERIOD_UNITS = ['day', 'week', 'month', 'quarter'] as const
export type PeriodUnit = (typeof PERIOD_UNITS)[number]

type Asked = { readonly filters: Filters; readonly signal: AbortSignal }

/** Views of a survey by group, account, time and case. */
export type InsightCalls = {
  segments(
    surveyId: string,
    by: readonly string[],
    asked: Asked & {
      readonly topThemes?: number
      readonly rules?: Readonly<Record<string, string>>
    }
  ): Promise<Segments>
  accounts(
    surveyId: string,
    asked: Asked & { readonly sort: string; readonly cursor: string | null }
  ): Promise<Accounts>
  account(surveyId: string, accountId: string, asked: Asked): Promise<Account>
  trends(
    surveyId: string,
    unit: PeriodUnit,
    asked: Asked & { readonly topThemes?: number; readonly maxEffectThemes?: number }
  ): Promise<Trends>
  cases(surveyId: string, asked: Asked & { readonly cursor: string | null }): Promise<Cases>
}

/** Makes these calls with a client. */
export function createInsightCalls(client: WhyscoreClient): InsightCalls {
  return {
    segments(surveyId, by, { filters, signal, topThemes, rules = {} }) {
      const buckets = Object.entries(rules).map(([field, rule]) => [`bucket.${field}`, rule])
      const query = {
        ...filterQuery(filters),
        ...(Object.fromEntries(buckets) as Record<`bucket.${string}`, string>),
        by: by.join(','),
        topThemes,
      }
      const request = { params: { surveyId }, query, signal }
      return client.call('GET /v1/surveys/{surveyId}/segments', request)
    },
    accounts(surveyId, { filters, sort, cursor, signal }) {
      const query = {
        ...filterQuery(filters),
        sort: sort as 'nps',
        limit: 50,
        ...(cursor !== null && { cursor }),
      }
      const request = { params: { surveyId }, query, signal }
      return client.call('GET /v1/surveys/{surveyId}/accounts', request)
    },
    async account(surveyId, accountId, { filters, signal }) {
      const params = { surveyId, accountId }
      const request = { params, query: filterQuery(filters), signal }
      return (await client.call('GET /v1/surveys/{surveyId}/accounts/{accountId}', request)).account
    },
    trends(surveyId, unit, { filters, signal, topThemes, maxEffectThemes }) {
      const query = { ...filterQuery(filters), period: unit, topThemes, maxEffectThemes }
      const request = { params: { surveyId }, query, signal }
      return client.call('GET /v1/surveys/{surveyId}/trends', request)
    },
    cases(surveyId, { filters, cursor, signal }) {
      const query = { ...filterQuery(filters), ...(cursor !== null && { cursor }) }
      const request = { params: { surveyId }, query, signal }
      return client.call('GET /v1/surveys/{surveyId}/cases', request)
    },
  }
}
