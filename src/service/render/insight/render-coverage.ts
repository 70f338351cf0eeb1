import type { describeCoverage } from '../../insight/describe-coverage.ts'
import { counted, percent } from '../plain-words.ts'
import { type Style, wrap } from '../terminal-text.ts'
import { tableText } from './interval-table.ts'

type Report = NonNullable<Awaited<ReturnType<typeof describeCoverage>>>

/** Silent accounts named; `--format json` has all. */
const SHOWN_SILENT = 20

function shareText({ estimate, confLow, confHigh }: Report['responseShare']): string[] {
  return [percent(estimate), `${percent(confLow)} … ${percent(confHigh)}`]
}

function silentWords({ silentAccounts }: Report): string[] {
  if (silentAccounts.length === 0) return []
  const left = silentAccounts.length - SHOWN_SILENT
  return [
    `Nobody answered from ${counted(silentAccounts.length, 'invited account')}: ${silentAccounts.slice(0, SHOWN_SILENT).join(', ')}${left > 0 ? ` and ${left} more` : ''}.`,
  ]
}

/**
 * Renders who was asked and who answered for a terminal, to stand below the accounts.
 *
 * @param report - coverage
 * @param style - width and colours
 * @returns lines that end with a line feed
 */
export function renderCoverage(report: Report, style: Style): string {
  const table = tableText(
    [
      { head: 'Asked, by role' },
      { head: 'Invited', isRight: true },
      { head: 'Answered', isRight: true },
      { head: 'Share', isRight: true },
      { head: 'Interval', isRight: true },
    ],
    [...report.roles, { role: 'all', ...report }].map((row) => [
      row.role,
      String(row.invitedCount),
      String(row.respondedCount),
      ...shareText(row.responseShare),
    ]),
    style
  )
  const { uninvitedCount, anonymousCount, repeatedCount } = report
  const notes = [
    ...silentWords(report),
    ...(uninvitedCount > 0
      ? [`${counted(uninvitedCount, 'respondent')} answered without being on the list.`]
      : []),
    ...(anonymousCount > 0 ? [`${counted(anonymousCount, 'response')} name nobody.`] : []),
    ...(repeatedCount > 0
      ? [`${counted(repeatedCount, 'row')} of the list repeat a person; the first counts.`]
      : []),
  ]
  const wrapped = notes.map((note) => wrap(note, style.columns)).join('\n')
  return `\n${table}\n\n${wrapped}\n`
}
