import type { GroupsReport } from '../../insight/describe-groups.ts'
import { counted } from '../plain-words.ts'
import type { Style } from '../terminal-text.ts'
import { BAR_COLUMN, cellFigures, SUPPRESSION_WORDS, tableText } from './interval-table.ts'
import { reportText } from './report-text.ts'

/** Traits named per group. */
const SHOWN_TRAITS = 4

/** "Plan = basic" reads as it stands, numbers as high or low; what a group is not, says little. */
function traitWords(traits: GroupsReport['groups'][number]['traits']): string {
  return traits
    .filter(({ name, distance }) => !name.includes(' = ') || distance > 0)
    .slice(0, SHOWN_TRAITS)
    .map(({ name, distance }) =>
      name.includes(' = ') ? name : `${distance > 0 ? 'high' : 'low'} ${name}`
    )
    .join(', ')
}

function row({ cell, traits }: GroupsReport['groups'][number]): string[] {
  const name = `Group ${cell.keys[0]?.bucket ?? ''}`
  if (cell.suppressed !== null) return [name, '', '', '', SUPPRESSION_WORDS[cell.suppressed]]
  return [name, ...cellFigures(cell), traitWords(traits)]
}

/**
 * Renders groups of respondents for a terminal.
 *
 * @param report - groups, or none
 * @param style - width and colours
 * @param title - name of the survey
 * @returns lines that end with a line feed
 */
export function renderGroups(report: GroupsReport, style: Style, title: string): string {
  const { groups, silhouette, warnings } = report
  const table = tableText(
    [
      { head: '' },
      { head: 'Scores', isRight: true },
      { head: 'NPS', isRight: true },
      { head: 'Interval', isRight: true },
      BAR_COLUMN,
      { head: 'vs rest', isRight: true },
      { head: '' },
      { head: 'Set apart by', maxColumns: 70 },
    ],
    groups.map(row),
    style
  )
  return reportText(
    {
      title,
      about: groups.length === 0 ? 'no groups' : counted(groups.length, 'group'),
      blocks: groups.length === 0 ? [] : [table],
      sentences: [
        ...warnings.map(({ detail }) => detail),
        ...(silhouette === null
          ? []
          : [
              `How well apart: ${silhouette.toFixed(2)} (1 is best). Neither scores nor comments took part in the grouping.`,
            ]),
      ],
    },
    style
  )
}
