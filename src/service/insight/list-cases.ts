import { roundFigures } from '../../analysis/round-figures.ts'
import {
  type DetractorCase,
  detractorCases,
  type PromoterEntry,
  promoterList,
} from '../../insight/cases/case-lists.ts'
import type { RoutingTable } from '../../insight/cases/route-cases.ts'
import type { JoinedSurvey } from './join-responses.ts'
import { resolveField } from './resolve-field.ts'

/** Whom to call back and whom to thank. */
export type CaseLists = {
  readonly detractors: readonly DetractorCase[]
  readonly promoters: readonly PromoterEntry[]
}

/** Sends everything to one team, until a routing table is given. */
export const NO_ROUTING: RoutingTable = { rows: [], defaultTeam: 'Customer care' }

/**
 * Detractor cases and the promoter list of a survey.
 *
 * @param survey - joined responses; quotes are masked
 * @param routing - whom each case goes to
 * @param consentField - field that says whether a promoter may be quoted, as typed
 * @returns both lists, most urgent and warmest first
 * @throws {InvalidOptionError} if the consent field is unknown or a team has no name
 */
export function listCases(
  survey: JoinedSurvey,
  routing: RoutingTable = NO_ROUTING,
  consentField?: string
): CaseLists {
  const fields = Object.keys(survey.columns.segments)
  const consent = consentField === undefined ? null : resolveField(consentField, fields)
  const { themeEffects, worstScore, bestScore } = survey
  return roundFigures({
    detractors: detractorCases(survey.facts, { routing, themeEffects, worstScore, bestScore }),
    promoters: promoterList(survey.facts, consent),
  })
}
