import type { ScenarioResult } from '../../domain/driver.ts'
import type { EffectEstimate, IntervalEstimate, Warning } from '../../domain/effect.ts'
import { InvalidOptionError } from '../../domain/errors.ts'
import { entryOf } from '../../stats/at.ts'
import {
  type LinearisedEffect,
  linearisedShare,
  lineariseRemoval,
} from '../../stats/effect-covariance.ts'
import { removalEffect } from '../../stats/removal-effect.ts'
import { warning } from '../words.ts'
import { type Combination, combine, EffectErrors, methodName, withInterval } from './inference.ts'
import type { DriverModel } from './outcome-models.ts'

/** Models by negative mentions: a complaint that goes away can make a promoter as well as spare a detractor. */
export type ScenarioModels = {
  readonly detractors: DriverModel
  readonly promoters: DriverModel | null
}

/** What is asked, and today's figures to start from. */
export type ScenarioQuestion = {
  /** Theme id → share of its negative mentions that stay. */
  readonly factors: Readonly<Record<string, number>>
  readonly indexOf: ReadonlyMap<string, number>
  readonly confLevel: number
  readonly detractorShare: number
  readonly npsPoints: number
}

/** Checks the factors and sets aside themes that the model cannot change. */
function usableFactors(
  model: DriverModel,
  { factors, indexOf }: ScenarioQuestion
): { readonly used: ReadonlyMap<string, number>; readonly warnings: readonly Warning[] } {
  const used = new Map<string, number>()
  const warnings: Warning[] = []
  for (const themeId of Object.keys(factors).sort()) {
    const factor = factors[themeId]
    if (!(factor !== undefined && factor >= 0 && factor <= 1)) {
      throw new InvalidOptionError(`scenario of "${themeId}"`, 'a number from 0 to 1', factor)
    }
    const theme = indexOf.get(themeId)
    if (theme === undefined) warnings.push(warning('scenario-theme-unknown', { theme: themeId }))
    else if (model.columnOf(theme, 'negative') === undefined) {
      warnings.push(warning('scenario-theme-not-modelled', { theme: themeId }))
    } else used.set(themeId, factor)
  }
  return { used, warnings }
}

function removalOf(
  model: DriverModel,
  used: ReadonlyMap<string, number>,
  indexOf: ReadonlyMap<string, number>
): LinearisedEffect {
  const kept = new Map<number, number>()
  for (const [themeId, factor] of used) {
    const column = model.columnOf(entryOf(indexOf, themeId), 'negative')
    if (column !== undefined) kept.set(column, factor)
  }
  return lineariseRemoval(model, removalEffect(model.design, model.counts.trials, model.fit, kept))
}

/**
 * Expected detractor share and NPS if themes were raised less often, jointly for all themes asked for.
 *
 * Each negative mention of a theme stays with its factor as probability, independently; the scores follow the
 * fitted models. It is as causal as the models are: an association, read as if it were a lever.
 *
 * @param models - detractors and promoters, both by negative mentions
 * @param question - factors and today's figures
 * @returns levels and changes with intervals, and warnings for themes without a say in the models
 * @throws {InvalidOptionError} if a factor lies outside [0, 1]
 * @see removalEffect
 * @example
 * runScenario(models, { factors: { 'support-speed': 0.5 }, … }).result.npsPointsChange.estimate // => 4.1
 */
export function runScenario(
  models: ScenarioModels,
  question: ScenarioQuestion
): { readonly result: ScenarioResult; readonly warnings: readonly Warning[] } {
  const { detractors, promoters } = models
  const { indexOf, confLevel } = question
  const { used, warnings } = usableFactors(detractors, question)
  const { table } = detractors
  const fall = removalOf(detractors, used, indexOf)
  const share = linearisedShare(detractors, table.trials)
  const changes: [LinearisedEffect, number][] = [[fall, -1]]
  const npsChanges: [LinearisedEffect, number][] = [[fall, 1]]
  const npsLevels: [LinearisedEffect, number][] = [
    [share, -1],
    [fall, 1],
  ]
  if (promoters !== null) {
    const promoterFall = removalOf(promoters, used, indexOf)
    npsChanges.push([promoterFall, -1])
    npsLevels.push([linearisedShare(promoters, table.trials), 1], [promoterFall, -1])
  }
  const effects = [...new Set([...changes, ...npsLevels].map(([effect]) => effect)), share]
  const errors = new EffectErrors([...new Set(effects)], table)
  const settings = { confLevel, method: `scenario+${methodName(detractors, table)}` }
  const changeOf = (combination: Combination, scale: number): EffectEstimate => {
    const measured = {
      estimate: scale * combine(combination),
      stdError: scale * errors.stdError(combination),
      range: scale === 1 ? ([-1, 1] as const) : ([-200, 200] as const),
    }
    const effect = withInterval(measured, table, settings)
    // One question was asked, so there is nothing to correct the p-value for.
    return { ...effect, qValue: effect.pValue }
  }
  const levelOf = (level: Combination, estimate: number, scale: number): IntervalEstimate => {
    const range = scale === 1 ? ([0, 1] as const) : ([-100, 100] as const)
    const bounded = Math.min(range[1], Math.max(range[0], estimate))
    const measured = { estimate: bounded, stdError: scale * errors.stdError(level), range }
    const { pValue: _, ...interval } = withInterval(measured, table, settings)
    return interval
  }
  const detractorShareChange = changeOf(changes, 1)
  const npsPointsChange = changeOf(npsChanges, 100)
  const shareLevel: Combination = [
    [share, 1],
    [fall, -1],
  ]
  const result: ScenarioResult = {
    themes: Object.fromEntries(used),
    detractorShare: levelOf(shareLevel, question.detractorShare + detractorShareChange.estimate, 1),
    npsPoints: levelOf(npsLevels, question.npsPoints + npsPointsChange.estimate, 100),
    detractorShareChange,
    npsPointsChange,
  }
  return { result, warnings }
}
