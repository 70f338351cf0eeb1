import type { EffectEstimate, Warning } from '../../domain/effect.ts'
import { itemAt } from '../../stats/at.ts'
import { benjaminiHochberg } from '../../stats/benjamini-hochberg.ts'
import { themeRemovals } from './adjusted-effects.ts'
import { EffectErrors, methodName, withInterval } from './inference.ts'
import { type DriverModel, fitModel } from './outcome-models.ts'
import { type DrivingPolarity, type PatternTable, restrictTable } from './pattern-table.ts'

/** What a theme's mentions do to the share of passives among passives and promoters. */
export type PassiveDriver = {
  readonly themeId: string
  /** Negative mentions hold people back from being promoters; positive mentions make promoters of passives. */
  readonly polarity: DrivingPolarity
  /** Positive: more passives, fewer promoters. */
  readonly onPassiveShare: EffectEstimate
}

/** The passives' list with the model behind it. */
export type PassiveDrivers = {
  readonly model: DriverModel | null
  /** Largest absolute effect first. */
  readonly drivers: readonly PassiveDriver[]
  readonly warnings: readonly Warning[]
}

/**
 * What separates passives from promoters: a model of those two groups alone, with both polarities.
 *
 * @param table - patterns of all scored responses
 * @param ranked - indexes of the ranked themes
 * @param settings - level and theme names
 * @returns drivers; none with fewer than 5 passives or 5 promoters
 * @see fitModel
 * @example
 * passiveDrivers(table, ranked, settings).drivers[0]?.themeId // => 'price'
 */
export function passiveDrivers(
  table: PatternTable,
  ranked: readonly number[],
  { confLevel, idOf }: { confLevel: number; idOf: (theme: number) => string }
): PassiveDrivers {
  const restricted = restrictTable(table, ['passive', 'promoter'])
  const { model, warnings } = fitModel(restricted, ranked, {
    name: 'passives',
    outcome: 'passive',
    polarities: ['negative', 'positive'],
  })
  if (model === null) return { model, drivers: [], warnings }
  const removals = (['negative', 'positive'] as const).flatMap((polarity) =>
    [...themeRemovals(model, polarity)].map(([theme, effect]) => ({ theme, polarity, effect }))
  )
  const errors = new EffectErrors(
    removals.map(({ effect }) => effect),
    restricted
  )
  const settings = { confLevel, method: methodName(model, restricted) }
  const untested = removals.map(({ effect }) => {
    const stdError = errors.stdError([[effect, 1]])
    const measured = { estimate: effect.estimate, stdError, range: [-1, 1] as const }
    return withInterval(measured, restricted, settings)
  })
  const qValues = benjaminiHochberg(untested.map(({ pValue }) => pValue))
  const drivers = removals.map(({ theme, polarity }, i): PassiveDriver => {
    const effect = itemAt(untested, i)
    return {
      themeId: idOf(theme),
      polarity,
      onPassiveShare: { ...effect, qValue: itemAt(qValues, i) },
    }
  })
  const size = ({ onPassiveShare }: PassiveDriver) => Math.abs(onPassiveShare.estimate)
  return { model, drivers: drivers.sort((a, b) => size(b) - size(a)), warnings }
}
