// Answers weighted so that accounts or roles count as in the population, not as they happened to answer.

import type { IntervalEstimate } from '../../domain/effect.ts'
import { InvalidOptionError } from '../../domain/errors.ts'
import type { ScoreGroup } from '../../domain/scale.ts'
import { npsInterval } from '../../stats/nps.ts'

export type PopulationWeighted = {
  readonly npsPoints: IntervalEstimate
  readonly unweightedNpsPoints: IntervalEstimate
  /** As many equally weighted respondents would be as certain (Kish). */
  readonly effectiveBase: number
  /** Groups of the population from which nobody answered; the others stand in for them. */
  readonly emptyGroups: readonly string[]
  /** Scored responses of groups that the population does not name; left out. */
  readonly leftOutCount: number
}

/**
 * NPS weighted to a supplied population.
 *
 * @param scoreGroups - score group of each response, null where missing
 * @param groupOf - group of each response (role, size class …), null where missing
 * @param population - size of each group, above 0; only the proportions matter
 * @param confLevel - in (0, 1)
 * @returns weighted beside unweighted NPS, and the effective base; null when no scored response is in a named group
 * @throws {InvalidOptionError} if a size is not above 0
 * @see Kish (1965) Survey Sampling, section 11.7
 * @example
 * weightToPopulation(['detractor', 'promoter', 'promoter'], ['a', 'b', 'b'], new Map([['a', 1], ['b', 1]]), 0.95)
 * // => weighted NPS 0, unweighted 33.3, effective base 2.67
 */
export function weightToPopulation(
  scoreGroups: readonly (ScoreGroup | null)[],
  groupOf: readonly (string | null)[],
  population: ReadonlyMap<string, number>,
  confLevel: number
): PopulationWeighted | null {
  const counts = new Map<string, number>()
  for (const [group, size] of population) {
    if (!(size > 0)) throw new InvalidOptionError('population', 'sizes above 0', size)
    counts.set(group, 0)
  }
  let leftOutCount = 0
  const kept = scoreGroups.flatMap((scoreGroup, i) => {
    const group = groupOf[i] ?? null
    if (scoreGroup === null) return []
    const count = group === null ? undefined : counts.get(group)
    if (group === null || count === undefined) {
      leftOutCount++
      return []
    }
    counts.set(group, count + 1)
    return [{ scoreGroup, group }]
  })
  if (kept.length === 0) return null
  const present = [...counts].filter(([, count]) => count > 0)
  const weightOf = new Map(
    present.map(([group, count]) => [group, (population.get(group) ?? 0) / count])
  )
  const weighted = { detractors: 0, passives: 0, promoters: 0 }
  const plain = { detractors: 0, passives: 0, promoters: 0 }
  let sum = 0
  let squares = 0
  for (const { scoreGroup, group } of kept) {
    const weight = weightOf.get(group) ?? 0
    weighted[`${scoreGroup}s`] += weight
    plain[`${scoreGroup}s`]++
    sum += weight
    squares += weight ** 2
  }
  const effectiveBase = sum ** 2 / squares
  return {
    npsPoints: {
      ...npsInterval(weighted, confLevel, effectiveBase),
      base: kept.length,
    },
    unweightedNpsPoints: npsInterval(plain, confLevel),
    effectiveBase,
    emptyGroups: [...counts].filter(([, count]) => count === 0).map(([group]) => group),
    leftOutCount,
  }
}
