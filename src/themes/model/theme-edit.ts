import { InvalidThemeModelError } from '../../domain/errors.ts'
import type { FoundTheme, ThemeDefinition, ThemeModel } from '../../domain/theme.ts'
import { readThemeModel, type SavedThemeModel, saveThemeModel } from './theme-model.ts'

/** One change that a person made to the themes. Themes are named by id, so edits outlive labels and re-discovery. */
export type ThemeEdit =
  | {
      readonly op: 'rename'
      readonly themeId: string
      readonly label: string
      readonly negativeLabel?: string | undefined
      readonly positiveLabel?: string | undefined
    }
  /** Mentions of `themeIds` become mentions of `into`. */
  | { readonly op: 'merge'; readonly themeIds: readonly string[]; readonly into: string }
  /** Mentions of `themeId` that fit one of `into` move there; the others stay. */
  | { readonly op: 'split'; readonly themeId: string; readonly into: readonly ThemeDefinition[] }
  /** The theme stays in the model although re-discovery no longer finds it. */
  | { readonly op: 'pin'; readonly themeId: string }
  /** Mentions of the theme are no longer shown; its clauses count under `other`. */
  | { readonly op: 'exclude'; readonly themeId: string }
  | { readonly op: 'add'; readonly theme: ThemeDefinition }
  | { readonly op: 'move'; readonly themeId: string; readonly parentId: string | null }

/**
 * The model with one more edit.
 *
 * Nothing is rewritten: edits are applied after matching, so they re-tag past responses as soon as the model is applied to them.
 *
 * @param model - left unchanged
 * @returns a new model with a new id
 * @throws {InvalidThemeModelError} if the edit merges a theme into itself, splits into nothing, or adds an id that is taken
 * @see features.md rows 37 to 43
 * @example
 * editThemeModel(model, { op: 'rename', themeId: 'price', label: 'Cost' })
 */
export function editThemeModel(model: ThemeModel, edit: ThemeEdit): SavedThemeModel {
  const saved = readThemeModel(model)
  refuseContradiction(saved, edit)
  return saveThemeModel({ ...saved, edits: [...saved.edits, edit] })
}

/**
 * The model without its last edit; a model without edits stays as it is.
 *
 * @param model - left unchanged
 */
export function undoThemeEdit(model: ThemeModel): SavedThemeModel {
  const saved = readThemeModel(model)
  return saved.edits.length === 0
    ? saved
    : saveThemeModel({ ...saved, edits: saved.edits.slice(0, -1) })
}

function refuseContradiction({ edits, discovered }: SavedThemeModel, edit: ThemeEdit): void {
  if (edit.op === 'merge' && (edit.themeIds.length === 0 || edit.themeIds.includes(edit.into))) {
    throw new InvalidThemeModelError('expected themes to merge other than the one they go into')
  }
  if (edit.op === 'split' && edit.into.length === 0) {
    throw new InvalidThemeModelError('expected at least one theme to split into')
  }
  if (edit.op === 'move' && edit.themeId === edit.parentId) {
    throw new InvalidThemeModelError('expected a parent other than the theme itself')
  }
  if (edit.op !== 'add') return
  const taken = new Set([
    ...discovered.map((theme) => theme.id),
    ...edits.flatMap((made) => (made.op === 'add' ? [made.theme.id] : [])),
  ])
  if (taken.has(edit.theme.id))
    throw new InvalidThemeModelError(`expected a new id, got "${edit.theme.id}"`)
}

/** Themes that edits brought in, and that clauses have to be matched with. */
export function addedThemes(edits: readonly ThemeEdit[]): readonly ThemeDefinition[] {
  return edits.flatMap((edit) => {
    if (edit.op === 'add') return [edit.theme]
    if (edit.op !== 'split') return []
    return edit.into.map((theme) => ({ ...theme, parentId: theme.parentId ?? edit.themeId }))
  })
}

/** A theme mentioned by a clause, before or after edits. */
export type ThemeLink = { readonly theme: FoundTheme; readonly confidence: number }

/**
 * The links of one clause after all edits, in the order in which they were made.
 *
 * @param links - known, caller's and discovered themes of the clause
 * @param added - its links to themes that edits brought in
 * @param known - theme by id, for themes that mentions move to
 * @returns at most one link a theme, the surest
 */
export function applyEdits(
  edits: readonly ThemeEdit[],
  links: { readonly own: readonly ThemeLink[]; readonly added: readonly ThemeLink[] },
  known: ReadonlyMap<string, FoundTheme>
): readonly ThemeLink[] {
  const addedIds = new Set(edits.flatMap((edit) => (edit.op === 'add' ? [edit.theme.id] : [])))
  let current: readonly ThemeLink[] = [
    ...links.own,
    ...links.added.filter(({ theme }) => addedIds.has(theme.id)),
  ]
  for (const edit of edits) current = moveLinks(edit, current, links.added, known)
  // Names come last: a theme that mentions were merged into keeps the name that it was given before.
  for (const edit of edits) current = nameLinks(edit, current)
  return surest(current)
}

function nameLinks(edit: ThemeEdit, links: readonly ThemeLink[]): readonly ThemeLink[] {
  if (edit.op !== 'rename' && edit.op !== 'move') return links
  const change = (theme: FoundTheme): FoundTheme => {
    if (edit.op === 'move') return { ...theme, parentId: edit.parentId }
    const { label, negativeLabel = label, positiveLabel = label } = edit
    return { ...theme, label, negativeLabel, positiveLabel }
  }
  return links.map((link) =>
    link.theme.id === edit.themeId ? { ...link, theme: change(link.theme) } : link
  )
}

// biome-ignore format: one line a parameter reads worse
function moveLinks(edit: ThemeEdit, links: readonly ThemeLink[], added: readonly ThemeLink[], known: ReadonlyMap<string, FoundTheme>): readonly ThemeLink[] {
  switch (edit.op) {
    case 'exclude':
      return links.filter((link) => link.theme.id !== edit.themeId)
    case 'merge': {
      const into = known.get(edit.into)
      if (into === undefined) return links
      return links.map((link) => (edit.themeIds.includes(link.theme.id) ? { ...link, theme: into } : link))
    }
    case 'split': {
      const ids = new Set(edit.into.map((theme) => theme.id))
      const parts = added.filter((link) => ids.has(link.theme.id))
      return links.flatMap((link) => (link.theme.id === edit.themeId && parts.length > 0 ? parts : [link]))
    }
    default:
      return links
  }
}

function surest(links: readonly ThemeLink[]): readonly ThemeLink[] {
  const best = new Map<string, ThemeLink>()
  for (const link of links) {
    const held = best.get(link.theme.id)
    if (held === undefined || link.confidence > held.confidence) best.set(link.theme.id, link)
  }
  return [...best.values()]
}
