import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A comment with the places where people part its opinions. */
export type CutComment = {
  readonly text: string
  /** Offsets at which a clause other than the first starts. */
  readonly starts: ReadonlySet<number>
  /** `corpora/cut-comments` was cut clause by clause; of `corpora/labelled-clauses` comments of several clauses and of one. */
  readonly kind: 'cut' | 'several' | 'one'
}

type Row = { readonly [field: string]: unknown }

const rowsOf = (corpora: string, name: string): Row[] =>
  readFileSync(join(corpora, name, 'data.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

/** Comments of both corpora, in the order of their files. */
export function readCutComments(corpora: string): CutComment[] {
  const cut = rowsOf(corpora, 'cut-comments').map(({ text, cuts }) => ({
    text: String(text),
    starts: new Set(cuts as number[]),
    kind: 'cut' as const,
  }))
  const byComment = new Map<string, string[]>()
  for (const { industry, comment, text } of rowsOf(corpora, 'labelled-clauses')) {
    const key = `${industry} ${comment}`
    byComment.set(key, [...(byComment.get(key) ?? []), String(text)])
  }
  return [...cut, ...[...byComment.values()].map(ofClauses)]
}

function ofClauses(clauses: readonly string[]): CutComment {
  const starts = new Set<number>()
  let at = 0
  for (const clause of clauses.slice(0, -1)) {
    at += clause.length + 1
    starts.add(at)
  }
  return { text: clauses.join(' '), starts, kind: clauses.length > 1 ? 'several' : 'one' }
}
