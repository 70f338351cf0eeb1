// Account figures: each account on its own, and the survey with respondents, accounts or revenue as the unit.

import type { IntervalEstimate, Warning } from '../../domain/effect.ts'
import { type ReadRole, ROLES } from '../../domain/role.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'
import { type ClusterMean, clusterMean } from '../../stats/cluster-mean.ts'
import { npsInterval } from '../../stats/nps.ts'
import type { Cell, CellOptions } from '../cells/cell.ts'
import { DEFAULT_CELL_OPTIONS } from '../cells/cell.ts'
import { describeCells } from '../cells/describe-cells.ts'
import { suppressLine } from '../cells/suppress-cells.ts'
import { type GroupTally, scoredCount, sumOf, tallyCells } from '../cells/tally-cells.ts'
import { type ThemeIndex, themeIndex } from '../cells/theme-index.ts'
import {
  type AccountFlag,
  type AccountGroup,
  accountFlags,
  groupByAccount,
} from './account-groups.ts'
import { type RoleGap, roleGap } from './champion-gap.ts'

export type AccountOptions = Partial<CellOptions> & {
  /** Revenue of each account in any one currency; accounts without it are counted. */
  readonly revenue?: ReadonlyMap<string, number>
  /** Wave of each response, ascending, for spotting changed role-holders. */
  readonly waveOf?: readonly (number | null)[]
  /** Which accounts to describe, in which order; all by default, the unhappiest first. */
  readonly pick?: (accounts: readonly AccountRank[]) => readonly AccountRank[]
}

/** What accounts are put in order by. */
export type AccountRank = {
  readonly accountId: string
  /** Null without a score. */
  readonly npsPoints: number | null
  readonly base: number
  readonly revenueAtRisk: number | null
}

/** One account. */
export type AccountFigures = {
  readonly accountId: string
  /** Figures of its respondents against those of all other accounts. */
  readonly cell: Cell
  readonly roles: readonly {
    readonly role: ReadRole
    readonly base: number
    readonly npsPoints: number
  }[]
  readonly revenue: number | null
  /** Revenue times detractor share; null without revenue or scores. */
  readonly revenueAtRisk: number | null
  readonly flags: readonly AccountFlag[]
}

/** Revenue behind unhappy voices. */
export type RevenueFigures = {
  /** NPS in points with every account weighing its revenue. */
  readonly npsPoints: ClusterMean | null
  /** Share of revenue that detractors speak for, [0, 1]. */
  readonly atRiskShare: ClusterMean | null
  readonly atRisk: number
  readonly total: number
  /** Accounts that answered and have no revenue given. */
  readonly missingCount: number
}

export type AccountReport = {
  /** Every respondent counts the same; responses without account are in it too. */
  readonly respondentWeighted: IntervalEstimate | null
  /** Every account counts the same, however many of its people answered. */
  readonly accountWeighted: ClusterMean | null
  readonly revenue: RevenueFigures | null
  /** Those picked, in the order of `pick`. */
  readonly accounts: readonly AccountFigures[]
  /** Figures by role over all accounts, in order of seniority, unknown and missing titles last. */
  readonly roles: readonly Cell[]
  readonly championGap: RoleGap
  readonly withoutAccountCount: number
  readonly warnings: readonly Warning[]
}

const ROLE_ORDER: readonly ReadRole[] = [...ROLES, 'unknown', 'missing']

/** An account with one answer is shown: account teams know their customers by name. */
const ACCOUNT_MIN_BASE = 1

function npsOf(tally: GroupTally): number {
  return (100 * (tally.promoters - tally.detractors)) / scoredCount(tally)
}

/** A mean of NPS cannot leave [-100, 100], nor can its interval. */
function withinPoints(mean: ClusterMean | null): ClusterMean | null {
  if (mean === null) return null
  return { ...mean, confLow: Math.max(-100, mean.confLow), confHigh: Math.min(100, mean.confHigh) }
}

/**
 * Figures by role over all accounts.
 *
 * @param columns - the survey
 * @param roles - role of each response
 * @param options - level, smallest cell shown, themes per cell
 * @returns one cell per role that occurs, in order of seniority
 * @throws {InvalidOptionError} if an option is out of range
 * @see readRoles
 * @example
 * roleCells(columns, roles, DEFAULT_CELL_OPTIONS).map((cell) => cell.keys[0]?.bucket)
 */
