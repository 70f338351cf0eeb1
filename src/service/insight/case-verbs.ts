import { roundFigures } from '../../analysis/round-figures.ts'
import type { ScoreGroup } from '../../domain/scale.ts'
import { isDescending } from '../../domain/scale.ts'
import type { ResponseFilter, StoredResponse } from '../../domain/survey.ts'
import type { ResponseFacts } from '../../domain/survey-columns.ts'
import {
  type DetractorCase,
  detractorCases,
  type PromoterEntry,
  promoterList,
} from '../../insight/cases/case-lists.ts'
import { type ListedSegment, listBySegment } from '../../insight/cases/list-by-segment.ts'
import { type PassiveEntry, passiveList } from '../../insight/cases/passive-list.ts'
import type { RoutingTable } from '../../insight/cases/route-cases.ts'
import type { SurveyData } from '../../store/survey-store.ts'
import { sha256 } from '../hash.ts'
import { currentThemeList } from '../surveys/current-theme-list.ts'
import { isoNow, openSurvey, type SurveyContext } from '../surveys/survey-context.ts'
import type { Versioned } from '../surveys/theme-verbs.ts'
import { keptAnswer } from './current-report.ts'
import { clausesOf } from './join-responses.ts'
import { NO_ROUTING } from './list-cases.ts'
import { readRouting } from './read-routing.ts'
import { resolveField } from './resolve-field.ts'

/** Responses read at once. */
const PAGE = 1_000

/** Which part of a list of people to give. */
export type CasesPage = {
  readonly filter: ResponseFilter
  /** Field whose segments are counted over the whole list. */
  readonly by?: string | undefined
  readonly limit: number
  /** Number of entries to pass over. */
  readonly offset: number
}

/** What pages of people have in common. */
type ListedPage = {
  readonly surveyId: string
  readonly filter: ResponseFilter
  /** Field of the segments below; null where none was asked for. */
  readonly by: string | null
  /** Of the whole list, not of the page. */
  readonly segments: readonly ListedSegment[]
  readonly totalCount: number
  readonly next: number | null
}

/** A page of detractors to call back. */
export type CasesResult = ListedPage & {
  readonly detractors: readonly DetractorCase[]
  /** Cases of each team that pass the filter, by name. */
  readonly teams: readonly { readonly team: string; readonly caseCount: number }[]
}

/** A page of promoters to thank. */
export type PromotersResult = ListedPage & { readonly promoters: readonly PromoterEntry[] }

/** A page of passives to win over. */
export type PassivesResult = ListedPage & { readonly passives: readonly PassiveEntry[] }

/** What rules and case lists look at, of a stored response. Comments were masked before they were kept. */
export function factsOf(response: StoredResponse): ResponseFacts {
  const { id, respondentId, accountId, score, scoreGroup, at, reading, segments } = response
  return {
    id,
    respondentId: respondentId ?? null,
    accountId: accountId ?? null,
    score: score ?? null,
    scoreGroup,
    time: at === undefined ? null : Date.parse(at),
    valence: reading.valence,
    clauses: clausesOf(response, response.comment ?? ''),
    flags: reading.flags,
    segments: segments ?? {},
  }
}

async function factsOfGroup(
  data: SurveyData,
  filter: ResponseFilter,
  scoreGroup: ScoreGroup
): Promise<ResponseFacts[]> {
  if (filter.scoreGroup !== undefined && filter.scoreGroup !== scoreGroup) return []
  const facts: ResponseFacts[] = []
  let after: number | null = null
  do {
    const page = { filter: { ...filter, scoreGroup }, limit: PAGE, after, order: 'oldest' } as const
    const { entries, next }: { entries: readonly StoredResponse[]; next: number | null } =
      await data.listResponses(page)
    for (const entry of entries) facts.push(factsOf(entry))
    after = next
  } while (after !== null)
  return facts
}

/** The routes of a survey's cases; everything to one team until they are set. @throws {NotFoundError} */
export async function readCaseRoutes(
  context: SurveyContext,
  surveyId: string
): Promise<RoutingTable> {
  return routesOf(await openSurvey(context, surveyId))
}

/** The routes in force. */
export async function routesOf(data: SurveyData): Promise<RoutingTable> {
  const kept = await data.findDocument('case-routes')
  return kept ? readRouting(JSON.parse(kept.body)) : NO_ROUTING
}

/**
 * Sets the routes of a survey's cases.
 *
 * @throws {NotFoundError} if the workspace has no such survey
 * @throws {AppError} `invalid-request` if the table is wrong
 */
export async function setCaseRoutes(
  context: SurveyContext,
  surveyId: string,
  body: unknown
): Promise<RoutingTable> {
  const data = await openSurvey(context, surveyId)
  const routing = readRouting(body)
  await data.saveDocument('case-routes', {
    body: JSON.stringify(routing),
    updatedAt: isoNow(context),
  })
  return routing
}

/**
 * Detractors to call back, the most urgent first, each with one team.
 *
 * @throws {NotFoundError} if the workspace has no such survey
 * @throws {InvalidOptionError} if the field to part by is unknown or a protected trait
 */
