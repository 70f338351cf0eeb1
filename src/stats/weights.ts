// Weights for responses: so that every account counts the same, or so that groups count as in a population.

import { InvalidOptionError } from '../domain/errors.ts'
import { entryOf, itemAt } from './at.ts'

/**
 * Weights under which every group counts the same, whatever its number of responses.
 *
 * For figures by account: an account with forty answers then weighs as much as one with a single answer.
 *
 * @param groups - group of each response, such as its account; null stands alone
 * @returns weights with mean 1, aligned with `groups`; `[]` for none
 * @see Kish (1965) Survey Sampling, section 11.7
 * @example
 * equalGroupWeights(['a', 'a', 'b']) // => [0.75, 0.75, 1.5]
 */
export function equalGroupWeights(groups: readonly (string | null)[]): number[] {
  const sizes = countGroups(groups)
  const alone = groups.filter((group) => group === null).length
  const groupCount = sizes.size + alone
  return groups.map((group) => {
    const size = group === null ? 1 : entryOf(sizes, group)
    return groups.length / (groupCount * size)
  })
}

/**
 * Weights under which groups have the shares of a population (post-stratification).
 *
 * @param groups - group of each response, such as its role
 * @param shares - group → share of the population; scaled to add up to 1 over the groups that answered
 * @returns weights with mean 1 and the groups that the population has but nobody answered from;
 *   responses of groups outside the population weigh 0
 * @throws {InvalidOptionError} if a share is negative or no group with a share above 0 answered
 * @see Holt and Smith (1979) JRSS A 142:33-46
 * @example
 * populationWeights(['x', 'x', 'x', 'y'], { x: 0.5, y: 0.5 }).weights // => [2/3, 2/3, 2/3, 2]
 */
export function populationWeights(
  groups: readonly (string | null)[],
  shares: Readonly<Record<string, number>>
): { readonly weights: number[]; readonly missing: readonly string[] } {
  const sizes = countGroups(groups)
  const names = Object.keys(shares).sort()
  const negative = names.find((name) => !(Number(shares[name]) >= 0))
  if (negative !== undefined) {
    throw new InvalidOptionError(`share of "${negative}"`, 'at least 0', shares[negative])
  }
  const shareOf = new Map(names.map((name) => [name, Number(shares[name])]))
  const answered = names.reduce((sum, n) => sum + (sizes.has(n) ? entryOf(shareOf, n) : 0), 0)
  if (answered === 0) {
    throw new InvalidOptionError('population shares', 'a group that answered', names)
  }
  const weights = groups.map((group) => {
    if (group === null) return 0
    const share = (shareOf.get(group) ?? 0) / answered
    return (share * groups.length) / entryOf(sizes, group)
  })
  const missing = names.filter((name) => !sizes.has(name) && entryOf(shareOf, name) > 0)
  return { weights, missing }
}

/**
 * Number of unweighted responses that carry as much information as the weighted ones (Kish).
 *
 * @param weights - at least 0
 * @param counts - responses that have each weight; one each when absent
 * @returns from 1 to the number of weights above 0; 0 where all are 0
 * @see Kish (1965) Survey Sampling, section 11.7
 * @example
 * effectiveBase([0.75, 0.75, 1.5]) // => 2.667
 */
export function effectiveBase(weights: readonly number[], counts?: readonly number[]): number {
  const countOf = (i: number) => (counts === undefined ? 1 : itemAt(counts, i))
  const sum = weights.reduce((total, w, i) => total + countOf(i) * w, 0)
  const squares = weights.reduce((total, w, i) => total + countOf(i) * w * w, 0)
  return squares === 0 ? 0 : sum ** 2 / squares
}

function countGroups(groups: readonly (string | null)[]): Map<string, number> {
  const sizes = new Map<string, number>()
  for (const group of groups) if (group !== null) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  return sizes
}
