// Answers weighted so that accounts or roles count as in the population, not as they happened to answer.

import type { IntervalEstimate } from '../../domain/effect.ts'
import { InvalidOptionError } from '../../domain/errors.ts'
import type { ScoreGroup } from '../../domain/scale.ts'
import { npsInterval } from '../../stats/nps.ts'
import { wilsonInterval } from '../../stats/proportion.ts'

/** What a group is among the answers and in the population. */
export type WeightedGroup = {
  readonly group: string
  /** Scored responses. */
  readonly base: number
  /** Of the scored responses in named groups, [0, 1]. */
  readonly sampleShare: number
  /** Of the population, [0, 1]. */
  readonly populationShare: number
  /** What one of its answers counts, 1 on average; null where nobody answered. */
  readonly weight: number | null
}

export type PopulationWeighted = {
  readonly npsPoints: IntervalEstimate
  readonly unweightedNpsPoints: IntervalEstimate
  /** Weighted, [0, 1]. */
  readonly detractorShare: IntervalEstimate
  readonly unweightedDetractorShare: IntervalEstimate
  /** As many equally weighted respondents would be as certain (Kish). */
  readonly effectiveBase: number
  /** How many times as large the variance is as with equal weights: base ÷ effective base. */
  readonly designEffect: number
  /** In the order of the population. */
  readonly groups: readonly WeightedGroup[]
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
  const sizes = [...population.values()].reduce((sum, size) => sum + size, 0)
  const presentSize = [...population].reduce(
    (sum, [group, size]) => sum + ((counts.get(group) ?? 0) > 0 ? size : 0),
    0
  )
  const groups = [...population].map(([group, size]): WeightedGroup => {
    const base = counts.get(group) ?? 0
    return {
      group,
      base,
      sampleShare: base / kept.length,
      populationShare: size / sizes,
      weight: base === 0 ? null : (size / presentSize / base) * kept.length,
    }
  })
  const weightOf = new Map(groups.map(({ group, weight }) => [group, weight ?? 0]))
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
  const base = kept.length
  const effectiveBase = sum ** 2 / squares
  const weightedShare = { events: (weighted.detractors / sum) * effectiveBase, base: effectiveBase }
  return {
    npsPoints: { ...npsInterval(weighted, confLevel, effectiveBase), base },
    unweightedNpsPoints: npsInterval(plain, confLevel),
    detractorShare: { ...wilsonInterval(weightedShare, confLevel), base },
    unweightedDetractorShare: wilsonInterval({ events: plain.detractors, base }, confLevel),
    effectiveBase,
    designEffect: base / effectiveBase,
    groups,
    emptyGroups: groups.filter((each) => each.base === 0).map(({ group }) => group),
    leftOutCount,
  }
}
