import type { Warning } from '../domain/effect.ts'
import type { CommentReading } from '../domain/reading.ts'

/** From this share of comments on, an unread language bends every figure of the analysis. */
const UNSUPPORTED_SHARE_TO_WARN = 0.05

/**
 * Caveats that follow from the comments themselves.
 *
 * @param readings - one per response; those without a comment have `content` "none"
 * @returns at most one warning per code; `[]` when there is nothing to say
 * @example
 * readingWarnings([]) // => []
 */
export function readingWarnings(readings: readonly CommentReading[]): Warning[] {
  const unsupported = readings.filter((r) => r.content === 'unsupported-language').length
  const read = readings.filter((r) => r.content === 'opinion').length
  const truncated = readings.filter((r) => r.flags.includes('truncated')).length
  const warnings: Warning[] = []
  if (unsupported > 0 && unsupported >= UNSUPPORTED_SHARE_TO_WARN * (unsupported + read)) {
    warnings.push({
      code: 'unsupported-language',
      detail: `${unsupported} of ${unsupported + read} comments are not in English; their scores count, their comments do not`,
    })
  }
  if (truncated > 0) {
    warnings.push({
      code: 'truncated-comments',
      detail: `${truncated} comments are longer than the limit and were read up to it`,
    })
  }
  return warnings
}
