import { roundFigures } from '../../analysis/round-figures.ts'
import { InvalidOptionError } from '../../domain/errors.ts'
import type { ResponseFilter } from '../../domain/survey.ts'
import type { ResponseFacts } from '../../domain/survey-columns.ts'
import type { ActionStub } from '../../insight/actions/action-stub.ts'
import type { Band } from '../../insight/numbers/band-label.ts'
import type { Quadrants } from '../../insight/numbers/quadrant.ts'
import { rankRequests } from '../../insight/numbers/rank-requests.ts'
import type { SurveyData } from '../../store/survey-store.ts'
import { sha256 } from '../hash.ts'
import { openSurvey, type SurveyContext } from '../surveys/survey-context.ts'
import { figuresOf } from '../surveys/theme-list.ts'
import type { Versioned } from '../surveys/theme-verbs.ts'
import { routesOf } from './case-verbs.ts'
import { currentReport, type ReportAbout } from './current-report.ts'
import { type DepartmentsReport, describeDepartments } from './describe-departments.ts'
import { describePlan } from './describe-plan.ts'
import { describeQuadrants } from './describe-quadrants.ts'
import type { RequestsReport } from './describe-requests.ts'
import { describeSummary, type SummaryReport } from './describe-summary.ts'
import { factsOf, responsePages } from './list-people.ts'
import { listReport } from './list-report.ts'

type Report<T> = Promise<Versioned<ReportAbout & T>>

/** An action in the making, as asked for. */
export type PlanRequest = {
  readonly filter: ResponseFilter
  readonly themeId: string
  /** ISO 8601 day. */
  readonly by: string
  /** How much of the complaints is to remain, in [0, 1). */
  readonly factor: number
}

/**
 * The frame of an action, as `whyscore plan` prints it; the owner is from the survey's case routes.
 *
 * @throws {NotFoundError} if the workspace has no such survey
 * @throws {InvalidOptionError} if the theme is unknown, nobody complains of it, or factor or day are wrong
 */
export async function readPlan(
  context: SurveyContext,
  surveyId: string,
  { filter, themeId, by, factor }: PlanRequest
): Report<{ readonly plan: ActionStub }> {
  const data = await openSurvey(context, surveyId)
  const routing = await routesOf(data)
  const { listVersion, answer } = await listReport(context, surveyId, filter, async (list) => {
    const [model, groups] = [await data.findModel(), await data.countGroups(filter)]
    const themes = model?.themes ?? []
    const known = list.themes.some(({ id }) => id === themeId)
    const scenario = known
      ? figuresOf(data.survey, { groups, themes, quality: null, scenario: { [themeId]: factor } })
          .scenario
      : undefined
    const analysis = { ...list, ...(scenario && { scenario }) }
    const { confLevel } = data.survey
    return { plan: describePlan(analysis, { themeId, factor, by, routing, confLevel }) }
  })
  // Other routes give another owner.
  const routes = (await sha256(JSON.stringify(routing))).slice(0, 12)
  return { listVersion: `${listVersion}-${routes}`, answer }
}

/** Themes by importance and performance. @throws {NotFoundError} */
export function readQuadrants(
  context: SurveyContext,
  surveyId: string,
  filter: ResponseFilter
): Report<Quadrants> {
  return listReport(context, surveyId, filter, describeQuadrants)
}

/**
 * The survey in sentences made of its figures, with quotes.
 *
 * @param bands - words for an NPS; none without
 * @throws {NotFoundError} if the workspace has no such survey
 * @throws {InvalidOptionError} if bands overlap
 */
export function readWrittenSummary(
  context: SurveyContext,
  surveyId: string,
  { filter, bands }: { readonly filter: ResponseFilter; readonly bands: readonly Band[] }
): Report<SummaryReport> {
  return listReport(context, surveyId, filter, (list) =>
    describeSummary({ ...list, rejected: [], model: null }, bands)
  )
}

/** Words for an NPS as typed: `0:good,50:excellent`. @throws {InvalidOptionError} if one has another form */
export function readBands(text: string): Band[] {
  if (text.trim() === '') return []
  return text.split(',').map((part) => {
    const match = /^\s*([-−]?\d+(?:\.\d+)?)\s*:(.+)$/.exec(part)
    if (match === null) throw new InvalidOptionError('bands', 'POINTS:WORD', part.trim())
    return { from: Number(match[1]?.replace('−', '-')), label: (match[2] ?? '').trim() }
  })
}

/** What people ask for, by theme. @throws {NotFoundError} */
export function readRequests(
  context: SurveyContext,
  surveyId: string,
  filter: ResponseFilter
): Report<RequestsReport> {
  const request = { name: 'requests', filter, options: {} }
  return currentReport(context, surveyId, request, async ({ columns, data }) => {
    const commentBase = columns.hasUsableComment.filter(Boolean).length
    const asking = await askingFacts(data, filter)
    const { confLevel } = data.survey
    return roundFigures({
      requestCount: asking.length,
      themes: rankRequests(columns.themes, asking, { commentBase, confLevel }),
    })
  })
}

async function askingFacts(data: SurveyData, filter: ResponseFilter): Promise<ResponseFacts[]> {
  if (filter.flag !== undefined && filter.flag !== 'request') return []
  const facts: ResponseFacts[] = []
  for await (const page of responsePages(data, { ...filter, flag: 'request' })) {
    facts.push(...page.filter(({ reading }) => reading.content === 'opinion').map(factsOf))
  }
  return facts
}

/** Complaints and praise by the department that owns the theme, from the survey's case routes. @throws {NotFoundError} */
export async function readDepartments(
  context: SurveyContext,
  surveyId: string,
  filter: ResponseFilter
): Report<DepartmentsReport> {
  const routing = await routesOf(await openSurvey(context, surveyId))
  const request = { name: 'departments', filter, options: { routing } }
  return currentReport(context, surveyId, request, ({ columns }) =>
    describeDepartments({ columns }, routing)
  )
}
