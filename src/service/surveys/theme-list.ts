import { type CountedGroup, rankGroupDrivers } from '../../analysis/group-drivers.ts'
import { roundFigures } from '../../analysis/round-figures.ts'
import { themesOfFigures } from '../../analysis/themes-of-figures.ts'
import type { AnalysedTheme, Analysis, Versions } from '../../domain/analysis.ts'
import type { SummaryFigures } from '../../domain/driver.ts'
import type { Warning } from '../../domain/effect.ts'
import {
  type ModelOrigin,
  OTHER_THEME_ID,
  type ResponseFilter,
  type Survey,
} from '../../domain/survey.ts'
import type { FoundTheme, ThemeQuality } from '../../domain/theme.ts'
import type { CorrectionFigures } from '../../insight/corrections/correction-figures.ts'
import type { SurveyData } from '../../store/survey-store.ts'
import { countCorrections } from '../corrections/count-corrections.ts'
import { withQuotes } from './theme-quotes.ts'

/** A ranked list with all that it was computed from. */
export type ThemeList = {
  readonly summary: SummaryFigures & ThemeQuality & { readonly otherShare: number | null }
  readonly themes: readonly AnalysedTheme[]
  readonly drivers: Readonly<Record<string, unknown>>
  readonly warnings: readonly Warning[]
  readonly versions: Versions
  /** What people's corrections say of the engine, over the whole survey; absent in lists of earlier versions. */
  readonly corrections?: CorrectionFigures | undefined
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
    themes: await withQuotes({ data, filter, groups }, figures.themes),
    versions,
    corrections: await countCorrections(data),
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
  readonly groups: readonly CountedGroup[]
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
function coverageOf(groups: readonly CountedGroup[]): {
  readonly coverage: number | null
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
  if (usable === 0) return { coverage: null, otherShare: null }
  return { coverage: covered / usable, otherShare: other / usable }
}
