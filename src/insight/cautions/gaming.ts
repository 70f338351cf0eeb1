// Signs that scores were asked for, begged for or given without a thought. They accuse nobody; they say what to look
// at before trusting a figure.

import type { Warning } from '../../domain/effect.ts'
import { log } from '../../stats/portable-math.ts'
import { wilsonInterval } from '../../stats/proportion.ts'

/** What the signs are read from, one entry per response. */
export type GamingInput = {
  /** True for the best score of the scale; null without a score. */
  readonly isBest: readonly (boolean | null)[]
  /** Milliseconds since 1970; null where missing. */
  readonly times: readonly (number | null)[]
  /** As written; null without one. */
  readonly comments: readonly (string | null)[]
  /** True where comment and score contradict each other. */
  readonly disagrees: readonly boolean[]
  readonly hasUsableComment: readonly boolean[]
}

/** Best scores in a row that chance gives less often than this are worth a look. */
const RUN_CHANCE = 1e-4

/** Shorter runs are no pattern, however rare best scores are. */
const MIN_RUN = 10

/** Contradictions beyond this share of comments: mistaken scales, careless clicks, or readings that fail here. */
const MISMATCH_SHARE = 0.1

/** Fewest comments from which a share of contradictions is told. */
const MIN_COMMENTS = 30

const TOP =
  '(?:a |an |the |all )?(?:10|ten|9|nine|five stars?|5 stars?|top (?:score|marks?|rating)|highest (?:score|rating|marks?)|full marks|perfect (?:score|10|ten))\\b(?! ?(?:minutes?|mins?|hours?|days?|weeks?|months?|years?|times|percent|%|pounds?|quid|people))'

const GIVE = '(?:give|score|rate|leave|put|mark|answer|select|choose|click|tick)'

/** "He asked me to give him a 10", "please give us a 10", "he said only nines and tens count". */
const BEGGING: readonly RegExp[] = [
  new RegExp(
    `\\b(?:ask(?:ed|ing|s)?|told|tell(?:ing|s)?|begg(?:ed|ing)|urg(?:ed|ing)|pressur(?:ed|ing)|want(?:ed|s)|instructed|encouraged|reminded|expected)\\b (?:\\S+ ){0,3}(?:to ${GIVE} (?:\\S+ ){0,3}|for )${TOP}`,
    'i'
  ),
  new RegExp(`\\bplease ${GIVE} (?:(?:us|me|him|her|them|it) )?${TOP}`, 'i'),
  /\b(?:only|just) (?:a )?(?:9s?|nines?) (?:and|or) (?:a )?(?:10s?|tens?) (?:count|matter)/i,
  /\banything (?:less|lower|below|under) (?:than )?(?:a )?(?:10|ten|9|nine) (?:is|counts as|means)\b/i,
]

/**
 * Whether a comment tells of a score that was asked for.
 *
 * @param comment - as written
 * @returns true for plain phrases only; "I would give them a 10" is none
 * @throws never
 * @see gamingWarnings
 * @example
 * tellsOfBegging('The engineer asked me to give him a 10') // => true
 */
export function tellsOfBegging(comment: string): boolean {
  const plain = comment.replaceAll(/\s+/g, ' ')
  return BEGGING.some((pattern) => pattern.test(plain))
}

/** Longest run of best scores in order of time; equal times cannot be ordered and count as they come. */
function longestRun({ isBest, times }: GamingInput) {
  const order = isBest
    .flatMap((best, i) => {
      const time = times[i] ?? null
      return best === null || time === null ? [] : [{ best, time }]
    })
    // Where times are equal the others come first, so that no run is made up by the order of rows.
    .sort((a, b) => a.time - b.time || Number(a.best) - Number(b.best))
  let [length, longest, end] = [0, 0, 0]
  order.forEach(({ best }, i) => {
    length = best ? length + 1 : 0
    if (length > longest) [longest, end] = [length, i]
  })
  const day = (place: number) => new Date(order[place]?.time ?? 0).toISOString().slice(0, 10)
  return {
    longest,
    from: day(end - longest + 1),
    to: day(end),
    base: order.length,
    bestCount: order.filter(({ best }) => best).length,
  }
}

function runWarning(input: GamingInput): Warning[] {
  const { longest, from, to, base, bestCount } = longestRun(input)
  if (longest < MIN_RUN || bestCount === base) return []
  // Bound on the chance of such a run anywhere: places where one may begin, times the chance of each.
  const share = bestCount / base
  const logChance = log(base * (1 - share) + 1) + longest * log(share)
  if (logChance > log(RUN_CHANCE)) return []
  return [
    {
      code: 'run-of-best-scores',
      detail: `${longest} best scores came in one run (${from} to ${to}), which chance hardly ever gives with ${bestCount} best scores of ${base}; see who collected them.`,
    },
  ]
}

/**
 * Signs of gaming in a survey.
 *
 * @param input - best scores, times, comments, contradictions
 * @param confLevel - in (0, 1), for the share of contradictions
 * @returns warnings `run-of-best-scores`, `score-asked-for`, `scores-contradict-comments`; `[]` without a sign
 * @throws {InvalidOptionError} if the level is not inside (0, 1)
 * @see tellsOfBegging
 * @example
 * gamingWarnings(input, 0.95).map(({ code }) => code) // => ['score-asked-for']
 */
export function gamingWarnings(input: GamingInput, confLevel: number): Warning[] {
  const begged = input.comments.filter((c) => c !== null && tellsOfBegging(c)).length
  const comments = input.hasUsableComment.filter((has, i) => has && input.isBest[i] !== null).length
  const events = input.disagrees.filter(Boolean).length
  const mismatch =
    comments < MIN_COMMENTS ? null : wilsonInterval({ events, base: comments }, confLevel)
  return [
    ...runWarning(input),
    ...(begged > 0
      ? [
          {
            code: 'score-asked-for',
            detail: `${begged === 1 ? '1 comment says' : `${begged} comments say`} that a top score was asked for; scores gathered so do not tell what people think.`,
          },
        ]
      : []),
    ...(mismatch !== null && mismatch.confLow > MISMATCH_SHARE
      ? [
          {
            code: 'scores-contradict-comments',
            detail: `${events} of ${comments} comments say the opposite of their score; check that the scale was read the right way round.`,
          },
        ]
      : []),
  ]
}
