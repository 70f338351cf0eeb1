import { maskResponses } from '../../src/analysis/mask-responses.ts'
import type { ResponseTagging } from '../../src/analysis/tag-responses.ts'
import type { SurveyResponse } from '../../src/domain/response.ts'
import { SCALES, scoreGroupOf } from '../../src/domain/scale.ts'
import type { TaggedResponse } from '../../src/domain/survey.ts'
import type { Mention } from '../../src/domain/theme.ts'
import { loadParts, readRoles } from '../../src/runtime/node-engine.ts'
import { createSecretBox } from '../../src/service/secrets/secret-box.ts'
import { createStoredService } from '../../src/service/stored-service.ts'
import type { SurveyContext } from '../../src/service/surveys/survey-context.ts'
import { createSurvey } from '../../src/service/surveys/survey-verbs.ts'
import { tagBatch, taggedResponse } from '../../src/service/surveys/tag-batch.ts'
import { createSurveyStore } from '../../src/store/create-survey-store.ts'
import { openSqliteDatabase } from '../../src/store/sqlite-database.ts'
import type { SurveyData } from '../../src/store/survey-store.ts'
import { demonstrationResponses } from '../e2e/demonstration.ts'
import { randomSource } from '../quality/effect-simulation.ts'

/** Responses kept in one step. */
const BATCH = 1_000

/** Share of responses with so many clauses about a theme; the rest have one. */
const [NO_CLAUSE, TWO_CLAUSES, THREE_CLAUSES] = [0.25, 0.2, 0.03]

const PLANS = ['basic', 'plus', 'enterprise']

/** A store without a server in front of it, and how to close it. */
export async function openBenchContext(
  path: string
): Promise<{ readonly context: SurveyContext; close(): Promise<void> }> {
  const { stored, close } = await openBenchService(path)
  return { context: stored.surveyContext('default'), close }
}

/** The service over a file of its own, with the steps of the engine. */
export async function openBenchService(path: string) {
  const database = openSqliteDatabase(path)
  const parts = await loadParts()
  const stored = createStoredService({
    store: createSurveyStore(database),
    getParts: async () => parts,
    readRoles,
    access: { isOpenWithoutKeys: true, operatorKeyHash: null },
    refresh: { debounceMs: 0, inlineResponseCount: 0 },
    uploads: { save: async () => null, async *open() {}, remove: async () => {} },
    uploadLimits: { maxBytes: 0, maxWholeBytes: 0 },
    nowMs: () => Date.now(),
    createId: () => 'bench',
    createSecret: () => 'bench',
    secrets: createSecretBox(null, (length) => new Uint8Array(length)),
    fetch: () => Promise.reject(new Error('nobody is called')),
    outgoing: {
      allowsPrivateTargets: false,
      post: async () => ({ status: 204, error: null, latencyMs: 0 }),
    },
    later: async () => {},
  })
  return { stored, parts, close: () => database.close() }
}

/**
 * Fills a survey with comments put together from the clauses of corpora/northlink, so that there are as many
 * different groups of responses as in a real survey of that size.
 *
 * @param repeatShare - share of the responses that come from respondents with two of them
 * @param more - what else a response has, by its number
 */
export async function fillLargeSurvey(
  context: SurveyContext,
  surveyId: string,
  {
    count,
    repeatShare = 0.1,
    more = () => ({}),
  }: {
    readonly count: number
    readonly repeatShare?: number
    readonly more?: (index: number) => Partial<SurveyResponse>
  }
): Promise<SurveyData> {
  // Finding themes is not what is measured: those of the taxonomy do.
  const settings = { themes: { discover: false }, drivers: { adjustFor: ['Plan'] } }
  await createSurvey(context, { id: surveyId, segmentFields: ['Plan'], ...settings })
  const data = await context.store.openSurvey(surveyId)
  if (!data) throw new Error('expected the survey that was just made')
  const at = new Date().toISOString()
  const responses = maskResponses(await demonstrationResponses())
  const tagged = await tagBatch({ tag: context.tag, data, responses, at })
  const next = createResponses(data, tagged, { repeatShare, more })
  for (let from = 0; from < count; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - from) }, (_, i) => next(from + i))
    await data.saveResponses({ responses: batch, receivedAt: at, importId: null, usage: [] })
  }
  return data
}

type Clause = { readonly text: string; readonly mention: Mention }

function createResponses(
  { survey }: SurveyData,
  tagged: readonly TaggedResponse[],
  {
    repeatShare,
    more,
  }: {
    readonly repeatShare: number
    readonly more: (index: number) => Partial<SurveyResponse>
  }
): (index: number) => TaggedResponse {
  const { uniform } = randomSource(11)
  const clauses = tagged.flatMap(({ comment = '', mentions }): Clause[] =>
    mentions.map((mention) => ({ text: comment.slice(mention.start, mention.end), mention }))
  )
  const pick = <T>(values: readonly T[]): T => {
    const value = values[Math.floor(uniform() * values.length)]
    if (value === undefined) throw new Error('the demonstration corpus is empty')
    return value
  }
  const reading = pick(tagged.filter((r) => r.reading.content === 'opinion')).reading
  return (index) => {
    const u = uniform()
    const many = u < NO_CLAUSE + TWO_CLAUSES ? 2 : 1
    const clauseCount = u < NO_CLAUSE ? 0 : u > 1 - THREE_CLAUSES ? 3 : many
    const own = Array.from({ length: clauseCount }, () => pick(clauses))
    const unhappy = own.filter(({ mention }) => mention.polarity === 'negative').length
    const score = Math.min(10, Math.max(0, Math.round(11 * uniform() - 2 * unhappy + 1)))
    const isRepeated = uniform() < repeatShare
    const response = {
      id: `r${index}`,
      comment: own.map(({ text }) => text).join('. '),
      score,
      respondentId: isRepeated ? `twice${index >> 5}-${index & 7}` : `p${index}`,
      ...more(index),
      segments: { Plan: pick(PLANS), ...more(index).segments },
    }
    let start = 0
    const mentions = own.map(({ text, mention }) => {
      const moved = { ...mention, start, end: start + text.length }
      start = moved.end + 2
      return moved
    })
    const tags: ResponseTagging = {
      scoreGroup: scoreGroupOf(score, SCALES.nps),
      reading: { ...reading, content: clauseCount === 0 ? 'none' : 'opinion', clauses: [] },
      mentions,
    }
    return taggedResponse({ survey, version: 1, correct: noReview }, response, tags)
  }
}

/** Nobody corrects responses of a bench. */
function noReview(): never {
  throw new Error('expected no corrections')
}
