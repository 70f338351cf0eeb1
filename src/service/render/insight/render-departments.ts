import type { DepartmentsReport } from '../../insight/describe-departments.ts'
import { counted, grouped } from '../plain-words.ts'
import type { Style } from '../terminal-text.ts'
import { tableText } from './interval-table.ts'
import { reportText } from './report-text.ts'

/**
 * Renders themes by department for a terminal.
 *
 * @param report - departments and totals
 * @param style - width and colours
 * @param title - name of the survey
 * @returns lines that end with a line feed
 */
export function renderDepartments(report: DepartmentsReport, style: Style, title: string): string {
  const count = (value: number) => grouped(value)
  const table = tableText(
    [
      { head: 'Department', maxColumns: 24 },
      { head: 'Mentions', isRight: true },
      { head: 'Complaints', isRight: true },
      { head: 'Praise', isRight: true },
      { head: 'Responses', isRight: true },
      { head: 'Themes', maxColumns: 70 },
    ],
    [
      ...report.departments.map((department) => [
        department.department,
        count(department.mentionCount),
        count(department.negativeCount),
        count(department.positiveCount),
        count(department.responseCount),
        department.themes.map(({ label }) => label).join(', '),
      ]),
      [
        'All',
        count(report.mentionCount),
        count(report.negativeCount),
        count(report.positiveCount),
        '',
        '',
      ],
    ],
    style
  )
  return reportText(
    {
      title,
      about: counted(report.departments.length, 'department'),
      blocks: [table],
      sentences: [
        'A response counts once for each theme that it raises; one that raises themes of two departments is in the responses of both, so these have no sum. Themes that no row of the routing table names belong to its default team.',
      ],
    },
    style
  )
}
