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

/** Why themes have no rank; what fits no theme is kept apart from themes that are rare. */
export type UnrankedReason = Exclude<AnalysedTheme['status'], 'ranked'> | 'other'

function reasonOf({ source, status }: AnalysedTheme): UnrankedReason | null {
  if (source === 'other') return 'other'
  return status === 'ranked' ? null : status
}

/** Themes without a rank by reason; reasons without a theme are left out. */
export function unrankedThemes(
  analysis: Analysis
): readonly (readonly [reason: UnrankedReason, themes: readonly AnalysedTheme[]])[] {
  return (['insufficient', 'affect-only', 'unscored', 'other'] as const).flatMap((reason) => {
    const themes = analysis.themes.filter((theme) => reasonOf(theme) === reason)
    return themes.length > 0 ? [[reason, themes] as const] : []
  })
}
