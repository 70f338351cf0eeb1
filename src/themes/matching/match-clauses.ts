import type { WordVectors } from '../../text/word-vectors/word-vectors.ts'
import type { ThemeClause } from '../clauses/clause-table.ts'
import type { WordBook } from '../clauses/word-book.ts'
import { createEvidenceReader, EVIDENCE_KINDS } from './clause-features.ts'
import type { ThemeEncoder } from '../encoding/theme-encoder.ts'
import { type MatchWeights, scoreMatches } from './match-scorer.ts'
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
  let current = -1
  return clauses.map((own, i) => {
    if (own.comment !== current) {
      current = own.comment
      reader.read(wholeComment(clauses, i), comment)
    }
    reader.read(own, clause)
    const evidence = { clause, comment, wordCount: own.words.length }
    return strongest(scoreMatches(weights, evidence, space.size), weights.threshold)
  })
}

/** The words of all clauses of one comment as one clause. */
function wholeComment(clauses: readonly ThemeClause[], from: number): ThemeClause {
  const first = clauses[from]
  if (first === undefined) throw new RangeError(`expected a clause at ${from}`)
  let to = from
  while (clauses[to]?.comment === first.comment) to++
  if (to === from + 1) return first
  const own = clauses.slice(from, to)
  return {
    ...first,
    words: Int32Array.from(own.flatMap((clause) => [...clause.words])),
    marks: Uint8Array.from(own.flatMap((clause) => [...clause.marks])),
  }
}

function strongest(scores: Float32Array, threshold: number): readonly ClauseMatch[] {
  const found: ClauseMatch[] = []
  for (const [theme, confidence] of scores.entries()) {
    if (confidence >= threshold) found.push({ theme, confidence })
  }
  found.sort((a, b) => b.confidence - a.confidence || a.theme - b.theme)
  return found.slice(0, MAX_THEMES_PER_CLAUSE)
}
