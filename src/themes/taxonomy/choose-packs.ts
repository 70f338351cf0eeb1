import type { ThemeDefinition, ThemeWarning } from '../../domain/theme.ts'
import type { ClauseMatch } from '../matching/match-clauses.ts'
import { GENERAL_PACK } from './read-taxonomy.ts'

/** Packs that are used for one set of comments. */
export type PackChoice = {
  readonly packs: readonly string[]
  allows(theme: number): boolean
  readonly warnings: readonly ThemeWarning[]
}

/** A pack needs at least this many clauses. */
const MIN_PACK_CLAUSES = 3
/** Standard errors by which a pack must lead: about one chance in forty. */
const MIN_LEAD = 2
/** A second pack is used beside the first (an airport hotel speaks of travel and of rooms) from this share of its rate */
const PARTNER_RATE = 0.5
/** and from this share of all matched clauses; chance gives a pack about 0.04. */
const PARTNER_SHARE = 0.14

/**
 * Chooses the packs of the built-in taxonomy: those asked for, or the one that is clearly ahead of the others.
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
      ? 'No industry pack fits these comments clearly; only the general themes were used'
      : `The comments point to the ${packs.join(' and the ')} themes, which were added to the general ones`
  return {
    packs,
    allows: (theme) => allowed.has(definitions[theme]?.pack ?? GENERAL_PACK),
    warnings: asked !== null || !isKnown ? [] : [{ code: 'taxonomy-pack', detail }],
  }
}

/** What speaks for one pack. */
type PackEvidence = { readonly pack: string; readonly themes: number; readonly clauses: number }

/**
 * Packs differ in size, and a few comments of any industry touch every pack, so a pack is judged by its clauses a theme against those
 * of each other pack, not by its share of all clauses: in many surveys most of what is said is general.
 */
function packsOf(
  definitions: readonly (ThemeDefinition & { readonly pack?: string })[],
  matches: readonly (readonly ClauseMatch[])[]
): readonly string[] {
  const firsts = matches.flatMap(([first]) => (first === undefined ? [] : [first]))
  const themes = countBy(definitions, ({ pack }) => pack)
  const clauses = countBy(firsts, ({ theme }) => definitions[theme]?.pack)
  const ranked = [...themes]
    .filter(([pack]) => pack !== GENERAL_PACK)
    .map(([pack, size]) => ({ pack, themes: size, clauses: clauses.get(pack) ?? 0 }))
    .sort((a, b) => rateOf(b) - rateOf(a) || (a.pack < b.pack ? -1 : 1))
  const [first, second] = ranked
  if (first === undefined) return []
  const isPaired =
    second !== undefined &&
    rateOf(second) >= PARTNER_RATE * rateOf(first) &&
    second.clauses >= PARTNER_SHARE * firsts.length
  const chosen = ranked.slice(0, isPaired ? 2 : 1)
  const others = ranked.slice(chosen.length)
  return chosen
    .filter((own) => own.clauses >= MIN_PACK_CLAUSES)
    .filter((own) => others.every((other) => leadOf(own, other) >= MIN_LEAD))
    .map(({ pack }) => pack)
}

function rateOf({ clauses, themes }: PackEvidence): number {
  return clauses / themes
}

/**
 * Standard errors by which one pack has more clauses a theme than another; two equal rates would share their clauses by the number
 * of themes.
 *
 * @see Przyborowski & Wilenski (1940) on comparing two Poisson rates, in its normal approximation
 */
function leadOf(own: PackEvidence, other: PackEvidence): number {
  const both = own.clauses + other.clauses
  const share = own.themes / (own.themes + other.themes)
  return both === 0 ? 0 : (own.clauses - both * share) / Math.sqrt(both * share * (1 - share))
}

function countBy<T>(
  items: readonly T[],
  nameOf: (item: T) => string | undefined
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) {
    const name = nameOf(item) ?? GENERAL_PACK
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return counts
}
