// Precision and recall of the flags on whole comments that were labelled with them; every comment is read by a model that was trained
// without it. Rules were read off the older comments and one half of the plain ones only.

import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { createCommentReader } from '../../src/text/comment-reader.ts'
import { WORD_FLAGS } from '../../src/text/flag-model.ts'
import { createFlagReader } from '../../src/text/flags.ts'
import { isScoreCommentDisagreement } from '../../src/text/score-comment-disagreement.ts'
import {
  clauseUnitsOf,
  type FlagComment,
  flagSamplesOf,
  readFlagComments,
  trainPackedFlags,
} from '../../src/training/flags/train.ts'
import { loadTextTables } from '../../src/training/sentiment/train.ts'
import { loadTextResources } from '../text/resources.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const FOLDS = 5

const byteOf = (text: string, i: number) => createHash('sha256').update(text).digest()[i] ?? 0
const foldOf = ({ text }: FlagComment) => byteOf(text, 1) % FOLDS
const isPlain = ({ source }: FlagComment) => source.startsWith('flag-')
const isUnread = (comment: FlagComment) => isPlain(comment) && byteOf(comment.text, 0) % 2 === 0

/** Flags of each comment by a model that has not seen it. */
function flagsLeftOut(comments: readonly FlagComment[]): Map<FlagComment, readonly string[]> {
  const tables = loadTextTables(`${ROOT}lexicons`)
  const samples = flagSamplesOf(comments, tables)
  const given = new Map<FlagComment, readonly string[]>()
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const others = samples.filter((_, i) => foldOf(comments[i] as FlagComment) !== fold)
    const flagsOf = createFlagReader(trainPackedFlags(others).buffer)
    for (const comment of comments) {
      if (foldOf(comment) === fold) given.set(comment, flagsOf(clauseUnitsOf(comment.text, tables)))
    }
  }
  return given
}

/**
 * Prints precision and recall of score-comment-disagreement on the scored comments.
 *
 * By definition a 9 or 10 whose comment a person labelled negative contradicts it, and a 0 to 6 whose comment is labelled positive; mixed and neutral
 * comments contradict nothing. The sentiment model has learned from most of these comments.
 */
function printDisagreement(comments: readonly FlagComment[]): void {
  const reader = createCommentReader(loadTextResources())
  for (const [name, isOwn] of [
    ['half not read', (comment: FlagComment) => byteOf(comment.text, 0) % 2 === 0],
    ['half read', (comment: FlagComment) => byteOf(comment.text, 0) % 2 === 1],
  ] as const) {
    const own = comments.filter((comment) => comment.score !== null && isOwn(comment))
    const wanted = own.filter(({ score, polarity }) => {
      const group = groupOf(score ?? 0)
      return group === 'promoter'
        ? polarity === 'negative'
        : group === 'detractor' && polarity === 'positive'
    })
    const found = own.filter(({ score, text }) =>
      isScoreCommentDisagreement(groupOf(score ?? 0), reader.read(text, 'reason'))
    )
    const hits = found.filter((comment) => wanted.includes(comment)).length
    console.log(
      `${name.padEnd(21)} ${String(own.length).padStart(4)} comments  score-comment-disagreement  labelled ${String(wanted.length).padStart(4)}, found ${String(found.length).padStart(4)}  precision ${(hits / found.length).toFixed(2)}  recall ${(hits / wanted.length).toFixed(2)}`
    )
  }
}

const groupOf = (score: number) => (score >= 9 ? 'promoter' : score <= 6 ? 'detractor' : 'passive')

/** Prints precision and recall by flag: plain comments that nobody read, those that rules were read off, and all others. */
export default function run(): void {
  const comments = readFlagComments(`${ROOT}corpora`)
  const given = flagsLeftOut(comments)
  for (const [name, isOwn] of [
    ['plain, half not read', isUnread],
    ['plain, half read', (comment: FlagComment) => isPlain(comment) && !isUnread(comment)],
    ['other comments', (comment: FlagComment) => !isPlain(comment)],
  ] as const) {
    const own = comments.filter(isOwn)
    for (const flag of WORD_FLAGS) {
      const found = own.filter((comment) => given.get(comment)?.includes(flag))
      const wanted = own.filter(({ flags }) => flags.includes(flag)).length
      const hits = found.filter(({ flags }) => flags.includes(flag)).length
      console.log(
        `${name.padEnd(21)} ${String(own.length).padStart(4)} comments  ${flag.padEnd(13)} labelled ${String(wanted).padStart(4)}, found ${String(found.length).padStart(4)}  precision ${(hits / found.length).toFixed(2)}  recall ${(hits / wanted).toFixed(2)}`
      )
    }
  }
  printDisagreement(comments)
}
