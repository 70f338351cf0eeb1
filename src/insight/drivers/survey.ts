import type { DriverInput, DriverOptions } from '../../domain/driver.ts'
import type { ScoreGroupCounts } from '../../stats/nps.ts'
import { countPeople, countScoreGroups, type ScoredKinds, scoredKinds } from './survey-counts.ts'
import { type Tally, tallyResponses } from './tally-responses.ts'
import {
  chooseRanked,
  countThemes,
  type Ranking,
  type ScoredPeople,
  type ThemeCounts,
} from './theme-counts.ts'

/** One survey counted once, for every figure that is made of it. */
export type Survey = {
  readonly tally: Tally
  readonly options: DriverOptions
  readonly scored: ScoredKinds
  /** People with a score. */
  readonly people: ScoredPeople
  /** People with a usable comment, scored or not. */
  readonly commentBase: number
  /** Score groups of all scored respondents, weighted. */
  readonly all: ScoreGroupCounts
  readonly counts: readonly ThemeCounts[]
  readonly ranking: Ranking
}

/**
 * Counts a survey and decides which themes can be ranked.
 *
 * @param input - scores, mentions, segments; by response or by counts
 * @param options - minimum of mentions
 * @returns everything that later steps read
 * @throws {InvalidOptionError} if a weight is unusable
 * @see chooseRanked
 * @example
 * countSurvey(input, options).ranking.ranked // => [0, 2]
 */
export function countSurvey(input: DriverInput, options: DriverOptions): Survey {
  const tally = tallyResponses(input)
  const scored = scoredKinds(tally)
  const unhappy = scored.kinds.filter((kind) => tally.scoreGroups[kind] === 'detractor')
  const people = { base: scored.base, detractors: countPeople(tally, unhappy) }
  const commenters = [...tally.counts.keys()].filter((kind) => tally.hasUsableComment[kind])
  const counts = countThemes(tally, scored)
  return {
    tally,
    options,
    scored,
    people,
    commentBase: countPeople(tally, commenters),
    all: countScoreGroups(tally, scored.kinds, scored.weights),
    counts,
    ranking: chooseRanked(tally.themes, counts, people, options),
  }
}
