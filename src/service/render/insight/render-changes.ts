import type { describeChanges } from '../../insight/describe-changes.ts'
import { counted, signed } from '../plain-words.ts'
import type { Style } from '../terminal-text.ts'
import { partsTable, sameRespondentsText } from './change-text.ts'
import { BAR_COLUMN, npsBar, points, pointsInterval, tableText } from './interval-table.ts'
import { pText } from './render-segments.ts'
import { gapWords, reportText } from './report-text.ts'

type Report = ReturnType<typeof describeChanges>

const GROUPS = ['detractor', 'passive', 'promoter'] as const

/** Who moved between score groups: rows before, columns after. */
function movesTable(report: Report, style: Style): string[] {
  const people = report.sameRespondents
  if (people === null || people.base === 0) return []
  return [
    tableText(
      [
        { head: `${report.before} ↓   ${report.after} →`, maxColumns: 50 },
        ...GROUPS.map((group) => ({ head: `${group}s`, isRight: true })),
      ],
      GROUPS.map((before) => [
        `were ${before}s`,
        ...GROUPS.map((after) => String(people.moves[before][after])),
      ]),
      style
    ),
  ]
}

function peopleWords({ sameRespondents: people }: Report): string[] {
  if (people === null) return []
  const { newRespondents, lostRespondents } = people
  return [
    sameRespondentsText(people),
    ...(newRespondents === null
      ? []
      : [
          `NPS of ${counted(newRespondents.base, 'new respondent')}: ${points(newRespondents)} (${pointsInterval(newRespondents)}).`,
        ]),
    ...(lostRespondents === null
      ? []
      : [
          `NPS before of ${counted(lostRespondents.base, 'respondent')} who did not answer again: ${points(lostRespondents)} (${pointsInterval(lostRespondents)}).`,
        ]),
  ]
}

/**
 * Renders the change between two stretches of time for a terminal.
 *
 * @param report - the comparison
 * @param style - width and colours
 * @param title - name of the survey
 * @returns lines that end with a line feed
 */
export function renderChanges(report: Report, style: Style, title: string): string {
  const { before, after, npsBefore, npsAfter, npsPoints, decomposition } = report
  const levels = tableText(
    [
      { head: '' },
      { head: 'Scores', isRight: true },
      { head: 'NPS', isRight: true },
      { head: 'Interval', isRight: true },
      BAR_COLUMN,
    ],
    [[before, npsBefore] as const, [after, npsAfter] as const].map(([name, nps]) => [
      name,
      String(nps?.base ?? '–'),
      points(nps),
      pointsInterval(nps),
      npsBar(nps),
    ]),
    style
  )
  return reportText(
    {
      title,
      about: `from ${before} to ${after}`,
      blocks: [
        levels,
        ...(npsPoints === null
          ? []
          : [
              `Change ${gapWords(npsPoints, { digits: 1 })} points (p ${pText(npsPoints.pValue)}).${decomposition === null ? '' : ' What it is made of:'}${decomposition === null ? '' : `\n\n${partsTable(decomposition, style)}`}`,
            ]),
        ...movesTable(report, style),
      ],
      sentences: [
        ...peopleWords(report),
        ...report.warnings.map(({ detail }) => detail),
        ...(decomposition === null
          ? []
          : [
              `How often: the theme is raised by more or fewer people. How bad: those who raise it score differently. The parts add up to the change, ${signed(decomposition.npsPoints.estimate, 1)}. Days begin at midnight in ${report.timeZone}.`,
            ]),
      ],
    },
    style
  )
}
