import { log } from '../../stats/portable-math.ts'
import type { WordVectors } from '../../text/word-vectors/word-vectors.ts'
import type { ThemeClause } from '../clauses/clause-table.ts'
import { wholeOf } from '../clauses/join-clauses.ts'
import type { WordBook } from '../clauses/word-book.ts'
import type { ThemeEncoder } from '../encoding/theme-encoder.ts'
import type { GrowthReader } from '../growing/theme-growth.ts'
import { createEvidenceReader, EVIDENCE_KINDS } from './clause-features.ts'
import { type Calibration, confidenceReader, UNCALIBRATED } from './confidence.ts'
import { createMatchScorer, type MatchWeights } from './match-scorer.ts'
import type { ThemeSpace } from './theme-space.ts'

/** A theme that a clause mentions. */
export type ClauseMatch = {
  /** Index into the themes. */
  readonly theme: number
  /** Calibrated probability, in [0, 1]. */
  readonly confidence: number
}

export type MatchContext = {
  readonly space: ThemeSpace
  readonly book: WordBook
  readonly vectors: WordVectors
  readonly encoder: ThemeEncoder
  readonly weights: MatchWeights
  /** Without one, confidence is the matcher's own probability. */
  readonly calibration?: Calibration | undefined
  /** What the themes have learned from the comments at hand. */
  readonly regrade?: GrowthReader | null | undefined
  /** Log odds that are known already, before `regrade`. */
  readonly scored?: ReadonlyMap<ThemeClause, Float64Array> | undefined
}

/** Themes that one clause can mention; a clause holds at most one opinion, but may name two things. */
const MAX_THEMES_PER_CLAUSE = 3

/**
 * The themes that each clause mentions.
 *
 * Comments of the same words are matched once: short answers repeat in every survey.
 *
 * @param clauses - in canonical order, clauses of one comment next to each other
 * @returns aligned with `clauses`; strongest first, empty where no theme reaches the threshold
 * @throws nothing
 * @see lexicons/theme-scorer/README.md
 * @example
 * matchClauses(clauses, context)[0] // => [{ theme: 3, confidence: 0.91 }]
 */
export function matchClauses(
  clauses: readonly ThemeClause[],
  context: MatchContext
): readonly (readonly ClauseMatch[])[] {
  if (context.space.size === 0) return clauses.map(() => [])
  const { regrade, weights, space, calibration = UNCALIBRATED } = context
  const confidenceOf = confidenceReader(calibration, space.size)
  const scoresOf = createCommentScorer(context)
  const comments = commentsOf(clauses)
  const keys = comments.map(keyOf)
  const firsts = new Map<string, number>()
  for (const [i, key] of keys.entries()) if (key !== null && !firsts.has(key)) firsts.set(key, i)
  const placeOf = (i: number) => firsts.get(keys[i] ?? '') ?? i
  const matches: (readonly (readonly ClauseMatch[])[])[] = []
  const distinct = comments.filter((_, i) => placeOf(i) === i)
  const found = scoresOf(distinct, (clause, scores) => {
    regrade?.(clause, scores)
    return strongest(scores, weights.threshold, confidenceOf)
  })
  let next = 0
  for (const i of comments.keys()) {
    const place = placeOf(i)
    matches[i] = place === i ? withNearMiss(found[next++] ?? []) : (matches[place] ?? [])
  }
  return matches.flat()
}

/** Clauses of one comment are next to each other. */
function commentsOf(clauses: readonly ThemeClause[]): readonly (readonly ThemeClause[])[] {
  const comments: (readonly ThemeClause[])[] = []
  for (let from = 0; from < clauses.length; ) {
    let to = from
    while (to < clauses.length && clauses[to]?.comment === clauses[from]?.comment) to++
    comments.push(clauses.slice(from, to))
    from = to
  }
  return comments
}

/** Comments of more words hardly ever repeat, and their keys would fill the memory. */
const MAX_KEY_WORDS = 16

function keyOf(comment: readonly ThemeClause[]): string | null {
  let count = 0
  for (const { words } of comment) count += words.length
  if (count > MAX_KEY_WORDS) return null
  // Two characters a word: the low half of its number, then the rest of it with the mark.
  const codes: number[] = []
  for (const { words, marks } of comment) {
    codes.push(words.length)
    for (let i = 0; i < words.length; i++) {
      const word = words[i] as number
      codes.push(word & 0xffff, ((word >>> 16) << 4) | (marks[i] as number))
    }
  }
  return String.fromCharCode(...codes)
}

/**
 * The log odds of every theme for some clauses, for learning from them.
 *
 * @param clauses - as for `matchClauses`, whole comments
 */