export async function listDetractorCases(
  context: SurveyContext,
  surveyId: string,
  { filter, team, by, limit, offset }: CasesPage & { readonly team?: string | undefined }
): Promise<Versioned<CasesResult>> {
  const { themes, listVersion } = await currentThemeList(context, surveyId, {})
  const data = await openSurvey(context, surveyId)
  const { scale, dataVersion } = data.survey
  const routing = await routesOf(data)
  const routes = (await sha256(JSON.stringify(routing))).slice(0, 12)
  const version = `${dataVersion}-${listVersion}-${routes}`
  const key = JSON.stringify(['cases', listVersion, routes, filter, { team, by, limit, offset }])
  const answer = await keptAnswer(context, data, key, async () => {
    const facts = await factsOfGroup(data, filter, 'detractor')
    const cases = detractorCases(facts, {
      routing,
      themeEffects: new Map(
        themes.flatMap(({ id, effect }) =>
          effect ? [[id, effect.onDetractorShare.estimate] as const] : []
        )
      ),
      worstScore: isDescending(scale) ? scale.max : scale.min,
      bestScore: isDescending(scale) ? scale.min : scale.max,
    })
    const passing = team === undefined ? cases : cases.filter((each) => each.team === team)
    const { entries, ...page } = pageOf(passing, limit, offset)
    return {
      surveyId,
      filter,
      detractors: roundFigures(entries),
      teams: countTeams(cases),
      ...(await segmentsOf(data, { entries: passing, facts, by })),
      ...page,
    }
  })
  return { listVersion: version, answer }
}

function countTeams(cases: readonly DetractorCase[]): CasesResult['teams'] {
  const counts = new Map<string, number>()
  for (const { team } of cases) counts.set(team, (counts.get(team) ?? 0) + 1)
  return [...counts]
    .map(([team, caseCount]) => ({ team, caseCount }))
    .sort((a, b) => (a.team < b.team ? -1 : 1))
}

/** How many of a list are in each segment of a field; nothing without a field. */
async function segmentsOf(
  data: SurveyData,
  list: {
    readonly entries: readonly { readonly responseId: string }[]
    readonly facts: readonly ResponseFacts[]
    readonly by?: string | undefined
  }
): Promise<Pick<CasesResult, 'by' | 'segments'>> {
  if (list.by === undefined) return { by: null, segments: [] }
  const by = resolveField(list.by, await data.listSegmentFields(), 'by')
  const segments = new Map(list.facts.map((fact) => [fact.id, fact.segments]))
  const values = list.entries.map(({ responseId }) => segments.get(responseId)?.[by] ?? null)
  return { by, segments: listBySegment(by, values) }
}

/**
 * Promoters to thank, those who may be quoted first.
 *
 * @param consentField - field that says whether a promoter may be quoted, as typed; nobody is quoted without it
 * @throws {NotFoundError} if the workspace has no such survey
 * @throws {InvalidOptionError} if the consent field or the field to part by is unknown, or the latter a protected trait
 */
export function listPromoters(
  context: SurveyContext,
  surveyId: string,
  { consentField, ...page }: CasesPage & { readonly consentField?: string | undefined }
): Promise<Versioned<PromotersResult>> {
  return listOfGroup(context, surveyId, page, {
    scoreGroup: 'promoter',
    options: { consentField },
    make: async (facts, data) => {
      const consent =
        consentField === undefined
          ? null
          : resolveField(consentField, await data.listSegmentFields(), 'consent')
      return promoterList(facts, consent)
    },
    named: (promoters) => ({ promoters }),
  })
}

/**
 * Passives to keep and to win over, those who speak of leaving first.
 *
 * @throws {NotFoundError} if the workspace has no such survey
 * @throws {InvalidOptionError} if the field to part by is unknown or a protected trait
 */
export function listPassives(
  context: SurveyContext,
  surveyId: string,
  page: CasesPage
): Promise<Versioned<PassivesResult>> {
  return listOfGroup(context, surveyId, page, {
    scoreGroup: 'passive',
    options: {},
    make: async (facts) => passiveList(facts),
    named: (passives) => ({ passives }),
  })
}

type GroupList<E, N> = {
  readonly scoreGroup: ScoreGroup
  /** What decides the content beside filter and page. */
  readonly options: object
  readonly make: (facts: readonly ResponseFacts[], data: SurveyData) => Promise<readonly E[]>
  /** A page under its name. */
  readonly named: (entries: readonly E[]) => N
}

async function listOfGroup<E extends { readonly responseId: string }, N extends object>(
  context: SurveyContext,
  surveyId: string,
  { filter, by, limit, offset }: CasesPage,
  { scoreGroup, options, make, named }: GroupList<E, N>
): Promise<Versioned<ListedPage & N>> {
  await currentThemeList(context, surveyId, {})
  const data = await openSurvey(context, surveyId)
  const key = JSON.stringify([scoreGroup, filter, options, { by, limit, offset }])
  const answer = await keptAnswer(context, data, key, async () => {
    const facts = await factsOfGroup(data, filter, scoreGroup)
    const all = await make(facts, data)
    const { entries, ...page } = pageOf(all, limit, offset)
    const segments = await segmentsOf(data, { entries: all, facts, by })
    return { surveyId, filter, ...named(roundFigures(entries)), ...segments, ...page }
  })
  return { listVersion: String(data.survey.dataVersion), answer }
}

function pageOf<T>(entries: readonly T[], limit: number, offset: number) {
  const end = offset + limit
  return {
    entries: entries.slice(offset, end),
    totalCount: entries.length,
    next: end < entries.length ? end : null,
  }
}
