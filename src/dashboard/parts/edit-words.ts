import type { ThemeChange } from '../../http/client-types.ts'

/**
 * An edit in a sentence.
 *
 * @param labelOf - name of a theme by its id
 */
export function editWords(edit: ThemeChange, labelOf: (id: string) => string): string {
  const name = (id: string) => `“${labelOf(id)}”`
  switch (edit.op) {
    case 'rename':
      return `${name(edit.themeId)} is called “${edit.label}”`
    case 'merge':
      return `${edit.themeIds.map(name).join(', ')} merged into ${name(edit.into)}`
    case 'split': {
      const parts = edit.into.map(({ label }) => `“${label}”`).join(', ')
      return `${parts} split off from ${name(edit.themeId)}`
    }
    case 'pin':
      return `${name(edit.themeId)} pinned`
    case 'exclude':
      return `${name(edit.themeId)} excluded`
    case 'add':
      return `“${edit.theme.label}” added`
    case 'move':
      return `${name(edit.themeId)} moved`
    case 'undo':
      return 'The last edit taken back'
  }
}

/** An id for a theme that a person names; unlike any that is taken. */
export function themeIdOf(label: string, taken: ReadonlySet<string>): string {
  const plain = label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)
  const stem = `own-${plain || 'theme'}`
  let id = stem
  for (let count = 2; taken.has(id); count++) id = `${stem}-${count}`
  return id
}
