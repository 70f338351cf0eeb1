import { roundFigures } from '../../analysis/round-figures.ts'
import type { ReadRole } from '../../domain/role.ts'
import {
  type AccountOptions,
  type AccountReport,
  accountReport,
} from '../../insight/accounts/account-report.ts'
import { type RoleLexicon, readRoleLexicon, readRoles } from '../../insight/roles/role-lexicon.ts'
import { periodsOf } from '../../insight/trends/periods.ts'
import type { JoinedSurvey } from './join-responses.ts'
import { resolveField } from './resolve-field.ts'

/** How accounts are looked at. */
export type AccountsRequest = Omit<AccountOptions, 'revenue' | 'waveOf'> & {
  /** Name of the field with the revenue of each account, as typed. */
  readonly revenueField?: string | undefined
}

/** Roles of a survey, from the text of `lexicons/roles/data.tsv`. */
export function rolesOf(
  survey: Pick<JoinedSurvey, 'columns'>,
  lexiconTsv: string
): readonly ReadRole[] {
  const lexicon: RoleLexicon = readRoleLexicon(lexiconTsv)
  return readRoles(survey.columns.roles, lexicon).roles
}

/** Revenue by account: the largest value that its responses carry, since exports repeat it on every row. */
function revenueBy(survey: Pick<JoinedSurvey, 'columns'>, field: string): Map<string, number> {
  const { segments } = survey.columns
  const values = segments[resolveField(field, Object.keys(segments), 'revenue')]
  const revenue = new Map<string, number>()
  survey.columns.accounts.forEach((account, i) => {
    const value = Number(values?.[i] ?? Number.NaN)
    if (account === null || !Number.isFinite(value) || value < 0) return
    revenue.set(account, Math.max(revenue.get(account) ?? 0, value))
  })
  return revenue
}

/**
 * Accounts and roles of a survey, figures as computed. Quarters are the waves in which role-holders may change.
 *
 * For those who show a part of the accounts: the figures of thousands need not be copied.
 *
 * @param survey - joined responses
 * @param roles - from `rolesOf`
 * @param request - level, themes per account, revenue field
 * @throws {InvalidOptionError} if the revenue field is unknown or an option out of range
 */
export function computeAccounts(
  survey: Pick<JoinedSurvey, 'columns'>,
  roles: readonly ReadRole[],
  { revenueField, ...options }: AccountsRequest = {}
): AccountReport {
  const { periodOf } = periodsOf(survey.columns.times, 'quarter', 'UTC')
  const waveOf = Array.from(periodOf, (period) => (period === -1 ? null : period))
  return accountReport(survey.columns, roles, {
    ...options,
    waveOf,
    ...(revenueField === undefined ? {} : { revenue: revenueBy(survey, revenueField) }),
  })
}

/** The same with figures cut to twelve digits. @throws {InvalidOptionError} as `computeAccounts` */
export function describeAccounts(
  survey: Pick<JoinedSurvey, 'columns'>,
  roles: readonly ReadRole[],
  request: AccountsRequest = {}
): AccountReport {
  return roundFigures(computeAccounts(survey, roles, request))
}