export function scoreClauses(
  clauses: readonly ThemeClause[],
  context: MatchContext
): ReadonlyMap<ThemeClause, Float64Array> {
  const found = new Map<ThemeClause, Float64Array>()
  createCommentScorer(context)(commentsOf(clauses), (clause, scores) =>
    found.set(clause, scores.slice())
  )
  return found
}

/** Calls `use` with the log odds of each clause of some comments; `use` may change them, and must not keep them. */
type CommentScorer = <T>(
  comments: readonly (readonly ThemeClause[])[],
  use: (clause: ThemeClause, scores: Float64Array) => T
) => T[][]

/** Texts that are read together: enough for fast products, few enough to stay in the processor's cache. */
const BATCH_TEXTS = 64

function createCommentScorer(context: MatchContext): CommentScorer {
  const { space, weights, scored } = context
  const reader = createEvidenceReader(space, context)
  const score = createMatchScorer(weights, space.size)
  const scores = new Float64Array(space.size)
  const own = new Float32Array(EVIDENCE_KINDS * space.size)
  const whole = new Float32Array(EVIDENCE_KINDS * space.size)
  const isScored = (comment: readonly ThemeClause[]) =>
    scored !== undefined && comment.every((clause) => scored.has(clause))
  return (comments, use) =>
    batchesOf(comments).flatMap((batch) => {
      const fresh = batch.filter((comment) => !isScored(comment))
      const clauses = fresh.flat()
      const wholes = fresh.filter((comment) => comment.length > 1).map(wholeOf)
      reader.load(clauses, wholes)
      let nextClause = 0
      let nextWhole = clauses.length
      return batch.map((comment) => {
        const isHeld = isScored(comment)
        if (comment.length > 1 && !isHeld) reader.fill(nextWhole++, whole)
        return comment.map((clause) => {
          const held = isHeld ? scored?.get(clause) : undefined
          if (held !== undefined) scores.set(held)
          else {
            reader.fill(nextClause++, own)
            if (comment.length === 1) whole.set(own)
            score({ clause: own, comment: whole, wordCount: clause.words.length }, scores)
          }
          return use(clause, scores)
        })
      })
    })
}

function batchesOf(
  comments: readonly (readonly ThemeClause[])[]
): readonly (readonly (readonly ThemeClause[])[])[] {
  const batches: (readonly ThemeClause[])[][] = []
  let room = 0
  for (const comment of comments) {
    if (room <= 0) {
      batches.push([])
      room = BATCH_TEXTS
    }
    batches.at(-1)?.push(comment)
    room -= comment.length + 1
  }
  return batches
}

/**
 * A comment none of whose clauses reaches the threshold keeps its surest near miss: people write comments about something, so
 * the best guess of an otherwise silent comment is right more often than that of any clause.
 */
function withNearMiss(found: readonly ClauseDecision[]): readonly (readonly ClauseMatch[])[] {
  const all = found.map(({ reached }) => reached)
  if (all.some((matches) => matches.length > 0)) return all
  let best = -1
  for (const [i, { nearMiss }] of found.entries())
    if ((nearMiss?.confidence ?? 0) > (found[best]?.nearMiss?.confidence ?? 0)) best = i
  const miss = found[best]?.nearMiss
  return miss === undefined ? all : all.with(best, [miss])
}

/** Themes of one clause, and its best guess where none reaches the threshold. */
type ClauseDecision = {
  readonly reached: readonly ClauseMatch[]
  readonly nearMiss: ClauseMatch | undefined
}

/** Share of the threshold that a near miss must reach, */
const NEAR_MISS_SHARE = 0.5
/** and its probability at least: of fainter ones one in twelve is right, on industries left out. */
const MIN_NEAR_MISS = 0.1

/** @param scores - log odds by theme */
function strongest(
  scores: Float64Array,
  threshold: number,
  confidenceOf: (score: number) => number
): ClauseDecision {
  const found: ClauseMatch[] = []
  const least = logit(threshold)
  let best = 0
  for (let theme = 0; theme < scores.length; theme++) {
    const score = scores[theme] as number
    if (score >= least) found.push({ theme, confidence: confidenceOf(score) })
    if (score > (scores[best] as number)) best = theme
  }
  found.sort((a, b) => b.confidence - a.confidence || a.theme - b.theme)
  const most = scores[best] as number
  const isNear =
    found.length === 0 && most >= logit(Math.max(MIN_NEAR_MISS, NEAR_MISS_SHARE * threshold))
  return {
    reached: found.slice(0, MAX_THEMES_PER_CLAUSE),
    nearMiss: isNear ? { theme: best, confidence: confidenceOf(most) } : undefined,
  }
}

function logit(probability: number): number {
  return log(probability / (1 - probability))
}
