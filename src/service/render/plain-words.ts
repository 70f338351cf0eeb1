import type { AnalysedTheme, Analysis } from '../../domain/analysis.ts'
import type { ThemeFlag } from '../../domain/effect.ts'
import { type Report, type UnrankedReason, unrankedThemes } from './report.ts'

type FlagWords = { readonly short: string; readonly long: string }

const FLAG_WORDS: Readonly<Record<ThemeFlag, FlagWords>> = {
  confounded: {
    short: 'shared effect',
    long: 'the crude and the adjusted effect differ much: other themes or segments share in it',
  },
  collinear: {
    short: 'not separable',
    long: 'mentioned almost always together with another theme, so the two cannot be told apart',
  },
  'sign-reversal': {
    short: 'sign turns',
    long: 'the direction turns around once other themes are held fixed',
  },
  'small-base': {
    short: 'few complaints',
    long: 'the interval tells more than the estimate',
  },
  'not-adjusted': {
    short: 'not adjusted',
    long: 'other themes and segments could not be held fixed',
  },
  'uncertain-sign': { short: 'could be zero', long: 'the interval includes zero' },
}

/** A caveat of a theme in two or three words. Unknown flags are shown as they are. */
export function shortFlag(flag: string): string {
  return FLAG_WORDS[flag as ThemeFlag]?.short ?? flag
}

/** Flags worth a word beside a theme: that an interval includes zero, everybody sees. */
export function shownFlags(theme: AnalysedTheme): readonly string[] {
  return theme.flags.filter((flag) => flag !== 'uncertain-sign')
}

/** What the short words that occur mean: "few complaints: the interval tells more than the estimate". */
export function flagLegend(themes: readonly AnalysedTheme[]): string[] {
  const flags = [...new Set(themes.flatMap(shownFlags))].sort()
  return flags.flatMap((flag) => {
    const words = FLAG_WORDS[flag as ThemeFlag]
    return words ? [`${words.short}: ${words.long}`] : []
  })
}

/** Why themes have no rank. */
export function statusWords(reason: UnrankedReason, minMentions: number): string {
  switch (reason) {
    case 'lopsided':
      return `Mentioned often, but with too few scores on one side: an effect needs ${minMentions} who mention it, 5 who do not, and 5 detractors and 5 others for each theme`
    case 'insufficient':
      return `Mentioned by fewer than ${minMentions} respondents with a score, too few to judge`
    case 'affect-only':
      return 'General praise or blame without a subject'
    case 'unscored':
      return 'No respondent with a score mentions them'
    case 'other':
      return 'What fits no theme, counted so that nothing is lost'
  }
}

/** Why nothing is ranked although there are scores. */
export function noRankWords(report: Report): string {
  return unrankedThemes(report).some(([reason]) => reason === 'lopsided')
    ? 'No theme can be ranked; what each lacks stands below.'
    : `No theme is mentioned by ${report.minMentions} respondents with a score, so none is ranked.`
}

/** How to read an effect, with what was held fixed. */
export function methodWords({ adjustFor, confLevel }: Report): string {
  const fixed =
    adjustFor.length === 0 ? 'the other themes' : `the other themes and ${adjustFor.join(', ')}`
  return `Effect: percentage points of the share of detractors that go with negative mentions of the theme, ${fixed} held fixed, with its ${percent(confLevel)} interval. An association, not proof of cause.`
}

/** 0.415 → "42 %"; "–" for null. */
export function percent(share: number | null, digits = 0): string {
  return share === null ? '–' : `${(share * 100).toFixed(digits)} %`
}

/** Points with a real minus sign and, when asked, a plus: 7.13 → "+7.1". */
export function signed(points: number, digits: number, withPlus = true): string {
  const text = Math.abs(points).toFixed(digits)
  const isZero = Number(text) === 0
  if (points < 0 && !isZero) return `−${text}`
  return withPlus && !isZero ? `+${text}` : text
}

/** Digits after the point of effects in points: small effects need two to be told apart. */
export function effectDigits(themes: readonly AnalysedTheme[]): 1 | 2 {
  const ends = themes.flatMap(({ effect }) =>
    effect ? [effect.onDetractorShare.confLow, effect.onDetractorShare.confHigh] : []
  )
  return Math.max(0, ...ends.map(Math.abs)) < 0.02 ? 2 : 1
}

/** A number with thin grouping: 12345 → "12,345". */
export function grouped(count: number): string {
  return count.toLocaleString('en')
}

/** A number with its noun: "1 row", "1,200 rows", "2 people". */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(count)} ${count === 1 ? noun : plural}`
}

/** What a scenario would change, in a sentence; null without one. */
export function scenarioWords({ scenario, themes, summary }: Analysis): string | null {
  const names = Object.entries(scenario?.themes ?? {}).map(([id, factor]) => {
    const label = themes.find((theme) => theme.id === id)?.label ?? id
    return `${percent(factor)} of the negative mentions of ${label}`
  })
  if (!scenario || names.length === 0) return null
  const range = (low: number, high: number) =>
    `${signed(low, 1, false)} to ${signed(high, 1, false)}`
  const { detractorShare: share, npsPoints: nps } = scenario
  return `With ${names.join(' and ')}, detractors would be ${percent(share.estimate, 1)} (${range(100 * share.confLow, 100 * share.confHigh)}) instead of ${percent(summary.detractorShare, 1)}, and the NPS ${signed(nps.estimate, 1, false)} (${range(nps.confLow, nps.confHigh)}), if the themes were the cause.`
}
