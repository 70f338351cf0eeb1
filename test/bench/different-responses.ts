import type { SurveyResponse } from '../../src/domain/response.ts'
import { commentsOf } from '../quality/theme-names.quality.ts'
import { readRows } from '../quality/theme-sets.ts'

/** Comments that differ: those of all corpora, then two of them together. */
export function differentResponses(count: number): readonly SurveyResponse[] {
  const rows = readRows('corpora/labelled-clauses/data.jsonl') ?? []
  const comments = [...new Set(rows.map(({ industry }) => String(industry)))].flatMap(commentsOf)
  const at = (i: number) => comments[i % comments.length] ?? ''
  return Array.from({ length: count }, (_, i) => ({
    id: `r${i}`,
    comment: i < comments.length ? at(i) : `${at(i)} ${at(i * 7 + 31)}`,
    score: (i * 7) % 11,
  }))
}
