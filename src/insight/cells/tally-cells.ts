// Counts per cell: the only pass over responses that segments, accounts, roles and periods need.

import type { SurveyColumns } from '../../domain/survey-columns.ts'
import type { ScoreGroupCounts } from '../../stats/nps.ts'
import { POLARITY_BIT, type ThemeIndex } from './theme-index.ts'

/** Counts of one group of responses. */
export type GroupTally = ScoreGroupCounts & {
  readonly responses: number
  /** Responses with a usable comment. */
  readonly commenters: number
  /** Different people among the scored; a response without respondent counts as a person. */
  readonly persons: number
  /** Per theme: responses that mention it at all, and with each polarity. */
  readonly mentions: Int32Array
  readonly negative: Int32Array
  readonly neutral: Int32Array
  readonly positive: Int32Array
}

type Counting = {
  -readonly [K in keyof GroupTally]: GroupTally[K]
} & { readonly people: Set<string> }

function emptyCounting(themeCount: number): Counting {
  return {
    responses: 0,
    commenters: 0,
    persons: 0,
    detractors: 0,
    passives: 0,
    promoters: 0,
    mentions: new Int32Array(themeCount),
    negative: new Int32Array(themeCount),
    neutral: new Int32Array(themeCount),
    positive: new Int32Array(themeCount),
    people: new Set(),
  }
}

/** Respondents of several responses: only these can count twice in one cell. */
function repeatedRespondents(respondents: readonly (string | null)[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const respondent of respondents) {
    if (respondent === null) continue
    if (seen.has(respondent)) repeated.add(respondent)
    else seen.add(respondent)
  }
  return repeated
}

function raise(counts: Int32Array, theme: number): void {
  counts[theme] = (counts[theme] ?? 0) + 1
}

/** Respondents with a score in a group: its base. */
export function scoredCount(tally: ScoreGroupCounts): number {
  return tally.detractors + tally.passives + tally.promoters
}

/**
 * Counts of every cell in one pass.
 *
 * @param columns - the survey
 * @param index - its themes by response
 * @param cellOf - cell of each response, from 0; -1 leaves the response out
 * @param cellCount - number of cells
 * @returns one tally per cell, all zeros for an empty one
 * @throws never; cells outside the range are passed over
 * @see GroupTally
 * @example
 * tallyCells(columns, index, Int32Array.of(0, 1, 0), 2)[0]?.responses // => 2
 */
export function tallyCells(
  columns: SurveyColumns,
  index: ThemeIndex,
  cellOf: Int32Array,
  cellCount: number
): GroupTally[] {
  const tallies = Array.from({ length: cellCount }, () => emptyCounting(columns.themes.length))
  const repeated = repeatedRespondents(columns.respondents)
  cellOf.forEach((cell, response) => {
    const tally = tallies[cell]
    if (tally === undefined) return
    tally.responses++
    if (columns.hasUsableComment[response] === true) tally.commenters++
    const group = columns.scoreGroups[response] ?? null
    if (group !== null) {
      tally[`${group}s`]++
      const respondent = columns.respondents[response] ?? null
      if (respondent !== null && repeated.has(respondent)) tally.people.add(respondent)
      else tally.persons++
    }
    const end = index.starts[response + 1] ?? 0
    for (let i = index.starts[response] ?? 0; i < end; i++) {
      const theme = index.themes[i] ?? 0
      const bits = index.polarities[i] ?? 0
      raise(tally.mentions, theme)
      if (bits & POLARITY_BIT.negative) raise(tally.negative, theme)
      if (bits & POLARITY_BIT.neutral) raise(tally.neutral, theme)
      if (bits & POLARITY_BIT.positive) raise(tally.positive, theme)
    }
  })
  return tallies.map(({ people, ...tally }) => ({ ...tally, persons: tally.persons + people.size }))
}

function combine(a: GroupTally, b: GroupTally, sign: 1 | -1): GroupTally {
  const themes = (x: Int32Array, y: Int32Array) => x.map((count, i) => count + sign * (y[i] ?? 0))
  return {
    responses: a.responses + sign * b.responses,
    commenters: a.commenters + sign * b.commenters,
    persons: a.persons + sign * b.persons,
    detractors: a.detractors + sign * b.detractors,
    passives: a.passives + sign * b.passives,
    promoters: a.promoters + sign * b.promoters,
    mentions: themes(a.mentions, b.mentions),
    negative: themes(a.negative, b.negative),
    neutral: themes(a.neutral, b.neutral),
    positive: themes(a.positive, b.positive),
  }
}

/**
 * Counts of several groups together; a person in two of them counts twice in `persons`.
 *
 * @param tallies - groups without a response in common
 * @param themeCount - number of themes
 * @returns their sum; all zeros for no group
 * @throws never
 * @see restOf
 * @example
 * sumOf(tallies, 12).responses
 */
export function sumOf(tallies: readonly GroupTally[], themeCount: number): GroupTally {
  const { people: _, ...zero } = emptyCounting(themeCount)
  return tallies.reduce((sum, tally) => combine(sum, tally, 1), zero as GroupTally)
}

/**
 * Counts of everyone outside one group.
 *
 * @param whole - sum that contains the group
 * @param part - the group
 * @returns whole minus part
 * @throws never
 * @see sumOf
 * @example
 * restOf(whole, cell).responses
 */
export function restOf(whole: GroupTally, part: GroupTally): GroupTally {
  return combine(whole, part, -1)
}
