import type { DriverInput, DriverMention } from '../../domain/driver.ts'
import { itemAt } from '../../stats/at.ts'

/** Themes that a response mentions, by index, ascending, once per polarity however often it says so. */
export type MentionedThemes = {
  readonly negative: readonly number[]
  readonly neutral: readonly number[]
  readonly positive: readonly number[]
  /** With any polarity. */
  readonly any: readonly number[]
  /** The first three in one text; equal mentions have equal keys. */
  readonly key: string
}

/** Each value once, ascending. */
function ascending(values: readonly number[]): readonly number[] {
  return values.length < 2 ? values : [...new Set(values)].sort((a, b) => a - b)
}

function mentionedThemes(mentions: readonly DriverMention[]): MentionedThemes {
  const themes = (polarity: DriverMention['polarity']) =>
    ascending(mentions.flatMap((m) => (m.polarity === polarity ? [m.theme] : [])))
  const [negative, neutral, positive] = [themes('negative'), themes('neutral'), themes('positive')]
  const key = `${negative.join(',')} ${neutral.join(',')} ${positive.join(',')}`
  return { negative, neutral, positive, any: ascending(mentions.map((m) => m.theme)), key }
}

function listsOf({
  scoreGroups,
  mentions,
  mentionLists,
}: Pick<
  DriverInput,
  'scoreGroups' | 'mentions' | 'mentionLists'
>): readonly (readonly DriverMention[])[] {
  if (mentionLists !== undefined) return mentionLists
  const lists: DriverMention[][] = scoreGroups.map(() => [])
  for (const mention of mentions) itemAt(lists, mention.response).push(mention)
  return lists
}

/**
 * Gathers mentions by response, so that shares count respondents and not clauses.
 *
 * @param input - mentions by index; their order does not matter
 * @returns one entry per response; entries that share a list of mentions share the object
 * @see DriverInput
 * @example
 * mentionTable(input)[0]?.negative // => [2, 5]
 */
export function mentionTable(
  input: Pick<DriverInput, 'scoreGroups' | 'mentions' | 'mentionLists'>
): readonly MentionedThemes[] {
  const known = new Map<readonly DriverMention[], MentionedThemes>()
  return listsOf(input).map((list) => {
    const own = known.get(list) ?? mentionedThemes(list)
    known.set(list, own)
    return own
  })
}
