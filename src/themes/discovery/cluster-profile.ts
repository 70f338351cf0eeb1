import { log } from '../../stats/portable-math.ts'
import type { ThemeClause } from '../clauses/clause-table.ts'
import { type Matrix, matrixOf, plainProducts } from '../encoding/row-products.ts'
import type { ThemeEncoder } from '../encoding/theme-encoder.ts'
import {
  type ClauseTraits,
  fillMeaning,
  type TraitContext,
  type TraitReader,
  traitReader,
} from './clause-traits.ts'

/** How a discovered theme speaks, free of the comments it was found in: plain JSON. */
export type ClusterProfile = {
  /** Stems with their log odds inside the theme, most telling first. */
  readonly terms: readonly (readonly [stem: string, weight: number])[]
  /** Unit mean of its clauses' meaning. */
  readonly meaning: readonly number[]
  /** Labels of the encoder that its clauses light up more than others do, with their log odds; models of before 2026-12 have none. */
  readonly landmarks?: readonly (readonly [label: string, weight: number])[]
  /** Labels of the encoder that it started from; a clause that lights them up belongs to it. */
  readonly anchors?: readonly string[]
  /** The word that it stands for, where the encoder has no label for that; a clause about it belongs to it. */
  readonly ownWord?: string
  /** Probability of its anchors from which a clause belongs that likes other labels better. */
  readonly reach?: number
  /** Score from which a clause belongs: most of the theme's own clauses reach it. */
  readonly minScore: number
}

/** Profiles with what they have in common. */
export type ProfileSet = {
  readonly profiles: readonly ClusterProfile[]
  /** Mean meaning of all clauses, which says nothing about any one. */
  readonly commonMeaning: readonly number[]
}

/** Telling stems kept for each theme. */
const MAX_TERMS = 60
/** Pseudo-count of a stem in a theme; tuned on half of banking77. */
const SMOOTHING = 0.05
/** Weight of a stem that a theme does not know. */
const UNKNOWN_WEIGHT = -1.2
/** A cosine of 1 counts as much as this many units of log odds. */
const MEANING_WEIGHT = 3
/** Labels kept for each theme. */
const MAX_LANDMARKS = 16
/** Weight of a label that a theme does not light up. */
const DARK_WEIGHT = -1
/** An expected log odds of labels counts this much of a log odds of stems. */
const LANDMARK_WEIGHT = 1
/** Probability added to each label, so that rare ones do not shout. */
const LABEL_SMOOTHING = 0.005
/** The least score lies below this quantile of a theme's own clauses by the way up to their median. */
const LOW_QUANTILE = 0.05
/** Share of that way: with all of it a cluster takes in whatever comes near, with less more is left to `other`. */
const SLACK = 0.8

/** What profiles are read with. */
export type ProfileContext = TraitContext & {
  /** Traits of clauses, where somebody remembers them. */
  readonly traitsOf?: TraitReader
}

/**
 * Profiles of clusters: naive Bayes log odds of their stems, and their mean meaning.
 *
 * @param labels - cluster of each clause, -1 for none
 * @see McCallum & Nigam (1998) A comparison of event models for naive Bayes text classification
 */
export function profileClusters(
  clauses: readonly ThemeClause[],
  labels: Int32Array,
  context: ProfileContext
): ProfileSet {
  const { vectors, book } = context
  const count = labels.reduce((most, label) => Math.max(most, label + 1), 0)
  const none = new Float64Array(vectors.dimensions)
  const meaning = new Float64Array(vectors.dimensions)
  const commonMeaning = new Float64Array(vectors.dimensions)
  const counts = Array.from({ length: count }, () => new Map<number, number>())
  const totals = new Map<number, number>()
  const means = Array.from({ length: count }, () => new Float64Array(vectors.dimensions))
  let stemCount = 0
  const lit = litLabels(clauses, labels, count, context)
  const read = context.traitsOf ?? traitReader(context)
  for (const clause of clauses) {
    fillMeaning(read(clause).sum, none, meaning)
    for (let d = 0; d < meaning.length; d++) {
      commonMeaning[d] = (commonMeaning[d] as number) + (meaning[d] as number) / clauses.length
    }
  }
  for (const [i, clause] of clauses.entries()) {
    const own = counts[labels[i] ?? -1]
    const { stems, sum } = read(clause)
    for (const stem of stems) {
      totals.set(stem, (totals.get(stem) ?? 0) + 1)
      stemCount++
      own?.set(stem, (own.get(stem) ?? 0) + 1)
    }
    const mean = means[labels[i] ?? -1]
    if (mean === undefined) continue
    fillMeaning(sum, commonMeaning, meaning)
    for (let d = 0; d < mean.length; d++) mean[d] = (mean[d] as number) + (meaning[d] as number)
  }
  const rounded = Array.from(commonMeaning, round)
  const bare = counts.map((own, c) => ({
    terms: logOdds(own, totals, stemCount).map(
      ([stem, weight]) => [book.stems[stem] ?? '', round(weight)] as const
    ),
    meaning: unit(means[c] ?? new Float64Array(0)),
    landmarks: lit[c] ?? [],
    minScore: Number.NEGATIVE_INFINITY,
  }))
  return withMinScores({ profiles: bare, commonMeaning: rounded }, { clauses, labels }, context)
}

