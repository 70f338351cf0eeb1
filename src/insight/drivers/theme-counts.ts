import type { DriverOptions } from '../../domain/driver.ts'
import type { ThemeStatus, Warning } from '../../domain/effect.ts'
import type { ScoreGroup } from '../../domain/scale.ts'
import { itemAt } from '../../stats/at.ts'
import type { ScoreGroupCounts } from '../../stats/nps.ts'
import { warning } from '../words.ts'
import type { ScoredKinds } from './survey-counts.ts'
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
  const counters = tally.themes.map(() => ({
    any: createCounter(),
    negative: createCounter(),
    neutral: createCounter(),
    positive: createCounter(),
  }))
  const hasSay = new Set(scored.kinds)
  tally.mentions.forEach((mentioned, kind) => {
    const people = itemAt(tally.counts, kind)
    const seen = {
      people,
      scoreGroup: hasSay.has(kind) ? itemAt(tally.scoreGroups, kind) : null,
      weight: people * itemAt(scored.weights, kind),
    }
    for (const slot of SLOTS) {
      for (const theme of mentioned[slot]) count(itemAt(counters, theme)[slot], seen)
    }
  })
  return counters.map(({ any, negative, neutral, positive }) => ({
    mentionCount: any.people,
    negativeCount: negative.people,
    neutralCount: neutral.people,
    positiveCount: positive.people,
    scored: mentionersOf(any),
    scoredNegative: mentionersOf(negative),
    scoredPositive: mentionersOf(positive),
  }))
}

const SLOTS = ['any', 'negative', 'neutral', 'positive'] as const

type Counter = ReturnType<typeof createCounter>

function createCounter() {
  return { people: 0, scoredPeople: 0, detractor: 0, passive: 0, promoter: 0 }
}

type SeenKind = {
  readonly people: number
  /** Null without a say in the models. */
  readonly scoreGroup: ScoreGroup | null
  readonly weight: number
}

function count(counter: Counter, { people, scoreGroup, weight }: SeenKind): void {
  counter.people += people
  if (scoreGroup === null) return
  counter.scoredPeople += people
  counter[scoreGroup] += weight
}

function mentionersOf({ scoredPeople, detractor, passive, promoter }: Counter): ScoredMentioners {
  const groups = { detractors: detractor, passives: passive, promoters: promoter }
  return { people: scoredPeople, groups }
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
