import type { DriverInput } from '../../domain/driver.ts'
import type { ClausePolarity } from '../../domain/reading.ts'

/** Which themes each response mentions, once per theme and polarity however often it says so. */
export type MentionTable = {
  /** Per response: indexes of themes mentioned with this polarity, ascending. */
  readonly byPolarity: Readonly<Record<ClausePolarity, readonly (readonly number[])[]>>
  /** Per response: indexes of themes mentioned at all, ascending. */
  readonly any: readonly (readonly number[])[]
}

const NONE: readonly number[] = []

/** Each value once, ascending. */
function ascending(values: readonly number[]): readonly number[] {
  return values.length < 2 ? values : [...new Set(values)].sort((a, b) => a - b)
}

/**
 * Gathers mentions by response, so that shares count respondents and not clauses.
 *
 * @param input - mentions by index; their order does not matter
 * @returns one list per response and polarity
 * @see DriverInput
 * @example
 * mentionTable(input).byPolarity.negative[0] // => [2, 5]
 */
export function mentionTable(input: Pick<DriverInput, 'scoreGroups' | 'mentions'>): MentionTable {
  const gather = (isWanted: (polarity: ClausePolarity) => boolean) => {
    const lists = new Array<readonly number[]>(input.scoreGroups.length).fill(NONE)
    const filled = new Map<number, number[]>()
    for (const { response, theme, polarity } of input.mentions) {
      if (!isWanted(polarity)) continue
      const own = filled.get(response)
      if (own === undefined) filled.set(response, [theme])
      else own.push(theme)
    }
    for (const [response, themes] of filled) lists[response] = ascending(themes)
    return lists
  }
  return {
    byPolarity: {
      negative: gather((polarity) => polarity === 'negative'),
      neutral: gather((polarity) => polarity === 'neutral'),
      positive: gather((polarity) => polarity === 'positive'),
    },
    any: gather(() => true),
  }
}
