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
  'no-scores': () => 'No response has a score, so there is no detractor share to explain.',
  'one-sided-scores': (f: Facts) =>
    `Of ${people(f.base)} with a score, ${f.detractors} ${f.detractors === 1 ? 'is a detractor' : 'are detractors'}; effects cannot be adjusted with fewer than 5 on either side.`,
  'too-many-themes': (f: Facts) =>
    `${f.detractors} detractors and ${f.others} others allow ${f.limit} themes in the ranking; ${f.grouped === 1 ? 'one less mentioned theme was' : `${f.grouped} less mentioned themes were`} taken together with the rest.`,
  'few-events': (f: Facts) =>
    `The rarer outcome is scarce for the number of columns (${f.models}; 10 for each is comfortable), so small effects will not show.`,
  'ridge-fallback': (f: Facts) =>
    `The model of ${f.outcome} could not be fitted as it stands; a penalty was added, which shrinks effects towards zero.`,
  'collinear-themes': (f: Facts) =>
    `"${f.first}" and "${f.second}" are mostly raised together (correlation ${f.phi}); judge them as one.`,
  'sign-reversal': (f: Facts) =>
    `"${f.theme}" goes with ${f.overall} of detractor share over all respondents but ${f.within} within the values of "${f.field}"; trust the latter (Simpson’s paradox).`,
  'commenters-differ': (f: Facts) =>
    `Detractors are ${f.commenters} but ${f.silent}; figures from comments do not scale to everybody.`,
  'segment-bases-differ': (f: Facts) =>
    `Detractors are ${f.low} but ${f.high} in "${f.field}"; compare themes within these groups, not across.`,
  'segment-constant': (f: Facts) =>
    `All scored respondents count as one value of "${f.field}", so there is nothing to adjust for.`,
  'segment-left-out': (f: Facts) =>
    `"${f.field}" needs ${f.columns} columns and the number of detractors and others leaves room for ${f.room}; effects are not adjusted for it.`,
  'segment-levels-grouped': (f: Facts) =>
    `"${f.field}" has many values: ${f.grouped} rare ones were taken together when effects were adjusted for it.`,
  'clustered-responses': (f: Facts) =>
    `${f.responses} responses come from ${f.clusters} respondents or accounts, up to ${f.largest} from one; the intervals of effects allow for it.`,
  'few-clusters': (f: Facts) =>
    `Only ${f.clusters} respondents or accounts stand behind the responses; intervals are rough, and rather too narrow than too wide.`,
  'weighted-responses': (f: Facts) =>
    `Responses are weighted; ${f.base} of them tell as much as ${f.effective} unweighted ones would.`,
  'scenario-theme-unknown': (f: Facts) =>
    `The scenario names "${f.theme}", which is no theme here.`,
  'scenario-theme-not-modelled': (f: Facts) =>
    `The scenario names "${f.theme}", which is not ranked or has no negative mentions, so changing it changes nothing here.`,
} as const satisfies Record<string, (facts: Facts) => string>

/** Code of a warning that drivers can give. */
export type WarningCode = keyof typeof WARNINGS

/** What each warning means; `Warning.detail` says it with the figures of the case. */
export const WARNING_WORDS: Readonly<Record<WarningCode, string>> = {
  'no-scores': 'No response has a score, so there is nothing to explain.',
  'one-sided-scores':
    'Fewer than 5 respondents are detractors, or fewer than 5 are not, so effects cannot be adjusted.',
  'too-many-themes':
    'There are more themes than detractors can bear; the least mentioned were taken together.',
  'few-events':
    'There are few detractors (promoters, passives) for the number of themes and segments, so small effects will not show.',
  'ridge-fallback':
    'Themes repeat each other so fully that a penalty was needed, which shrinks effects towards zero.',
  'collinear-themes': 'Two themes are mostly raised together; judge them as one.',
  'sign-reversal':
    'A theme points one way over all respondents and the other way within segments; trust the latter.',
  'commenters-differ': 'People who commented score differently from those who did not.',
  'segment-bases-differ':
    'Segments differ in detractor share; compare themes within them, not across.',
  'segment-constant': 'A segment field has one value only, so there is nothing to adjust for.',
  'segment-left-out':
    'A segment field has too many values for the number of detractors; effects are not adjusted for it.',
  'segment-levels-grouped': 'Rare values of a segment field were taken together.',
  'clustered-responses':
    'Several responses come from the same respondents or accounts; the intervals of effects allow for it.',
  'few-clusters':
    'Few respondents or accounts stand behind the responses, so intervals are rough and rather too narrow.',
  'weighted-responses': 'Responses are weighted, which costs some of what they tell.',
  'scenario-theme-unknown': 'The scenario names a theme that does not exist.',
  'scenario-theme-not-modelled':
    'The scenario names a theme that is not ranked or that nobody raises negatively.',
}

/** What each part of a `method` means; parts are joined by `+`. */
export const METHOD_WORDS: Readonly<Record<string, string>> = {
  'firth-logistic':
    'Logistic regression with Firth’s penalty on all ranked themes and the segments.',
  'ridge-logistic':
    'Logistic regression with a quadratic penalty, used only where Firth’s does not exist.',
  'g-computation':
    'Average over all respondents of the fitted share with the theme minus the share without it.',
  delta: 'Normal interval from the errors of the regression and of the sample.',
  'cluster-delta': 'The same, with errors by respondent or account (sandwich) and t limits.',
  'average-attributable-fraction':
    'Average over all orders in which themes could go, so that parts add up.',
  scenario:
    'Each negative mention stays with the stated probability, for all named themes at once.',
  'unadjusted-newcombe':
    'Difference of two shares, not adjusted for anything, with Newcombe’s interval.',
  'no-such-mentions':
    'Nobody mentions the theme with this polarity, so there is nothing to take away.',
}

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
