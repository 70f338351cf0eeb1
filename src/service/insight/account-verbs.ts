import { roundFigures } from '../../analysis/round-figures.ts'
import { NotFoundError } from '../../domain/errors.ts'
import type { ResponseFilter } from '../../domain/survey.ts'
import {
  type AccountFigures,
  type AccountRank,
  type AccountReport,
  byUnhappiness,
} from '../../insight/accounts/account-report.ts'
import type { SurveyContext } from '../surveys/survey-context.ts'
import type { Versioned } from '../surveys/theme-verbs.ts'
import { currentReport, type ReportAbout } from './current-report.ts'
import { computeAccounts, rolesOf } from './describe-accounts.ts'
import { withOutcomes } from './with-outcomes.ts'

/** Orders of accounts: lowest NPS first, most respondents first, most revenue at risk first, by id. */
export const ACCOUNT_SORTS = ['nps', 'base', 'revenueAtRisk', 'id'] as const
export type AccountSort = (typeof ACCOUNT_SORTS)[number]

/** Which accounts to list. */
export type AccountsPage = {
  readonly filter: ResponseFilter
  /** Field with the revenue of each account, as typed. */
  readonly revenueField?: string | undefined
  readonly sort: AccountSort
  readonly limit: number
  /** Number of accounts to pass over. */
  readonly offset: number
}

/** A page of accounts with the figures of all. */
export type AccountsResult = ReportAbout &
  AccountReport & { readonly totalCount: number; readonly next: number | null }

type Compare = (a: AccountRank, b: AccountRank) => number

const byId: Compare = (a, b) => (a.accountId < b.accountId ? -1 : 1)

const COMPARE: Readonly<Record<AccountSort, Compare>> = {
  nps: byUnhappiness,
  base: (a, b) => b.base - a.base || byId(a, b),
  revenueAtRisk: (a, b) => (b.revenueAtRisk ?? -1) - (a.revenueAtRisk ?? -1) || byId(a, b),
  id: byId,
}

/**
 * Accounts and roles of a stored survey, as `whyscore accounts` prints them, in pages.
 *
 * @throws {NotFoundError} if the workspace has no such survey
 * @throws {InvalidOptionError} if the revenue field is unknown
 */
export function listAccounts(
  context: SurveyContext,
  surveyId: string,
  { filter, revenueField, sort, limit, offset }: AccountsPage
): Promise<Versioned<AccountsResult>> {
  const options = { revenueField, sort, limit, offset }
  return currentReport(
    context,
    surveyId,
    { name: 'accounts', filter, options },
    async ({ columns: own, data }) => {
      const { columns } = await withOutcomes(own, data, revenueField ? [revenueField] : [])
      const end = offset + limit
      let totalCount = 0
      const report = computeAccounts({ columns }, rolesOf({ columns }, await context.readRoles()), {
        confLevel: data.survey.confLevel,
        revenueField,
        pick: (accounts) => {
          totalCount = accounts.length
          return [...accounts].sort(COMPARE[sort]).slice(offset, end)
        },
      })
      const next = end < totalCount ? end : null
      return roundFigures({ ...report, totalCount, next })
    }
  )
}

/**
 * One account against all others.
 *
 * @throws {NotFoundError} if there is no such survey, or no response of the account passes the filter
 */
export function readAccount(
  context: SurveyContext,
  surveyId: string,
  request: Pick<AccountsPage, 'filter' | 'revenueField'> & { readonly accountId: string }
): Promise<Versioned<ReportAbout & { readonly account: AccountFigures }>> {
  const { filter, accountId, revenueField } = request
  const options = { accountId, revenueField }
  return currentReport(
    context,
    surveyId,
    { name: 'account', filter, options },
    async ({ columns: own, data }) => {
      const { columns } = await withOutcomes(own, data, revenueField ? [revenueField] : [])
      const roles = rolesOf({ columns }, await context.readRoles())
      const { confLevel } = data.survey
      const { accounts } = computeAccounts({ columns }, roles, {
        confLevel,
        revenueField,
        pick: (all) => all.filter((each) => each.accountId === accountId),
      })
      const [account] = accounts
      if (!account) throw new NotFoundError('account', accountId)
      return roundFigures({ account })
    }
  )
}
