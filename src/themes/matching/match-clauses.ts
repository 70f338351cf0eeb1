import { exp, log } from '../../stats/portable-math.ts'
import type { WordVectors } from '../../text/word-vectors/word-vectors.ts'
import type { ThemeClause } from '../clauses/clause-table.ts'
import { wholeOf } from '../clauses/join-clauses.ts'
import type { WordBook } from '../clauses/word-book.ts'
import type { ThemeEncoder } from '../encoding/theme-encoder.ts'
import { createEvidenceReader, EVIDENCE_KINDS } from './clause-features.ts'
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
}

/** Themes that one clause can mention; a clause holds at most one opinion, but may name two things. */
const MAX_THEMES_PER_CLAUSE = 3

/**
 * The themes that each clause mentions.
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
  const { space, weights } = context
  if (space.size === 0) return clauses.map(() => [])
  const reader = createEvidenceReader(space, context)
  const clause = new Float32Array(EVIDENCE_KINDS * space.size)
  const comment = new Float32Array(EVIDENCE_KINDS * space.size)
  const score = createMatchScorer(weights, space.size)
  const scores = new Float64Array(space.size)
  let current = -1
  const nearMisses: (ClauseMatch | undefined)[] = []
  const found = clauses.map((own, i) => {
    reader.read(own, clause)
    if (own.comment !== current) {
      current = own.comment
      const whole = wholeComment(clauses, i)
      if (whole === own) comment.set(clause)
      else reader.read(whole, comment, true)
    }
    score({ clause, comment, wordCount: own.words.length }, scores)
    const matches = strongest(scores, weights.threshold)
    nearMisses.push(matches.nearMiss)
    return matches.reached
  })
  return withNearMisses(clauses, found, nearMisses)
}

/**
 * A comment none of whose clauses reaches the threshold keeps its surest near miss: people write comments about something, so
 * the best guess of an otherwise silent comment is right more often than that of any clause.
 */
function withNearMisses(
  clauses: readonly ThemeClause[],
  found: readonly (readonly ClauseMatch[])[],
  nearMisses: readonly (ClauseMatch | undefined)[]
): readonly (readonly ClauseMatch[])[] {
  const result = [...found]
  for (let from = 0; from < clauses.length; ) {
    let to = from
    let best = -1
    let isSilent = true
    for (; to < clauses.length && clauses[to]?.comment === clauses[from]?.comment; to++) {
      if ((found[to]?.length ?? 0) > 0) isSilent = false
      if ((nearMisses[to]?.confidence ?? 0) > (nearMisses[best]?.confidence ?? 0)) best = to
    }
    const miss = nearMisses[best]
    if (isSilent && miss !== undefined) result[best] = [miss]
    from = to
  }
  return result
}

/** The words of all clauses of one comment as one clause. */
function wholeComment(clauses: readonly ThemeClause[], from: number): ThemeClause {
  let to = from
  while (clauses[to]?.comment === clauses[from]?.comment && to < clauses.length) to++
  return wholeOf(clauses.slice(from, to))
}

/** Share of the threshold that a near miss must reach. */
const NEAR_MISS_SHARE = 0.5

/** @param scores - log odds by theme */
function strongest(
  scores: Float64Array,
  threshold: number
): { readonly reached: readonly ClauseMatch[]; readonly nearMiss: ClauseMatch | undefined } {
  const found: ClauseMatch[] = []
  const least = logit(threshold)
  let best = 0
  for (let theme = 0; theme < scores.length; theme++) {
    const score = scores[theme] as number
    if (score >= least) found.push({ theme, confidence: sigmoid(score) })
    if (score > (scores[best] as number)) best = theme
  }
  found.sort((a, b) => b.confidence - a.confidence || a.theme - b.theme)
  const most = scores[best] as number
  const isNear = found.length === 0 && most >= logit(NEAR_MISS_SHARE * threshold)
  return {
    reached: found.slice(0, MAX_THEMES_PER_CLAUSE),
    nearMiss: isNear ? { theme: best, confidence: sigmoid(most) } : undefined,
  }
}

function sigmoid(score: number): number {
  return 1 / (1 + exp(-score))
}

function logit(probability: number): number {
  return log(probability / (1 - probability))
}
