import Papa from 'papaparse'
import { z } from 'zod'
import type { InvitedPerson, Outcome } from '../../domain/outcome.ts'
import type { SegmentValue } from '../../domain/response.ts'
import { mergeRecords, type RecordRows } from '../../insight/numbers/join-records.ts'
import { MAX_FIELD_CHARS } from '../request/limits.ts'
import { InvalidRequestError } from '../request/read-analysis-request.ts'
import { checked } from '../surveys/survey-settings.ts'

/** Entries of one list. */
const MAX_ENTRIES = 200_000

/** Fields of one outcome. */
const MAX_FIELDS = 20

const id = z.string().trim().min(1).max(MAX_FIELD_CHARS)
const value = z.union([z.string().max(MAX_FIELD_CHARS), z.number(), z.boolean()])
const fields = z
  .record(id, value)
  .refine((given) => Object.keys(given).length <= MAX_FIELDS, `expected at most ${MAX_FIELDS}`)

/** Body of `PUT …/outcomes`. */
export const outcomesSchema = z
  .strictObject({
    outcomes: z
      .array(
        z.union([
          z.strictObject({ respondentId: id, fields }),
          z.strictObject({ accountId: id, fields }),
        ])
      )
      .max(MAX_ENTRIES),
  })
  .meta({
    id: 'Outcomes',
    description: 'What became of people and accounts: churned, lifetime value, order value',
  })

/** Body of `PUT …/invited`. */
export const invitedSchema = z
  .strictObject({
    invited: z
      .array(z.strictObject({ respondentId: id, accountId: id.optional(), role: id.optional() }))
      .max(MAX_ENTRIES),
  })
  .meta({ id: 'Invited', description: 'Everybody who was asked to answer' })

/** How headings of uploads may call what a row is about. */
const HEADINGS: Readonly<Record<string, 'respondentId' | 'accountId' | 'role'>> = {
  respondentid: 'respondentId',
  respondent: 'respondentId',
  contact: 'respondentId',
  contactid: 'respondentId',
  email: 'respondentId',
  accountid: 'accountId',
  account: 'accountId',
  company: 'accountId',
  role: 'role',
  title: 'role',
  jobtitle: 'role',
}

/** Records as they are kept, and what became of the rows that they were read from. */
export type ReadRecords = { readonly records: readonly Outcome[]; readonly rows: RecordRows }

/**
 * Reads uploaded outcomes.
 *
 * @param body - parsed JSON, or the text of a CSV file with a respondent or account column and one
 *   column per outcome; with both, the respondent counts. Rows of CSV that name nobody are counted and left out
 * @throws {InvalidRequestError} naming each place that is wrong
 */
export function readOutcomes(body: unknown): ReadRecords {
  const rows = typeof body === 'string' ? outcomeRows(body) : null
  const named = rows?.filter((row) => row !== null)
  const given = named ? { outcomes: named } : body
  const { outcomes } = checked(outcomesSchema, given)
  return recordsOf(
    outcomes.map((entry) => {
      const isPerson = 'respondentId' in entry
      return {
        subject: isPerson ? 'respondent' : 'account',
        id: isPerson ? entry.respondentId : entry.accountId,
        fields: entry.fields,
      }
    }),
    (rows?.length ?? 0) - (named?.length ?? 0)
  )
}

/** One record per person or account, with the count of the rows. */
export function recordsOf(given: readonly Outcome[], namelessCount: number): ReadRecords {
  const { records, repeatedCount, contradictingCount } = mergeRecords(given)
  const rowCount = given.length + namelessCount
  return { records, rows: { rowCount, namelessCount, repeatedCount, contradictingCount } }
}

/**
 * Reads an uploaded list of invited people.
 *
 * @param body - parsed JSON, or the text of a CSV file with a respondent column
 * @throws {InvalidRequestError} naming each place that is wrong
 */
export function readInvited(body: unknown): InvitedPerson[] {
  const given = typeof body === 'string' ? { invited: invitedRows(body) } : body
  return checked(invitedSchema, given).invited.map(({ respondentId, accountId, role }) => ({
    respondentId,
    accountId: accountId ?? null,
    role: role ?? null,
  }))
}

type CsvRow = {
  readonly about: Readonly<Record<string, string>>
  readonly rest: [string, string][]
}

function csvRows(text: string): CsvRow[] {
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, '').trim(), {
    skipEmptyLines: 'greedy',
  })
  const [head = [], ...rows] = data
  const names = head.map((cell) => HEADINGS[cell.toLowerCase().replace(/[^a-z]/g, '')] ?? null)
  if (!names.includes('respondentId') && !names.includes('accountId')) {
    throw new InvalidRequestError([
      { pointer: '/0', detail: 'expected a column respondentId or accountId' },
    ])
  }
  return rows.map((row) => {
    const about: Record<string, string> = {}
    const rest: [string, string][] = []
    row.forEach((cell, i) => {
      const name = names[i]
      if (cell.trim() === '') return
      if (name) about[name] = cell
      else rest.push([head[i] ?? '', cell])
    })
    return { about, rest }
  })
}

/** Null for a row that names nobody. */
function outcomeRows(text: string): (object | null)[] {
  return csvRows(text).map(({ about, rest }) => {
    const { respondentId, accountId, role } = about
    if (respondentId === undefined && accountId === undefined) return null
    const given = Object.fromEntries([
      ...rest.map(([name, cell]): [string, SegmentValue] => [name, cellValue(cell)]),
      ...(role === undefined ? [] : [['role', role]]),
    ])
    return respondentId === undefined
      ? { accountId, fields: given }
      : { respondentId, fields: given }
  })
}

function invitedRows(text: string): object[] {
  return csvRows(text).map(({ about }) => about)
}

/** A number where the cell is one, else its text. */
export function cellValue(cell: string): SegmentValue {
  const text = cell.trim()
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : text
}
