import type { EngineParts } from '../src/analysis/create-engine.ts'
import type { Clause, CommentReading } from '../src/domain/reading.ts'
import type { FoundTheme, Mention, ThemeModel, ThemeOptions } from '../src/domain/theme.ts'

const NEGATIVE = /\b(slow|bad|dear|down|late)\b/
const POSITIVE = /\b(fast|good|fair|great)\b/
const KNOWN: Readonly<Record<string, RegExp>> = {
  price: /\b(price|dear|fair)\b/,
  support: /\b(support|agent)\b/,
}

/** Times that a word must be heard in unexplained clauses before it becomes a theme. */
const MIN_WORD_COUNT = 5

/**
 * Reads and tags by a handful of words: quick, and plain to foresee in tests of what surrounds it.
 * Clauses end at full stops; discovery makes a theme of every frequent word of five letters or more.
 */
export function createStandInParts(): EngineParts {
  return {
    version: '0',
    reader: { version: '0', read },
    themer: { version: '0', start },
  }
}

function read(comment: string): CommentReading {
  const clauses: Clause[] = [...comment.matchAll(/[^.]*[^.\s][^.]*/g)].map((match) => {
    const isNegative = NEGATIVE.test(match[0])
    const polarity = isNegative ? 'negative' : POSITIVE.test(match[0]) ? 'positive' : 'neutral'
    return {
      start: match.index,
      end: match.index + match[0].length,
      polarity,
      valence: polarity === 'negative' ? -0.5 : polarity === 'positive' ? 0.5 : 0,
      confidence: 0.9,
      tokens: [],
      explanations: [],
    }
  })
  const first = clauses[0]
  const polarity = first?.polarity ?? 'undetected'
  return {
    language: 'en',
    content: first ? 'opinion' : 'none',
    sentiment: { polarity, valence: first?.valence ?? 0, confidence: 0.9 },
    clauses,
    flags: /\bplease\b/i.test(comment) ? ['request'] : [],
  }
}

function start({ discover, model }: ThemeOptions) {
  const comments: { readonly comment: string; readonly clauses: readonly Clause[] }[] = []
  return {
    add(comment: string, { clauses }: CommentReading) {
      comments.push({ comment, clauses })
    },
    async finish() {
      const found =
        discover && !model ? frequentWords(comments) : ((model?.words ?? []) as string[])
      const themes = new Map<string, FoundTheme>()
      const mentions = comments.map(({ comment, clauses }) =>
        clauses.flatMap(({ start: from, end, polarity, valence }): Mention[] => {
          const text = comment.slice(from, end).toLowerCase()
          const ids = themesOf(text, found)
          return (ids.length > 0 ? ids : ['other']).map((themeId) => {
            themes.set(themeId, themeOf(themeId, found))
            return { themeId, start: from, end, polarity, valence, confidence: 0.8 }
          })
        })
      )
      return {
        themes: [...themes.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
        exemplars: [...themes].map(() => []),
        mentions,
        model: modelOf(found),
        quality: { coverage: 0.5, coherence: null, diversity: null, stability: null },
        warnings: [],
      }
    },
  }
}

function themesOf(text: string, found: readonly string[]): string[] {
  const known = Object.entries(KNOWN).flatMap(([id, words]) => (words.test(text) ? [id] : []))
  return [...known, ...found.filter((word) => text.includes(word))]
}

function frequentWords(
  comments: readonly { readonly comment: string; readonly clauses: readonly Clause[] }[]
): string[] {
  const counts = new Map<string, number>()
  for (const { comment, clauses } of comments) {
    for (const { start: from, end } of clauses) {
      const text = comment.slice(from, end).toLowerCase()
      if (themesOf(text, []).length > 0) continue
      for (const [word] of text.matchAll(/[a-z]{5,}/g))
        counts.set(word, (counts.get(word) ?? 0) + 1)
    }
  }
  return [...counts]
    .filter(([, count]) => count >= MIN_WORD_COUNT)
    .map(([word]) => word)
    .sort()
}

function themeOf(id: string, found: readonly string[]): FoundTheme {
  const source = id === 'other' ? 'other' : found.includes(id) ? 'discovered' : 'known'
  return {
    id,
    label: id,
    negativeLabel: `Bad ${id}`,
    positiveLabel: `Good ${id}`,
    parentId: null,
    source,
    isAffectOnly: false,
  }
}

function modelOf(words: readonly string[]): ThemeModel {
  const id = `words-${words.join('-')}`
  const parts = { taxonomy: 'none', packs: [], discovered: [], commonMeaning: [], edits: [] }
  return { format: 'whyscore-theme-model', formatVersion: 1, id, words, ...parts }
}
