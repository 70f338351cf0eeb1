import type { DriverInput } from '../../domain/driver.ts'
import type { ClausePolarity } from '../../domain/reading.ts'
import { itemAt } from '../../stats/at.ts'

/** Which themes each response mentions, once per theme and polarity however often it says so. */
export type MentionTable = {
  /** Per response: indexes of themes mentioned with this polarity, ascending. */
  readonly byPolarity: Readonly<Record<ClausePolarity, readonly (readonly number[])[]>>
  /** Per response: indexes of themes mentioned at all, ascending. */
  readonly any: readonly (readonly number[])[]
}

const NONE: readonly number[] = []

function insertAscending(values: number[], value: number): void {
  if (values.includes(value)) return
  values.push(value)
  values.sort((a, b) => a - b)
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
export function mentionTable(input: DriverInput): MentionTable {
  const count = input.scoreGroups.length
  const empty = () => new Array<readonly number[]>(count).fill(NONE)
  const byPolarity = { negative: empty(), neutral: empty(), positive: empty() }
  const any = empty()
  const insert = (lists: (readonly number[])[], response: number, theme: number) => {
    const own = [...itemAt(lists, response)]
    insertAscending(own, theme)
    lists[response] = own
  }
  for (const { response, theme, polarity } of input.mentions) {
    insert(byPolarity[polarity], response, theme)
    insert(any, response, theme)
  }
  return { byPolarity, any }
}
