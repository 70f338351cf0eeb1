import type { CaseLists } from '../../insight/list-cases.ts'
import { counted } from '../plain-words.ts'
import { onOneLine, type Style, wrap } from '../terminal-text.ts'
import { tableText } from './interval-table.ts'

/** Cases and promoters listed; `--format json` has all. */
const SHOWN_CASES = 20
const SHOWN_PROMOTERS = 10

function detractorTable(
  { detractors }: CaseLists,
  labels: ReadonlyMap<string, string>,
  style: Style
): string {
  return tableText(
    [
      { head: 'Call back', maxColumns: 16 },
      { head: 'Score', isRight: true },
      { head: 'Urgency', isRight: true },
      { head: 'Account', maxColumns: 20 },
      { head: 'Reason', maxColumns: 24 },
      { head: 'Team', maxColumns: 18 },
      { head: 'In their words', maxColumns: 60 },
    ],
    detractors
      .slice(0, SHOWN_CASES)
      .map((c) => [
        c.responseId,
        String(c.score ?? '–'),
        c.severity.toFixed(2),
        c.accountId ?? '',
        c.themeId === null ? '' : (labels.get(c.themeId) ?? c.themeId),
        c.team,
        c.quote ?? '',
      ]),
    style
  )
}

function promoterTable(
  { promoters }: CaseLists,
  labels: ReadonlyMap<string, string>,
  style: Style
): string {
  return tableText(
    [
      { head: 'Thank', maxColumns: 16 },
      { head: 'Account', maxColumns: 20 },
      { head: 'Praises', maxColumns: 26 },
      { head: 'May be quoted with', maxColumns: 60 },
      { head: '' },
    ],
    promoters
      .slice(0, SHOWN_PROMOTERS)
      .map((p) => [
        p.responseId,
        p.accountId ?? '',
        p.themeId === null ? '' : (labels.get(p.themeId) ?? p.themeId),
        p.quote ?? (p.quoteStatus === 'no-consent' ? '(no consent given)' : ''),
        p.isAdvocate ? 'recommends already' : '',
      ]),
    style
  )
}

/**
 * Renders case lists for a terminal.
 *
 * @param lists - detractors and promoters
 * @param labels - label of each theme id
 * @param style - width and colours
 * @param title - name of the survey
 * @returns lines that end with a line feed
 */
export function renderCases(
  lists: CaseLists,
  labels: ReadonlyMap<string, string>,
  style: Style,
  title: string
): string {
  const { detractors, promoters } = lists
  const left = detractors.length - SHOWN_CASES
  const note =
    'Urgency: half the score, a quarter how harsh the comment is, a quarter whether they speak of leaving. Quotes are masked; promoters are quoted only where a consent field allows it.'
  return [
    `${style.bold('Whyscore')} · ${onOneLine(title)} · ${counted(detractors.length, 'detractor')}, ${counted(promoters.length, 'promoter')}`,
    '',
    detractorTable(lists, labels, style),
    ...(left > 0 ? [`and ${counted(left, 'more case')}; --format json lists all`] : []),
    '',
    promoterTable(lists, labels, style),
    '',
    wrap(note, style.columns),
    '',
  ].join('\n')
}
