import { roundFigures } from '../../analysis/round-figures.ts'
import {
  type DetractorCase,
  detractorCases,
  type PromoterEntry,
  promoterList,
} from '../../insight/cases/case-lists.ts'
import { type ListedSegment, listBySegment } from '../../insight/cases/list-by-segment.ts'
import { type PassiveEntry, passiveList } from '../../insight/cases/passive-list.ts'
import type { RoutingTable } from '../../insight/cases/route-cases.ts'
import type { JoinedSurvey } from './join-responses.ts'
import { resolveField } from './resolve-field.ts'

/** Whom to call back and whom to thank. */
export type CaseLists = {
  readonly detractors: readonly DetractorCase[]
  /** To keep and to win over. */
  readonly passives: readonly PassiveEntry[]
  readonly promoters: readonly PromoterEntry[]
  /** Each list by the segments of one field; null without a field. */
  readonly segments: {
    readonly by: string
    readonly detractors: readonly ListedSegment[]
    readonly passives: readonly ListedSegment[]
    readonly promoters: readonly ListedSegment[]
  } | null
}

/** How cases are routed and listed; names as typed. */
export type CasesRequest = {
  /** Whom each case goes to; everything to one team without it. */
  readonly routing?: RoutingTable
  /** Field that says whether a promoter may be quoted; nobody is without it. */
  readonly consent?: string | undefined
  /** Field whose segments are counted in each list. */
  readonly by?: string | undefined
}

/** Sends everything to one team, until a routing table is given. */
export const NO_ROUTING: RoutingTable = { rows: [], defaultTeam: 'Customer care' }

/**
 * Detractor cases, passives and the promoter list of a survey.
 *
 * @param survey - joined responses; quotes are masked
 * @param request - routes, consent, field to part by
 * @returns the lists, most urgent and warmest first
 * @throws {InvalidOptionError} if a field is unknown or a protected trait, or a team has no name
 */
export function listCases(
  survey: JoinedSurvey,
  { routing = NO_ROUTING, consent, by }: CasesRequest = {}
): CaseLists {
  const fields = Object.keys(survey.columns.segments)
  const consentField = consent === undefined ? null : resolveField(consent, fields, 'consent')
  const { themeEffects, worstScore, bestScore, facts } = survey
  const lists = {
    detractors: detractorCases(facts, { routing, themeEffects, worstScore, bestScore }),
    passives: passiveList(facts),
    promoters: promoterList(facts, consentField),
  }
  if (by === undefined) return roundFigures({ ...lists, segments: null })
  const field = resolveField(by, fields, 'by')
  const segmentsOf = new Map(facts.map(({ id, segments }) => [id, segments[field] ?? null]))
  const parted = (list: readonly { readonly responseId: string }[]) =>
    listBySegment(
      field,
      list.map(({ responseId }) => segmentsOf.get(responseId) ?? null)
    )
  const segments = {
    by: field,
    detractors: parted(lists.detractors),
    passives: parted(lists.passives),
    promoters: parted(lists.promoters),
  }
  return roundFigures({ ...lists, segments })
}