export function roleCells(
  columns: SurveyColumns,
  roles: readonly ReadRole[],
  options: CellOptions
): Cell[] {
  const present = ROLE_ORDER.filter((role) => roles.includes(role))
  const cellOf = Int32Array.from(roles, (role) => present.indexOf(role))
  const tallies = tallyCells(columns, themeIndex(columns), cellOf, present.length)
  // A missing title is no trait of anybody: hidden when rare, it takes no role with it.
  const isMissing = present.map((role) => role === 'missing')
  const hidden = suppressLine(
    tallies.map(({ persons }, i) => (isMissing[i] ? 0 : persons)),
    options.minBase
  )
  const sketches = present.flatMap((role, i) => {
    const tally = tallies[i]
    if (tally === undefined) return []
    const keys = [{ field: 'role', bucket: role }]
    const isRare = isMissing[i] && tally.persons > 0 && tally.persons < options.minBase
    const suppressed = isRare ? ('small' as const) : (hidden[i] ?? null)
    return [{ keys, isMissing: role === 'missing', tally, suppressed }]
  })
  return describeCells(sketches, columns.themes, options)
}

function rolesIn(
  columns: SurveyColumns,
  roles: readonly ReadRole[],
  group: AccountGroup
): AccountFigures['roles'] {
  return ROLE_ORDER.flatMap((role) => {
    const scores = group.responses.flatMap((i) =>
      roles[i] === role ? (columns.scoreGroups[i] ?? []) : []
    )
    if (scores.length === 0) return []
    const promoters = scores.filter((s) => s === 'promoter').length
    const detractors = scores.filter((s) => s === 'detractor').length
    return [
      { role, base: scores.length, npsPoints: (100 * (promoters - detractors)) / scores.length },
    ]
  })
}

function revenueFigures(
  groups: readonly AccountGroup[],
  tallies: readonly GroupTally[],
  revenue: ReadonlyMap<string, number>,
  confLevel: number
): RevenueFigures {
  const scored = groups.flatMap(({ accountId }, i) => {
    const tally = tallies[i]
    return tally === undefined || scoredCount(tally) === 0
      ? []
      : [{ tally, weight: revenue.get(accountId) ?? null }]
  })
  const known = scored.flatMap(({ tally, weight }) => (weight === null ? [] : [{ tally, weight }]))
  const share = (tally: GroupTally) => tally.detractors / scoredCount(tally)
  const clusters = (value: (tally: GroupTally) => number) =>
    known.map(({ tally, weight }) => ({ value: value(tally), weight, base: scoredCount(tally) }))
  const atRisk = clusterMean(clusters(share), confLevel)
  return {
    npsPoints: withinPoints(clusterMean(clusters(npsOf), confLevel)),
    atRiskShare:
      atRisk === null
        ? null
        : {
            ...atRisk,
            confLow: Math.max(0, atRisk.confLow),
            confHigh: Math.min(1, atRisk.confHigh),
          },
    atRisk: known.reduce((sum, { tally, weight }) => sum + weight * share(tally), 0),
    total: known.reduce((sum, { weight }) => sum + weight, 0),
    missingCount: scored.length - known.length,
  }
}

/**
 * Order of accounts: lowest NPS first, then the larger base, then by id; accounts without a score last.
 *
 * @param a - an account
 * @param b - another
 * @returns negative where the first comes first
 * @throws never
 * @see AccountOptions, where `pick` may want another order
 * @example
 * ranks.sort(byUnhappiness)[0]?.npsPoints // => -100
 */
export function byUnhappiness(a: AccountRank, b: AccountRank): number {
  const level = (account: AccountRank) => account.npsPoints ?? Number.POSITIVE_INFINITY
  if (level(a) !== level(b)) return level(a) - level(b)
  return b.base - a.base || (a.accountId < b.accountId ? -1 : 1)
}

function warningsFor(
  flags: readonly (readonly AccountFlag[])[],
  withoutAccount: number
): Warning[] {
  const single = flags.filter((each) => each.includes('single-voice')).length
  const warnings: Warning[] = []
  if (withoutAccount > 0)
    warnings.push({
      code: 'responses-without-account',
      detail: `${withoutAccount} responses name no account; they count among respondents only.`,
    })
  if (flags.length > 0 && single > flags.length / 2)
    warnings.push({
      code: 'mostly-single-voices',
      detail: `${single} of ${flags.length} accounts are heard through one voice; their figures are opinions, not averages.`,
    })
  return warnings
}

type Joined = {
  readonly columns: SurveyColumns
  readonly roles: readonly ReadRole[]
  readonly groups: readonly AccountGroup[]
  readonly tallies: readonly GroupTally[]
  /** What each account's list of voices lacks. */
  readonly flags: readonly (readonly AccountFlag[])[]
}

