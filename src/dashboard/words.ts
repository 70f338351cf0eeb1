import type {
  AnalysedTheme,
  Analysis,
  EffectEstimate,
  IntervalEstimate,
  ResponseFlag,
  SummaryFigures,
  ThemeFlag,
  ThemeStatus,
} from '../http/client-types.ts'
import { numbers } from './numbers.ts'

/** Which effect is looked at. */
export const OUTCOMES = ['detractors', 'promoters', 'nps'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** How an outcome is written, and in which unit its effect comes. */
export type OutcomeWords = {
  readonly name: string
  readonly title: string
  readonly heading: string
  /** Turns the effect into points. */
  readonly factor: 1 | 100
  /** +1 when more is worse. */
  readonly badSign: 1 | -1
}

export const OUTCOME_WORDS: Readonly<Record<Outcome, OutcomeWords>> = {
  detractors: {
    name: 'Detractors',
    title: 'What goes with detractors',
    heading: 'Effect on detractor share, points',
    factor: 100,
    badSign: 1,
  },
  promoters: {
    name: 'Promoters',
    title: 'What goes with promoters',
    heading: 'Effect on promoter share, points',
    factor: 100,
    badSign: -1,
  },
  nps: {
    name: 'NPS',
    title: 'What moves the NPS',
    heading: 'Effect on NPS, points',
    factor: 1,
    badSign: -1,
  },
}

/** The effect of a theme on an outcome; null where it could not be estimated. */
export function effectOn(theme: AnalysedTheme, outcome: Outcome): EffectEstimate | null {
  if (!theme.effect) return null
  if (outcome === 'detractors') return theme.effect.onDetractorShare
  return outcome === 'promoters' ? theme.effect.onPromoterShare : theme.effect.onNpsPoints
}

/** The crude figure of other tools in points; they have none for promoters. */
export function crudeOn(theme: AnalysedTheme, outcome: Outcome): number | null {
  const crude = theme.effect?.leaveOut
  if (!crude || outcome === 'promoters') return null
  // Both as "what the theme adds": more detractors, fewer points.
  return outcome === 'detractors' ? crude.detractorShare * 100 : crude.npsPoints
}

type Short = { readonly short: string; readonly long: string }

const FLAGS: Readonly<Record<ThemeFlag, Short>> = {
  confounded: {
    short: 'shared with other themes',
    long: 'The crude and the adjusted effect differ much: other themes or segments share in it.',
  },
  collinear: {
    short: 'overlaps with another theme',
    long: 'Almost always mentioned together with another theme, so the two cannot be told apart.',
  },
  'sign-reversal': {
    short: 'direction turns around',
    long: 'The direction turns around once other themes and segments are held fixed.',
  },
  'small-base': {
    short: 'few complaints',
    long: 'Few negative mentions: read the interval, not the estimate.',
  },
  'not-adjusted': {
    short: 'not adjusted',
    long: 'Other themes and segments could not be held fixed.',
  },
  'uncertain-sign': { short: 'could be zero', long: 'The interval includes zero.' },
}

/**
 * A caveat in two or three words, and in a sentence. Unknown ones are shown as they are.
 *
 * @param partner - name of the theme that it overlaps with, where that is known
 */
export function flagWords(flag: string, partner: string | null = null): Short {
  if (flag === 'collinear' && partner !== null) {
    const long = `Almost always mentioned together with ${partner}, so the two cannot be told apart.`
    return { short: `overlaps with ${partner}`, long }
  }
  return FLAGS[flag as ThemeFlag] ?? { short: flag, long: flag }
}

/** Why themes have no rank: their status, or that they gather what fits no theme. */
export function statusWords(status: ThemeStatus | 'other', minMentions: number): Short {
  switch (status) {
    case 'other':
      return {
        short: 'Fits no theme',
        long: 'Comments with content that fit no theme, counted so that nothing is lost.',
      }
    case 'insufficient':
      return {
        short: 'Too few mentions',
        long: `Fewer than ${minMentions} people with a score mention it, or too few are on one side: too little to judge an effect.`,
      }
    case 'affect-only':
      return { short: 'Mere praise or blame', long: 'Says how people feel, not about what.' }
    case 'unscored':
      return { short: 'No scores', long: 'Nobody who mentions it gave a score.' }
    case 'ranked':
      return { short: 'Ranked', long: 'Enough mentions to estimate an effect.' }
  }
}

const RESPONSE_FLAGS: Readonly<Record<ResponseFlag, string>> = {
  'score-comment-disagreement': 'score and comment disagree',
  'churn-intent': 'thinks of leaving',
  request: 'asks for something',
  competitor: 'names a competitor',
  truncated: 'long comment, read in part',
}

/** A remark on a response in words. */
export function responseFlagWords(flag: string): string {
  return RESPONSE_FLAGS[flag as ResponseFlag] ?? flag
}

export const POLARITY_WORDS: Readonly<Record<string, string>> = {
  negative: 'negative',
  neutral: 'neutral',
  positive: 'positive',
  mixed: 'mixed',
  undetected: 'no opinion found',
}

/** Points with their interval: "+1.5 points (0.4 to 2.7)". */
export function effectWords(effect: EffectEstimate, factor: number): string {
  const of = (value: number) => numbers.signed(value * factor)
  return `${of(effect.estimate)} points (${of(effect.confLow)} to ${of(effect.confHigh)})`
}

/**
 * One theme in a sentence that is made of its figures and claims no cause.
 *
 * @param theme - a ranked theme
 * @param summary - figures of the same analysis
 */
export function reasonSentence(theme: AnalysedTheme, summary: SummaryFigures): string {
  const effect = theme.effect?.onDetractorShare
  const people = theme.negativeCount === 1 ? 'person complains' : 'people complain'
  const said = `${numbers.count(theme.negativeCount)} ${people} about it`
  const compared =
    theme.detractorShare === null
      ? ''
      : `; of all who mention it ${numbers.percent(theme.detractorShare)} are detractors, against ${numbers.percent(summary.detractorShare)} overall`
  if (!effect) return `${said}${compared}.`
  const size = `${numbers.plain(Math.abs(effect.estimate) * 100, 1)} points`
  const range = `${numbers.signed(effect.confLow * 100)} to ${numbers.signed(effect.confHigh * 100)}`
  const sure =
    effect.confLow > 0
      ? `the complaints go with ${size} of detractor share`
      : `the complaints may go with ${size} of detractor share, though zero is not ruled out`
  return `${said}${compared}. With the other themes held fixed, ${sure} (${numbers.percent(effect.confLevel)} interval ${range}).`
}

/**
 * What the first themes of the ranking account for together, in a sentence; null where the service gives none.
 *
 * @param analysis - whose `drivers.joint` lists the joint effect of the first one, two, three … themes
 * @param count - how many themes
 */
export function togetherSentence(
  { drivers }: Pick<Analysis, 'drivers'>,
  count: number
): string | null {
  const joint = jointEffects(drivers).find(({ themeIds }) => themeIds.length === count)
  if (!joint || count < 2) return null
  const { estimate, confLow, confHigh } = joint.onDetractorShare
  const points = (share: number) => numbers.signed(share * 100)
  return `Together the complaints about these ${count} go with ${points(estimate)} points of detractor share (${points(confLow)} to ${points(confHigh)}); people who raise several are counted once, so it is not the sum.`
}

type JointEffect = {
  readonly themeIds: readonly string[]
  readonly onDetractorShare: IntervalEstimate
}

/** The API leaves the inside of `drivers` open; a list under `joint` has this shape in every version so far. */
function jointEffects(drivers: Analysis['drivers']): readonly JointEffect[] {
  return Array.isArray(drivers.joint) ? (drivers.joint as readonly JointEffect[]) : []
}
