import type { ThemeModel } from '../../domain/theme.ts'
import {
  readThemeModel,
  type SavedTheme,
  type SavedThemeModel,
  saveThemeModel,
} from './theme-model.ts'

/** Discovered themes at least this alike are the same theme. */
const SAME_THEME = 0.6

/**
 * A freshly discovered model that keeps what people know of the previous one: themes that persist (matched by content) keep id
 * and label, new ones get ids of their own, edits are taken over, and pinned themes stay even if they were not found again.
 *
 * @param previous - the model in use
 * @param fresh - a model discovered on newer comments
 * @returns a model to apply
 * @throws {InvalidThemeModelError} if either is no theme model
 * @see features.md rows 42, 45
 * @example
 * carryOverModel(lastMonth, thisMonth).discovered[0]?.id // => the id it had last month
 */
export function carryOverModel(previous: ThemeModel, fresh: ThemeModel): SavedThemeModel {
  const old = readThemeModel(previous)
  const now = readThemeModel(fresh)
  const pairs = old.discovered
    .flatMap((before) =>
      now.discovered.map((after) => ({ before, after, likeness: likeness(before, after) }))
    )
    .filter((pair) => pair.likeness >= SAME_THEME)
    .sort((a, b) => b.likeness - a.likeness || (a.before.id < b.before.id ? -1 : 1))
  const heirs = new Map<SavedTheme, SavedTheme>()
  const kept = new Set<string>()
  for (const { before, after } of pairs) {
    if (heirs.has(after) || kept.has(before.id)) continue
    heirs.set(after, before)
    kept.add(before.id)
  }
  const touched = new Set(old.edits.flatMap(idsOf))
  const pinned = old.discovered.filter((theme) => touched.has(theme.id) && !kept.has(theme.id))
  const taken = new Set(old.discovered.map((theme) => theme.id))
  const discovered = now.discovered.map((theme) => {
    const before = heirs.get(theme)
    if (before !== undefined) {
      const { id, label, negativeLabel = label, positiveLabel = label } = before
      return { ...theme, id, label, negativeLabel, positiveLabel }
    }
    return { ...theme, id: freeId(theme.id, taken) }
  })
  return saveThemeModel({ ...now, discovered: [...discovered, ...pinned], edits: old.edits })
}

/** Ids whose themes must not vanish, because an edit speaks of them. */
function idsOf(edit: SavedThemeModel['edits'][number]): readonly string[] {
  if (edit.op === 'merge') return [...edit.themeIds, edit.into]
  return edit.op === 'add' ? [] : [edit.themeId]
}

function freeId(id: string, taken: Set<string>): string {
  let candidate = id
  for (let n = 2; taken.has(candidate); n++) candidate = `${id}-${n}`
  taken.add(candidate)
  return candidate
}

/** Mean of the cosines of terms and of meaning, in [-1, 1]. */
function likeness(a: SavedTheme, b: SavedTheme): number {
  const weights = new Map(b.terms)
  const dot = a.terms.reduce((sum, [stem, weight]) => sum + weight * (weights.get(stem) ?? 0), 0)
  const length = (theme: SavedTheme) => Math.hypot(...theme.terms.map(([, weight]) => weight)) || 1
  const meaning = a.meaning.reduce((sum, x, d) => sum + x * (b.meaning[d] ?? 0), 0)
  return (dot / (length(a) * length(b)) + meaning) / 2
}