function ranksOf(
  { groups, tallies }: Pick<Joined, 'groups' | 'tallies'>,
  revenue: ReadonlyMap<string, number> | undefined
): AccountRank[] {
  return groups.map(({ accountId }, i) => {
    const tally = tallies[i]
    const base = tally === undefined ? 0 : scoredCount(tally)
    const own = revenue?.get(accountId) ?? null
    const isKnown = tally !== undefined && base > 0
    return {
      accountId,
      npsPoints: isKnown ? npsOf(tally) : null,
      base,
      revenueAtRisk: isKnown && own !== null ? own * (tally.detractors / base) : null,
    }
  })
}

function describeAccounts(joined: Joined, options: AccountOptions): AccountFigures[] {
  const { columns, roles, groups, tallies, flags } = joined
  const { confLevel, topThemes } = { ...DEFAULT_CELL_OPTIONS, ...options }
  const { pick = (all: readonly AccountRank[]) => [...all].sort(byUnhappiness) } = options
  const ranks = ranksOf({ groups, tallies }, options.revenue)
  const placeOf = new Map(ranks.map((rank, i) => [rank, i]))
  const places = pick(ranks).flatMap((rank) => placeOf.get(rank) ?? [])
  const sketches = groups.flatMap(({ accountId }, i) => {
    const tally = tallies[i]
    const keys = [{ field: 'account', bucket: accountId }]
    return tally === undefined ? [] : [{ keys, isMissing: false, tally, suppressed: null }]
  })
  const cellOptions = { confLevel, topThemes, minBase: ACCOUNT_MIN_BASE }
  const cells = describeCells(sketches, columns.themes, cellOptions, places)
  return places.flatMap((i, at) => {
    const [group, cell, rank] = [groups[i], cells[at], ranks[i]]
    if (group === undefined || cell === undefined || rank === undefined) return []
    return [
      {
        accountId: group.accountId,
        cell,
        roles: rolesIn(columns, roles, group),
        revenue: options.revenue?.get(group.accountId) ?? null,
        revenueAtRisk: rank.revenueAtRisk,
        flags: flags[i] ?? [],
      },
    ]
  })
}

function tallyGroups(
  columns: SurveyColumns,
  groups: readonly AccountGroup[],
  index: ThemeIndex
): GroupTally[] {
  const cellOf = new Int32Array(columns.scoreGroups.length).fill(-1)
  groups.forEach(({ responses }, account) => {
    for (const i of responses) cellOf[i] = account
  })
  return tallyCells(columns, index, cellOf, groups.length)
}

/**
 * Accounts: who is unhappy where, seen with respondents, accounts and revenue as the unit.
 *
 * @param columns - the survey, in canonical order
 * @param roles - role of each response, from `readRoles`
 * @param options - level, smallest role cell shown, themes per cell, revenue by account, waves
 * @returns figures per account and role, and the champion's gap to the others
 * @throws {InvalidOptionError} if an option is out of range
 * @see clusterMean, roleGap
 * @example
 * accountReport(columns, readRoles(columns.roles, lexicon).roles).accountWeighted?.estimate // => -4.2
 */
export function accountReport(
  columns: SurveyColumns,
  roles: readonly ReadRole[],
  options: AccountOptions = {}
): AccountReport {
  const cellOptions: CellOptions = { ...DEFAULT_CELL_OPTIONS, ...options }
  const { confLevel } = cellOptions
  const groups = groupByAccount(columns.accounts)
  const index = themeIndex(columns)
  const tallies = tallyGroups(columns, groups, index)
  const everyone = new Int32Array(columns.scoreGroups.length)
  const whole = sumOf(tallyCells(columns, index, everyone, 1), columns.themes.length)
  const voices = { respondents: columns.respondents, roles, waveOf: options.waveOf ?? null }
  const flags = groups.map((group) => accountFlags(group, voices))
  const withoutAccountCount = columns.accounts.filter((account) => account === null).length
  const equal = tallies
    .filter((tally) => scoredCount(tally) > 0)
    .map((tally) => ({ value: npsOf(tally), weight: 1, base: scoredCount(tally) }))
  return {
    respondentWeighted: scoredCount(whole) === 0 ? null : npsInterval(whole, confLevel),
    accountWeighted: withinPoints(clusterMean(equal, confLevel)),
    revenue:
      options.revenue === undefined
        ? null
        : revenueFigures(groups, tallies, options.revenue, confLevel),
    accounts: describeAccounts({ columns, roles, groups, tallies, flags }, options),
    roles: roleCells(columns, roles, cellOptions),
    championGap: roleGap(columns, groups, roles, { role: 'champion', confLevel }),
    withoutAccountCount,
    warnings: warningsFor(flags, withoutAccountCount),
  }
}
