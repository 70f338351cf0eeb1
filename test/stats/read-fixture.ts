import { readFileSync } from 'node:fs'

/** Reads a committed fixture; its shape is what the generating script wrote. */
export function readFixture<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(`../fixtures/${path}`, import.meta.url), 'utf8')) as T
}

/** Largest relative difference, absolute below 1. */
export function gap(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY
  let worst = 0
  for (let i = 0; i < expected.length; i++) {
    const scale = Math.max(1, Math.abs(expected[i]!))
    const difference = Math.abs(actual[i]! - expected[i]!) / scale
    worst = Math.max(worst, Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference)
  }
  return worst
}
