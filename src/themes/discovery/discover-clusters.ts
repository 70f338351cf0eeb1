import { exp } from '../../stats/portable-math.ts'
import type { ThemeClause } from '../clauses/clause-table.ts'
import { topicalStems } from '../clauses/topical-stems.ts'
import type { WordBook } from '../clauses/word-book.ts'
import { clauseVectors } from './clause-vectors.ts'
import {
  createProfileScorer,
  type ProfileContext,
  type ProfileSet,
  profileClusters,
  rememberLabels,
} from './cluster-profile.ts'
import { kMeans } from './k-means.ts'
import { smoothNeighbours } from './smooth-neighbours.ts'

/** A clause and the profile it belongs to. */
export type ProfileMatch = { readonly profile: number; readonly confidence: number }

export type DiscoverOptions = ProfileContext & {
  readonly seed: number
  readonly maxClusters: number
  /** Clusters of fewer clauses are left to `other`. */
  readonly minClauses: number
}

/** Clusters are fitted on at most this many clauses, evenly spread over the canonical order. */
const MAX_FITTED_CLAUSES = 2500
const MAX_ROUNDS = 20
/** Clauses a cluster should have on average, from which k follows. */
const CLAUSES_PER_CLUSTER = 10
/** Smoothed centroids closer than this are one theme. */
const MERGE_COSINE = 0.82
/** A cluster has a shape if one topical stem is in this share of its clauses, */
const MIN_STEM_SHARE = 0.18
/** in this many of them (or in all, if there are fewer), */
const MIN_STEM_CLAUSES = 4
/** A stem in this share of a cluster shapes it even if all others use it too. */
const PLAIN_STEM_SHARE = 0.6
/** and is this many times as frequent in it as elsewhere. */
const MIN_STEM_LIFT = 2
/**
 * What falls short of its best profile's least score still belongs to it with this share of the softmax of all profiles
 * (labels agreed for 31 % of such clauses, for 37 % of the others),
 */
const CLEAR_SHARE = 0.4
/** unless it scores lower than this: a clause that no profile speaks for is nearest to one of them all the same. */
const CLEAR_SCORE = -0.5
/** Rounds in which profiles take over the clauses that they explain better. */
const REFINING_ROUNDS = 2

/**
 * Finds what clauses are about, as profiles that later clauses can be matched with.
 *
 * Clause vectors are moved towards their neighbours, k-means looks for one cluster per ten clauses up to `maxClusters`, near-equal clusters
 * are merged, thin and shapeless ones dissolved, and naive Bayes profiles of the rest take over the clauses they explain better.
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
  const { maxClusters, minClauses, seed } = options
  const fitted = sample(clauses.filter((clause) => clause.words.length > 0))
  if (fitted.length < 2 * minClauses || maxClusters < 1) return { profiles: [], commonMeaning: [] }
  const context = { ...options, labelsOf: rememberLabels(options) }
  const points = smoothNeighbours(smoothNeighbours(clauseVectors(fitted, options)))
  const k = Math.max(2, Math.min(maxClusters, Math.floor(fitted.length / CLAUSES_PER_CLUSTER)))
  const { labels, centroids } = kMeans(points, { k, seed, maxRounds: MAX_ROUNDS })
  const share = fitted.length / clauses.length
  const least = Math.max(2, Math.round(minClauses * share))
  const merged = mergeClusters(labels, centroids)
  let kept = keepShapely(fitted, merged, { minClauses: least, book: options.book })
  let set = profileClusters(fitted, kept, context)
  for (let round = 0; round < REFINING_ROUNDS; round++) {
    kept = reassign(fitted, kept, set, context)
    set = profileClusters(fitted, bySize(kept, least), context)
  }
  // What a cluster took over may have cost it its shape.
  const final = keepShapely(fitted, bySize(kept, least), { minClauses: least, book: options.book })
  return profileClusters(fitted, final, context)
}

function sample(clauses: readonly ThemeClause[]): readonly ThemeClause[] {
  if (clauses.length <= MAX_FITTED_CLAUSES) return clauses
  const step = clauses.length / MAX_FITTED_CLAUSES
  return Array.from({ length: MAX_FITTED_CLAUSES }, (_, i) => clauses[Math.floor(i * step)]).filter(
    (clause) => clause !== undefined
  )
}

/** Clauses that k-means placed nowhere stay there; the others go to the profile that fits best. */
function reassign(
  clauses: readonly ThemeClause[],
  labels: Int32Array,
  set: ProfileSet,
  context: ProfileContext
): Int32Array {
  const score = createProfileScorer(set, context)
  return labels.map((label, i) => {
    const clause = clauses[i]
    return label < 0 || clause === undefined ? label : best(score(clause)).index
  })
}

