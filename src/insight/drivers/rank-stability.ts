import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { at } from '../../stats/at.ts'
import type { LinearisedEffect } from '../../stats/effect-covariance.ts'
import { normalQuantile } from '../../stats/normal.ts'
import { factorOfDefinite } from '../../stats/symmetric-matrix.ts'
import type { EffectErrors } from './inference.ts'

const DRAWS = 1000
/** Added to the variances so that effects that repeat each other still have a factor. */
const JITTER_SHARE = 1e-8

/** One standard normal number for each theme. */
function normals(generator: ReturnType<typeof xoroshiro128plus>, count: number): Float64Array {
  return Float64Array.from({ length: count }, () =>
    normalQuantile(Math.min(1 - 1e-16, uniformFloat64(generator) + 2 ** -54))
  )
}

function ranksOf(values: Float64Array): Int32Array {
  const order = Array.from(values.keys()).sort((a, b) => at(values, b) - at(values, a))
  const ranks = new Int32Array(values.length)
  order.forEach((theme, i) => {
    ranks[theme] = i + 1
  })
  return ranks
}

/**
 * How often a theme would keep its rank, give or take one, if the survey were repeated.
 *
 * Draws the effects anew from their joint sampling distribution (parametric bootstrap), correlations included.
 *
 * @param ranked - indexes of the ranked themes, by rank
 * @param removals - effects by theme; a theme without one has an effect of exactly 0
 * @param errors - their covariance
 * @param seed - seed of the draws
 * @returns share of 1,000 draws by theme index, [0, 1]
 * @see Hall and Miller (2009) Annals of Statistics 37:3929-3959 on the bootstrap of rankings
 * @example
 * rankStability([3, 0], removals, errors, 1).get(3) // => 0.98
 */
export function rankStability(
  ranked: readonly number[],
  removals: ReadonlyMap<number, LinearisedEffect>,
  errors: EffectErrors,
  seed: number
): ReadonlyMap<number, number> {
  const effects = ranked.map((theme) => removals.get(theme))
  const count = ranked.length
  const covariance = new Float64Array(count * count)
  effects.forEach((first, i) => {
    effects.forEach((second, k) => {
      if (first && second) covariance[i * count + k] = errors.covariance(first, second)
    })
  })
  const largest = effects.reduce((max, _, i) => Math.max(max, at(covariance, i * count + i)), 0)
  const jitter = Math.max(JITTER_SHARE * largest, Number.MIN_VALUE)
  for (let i = 0; i < count; i++) {
    covariance[i * count + i] = at(covariance, i * count + i) + jitter
  }
  const factor = factorOfDefinite(covariance, count)
  const generator = xoroshiro128plus(seed)
  const kept = new Float64Array(count)
  for (let draw = 0; draw < DRAWS; draw++) {
    const z = normals(generator, count)
    const drawn = Float64Array.from(effects, (effect, i) => {
      let value = effect?.estimate ?? 0
      for (let k = 0; k <= i; k++) value += at(factor, i * count + k) * at(z, k)
      return value
    })
    ranksOf(drawn).forEach((rank, i) => {
      if (Math.abs(rank - (i + 1)) <= 1) kept[i] = at(kept, i) + 1
    })
  }
  return new Map(ranked.map((theme, i) => [theme, at(kept, i) / DRAWS]))
}
