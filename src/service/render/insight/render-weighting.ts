import type { WeightingReport } from '../../insight/describe-weighting.ts'
import { counted } from '../plain-words.ts'
import type { Style } from '../terminal-text.ts'
import { BAR_COLUMN, npsBar, points, pointsInterval, tableText } from './interval-table.ts'
import { reportText } from './report-text.ts'

/**
 * Renders an NPS weighted to a population for a terminal.
 *
 * @param report - weighted beside unweighted
 * @param style - width and colours
 * @param title - name of the survey
 * @returns lines that end with a line feed
 */
export function renderWeighting(
  { field, weighted }: WeightingReport,
  style: Style,
  title: string
): string {
  if (weighted === null) {
    const sentence = `No response with a score has a "${field}" that the population names.`
    return reportText({ title, about: `weighted by ${field}`, sentences: [sentence] }, style)
  }
  const { npsPoints, unweightedNpsPoints, effectiveBase, emptyGroups, leftOutCount } = weighted
  const row = (name: string, nps: typeof npsPoints) => [
    name,
    points(nps),
    pointsInterval(nps),
    npsBar(nps),
  ]
  const table = tableText(
    [{ head: '' }, { head: 'NPS', isRight: true }, { head: 'Interval', isRight: true }, BAR_COLUMN],
    [row('As they answered', unweightedNpsPoints), row('As in the population', npsPoints)],
    style
  )
  return reportText(
    {
      title,
      about: `weighted by ${field}`,
      blocks: [table],
      sentences: [
        `${counted(npsPoints.base, 'score')} tell as much as ${effectiveBase.toFixed(0)} of equal weight would.`,
        ...(emptyGroups.length > 0
          ? [`Nobody answered of ${emptyGroups.join(', ')}; the other groups stand in for them.`]
          : []),
        ...(leftOutCount > 0
          ? [`${counted(leftOutCount, 'score')} of other groups or without one are left out.`]
          : []),
      ],
    },
    style
  )
}
