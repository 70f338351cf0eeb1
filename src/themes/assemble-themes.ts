import type {
  FoundTheme,
  Mention,
  ThemeAssignment,
  ThemeModel,
  ThemeSource,
  ThemeWarning,
} from '../domain/theme.ts'
import type { ThemeClause } from './clauses/clause-table.ts'
import type { WordBook } from './clauses/word-book.ts'
import { fitToLabel } from './encoding/label-fit.ts'
import type { ThemeEncoder } from './encoding/theme-encoder.ts'
import { rankExemplars, type ThemedClause } from './exemplars.ts'
import type { ThemeLink } from './model/theme-edit.ts'
import type { Stability } from './quality/stability.ts'
import { themeQuality } from './quality/theme-quality.ts'

/** Id of what fits nothing. */
export const OTHER_ID = 'other'

/** What fits nothing: counted, never dropped. */
export const OTHER: FoundTheme = {
  id: OTHER_ID,
  label: 'Other',
  negativeLabel: 'Other',
  positiveLabel: 'Other',
  parentId: null,
  source: 'other',
  isAffectOnly: false,
}

export type AssemblyInput = {
  readonly clauses: readonly ThemeClause[]
  readonly links: ReadonlyMap<ThemeClause, readonly ThemeLink[]>
  /** One entry a comment. */
  readonly hasContent: readonly boolean[]
  readonly book: WordBook
  readonly encoder: ThemeEncoder
  readonly model: ThemeModel
  readonly known: ReadonlyMap<string, FoundTheme>
  readonly stability: Stability
  readonly warnings: readonly ThemeWarning[]
}

/**
 * Puts an assignment together: mentions by comment, themes in a fixed order, exemplars, quality.
 *
 * A comment none of whose clauses has a theme mentions `other` once, over all of it, so that nothing is dropped.
 */
export function assembleThemes(input: AssemblyInput): ThemeAssignment {
  const { clauses, links, hasContent, book } = input
  const mentions: Mention[][] = hasContent.map(() => [])
  const themes = new Map<string, FoundTheme>()
  const themed = new Set(Array.from(links.keys(), (clause) => clause.comment))
  const byTheme = new Map<string, ThemedClause[]>()
  for (const clause of clauses) {
    const other = themed.has(clause.comment) ? [] : [{ theme: OTHER, confidence: 1 }]
    for (const { theme, confidence } of links.get(clause) ?? other) {
      themes.set(theme.id, theme)
      const { start, end, polarity, valence } = clause
      const mention = { themeId: theme.id, start, end, polarity, valence, confidence }
      mentions[clause.comment]?.push(mention)
      const held = byTheme.get(theme.id) ?? []
      byTheme.set(theme.id, held)
      held.push({ clause, mention })
    }
  }
  const ordered = [...themes.values()].sort(
    (a, b) => placeOf(a) - placeOf(b) || (a.id < b.id ? -1 : 1)
  )
  return {
    themes: ordered.map((theme) => withLivingParent(theme, input.known)),
    exemplars: ordered.map(({ id, label, source }) =>
      rankExemplars(
        byTheme.get(id) ?? [],
        book,
        source === 'discovered' ? { label, fitOf: fitToLabel(label, input) } : undefined
      )
    ),
    mentions,
    model: input.model,
    quality: themeQuality({
      themes: ordered
        .filter((theme) => theme.id !== OTHER_ID)
        .map((theme) => (byTheme.get(theme.id) ?? []).map(({ clause }) => clause)),
      clauses,
      hasContent,
      book,
      stability: input.stability,
    }),
    warnings: input.warnings,
  }
}

const SOURCE_ORDER: readonly ThemeSource[] = ['known', 'caller', 'discovered', 'other']

function placeOf(theme: FoundTheme): number {
  return SOURCE_ORDER.indexOf(theme.source)
}

/** Built-in parents are headings and need no theme of their own; a parent that an edit named may be gone. */
function withLivingParent(theme: FoundTheme, known: ReadonlyMap<string, FoundTheme>): FoundTheme {
  const { parentId, source } = theme
  if (parentId === null || source === 'known' || known.has(parentId)) return theme
  return { ...theme, parentId: null }
}
