import { roundFigures } from '../../analysis/round-figures.ts'
import { isDescending } from '../../domain/scale.ts'
import type { ResponseFilter } from '../../domain/survey.ts'
import {
  byUrgency,
  byWarmth,
  type DetractorCase,
  detractorCases,
  type PromoterEntry,
  type RankedPromoter,
  rankPromoters,
} from '../../insight/cases/case-lists.ts'
import {
  byRisk,
  type PassiveEntry,
  type RankedPassive,
  rankPassives,
} from '../../insight/cases/passive-list.ts'
import type { RoutingTable } from '../../insight/cases/route-cases.ts'
import type { SurveyData } from '../../store/survey-store.ts'
import { sha256 } from '../hash.ts'
import { currentThemeList } from '../surveys/current-theme-list.ts'
import { isoNow, openSurvey, type SurveyContext } from '../surveys/survey-context.ts'
import type { Versioned } from '../surveys/theme-verbs.ts'
import { keptAnswer } from './current-report.ts'
import { NO_ROUTING } from './list-cases.ts'
import { listPeople, type PeopleList } from './list-people.ts'
import { readRouting } from './read-routing.ts'
import { resolveField } from './resolve-field.ts'

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
type ListedPage = Omit<PeopleList<unknown>, 'entries'> & {
  readonly surveyId: string
  readonly filter: ResponseFilter
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
  const key = JSON.stringify(['cases', listVersion, routes, filter, { team, by, limit, offset }])
  const answer = await keptAnswer(context, data, key, async () => {
    const teams = new Map<string, number>()
    const options = {
      routing,
      themeEffects: new Map(
        themes.flatMap(({ id, effect }) =>
          effect ? [[id, effect.onDetractorShare.estimate] as const] : []
        )
      ),
      worstScore: isDescending(scale) ? scale.max : scale.min,
      bestScore: isDescending(scale) ? scale.min : scale.max,
    }
    const list = await listPeople<DetractorCase>(data, filter, {
      scoreGroup: 'detractor',
      page: { by, limit, offset },
      compare: byUrgency,
      idOf: ({ responseId }) => responseId,
      make: (facts) => {
        const cases = detractorCases(facts, options)
        for (const each of cases) teams.set(each.team, (teams.get(each.team) ?? 0) + 1)
        return team === undefined ? cases : cases.filter((each) => each.team === team)
      },
    })
    const { entries, ...page } = list
    return {
      surveyId,
      filter,
      detractors: roundFigures(entries),
      teams: [...teams]
        .map(([name, caseCount]) => ({ team: name, caseCount }))
        .sort((a, b) => (a.team < b.team ? -1 : 1)),
      ...page,
    }
  })
  return { listVersion: `${dataVersion}-${listVersion}-${routes}`, answer }
}

/**
 * Promoters to thank, those who may be quoted first.
 *
 * @param consentField - field that says whether a promoter may be quoted, as typed; nobody is quoted without it
 * @throws {NotFoundError} if the workspace has no such survey
 * @throws {InvalidOptionError} if the consent field or the field to part by is unknown, or the latter a protected trait
 */
export async function listPromoters(
  context: SurveyContext,
  surveyId: string,
  { filter, consentField, ...page }: CasesPage & { readonly consentField?: string | undefined }
): Promise<Versioned<PromotersResult>> {
  await currentThemeList(context, surveyId, {})
  const data = await openSurvey(context, surveyId)
  const key = JSON.stringify(['promoters', filter, { consentField, ...page }])
  const answer = await keptAnswer(context, data, key, async () => {
    const consent =
      consentField === undefined
        ? null
        : resolveField(consentField, await data.listSegmentFields(), 'consent')
    const { entries, ...list } = await listPeople<RankedPromoter>(data, filter, {
      scoreGroup: 'promoter',
      page,
      compare: byWarmth,
      idOf: ({ entry }) => entry.responseId,
      make: (facts) => rankPromoters(facts, consent),
    })
    const promoters = roundFigures(entries.map(({ entry }) => entry))
    return { surveyId, filter, promoters, ...list }
  })
  return { listVersion: String(data.survey.dataVersion), answer }
}

/**
 * Passives to keep and to win over, those who speak of leaving first.
 *
 * @throws {NotFoundError} if the workspace has no such survey
 * @throws {InvalidOptionError} if the field to part by is unknown or a protected trait
 */
export async function listPassives(
  context: SurveyContext,
  surveyId: string,
  { filter, ...page }: CasesPage
): Promise<Versioned<PassivesResult>> {
  await currentThemeList(context, surveyId, {})
  const data = await openSurvey(context, surveyId)
  const key = JSON.stringify(['passives', filter, page])
  const answer = await keptAnswer(context, data, key, async () => {
    const { entries, ...list } = await listPeople<RankedPassive>(data, filter, {
      scoreGroup: 'passive',
      page,
      compare: byRisk,
      idOf: ({ entry }) => entry.responseId,
      make: rankPassives,
    })
    const passives = roundFigures(entries.map(({ entry }) => entry))
    return { surveyId, filter, passives, ...list }
  })
  return { listVersion: String(data.survey.dataVersion), answer }
}
