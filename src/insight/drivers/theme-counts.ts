import type { DriverInput, DriverOptions } from '../../domain/driver.ts'
import type { ThemeStatus, Warning } from '../../domain/effect.ts'
import type { ScoreGroupCounts } from '../../stats/nps.ts'
import { warning } from '../words.ts'
import type { MentionTable } from './mention-table.ts'
import { baseOf, countScoreGroups } from './survey-counts.ts'

/** Counts of one theme, all of respondents. */
export type ThemeCounts = {
  readonly mentionCount: number
  readonly negativeCount: number
  readonly neutralCount: number
  readonly positiveCount: number
  /** Among scored respondents: all mentioners, negative mentioners, positive mentioners. */
  readonly scored: ScoreGroupCounts
  readonly scoredNegative: ScoreGroupCounts
  readonly scoredPositive: ScoreGroupCounts
}

/** Respondents needed on either side of a comparison. */
export const MIN_SIDE = 5
/** Events (or non-events, the fewer) needed for each ranked theme. */
export const EVENTS_PER_THEME = 5

/**
 * Counts respondents by theme, polarity and score group.
 *
 * @param input - responses and themes
 * @param table - mentions by response
 * @returns one entry per theme, aligned with `input.themes`
 * @see mentionTable
 * @example
 * countThemes(input, mentionTable(input))[0]?.negativeCount // => 55
 */
export function countThemes(input: DriverInput, table: MentionTable): readonly ThemeCounts[] {
  const rowsOf = (lists: readonly (readonly number[])[]) => {
    const rows: number[][] = input.themes.map(() => [])
    lists.forEach((themes, row) => {
      for (const theme of themes) rows[theme]?.push(row)
    })
    return rows
  }
  const any = rowsOf(table.any)
  const negative = rowsOf(table.byPolarity.negative)
  const neutral = rowsOf(table.byPolarity.neutral)
  const positive = rowsOf(table.byPolarity.positive)
  const groups = (rows: readonly number[] | undefined) =>
    countScoreGroups(input.scoreGroups, rows ?? [])
  return input.themes.map((_, theme) => ({
    mentionCount: any[theme]?.length ?? 0,
    negativeCount: negative[theme]?.length ?? 0,
    neutralCount: neutral[theme]?.length ?? 0,
    positiveCount: positive[theme]?.length ?? 0,
    scored: groups(any[theme]),
    scoredNegative: groups(negative[theme]),
    scoredPositive: groups(positive[theme]),
  }))
}

/** Statuses with the themes that the models rank. */
export type Ranking = {
  readonly statuses: readonly ThemeStatus[]
  /** Indexes of ranked themes, ascending. */
  readonly ranked: readonly number[]
  /** Indexes of themes that the models take together: rankable, but too rare or too many. */
  readonly grouped: readonly number[]
  readonly warnings: readonly Warning[]
}

/**
 * Decides which themes can be ranked.
 *
 * A theme needs `minMentions` scored mentioners and 5 scored respondents who do not mention it; the survey needs
 * 5 detractors and 5 others, and 5 of the fewer for each theme. What is left is grouped, never dropped.
 *
 * @param input - themes
 * @param counts - counts of each theme
 * @param all - score groups of all respondents
 * @param options - `minMentions`
 * @returns status of each theme and the lists for the models
 * @see Peduzzi et al. (1996) J Clin Epidemiol 49:1373-1379; Vittinghoff and McCulloch (2007) Am J Epidemiol 165:710-718
 * @example
 * chooseRanked(input, counts, all, options).ranked // => [0, 2]
 */
export function chooseRanked(
  input: DriverInput,
  counts: readonly ThemeCounts[],
  all: ScoreGroupCounts,
  options: DriverOptions
): Ranking {
  const base = baseOf(all)
  const fewer = Math.min(all.detractors, base - all.detractors)
  const mentions = counts.map(({ scored }) => baseOf(scored))
  const isCandidate = input.themes.map((t) => t.isRankable && !t.isAffectOnly)
  const isEnough = mentions.map((n) => n >= options.minMentions && n > 0 && base - n >= MIN_SIDE)
  const eligible = input.themes
    .map((_, theme) => theme)
    .filter((theme) => isCandidate[theme] && isEnough[theme] && fewer >= MIN_SIDE)
    .sort((a, b) => (mentions[b] ?? 0) - (mentions[a] ?? 0) || a - b)
  const limit = Math.floor(fewer / EVENTS_PER_THEME)
  const ranked = eligible.slice(0, limit).sort((a, b) => a - b)
  const statuses = input.themes.map((theme, i): ThemeStatus => {
    if (theme.isAffectOnly) return 'affect-only'
    if (mentions[i] === 0) return 'unscored'
    return ranked.includes(i) ? 'ranked' : 'insufficient'
  })
  const grouped = statuses.flatMap((s, i) => (s === 'insufficient' && isCandidate[i] ? [i] : []))
  const facts = { detractors: all.detractors, others: base - all.detractors, base, limit }
  const warnings: Warning[] = []
  if (base === 0) warnings.push(warning('no-scores'))
  else if (fewer < MIN_SIDE) warnings.push(warning('one-sided-scores', facts))
  if (eligible.length > limit) {
    warnings.push(warning('too-many-themes', { ...facts, grouped: eligible.length - limit }))
  }
  return { statuses, ranked, grouped, warnings }
}
