import type { describeRequests } from '../../insight/describe-requests.ts'
import { counted, grouped, percent } from '../plain-words.ts'
import type { Style } from '../terminal-text.ts'
import { tableText } from './interval-table.ts'
import { reportText } from './report-text.ts'

type Report = ReturnType<typeof describeRequests>

/** Themes listed; `--format json` has all. */
const SHOWN_THEMES = 15

/**
 * Renders what people ask for, for a terminal.
 *
 * @param report - themes by requests
 * @param style - width and colours
 * @param title - name of the survey
 * @returns lines that end with a line feed
 */
export function renderRequests(
  { requestCount, themes }: Report,
  style: Style,
  title: string
): string {
  const table = tableText(
    [
      { head: 'Asked about', maxColumns: 30 },
      { head: 'Comments', isRight: true },
      { head: 'Of all', isRight: true },
      { head: 'Detractors', isRight: true },
      { head: 'For example', maxColumns: 70 },
    ],
    themes
      .slice(0, SHOWN_THEMES)
      .map((theme) => [
        theme.label,
        grouped(theme.requestCount),
        percent(theme.requestShare.estimate, 1),
        grouped(theme.detractorCount),
        theme.quotes[0] ?? '',
      ]),
    style
  )
  return reportText(
    {
      title,
      about: `${counted(requestCount, 'comment')} that ask for something`,
      blocks: themes.length === 0 ? [] : [table],
      sentences: [
        'Requests are told by plain phrases ("please add", "you should"), so hints are missed; a comment counts for every theme that it raises.',
      ],
    },
    style
  )
}
