import { rankGroupDrivers } from '../../analysis/group-drivers.ts'
import { roundFigures } from '../../analysis/round-figures.ts'
import { themesOfFigures } from '../../analysis/themes-of-figures.ts'
import type { AnalysedTheme, Analysis, Quote, Versions } from '../../domain/analysis.ts'
import type { SummaryFigures } from '../../domain/driver.ts'
import type { Warning } from '../../domain/effect.ts'
import type { ClausePolarity } from '../../domain/reading.ts'
import {
  type ModelOrigin,
  OTHER_THEME_ID,
  type ResponseFilter,
  type Survey,
} from '../../domain/survey.ts'
import type { FoundTheme, ThemeQuality } from '../../domain/theme.ts'
import type { GroupCount, SurveyData } from '../../store/survey-store.ts'

/** Quotes of one theme. */
const MAX_QUOTES = 5

/** Newest comments of a theme among which quotes are chosen. */
const QUOTE_CANDIDATES = 40

/** Quotes come from the themes that people look at; the others are a click away. */
const MAX_QUOTED_THEMES = 100

/** A ranked list with all that it was computed from. */
export type ThemeList = {
  readonly summary: SummaryFigures & ThemeQuality & { readonly otherShare: number | null }
  readonly themes: readonly AnalysedTheme[]
  readonly drivers: Readonly<Record<string, unknown>>
  readonly warnings: readonly Warning[]
  readonly versions: Versions
  /** Null before the first comment. */
  readonly themeModel: {
    readonly id: string
    readonly version: number
    readonly origin: ModelOrigin
    readonly createdAt: string
  } | null
}

/**
 * Computes a ranked list from the counts of a survey.
 *
 * @param data - survey
 * @param filter - responses that the list is about
 * @param versions - of the engine that tagged them
 */
export async function computeThemeList(
  data: SurveyData,
  filter: ResponseFilter,
  versions: Versions
): Promise<ThemeList> {
  const [model, groups] = [await data.findModel(), await data.countGroups(filter)]
  const quality = model?.quality ?? null
  const figures = figuresOf(data.survey, { groups, themes: model?.themes ?? [], quality })
  const list: ThemeList = {
    ...figures,
    themes: await withQuotes(data, filter, figures.themes),
    versions,
    themeModel: model && {
      id: model.model.id,
      version: model.version,
      origin: model.origin,
      createdAt: model.createdAt,
    },
  }
  return roundFigures(list)
}

/** Counts by group with the themes that their mentions name. */
export type CountedThemes = {
  readonly groups: readonly GroupCount[]
  readonly themes: readonly FoundTheme[]
  readonly quality: ThemeQuality | null
  /** Theme id → factor on its negative mentions. */
  readonly scenario?: Readonly<Record<string, number>>
}

/** Everything of a ranked list that follows from counts: no quotes, no versions. */
export function figuresOf(
  survey: Survey,
  { groups, themes, quality, scenario }: CountedThemes
): Pick<ThemeList, 'summary' | 'themes' | 'drivers' | 'warnings'> & Pick<Analysis, 'scenario'> {
  const mentioned = new Set(groups.flatMap(({ group }) => group.pattern.map((p) => p.themeId)))
  const found = themes.filter(({ id }) => mentioned.has(id))
  const { adjustFor, confLevel, minMentions, seed } = survey
  const options = { adjustFor, confLevel, minMentions, seed, scenario }
  const result = rankGroupDrivers(groups, found, options)
  const measured = quality ?? { coherence: null, diversity: null, stability: null }
  return {
    summary: { ...result.summary, ...measured, ...coverageOf(groups) },
    themes: themesOfFigures(found, result.themes),
    drivers: result.drivers,
    warnings: result.warnings,
    ...(result.scenario && { scenario: result.scenario }),
  }
}

/** Share of usable comments with a theme, and of those that fit none. */
function coverageOf(groups: readonly GroupCount[]): {
  readonly coverage: number
  readonly otherShare: number | null
} {
  let [usable, covered, other] = [0, 0, 0]
  for (const { group, responseCount } of groups) {
    if (!group.isUsable) continue
    usable += responseCount
    const isCovered = group.pattern.some(({ themeId }) => themeId !== OTHER_THEME_ID)
    if (isCovered) covered += responseCount
    else other += responseCount
  }
  if (usable === 0) return { coverage: 0, otherShare: null }
  return { coverage: covered / usable, otherShare: other / usable }
}

async function withQuotes(
  data: SurveyData,
  filter: ResponseFilter,
  themes: readonly AnalysedTheme[]
): Promise<AnalysedTheme[]> {
  const quoted: AnalysedTheme[] = []
  for (const [index, theme] of themes.entries()) {
    if (index >= MAX_QUOTED_THEMES) quoted.push({ ...theme, quotes: [] })
    else quoted.push({ ...theme, quotes: await quotesOf(data, filter, theme) })
  }
  return quoted
}

/**
 * The clearest clauses among the newest comments of a theme, of the sign that prevails.
 *
 * Comments were masked before they were kept, so a clause can be shown as it is.
 */
async function quotesOf(
  data: SurveyData,
  filter: ResponseFilter,
  theme: AnalysedTheme
): Promise<Quote[]> {
  const polarity = prevailing(theme)
  const rows = await data.listMentions({ ...filter, themeId: theme.id, polarity }, QUOTE_CANDIDATES)
  const candidates = rows.flatMap(({ responseId, comment, mentions }) => {
    const own = mentions.filter((m) => m.themeId === theme.id && m.polarity === polarity)
    const [best] = own.sort((a, b) => b.confidence - a.confidence || a.start - b.start)
    if (!best) return []
    const { start, end } = best
    const text = comment.slice(start, end)
    return [{ quote: { responseId, text, start, end, polarity }, confidence: best.confidence }]
  })
  const seen = new Set<string>()
  return candidates
    .sort(
      (a, b) => b.confidence - a.confidence || (a.quote.responseId < b.quote.responseId ? -1 : 1)
    )
    .filter(({ quote }) => {
      const text = quote.text.toLowerCase()
      if (seen.has(text)) return false
      seen.add(text)
      return true
    })
    .slice(0, MAX_QUOTES)
    .map(({ quote }) => quote)
}

function prevailing(theme: AnalysedTheme): ClausePolarity {
  const { negativeCount, positiveCount, neutralCount } = theme
  if (negativeCount > 0 && negativeCount >= positiveCount) return 'negative'
  if (positiveCount > 0) return 'positive'
  return neutralCount > 0 ? 'neutral' : 'negative'
}
