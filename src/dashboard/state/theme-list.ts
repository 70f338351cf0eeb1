import type { AnalysedTheme } from '../../http/client-types.ts'
import { effectOn, OUTCOME_WORDS, OUTCOMES, type Outcome } from '../words.ts'
import type { Route } from './route.ts'

/** Columns that the list can be sorted by. */
export const SORTS = ['effect', 'mentions', 'detractors', 'label'] as const
export type Sort = (typeof SORTS)[number]

/** How the list is looked at. */
export type ListLook = {
  readonly outcome: Outcome
  readonly sort: Sort
  readonly isReversed: boolean
  readonly hasCrude: boolean
  readonly search: string
}

/** Reads the look of the list from the address. */
export function listLook({ params }: Route): ListLook {
  return {
    outcome: OUTCOMES.find((outcome) => outcome === params.outcome) ?? 'detractors',
    sort: SORTS.find((sort) => sort === params.sort) ?? 'effect',
    isReversed: params.order === 'reversed',
    hasCrude: params.crude === '1',
    search: params.q ?? '',
  }
}

/** Why a theme stands where it does; what fits no theme is kept apart from themes that are rare. */
export type Standing = AnalysedTheme['status'] | 'other'

/** Where a theme stands. */
export function standingOf({ source, status }: AnalysedTheme): Standing {
  return source === 'other' ? 'other' : status
}

/** Themes of one standing that match the search, sorted; the worst first for effects. */
export function listedThemes(
  themes: readonly AnalysedTheme[],
  standing: Standing,
  look: ListLook
): AnalysedTheme[] {
  const words = look.search.trim().toLocaleLowerCase()
  const found = themes.filter(
    (theme) => standingOf(theme) === standing && theme.label.toLocaleLowerCase().includes(words)
  )
  const sorted = found.sort((a, b) => compare(a, b, look))
  return look.isReversed ? sorted.reverse() : sorted
}

function compare(a: AnalysedTheme, b: AnalysedTheme, { sort, outcome }: ListLook): number {
  switch (sort) {
    case 'mentions':
      return b.mentionCount - a.mentionCount
    case 'detractors':
      return (b.detractorShare ?? -1) - (a.detractorShare ?? -1)
    case 'label':
      return a.label.localeCompare(b.label)
    case 'effect':
      // The service has ranked by detractors; other outcomes are sorted by their own estimate.
      if (outcome === 'detractors') return (a.rank ?? Infinity) - (b.rank ?? Infinity)
      return weight(b, outcome) - weight(a, outcome)
  }
}

/** Promoters: most praise first. NPS: the heaviest loss first. */
function weight(theme: AnalysedTheme, outcome: Outcome): number {
  const estimate = effectOn(theme, outcome)?.estimate ?? 0
  return outcome === 'nps' ? -estimate : estimate * OUTCOME_WORDS[outcome].factor
}
