import type { ContrastReport } from '../../insight/describe-contrast.ts'
import type { Style } from '../terminal-text.ts'
import { certainty, tableText } from './interval-table.ts'
import { reportText } from './report-text.ts'

/** Themes listed for each group, and how sure their difference must be; `--format json` has all. */
const SHOWN_THEMES = 8
const MAX_P_VALUE = 0.3

type Theme = ContrastReport['contrasts'][number]

/** "3.2 × (1.4 … 7.2)": how many times the odds, read from the side that raises the theme more. */
function timesWords({ logOddsRatio }: Theme, isFirst: boolean): string {
  const { estimate, confLow, confHigh } = logOddsRatio
  const [middle, low, high] = isFirst
    ? [estimate, confLow, confHigh]
    : [-estimate, -confHigh, -confLow]
  const times = (value: number) => Math.exp(value).toFixed(1)
  return `× ${times(middle)} (${times(low)} … ${times(high)})`
}

function side(report: ContrastReport, isFirst: boolean, style: Style): string {
  const [own, other] = isFirst ? [report.first, report.second] : [report.second, report.first]
  const themes = report.contrasts.filter(
    ({ logOddsRatio, pValue }) => logOddsRatio.estimate > 0 === isFirst && pValue <= MAX_P_VALUE
  )
  const sorted = isFirst ? themes : themes.reverse()
  return tableText(
    [
      { head: `Raised more by ${own}s`, maxColumns: 40 },
      { head: `${own}s`, isRight: true },
      { head: `${other}s`, isRight: true },
      { head: 'Odds', isRight: true },
      { head: '' },
    ],
    sorted
      .slice(0, SHOWN_THEMES)
      .map((theme) => [
        theme.label,
        String(isFirst ? theme.firstCount : theme.secondCount),
        String(isFirst ? theme.secondCount : theme.firstCount),
        timesWords(theme, isFirst),
        certainty(theme.qValue),
      ]),
    style
  )
}

/**
 * Renders a contrast of two score groups for a terminal.
 *
 * @param report - the contrast
 * @param style - width and colours
 * @param title - name of the survey
 * @returns lines that end with a line feed
 */
export function renderContrast(report: ContrastReport, style: Style, title: string): string {
  const isEmpty = report.contrasts.length === 0
  return reportText(
    {
      title,
      about: `${report.first}s against ${report.second}s`,
      blocks: isEmpty ? [] : [side(report, true, style), side(report, false, style)],
      sentences: [
        isEmpty
          ? 'One of the two groups left no comment, so there is nothing to compare.'
          : 'Counts are respondents who raise the theme, in praise or complaint. The surest differences come first; those that chance explains well are left out. "clear" and "likely": not chance, at a false discovery rate of 1 % and 5 %.',
      ],
    },
    style
  )
}