/**
 * The profile of each clause, if it fits one.
 *
 * @param reach - `core`: from the least score of a profile on; `near`: also what is clearly nearer to it than to the others
 * @returns aligned with `clauses`; undefined for clauses out of reach of all profiles
 */
export function matchProfiles(
  clauses: readonly ThemeClause[],
  set: ProfileSet,
  context: ProfileContext,
  reach: 'core' | 'near' = 'core'
): readonly (ProfileMatch | undefined)[] {
  if (set.profiles.length === 0) return clauses.map(() => undefined)
  const score = createProfileScorer(set, context)
  return clauses.map((clause) => {
    const scores = score(clause)
    const { index, value } = best(scores)
    if (clause.words.length === 0) return undefined
    const confidence = softmaxShare(scores, value)
    const isNear = reach === 'near' && confidence >= CLEAR_SHARE && value >= CLEAR_SCORE
    if (!isNear && value < (set.profiles[index]?.minScore ?? 0)) return undefined
    return { profile: index, confidence }
  })
}

/** Share of the best in the softmax of all scores. */
function softmaxShare(scores: Float64Array, best: number): number {
  let total = 0
  for (const score of scores) total += exp(score - best)
  return 1 / total
}

function best(scores: Float64Array): { readonly index: number; readonly value: number } {
  let index = 0
  for (const [c, score] of scores.entries()) if (score > (scores[index] ?? 0)) index = c
  return { index, value: scores[index] ?? 0 }
}

function mergeClusters(labels: Int32Array, centroids: Float32Array): Int32Array {
  const k = labels.reduce((most, label) => Math.max(most, label + 1), 0)
  const dimensions = k === 0 ? 0 : Math.floor(centroids.length / k)
  const target = Int32Array.from({ length: k }, (_, c) => c)
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < a && target[a] === a; b++) {
      let dot = 0
      for (let d = 0; d < dimensions; d++) {
        dot += (centroids[a * dimensions + d] as number) * (centroids[b * dimensions + d] as number)
      }
      if (dot >= MERGE_COSINE) target[a] = target[b] ?? b
    }
  }
  return labels.map((c) => target[c] ?? c)
}

/** Dissolves clusters that no word holds together: they are what k-means makes of odds and ends. */
function keepShapely(
  clauses: readonly ThemeClause[],
  labels: Int32Array,
  { minClauses, book }: { readonly minClauses: number; readonly book: WordBook }
): Int32Array {
  const totals = new Map<number, number>()
  const own = new Map<number, Map<number, number>>()
  const sizes = new Map<number, number>()
  for (const [i, clause] of clauses.entries()) {
    const label = labels[i] ?? -1
    sizes.set(label, (sizes.get(label) ?? 0) + 1)
    const counts = own.get(label) ?? new Map<number, number>()
    own.set(label, counts)
    for (const stem of topicalStems(clause, book)) {
      counts.set(stem, (counts.get(stem) ?? 0) + 1)
      totals.set(stem, (totals.get(stem) ?? 0) + 1)
    }
  }
  const shapely = new Set<number>()
  for (const [label, counts] of own) {
    const size = sizes.get(label) ?? 0
    for (const [stem, count] of counts) {
      const outside = ((totals.get(stem) ?? 0) - count) / Math.max(1, clauses.length - size)
      const share = count / size
      if (
        count >= Math.min(MIN_STEM_CLAUSES, size) &&
        share >= MIN_STEM_SHARE &&
        (share >= MIN_STEM_LIFT * outside || share >= PLAIN_STEM_SHARE)
      ) {
        shapely.add(label)
      }
    }
  }
  return bySize(
    labels.map((label) => (shapely.has(label) ? label : -1)),
    minClauses
  )
}

/** Numbers clusters by falling size; those below `minClauses` become -1. */
function bySize(labels: Int32Array, minClauses: number): Int32Array {
  const sizes = new Map<number, number>()
  for (const label of labels) if (label >= 0) sizes.set(label, (sizes.get(label) ?? 0) + 1)
  const order = [...sizes]
    .filter(([, size]) => size >= minClauses)
    .sort(([a, x], [b, y]) => y - x || a - b)
    .map(([label]) => label)
  const place = new Map(order.map((label, index) => [label, index]))
  return labels.map((label) => place.get(label) ?? -1)
}
