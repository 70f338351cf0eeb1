import type { TaxonomyChoice, ThemeDefinition, ThemeWarning } from '../../domain/theme.ts'
import type { ClauseMatch } from '../matching/match-clauses.ts'
import { GENERAL_PACK } from './read-taxonomy.ts'

/** Packs that the comments point to. */
export type PackChoice = {
  allows(theme: number): boolean
  readonly warnings: readonly ThemeWarning[]
}

/** Share of clauses with a first theme of the pack from which the pack is used. */
const MIN_PACK_SHARE = 0.12
/** Packs used at once; a hotel on a station may need two. */
const MAX_PACKS = 2

/**
 * Chooses the packs of the built-in taxonomy for `auto`: those whose themes come first in enough clauses.
 *
 * @returns a test for themes, and a remark that names the packs
 */
export function choosePacks(
  definitions: readonly (ThemeDefinition & { readonly pack?: string })[],
  matches: readonly (readonly ClauseMatch[])[],
  taxonomy: TaxonomyChoice
): PackChoice {
  if (taxonomy !== 'auto') return { allows: () => true, warnings: [] }
  const counts = new Map<string, number>()
  let matched = 0
  for (const [first] of matches) {
    if (first === undefined) continue
    matched++
    const pack = definitions[first.theme]?.pack ?? GENERAL_PACK
    counts.set(pack, (counts.get(pack) ?? 0) + 1)
  }
  const packs = [...counts]
    .filter(([pack, count]) => pack !== GENERAL_PACK && count >= MIN_PACK_SHARE * matched)
    .sort(([packA, a], [packB, b]) => b - a || (packA < packB ? -1 : 1))
    .slice(0, MAX_PACKS)
    .map(([pack]) => pack)
  const allowed = new Set([GENERAL_PACK, ...packs])
  const detail = `the comments point to the pack${packs.length > 1 ? 's' : ''} ${packs.join(' and ')}`
  return {
    allows: (theme) => allowed.has(definitions[theme]?.pack ?? GENERAL_PACK),
    warnings: packs.length === 0 ? [] : [{ code: 'taxonomy-pack', detail }],
  }
}
