// How often cuts into clauses agree with those of people, on corpora/labelled-clauses.

import { readFileSync } from 'node:fs'
import { createCommentReader } from '../../src/text/comment-reader.ts'
import { loadTextResources } from '../text/resources.ts'

const CLAUSES = new URL('../../corpora/labelled-clauses/data.jsonl', import.meta.url)

/** Comments as lists of their clauses. */
function comments(): string[][] {
  const byComment = new Map<string, string[]>()
  for (const line of readFileSync(CLAUSES, 'utf8').trimEnd().split('\n')) {
    const { industry, comment, text } = JSON.parse(line)
    const key = `${industry} ${comment}`
    byComment.set(key, [...(byComment.get(key) ?? []), text])
  }
  return [...byComment.values()]
}

/** Offsets at which all clauses but the first start. */
function startsOf(clauses: readonly string[]): number[] {
  let at = 0
  return clauses.slice(0, -1).map((clause) => {
    at += clause.length + 1
    return at
  })
}

/**
 * Prints precision and recall of the places of cuts in comments of several labelled clauses, and cuts in comments of one.
 *
 * A comment of one labelled clause may hold several sentences of one opinion, so that its cuts are no errors.
 */
export default function run(): void {
  const reader = createCommentReader(loadTextResources())
  const cutsOf = (text: string) =>
    reader
      .read(text, 'reason')
      .clauses.slice(1)
      .map(({ start }) => start)
  const all = comments()
  const several = all.filter((clauses) => clauses.length > 1)
  let hits = 0
  let wanted = 0
  let found = 0
  for (const clauses of several) {
    const starts = startsOf(clauses)
    const cuts = cutsOf(clauses.join(' '))
    hits += cuts.filter((cut) => starts.includes(cut)).length
    wanted += starts.length
    found += cuts.length
  }
  console.log(
    `${several.length} comments of several clauses: ${wanted} cuts of people, ${found} of ours, precision ${(hits / found).toFixed(2)}, recall ${(hits / wanted).toFixed(2)}`
  )
  const single = all.filter((clauses) => clauses.length === 1)
  const cut = single.filter(([text = '']) => cutsOf(text).length > 0).length
  console.log(
    `${single.length} comments of one clause: ${(100 * (cut / single.length)).toFixed(0)} % are cut, by sentences or statements of one opinion`
  )
}
