import type { AnalysedTheme, Analysis } from '../../domain/analysis.ts'

/** An analysis with what its readers need to know about how it was asked for. */
export type Report = {
  /** Where the responses came from, such as a file name. */
  readonly title: string
  readonly analysis: Analysis
  readonly confLevel: number
  readonly minMentions: number
  readonly adjustFor: readonly string[]
}

/** Themes with a rank, in order. */
export function rankedThemes(analysis: Analysis): AnalysedTheme[] {
  return analysis.themes.filter(({ status }) => status === 'ranked')
}

/** Themes without a rank by status; statuses without a theme are left out. */
export function unrankedThemes(
  analysis: Analysis
): readonly (readonly [status: AnalysedTheme['status'], themes: readonly AnalysedTheme[]])[] {
  return (['insufficient', 'affect-only', 'unscored'] as const).flatMap((status) => {
    const themes = analysis.themes.filter((theme) => theme.status === status)
    return themes.length > 0 ? [[status, themes] as const] : []
  })
}
