import type {
  AnalysedResponse,
  ClausePolarity,
  Mention,
  SurveyResponse,
} from '../../http/client-types.ts'
import type { PeriodCount } from '../sources/source.ts'
import { fieldText } from './filters.ts'

/** A response with its part about one theme. */
export type ThemeResponse = {
  readonly response: SurveyResponse
  readonly analysed: AnalysedResponse
  readonly mentions: readonly Mention[]
}

/** The responses that mention a theme, in their own order. */
export function responsesAbout(
  themeId: string,
  responses: readonly SurveyResponse[],
  analysed: ReadonlyMap<string, AnalysedResponse>
): ThemeResponse[] {
  return responses.flatMap((response) => {
    const reading = analysed.get(response.id)
    const mentions = reading?.mentions.filter((mention) => mention.themeId === themeId) ?? []
    return reading && mentions.length > 0 ? [{ response, analysed: reading, mentions }] : []
  })
}

/** Quotes first, then the surest mentions, those of one polarity only when asked. */
export function inTellingOrder(
  about: readonly ThemeResponse[],
  quoteIds: readonly string[],
  polarity: ClausePolarity | null
): ThemeResponse[] {
  const place = new Map(quoteIds.map((id, index) => [id, index]))
  const surest = ({ mentions }: ThemeResponse) =>
    Math.max(...mentions.map(({ confidence }) => confidence))
  return about
    .filter(({ mentions }) => !polarity || mentions.some((m) => m.polarity === polarity))
    .sort((a, b) => {
      const [left, right] = [place.get(a.response.id), place.get(b.response.id)]
      if (left !== undefined || right !== undefined) {
        return (left ?? quoteIds.length) - (right ?? quoteIds.length)
      }
      return surest(b) - surest(a)
    })
}

/** How often something occurs among mentioners, and among all. */
export type Tally = { readonly name: string; readonly count: number; readonly of: number }

/** Values of a field among those who mention the theme, beside everyone with a comment. */
export function tallyField(
  field: string,
  about: readonly ThemeResponse[],
  all: readonly SurveyResponse[]
): Tally[] {
  const among = new Map<string, number>()
  for (const { response } of about) {
    const value = fieldText(response, field)
    if (value !== null) among.set(value, (among.get(value) ?? 0) + 1)
  }
  const everyone = new Map<string, number>()
  for (const response of all) {
    const value = fieldText(response, field)
    if (value !== null) everyone.set(value, (everyone.get(value) ?? 0) + 1)
  }
  return [...everyone]
    .map(([name, of]) => ({ name, count: among.get(name) ?? 0, of }))
    .sort((a, b) => b.count - a.count || b.of - a.of)
}

/** Other themes that the same people mention, the most frequent first. */
export function tallyTogether(themeId: string, about: readonly ThemeResponse[]): Tally[] {
  const counts = new Map<string, number>()
  for (const { analysed } of about) {
    const others = new Set(analysed.mentions.map((mention) => mention.themeId))
    others.delete(themeId)
    for (const id of others) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return [...counts]
    .map(([name, count]) => ({ name, count, of: about.length }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
}

/** Mentioners per month, months without any included; empty when fewer than two months are known. */
export function tallyMonths(
  about: readonly ThemeResponse[],
  all: readonly SurveyResponse[]
): readonly PeriodCount[] {
  const months = all.flatMap(({ at }) => (at ? [at.slice(0, 7)] : [])).sort()
  const [first, last] = [months[0], months.at(-1)]
  if (!first || !last || first === last) return []
  const counts = new Map<string, number>()
  for (const { response } of about) {
    const month = response.at?.slice(0, 7)
    if (month) counts.set(month, (counts.get(month) ?? 0) + 1)
  }
  const range = monthsFrom(first, last)
  return range.map((month) => ({ period: month, count: counts.get(month) ?? 0 }))
}

function monthsFrom(first: string, last: string): string[] {
  const months: string[] = []
  let [year = 0, month = 1] = first.split('-').map(Number)
  while (months.length < 600) {
    const key = `${year}-${String(month).padStart(2, '0')}`
    months.push(key)
    if (key >= last) break
    month += 1
    if (month > 12) {
      month = 1
      year += 1
    }
  }
  return months
}

/** Fewer months are no course of time. */
export const MIN_PERIODS = 3

/**
 * Mentioners per month for every theme.
 *
 * @returns by theme; empty when responses lie in fewer than three months
 */
export function monthsByTheme(
  responses: readonly SurveyResponse[],
  analysed: ReadonlyMap<string, AnalysedResponse>
): ReadonlyMap<string, readonly PeriodCount[]> {
  const ids = new Set([...analysed.values()].flatMap(({ mentions }) => mentions.map(themeOf)))
  const entries = [...ids].map((id) => {
    const about = responsesAbout(id, responses, analysed)
    return [id, tallyMonths(about, responses)] as const
  })
  return new Map(entries.filter(([, months]) => months.length >= MIN_PERIODS))
}

function themeOf({ themeId }: Mention): string {
  return themeId
}
