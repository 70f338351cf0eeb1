// What anybody would try first: keyword matching, TF-IDF with k-means, and non-negative matrix factorisation.

import { kmeans } from 'ml-kmeans'
import type { ThemeDefinition } from '../../src/domain/theme.ts'
import { PorterStemmer } from '../../src/themes/clauses/porter-stemmer.ts'

const STOP = new Set(
  'a an the and or of to in on for with my me it is was not so no very all were they from their did what good great'.split(
    ' '
  )
)

function stemsOf(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[a-z]+/g) ?? []
  return words.filter((word) => !STOP.has(word)).map((word) => PorterStemmer.stem(word))
}

/** Themes any word of whose label or phrases occurs in the comment, by stem. */
export function keywordThemes(
  texts: readonly string[],
  themes: readonly ThemeDefinition[]
): readonly (readonly string[])[] {
  const words = themes.map(
    ({ label, examples = [] }) => new Set([label, ...examples].flatMap((text) => stemsOf(text)))
  )
  return texts.map((text) => {
    const stems = new Set(stemsOf(text))
    return themes
      .filter((_, t) => [...stems].some((stem) => words[t]?.has(stem)))
      .map(({ id }) => id)
  })
}

const MAX_STEMS = 300

/** TF-IDF of the commonest stems, one unit row a text. */
function tfidfPoints(texts: readonly string[]): number[][] {
  const rows = texts.map(stemsOf)
  const counts = new Map<string, number>()
  for (const row of rows)
    for (const stem of new Set(row)) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  const stems = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, MAX_STEMS)
  const column = new Map(stems.map(([stem], index) => [stem, index]))
  return rows.map((row) => {
    const point = new Array<number>(stems.length).fill(0)
    for (const stem of row) {
      const at = column.get(stem)
      if (at !== undefined) point[at] = Math.log(texts.length / (counts.get(stem) ?? 1))
    }
    const length = Math.hypot(...point) || 1
    return point.map((x) => x / length)
  })
}

/** k-means over TF-IDF of the commonest stems. */
export function tfidfClusters(texts: readonly string[], k: number): readonly string[] {
  return kmeans(tfidfPoints(texts), k, { seed: 1, maxIterations: 12 }).clusters.map(String)
}

const NMF_ROUNDS = 60

/**
 * The strongest of k non-negative factors of the same TF-IDF matrix.
 *
 * @see Lee & Seung (2001) Algorithms for non-negative matrix factorization: multiplicative updates
 */
export function nmfClusters(texts: readonly string[], k: number): readonly string[] {
  const points = tfidfPoints(texts)
  const width = points[0]?.length ?? 0
  let state = 1
  const start = () => {
    state = (state * 48271) % 2147483647
    return 0.1 + state / 2147483647
  }
  let weights = points.map(() => Array.from({ length: k }, start))
  let parts = Array.from({ length: k }, () => Array.from({ length: width }, start))
  for (let round = 0; round < NMF_ROUNDS; round++) {
    weights = updated(weights, points, parts)
    parts = transposed(updated(transposed(parts), transposed(points), transposed(weights)))
  }
  return weights.map((row) => String(row.indexOf(Math.max(...row))))
}

/** One multiplicative step for the left factor of points ≈ left × right. */
function updated(left: number[][], points: number[][], right: number[][]): number[][] {
  const gram = right.map((a) => right.map((b) => dot(a, b)))
  const columns = transposed(right)
  return left.map((row, i) => {
    const upper = new Array<number>(row.length).fill(0)
    for (const [d, x] of (points[i] ?? []).entries()) {
      if (x === 0) continue
      for (const [c, part] of (columns[d] ?? []).entries())
        upper[c] = (upper[c] as number) + x * part
    }
    return row.map((w, c) => (w * (upper[c] as number)) / (dot(row, gram[c] ?? []) + 1e-9))
  })
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}

function transposed(rows: readonly (readonly number[])[]): number[][] {
  return (rows[0] ?? []).map((_, c) => rows.map((row) => row[c] as number))
}
