// A survey in sentences. Every number in them is a figure of the analysis, every quote a masked clause.

import type { AnalysedTheme, Analysis } from '../../domain/analysis.ts'
import { type Band, bandLabel } from '../../insight/numbers/band-label.ts'
import { counted, percent, signed } from '../render/plain-words.ts'

/** Sentences with the quotes that stand for them. */
export type SummaryReport = {
  /** Only where bands were given and one fits. */
  readonly band: string | null
  readonly paragraphs: readonly {
    readonly text: string
    readonly quotes: readonly { readonly responseId: string; readonly text: string }[]
  }[]
}

type Paragraph = SummaryReport['paragraphs'][number]

/** Reasons named in sentences. */
const SHOWN_REASONS = 3

function range(low: number, high: number, digits = 0): string {
  return `${signed(low, digits, false)} to ${signed(high, digits, false)}`
}

function levelText({ summary }: Analysis, band: string | null): string {
  const { npsPoints, npsConfLow, npsConfHigh, base, responseCount } = summary
  if (npsPoints === null || npsConfLow === null || npsConfHigh === null) {
    return `None of ${counted(responseCount, 'response')} has a score.`
  }
  const word = band === null ? '' : ` (${band})`
  return `NPS is ${signed(npsPoints, 0, false)}${word}, ${range(npsConfLow, npsConfHigh)} with its margin, from ${counted(base, 'score')}: ${percent(summary.promoterShare)} promoters, ${percent(summary.passiveShare)} passives, ${percent(summary.detractorShare)} detractors.`
}

function quoteOf({ quotes = [] }: AnalysedTheme, polarity: 'negative' | 'positive') {
  return quotes
    .filter((quote) => quote.polarity === polarity)
    .slice(0, 1)
    .map(({ responseId, text }) => ({ responseId, text }))
}

/** Themes whose interval leaves no doubt about the direction, largest effect first. */
function sureReasons(themes: readonly AnalysedTheme[]): AnalysedTheme[] {
  return themes.filter((theme) => (theme.effect?.onDetractorShare.confLow ?? 0) > 0)
}

function reasonText(theme: AnalysedTheme): Paragraph[] {
  const effect = theme.effect?.onDetractorShare
  if (effect === undefined) return []
  const { estimate, confLow, confHigh } = effect
  return [
    {
      text: `${theme.label}: ${counted(theme.negativeCount, 'respondent')} complain of it, which goes with ${signed(100 * estimate, 1)} percentage points of detractors (${range(100 * confLow, 100 * confHigh, 1)}), all else held fixed.`,
      quotes: quoteOf(theme, 'negative'),
    },
  ]
}

type Joint = {
  readonly themeIds: readonly string[]
  readonly onDetractorShare: {
    readonly estimate: number
    readonly confLow: number
    readonly confHigh: number
  }
}

/** The cumulative curve of the first reasons, as the analysis has it. */
function jointText({ drivers }: Analysis, count: number): Paragraph[] {
  const joint = (drivers.joint ?? []) as readonly Joint[]
  const together = joint.find(({ themeIds }) => themeIds.length === count)
  if (count < 2 || together === undefined) return []
  const { estimate, confLow, confHigh } = together.onDetractorShare
  return [
    {
      text: `Together the first ${count} go with ${signed(100 * estimate, 1)} percentage points (${range(100 * confLow, 100 * confHigh, 1)}); this is not their sum, since some respondents raise several.`,
      quotes: [],
    },
  ]
}

function praiseText(themes: readonly AnalysedTheme[]): Paragraph[] {
  const best = themes
    .filter((theme) => (theme.effect?.onPromoterShare.confLow ?? 0) > 0)
    .sort(
      (a, b) =>
        (b.effect?.onPromoterShare.estimate ?? 0) - (a.effect?.onPromoterShare.estimate ?? 0)
    )[0]
  const effect = best?.effect?.onPromoterShare
  if (best === undefined || effect === undefined) return []
  return [
    {
      text: `What makes promoters most is ${best.label}: ${counted(best.positiveCount, 'respondent')} praise it, which goes with ${signed(100 * effect.estimate, 1)} percentage points of promoters.`,
      quotes: quoteOf(best, 'positive'),
    },
  ]
}

/**
 * A written summary of an analysis.
 *
 * @param analysis - with quotes
 * @param bands - words for an NPS; none by default
 * @returns paragraphs made of figures of the analysis only
 * @throws {InvalidOptionError} if bands overlap
 */
export function describeSummary(analysis: Analysis, bands: readonly Band[] = []): SummaryReport {
  const band = bandLabel(analysis.summary.npsPoints, bands)
  const ranked = analysis.themes.filter(({ status }) => status === 'ranked')
  const reasons = sureReasons(ranked).slice(0, SHOWN_REASONS)
  const joint = reasons.every((theme, i) => theme.rank === i + 1) ? reasons.length : 0
  const none = 'No theme can be told from chance as a reason for detractors.'
  return {
    band,
    paragraphs: [
      { text: levelText(analysis, band), quotes: [] },
      ...(reasons.length === 0 ? [{ text: none, quotes: [] }] : reasons.flatMap(reasonText)),
      ...jointText(analysis, joint),
      ...praiseText(ranked),
      ...analysis.warnings.map(({ detail }) => ({ text: detail, quotes: [] })),
    ],
  }
}
