// Themes by owner: what each department can do about detractors. Sums over departments equal the totals.

import type { SurveyColumns } from '../../domain/survey-columns.ts'

/** What one department owns. */
export type DepartmentFigures = {
  readonly department: string
  readonly themeIds: readonly string[]
  /** Mentions of its themes: a response that raises two of them counts twice here. */
  readonly mentionCount: number
  readonly negativeCount: number
  readonly positiveCount: number
  /** Different responses that raise any of its themes; these overlap between departments. */
  readonly responseCount: number
}

/**
 * Mentions by the department that owns the theme.
 *
 * @param columns - the survey
 * @param ownerOf - department of each theme id
 * @param fallback - department of themes that nobody owns
 * @returns departments by mentions, most first, then by name; mention counts add up to those of all themes
 * @throws never
 * @see SurveyColumns
 * @example
 * departmentView(columns, new Map([['billing', 'Finance']]), 'Unassigned')[0]?.department
 */
export function departmentView(
  columns: Pick<SurveyColumns, 'themes' | 'mentions'>,
  ownerOf: ReadonlyMap<string, string>,
  fallback: string
): DepartmentFigures[] {
  const owners = columns.themes.map(({ id }) => ownerOf.get(id) ?? fallback)
  const seen = new Map<string, { themes: Set<number>; keys: Map<string, Set<string>> }>()
  columns.themes.forEach((_, theme) => {
    const owner = owners[theme] ?? fallback
    const entry = seen.get(owner) ?? { themes: new Set(), keys: new Map() }
    seen.set(owner, { ...entry, themes: entry.themes.add(theme) })
  })
  for (const { response, theme, polarity } of columns.mentions) {
    const keys = seen.get(owners[theme] ?? fallback)?.keys
    for (const [kind, key] of [
      ['mention', `${response} ${theme}`],
      [polarity, `${response} ${theme}`],
      ['response', `${response}`],
    ] as const)
      keys?.set(kind, (keys.get(kind) ?? new Set()).add(key))
  }
  return [...seen]
    .map(([department, { themes, keys }]) => ({
      department,
      themeIds: [...themes].map((theme) => columns.themes[theme]?.id ?? ''),
      mentionCount: keys.get('mention')?.size ?? 0,
      negativeCount: keys.get('negative')?.size ?? 0,
      positiveCount: keys.get('positive')?.size ?? 0,
      responseCount: keys.get('response')?.size ?? 0,
    }))
    .sort((a, b) => b.mentionCount - a.mentionCount || (a.department < b.department ? -1 : 1))
}
