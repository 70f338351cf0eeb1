// Joins scores with mentions and ranks themes by their effect on detractor share. What a theme is and how its
// mentions were found is no business of this folder.

import type {
  DriverInput,
  DriverOptions,
  DriverResult,
  PlacedFigures,
  ScenarioResult,
} from '../../domain/driver.ts'
import type { ThemeEffects, Warning } from '../../domain/effect.ts'
import { entryOf, itemAt } from '../../stats/at.ts'
import { npsInterval } from '../../stats/nps.ts'
import { warning } from '../words.ts'
import { type AdjustedEffects, adjustedEffects, type ThemeModels } from './adjusted-effects.ts'
import { type Covariates, encodeCovariates } from './covariates.ts'
import { driverViews } from './driver-views.ts'
import { fitModel } from './outcome-models.ts'
import { type PatternTable, patternTable } from './pattern-table.ts'
import { rankStability } from './rank-stability.ts'
import { runScenario } from './scenario.ts'
import { commenterWarnings } from './segment-bases.ts'
import { countSurvey, type Survey } from './survey.ts'
import { baseOf, shareOf, summarise } from './survey-counts.ts'
import type { ThemeCounts } from './theme-counts.ts'
import { crudeThemeEffect, themeEffects } from './theme-effects.ts'
import { closestPartners, collinearPairs, findReversals, themeFlags } from './theme-flags.ts'

/** Version of the formulas; changes whenever a figure can change. */
export const METHOD_VERSION = 'effects-1.0.0'

/** The fitted models of a survey with everything that hangs on them. */
type Adjustment = {
  readonly covariates: Covariates
  readonly table: PatternTable
  readonly models: ThemeModels
  readonly effects: AdjustedEffects
  readonly warnings: readonly Warning[]
}

/** Fits the models; null when no theme can be ranked. */
function adjust(survey: Survey): Adjustment | null {
  const { ranked } = survey.ranking
  const covariates = encodeCovariates(survey)
  const table = patternTable(survey, covariates)
  const detractors = fitModel(table, ranked, {
    name: 'detractors',
    outcome: 'detractor',
    polarities: ['negative'],
  })
  if (ranked.length === 0 || detractors.model === null) return null
  const promoters = fitModel(table, ranked, {
    name: 'promoters',
    outcome: 'promoter',
    polarities: ['positive'],
  })
  const models = { detractors: detractors.model, promoters: promoters.model }
  const effects = adjustedEffects(models, survey.counts, ranked, survey.options.confLevel)
  const warnings = [...covariates.warnings, ...detractors.warnings, ...promoters.warnings]
  return { covariates, table, models, effects, warnings }
}

/** Ranked themes, largest effect first; ties by mentions and then by the order of themes. */
function rankingOrder(survey: Survey, { effects }: Adjustment): readonly number[] {
  const estimate = (theme: number) => entryOf(effects.byTheme, theme).onDetractors.estimate
  const mentions = (theme: number) => itemAt(survey.counts, theme).mentionCount
  return [...survey.ranking.ranked].sort(
    (a, b) => estimate(b) - estimate(a) || mentions(b) - mentions(a)
  )
}

type Findings = {
  readonly order: readonly number[]
  readonly effects: readonly (ThemeEffects | null)[]
  /** Theme → the one that it goes with most. */
  readonly partners: ReadonlyMap<number, number>
  readonly reversed: ReadonlySet<number>
}

function figuresOf(
  survey: Survey,
  theme: ThemeCounts,
  index: number,
  findings: Findings
): PlacedFigures {
  const effect = itemAt(findings.effects, index)
  const place = findings.order.indexOf(index)
  const { groups } = theme.scored
  const base = baseOf(groups)
  const partner = findings.partners.get(index)
  const flags = themeFlags({
    adjusted: place < 0 || effect === null ? null : effect.onDetractorShare,
    crude: crudeThemeEffect(survey, theme, 'detractors'),
    mentioners: theme.scoredNegative.people,
    isCollinear: partner !== undefined,
    isReversed: findings.reversed.has(index),
  })
  return {
    status: itemAt(survey.ranking.statuses, index),
    rank: place < 0 ? null : place + 1,
    mentionCount: theme.mentionCount,
    mentionShare: shareOf(theme.mentionCount, survey.commentBase),
    negativeCount: theme.negativeCount,
    neutralCount: theme.neutralCount,
    positiveCount: theme.positiveCount,
    detractorShare: shareOf(groups.detractors, base),
    npsPoints: base === 0 ? null : npsInterval(groups, survey.options.confLevel).estimate,
    effect,
    flags: effect === null ? [] : flags,
    ...(effect !== null && partner !== undefined && { overlapsWith: partner }),
  }
}

