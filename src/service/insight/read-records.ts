import type { Outcome, RecordMatch } from '../../domain/outcome.ts'
import type { SegmentValue } from '../../domain/response.ts'
import { joinRecords, type RecordRows } from '../../insight/numbers/join-records.ts'
import type { ByteSource } from '../read-file/byte-source.ts'
import { IGNORED_HEADINGS, plainHeading } from '../read-file/column-words.ts'
import { UnreadableFileError } from '../read-file/file-error.ts'
import { openTable } from '../read-file/table.ts'
import type { JoinedSurvey } from './join-responses.ts'
import { cellValue, type ReadRecords, recordsOf } from './read-brought.ts'
import { columnOf } from './read-invited.ts'

/** Why a heading is never a field of a record: what follows from a person's identity. */
const PERSONAL = /^(name of a person|personal data)$/

/** A list of records read from a file. */
export type RecordsFile = ReadRecords & {
  /** Columns that are left out because they are personal. */
  readonly leftOutColumns: readonly string[]
}

/** What became of a list of records: its rows, and how it met the responses. */
export type RecordsReport = RecordRows &
  RecordMatch & { readonly fields: readonly string[]; readonly leftOutColumns: readonly string[] }

/**
 * Records of support, marketing or billing from a file: CSV, TSV, XLSX, JSON Lines or JSON.
 *
 * @param source - one row per person or account, with a column of respondents or accounts; with both, the respondent
 *   counts where there is one
 * @throws {UnreadableFileError} if the file cannot be used or names neither respondents nor accounts
 */
export async function readRecords(source: ByteSource): Promise<RecordsFile> {
  const table = await openTable(source)
  const headings = table.columns.map((column) => column.headings)
  const person = columnOf(headings, 'respondentId')
  const account = columnOf(headings, 'accountId')
  if (person === -1 && account === -1) {
    const names = table.columns.map(({ name }) => name).join(', ')
    const wanted = 'a column of respondents or accounts, such as "Customer id" or "Account"'
    throw new UnreadableFileError(source.name, `expected ${wanted}, got ${names}`)
  }
  const isPersonal = (names: readonly string[]) =>
    IGNORED_HEADINGS.some(
      ([pattern, reason]) =>
        PERSONAL.test(reason) && names.some((name) => pattern.test(plainHeading(name)))
    )
  const rest = table.columns.flatMap(({ name }, at) =>
    at === person || at === account ? [] : [{ name, at, isLeftOut: isPersonal(headings[at] ?? []) }]
  )
  const used = rest.filter(({ isLeftOut }) => !isLeftOut)
  const records: Outcome[] = []
  let namelessCount = 0
  for await (const { cells = [] } of table.rows) {
    const respondentId = cells[person]?.trim() ?? ''
    const id = respondentId || (cells[account]?.trim() ?? '')
    if (id === '') {
      namelessCount++
      continue
    }
    const fields = used.flatMap(({ name, at }): [string, SegmentValue][] => {
      const cell = cells[at]?.trim() ?? ''
      return cell === '' ? [] : [[name, cellValue(cell)]]
    })
    const subject = respondentId === '' ? 'account' : 'respondent'
    records.push({ subject, id, fields: Object.fromEntries(fields) })
  }
  const leftOutColumns = rest.flatMap(({ name, isLeftOut }) => (isLeftOut ? [name] : []))
  return { ...recordsOf(records, namelessCount), leftOutColumns }
}

/**
 * A survey with the fields of records among its segments.
 *
 * @param survey - joined responses
 * @param file - records
 * @returns the survey, and what met what
 */
export function withRecords(
  survey: JoinedSurvey,
  { records, rows, leftOutColumns }: RecordsFile
): { readonly survey: JoinedSurvey; readonly report: RecordsReport } {
  const fields = [...new Set(records.flatMap((record) => Object.keys(record.fields)))].sort()
  const { segments, match } = joinRecords(survey.columns, records, fields)
  const facts = survey.facts.map((fact, i) => ({
    ...fact,
    segments: {
      ...fact.segments,
      ...Object.fromEntries(
        fields.flatMap((field): [string, SegmentValue][] => {
          const value = segments[field]?.[i] ?? null
          return value === null ? [] : [[field, value]]
        })
      ),
    },
  }))
  return {
    survey: { ...survey, columns: { ...survey.columns, segments }, facts },
    report: { fields, leftOutColumns, ...rows, ...match },
  }
}
