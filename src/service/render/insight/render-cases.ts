import type { CaseLists } from '../../insight/list-cases.ts'
import { counted } from '../plain-words.ts'
import { onOneLine, type Style, wrap } from '../terminal-text.ts'
import { tableText } from './interval-table.ts'

/** Entries shown; `--format json` has all. */
const SHOWN_CASES = 20
const SHOWN_PASSIVES = 10
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

function passiveTable(
  { passives }: CaseLists,
  labels: ReadonlyMap<string, string>,
  style: Style
): string {
  return tableText(
    [
      { head: 'Win over', maxColumns: 16 },
      { head: 'Score', isRight: true },
      { head: 'Account', maxColumns: 20 },
      { head: 'Misses', maxColumns: 26 },
      { head: 'In their words', maxColumns: 60 },
      { head: '' },
    ],
    passives
      .slice(0, SHOWN_PASSIVES)
      .map((p) => [
        p.responseId,
        String(p.score ?? '–'),
        p.accountId ?? '',
        p.themeId === null ? '' : (labels.get(p.themeId) ?? p.themeId),
        p.quote ?? '',
        p.isLeaving ? 'speaks of leaving' : '',
      ]),
    style
  )
}

/** The lists by the segments of a field, as a table. */
function segmentTable({ segments }: CaseLists, style: Style): string[] {
  if (segments === null) return []
  const lists = [segments.detractors, segments.passives, segments.promoters]
  const values = [...new Set(lists.flatMap((list) => list.map(({ value }) => value)))]
  const countOf = (list: (typeof lists)[number], value: string | null) =>
    String(list.find((each) => each.value === value)?.responseCount ?? 0)
  const columns = ['Call back', 'Win over', 'Thank'].map((head) => ({ head, isRight: true }))
  const rows = values.map((value) => [
    value ?? '(missing)',
    ...lists.map((list) => countOf(list, value)),
  ])
  return [tableText([{ head: segments.by, maxColumns: 34 }, ...columns], rows, style), '']
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
 * @param lists - detractors, passives and promoters
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
  const { detractors, passives, promoters } = lists
  const more = (count: number, shown: number, noun: string) =>
    count > shown ? [`and ${counted(count - shown, `more ${noun}`)}; --format json lists all`] : []
  const note =
    'Urgency: half the score, a quarter how harsh the comment is, a quarter whether they speak of leaving. Quotes are masked; promoters are quoted only where a consent field allows it.'
  return [
    `${style.bold('Whyscore')} · ${onOneLine(title)} · ${counted(detractors.length, 'detractor')}, ${counted(passives.length, 'passive')}, ${counted(promoters.length, 'promoter')}`,
    '',
    detractorTable(lists, labels, style),
    ...more(detractors.length, SHOWN_CASES, 'case'),
    '',
    passiveTable(lists, labels, style),
    ...more(passives.length, SHOWN_PASSIVES, 'passive'),
    '',
    promoterTable(lists, labels, style),
    ...more(promoters.length, SHOWN_PROMOTERS, 'promoter'),
    '',
    ...segmentTable(lists, style),
    wrap(note, style.columns),
    '',
  ].join('\n')
}
