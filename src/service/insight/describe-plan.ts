import { roundFigures } from '../../analysis/round-figures.ts'
import type { Analysis } from '../../domain/analysis.ts'
import { InvalidOptionError } from '../../domain/errors.ts'
import { type ActionStub, actionStub } from '../../insight/actions/action-stub.ts'
import { type RoutingTable, routeOf } from '../../insight/cases/route-cases.ts'
import { isoTime } from '../request/read-time.ts'

/** An action in the making; the analysis was asked for the scenario of the same theme and factor. */
export type PlanRequest = {
  readonly themeId: string
  /** How much of the complaints is to remain, in [0, 1). */
  readonly factor: number
  /** ISO 8601 day. */
  readonly by: string
  readonly routing: RoutingTable
  readonly confLevel: number
}

/**
 * The frame of an action plan, its numbers copied from an analysis.
 *
 * @param analysis - with the scenario of this theme and factor
 * @param request - theme, factor, day, routing table for the owner
 * @returns the stub with figures cut to twelve digits
 * @throws {InvalidOptionError} if the theme is unknown, nobody complains of it, or factor or day are wrong
 */
export function describePlan(
  analysis: Pick<Analysis, 'themes' | 'summary' | 'scenario'>,
  { themeId, factor, by, routing, confLevel }: PlanRequest
): ActionStub {
  const theme = analysis.themes.find(({ id }) => id === themeId)
  if (theme === undefined) {
    const known = analysis.themes.map(({ id }) => id).join(', ')
    throw new InvalidOptionError('theme', `one of ${known}`, themeId)
  }
  if (isoTime(by) === null) {
    throw new InvalidOptionError('by', 'a day such as 2026-12-31', by)
  }
  return roundFigures(
    actionStub(theme, {
      factor,
      by,
      owner: routeOf({ themeId, accountId: null, segments: {} }, routing),
      commentBase: analysis.summary.commentBase,
      scenario: analysis.scenario ?? null,
      confLevel,
    })
  )
}
