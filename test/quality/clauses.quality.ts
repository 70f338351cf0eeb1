// How often cuts into clauses agree with those of people, on corpora/cut-comments and corpora/labelled-clauses. Every comment is
// cut by a model that was trained without it.

import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { createClauseSplitter } from '../../src/text/clauses/split-clauses.ts'
import { type CutComment, readCutComments } from '../../src/training/clauses/cut-examples.ts'
import { gapSamplesOf, loadBlankTables, trainCuts } from '../../src/training/clauses/train.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const FOLDS = 5

const byteOf = (text: string, i: number) => createHash('sha256').update(text).digest()[i] ?? 0
const foldOf = ({ text }: CutComment) => byteOf(text, 1) % FOLDS
/** Rules and features were chosen by looking at the other half only. */
const isUnread = ({ text }: CutComment) => byteOf(text, 0) % 2 === 0

/** Offsets of our cuts, by comment. */
export function cutsLeftOut(comments: readonly CutComment[]): Map<CutComment, number[]> {
  const tables = loadBlankTables(`${ROOT}lexicons`)
  const cuts = new Map<CutComment, number[]>()
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const others = comments.filter((comment) => foldOf(comment) !== fold)
    const split = createClauseSplitter(trainCuts(gapSamplesOf(others, tables)))
    for (const comment of comments) {
      if (foldOf(comment) !== fold) continue
      const words = tables.tokenize(comment.text)
      const starts = split(comment.text, words).map(({ from }) => words.tokens[from]?.start ?? 0)
      cuts.set(comment, starts.slice(1))
    }
  }
  return cuts
}

function report(name: string, comments: readonly CutComment[], cuts: Map<CutComment, number[]>) {
  let hits = 0
  let wanted = 0
  let found = 0
  for (const comment of comments) {
    const own = cuts.get(comment) ?? []
    hits += own.filter((cut) => comment.starts.has(cut)).length
    wanted += comment.starts.size
    found += own.length
  }
  console.log(
    `${name.padEnd(38)} ${String(comments.length).padStart(4)} comments: ${String(wanted).padStart(4)} cuts of people, ${String(found).padStart(4)} of ours, precision ${(hits / found).toFixed(2)}, recall ${(hits / wanted).toFixed(2)}`
  )
}

/**
 * Prints precision and recall of the places of cuts, all and for the half that nobody read, and how many comments of one labelled clause are cut.
 *
 * A comment of one labelled clause may hold several statements of one opinion, so that its cuts are no errors.
 */
export default function run(): void {
  const all = readCutComments(`${ROOT}corpora`)
  const cuts = cutsLeftOut(all)
  for (const [name, kind] of [
    ['cut comments', 'cut'],
    ['labelled clauses, several a comment', 'several'],
  ] as const) {
    const own = all.filter((comment) => comment.kind === kind)
    report(name, own, cuts)
    report('  of them, the half that was not read', own.filter(isUnread), cuts)
  }
  const whole = all.filter(({ kind, starts }) => kind === 'cut' && starts.size === 0)
  const isCut = (comment: CutComment) => (cuts.get(comment) ?? []).length > 0
  const share = (comments: readonly CutComment[]) =>
    `${((100 * comments.filter(isCut).length) / comments.length).toFixed(0)} %`
  console.log(`${whole.length} comments that people leave whole: ${share(whole)} are cut`)
  const single = all.filter(({ kind }) => kind === 'one')
  console.log(
    `${single.length} comments of one labelled clause: ${share(single)} are cut, by sentences or statements of one opinion`
  )
}
