// Whom to send a case to: the first matching row of a routing table, else its default. Every case has one route.

import { InvalidOptionError } from '../../domain/errors.ts'

/** One row of a routing table; conditions left out match everything. */
export type RouteRow = {
  readonly team: string
  readonly themeIds?: readonly string[]
  /** Field → values; every named field must match. */
  readonly segments?: Readonly<Record<string, readonly (string | number | boolean)[]>>
  readonly accountIds?: readonly string[]
}

/** Rows are tried in order. */
export type RoutingTable = { readonly rows: readonly RouteRow[]; readonly defaultTeam: string }

/** What a route is chosen by. */
export type Routable = {
  readonly themeId: string | null
  readonly accountId: string | null
  readonly segments: Readonly<Record<string, string | number | boolean>>
}

function matches(row: RouteRow, item: Routable): boolean {
  const { themeIds, accountIds, segments = {} } = row
  if (themeIds !== undefined && (item.themeId === null || !themeIds.includes(item.themeId)))
    return false
  if (accountIds !== undefined && (item.accountId === null || !accountIds.includes(item.accountId)))
    return false
  return Object.entries(segments).every(([field, values]) => {
    const value = item.segments[field]
    return value !== undefined && values.includes(value)
  })
}

/**
 * The team that a case goes to.
 *
 * @param item - reason theme, account and segments of the case
 * @param table - routing table
 * @returns the team of the first matching row, else the default; never none
 * @throws {InvalidOptionError} if a team or the default is blank
 * @see RoutingTable
 * @example
 * routeOf({ themeId: 'billing', accountId: null, segments: {} },
 *   { rows: [{ team: 'Finance', themeIds: ['billing'] }], defaultTeam: 'Care' }) // => 'Finance'
 */
export function routeOf(item: Routable, table: RoutingTable): string {
  const team = table.rows.find((row) => matches(row, item))?.team ?? table.defaultTeam
  if (team.trim() === '') throw new InvalidOptionError('routing', 'teams with a name', team)
  return team
}
