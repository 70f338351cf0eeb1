import type { PredictionReport } from '../../insight/describe-prediction.ts'
import { counted, percent } from '../plain-words.ts'
import { onOneLine, type Style } from '../terminal-text.ts'
import { tableText } from './interval-table.ts'
import { reportText } from './report-text.ts'

/** Features and responses listed; `--format json` has all. */
const SHOWN_FEATURES = 12
const SHOWN_RISKS = 10

/** Odds closer to even than this say nothing to a reader. */
const MIN_ODDS_RATIO = 1.05

type Prediction = NonNullable<PredictionReport['prediction']>

function profileTable({ profile }: Prediction, style: Style): string {
  const rows = profile
    .filter(({ oddsRatio }) => Math.max(oddsRatio, 1 / oddsRatio) >= MIN_ODDS_RATIO)
    .slice(0, SHOWN_FEATURES)
    .map(({ name, kind, oddsRatio }) => [
      name,
      oddsRatio > 1 ? 'more likely' : 'less likely',
      `× ${oddsRatio.toFixed(2)}`,
      kind === 'number' ? 'per standard deviation' : '',
    ])
  return tableText(
    [{ head: 'With', maxColumns: 50 }, { head: '' }, { head: 'Odds', isRight: true }, { head: '' }],
    rows,
    style
  )
}

/** Whoever has the outcome already needs no warning. */
function riskTable(risks: PredictionReport['risks'], outcome: string, style: Style): string {
  const open = risks.filter(({ hasOutcome }) => hasOutcome !== true)
  return tableText(
    [
      { head: `At risk of ${whatWords(outcome)}`, maxColumns: 40 },
      { head: 'Risk', isRight: true },
      { head: '' },
    ],
    open
      .slice(0, SHOWN_RISKS)
      .map(({ responseId, risk, hasOutcome }) => [
        responseId,
        percent(risk),
        hasOutcome === null ? 'not known yet' : 'not so far',
      ]),
    style
  )
}

function whatWords(outcome: string): string {
  return /^(detractor|passive|promoter)$/.test(outcome)
    ? `being a ${outcome}`
    : `"${onOneLine(outcome)}"`
}

function calibrationWords({ calibration }: Prediction): string[] {
  if (calibration === null) return []
  const slope = calibration.slope.toFixed(2)
  const meaning =
    calibration.slope < 0.8
      ? 'risks are too extreme: high ones come true less often, low ones more often'
      : calibration.slope > 1.2
        ? 'risks are too cautious: the truth lies further from the average'
        : 'risks come true about as often as they say'
  return [`Calibration slope ${slope} (1 is best): ${meaning}.`]
}

/**
 * Renders a prediction for a terminal.
 *
 * @param report - from `describePrediction`
 * @param style - width and colours
 * @param title - name of the survey
 * @returns lines that end with a line feed
 */
export function renderPrediction(
  { prediction, risks }: PredictionReport,
  style: Style,
  title: string
): string {
  if (prediction === null) {
    const sentence =
      'Too little to learn from: at least 20 responses with the outcome and 20 without it are needed.'
    return reportText({ title, about: 'prediction', sentences: [sentence] }, style)
  }
  const { outcome, base, eventCount, baseRate, auc, isBetterThanBaseRate } = prediction
  const interval = `${percent(auc.confLow)} to ${percent(auc.confHigh)}`
  return reportText(
    {
      title,
      about: `chance of ${whatWords(outcome)}`,
      sentencesBefore: [
        `${eventCount} of ${counted(base, 'response')} where it is known: ${percent(baseRate)}.`,
        `Of two respondents, one with and one without it, the model ranks the right one higher in ${percent(auc.estimate)} of cases (${interval}; 50 % is guessing), judged on respondents it had not seen.`,
        isBetterThanBaseRate
          ? 'That is better than giving everybody the overall share.'
          : 'That is no better than giving everybody the overall share.',
        ...calibrationWords(prediction),
      ],
      blocks: [
        profileTable(prediction, style),
        ...(isBetterThanBaseRate ? [riskTable(risks, outcome, style)] : []),
      ],
      sentences: [
        ...prediction.warnings.map(({ detail }) => detail),
        'Odds: × 2 doubles the odds, all else equal. The profile describes who they are; it does not say why.',
      ],
    },
    style
  )
}
