import type { AnalysedTheme, Analysis } from '../../domain/analysis.ts'
import type { MonthCounts } from '../insight/month-counts.ts'

/** An analysis with what its readers need to know about how it was asked for. */
export type Report = {
  /** Where the responses came from, such as a file name. */
  readonly title: string
  readonly analysis: Analysis
  readonly confLevel: number
  readonly minMentions: number
  readonly adjustFor: readonly string[]
  /** The course of time, where responses have times. */
  readonly months?: MonthCounts | null
}

/** Themes with a rank, in order. */
export function rankedThemes(analysis: Analysis): AnalysedTheme[] {
  return analysis.themes.filter(({ status }) => status === 'ranked')
}

/** Why themes have no rank; what fits no theme, and what is mentioned often, is kept apart from themes that are rare. */
export type UnrankedReason = Exclude<AnalysedTheme['status'], 'ranked'> | 'lopsided' | 'other'

function reasonOf(
  { source, status, mentionCount }: AnalysedTheme,
  minMentions: number
): UnrankedReason | null {
  if (source === 'other') return 'other'
  if (status === 'insufficient' && mentionCount >= minMentions) return 'lopsided'
  return status === 'ranked' ? null : status
}

/** Themes without a rank by reason; reasons without a theme are left out. */
export function unrankedThemes({
  analysis,
  minMentions,
}: Report): readonly (readonly [reason: UnrankedReason, themes: readonly AnalysedTheme[]])[] {
  const order = ['lopsided', 'insufficient', 'affect-only', 'unscored', 'other'] as const
  return order.flatMap((reason) => {
    const themes = analysis.themes.filter((theme) => reasonOf(theme, minMentions) === reason)
    return themes.length > 0 ? [[reason, themes] as const] : []
  })
}
