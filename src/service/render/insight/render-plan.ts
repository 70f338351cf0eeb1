import type { describePlan } from '../../insight/describe-plan.ts'
import { percent } from '../plain-words.ts'
import { onOneLine, type Style } from '../terminal-text.ts'
import { tableText } from './interval-table.ts'
import { gapWords, reportText } from './report-text.ts'

type Report = ReturnType<typeof describePlan>

/**
 * Renders the frame of an action plan for a terminal.
 *
 * @param report - the stub
 * @param style - width and colours
 * @param title - name of the survey
 * @returns lines that end with a line feed
 */
export function renderPlan(report: Report, style: Style, title: string): string {
  const { label, baseline, target, by, owner, expected } = report
  const interval = `${percent(baseline.confLow, 1)} to ${percent(baseline.confHigh, 1)}`
  const table = tableText(
    [{ head: 'Action' }, { head: '(to be written by the owner)', maxColumns: 90 }],
    [
      ['Theme', label],
      ['Owner', onOneLine(owner)],
      ['Metric', 'share of comments that complain of it'],
      ['Baseline', `${percent(baseline.estimate, 1)} (${interval}) of ${baseline.base} comments`],
      ['Target', percent(target, 1)],
      ['By', by],
      ...(expected === null
        ? []
        : [
            [
              'Would go with',
              `${gapWords(expected.detractorShareChange, { factor: 100, digits: 1 })} percentage points of detractors, ${gapWords(expected.npsPointsChange, { digits: 1 })} NPS points`,
            ],
          ]),
    ],
    style
  )
  return reportText(
    {
      title,
      about: `plan for ${label}`,
      blocks: [table],
      sentences: [
        'Numbers are copied from the analysis. The last line holds if the association is the cause; "whyscore before-after" tells later whether it came true.',
      ],
    },
    style
  )
}
