import type { CommentReading } from '../domain/reading.ts'
import type {
  Exemplar,
  FoundTheme,
  Mention,
  ThemeAssignment,
  ThemeDefinition,
  ThemeModel,
  ThemeOptions,
  ThemeSession,
  ThemeSource,
} from '../domain/theme.ts'
import type { WordVectors } from '../text/word-vectors/word-vectors.ts'
import { compactClauses, type ThemeClause } from './clauses/clause-table.ts'
import type { ThemeEncoder } from './encoding/theme-encoder.ts'
import { createWordBook, type WordBook } from './clauses/word-book.ts'
import { discoverClusters } from './discovery/discover-clusters.ts'
import { rankExemplars } from './exemplars.ts'
import { type ClauseMatch, matchClauses } from './matching/match-clauses.ts'
import type { ScorerModel } from './matching/match-scorer.ts'
import { buildThemeSpace } from './matching/theme-space.ts'
import { nameClusters } from './naming/name-clusters.ts'
import { themeQuality } from './quality/theme-quality.ts'
import { choosePacks } from './taxonomy/choose-packs.ts'
import { GENERAL_PACK, type KnownTheme } from './taxonomy/read-taxonomy.ts'

/** What every session of a themer shares. */
export type ThemeKit = {
  readonly themes: readonly KnownTheme[]
  readonly vectors: WordVectors
  readonly scorer: ScorerModel
  /** The encoder for the words of one session. */
  encoderFor(book: WordBook): ThemeEncoder
  readonly version: string
}

/** Id and label of what fits nothing. */
export const OTHER_ID = 'other'

type Link = { readonly theme: FoundTheme; readonly confidence: number }

/**
 * Gathers clauses and finds their themes at the end.
 *
 * @param kit - shared, never changed
 * @param options - checked by the caller
 */
export function createSession(kit: ThemeKit, options: ThemeOptions): ThemeSession {
  const book = createWordBook(kit.vectors)
  const comments: string[] = []
  const clauses: ThemeClause[] = []
  const hasContent: boolean[] = []
  return {
    add(comment: string, reading: CommentReading) {
      clauses.push(...compactClauses(comments.length, reading, book))
      comments.push(comment)
      hasContent.push(reading.content === 'opinion')
    },
    async finish() {
      const { definitions, source } = definitionsOf(kit, options)
      const context = { book, vectors: kit.vectors, encoder: kit.encoderFor(book) }
      const isKnown = source === 'known'
      const space = buildThemeSpace(definitions, { ...context, isKnown })
      const weights = isKnown ? kit.scorer.known : kit.scorer.caller
      const matches = matchClauses(clauses, { ...context, space, weights })
      const packs = choosePacks(definitions, matches, options.taxonomy)
      const links = new Map<ThemeClause, Link[]>()
      for (const [i, clause] of clauses.entries()) {
        const kept = (matches[i] ?? []).filter((match) => packs.allows(match.theme))
        if (kept.length > 0)
          links.set(
            clause,
            kept.map((match) => linkOf(definitions, match, source))
          )
      }
      const rest = clauses.filter((clause) => !links.has(clause))
      if (options.discover) await discover(rest, links)
      return assemble(links, packs.warnings)
    },
  }

  async function discover(rest: readonly ThemeClause[], links: Map<ThemeClause, Link[]>) {
    const minClauses = Math.max(3, Math.ceil(comments.length * 0.005))
    const clusters = discoverClusters(rest, {
      book,
      vectors: kit.vectors,
      seed: options.seed,
      maxClusters: options.maxThemes,
      minClauses,
    })
    const names = await nameClusters(rest, clusters, { book, comments })
    for (const [i, clause] of rest.entries()) {
      const theme = names[clusters.labels[i] ?? -1]
      if (theme !== undefined) links.set(clause, [{ theme, confidence: clusters.fit[i] ?? 0 }])
    }
  }

  function assemble(
    links: ReadonlyMap<ThemeClause, readonly Link[]>,
    warnings: ThemeAssignment['warnings']
  ): ThemeAssignment {
    const mentions: Mention[][] = comments.map(() => [])
    const themes = new Map<string, FoundTheme>()
    const themed = new Set(Array.from(links.keys(), (clause) => clause.comment))
    for (const clause of clauses) {
      const other = themed.has(clause.comment) ? [] : [{ theme: OTHER, confidence: 1 }]
      for (const { theme, confidence } of links.get(clause) ?? other) {
        themes.set(theme.id, theme)
        const { start, end, polarity, valence } = clause
        mentions[clause.comment]?.push({
          themeId: theme.id,
          start,
          end,
          polarity,
          valence,
          confidence,
        })
      }
    }
    const ordered = [...themes.values()].sort(
      (a, b) => order(a) - order(b) || (a.id < b.id ? -1 : 1)
    )
    const exemplars: readonly (readonly Exemplar[])[] = ordered.map((theme) =>
      rankExemplars(theme.id, mentions)
    )
    return {
      themes: ordered,
      exemplars,
      mentions,
      model: emptyModel(kit.version),
      quality: themeQuality({ mentions, hasContent, otherId: OTHER_ID }),
      warnings,
    }
  }
}

const OTHER: FoundTheme = {
  id: OTHER_ID,
  label: 'Other',
  negativeLabel: 'Other',
  positiveLabel: 'Other',
  parentId: null,
  source: 'other',
  isAffectOnly: false,
}

const SOURCE_ORDER: readonly ThemeSource[] = ['known', 'caller', 'discovered', 'other']

function order(theme: FoundTheme): number {
  return SOURCE_ORDER.indexOf(theme.source)
}

function definitionsOf(
  kit: ThemeKit,
  { taxonomy }: ThemeOptions
): {
  readonly definitions: readonly (ThemeDefinition | KnownTheme)[]
  readonly source: ThemeSource
} {
  if (typeof taxonomy !== 'string') return { definitions: taxonomy, source: 'caller' }
  if (taxonomy === 'none') return { definitions: [], source: 'known' }
  const isWanted = (theme: KnownTheme) =>
    taxonomy === 'auto' || theme.pack === GENERAL_PACK || theme.pack === taxonomy
  return { definitions: kit.themes.filter(isWanted), source: 'known' }
}

function linkOf(
  definitions: readonly ThemeDefinition[],
  match: ClauseMatch,
  source: ThemeSource
): Link {
  const definition = definitions[match.theme]
  if (definition === undefined) throw new RangeError(`expected a theme, got index ${match.theme}`)
  const { id, label, negativeLabel, positiveLabel, parentId } = definition
  return {
    theme: {
      id,
      label,
      negativeLabel: negativeLabel ?? label,
      positiveLabel: positiveLabel ?? label,
      parentId: parentId ?? null,
      source,
      isAffectOnly: false,
    },
    confidence: match.confidence,
  }
}

function emptyModel(version: string): ThemeModel {
  return { format: 'whyscore-theme-model', formatVersion: 1, id: version }
}
