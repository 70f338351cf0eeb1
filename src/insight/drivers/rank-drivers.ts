// Joins scores with mentions and ranks themes by their effect on detractor share. What a theme is and how its
// mentions were found is no business of this folder.

import type { DriverInput, DriverOptions, DriverResult, ThemeFigures } from '../../domain/driver.ts'
import type { ThemeEffects, Warning } from '../../domain/effect.ts'
import { benjaminiHochberg } from '../../stats/benjamini-hochberg.ts'
import { nps, type ScoreGroupCounts } from '../../stats/nps.ts'
import { type AdjustedEffects, adjustedEffects } from './adjusted-effects.ts'
import { encodeCovariates } from './covariates.ts'
import {
  compare,
  crudeEffect,
  crudeNpsEffect,
  leaveOut,
  noEffect,
  type UntestedEffect,
} from './crude-effects.ts'
import { type MentionTable, mentionTable } from './mention-table.ts'
import { fitModel, patternTable } from './outcome-models.ts'
import { baseOf, countScoreGroups, shareOf, summarise } from './survey-counts.ts'
import { chooseRanked, countThemes, type Ranking, type ThemeCounts } from './theme-counts.ts'
import { collinearPairs, collinearWarnings, themeFlags } from './theme-flags.ts'

/** Version of the formulas; changes whenever a figure can change. */
export const METHOD_VERSION = 'effects-1.0.0'

/** Events of the fewer side needed for each column of segments. */
const EVENTS_PER_COVARIATE = 10

type Untested = Pick<ThemeEffects, 'leaveOut'> & {
  readonly isAdjusted: boolean
  readonly onDetractorShare: UntestedEffect
  readonly onPromoterShare: UntestedEffect
  readonly onNpsPoints: UntestedEffect
}

type Survey = {
  readonly input: DriverInput
  readonly options: DriverOptions
  readonly all: ScoreGroupCounts
  readonly table: MentionTable
  readonly counts: readonly ThemeCounts[]
  readonly ranking: Ranking
}

function crudeOrNone(survey: Survey, theme: ThemeCounts, group: 'detractors' | 'promoters') {
  const mentioners = group === 'detractors' ? theme.scoredNegative : theme.scoredPositive
  const comparison = compare(survey.all, mentioners, group)
  const { confLevel } = survey.options
  if (comparison.mentioners.base === 0 || comparison.others.base === 0) {
    return noEffect(confLevel, baseOf(survey.all))
  }
  return crudeEffect(comparison, confLevel)
}

/** Effects of a theme before q-values; null where nobody, or everybody, with a score mentions it. */
function untestedEffects(
  survey: Survey,
  index: number,
  adjusted: AdjustedEffects | null
): Untested | null {
  const theme = survey.counts[index]
  if (theme === undefined) return null
  const mentioners = baseOf(theme.scored)
  if (mentioners === 0 || mentioners === baseOf(survey.all)) return null
  const crude = leaveOut(survey.all, theme.scored)
  const onDetractorShare = adjusted?.onDetractors.get(index)
  const onPromoterShare = adjusted?.onPromoters.get(index)
  const onNpsPoints = adjusted?.onNps.get(index)
  if (onDetractorShare && onPromoterShare && onNpsPoints) {
    return { isAdjusted: true, onDetractorShare, onPromoterShare, onNpsPoints, leaveOut: crude }
  }
  const onDetractors = crudeOrNone(survey, theme, 'detractors')
  const onPromoters = crudeOrNone(survey, theme, 'promoters')
  return {
    isAdjusted: false,
    onDetractorShare: onDetractors,
    onPromoterShare: onPromoters,
    onNpsPoints: crudeNpsEffect(onPromoters, onDetractors),
    leaveOut: crude,
  }
}

/** Adds q-values, over the ranked themes and apart from them over the others. */
function withQValues(untested: readonly (Untested | null)[]): (ThemeEffects | null)[] {
  const names = ['onDetractorShare', 'onPromoterShare', 'onNpsPoints'] as const
  const qValues = names.map((name) => {
    const q = new Map<number, number>()
    for (const isAdjusted of [true, false]) {
      const family = untested.flatMap((e, i) => (e?.isAdjusted === isAdjusted ? [{ e, i }] : []))
      const values = benjaminiHochberg(family.map(({ e }) => e[name].pValue))
      family.forEach(({ i }, k) => {
        q.set(i, values[k] ?? 1)
      })
    }
    return q
  })
  return untested.map((effect, i) => {
    if (effect === null) return null
    const [d, p, n] = qValues.map((q) => q.get(i) ?? 1)
    return {
      onDetractorShare: { ...effect.onDetractorShare, qValue: d ?? 1 },
      onPromoterShare: { ...effect.onPromoterShare, qValue: p ?? 1 },
      onNpsPoints: { ...effect.onNpsPoints, qValue: n ?? 1 },
      leaveOut: effect.leaveOut,
      recoverableDetractors: effect.onDetractorShare.estimate * effect.onDetractorShare.base,
      stability: null,
    }
  })
}

