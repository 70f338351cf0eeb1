import type { ThemeEdit } from '../../analysis/edit-theme-model.ts'

/**
 * Where the mentions of a theme are after edits: first the theme that they went into, then the parts that it was
 * split into; none for a theme that is excluded.
 */
export type ThemeAliases = (themeId: string) => readonly string[]

/** @param edits - in the order in which they were made */
export function themeAliases(edits: readonly ThemeEdit[]): ThemeAliases {
  return (themeId) => {
    let current: readonly string[] = [themeId]
    for (const edit of edits) current = current.flatMap((id) => afterEdit(edit, id))
    return [...new Set(current)]
  }
}

function afterEdit(edit: ThemeEdit, id: string): readonly string[] {
  if (edit.op === 'merge') return [edit.themeIds.includes(id) ? edit.into : id]
  if (edit.op === 'exclude') return edit.themeId === id ? [] : [id]
  if (edit.op === 'split' && edit.themeId === id) return [id, ...edit.into.map((part) => part.id)]
  return [id]
}
