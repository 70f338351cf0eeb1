import { itemAt } from './at.ts'

/**
 * Benjamini–Hochberg q-values: the smallest false discovery rate at which each test would count.
 *
 * Holds the expected share of false findings among all findings, for independent or positively dependent tests.
 *
 * @param pValues - one per test, each in [0, 1]
 * @returns q-values aligned with `pValues`, in [0, 1], never below the p-value; `[]` for no test
 * @see Benjamini and Hochberg (1995) JRSS B 57:289-300
 * @example
 * benjaminiHochberg([0.01, 0.04, 0.03]) // => [0.03, 0.04, 0.04]
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((a, b) => itemAt(pValues, b) - itemAt(pValues, a))
  const qValues = new Array<number>(pValues.length).fill(1)
  let smallest = 1
  order.forEach((index, position) => {
    const rank = pValues.length - position
    smallest = Math.min(smallest, (itemAt(pValues, index) * pValues.length) / rank)
    qValues[index] = smallest
  })
  return qValues
}
