import type { describeCentring } from '../../insight/describe-centring.ts'
import { percent } from '../plain-words.ts'
import type { Style } from '../terminal-text.ts'
import { points, pointsInterval, tableText } from './interval-table.ts'
import { reportText } from './report-text.ts'

type Report = ReturnType<typeof describeCentring>

/**
 * Renders groups compared within countries for a terminal.
 *
 * @param report - both comparisons
 * @param style - width and colours
 * @param title - name of the survey
 * @returns lines that end with a line feed
 */
export function renderCentring(report: Report, style: Style, title: string): string {
  const { field, countryField, groups, warnings } = report
  const table = tableText(
    [
      { head: field, maxColumns: 34 },
      { head: 'Scores', isRight: true },
      { head: 'NPS vs rest', isRight: true },
      { head: 'Interval', isRight: true },
      { head: `within ${countryField}`, isRight: true, maxColumns: 34 },
      { head: 'Interval', isRight: true },
    ],
    groups
      .filter(({ suppressed, base }) => suppressed !== null || base !== 0)
      .map(({ bucket, suppressed, base, raw, within }) =>
        suppressed !== null
          ? [bucket, '', 'hidden']
          : [
              bucket,
              String(base),
              points(raw, true),
              pointsInterval(raw, true),
              points(within, true),
              pointsInterval(within, true),
            ]
      ),
    style
  )
  const level = groups.find(({ raw }) => raw !== null)?.raw?.confLevel ?? null
  return reportText(
    {
      title,
      about: `by ${field}, within ${countryField}`,
      blocks: [table],
      sentences: [
        ...warnings.map(({ detail }) => detail),
        `NPS minus that of all others, with its ${percent(level)} interval. Within ${countryField}: each answer counts as its distance from the mean of its own ${countryField}, so a habit of giving high or low scores there takes no part.`,
      ],
    },
    style
  )
}
