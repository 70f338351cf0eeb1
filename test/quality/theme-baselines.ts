// What anybody would try first: keyword matching, and TF-IDF with k-means.

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

/** k-means over TF-IDF of the commonest stems. */
export function tfidfClusters(texts: readonly string[], k: number): readonly string[] {
  const rows = texts.map(stemsOf)
  const counts = new Map<string, number>()
  for (const row of rows)
    for (const stem of new Set(row)) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  const stems = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, MAX_STEMS)
  const column = new Map(stems.map(([stem], index) => [stem, index]))
  const points = rows.map((row) => {
    const point = new Array<number>(stems.length).fill(0)
    for (const stem of row) {
      const at = column.get(stem)
      if (at !== undefined) point[at] = Math.log(texts.length / (counts.get(stem) ?? 1))
    }
    const length = Math.hypot(...point) || 1
    return point.map((x) => x / length)
  })
  return kmeans(points, k, { seed: 1, maxIterations: 12 }).clusters.map(String)
}
