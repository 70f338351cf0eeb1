import { NotFoundError } from '../../domain/errors.ts'
import type { ResponseFilter } from '../../domain/survey.ts'
import type { AccountFigures, AccountReport } from '../../insight/accounts/account-report.ts'
import type { SurveyContext } from '../surveys/survey-context.ts'
import type { Versioned } from '../surveys/theme-verbs.ts'
import { currentReport, type ReportAbout } from './current-report.ts'
import { describeAccounts, rolesOf } from './describe-accounts.ts'
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

type Compare = (a: AccountFigures, b: AccountFigures) => number

const byId: Compare = (a, b) => (a.accountId < b.accountId ? -1 : 1)

const COMPARE: Readonly<Record<Exclude<AccountSort, 'nps'>, Compare>> = {
  base: (a, b) => (b.cell.base ?? 0) - (a.cell.base ?? 0) || byId(a, b),
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
      const report = describeAccounts(
        { columns },
        rolesOf({ columns }, await context.readRoles()),
        { confLevel: data.survey.confLevel, revenueField }
      )
      const sorted = sort === 'nps' ? report.accounts : [...report.accounts].sort(COMPARE[sort])
      const end = offset + limit
      return {
        ...report,
        accounts: sorted.slice(offset, end),
        totalCount: sorted.length,
        next: end < sorted.length ? end : null,
      }
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
      const { accounts } = describeAccounts({ columns }, roles, { confLevel, revenueField })
      const account = accounts.find((each) => each.accountId === accountId)
      if (!account) throw new NotFoundError('account', accountId)
      return { account }
    }
  )
}
