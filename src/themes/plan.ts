import { UnknownTaxonomyError } from '../domain/errors.ts'
import type {
  FoundTheme,
  TaxonomyChoice,
  ThemeDefinition,
  ThemeOptions,
  ThemeSource,
} from '../domain/theme.ts'
import { readThemeModel, type SavedThemeModel } from './model/theme-model.ts'
import { GENERAL_PACK, type KnownTheme } from './taxonomy/read-taxonomy.ts'

/** What one session will do, settled before the first comment. */
export type ThemePlan = {
  readonly taxonomy: TaxonomyChoice
  readonly definitions: readonly (ThemeDefinition | KnownTheme)[]
  readonly isKnown: boolean
  /** Packs to use; null leaves the choice to the comments. */
  readonly packs: readonly string[] | null
  /** Model that is applied instead of discovering. */
  readonly applied: SavedThemeModel | null
  /** Model whose ids, labels and edits a new discovery takes over. */
  readonly previous: SavedThemeModel | null
}

/**
 * Settles taxonomy and models of a session.
 *
 * @param themes - the built-in taxonomy
 * @throws {UnknownTaxonomyError} if no taxonomy has the name asked for
 * @throws {InvalidThemeModelError} if a model cannot be read
 */
export function planThemes(themes: readonly KnownTheme[], options: ThemeOptions): ThemePlan {
  const applied = options.model === null ? null : readThemeModel(options.model)
  const previous = options.previous ? readThemeModel(options.previous) : null
  const taxonomy = applied?.taxonomy ?? options.taxonomy
  const base = { taxonomy, applied, previous }
  if (typeof taxonomy !== 'string') {
    return { ...base, definitions: taxonomy, isKnown: false, packs: null }
  }
  const packs = [...new Set(themes.map((theme) => theme.pack))].sort()
  const names = ['auto', 'none', ...packs]
  if (!names.includes(taxonomy)) throw new UnknownTaxonomyError(taxonomy, names)
  if (taxonomy === 'none') return { ...base, definitions: [], isKnown: true, packs: [] }
  if (taxonomy === 'auto') {
    return { ...base, definitions: themes, isKnown: true, packs: applied?.packs ?? null }
  }
  const wanted = new Set([GENERAL_PACK, taxonomy])
  const definitions = themes.filter((theme) => wanted.has(theme.pack))
  return { ...base, definitions, isKnown: true, packs: [taxonomy] }
}

/** A theme of a definition as an analysis shows it. */
export function foundTheme(definition: ThemeDefinition, source: ThemeSource): FoundTheme {
  const { id, label, negativeLabel, positiveLabel, parentId, description } = definition
  return {
    id,
    label,
    negativeLabel: negativeLabel ?? label,
    positiveLabel: positiveLabel ?? label,
    parentId: parentId ?? null,
    source,
    ...(description && { description }),
    isAffectOnly: false,
  }
}
