import type { AnalysedTheme, Versions } from '../../domain/analysis.ts'
import type { ThemeStatus, Warning } from '../../domain/effect.ts'
import { NotFoundError } from '../../domain/errors.ts'
import type { ResponseFilter, Survey } from '../../domain/survey.ts'
import { type CurrentThemeList, currentThemeList } from './current-theme-list.ts'
import { discoverThemes } from './discover-themes.ts'
import { openSurvey, type SurveyContext } from './survey-context.ts'
import type { ThemeList } from './theme-list.ts'

/** How a list of themes is sorted: by effect on detractor share (as ranked), by mentions, by complaints or by name. */
export const THEME_SORTS = ['effect', 'mentions', 'negative', 'label'] as const
export type ThemeSort = (typeof THEME_SORTS)[number]

/** What every answer about themes says of itself. */
export type ListAbout = {
  readonly surveyId: string
  readonly filter: ResponseFilter
  readonly themeModel: ThemeList['themeModel']
  readonly computedAt: string
  readonly isStale: boolean
  readonly versions: Versions
  readonly warnings: readonly Warning[]
}

/** An answer with the version that its ETag is made of. */
export type Versioned<T> = { readonly listVersion: string; readonly answer: T }

/** Which part of a ranked list to give. */
export type ThemePage = {
  readonly filter: ResponseFilter
  readonly sort: ThemeSort
  readonly status: ThemeStatus | undefined
  readonly limit: number
  /** Number of themes to pass over. */
  readonly offset: number
}

/** A page of themes. */
export type ThemePageResult = ListAbout & {
  readonly themes: readonly AnalysedTheme[]
  readonly totalCount: number
  readonly next: number | null
}

/**
 * A page of a survey's ranked list.
 *
 * @throws {NotFoundError} if the workspace has no such survey
 */
export async function listThemes(
  context: SurveyContext,
  surveyId: string,
  page: ThemePage
): Promise<Versioned<ThemePageResult>> {
  const list = await currentThemeList(context, surveyId, page.filter)
  const { sort, status, limit, offset } = page
  const answer = rememberedAnswer(list, JSON.stringify([sort, status, limit, offset]), () =>
    pageOf(surveyId, page, list)
  )
  return { listVersion: list.listVersion, answer }
}

/** Answers made of a list, for as long as the list is in memory: most readers ask for the same few pages. */
const answers = new WeakMap<CurrentThemeList, Map<string, ThemePageResult>>()

/** Pages of one list that are remembered. */
const MAX_ANSWERS = 20

function rememberedAnswer(
  list: CurrentThemeList,
  key: string,
  make: () => ThemePageResult
): ThemePageResult {
  const own = answers.get(list) ?? new Map<string, ThemePageResult>()
  const answer = own.get(key) ?? make()
  if (own.size >= MAX_ANSWERS) own.clear()
  answers.set(list, own.set(key, answer))
  return answer
}

function pageOf(surveyId: string, page: ThemePage, list: CurrentThemeList): ThemePageResult {
  const passing = list.themes.filter(({ status }) => !page.status || status === page.status)
  const sorted = page.sort === 'effect' ? passing : [...passing].sort(COMPARE[page.sort])
  const end = page.offset + page.limit
  return {
    ...aboutOf(surveyId, page.filter, list),
    themes: sorted.slice(page.offset, end),
    totalCount: passing.length,
    next: end < passing.length ? end : null,
  }
}

type Compare = (a: AnalysedTheme, b: AnalysedTheme) => number

const byText = (a: string, b: string) => Number(a > b) - Number(a < b)

const COMPARE: Readonly<Record<Exclude<ThemeSort, 'effect'>, Compare>> = {
  mentions: (a, b) => b.mentionCount - a.mentionCount || byText(a.id, b.id),
  negative: (a, b) => b.negativeCount - a.negativeCount || byText(a.id, b.id),
  label: (a, b) => byText(a.label, b.label) || byText(a.id, b.id),
}

/**
 * One theme of a survey with its figures and quotes.
 *
 * @throws {NotFoundError} if no response that passes the filter mentions the theme
 */
export async function readTheme(
  context: SurveyContext,
  surveyId: string,
  { themeId, filter }: { readonly themeId: string; readonly filter: ResponseFilter }
): Promise<Versioned<ListAbout & { readonly theme: AnalysedTheme }>> {
  const list = await currentThemeList(context, surveyId, filter)
  const theme = list.themes.find(({ id }) => id === themeId)
  if (!theme) throw new NotFoundError('theme', themeId)
  return {
    listVersion: list.listVersion,
    answer: { ...aboutOf(surveyId, filter, list), theme },
  }
}

/** Figures of a whole survey, and how far they can be trusted. */
export type SurveySummary = ListAbout &
  Pick<ThemeList, 'summary' | 'drivers'> & {
    readonly quality: Pick<ThemeList, 'corrections'>
  }

/**
 * Figures of a whole survey.
 *
 * @throws {NotFoundError} if the workspace has no such survey
 */
export async function readSummary(
  context: SurveyContext,
  surveyId: string,
  filter: ResponseFilter
): Promise<Versioned<SurveySummary>> {
  const list = await currentThemeList(context, surveyId, filter)
  const { summary, drivers, corrections } = list
  return {
    listVersion: list.listVersion,
    answer: { ...aboutOf(surveyId, filter, list), summary, drivers, quality: { corrections } },
  }
}

/** Finds themes anew and says which version is in use. @throws {NotFoundError} */
export async function rediscoverThemes(context: SurveyContext, surveyId: string): Promise<Survey> {
  await discoverThemes(context, surveyId)
  return (await openSurvey(context, surveyId)).survey
}

function aboutOf(surveyId: string, filter: ResponseFilter, list: CurrentThemeList): ListAbout {
  const { themeModel, computedAt, isStale, versions, warnings } = list
  return { surveyId, filter, themeModel, computedAt, isStale, versions, warnings }
}
