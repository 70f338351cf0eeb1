import type { EffectEstimate, Warning } from '../../domain/effect.ts'
import { itemAt } from '../../stats/at.ts'
import { warning } from '../words.ts'
import type { AdjustedEffects, ThemeModels } from './adjusted-effects.ts'
import { type Clustering, describeClustering } from './clustering.ts'
import type { Covariates } from './covariates.ts'
import { type HiddenCause, hiddenCause } from './hidden-causes.ts'
import { type AdditiveView, additiveView, type JointEffect, jointEffects } from './joint-effects.ts'
import { diagnose, type ModelDiagnostics } from './model-diagnostics.ts'
import type { DriverModel } from './outcome-models.ts'
import { type PassiveDriver, passiveDrivers } from './passive-drivers.ts'
import type { PatternTable } from './pattern-table.ts'
import { type AdjustedForField, describeAdjustment } from './segment-bases.ts'
import type { Survey } from './survey.ts'

/** A theme in the list of what makes promoters. */
export type PromoterDriver = {
  readonly themeId: string
  /** From 1, largest effect on promoter share first. */
  readonly rank: number
  readonly onPromoterShare: EffectEstimate
}

/** Views of a whole analysis, in `DriverResult.drivers`. Empty when nothing could be adjusted. */
export type DriverViews = {
  /** What makes promoters, from positive mentions. */
  readonly promoters: readonly PromoterDriver[]
  /** What separates passives from promoters, from both polarities. */
  readonly passives: readonly PassiveDriver[]
  /** Effect of the top themes together, one more each time. */
  readonly joint: readonly JointEffect[]
  readonly additive: AdditiveView
  /** How strong an unrecorded cause would have to be, by rank. */
  readonly hiddenCauses: readonly HiddenCause[]
  readonly adjustedFor: readonly AdjustedForField[]
  /** True where a column for having commented is in the models. */
  readonly adjustsForCommenting: boolean
  readonly clustering: Clustering | null
  /** Number of unweighted responses that would tell as much; null when unweighted. */
  readonly effectiveBase: number | null
  readonly diagnostics: readonly ModelDiagnostics[]
}

/** What the views are made of. */
export type ViewParts = {
  readonly survey: Survey
  readonly covariates: Covariates
  readonly table: PatternTable
  readonly models: ThemeModels
  readonly effects: AdjustedEffects
  /** Ranked themes by rank with their effects on detractor and promoter share. */
  readonly order: readonly {
    readonly theme: number
    readonly onDetractorShare: EffectEstimate
    readonly onPromoterShare: EffectEstimate
  }[]
}

/** Events for each column below which a model is warned of. */
const COMFORTABLE_EVENTS = 10

function eventWarnings(diagnostics: readonly ModelDiagnostics[]): Warning[] {
  const scarce = diagnostics.flatMap(({ outcome, base, events, columnCount, eventsPerColumn }) => {
    if (eventsPerColumn === null || eventsPerColumn >= COMFORTABLE_EVENTS) return []
    return [`${outcome} ${Math.min(events, base - events)} for ${columnCount}`]
  })
  return scarce.length === 0 ? [] : [warning('few-events', { models: scarce.join(', ') })]
}

/**
 * Everything that an analysis says about drivers beyond the figures of single themes.
 *
 * @param parts - survey, models and ranked effects
 * @returns the views and their warnings
 * @see jointEffects, additiveView, passiveDrivers
 * @example
 * driverViews(parts).views.joint[1]?.onDetractorShare.estimate // => 0.104
 */
export function driverViews(parts: ViewParts): {
  readonly views: DriverViews
  readonly warnings: readonly Warning[]
} {
  const { survey, covariates, table, models, order } = parts
  const { confLevel, seed } = survey.options
  const idOf = (theme: number) => itemAt(survey.tally.themes, theme).id
  const settings = { confLevel, idOf }
  const harmful = order.filter(({ onDetractorShare }) => onDetractorShare.estimate > 0)
  const isPraised = (theme: number) => itemAt(survey.counts, theme).scoredPositive.people > 0
  const promoters = order
    .filter(({ theme }) => isPraised(theme))
    .sort((a, b) => b.onPromoterShare.estimate - a.onPromoterShare.estimate)
  const passives = passiveDrivers(table, survey.ranking.ranked, settings)
  const adjustment = describeAdjustment(survey, covariates)
  const { clustering, warnings } = describeClustering(table, confLevel)
  const fitted = [models.detractors, models.promoters, passives.model].filter(
    (model): model is DriverModel => model !== null
  )
  const diagnostics = fitted.map(diagnose)
  const { isWeighted, designEffect } = survey.scored
  const effectiveBase = isWeighted ? survey.people.base / designEffect : null
  const weighted =
    effectiveBase === null
      ? []
      : [warning('weighted-responses', { base: table.base, effective: Math.round(effectiveBase) })]
  return {
    views: {
      promoters: promoters.map(({ theme, onPromoterShare }, i) => ({
        themeId: idOf(theme),
        rank: i + 1,
        onPromoterShare,
      })),
      passives: passives.drivers,
      joint: jointEffects(
        models.detractors,
        harmful.map(({ theme }) => theme),
        settings
      ),
      additive: additiveView(models.detractors, seed, settings),
      hiddenCauses: order.flatMap(({ theme, onDetractorShare }) => {
        const removal = parts.effects.removals.get(theme)
        if (removal === undefined) return []
        return [hiddenCause(idOf(theme), removal, onDetractorShare, table.trials)]
      }),
      adjustedFor: adjustment.fields,
      adjustsForCommenting: covariates.adjustsForCommenting,
      clustering,
      effectiveBase,
      diagnostics,
    },
    warnings: [
      ...adjustment.warnings,
      ...passives.warnings,
      ...eventWarnings(diagnostics),
      ...warnings,
      ...weighted,
    ],
  }
}
