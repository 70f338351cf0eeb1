import type { Explanation, Token } from '../../domain/reading.ts'
import type { Unit } from './units.ts'

const MAX_EXPLANATIONS = 5

/**
 * The tokens that moved a decision most, as shares of all movement.
 *
 * @param contributions - what each unit adds to the log-odds of positive against negative
 * @param units - the units, in the order of their tokens but for words that a rephrasing puts in
 * @param tokens - all tokens of the comment
 * @returns at most five, the strongest first; `[]` when nothing moved it
 * @throws nothing
 * @see src/text/sentiment/sentiment-model.ts
 * @example
 * explain(contributions, units, tokens)[0]?.weight // => -0.41
 */
export function explain(
  contributions: Float64Array,
  units: readonly Unit[],
  tokens: readonly Token[]
): Explanation[] {
  const parts: { token: number; part: number }[] = []
  let total = 0
  let latest = -1
  for (let i = 0; i < contributions.length; i += 1) {
    const part = contributions[i] ?? 0
    if (part === 0) continue
    const token = units[i]?.token ?? 0
    total += Math.abs(part)
    const own = token > latest ? undefined : parts.findLast((known) => known.token === token)
    latest = Math.max(latest, token)
    if (own === undefined) parts.push({ token, part })
    else own.part += part
  }
  return parts
    .sort((a, b) => Math.abs(b.part) - Math.abs(a.part) || a.token - b.token)
    .slice(0, MAX_EXPLANATIONS)
    .map(({ token, part }) => ({
      start: tokens[token]?.start ?? 0,
      end: tokens[token]?.end ?? 0,
      weight: part / total,
    }))
}
