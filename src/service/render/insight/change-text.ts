import type { ChangeDecomposition, ChangePart } from '../../../insight/trends/decompose-change.ts'
import type { SameRespondents } from '../../../insight/trends/same-respondents.ts'
import { counted, signed } from '../plain-words.ts'
import type { Style } from '../terminal-text.ts'
import { tableText } from './interval-table.ts'
import { pText } from './render-segments.ts'

/** Parts of a change that are listed; the others are added up. */
const SHOWN_PARTS = 6

function partRow({ label, volume, severity, total }: ChangePart): string[] {
  return [
    label,
    signed(total.estimate, 1),
    `${signed(total.confLow, 1)} … ${signed(total.confHigh, 1)}`,
    signed(volume.estimate, 1),
    signed(severity.estimate, 1),
  ]
}

/** What a change of NPS is made of, largest part first. */
export function partsTable({ parts }: ChangeDecomposition, style: Style): string {
  const left = parts.slice(SHOWN_PARTS)
  const rest = left.reduce((sum, part) => sum + part.total.estimate, 0)
  return tableText(
    [
      { head: '', maxColumns: 34 },
      { head: 'Points', isRight: true },
      { head: 'Interval', isRight: true },
      { head: 'How often', isRight: true },
      { head: 'How bad', isRight: true },
    ],
    [
      ...parts.slice(0, SHOWN_PARTS).map(partRow),
      ...(left.length > 0 ? [[`${left.length} others`, signed(rest, 1)]] : []),
    ],
    style
  )
}

/** How the same people moved, in a sentence. */
export function sameRespondentsText({ base, detractorShare }: SameRespondents): string {
  if (base === 0 || detractorShare === null) return 'Nobody answered in both periods.'
  return `${counted(base, 'respondent')} answered in both: share of detractors among them ${signed(100 * detractorShare.estimate, 0)} percentage points (McNemar, p ${pText(detractorShare.pValue)}).`
}
