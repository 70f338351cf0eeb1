import { join } from 'node:path'
import type { CommentReader } from '../../src/domain/reading.ts'
import { readRows } from '../../src/training/sentiment/examples.ts'

/**
 * Prints the failure rate of each CheckList test and capability (Ribeiro et al., ACL 2020).
 *
 * `mixed` and `undetected` pass where neutral is expected: a sentence without sentiment has no evidence to detect.
 */
export function printCheckList(data: string, reader: CommentReader): void {
  const rows = readRows(join(data, 'checklist/mft-sample.jsonl'))
  if (rows.length === 0) {
    process.stdout.write('CheckList: skipped, not found\n')
    return
  }
  const counts = new Map<string, { total: number; failed: number }>()
  for (const row of rows) {
    const { polarity } = reader.read(String(row.text), 'reason').sentiment
    const isNeutral = polarity !== 'negative' && polarity !== 'positive'
    const given = isNeutral ? 'neutral' : polarity
    const label = String(row.label)
    const isFailed = label === 'not_negative' ? given === 'negative' : given !== label
    for (const key of [
      `= ${String(row.capability)}`,
      `${String(row.capability)}: ${String(row.test)} → ${label}`,
    ]) {
      const count = counts.get(key) ?? { total: 0, failed: 0 }
      counts.set(key, { total: count.total + 1, failed: count.failed + (isFailed ? 1 : 0) })
    }
  }
  process.stdout.write('\nCheckList, share of failures\n')
  for (const [key, { total, failed }] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    process.stdout.write(
      `${((100 * failed) / total).toFixed(1).padStart(6)} %  of ${String(total).padStart(4)}  ${key}\n`
    )
  }
}
