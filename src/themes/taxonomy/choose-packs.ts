import type { ThemeDefinition, ThemeWarning } from '../../domain/theme.ts'
import type { ClauseMatch } from '../matching/match-clauses.ts'
import { GENERAL_PACK } from './read-taxonomy.ts'

/** Packs that are used for one set of comments. */
export type PackChoice = {
  readonly packs: readonly string[]
  allows(theme: number): boolean
  readonly warnings: readonly ThemeWarning[]
}

/** Share of first themes that a pack must have to be used; chance gives a pack about 0.04. */
const MIN_PACK_SHARE = 0.14
/** And at least this many clauses. */
const MIN_PACK_CLAUSES = 3
/** Packs used at once: an airport hotel speaks of travel and of rooms. */
const MAX_PACKS = 2

/**
 * Chooses the packs of the built-in taxonomy: those asked for, or those whose themes come first in enough clauses.
 *
 * @param definitions - themes matched; those without a pack are always allowed
 * @param asked - null leaves the choice to the comments, and says so in a remark
 */
export function choosePacks(
  definitions: readonly (ThemeDefinition & { readonly pack?: string })[],
  matches: readonly (readonly ClauseMatch[])[],
  asked: readonly string[] | null
): PackChoice {
  const isKnown = definitions.some((definition) => definition.pack !== undefined)
  const packs = asked ?? (isKnown ? packsOf(definitions, matches) : [])
  const allowed = new Set([GENERAL_PACK, ...packs])
  const detail =
    packs.length === 0
      ? 'expected a pack that fits the comments, found none: general themes only'
      : `the comments point to the ${packs.join(' and the ')} themes, which were added to the general ones`
  return {
    packs,
    allows: (theme) => allowed.has(definitions[theme]?.pack ?? GENERAL_PACK),
    warnings: asked !== null || !isKnown ? [] : [{ code: 'taxonomy-pack', detail }],
  }
}

function packsOf(
  definitions: readonly (ThemeDefinition & { readonly pack?: string })[],
  matches: readonly (readonly ClauseMatch[])[]
): readonly string[] {
  const counts = new Map<string, number>()
  let matched = 0
  for (const [first] of matches) {
    if (first === undefined) continue
    matched++
    const pack = definitions[first.theme]?.pack ?? GENERAL_PACK
    counts.set(pack, (counts.get(pack) ?? 0) + 1)
  }
  return [...counts]
    .filter(([pack, count]) => {
      return pack !== GENERAL_PACK && count >= Math.max(MIN_PACK_CLAUSES, MIN_PACK_SHARE * matched)
    })
    .sort(([packA, a], [packB, b]) => b - a || (packA < packB ? -1 : 1))
    .slice(0, MAX_PACKS)
    .map(([pack]) => pack)
}
