import { quoteEnd, quoteWorth } from '../../analysis/quotes.ts'
import type { AnalysedTheme, Quote } from '../../domain/analysis.ts'
import type { ClausePolarity } from '../../domain/reading.ts'
import type { ResponseFilter } from '../../domain/survey.ts'
import type { GroupCount, MentionRow, SurveyData } from '../../store/survey-store.ts'

/** Quotes of one theme. */
const MAX_QUOTES = 5

/** Newest comments of a theme among which quotes are chosen. */
const QUOTE_CANDIDATES = 40

/** Quotes come from the themes that people look at; the others are a click away. */
const MAX_QUOTED_THEMES = 100

/** Newest comments in which every theme is looked for at once; only rarer ones are then looked for on their own. */
const NEWEST_COMMENTS = 4_000

/** What quotes are chosen for. */
export type QuoteSearch = {
  readonly data: SurveyData
  readonly filter: ResponseFilter
  /** Groups that the filter lets through. */
  readonly groups: readonly GroupCount[]
}

/** A theme and the sign of its quotes. */
type Wanted = { readonly theme: AnalysedTheme; readonly polarity: ClausePolarity }

/**
 * Themes with the clearest clauses among their newest comments, of the sign that prevails.
 *
 * Comments were masked before they were kept, so a clause can be shown as it is. Costs by themes and groups: the
 * newest comments are read once for all themes.
 *
 * @param themes - in the order of the list; those beyond the first hundred get no quotes
 */
export async function withQuotes(
  search: QuoteSearch,
  themes: readonly AnalysedTheme[]
): Promise<AnalysedTheme[]> {
  const wanted = themes
    .slice(0, MAX_QUOTED_THEMES)
    .map((theme) => ({ theme, polarity: prevailing(theme) }))
  const candidates = await candidatesOf(search, wanted)
  return themes.map((theme, index) => {
    const own = wanted[index]
    return { ...theme, quotes: own ? bestQuotes(own, candidates.get(keyOf(own)) ?? []) : [] }
  })
}

const keyOf = ({ theme, polarity }: Wanted) => `${theme.id}\n${polarity}`

/** Newest comments of each theme with its sign. */
async function candidatesOf(
  { data, filter, groups }: QuoteSearch,
  wanted: readonly Wanted[]
): Promise<ReadonlyMap<string, readonly MentionRow[]>> {
  const found = new Map(wanted.map((each): [string, MentionRow[]] => [keyOf(each), []]))
  for (const row of await data.listMentions({ filter, limit: NEWEST_COMMENTS })) {
    const pairs = new Set(row.mentions.map(({ themeId, polarity }) => `${themeId}\n${polarity}`))
    for (const pair of pairs) {
      const rows = found.get(pair)
      if (rows && rows.length < QUOTE_CANDIDATES) rows.push(row)
    }
  }
  const groupsOf = groupsByPair(groups)
  for (const each of wanted) {
    const key = keyOf(each)
    const { positions, responseCount } = groupsOf.get(key) ?? { positions: [], responseCount: 0 }
    const isEnough = Math.min(QUOTE_CANDIDATES, responseCount)
    if ((found.get(key)?.length ?? 0) >= isEnough) continue
    const search = { filter, limit: QUOTE_CANDIDATES, groupPositions: positions }
    found.set(key, [...(await data.listMentions(search))])
  }
  return found
}

type PairGroups = { readonly positions: number[]; responseCount: number }

/** Groups of each pair of theme and polarity. */
function groupsByPair(groups: readonly GroupCount[]): ReadonlyMap<string, PairGroups> {
  const pairs = new Map<string, PairGroups>()
  for (const { group, groupPosition, responseCount } of groups) {
    for (const { themeId, polarity } of group.pattern) {
      const key = `${themeId}\n${polarity}`
      const own = pairs.get(key) ?? { positions: [], responseCount: 0 }
      pairs.set(key, own)
      own.responseCount += responseCount
      if (own.positions.at(-1) !== groupPosition) own.positions.push(groupPosition)
    }
  }
  return pairs
}

function bestQuotes({ theme, polarity }: Wanted, rows: readonly MentionRow[]): Quote[] {
  const candidates = rows.flatMap(({ responseId, comment, mentions }) => {
    const own = mentions
      .filter((m) => m.themeId === theme.id && m.polarity === polarity)
      .map(({ start, end, ...mention }) => {
        const worth = quoteWorth({ ...mention, start, end }, firstWord(comment.slice(start, end)))
        const quoted = { start, end: quoteEnd(comment, { start, end }), polarity }
        const text = comment.slice(quoted.start, quoted.end)
        return { quote: { responseId, text, ...quoted }, worth }
      })
    const [best] = own.sort((a, b) => b.worth - a.worth || a.quote.start - b.quote.start)
    return best ? [best] : []
  })
  const seen = new Set<string>()
  return candidates
    .sort((a, b) => b.worth - a.worth || (a.quote.responseId < b.quote.responseId ? -1 : 1))
    .filter(({ quote }) => {
      const text = quote.text.toLowerCase()
      if (seen.has(text)) return false
      seen.add(text)
      return true
    })
    .slice(0, MAX_QUOTES)
    .map(({ quote }) => quote)
}

function firstWord(text: string): string {
  return /[\p{L}']+/u.exec(text)?.[0].toLowerCase() ?? ''
}

function prevailing(theme: AnalysedTheme): ClausePolarity {
  const { negativeCount, positiveCount, neutralCount } = theme
  if (negativeCount > 0 && negativeCount >= positiveCount) return 'negative'
  if (positiveCount > 0) return 'positive'
  return neutralCount > 0 ? 'neutral' : 'negative'
}
