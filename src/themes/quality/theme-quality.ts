import type { ThemeQuality } from '../../domain/theme.ts'
import { log } from '../../stats/portable-math.ts'
import type { ThemeClause } from '../clauses/clause-table.ts'
import type { WordBook } from '../clauses/word-book.ts'
import type { Stability } from './stability.ts'

export type QualityInput = {
  /** Clauses of each theme but `other`. */
  readonly themes: readonly (readonly ThemeClause[])[]
  readonly clauses: readonly ThemeClause[]
  /** One entry a comment. */
  readonly hasContent: readonly boolean[]
  readonly book: WordBook
  readonly stability: Stability
}

/** Telling stems by which a theme is judged. */
const TELLING_STEMS = 8
/** Clauses from which a theme has telling stems at all. */
const MIN_CLAUSES = 5

/**
 * How well the themes fit the comments.
 *
 * Coherence is the mean over themes of the normalised pointwise mutual information of their telling stems, counted by comment.
 *
 * @returns coverage null without a comment with content; coherence and diversity null without a theme of five clauses
 * @throws nothing
 * @see Bouma (2009) for NPMI; Lau, Newman & Baldwin (2014); Dieng, Ruiz & Blei (2020) for diversity
 * @example
 * themeQuality(input).coverage // => 0.87
 */
export function themeQuality(input: QualityInput): ThemeQuality {
  const { themes, hasContent, stability } = input
  const covered = new Set(themes.flatMap((clauses) => clauses.map((clause) => clause.comment)))
  const withContent = hasContent.filter(Boolean).length
  const lists = tellingLists(input)
  const words = lists.flat()
  return {
    coverage: withContent === 0 ? null : Math.min(1, covered.size / withContent),
    coherence: lists.length === 0 ? null : meanNpmi(lists, input),
    diversity: words.length === 0 ? null : new Set(words).size / words.length,
    stability: stability.overall,
    discoveredStability: stability.discovered,
  }
}

function tellingLists({ themes, clauses, book }: QualityInput): readonly (readonly number[])[] {
  const all = countStems(clauses, book.stems.length)
  return themes
    .filter((own) => own.length >= MIN_CLAUSES)
    .map((own) => {
      const found: (readonly [stem: number, worth: number])[] = []
      const counts = countStems(own, book.stems.length)
      for (let stem = 0; stem < counts.length; stem++) {
        const n = counts[stem] as number
        if (n === 0) continue
        const lift = (n * clauses.length) / ((all[stem] ?? n) * own.length)
        found.push([stem, n * log(lift)])
      }
      return found
        .sort((a, b) => b[1] - a[1] || a[0] - b[0])
        .slice(0, TELLING_STEMS)
        .map(([stem]) => stem)
    })
}

/** Clauses by stem. */
function countStems(clauses: readonly ThemeClause[], stemCount: number): Uint32Array {
  const counts = new Uint32Array(stemCount)
  for (const { stems } of clauses)
    for (let i = 0; i < stems.length; i++) {
      const stem = stems[i] as number
      counts[stem] = (counts[stem] as number) + 1
    }
  return counts
}

function meanNpmi(
  lists: readonly (readonly number[])[],
  { clauses, hasContent }: QualityInput
): number {
  const wanted = new Set(lists.flat())
  const comments = new Map<number, Set<number>>()
  for (const clause of clauses) {
    for (const stem of clause.stems) {
      if (!wanted.has(stem)) continue
      const held = comments.get(stem) ?? new Set<number>()
      comments.set(stem, held.add(clause.comment))
    }
  }
  const base = hasContent.length
  const values = lists.flatMap((list) =>
    list.flatMap((a, i) =>
      list.slice(0, i).map((b) => npmi(comments.get(a), comments.get(b), base))
    )
  )
  return values.length === 0 ? 0 : values.reduce((sum, x) => sum + x, 0) / values.length
}

/** −1 for words that never meet, 0 for chance, 1 for words that only occur together. */
function npmi(
  a: ReadonlySet<number> | undefined,
  b: ReadonlySet<number> | undefined,
  base: number
): number {
  if (a === undefined || b === undefined) return -1
  let both = 0
  for (const comment of a) if (b.has(comment)) both++
  if (both === 0) return -1
  if (both === base) return 1
  const joint = both / base
  return log(joint / ((a.size / base) * (b.size / base))) / -log(joint)
}
