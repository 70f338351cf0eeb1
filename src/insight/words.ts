// One plain sentence for every code that an analysis can carry. Machines read the codes, people the sentences.

import type { ThemeFlag, ThemeStatus, Warning } from '../domain/effect.ts'

/** What each status of a theme means. */
export const STATUS_WORDS: Readonly<Record<ThemeStatus, string>> = {
  ranked: 'Enough respondents mention this theme to rank it by its effect on detractor share.',
  insufficient:
    'Too few respondents mention this theme, or too few do not, to rank it; its figures are unadjusted.',
  'affect-only':
    'This theme only says that people are pleased or displeased, not about what, so it cannot explain their scores and is not ranked.',
  unscored: 'Nobody who mentions this theme gave a score, so it has no effect to show.',
}

/** What each flag of a theme means. */
export const FLAG_WORDS: Readonly<Record<ThemeFlag, string>> = {
  confounded:
    'Much of what this theme seems to do at first sight is due to other themes or segments that go with it.',
  collinear:
    'This theme appears almost only together with another, so their separate effects cannot be told apart well.',
  'sign-reversal':
    'Within segments this theme points the other way than over all respondents taken together (Simpson’s paradox).',
  'small-base':
    'Few respondents raise this theme, so its figures can move a lot with a few more answers.',
  'not-adjusted': 'This figure is not adjusted for other themes and segments.',
  'uncertain-sign':
    'The interval includes zero: the data do not tell whether the theme raises or lowers the share.',
}

type Facts = Readonly<Record<string, string | number>>

function people(count: string | number | undefined): string {
  return count === 1 ? '1 respondent' : `${count} respondents`
}

const WARNINGS = {
  'segment-constant': (f: Facts) =>
    `All scored respondents have the same value of "${f.field}", so there is nothing to adjust for.`,
  'segment-left-out': (f: Facts) =>
    `"${f.field}" needs ${f.columns} columns and the number of detractors and others leaves room for ${f.room}; effects are not adjusted for it.`,
  'segment-levels-grouped': (f: Facts) =>
    `"${f.field}" has many values: ${f.grouped} rare ones were taken together when effects were adjusted for it.`,
  'no-scores': () => 'No response has a score, so there is no detractor share to explain.',
  'one-sided-scores': (f: Facts) =>
    `Of ${people(f.base)} with a score, ${f.detractors} are detractors; effects cannot be adjusted with fewer than 5 on either side.`,
  'too-many-themes': (f: Facts) =>
    `${f.detractors} detractors and ${f.others} others allow ${f.limit} themes in the ranking; ${f.grouped} less mentioned themes were taken together.`,
  'collinear-themes': (f: Facts) =>
    `"${f.first}" and "${f.second}" are mostly raised together (correlation ${f.phi}); judge them as one.`,
  'ridge-fallback': (f: Facts) =>
    `The model of ${f.outcome} could not be fitted as it stands; a penalty was added, which shrinks effects towards zero.`,
} as const satisfies Record<string, (facts: Facts) => string>

/** Code of a warning that drivers can give. */
export type WarningCode = keyof typeof WARNINGS

/**
 * A warning with its sentence.
 *
 * @param code - machine-readable code
 * @param facts - the figures that the sentence names
 * @returns code and detail
 * @example
 * warning('segment-constant', { field: 'plan' })
 */
export function warning(code: WarningCode, facts: Facts = {}): Warning {
  return { code, detail: WARNINGS[code](facts) }
}
