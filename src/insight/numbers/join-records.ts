// Records from elsewhere (support, marketing, billing) beside responses. Nothing falls under the table: what meets
// nothing, on either side, and what comes twice is counted.

import type { Outcome, RecordMatch } from '../../domain/outcome.ts'
import type { SegmentValue } from '../../domain/response.ts'
import type { SurveyColumns } from '../../domain/survey-columns.ts'

/** What became of the rows of a list of records when they were read. */
export type RecordRows = {
  /** Rows of the list. */
  readonly rowCount: number
  /** Rows that name nobody; left out. */
  readonly namelessCount: number
  /** Rows of a person or account that an earlier row was of; they add to it. */
  readonly repeatedCount: number
  /** Repeated rows that give a field another value than the row before; the last counts. */
  readonly contradictingCount: number
}

/** Responses with the fields of their records. */
export type JoinedRecords = {
  readonly segments: SurveyColumns['segments']
  readonly match: RecordMatch
}

/**
 * One record per person or account, and how many rows said something twice.
 *
 * @param records - in the order of the list
 * @returns merged records, later rows adding to earlier ones, and the counts
 * @throws never
 * @see Outcome
 * @example
 * mergeRecords([{ subject: 'account', id: 'a', fields: { tickets: 1 } }, { subject: 'account', id: 'a', fields: { tickets: 2 } }])
 * // => { records: [{ …, fields: { tickets: 2 } }], repeatedCount: 1, contradictingCount: 1 }
 */
export function mergeRecords(records: readonly Outcome[]): {
  readonly records: readonly Outcome[]
  readonly repeatedCount: number
  readonly contradictingCount: number
} {
  const merged = new Map<string, Outcome>()
  let [repeatedCount, contradictingCount] = [0, 0]
  for (const record of records) {
    const key = JSON.stringify([record.subject, record.id])
    const known = merged.get(key)
    if (known) {
      repeatedCount++
      const contradicts = Object.entries(record.fields).some(
        ([field, value]) => Object.hasOwn(known.fields, field) && known.fields[field] !== value
      )
      if (contradicts) contradictingCount++
    }
    merged.set(key, { ...record, fields: { ...known?.fields, ...record.fields } })
  }
  return { records: [...merged.values()], repeatedCount, contradictingCount }
}

type Keys = Pick<SurveyColumns, 'respondents' | 'accounts'>

function byId(records: readonly Outcome[], subject: Outcome['subject']): Map<string, Outcome> {
  return new Map(records.filter((r) => r.subject === subject).map((r) => [r.id, r]))
}

/**
 * How records and responses meet.
 *
 * @param keys - respondent and account of each response
 * @param records - one per person or account
 * @returns counts of both sides that add up to all records and all responses
 * @throws never
 * @see mergeRecords
 * @example
 * matchRecords({ respondents: ['p1', 'p2'], accounts: [null, null] }, [{ subject: 'respondent', id: 'p1', fields: {} }])
 * // => { subjectCount: 1, matchedSubjectCount: 1, …, matchedResponseCount: 1, unmatchedResponseCount: 1, … }
 */
export function matchRecords(keys: Keys, records: readonly Outcome[]): RecordMatch {
  const [people, accounts] = [byId(records, 'respondent'), byId(records, 'account')]
  const met = new Set<Outcome>()
  let [matchedResponseCount, anonymousResponseCount] = [0, 0]
  keys.respondents.forEach((respondent, i) => {
    const account = keys.accounts[i] ?? null
    if (respondent === null && account === null) anonymousResponseCount++
    const own = [
      respondent === null ? undefined : people.get(respondent),
      account === null ? undefined : accounts.get(account),
    ].filter((record) => record !== undefined)
    if (own.length > 0) matchedResponseCount++
    for (const record of own) met.add(record)
  })
  const subjectCount = people.size + accounts.size
  const responseCount = keys.respondents.length
  return {
    subjectCount,
    matchedSubjectCount: met.size,
    unmatchedSubjectCount: subjectCount - met.size,
    matchedResponseCount,
    unmatchedResponseCount: responseCount - matchedResponseCount - anonymousResponseCount,
    anonymousResponseCount,
  }
}

/**
 * Gives each response the fields of its record: of the respondent where there is one, else of the account.
 *
 * A field that the survey has as well is taken from the records.
 *
 * @param columns - the survey
 * @param records - one per person or account
 * @param fields - fields to join; all without it
 * @returns segments with the joined fields, null where a response has no record, and how both sides met
 * @throws never
 * @see matchRecords
 * @example
 * joinRecords(columns, [{ subject: 'account', id: 'acme', fields: { tickets: 3 } }]).segments.tickets // => [3, null, …]
 */
export function joinRecords(
  columns: Keys & Pick<SurveyColumns, 'segments'>,
  records: readonly Outcome[],
  fields: readonly string[] = fieldsOf(records)
): JoinedRecords {
  const joined = fields.map((field): [string, (SegmentValue | null)[]] => {
    const own = records.filter((record) => Object.hasOwn(record.fields, field))
    const [people, accounts] = [byId(own, 'respondent'), byId(own, 'account')]
    return [
      field,
      columns.respondents.map((respondent, i) => {
        const account = columns.accounts[i] ?? null
        const ofPerson = respondent === null ? undefined : people.get(respondent)?.fields[field]
        const ofAccount = account === null ? undefined : accounts.get(account)?.fields[field]
        return ofPerson ?? ofAccount ?? null
      }),
    ]
  })
  return {
    segments: { ...columns.segments, ...Object.fromEntries(joined) },
    match: matchRecords(columns, records),
  }
}

/** Names of all fields of the records, sorted. */
export function fieldsOf(records: readonly Outcome[]): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record.fields)))].sort()
}
