import type { ThemeFlag, ThemeStatus } from '../../domain/effect.ts'
import type { Report } from './report.ts'

const FLAG_WORDS: Readonly<Record<ThemeFlag, string>> = {
  confounded: 'the crude and the adjusted effect differ much: other themes or segments share in it',
  collinear: 'mentioned almost always together with another theme, so the two cannot be told apart',
  'sign-reversal': 'the direction turns around once other themes are held fixed',
  'small-base': 'few mentions: read the interval, not the estimate',
  'not-adjusted': 'could not be adjusted for other themes and segments',
  'uncertain-sign': 'the interval includes zero',
}

/** A caveat of a theme in words. Unknown flags are shown as they are. */
export function flagWords(flag: string): string {
  return FLAG_WORDS[flag as ThemeFlag] ?? flag
}

/** Why themes of this status have no rank. */
export function statusWords(status: ThemeStatus, minMentions: number): string {
  switch (status) {
    case 'insufficient':
      return `Mentioned by fewer than ${minMentions} respondents with a score, too few to judge`
    case 'affect-only':
      return 'General praise or blame without a subject'
    case 'unscored':
      return 'No respondent with a score mentions them'
    case 'ranked':
      return 'Ranked'
  }
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

/** A number with thin grouping: 12345 → "12,345". */
export function grouped(count: number): string {
  return count.toLocaleString('en')
}
