// Exact tests on small counts: two independent shares (Fisher), and the same people asked twice (McNemar).

import type { IntervalEstimate } from '../domain/effect.ts'
import { InvalidCountError } from '../domain/errors.ts'
import { logGamma } from './gamma.ts'
import { criticalValue } from './normal.ts'
import { exp } from './portable-math.ts'
import type { Proportion } from './proportion.ts'

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
}

/**
 * Fisher's one-sided test that the first share is larger, given all margins.
 *
 * @param first - events and base of the group that may have more
 * @param second - events and base of the other group
 * @returns probability of as many events in the first group or more, in [0, 1]; never too small, often too large
 * @throws {InvalidCountError} if events lie outside [0, base]
 * @see Fisher (1935) The Design of Experiments, section 11; R `fisher.test(alternative = "greater")`
 * @example
 * fisherGreater({ events: 3, base: 4 }, { events: 1, base: 4 }) // => 0.2429
 */
export function fisherGreater(first: Proportion, second: Proportion): number {
  for (const { events, base } of [first, second]) {
    if (!(events >= 0 && events <= base)) {
      throw new InvalidCountError('events of a share', `a count from 0 to ${base}`, events)
    }
  }
  const events = first.events + second.events
  const base = first.base + second.base
  const whole = logChoose(base, events)
  const most = Math.min(events, first.base)
  let tail = 0
  for (let k = first.events; k <= most; k++) {
    tail += exp(logChoose(first.base, k) + logChoose(second.base, events - k) - whole)
  }
  return Math.min(1, tail)
}

/** Change of a share among the same people. */
export type PairedChange = IntervalEstimate & { readonly pValue: number }

/**
 * McNemar's mid-p test with the Bonett–Price interval: did the share change among the same people?
 *
 * @param gained - people who were outside before and are inside after
 * @param lost - people who were inside before and are outside after
 * @param base - all people asked twice
 * @param confLevel - in (0, 1)
 * @returns share after minus share before in [-1, 1]; method `mcnemar-mid-p`
 * @throws {InvalidCountError} if counts are negative, above the base, or the base is 0
 * @see Fagerland, Lydersen and Laake (2013) BMC Medical Research Methodology 13:91; Bonett and Price (2012)
 * @example
 * pairedChange(1, 7, 21, 0.95).pValue // => 0.0391
 */
export function pairedChange(
  gained: number,
  lost: number,
  base: number,
  confLevel: number
): PairedChange {
  if (!(base > 0)) throw new InvalidCountError('base of a paired change', 'more than 0', base)
  if (!(gained >= 0 && lost >= 0 && gained + lost <= base)) {
    throw new InvalidCountError('changes', `counts from 0 to ${base} together`, gained + lost)
  }
  const changes = gained + lost
  const fewer = Math.min(gained, lost)
  const termAt = (k: number) => exp(logChoose(changes, k) - changes * Math.LN2)
  let tail = 0
  for (let k = 0; k <= fewer; k++) tail += termAt(k)
  const estimate = (gained - lost) / base
  const up = (gained + 1) / (base + 2)
  const down = (lost + 1) / (base + 2)
  const half = criticalValue(confLevel) * Math.sqrt((up + down - (up - down) ** 2) / (base + 2))
  return {
    estimate,
    confLow: Math.min(estimate, Math.max(-1, up - down - half)),
    confHigh: Math.max(estimate, Math.min(1, up - down + half)),
    confLevel,
    method: 'mcnemar-mid-p',
    base,
    pValue: gained === lost ? 1 : Math.min(1, 2 * tail - termAt(fewer)),
  }
}
