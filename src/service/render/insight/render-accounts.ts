import type { AccountFigures, AccountReport } from '../../../insight/accounts/account-report.ts'
import { counted, grouped, percent, signed } from '../plain-words.ts'
import { onOneLine, type Style, wrap } from '../terminal-text.ts'
import {
  BAR_COLUMN,
  npsBar,
  points,
  pointsInterval,
  SUPPRESSION_WORDS,
  tableText,
} from './interval-table.ts'
import { pText } from './render-segments.ts'

/** Accounts listed in the table; `--format json` has all. */
const SHOWN_ACCOUNTS = 25

const FLAG_WORDS = {
  'single-voice': 'single voice',
  'no-decision-maker': 'nobody who decides',
  'role-holder-changed': 'role-holder changed',
} as const

function accountRow(account: AccountFigures, hasRevenue: boolean): string[] {
  const { cell } = account
  const theme = cell.themes.find((t) => t.negativeCount > 0)
  return [
    account.accountId,
    String(cell.base),
    points(cell.figures?.npsPoints),
    account.roles.map(({ role, npsPoints }) => `${role} ${signed(npsPoints, 0)}`).join(', '),
    ...(hasRevenue
      ? [account.revenueAtRisk === null ? '–' : grouped(Math.round(account.revenueAtRisk))]
      : []),
    theme?.label ?? '',
    account.flags.map((flag) => FLAG_WORDS[flag]).join(', '),
  ]
}

function rolesTable(report: AccountReport, style: Style): string {
  return tableText(
    [
      { head: 'Role' },
      { head: 'Scores', isRight: true },
      { head: 'NPS', isRight: true },
      { head: 'Interval', isRight: true },
      BAR_COLUMN,
      { head: 'Raised more here', maxColumns: 40 },
    ],
    report.roles.map((cell) => {
      const nps = cell.figures?.npsPoints
      const name = cell.keys[0]?.bucket ?? ''
      if (cell.suppressed !== null) return [name, '', '', '', SUPPRESSION_WORDS[cell.suppressed]]
      return [
        name,
        String(cell.base),
        points(nps),
        pointsInterval(nps),
        npsBar(nps),
        cell.distinctiveThemes.map((theme) => theme.label).join(', '),
      ]
    }),
    style
  )
}

function headline(report: AccountReport): string[] {
  const { respondentWeighted, accountWeighted, revenue, championGap } = report
  const gap = championGap.npsPoints
  return [
    `NPS with every respondent counting the same: ${points(respondentWeighted)} (${pointsInterval(respondentWeighted)})`,
    `NPS with every account counting the same:    ${points(accountWeighted)} (${pointsInterval(accountWeighted)}), ${counted(accountWeighted?.clusterCount ?? 0, 'account')}`,
    ...(revenue === null
      ? []
      : [
          `NPS weighted by revenue: ${points(revenue.npsPoints)} (${pointsInterval(revenue.npsPoints)}); detractors speak for ${percent(revenue.atRiskShare?.estimate ?? null)} of it, ${grouped(Math.round(revenue.atRisk))} of ${grouped(Math.round(revenue.total))}; ${counted(revenue.missingCount, 'account')} without a figure`,
        ]),
    gap === null
      ? `Champions against others: ${counted(championGap.accountCount, 'account')} with both, too few to compare.`
      : `Champions against others of their account: ${points(gap, true)} (${pointsInterval(gap, true)}, p ${pText(gap.pValue)}), ${counted(gap.clusterCount, 'account')} with both`,
  ]
}

/**
 * Renders accounts for a terminal.
 *
 * @param report - accounts and roles
 * @param style - width and colours
 * @param title - name of the survey
 * @returns lines that end with a line feed
 */
export function renderAccounts(report: AccountReport, style: Style, title: string): string {
  const hasRevenue = report.revenue !== null
  const shown = report.accounts.slice(0, SHOWN_ACCOUNTS)
  const table = tableText(
    [
      { head: 'Account, unhappiest first', maxColumns: 30 },
      { head: 'Scores', isRight: true },
      { head: 'NPS', isRight: true },
      { head: 'By role', maxColumns: 44 },
      ...(hasRevenue ? [{ head: 'At risk', isRight: true }] : []),
      { head: 'Complaint', maxColumns: 26 },
      { head: '' },
    ],
    shown.map((account) => accountRow(account, hasRevenue)),
    style
  )
  const left = report.accounts.length - shown.length
  return [
    `${style.bold('Whyscore')} · ${onOneLine(title)} · ${counted(report.accounts.length, 'account')}`,
    '',
    ...headline(report),
    '',
    rolesTable(report, style),
    '',
    table,
    ...(left > 0 ? [`and ${counted(left, 'more account')}; --format json lists all`] : []),
    '',
    ...report.warnings.map((warning) => wrap(warning.detail, style.columns)),
    '',
  ].join('\n')
}
