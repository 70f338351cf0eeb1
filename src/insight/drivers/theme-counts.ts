import type { DriverOptions } from '../../domain/driver.ts'
import type { ThemeStatus, Warning } from '../../domain/effect.ts'
import { itemAt } from '../../stats/at.ts'
import type { ScoreGroupCounts } from '../../stats/nps.ts'
import { warning } from '../words.ts'
import { countPeople, countScoreGroups, type ScoredKinds } from './survey-counts.ts'
import type { Tally } from './tally-responses.ts'

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
 * @param tally - kinds of responses
 * @param scored - scored kinds and weights
 * @returns one entry per theme, aligned with `tally.themes`
 * @see tallyResponses
 * @example
 * countThemes(tally, scoredKinds(tally))[0]?.negativeCount // => 55
 */
export function countThemes(tally: Tally, scored: ScoredKinds): readonly ThemeCounts[] {
  const kindsOf = (lists: readonly (readonly number[])[]) => {
    const kinds: number[][] = tally.themes.map(() => [])
    lists.forEach((themes, kind) => {
      for (const theme of themes) itemAt(kinds, theme).push(kind)
    })
    return kinds
  }
  const hasSay = new Set(scored.kinds)
  const mentioners = (kinds: readonly number[]): ScoredMentioners => {
    const own = kinds.filter((kind) => hasSay.has(kind))
    return {
      people: countPeople(tally, own),
      groups: countScoreGroups(tally, kinds, scored.weights),
    }
  }
  const { byPolarity } = tally.mentions
  const any = kindsOf(tally.mentions.any)
  const negative = kindsOf(byPolarity.negative)
  const neutral = kindsOf(byPolarity.neutral)
  const positive = kindsOf(byPolarity.positive)
  return tally.themes.map((_, theme) => ({
    mentionCount: countPeople(tally, itemAt(any, theme)),
    negativeCount: countPeople(tally, itemAt(negative, theme)),
    neutralCount: countPeople(tally, itemAt(neutral, theme)),
    positiveCount: countPeople(tally, itemAt(positive, theme)),
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
 * @param themes - themes
 * @param counts - counts of each theme
 * @param people - scored respondents
 * @param options - `minMentions`
 * @returns status of each theme and the lists for the models
 * @see Peduzzi et al. (1996) J Clin Epidemiol 49:1373-1379; Vittinghoff and McCulloch (2007) Am J Epidemiol 165:710-718
 * @example
 * chooseRanked(themes, counts, people, options).ranked // => [0, 2]
 */
export function chooseRanked(
  themes: Tally['themes'],
  counts: readonly ThemeCounts[],
  { base, detractors }: ScoredPeople,
  options: DriverOptions
): Ranking {
  const fewer = Math.min(detractors, base - detractors)
  const mentions = counts.map(({ scored }) => scored.people)
  const isCandidate = themes.map((t) => t.isRankable && !t.isAffectOnly)
  const isEnough = mentions.map(
    (n) => n >= Math.max(1, options.minMentions) && base - n >= MIN_SIDE
  )
  const eligible = themes
    .map((_, theme) => theme)
    .filter((theme) => isCandidate[theme] && isEnough[theme] && fewer >= MIN_SIDE)
    .sort((a, b) => itemAt(mentions, b) - itemAt(mentions, a) || a - b)
  const limit = Math.floor(fewer / EVENTS_PER_THEME)
  const ranked = eligible.slice(0, limit).sort((a, b) => a - b)
  const statuses = themes.map((theme, i): ThemeStatus => {
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
