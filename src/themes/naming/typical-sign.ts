import type { ClausePolarity } from '../../domain/reading.ts'
import type { ThemeClause } from '../clauses/clause-table.ts'

/** Share of the signed clauses from which a sign is typical. */
const TYPICAL_SHARE = 0.65
/** Share of the clauses with a noun that must have a sign before the sign is part of a name. */
const MIN_SIGNED = 0.4

/** The sign of most clauses; `mixed` if many have one and they differ, `neutral` if few have one. */
export function typicalSign(clauses: readonly ThemeClause[]): ClausePolarity | 'mixed' {
  const negative = clauses.filter(({ polarity }) => polarity === 'negative').length
  const positive = clauses.filter(({ polarity }) => polarity === 'positive').length
  const signed = negative + positive
  if (signed < MIN_SIGNED * clauses.length || signed === 0) return 'neutral'
  if (positive >= TYPICAL_SHARE * signed) return 'positive'
  return negative >= TYPICAL_SHARE * signed ? 'negative' : 'mixed'
}