/** Rank of each ranked theme: largest effect first, ties by mentions and then by the order of themes. */
function ranksOf(survey: Survey, effects: readonly (ThemeEffects | null)[]): Map<number, number> {
  const estimate = (i: number) => effects[i]?.onDetractorShare.estimate ?? 0
  const mentions = (i: number) => survey.counts[i]?.mentionCount ?? 0
  const order = [...survey.ranking.ranked].sort(
    (a, b) => estimate(b) - estimate(a) || mentions(b) - mentions(a) || a - b
  )
  return new Map(order.map((theme, i) => [theme, i + 1]))
}

function adjust(survey: Survey): {
  readonly effects: AdjustedEffects | null
  readonly collinear: ReadonlySet<number>
  readonly warnings: readonly Warning[]
} {
  const { input, ranking, options, all, table } = survey
  if (ranking.ranked.length === 0) return { effects: null, collinear: new Set(), warnings: [] }
  const rows = input.scoreGroups.flatMap((group, row) => (group === null ? [] : [row]))
  const fewer = Math.min(all.detractors, baseOf(all) - all.detractors)
  const limit = Math.max(2, Math.floor(fewer / EVENTS_PER_COVARIATE))
  const covariates = encodeCovariates(input, rows, limit)
  const patterns = patternTable(input, table, ranking, { rows, covariates })
  const detractors = fitModel(patterns, ranking, {
    name: 'detractors',
    outcome: 'detractor',
    polarity: 'negative',
  })
  const promoters = fitModel(patterns, ranking, {
    name: 'promoters',
    outcome: 'promoter',
    polarity: 'positive',
  })
  const pairs = collinearPairs(patterns, ranking.ranked)
  const models = { detractors: detractors.model, promoters: promoters.model }
  return {
    effects: adjustedEffects(models, patterns, ranking.ranked, options.confLevel),
    collinear: new Set(pairs.flatMap(({ first, second }) => [first, second])),
    warnings: [
      ...covariates.warnings,
      ...detractors.warnings,
      ...promoters.warnings,
      ...collinearWarnings(pairs, (theme) => input.themes[theme]?.id ?? ''),
    ],
  }
}

function figuresOf(
  survey: Survey,
  index: number,
  effect: ThemeEffects | null,
  { rank, isCollinear }: { rank: number | null; isCollinear: boolean }
): ThemeFigures {
  const theme = survey.counts[index] as ThemeCounts
  const commentBase = survey.input.hasUsableComment.filter(Boolean).length
  const base = baseOf(theme.scored)
  const comparison = compare(survey.all, theme.scoredNegative, 'detractors')
  const adjusted = rank === null ? null : (effect?.onDetractorShare ?? null)
  const crude = crudeOrNone(survey, theme, 'detractors')
  return {
    status: survey.ranking.statuses[index] ?? 'insufficient',
    rank,
    mentionCount: theme.mentionCount,
    mentionShare: shareOf(theme.mentionCount, commentBase),
    negativeCount: theme.negativeCount,
    neutralCount: theme.neutralCount,
    positiveCount: theme.positiveCount,
    detractorShare: shareOf(theme.scored.detractors, base),
    npsPoints: base === 0 ? null : nps(theme.scored, survey.options.confLevel).estimate,
    effect,
    flags: effect === null ? [] : themeFlags({ adjusted, crude, comparison, isCollinear }),
  }
}

/**
 * Ranks themes by their adjusted effect on detractor share and says how sure that is.
 *
 * Estimand: how much lower the detractor share would be if the respondents who raise a theme negatively had
 * scored like similar respondents who do not. An association under stated assumptions, not a cause.
 *
 * @param input - scores, mentions, segments and clusters, aligned by response
 * @param options - level, minimum of mentions, seed, scenario
 * @returns figures of the survey and of each theme, aligned with `input.themes`; no theme or no score gives
 *   nulls and warnings, never an error
 * @see Greenland and Drescher (1993) Biometrics 49:865-872; Firth (1993) Biometrika 80:27-38
 * @example
 * rankDrivers(input, { confLevel: 0.95, minMentions: 10, seed: 1 }).themes[0]?.rank // => 1
 */
export function rankDrivers(input: DriverInput, options: DriverOptions): DriverResult {
  const rows = input.scoreGroups.map((_, row) => row)
  const all = countScoreGroups(input.scoreGroups, rows)
  const table = mentionTable(input)
  const counts = countThemes(input, table)
  const ranking = chooseRanked(input, counts, all, options)
  const survey: Survey = { input, options, all, table, counts, ranking }
  const { effects: adjusted, collinear, warnings } = adjust(survey)
  const effects = withQValues(input.themes.map((_, i) => untestedEffects(survey, i, adjusted)))
  const ranks = ranksOf(survey, effects)
  return {
    summary: summarise(input, options.confLevel),
    themes: input.themes.map((_, i) =>
      figuresOf(survey, i, effects[i] ?? null, {
        rank: ranks.get(i) ?? null,
        isCollinear: collinear.has(i),
      })
    ),
    drivers: {},
    scenario: null,
    warnings: [...ranking.warnings, ...warnings],
    version: METHOD_VERSION,
  }
}
