import type { RecordsReport } from '../../insight/read-records.ts'
import { counted } from '../plain-words.ts'

/**
 * What became of a list of records, in sentences.
 *
 * @param report - rows and matches
 * @returns sentences; those about nothing are left out
 */
export function recordsWords(report: RecordsReport): string[] {
  const { rowCount, namelessCount, repeatedCount, contradictingCount } = report
  const { subjectCount, matchedSubjectCount, unmatchedSubjectCount } = report
  const { matchedResponseCount, unmatchedResponseCount, anonymousResponseCount } = report
  const { fields, leftOutColumns } = report
  const sides = [
    `${counted(subjectCount, 'person or account', 'people or accounts')} in ${counted(rowCount, 'row')}`,
    `${matchedSubjectCount} with a response, ${unmatchedSubjectCount} without`,
    `${counted(matchedResponseCount, 'response')} with a record, ${unmatchedResponseCount} without`,
  ]
  const extra = [
    anonymousResponseCount > 0 &&
      `${counted(anonymousResponseCount, 'response that names', 'responses that name')} nobody`,
    namelessCount > 0 &&
      `${counted(namelessCount, 'row that names', 'rows that name')} nobody, left out`,
    repeatedCount > 0 &&
      `${counted(repeatedCount, 'row')} of somebody who came before (${contradictingCount} with another value, of which the last counts)`,
  ].filter((part) => part !== false)
  return [
    `Records: ${[...sides, ...extra].join('; ')}.`,
    `Fields of the records: ${fields.length === 0 ? 'none' : fields.join(', ')}.`,
    ...(leftOutColumns.length > 0 ? [`Left out as personal: ${leftOutColumns.join(', ')}.`] : []),
  ]
}
