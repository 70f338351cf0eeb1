import type { Analysis, Engine } from '../../src/domain/analysis.ts'
import { loadEngine } from '../../src/runtime/node-engine.ts'
import { analyseResponses } from '../../src/service/analyse-responses.ts'
import { type JoinedSurvey, joinResponses } from '../../src/service/insight/join-responses.ts'
import { readAnalysisRequest } from '../../src/service/request/read-analysis-request.ts'
import { seededRandom } from '../insight/planted-survey.ts'

/** Three ideas that make people unhappy, as people put them. */
export const IDEAS = {
  reliability: [
    'Down again for the third time this week',
    'The system is slow and unreliable every day',
    'Constant outages, we cannot rely on it',
    'It breaks whenever we are busy',
  ],
  features: [
    'Nothing new in three years, the product stands still',
    'They stopped developing new features',
    'The product feels dated and never gets new features',
    'No innovation, no new features, others moved on',
  ],
  'feeling-valued': [
    'We do not feel valued as a customer',
    'Treated like a number, not valued at all',
    'I feel ignored and unappreciated',
    'Loyal customers are not valued',
  ],
} as const

const PLEASED = [
  'All fine, thank you',
  'Works for us',
  'Friendly staff who know their job',
  'Quick answers from support',
  'Easy to use',
  'Fair price',
] as const

let engine: Promise<Engine> | null = null

/** One analysis by the real engine, from a request body. */
export async function analyse(body: Readonly<Record<string, unknown>>): Promise<{
  readonly analysis: Analysis
  readonly survey: JoinedSurvey
}> {
  engine ??= loadEngine()
  const include = ['responses', 'quotes']
  const read = readAnalysisRequest({ include, ...body }, 10_000)
  const analysis = await analyseResponses(await engine, read)
  return { analysis, survey: joinResponses(read.request, analysis) }
}

/** Responses that raise the three ideas, mostly with low scores, among pleased ones. */
export function threeIdeas(
  count: number,
  seed = 7
): { id: string; score: number; comment: string }[] {
  const random = seededRandom(seed)
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T
  return Array.from({ length: count }, (_, i) => {
    if (random() < 0.5) {
      const ideas = Object.values(IDEAS) as (readonly string[])[]
      // Some raise two of them, and are the unhappier for it.
      const raised = [pick(pick(ideas)), ...(random() < 0.3 ? [pick(pick(ideas))] : [])]
      const isLow = random() < 0.6 + 0.2 * raised.length
      return {
        id: `r${i}`,
        score: isLow ? Math.floor(7 * random()) : 8,
        comment: raised.join('. '),
      }
    }
    return { id: `r${i}`, score: random() < 0.15 ? 5 : 9, comment: pick(PLEASED) }
  })
}
