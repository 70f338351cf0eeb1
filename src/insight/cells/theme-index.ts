// Which themes each response mentions, with which polarities, in two flat arrays. Built once per survey
// and shared by everything that walks over responses.

import type { ClausePolarity } from '../../domain/reading.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'

/** Bits of a mention's polarities; one response may mention a theme with several. */
export const POLARITY_BIT = { negative: 1, neutral: 2, positive: 4 } as const satisfies Record<
  ClausePolarity,
  number
>

/** Distinct themes of each response: entries `starts[i] … starts[i + 1] - 1`, ascending by theme. */
export type ThemeIndex = {
  readonly starts: Int32Array
  readonly themes: Int32Array
  /** Sum of `POLARITY_BIT`s. */
  readonly polarities: Uint8Array
}

/**
 * Mentions gathered by response, each theme once.
 *
 * @param columns - mentions in any order
 * @returns the index; same content for any order of mentions
 * @throws never; mentions are checked where they are made
 * @see ThemeIndex
 * @example
 * themeIndex(columns).starts // => Int32Array [0, 2, 2, 3]: the first response mentions two themes
 */
export function themeIndex(columns: Pick<SurveyColumns, 'mentions' | 'scoreGroups'>): ThemeIndex {
  const rows: Map<number, number>[] = columns.scoreGroups.map(() => new Map())
  for (const { response, theme, polarity } of columns.mentions) {
    const row = rows[response]
    row?.set(theme, (row.get(theme) ?? 0) | POLARITY_BIT[polarity])
  }
  const starts = new Int32Array(rows.length + 1)
  let size = 0
  rows.forEach((row, i) => {
    size += row.size
    starts[i + 1] = size
  })
  const themes = new Int32Array(size)
  const polarities = new Uint8Array(size)
  let next = 0
  for (const row of rows) {
    for (const [theme, bits] of [...row].sort(([a], [b]) => a - b)) {
      themes[next] = theme
      polarities[next++] = bits
    }
  }
  return { starts, themes, polarities }
}
