import { z } from 'zod'
import { roundFigures } from '../../analysis/round-figures.ts'
import type { RecordMatch } from '../../domain/outcome.ts'
import type { ResponseFilter } from '../../domain/survey.ts'
import { type Coverage, coverage } from '../../insight/accounts/coverage.ts'
import {
  type Benchmark,
  type BenchmarkComparison,
  compareBenchmark,
} from '../../insight/numbers/compare-benchmark.ts'
import type { RecordRows } from '../../insight/numbers/join-records.ts'
import { readRoleLexicon, readRoles } from '../../insight/roles/role-lexicon.ts'
import type { SurveyData } from '../../store/survey-store.ts'
import { isoNow, openSurvey, type SurveyContext } from '../surveys/survey-context.ts'
import { checked } from '../surveys/survey-settings.ts'
import type { Versioned } from '../surveys/theme-verbs.ts'
import { currentReport, type ReportAbout } from './current-report.ts'
import { readInvited, readOutcomes } from './read-brought.ts'

/** Outcomes that are kept, and how they meet the responses. */
export type OutcomeSummary = {
  readonly fields: readonly {
    readonly field: string
    readonly respondentCount: number
    readonly accountCount: number
  }[]
  /** Of the last upload; null before the first. */
  readonly rows: RecordRows | null
  readonly match: RecordMatch
}

/** Where what became of the rows of the last upload is kept: counts only. */
const OUTCOME_ROWS = 'outcome-rows'

/** Keeps outcomes in the place of those before. @throws {NotFoundError | InvalidRequestError} */
export async function setOutcomes(
  context: SurveyContext,
  surveyId: string,
  body: unknown
): Promise<OutcomeSummary> {
  const data = await openSurvey(context, surveyId)
  const { records, rows } = readOutcomes(body)
  await data.replaceOutcomes(records)
  const updatedAt = isoNow(context)
  await data.saveDocument(OUTCOME_ROWS, { body: JSON.stringify(rows), updatedAt })
  return summariseOutcomes(data, rows)
}

/** Which outcomes are kept, and what of them meets a response. @throws {NotFoundError} */
export async function readOutcomeFields(
  context: SurveyContext,
  surveyId: string
): Promise<OutcomeSummary> {
  const data = await openSurvey(context, surveyId)
  const kept = await data.findDocument(OUTCOME_ROWS)
  return summariseOutcomes(data, kept ? JSON.parse(kept.body) : null)
}

async function summariseOutcomes(
  data: SurveyData,
  rows: RecordRows | null
): Promise<OutcomeSummary> {
  const counts = new Map<string, { respondent: number; account: number }>()
  for (const { subject, fields } of await data.listOutcomes()) {
    for (const field of Object.keys(fields)) {
      const count = counts.get(field) ?? { respondent: 0, account: 0 }
      count[subject]++
      counts.set(field, count)
    }
  }
  return {
    fields: [...counts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([field, { respondent, account }]) => ({
        field,
        respondentCount: respondent,
        accountCount: account,
      })),
    rows,
    match: await data.matchOutcomes(),
  }
}

/** Keeps the list of the invited in the place of the one before. @throws {NotFoundError | InvalidRequestError} */
export async function setInvited(
  context: SurveyContext,
  surveyId: string,
  body: unknown
): Promise<{ readonly invitedCount: number; readonly repeatedCount: number }> {
  const data = await openSurvey(context, surveyId)
  const invited = readInvited(body)
  await data.replaceInvited(invited)
  const invitedCount = new Set(invited.map(({ respondentId }) => respondentId)).size
  return { invitedCount, repeatedCount: invited.length - invitedCount }
}

/** Who was asked and who answered, by role and account. @throws {NotFoundError} */
export function readCoverage(
  context: SurveyContext,
  surveyId: string,
  filter: ResponseFilter
): Promise<Versioned<ReportAbout & { readonly coverage: Coverage | null }>> {
  const request = { name: 'coverage', filter, options: {} }
  return currentReport(context, surveyId, request, async ({ columns, data }) => {
    const people = await data.listInvited()
    const lexicon = readRoleLexicon(await context.readRoles())
    const { roles } = readRoles(
      people.map(({ role }) => role),
      lexicon
    )
    const invited = people.map(({ respondentId, accountId }, i) => ({
      respondentId,
      accountId,
      role: roles[i] ?? 'missing',
    }))
    return roundFigures({
      coverage: coverage(invited, columns.respondents, data.survey.confLevel),
    })
  })
}

/** Body of `PUT …/benchmarks`. */
export const benchmarksSchema = z
  .strictObject({
    benchmarks: z
      .array(
        z.strictObject({
          npsPoints: z.number().min(-100).max(100),
          source: z.string().trim().min(1).max(500).describe('Where the figure comes from'),
          stdErrorPoints: z.number().min(0).optional().describe('Taken as exact without it'),
        })
      )
      .max(50),
  })
  .meta({ id: 'Benchmarks', description: 'Figures from outside, each with its source' })

/** Keeps benchmarks in the place of those before. @throws {NotFoundError | InvalidRequestError} */
export async function setBenchmarks(
  context: SurveyContext,
  surveyId: string,
  body: unknown
): Promise<z.output<typeof benchmarksSchema>> {
  const data = await openSurvey(context, surveyId)
  const given = checked(benchmarksSchema, body)
  await data.saveDocument('benchmarks', {
    body: JSON.stringify(given),
    updatedAt: isoNow(context),
  })
  return given
}

/** NPS beside the benchmarks that are kept. @throws {NotFoundError} */
export async function compareBenchmarks(
  context: SurveyContext,
  surveyId: string,
  filter: ResponseFilter
): Promise<Versioned<ReportAbout & { readonly comparisons: readonly BenchmarkComparison[] }>> {
  const kept = await (await openSurvey(context, surveyId)).findDocument('benchmarks')
  const benchmarks: readonly Benchmark[] = kept ? JSON.parse(kept.body).benchmarks : []
  const request = { name: 'benchmarks', filter, options: { benchmarks } }
  return currentReport(context, surveyId, request, ({ columns, data }) => {
    const count = (group: string) => columns.scoreGroups.filter((each) => each === group).length
    const counts = {
      detractors: count('detractor'),
      passives: count('passive'),
      promoters: count('promoter'),
    }
    const isScored = columns.scoreGroups.some((group) => group !== null)
    return roundFigures({
      comparisons: isScored
        ? benchmarks.map((each) => compareBenchmark(counts, each, data.survey.confLevel))
        : [],
    })
  })
}
