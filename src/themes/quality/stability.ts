import type { ThemeClause } from '../clauses/clause-table.ts'
import { joinClauses } from '../clauses/join-clauses.ts'
import { type DiscoverOptions, discoverProfiles } from '../discovery/discover-clusters.ts'
import { matchProfiles } from '../discovery/match-profiles.ts'
import type { ThemeLink } from '../model/theme-edit.ts'
import { adjustedRand } from './adjusted-rand.ts'

/** With fewer comments than this per half, agreement is chance. */
const MIN_COMMENTS = 60
/** Units that each half discovers from, at most; this keeps the check a fraction of the discovery. */
const MAX_UNITS = 300

/** Agreement of two half-samples, in [-1, 1]; null where it cannot be told. */
export type Stability = { readonly overall: number | null; readonly discovered: number | null }

/** Fewer clauses that both halves give a theme tell nothing. */
const MIN_COMMON = 20

/**
 * How far two half-samples agree on what clauses are about: each half discovers for itself, both assign all comments, and the adjusted
 * Rand index compares them on the clauses that both give a theme. Overall, clauses of known themes count as agreed; `discovered` leaves
 * them out.
 *
 * @param rest - clauses without a known theme
 * @param links - themes of all clauses
 * @see Hubert & Arabie (1985); Ben-Hur, Elisseeff & Guyon (2002) A stability based method for discovering structure
 */
export function halfSampleStability(
  rest: readonly ThemeClause[],
  links: ReadonlyMap<ThemeClause, readonly ThemeLink[]>,
  options: DiscoverOptions
): Stability {
  const commentCount = new Set(Array.from(links.keys(), (clause) => clause.comment)).size
  if (commentCount < MIN_COMMENTS) return { overall: null, discovered: null }
  const units = joinClauses(rest).map((unit) => unit.whole)
  const halves = [0, 1].map((half) => thin(units.filter((unit) => unit.comment % 2 === half)))
  const judged = halves.flat()
  const [first, second] = halves.map((half) =>
    matchProfiles(judged, discoverProfiles(half, { ...options, minClauses: 3 }), options)
  )
  const isRest = new Set(rest)
  const ids = new Map<string, number>()
  const known = [...links]
    .filter(([clause]) => !isRest.has(clause))
    .map(([, own]) => {
      const id = own[0]?.theme.id ?? ''
      ids.set(id, ids.get(id) ?? -2 - ids.size)
      return ids.get(id) ?? -1
    })
  const a: number[] = []
  const b: number[] = []
  for (const i of judged.keys()) {
    const inFirst = first?.[i]?.profile
    const inSecond = second?.[i]?.profile
    if (inFirst === undefined || inSecond === undefined) continue
    a.push(inFirst)
    b.push(inSecond)
  }
  return {
    overall: adjustedRand([...known, ...a], [...known, ...b]),
    discovered: a.length < MIN_COMMON ? null : adjustedRand(a, b),
  }
}

function thin(units: readonly ThemeClause[]): readonly ThemeClause[] {
  const step = Math.max(1, units.length / MAX_UNITS)
  return units.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step))
}