/** Answers the scenario of the options; null when none was asked or nothing could be fitted. */
function scenarioOf(
  survey: Survey,
  adjustment: Adjustment | null
): { readonly result: ScenarioResult | null; readonly warnings: readonly Warning[] } {
  const { scenario: factors, confLevel } = survey.options
  if (factors === undefined || adjustment === null) return { result: null, warnings: [] }
  const promoters = fitModel(adjustment.table, survey.ranking.ranked, {
    name: 'promoters-by-complaints',
    outcome: 'promoter',
    polarities: ['negative'],
  })
  const overall = npsInterval(survey.all, confLevel)
  return runScenario(
    { detractors: adjustment.models.detractors, promoters: promoters.model },
    {
      factors,
      indexOf: new Map(survey.tally.themes.map(({ id }, i) => [id, i])),
      confLevel,
      detractorShare: survey.all.detractors / baseOf(survey.all),
      npsPoints: overall.estimate,
    }
  )
}

function findingsOf(
  survey: Survey,
  adjustment: Adjustment | null
): { readonly findings: Findings; readonly warnings: readonly Warning[] } {
  if (adjustment === null) {
    const effects = themeEffects(survey, null, new Map())
    return {
      findings: { order: [], effects, partners: new Map(), reversed: new Set() },
      warnings: [],
    }
  }
  const order = rankingOrder(survey, adjustment)
  const { effects: adjusted, covariates, models } = adjustment
  const stability = rankStability(order, adjusted.removals, adjusted.errors, survey.options.seed)
  const effects = themeEffects(survey, adjusted, stability)
  const idOf = (theme: number) => itemAt(survey.tally.themes, theme).id
  const pairs = collinearPairs(models.detractors)
  const reversals = findReversals(survey, covariates, (theme) =>
    crudeThemeEffect(survey, itemAt(survey.counts, theme), 'detractors')
  )
  return {
    findings: { order, effects, partners: closestPartners(pairs), reversed: reversals.themes },
    warnings: [
      ...pairs.map(({ first, second, phi }) => {
        const facts = { first: idOf(first), second: idOf(second), phi: phi.toFixed(2) }
        return warning('collinear-themes', facts)
      }),
      ...reversals.warnings,
    ],
  }
}

/**
 * Ranks themes by their adjusted effect on detractor share and says how sure that is.
 *
 * Estimand: how much lower the detractor share would be if the respondents who raise a theme negatively had
 * scored like similar respondents who do not. An association under stated assumptions, not a cause.
 *
 * @param input - scores, mentions, segments, clusters and weights, aligned by response or by group of equal ones
 * @param options - level, minimum of mentions, seed, scenario
 * @returns figures of the survey and of each theme, aligned with `input.themes`, and in `drivers` the views of
 *   `DriverViews`; no theme or no score gives nulls and warnings, never an error
 * @throws {InvalidOptionError} if the level, a weight or a scenario's factor lies outside its range
 * @see Greenland and Drescher (1993) Biometrics 49:865-872; Firth (1993) Biometrika 80:27-38
 * @example
 * rankDrivers(input, { confLevel: 0.95, minMentions: 10, seed: 1 }).themes[0]?.rank // => 1
 */
export function rankDrivers(input: DriverInput, options: DriverOptions): DriverResult {
  const survey = countSurvey(input, options)
  const adjustment = adjust(survey)
  const { findings, warnings } = findingsOf(survey, adjustment)
  const scenario = scenarioOf(survey, adjustment)
  const order = findings.order.flatMap((theme) =>
    [itemAt(findings.effects, theme)]
      .filter((effect) => effect !== null)
      .map((effect) => ({ theme, ...effect }))
  )
  const views = adjustment === null ? null : driverViews({ ...adjustment, survey, order })
  return {
    summary: summarise(survey),
    themes: survey.counts.map((theme, i) => figuresOf(survey, theme, i, findings)),
    drivers: views?.views ?? {},
    scenario: scenario.result,
    warnings: [
      ...survey.ranking.warnings,
      ...commenterWarnings(survey),
      ...(adjustment?.warnings ?? []),
      ...warnings,
      ...(views?.warnings ?? []),
      ...scenario.warnings,
    ],
    version: METHOD_VERSION,
  }
}
