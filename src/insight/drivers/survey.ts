import type { DriverInput, DriverOptions } from '../../domain/driver.ts'
import type { ScoreGroupCounts } from '../../stats/nps.ts'
import { type MentionTable, mentionTable } from './mention-table.ts'
import { countScoreGroups, type ScoredRows, scoredRows } from './survey-counts.ts'
import {
  chooseRanked,
  countThemes,
  type Ranking,
  type ScoredPeople,
  type ThemeCounts,
} from './theme-counts.ts'

/** One survey counted once, for every figure that is made of it. */
export type Survey = {
  readonly input: DriverInput
  readonly options: DriverOptions
  readonly scored: ScoredRows
  /** People with a score. */
  readonly people: ScoredPeople
  /** People with a usable comment, scored or not. */
  readonly commentBase: number
  /** Score groups of all scored respondents, weighted. */
  readonly all: ScoreGroupCounts
  readonly table: MentionTable
  readonly counts: readonly ThemeCounts[]
  readonly ranking: Ranking
}

/**
 * Counts a survey and decides which themes can be ranked.
 *
 * @param input - scores, mentions, segments
 * @param options - minimum of mentions
 * @returns everything that later steps read
 * @throws {InvalidOptionError} if a weight is unusable
 * @see chooseRanked
 * @example
 * countSurvey(input, options).ranking.ranked // => [0, 2]
 */
export function countSurvey(input: DriverInput, options: DriverOptions): Survey {
  const scored = scoredRows(input)
  const detractors = scored.groups.filter((group) => group === 'detractor').length
  const people = { base: scored.rows.length, detractors }
  const table = mentionTable(input)
  const counts = countThemes(input, table, scored)
  return {
    input,
    options,
    scored,
    people,
    commentBase: input.hasUsableComment.filter(Boolean).length,
    all: countScoreGroups(input, scored.rows, scored.weights),
    table,
    counts,
    ranking: chooseRanked(input, counts, people, options),
  }
}
