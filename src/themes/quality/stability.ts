import type { ThemeClause } from '../clauses/clause-table.ts'
import { joinClauses } from '../clauses/join-clauses.ts'
import {
  type DiscoverOptions,
  discoverProfiles,
  matchProfiles,
} from '../discovery/discover-clusters.ts'
import type { ThemeLink } from '../model/theme-edit.ts'
import { adjustedRand } from './adjusted-rand.ts'

/** With fewer comments than this per half, agreement is chance. */
const MIN_COMMENTS = 60
/** Units that each half discovers from, at most; this keeps the check a fraction of the discovery. */
const MAX_UNITS = 500

/**
 * How far two half-samples agree on what clauses are about: each half discovers for itself, both assign all comments, and the adjusted
 * Rand index compares them on the clauses that both give a theme. Clauses of known themes count as agreed.
 *
 * @param rest - clauses without a known theme
 * @param links - themes of all clauses
 * @returns at most 1; null with too few comments
 * @see Hubert & Arabie (1985); Ben-Hur, Elisseeff & Guyon (2002) A stability based method for discovering structure
 */
export function halfSampleStability(
  rest: readonly ThemeClause[],
  links: ReadonlyMap<ThemeClause, readonly ThemeLink[]>,
  options: DiscoverOptions
): number | null {
  const commentCount = new Set(Array.from(links.keys(), (clause) => clause.comment)).size
  if (commentCount < MIN_COMMENTS) return null
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
  const a = [...known]
  const b = [...known]
  for (const i of judged.keys()) {
    const inFirst = first?.[i]?.profile
    const inSecond = second?.[i]?.profile
    if (inFirst === undefined || inSecond === undefined) continue
    a.push(inFirst)
    b.push(inSecond)
  }
  return adjustedRand(a, b)
}

function thin(units: readonly ThemeClause[]): readonly ThemeClause[] {
  const step = Math.max(1, units.length / MAX_UNITS)
  return units.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step))
}
