import type { RejectedResponse } from '../domain/response.ts'
import type { ColumnField } from '../service/read-file/column-words.ts'
import type { ReadFile } from '../service/read-file/read-responses-file.ts'
import type { MappedColumn } from '../service/read-file/recognise-columns.ts'
import { csvRow } from '../service/render/csv-cell.ts'
import { counted, grouped } from '../service/render/plain-words.ts'
import { cut, onOneLine, padTo } from '../service/render/terminal-text.ts'

/** Rejected rows that are shown one by one for each reason. */
const SHOWN_PER_REASON = 3
const SHOWN_REASONS = 10
const COLUMN_COLUMNS = 30
const REASON_COLUMNS = 28
const SAMPLE_COLUMNS = 20

const FIELD_WORDS: Readonly<Record<ColumnField, string>> = {
  id: 'id',
  score: 'score',
  comment: 'comment',
  at: 'time',
  respondentId: 'respondent',
  accountId: 'account',
  role: 'role',
  segment: 'segment',
  ignored: 'not used',
}

/** How the file was understood, for a person: format, columns with reason and sample, notes. */
export function mappingText(name: string, file: ReadFile): string {
  const order: readonly ColumnField[] = [
    'comment',
    'score',
    'id',
    'at',
    'respondentId',
    'accountId',
    'role',
    'segment',
  ]
  const used = order.flatMap((field) => file.mapping.filter((column) => column.field === field))
  const ignored = file.mapping.filter(({ field }) => field === 'ignored')
  const lines = [
    `Read ${name} (${file.format}, ${file.about}): ${counted(file.read.responses.length, 'response')}`,
    ...used.map(mappingLine),
    ...(ignored.length > 0
      ? [cut(`  not used: ${ignored.map(ignoredWords).join(', ')}`, 400)]
      : []),
    ...file.notes.map((note) => `  Note: ${note}`),
  ]
  return `${lines.join('\n')}\n`
}

function mappingLine({ column, field, reason, sample }: MappedColumn): string {
  const name = padTo(cut(onOneLine(column), COLUMN_COLUMNS), COLUMN_COLUMNS)
  return `  ${name} → ${padTo(FIELD_WORDS[field], 10)} ${padTo(cut(reason, REASON_COLUMNS), REASON_COLUMNS)} e.g. ${cut(onOneLine(sample), SAMPLE_COLUMNS)}`
}

function ignoredWords({ column, reason }: MappedColumn): string {
  return `${cut(onOneLine(column), COLUMN_COLUMNS)} (${reason})`
}

/** Rejected rows grouped by reason: thousands of equal ones take a few lines. */
export function rejectedText(rejected: readonly RejectedResponse[]): string {
  if (rejected.length === 0) return ''
  const groups = new Map<string, RejectedResponse[]>()
  for (const row of rejected) {
    const group = groups.get(reasonOf(row))
    if (group) group.push(row)
    else groups.set(reasonOf(row), [row])
  }
  const sorted = [...groups].sort(([, a], [, b]) => b.length - a.length)
  const lines = sorted
    .slice(0, SHOWN_REASONS)
    .flatMap(([reason, rows]) => [
      `  ${grouped(rows.length)} × ${reason}`,
      ...rows
        .slice(0, SHOWN_PER_REASON)
        .map(
          ({ pointer, id, detail }) =>
            `      ${pointer}${id ? ` (id ${onOneLine(id)})` : ''}: ${detail}`
        ),
      ...(rows.length > SHOWN_PER_REASON
        ? [`      and ${grouped(rows.length - SHOWN_PER_REASON)} more`]
        : []),
    ])
  const hidden = sorted.length - SHOWN_REASONS
  return `${[
    `Rejected ${counted(rejected.length, 'row')} (all of them: --rejected PATH)`,
    ...lines,
    ...(hidden > 0 ? [`  and ${counted(hidden, 'further reason')}`] : []),
  ].join('\n')}\n`
}

/** The same fault of different rows differs in the value only. */
function reasonOf({ pointer, detail }: RejectedResponse): string {
  const column = pointer.split('/').slice(3).join('/')
  return `${column ? `${column}: ` : ''}${detail.split(', got ')[0]}`
}

/** All rejected rows as CSV. */
export function rejectedCsv(rejected: readonly RejectedResponse[]): string {
  return (
    csvRow(['index', 'id', 'pointer', 'detail']) +
    rejected.map((row) => csvRow([row.index, row.id, row.pointer, row.detail])).join('')
  )
}