/** What the clauses of each cluster light up against all clauses. */
function litLabels(
  clauses: readonly ThemeClause[],
  labels: Int32Array,
  count: number,
  context: ProfileContext
): readonly (readonly (readonly [string, number])[])[] {
  const names = context.encoder.ownLabels
  const read = context.traitsOf ?? traitReader(context)
  const all = new Float64Array(names.length)
  const own = Array.from({ length: count }, () => new Float64Array(names.length))
  const sizes = new Float64Array(count)
  for (const [i, clause] of clauses.entries()) {
    const { labels: probabilities } = read(clause)
    const label = labels[i] ?? -1
    const sums = own[label]
    if (sums !== undefined) sizes[label] = (sizes[label] as number) + 1
    for (let l = 0; l < names.length; l++) {
      const p = probabilities[l] as number
      all[l] = (all[l] as number) + p / clauses.length
      if (sums !== undefined) sums[l] = (sums[l] as number) + p
    }
  }
  return own.map((sums, c) =>
    names
      .map((name, l) => {
        const inside = (sums[l] as number) / Math.max(1, sizes[c] as number) + LABEL_SMOOTHING
        return [name, round(log(inside / ((all[l] as number) + LABEL_SMOOTHING)))] as const
      })
      .filter(([, weight]) => weight > 0)
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, MAX_LANDMARKS)
  )
}

function logOdds(
  own: ReadonlyMap<number, number>,
  totals: ReadonlyMap<number, number>,
  stemCount: number
): readonly (readonly [number, number])[] {
  const ownCount = [...own.values()].reduce((sum, n) => sum + n, 0)
  const denominator = ownCount + SMOOTHING * totals.size
  return [...own]
    .map(([stem, n]) => {
      const inside = (n + SMOOTHING) / denominator
      return [stem, log(inside / ((totals.get(stem) ?? 1) / stemCount)), n] as const
    })
    .filter(([, weight]) => weight > 0)
    .sort((a, b) => b[1] * b[2] - a[1] * a[2] || a[0] - b[0])
    .slice(0, MAX_TERMS)
    .map(([stem, weight]) => [stem, weight] as const)
}

function withMinScores(
  set: ProfileSet,
  { clauses, labels }: { readonly clauses: readonly ThemeClause[]; readonly labels: Int32Array },
  context: ProfileContext
): ProfileSet {
  const score = createTraitScorer(set, context)
  const read = context.traitsOf ?? traitReader(context)
  const own: number[][] = set.profiles.map(() => [])
  for (const [i, clause] of clauses.entries()) {
    const label = labels[i] ?? -1
    own[label]?.push(score(read(clause))[label] ?? 0)
  }
  const profiles = set.profiles.map((profile, c) => {
    const sorted = (own[c] ?? []).sort((a, b) => a - b)
    const low = sorted[Math.floor(LOW_QUANTILE * sorted.length)] ?? 0
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0
    return { ...profile, minScore: round(low - SLACK * (median - low)) }
  })
  return { ...set, profiles }
}

/**
 * Scores the traits of clauses against profiles.
 *
 * @returns a function from traits to one score a profile; its array is good until the next call; larger is closer
 */
export function createTraitScorer(
  { profiles, commonMeaning }: ProfileSet,
  { book, vectors, encoder }: TraitContext
): (traits: ClauseTraits) => Float64Array {
  const weights = profiles.map(({ terms }) => new Map(terms))
  // With its length given, since an array with large gaps becomes a slow dictionary.
  const rows = new Array<Float64Array | undefined>(book.stems.length)
  const rowOf = (stem: number) => {
    const term = book.stems[stem] ?? ''
    rows[stem] ??= Float64Array.from(weights, (own) => own.get(term) ?? UNKNOWN_WEIGHT)
    return rows[stem]
  }
  const meanings = matrixOf(
    profiles.flatMap(({ meaning }) =>
      Array.from({ length: vectors.dimensions }, (_, d) => meaning[d] ?? 0)
    ),
    vectors.dimensions
  )
  const lights = lightRows(profiles, encoder)
  const probabilities = new Float64Array(encoder.ownLabels.length)
  const expected = new Float32Array(profiles.length)
  const cosines = new Float32Array(profiles.length)
  const vector = new Float64Array(vectors.dimensions)
  const scores = new Float64Array(profiles.length)
  return ({ stems, sum, labels }) => {
    scores.fill(0)
    for (const stem of stems) {
      const row = rowOf(stem)
      for (let c = 0; c < scores.length; c++) scores[c] = (scores[c] as number) + (row[c] as number)
    }
    fillMeaning(sum, commonMeaning, vector)
    plainProducts(meanings, vector, cosines)
    const scale = 1 / Math.sqrt(Math.max(1, stems.length))
    for (let c = 0; c < scores.length; c++)
      scores[c] = (scores[c] as number) * scale + MEANING_WEIGHT * (cosines[c] as number)
    if (lights === null) return scores
    for (let l = 0; l < probabilities.length; l++) probabilities[l] = labels[l] as number
    plainProducts(lights, probabilities, expected)
    for (let c = 0; c < scores.length; c++)
      scores[c] = (scores[c] as number) + LANDMARK_WEIGHT * (expected[c] as number)
    return scores
  }
}

/** One row of label weights a profile; null where no profile has any. */
function lightRows(profiles: readonly ClusterProfile[], encoder: ThemeEncoder): Matrix | null {
  if (profiles.every(({ landmarks = [] }) => landmarks.length === 0)) return null
  const rows = profiles.flatMap(({ landmarks = [] }) => {
    const own = new Map(landmarks)
    const dark = landmarks.length === 0 ? 0 : DARK_WEIGHT
    return encoder.ownLabels.map((label) => own.get(label) ?? dark)
  })
  return matrixOf(rows, encoder.ownLabels.length)
}

function unit(vector: Float64Array): readonly number[] {
  const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0)) || 1
  return Array.from(vector, (x) => round(x / length))
}

/** Four digits are plenty for a score, and keep a saved model small. */
function round(x: number): number {
  return Number(x.toPrecision(4))
}
