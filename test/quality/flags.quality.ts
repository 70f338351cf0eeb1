// Precision and recall of the flags on whole comments that were labelled with them, and on the labelled clauses put together again.

import { readFileSync } from 'node:fs'
import { createCommentReader } from '../../src/text/comment-reader.ts'
import { loadTextResources } from '../text/resources.ts'

const CORPORA = new URL('../../corpora/', import.meta.url)
const FLAGS = ['churn-intent', 'request', 'competitor'] as const

type Labelled = { readonly text: string; readonly flags: readonly string[] }
type Row = Readonly<Record<string, unknown>>

const rowsOf = (corpus: string): Row[] =>
  readFileSync(new URL(`${corpus}/data.jsonl`, CORPORA), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

/** Comments of corpora/labelled-comments. */
function comments(): Labelled[] {
  return rowsOf('labelled-comments').map(({ text, flags }) => ({
    text: String(text),
    flags: flags as string[],
  }))
}

/** Comments of corpora/labelled-clauses; a clause names only its main phenomena, so that right flags count as wrong there. */
function joinedClauses(): Labelled[] {
  const byComment = new Map<string, Row[]>()
  for (const row of rowsOf('labelled-clauses')) {
    const key = `${row.industry} ${row.comment}`
    byComment.set(key, [...(byComment.get(key) ?? []), row])
  }
  return [...byComment.values()].map((rows) => ({
    text: rows.map((row) => String(row.text)).join(' '),
    flags: rows.flatMap((row) => row.phenomena as string[]),
  }))
}

/** Prints precision and recall by flag and corpus. */
export default function run(): void {
  const reader = createCommentReader(loadTextResources())
  for (const [name, rows] of [
    ['labelled comments', comments()],
    ['labelled clauses', joinedClauses()],
  ] as const) {
    const given = rows.map(({ text }) => reader.read(text, 'reason').flags)
    for (const flag of FLAGS) {
      const found = rows.filter((_, i) => given[i]?.includes(flag))
      const wanted = rows.filter(({ flags }) => flags.includes(flag))
      const hits = found.filter(({ flags }) => flags.includes(flag)).length
      console.log(
        `${name.padEnd(18)} ${flag.padEnd(13)} labelled ${String(wanted.length).padStart(4)}, found ${String(found.length).padStart(4)}  precision ${(hits / found.length).toFixed(2)}  recall ${(hits / wanted.length).toFixed(2)}`
      )
    }
  }
}
