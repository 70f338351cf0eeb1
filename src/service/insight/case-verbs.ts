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
import type { RoutingTable } from '../../insight/cases/route-cases.ts'
import type { SurveyData } from '../../store/survey-store.ts'
import { sha256 } from '../hash.ts'
import { currentThemeList } from '../surveys/current-theme-list.ts'
import { isoNow, openSurvey, type SurveyContext } from '../surveys/survey-context.ts'
import type { Versioned } from '../surveys/theme-verbs.ts'
import { clausesOf } from './join-responses.ts'
import { NO_ROUTING } from './list-cases.ts'
import { readRouting } from './read-routing.ts'
import { resolveField } from './resolve-field.ts'

/** Responses read at once. */
const PAGE = 1_000

/** Which cases to list. */
export type CasesPage = {
  readonly filter: ResponseFilter
  /** Only cases that go to this team. */
  readonly team?: string | undefined
  readonly limit: number
  /** Number of cases to pass over. */
  readonly offset: number
}

/** A page of detractors to call back. */
export type CasesResult = {
  readonly surveyId: string
  readonly filter: ResponseFilter
  readonly detractors: readonly DetractorCase[]
  /** Cases of each team that pass the filter, by name. */
  readonly teams: readonly { readonly team: string; readonly caseCount: number }[]
  readonly totalCount: number
  readonly next: number | null
}

/** A page of promoters to thank. */
export type PromotersResult = Omit<CasesResult, 'detractors' | 'teams'> & {
  readonly promoters: readonly PromoterEntry[]
}

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
 */
export async function listDetractorCases(
  context: SurveyContext,
  surveyId: string,
  { filter, team, limit, offset }: CasesPage
): Promise<Versioned<CasesResult>> {
  const { themes, listVersion } = await currentThemeList(context, surveyId, {})
  const data = await openSurvey(context, surveyId)
  const { scale, dataVersion } = data.survey
  const routing = await routesOf(data)
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
  const page = pageOf(passing, limit, offset)
  const routes = (await sha256(JSON.stringify(routing))).slice(0, 12)
  return {
    listVersion: `${dataVersion}-${listVersion}-${routes}`,
    answer: {
      surveyId,
      filter,
      detractors: roundFigures(page.entries),
      teams: countTeams(cases),
      totalCount: passing.length,
      next: page.next,
    },
  }
}

function countTeams(cases: readonly DetractorCase[]): CasesResult['teams'] {
  const counts = new Map<string, number>()
  for (const { team } of cases) counts.set(team, (counts.get(team) ?? 0) + 1)
  return [...counts]
    .map(([team, caseCount]) => ({ team, caseCount }))
    .sort((a, b) => (a.team < b.team ? -1 : 1))
}

/**
 * Promoters to thank, those who may be quoted first.
 *
 * @param consentField - field that says whether a promoter may be quoted, as typed; nobody is quoted without it
 * @throws {NotFoundError} if the workspace has no such survey
 * @throws {InvalidOptionError} if the consent field is unknown
 */
export async function listPromoters(
  context: SurveyContext,
  surveyId: string,
  {
    filter,
    consentField,
    limit,
    offset,
  }: Omit<CasesPage, 'team'> & { readonly consentField?: string | undefined }
): Promise<Versioned<PromotersResult>> {
  await currentThemeList(context, surveyId, {})
  const data = await openSurvey(context, surveyId)
  const consent =
    consentField === undefined ? null : resolveField(consentField, await data.listSegmentFields())
  const entries = promoterList(await factsOfGroup(data, filter, 'promoter'), consent)
  const page = pageOf(entries, limit, offset)
  return {
    listVersion: String(data.survey.dataVersion),
    answer: {
      surveyId,
      filter,
      promoters: roundFigures(page.entries),
      totalCount: entries.length,
      next: page.next,
    },
  }
}

function pageOf<T>(entries: readonly T[], limit: number, offset: number) {
  const end = offset + limit
  return { entries: entries.slice(offset, end), next: end < entries.length ? end : null }
}
