// The champion is often happy while the others are not: the difference inside each account, pooled.

import type { ReadRole } from '../../domain/role.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'
import { type ClusterMean, clusterMean } from '../../stats/cluster-mean.ts'
import type { AccountGroup } from './account-groups.ts'

/** NPS of a role minus that of the others, inside accounts. */
export type RoleGap = {
  readonly role: ReadRole
  /** Points in [-200, 200]; null with fewer than two accounts that have both. */
  readonly npsPoints: ClusterMean | null
  /** Accounts in which both the role and others answered. */
  readonly accountCount: number
  /** Per such account: points. */
  readonly accounts: readonly { readonly accountId: string; readonly npsPoints: number }[]
}

const POINTS = { detractor: -100, passive: 0, promoter: 100 } as const

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length
}

/**
 * How much happier the holders of a role are than the others of the same account, pooled over accounts.
 *
 * Only accounts with both count, so that accounts with many champions do not decide. Each weighs by how precisely
 * it shows the gap (n₁ n₂ / (n₁ + n₂)).
 *
 * @param columns - score groups of the responses
 * @param groups - responses by account
 * @param roles - role of each response; those without a known role are among neither
 * @param options - role to compare, usually `champion`, and level in (0, 1)
 * @returns role minus others in points with interval over accounts
 * @throws {InvalidOptionError} if the level is not inside (0, 1)
 * @see clusterMean
 * @example
 * roleGap(columns, groups, roles, { role: 'champion', confLevel: 0.95 }).npsPoints?.estimate // => 42
 */
export function roleGap(
  columns: Pick<SurveyColumns, 'scoreGroups'>,
  groups: readonly AccountGroup[],
  roles: readonly ReadRole[],
  options: { readonly role: ReadRole; readonly confLevel: number }
): RoleGap {
  const paired = groups.flatMap(({ accountId, responses }) => {
    const own: number[] = []
    const others: number[] = []
    for (const i of responses) {
      const group = columns.scoreGroups[i] ?? null
      const role = roles[i] ?? 'missing'
      if (group === null || role === 'missing' || role === 'unknown') continue
      const side = role === options.role ? own : others
      side.push(POINTS[group])
    }
    if (own.length === 0 || others.length === 0) return []
    const base = own.length + others.length
    return [
      {
        accountId,
        value: meanOf(own) - meanOf(others),
        weight: (own.length * others.length) / base,
        base,
      },
    ]
  })
  return {
    role: options.role,
    npsPoints: clusterMean(paired, options.confLevel),
    accountCount: paired.length,
    accounts: paired.map(({ accountId, value }) => ({ accountId, npsPoints: value })),
  }
}
