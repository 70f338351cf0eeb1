import type { DriverInput, DriverOptions } from '../../domain/driver.ts'
import type { ThemeStatus, Warning } from '../../domain/effect.ts'
import { itemAt } from '../../stats/at.ts'
import type { ScoreGroupCounts } from '../../stats/nps.ts'
import { warning } from '../words.ts'
import type { MentionTable } from './mention-table.ts'
import { countScoreGroups, type ScoredRows } from './survey-counts.ts'

/** Scored respondents who mention a theme: how many people, and their (weighted) score groups. */
export type ScoredMentioners = { readonly people: number; readonly groups: ScoreGroupCounts }

/** Counts of one theme. */
export type ThemeCounts = {
  /** People, with or without a score. */
  readonly mentionCount: number
  readonly negativeCount: number
  readonly neutralCount: number
  readonly positiveCount: number
  /** Scored respondents who mention the theme at all, negatively, positively. */
  readonly scored: ScoredMentioners
  readonly scoredNegative: ScoredMentioners
  readonly scoredPositive: ScoredMentioners
}

/** Respondents needed on either side of a comparison. */
export const MIN_SIDE = 5
/** Events (or non-events, the fewer) needed for each theme of a model. */
export const EVENTS_PER_THEME = 5

/**
 * Counts respondents by theme, polarity and score group.
 *
 * @param input - responses and themes
 * @param table - mentions by response
 * @param scored - scored responses and weights
 * @returns one entry per theme, aligned with `input.themes`
 * @see mentionTable
 * @example
 * countThemes(input, mentionTable(input), scoredRows(input))[0]?.negativeCount // => 55
 */
export function countThemes(
  input: DriverInput,
  table: MentionTable,
  scored: ScoredRows
): readonly ThemeCounts[] {
  const rowsOf = (lists: readonly (readonly number[])[]) => {
    const rows: number[][] = input.themes.map(() => [])
    lists.forEach((themes, row) => {
      for (const theme of themes) itemAt(rows, theme).push(row)
    })
    return rows
  }
  const hasSay = new Set(scored.rows)
  const mentioners = (rows: readonly number[]): ScoredMentioners => {
    const own = rows.filter((row) => hasSay.has(row))
    return { people: own.length, groups: countScoreGroups(input, rows, scored.weights) }
  }
  const any = rowsOf(table.any)
  const negative = rowsOf(table.byPolarity.negative)
  const neutral = rowsOf(table.byPolarity.neutral)
  const positive = rowsOf(table.byPolarity.positive)
  return input.themes.map((_, theme) => ({
    mentionCount: itemAt(any, theme).length,
    negativeCount: itemAt(negative, theme).length,
    neutralCount: itemAt(neutral, theme).length,
    positiveCount: itemAt(positive, theme).length,
    scored: mentioners(itemAt(any, theme)),
    scoredNegative: mentioners(itemAt(negative, theme)),
    scoredPositive: mentioners(itemAt(positive, theme)),
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

/** People with a score, and detractors among them. */
export type ScoredPeople = { readonly base: number; readonly detractors: number }

/**
 * Decides which themes can be ranked.
 *
 * A theme needs `minMentions` scored mentioners and 5 scored respondents who do not mention it; the survey needs
 * 5 detractors and 5 others, and 5 of the fewer for each theme. What is left is grouped, never dropped.
 *
 * @param input - themes
 * @param counts - counts of each theme
 * @param people - scored respondents
 * @param options - `minMentions`
 * @returns status of each theme and the lists for the models
 * @see Peduzzi et al. (1996) J Clin Epidemiol 49:1373-1379; Vittinghoff and McCulloch (2007) Am J Epidemiol 165:710-718
 * @example
 * chooseRanked(input, counts, people, options).ranked // => [0, 2]
 */
export function chooseRanked(
  input: DriverInput,
  counts: readonly ThemeCounts[],
  { base, detractors }: ScoredPeople,
  options: DriverOptions
): Ranking {
  const fewer = Math.min(detractors, base - detractors)
  const mentions = counts.map(({ scored }) => scored.people)
  const isCandidate = input.themes.map((t) => t.isRankable && !t.isAffectOnly)
  const isEnough = mentions.map(
    (n) => n >= Math.max(1, options.minMentions) && base - n >= MIN_SIDE
  )
  const eligible = input.themes
    .map((_, theme) => theme)
    .filter((theme) => isCandidate[theme] && isEnough[theme] && fewer >= MIN_SIDE)
    .sort((a, b) => itemAt(mentions, b) - itemAt(mentions, a) || a - b)
  const limit = Math.floor(fewer / EVENTS_PER_THEME)
  const ranked = eligible.slice(0, limit).sort((a, b) => a - b)
  const statuses = input.themes.map((theme, i): ThemeStatus => {
    if (theme.isAffectOnly) return 'affect-only'
    if (mentions[i] === 0) return 'unscored'
    return ranked.includes(i) ? 'ranked' : 'insufficient'
  })
  const grouped = statuses.flatMap((s, i) => (s === 'insufficient' && isCandidate[i] ? [i] : []))
  const facts = { detractors, others: base - detractors, base, limit }
  const warnings: Warning[] = []
  if (base === 0) warnings.push(warning('no-scores'))
  else if (fewer < MIN_SIDE) warnings.push(warning('one-sided-scores', facts))
  if (eligible.length > limit) {
    warnings.push(warning('too-many-themes', { ...facts, grouped: eligible.length - limit }))
  }
  return { statuses, ranked, grouped, warnings }
}
