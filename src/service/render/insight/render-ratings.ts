import type { describeRatings } from '../../insight/describe-ratings.ts'
import { grouped, percent } from '../plain-words.ts'
import type { Style } from '../terminal-text.ts'
import { certainty, tableText } from './interval-table.ts'
import { gapWords, reportText } from './report-text.ts'

type Report = ReturnType<typeof describeRatings>

/** Themes listed; `--format json` has all. */
const SHOWN_THEMES = 15

function rangeWords({ atLeast, atMost }: Report['range']): string {
  if (atLeast === undefined) return `${atMost} or less`
  return atMost === undefined ? `${atLeast} or more` : `${atLeast} to ${atMost}`
}

/**
 * Renders shares of a rated question for a terminal.
 *
 * @param report - shares over all and per theme
 * @param style - width and colours
 * @param title - name of the survey
 * @returns lines that end with a line feed
 */
export function renderRatings(report: Report, style: Style, title: string): string {
  const { field, range, share, missingCount, themes } = report
  const words = `${field} ${rangeWords(range)}`
  const table = tableText(
    [
      { head: 'Among those who raise', maxColumns: 34 },
      { head: 'Answers', isRight: true },
      { head: 'Share', isRight: true },
      { head: 'Against others, points', isRight: true },
      { head: '' },
    ],
    themes
      .slice(0, SHOWN_THEMES)
      .map((theme) => [
        theme.label,
        grouped(theme.share.base),
        percent(theme.share.estimate),
        gapWords(theme.shareDifference, { factor: 100 }),
        certainty(theme.shareDifference.qValue),
      ]),
    style
  )
  return reportText(
    {
      title,
      about: words,
      sentencesBefore: [
        share === null
          ? `Nobody answered "${field}" with a number.`
          : `${percent(share.estimate)} of ${grouped(share.base)} answers (${percent(share.confLow)} to ${percent(share.confHigh)}) give ${words}; ${grouped(missingCount)} responses without an answer.`,
      ],
      blocks: themes.length === 0 ? [] : [table],
      sentences:
        themes.length === 0
          ? []
          : ['Others: those who commented and do not raise the theme. Not adjusted for anything.'],
    },
    style
  )
}
