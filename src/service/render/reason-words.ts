import type { AnalysedTheme, Analysis } from '../../domain/analysis.ts'
import type { IntervalEstimate } from '../../domain/effect.ts'
import { grouped, percent, signed } from './plain-words.ts'
import { rankedThemes } from './report.ts'

/** Reasons told in sentences. */
const SHOWN_REASONS = 3

/** A theme with what its figures say. */
export type Reason = { readonly label: string; readonly sentence: string }

/** The first themes of the ranking that go with more detractors, in sentences made of their figures. */
export function topReasons(analysis: Analysis): readonly Reason[] {
  return rankedThemes(analysis)
    .filter(({ effect }) => (effect?.onDetractorShare.estimate ?? 0) > 0)
    .slice(0, SHOWN_REASONS)
    .map((theme) => ({ label: theme.label, sentence: sentenceOf(theme, analysis) }))
}

function sentenceOf(theme: AnalysedTheme, { summary }: Analysis): string {
  const people = theme.negativeCount === 1 ? 'person complains' : 'people complain'
  const said = `${grouped(theme.negativeCount)} ${people} about it`
  const compared =
    theme.detractorShare === null
      ? ''
      : `; of all who mention it ${percent(theme.detractorShare)} are detractors, against ${percent(summary.detractorShare)} overall`
  const effect = theme.effect?.onDetractorShare
  if (!effect) return `${said}${compared}.`
  const verb = effect.confLow > 0 ? 'go' : 'may go'
  const doubt = effect.confLow > 0 ? '' : ', though zero is not ruled out'
  return `${said}${compared}. With the other themes held fixed, the complaints ${verb} with ${signed(effect.estimate * 100, 1, false)} points of detractor share${doubt} (${percent(effect.confLevel)} interval ${range(effect)}).`
}

/**
 * What the first themes of the ranking account for together; null where the analysis does not say.
 *
 * @param count - how many themes
 */
export function togetherWords({ drivers }: Analysis, count: number): string | null {
  // The domain leaves the inside of `drivers` open; the driver views put the joint effects here.
  const joint = Array.isArray(drivers.joint) ? (drivers.joint as readonly JointEffect[]) : []
  const found = joint.find(({ themeIds }) => themeIds.length === count)
  if (!found || count < 2) return null
  const { estimate } = found.onDetractorShare
  return `Together the complaints about these ${count} go with ${signed(estimate * 100, 1)} points of detractor share (${range(found.onDetractorShare)}); people who raise several are counted once, so it is not the sum.`
}

type JointEffect = {
  readonly themeIds: readonly string[]
  readonly onDetractorShare: IntervalEstimate
}

function range({ confLow, confHigh }: IntervalEstimate): string {
  return `${signed(confLow * 100, 1)} to ${signed(confHigh * 100, 1)}`
}
