import type { describeQuadrants } from '../../insight/describe-quadrants.ts'
import { percent } from '../plain-words.ts'
import type { Style } from '../terminal-text.ts'
import { tableText } from './interval-table.ts'
import { reportText } from './report-text.ts'

type Report = ReturnType<typeof describeQuadrants>

const KINDS = [
  ['mend', 'Mend: matters, done badly'],
  ['keep', 'Keep: matters, done well'],
  ['watch', 'Watch: done badly, matters little so far'],
  ['calm', 'Calm: done well, matters little'],
] as const

/**
 * Renders importance against performance for a terminal.
 *
 * @param report - themes with their quadrant
 * @param style - width and colours
 * @param title - name of the survey
 * @returns lines that end with a line feed
 */
export function renderQuadrants(report: Report, style: Style, title: string): string {
  const blocks = KINDS.flatMap(([kind, head]) => {
    const own = report.themes.filter(({ quadrant }) => quadrant === kind)
    if (own.length === 0) return []
    return [
      tableText(
        [
          { head, maxColumns: 44 },
          { head: 'Importance', isRight: true },
          { head: 'Praise', isRight: true },
          { head: '' },
        ],
        own.map((theme) => [
          theme.label,
          (100 * theme.importance).toFixed(1),
          percent(theme.performance),
          theme.isSure ? '' : 'could be chance',
        ]),
        style
      ),
    ]
  })
  return reportText(
    {
      title,
      about: 'importance against performance',
      blocks,
      sentences: [
        report.themes.length === 0
          ? 'No theme is ranked, so there is nothing to place.'
          : `Importance: percentage points of detractors or promoters that go with the theme, whichever is more; the line is their mean, ${(100 * report.importanceLine).toFixed(1)}. Praise: of all praise and complaint about it; the line is ${percent(report.performanceLine)}, that of all these themes.`,
      ],
    },
    style
  )
}
