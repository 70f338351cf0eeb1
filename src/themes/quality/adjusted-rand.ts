/**
 * Adjusted Rand index of two assignments of the same things.
 *
 * @param a - group of each thing
 * @param b - aligned with `a`
 * @returns 1 for equal groupings, about 0 for unrelated ones; 1 when both put everything in one group
 * @throws nothing
 * @see Hubert & Arabie (1985) Comparing partitions
 * @example
 * adjustedRand([0, 0, 1, 1], [1, 1, 0, 0]) // => 1
 */
export function adjustedRand(a: readonly number[], b: readonly number[]): number {
  const inA = new Map<number, number>()
  const inB = new Map<number, number>()
  const inBoth = new Map<string, number>()
  for (const [i, x] of a.entries()) {
    const y = b[i] ?? 0
    inA.set(x, (inA.get(x) ?? 0) + 1)
    inB.set(y, (inB.get(y) ?? 0) + 1)
    inBoth.set(`${x} ${y}`, (inBoth.get(`${x} ${y}`) ?? 0) + 1)
  }
  const pairs = (counts: Iterable<number>) =>
    [...counts].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0)
  const both = pairs(inBoth.values())
  const pairsA = pairs(inA.values())
  const pairsB = pairs(inB.values())
  const expected = (pairsA * pairsB) / Math.max(1, pairs([a.length]))
  const most = (pairsA + pairsB) / 2
  return most === expected ? 1 : (both - expected) / (most - expected)
}
