import { InvalidThemeModelError } from '../../domain/errors.ts'
import type { TaxonomyChoice, ThemeDefinition, ThemeModel } from '../../domain/theme.ts'
import type { ClusterProfile } from '../discovery/cluster-profile.ts'
import { isGrowth, type ThemeGrowth } from '../growing/theme-growth.ts'
import type { ThemeEdit } from './theme-edit.ts'

/** Version of the model's shape that this program writes. */
export const MODEL_FORMAT_VERSION = 2

/** A discovered theme as a model keeps it. */
export type SavedTheme = ClusterProfile & {
  readonly id: string
  readonly label: string
  /** Where one sign prevails; models of before 2026-12 have `label` alone. */
  readonly negativeLabel?: string
  readonly positiveLabel?: string
  readonly isAffectOnly: boolean
  /** Stems of the nouns that decide alone whether a weakly tagged clause belongs; other discovered themes have none. */
  readonly nouns?: readonly string[]
}

/** What a theme model holds beside its head. Plain JSON; no comment and no quote. */
export type ThemeModelBody = {
  /** Version of taxonomy and method that made it. */
  readonly madeBy: string
  readonly taxonomy: TaxonomyChoice
  /** Packs of the built-in taxonomy in use. */
  readonly packs: readonly string[]
  readonly discovered: readonly SavedTheme[]
  readonly commonMeaning: readonly number[]
  /** What the caller's themes learned from the comments; null for built-in themes and for few comments. */
  readonly growth: ThemeGrowth | null
  /** In the order made; applied after matching, to any comments. */
  readonly edits: readonly ThemeEdit[]
}

export type SavedThemeModel = ThemeModel & ThemeModelBody

/**
 * A theme model from its body; its id is a hash of the body, so equal models have equal ids.
 *
 * @see FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function saveThemeModel(body: ThemeModelBody): SavedThemeModel {
  const { madeBy, taxonomy, packs, discovered, commonMeaning, growth, edits } = body
  const ordered: ThemeModelBody = {
    madeBy,
    taxonomy,
    packs,
    discovered,
    commonMeaning,
    growth,
    edits,
  }
  return {
    format: 'whyscore-theme-model',
    formatVersion: MODEL_FORMAT_VERSION,
    id: `tm-${hash(JSON.stringify(ordered))}`,
    ...ordered,
  }
}

/** Two 32-bit FNV-1a hashes with different starts: 64 bits as 16 hexadecimal digits. */
function hash(text: string): string {
  const digits = (start: number) => {
    let value = start
    for (let i = 0; i < text.length; i++) {
      value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
    }
    return (value >>> 0).toString(16).padStart(8, '0')
  }
  return digits(0x811c9dc5) + digits(0x9747b28c)
}

/** Brings a model of an older version up to the next one; index 0 lifts version 0. */
const MIGRATIONS: readonly ((
  old: Readonly<Record<string, unknown>>
) => Readonly<Record<string, unknown>>)[] = [
  // Version 0 (before the first release) knew neither packs nor edits.
  (old) => ({ packs: [], edits: [], ...old, formatVersion: 1 }),
  // Version 1 did not learn from the comments at hand.
  (old) => ({ growth: null, ...old, formatVersion: 2 }),
]

/**
 * Checks a theme model that a caller sent, and brings older versions up to date.
 *
 * @param model - as parsed from JSON
 * @returns the same model in the newest shape, with its id unchanged
 * @throws {InvalidThemeModelError} if it is no theme model, is newer than this program, or lacks a part
 * @see README.md, "Theme models"
 * @example
 * readThemeModel(JSON.parse(saved)).discovered.length
 */
export function readThemeModel(model: ThemeModel): SavedThemeModel {
  if (model === null || typeof model !== 'object' || model.format !== 'whyscore-theme-model') {
    throw new InvalidThemeModelError('expected the format "whyscore-theme-model"')
  }
  const { formatVersion } = model
  if (
    !Number.isInteger(formatVersion) ||
    formatVersion < 0 ||
    formatVersion > MODEL_FORMAT_VERSION
  ) {
    throw new InvalidThemeModelError(
      `expected formatVersion 0 to ${MODEL_FORMAT_VERSION}, got ${JSON.stringify(formatVersion)}`
    )
  }
  let current: Readonly<Record<string, unknown>> = model
  for (const migrate of MIGRATIONS.slice(formatVersion)) current = migrate(current)
  return checked(current)
}

/** The cast holds because every part that is read later has been looked at. */
function checked(model: Readonly<Record<string, unknown>>): SavedThemeModel {
  for (const part of ['packs', 'discovered', 'commonMeaning', 'edits']) {
    if (!Array.isArray(model[part]))
      throw new InvalidThemeModelError(`expected a list in "${part}"`)
  }
  if (typeof model.taxonomy !== 'string' && !Array.isArray(model.taxonomy)) {
    throw new InvalidThemeModelError('expected a name or a list in "taxonomy"')
  }
  if (model.growth !== null && !isGrowth(model.growth)) {
    throw new InvalidThemeModelError('expected ownShare and themes, or null, in "growth"')
  }
  for (const theme of model.discovered as readonly Partial<SavedTheme>[]) {
    const isWhole =
      typeof theme?.id === 'string' &&
      typeof theme.label === 'string' &&
      typeof theme.minScore === 'number' &&
      Array.isArray(theme.terms) &&
      Array.isArray(theme.meaning)
    if (!isWhole)
      throw new InvalidThemeModelError(
        'expected id, label, terms, meaning and minScore of every theme'
      )
  }
  return model as SavedThemeModel
}

/** The caller's definitions of a model; none for built-in taxonomies. */
export function callerDefinitions({ taxonomy }: ThemeModelBody): readonly ThemeDefinition[] {
  return typeof taxonomy === 'string' ? [] : taxonomy
}
