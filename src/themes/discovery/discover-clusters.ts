import type { ThemeClause } from '../clauses/clause-table.ts'
import { rememberTraits } from './clause-traits.ts'
import { clauseVectors } from './clause-vectors.ts'
import { type ProfileContext, type ProfileSet, profileClusters } from './cluster-profile.ts'
import { bySize, keepShapely, mergeClusters } from './cluster-shapes.ts'
import { kMeans } from './k-means.ts'
import { nearestOfGroup } from './match-profiles.ts'
import { smoothNeighbours } from './smooth-neighbours.ts'
import { FAINT, groupByStart } from './starting-points.ts'

export type DiscoverOptions = ProfileContext & {
  readonly seed: number
  readonly maxClusters: number
  /** Clusters of fewer clauses are left to `other`. */
  readonly minClauses: number
  /** Starts from the encoder's labels, where no built-in theme has taken what they stand for. */
  readonly isAnchored?: boolean
}

/** Clusters are fitted on a sample of this many clauses for each of the clusters asked for, evenly spread over the canonical order, */
const FITTED_PER_CLUSTER = 40
/** within these limits. */
const MIN_FITTED_CLAUSES = 600
const MAX_FITTED_CLAUSES = 2500
const MAX_ROUNDS = 20
/** Clauses a cluster should have on average, from which k follows. */
const CLAUSES_PER_CLUSTER = 10
/** Rounds in which profiles take over the clauses that they explain better. */
const REFINING_ROUNDS = 2

/**
 * Finds what clauses are about, as profiles that later clauses can be matched with.
 *
 * Clauses that the encoder has labels for start from these, others from a word that many of them share (`groupByStart`), so that every
 * sample finds the same themes. Where they leave much unexplained, and where more themes are asked for than they can give, the rest is
 * clustered: vectors are moved towards their neighbours, k-means looks for one cluster per ten clauses up to `maxClusters`, near-equal
 * clusters are merged, thin and shapeless ones dissolved, and naive Bayes profiles take over the clauses they explain better.
 *
 * @param clauses - what no known theme explains, in canonical order
 * @returns profiles, the largest cluster first; fewer than 2 × `minClauses` clauses give none
 * @throws nothing
 * @see Arthur & Vassilvitskii (2007) k-means++; Nigam et al. (2000) for the refinement
 * @example
 * discoverProfiles(clauses, { book, vectors, seed: 1, maxClusters: 25, minClauses: 4 }).profiles.length
 */
export function discoverProfiles(
  clauses: readonly ThemeClause[],
  options: DiscoverOptions
): ProfileSet {
  const { maxClusters, minClauses, book } = options
  const fitted = spread(
    clauses.filter((clause) => clause.words.length > 0),
    sampleSize(maxClusters)
  )
  if (fitted.length < 2 * minClauses || maxClusters < 1) return { profiles: [], commonMeaning: [] }
  const traitsOf = rememberTraits(fitted, options)
  const context = { ...options, traitsOf }
  const least = Math.max(2, Math.round((minClauses * fitted.length) / clauses.length))
  const { starts, groups } = groupByStart(fitted, traitsOf, { ...options, least })
  const groupOf = new Map<number, number>()
  const labels = clusterGroups(fitted, groups, context)
  const profilesOf = (found: Int32Array): ProfileSet => {
    const set = profileClusters(fitted, found, context)
    groupOf.clear()
    for (const [i, label] of found.entries()) groupOf.set(label, groups[i] ?? -1)
    const profiles = set.profiles.map((profile, label) => ({
      ...profile,
      ...starts[groupOf.get(label) ?? -1],
    }))
    return { ...set, profiles }
  }
  for (const [i, label] of labels.entries()) groupOf.set(label, groups[i] ?? -1)
  const isExempt = (label: number) => (groupOf.get(label) ?? -1) >= 0
  const shape = { minClauses: least, book, isExempt }
  let kept = keepShapely(fitted, labels, shape)
  let set = profilesOf(kept)
  for (let round = 0; round < REFINING_ROUNDS; round++) {
    const nearest = nearestOfGroup(set, context)
    kept = kept.map((label, i) =>
      label < 0 ? label : nearest(traitsOf(fitted[i] as ThemeClause), label)
    )
    kept = bySize(kept, least)
    set = profilesOf(kept)
  }
  // What a cluster took over may have cost it its shape.
  return profilesOf(keepShapely(fitted, kept, shape))
}

/** At most so many clauses, evenly spread over their order. */
export function spread(clauses: readonly ThemeClause[], most: number): readonly ThemeClause[] {
  if (clauses.length <= most) return clauses
  const step = clauses.length / most
  return Array.from({ length: most }, (_, i) => clauses[Math.floor(i * step)]).filter(
    (clause) => clause !== undefined
  )
}

/** Clauses that clusters are fitted on. */
function sampleSize(maxClusters: number): number {
  return Math.min(
    MAX_FITTED_CLAUSES,
    Math.max(MIN_FITTED_CLAUSES, FITTED_PER_CLUSTER * maxClusters)
  )
}

/** Clusters each group by itself; labels of different groups differ. */
function clusterGroups(
  clauses: readonly ThemeClause[],
  groups: Int32Array,
  options: DiscoverOptions
): Int32Array {
  const labels = new Int32Array(clauses.length).fill(-1)
  const places = new Map<number, number[]>()
  for (const [i, group] of groups.entries()) {
    if (group === FAINT) continue
    const own = places.get(group) ?? []
    places.set(group, own)
    own.push(i)
  }
  let next = 0
  for (const [group, own] of [...places].sort(([a], [b]) => a - b)) {
    const k = clusterCount(own.length, group, { ...options, total: clauses.length })
    const members = own.flatMap((i) => clauses[i] ?? [])
    const found = k < 2 ? new Int32Array(own.length) : cluster(members, k, options)
    if (group < 0 && k < 2) continue
    for (const [j, i] of own.entries()) labels[i] = next + (found[j] ?? 0)
    next += Math.max(1, k)
  }
  return labels
}

/** Of what has no starting point, one per ten clauses; a group stays whole, since its parts would differ from sample to sample. */
function clusterCount(
  size: number,
  group: number,
  { maxClusters, total }: { readonly maxClusters: number; readonly total: number }
): number {
  const fitting = Math.floor(size / CLAUSES_PER_CLUSTER)
  if (group >= 0) return 1
  if (size === total) return Math.max(2, Math.min(maxClusters, fitting))
  return Math.min(fitting, Math.round((size * maxClusters) / total))
}

function cluster(clauses: readonly ThemeClause[], k: number, options: DiscoverOptions): Int32Array {
  const { products } = options.encoder
  const raw = clauseVectors(clauses, options)
  const points = smoothNeighbours(smoothNeighbours(raw, products), products)
  const { seed } = options
  const { labels, centroids } = kMeans(points, { k, seed, maxRounds: MAX_ROUNDS, products })
  return mergeClusters(labels, centroids)
}
