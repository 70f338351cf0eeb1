import type { JSX } from 'preact'
import type { ClausePolarity } from '../../http/client-types.ts'
import { PolarityMark } from './polarity-mark.tsx'

/** A part of a comment that is about something. */
export type MarkedClause = {
  readonly start: number
  readonly end: number
  readonly polarity: ClausePolarity
}

/** Longer comments are folded, so that one cannot push the others off the page. */
const FOLDED_CHARS = 600

type Props = { readonly comment: string; readonly clauses: readonly MarkedClause[] }

/** A comment as written, with clauses marked. Always text, never markup; its direction is its own. */
export function CommentText({ comment, clauses }: Props) {
  const [before, after] = foldAt(comment, clauses)
  const shown = comment.slice(before, after)
  const pieces = markedPieces(comment, clauses, before, after)
  return (
    <bdi class="comment" dir="auto">
      {before > 0 && '… '}
      {pieces}
      {after < comment.length && (
        <>
          {'… '}
          <span class="soft">
            ({shown.length.toLocaleString()} of {comment.length.toLocaleString()} characters)
          </span>
        </>
      )}
    </bdi>
  )
}

function foldAt(comment: string, clauses: readonly MarkedClause[]): readonly [number, number] {
  if (comment.length <= FOLDED_CHARS) return [0, comment.length]
  const first = clauses[0]?.start ?? 0
  const start = first > FOLDED_CHARS - 150 ? Math.max(0, first - 150) : 0
  return [start, Math.min(comment.length, start + FOLDED_CHARS)]
}

function markedPieces(
  comment: string,
  clauses: readonly MarkedClause[],
  from: number,
  to: number
): (string | JSX.Element)[] {
  const pieces: (string | JSX.Element)[] = []
  let at = from
  for (const { start, end, polarity } of [...clauses].sort((a, b) => a.start - b.start)) {
    if (start < at || start >= to) continue
    pieces.push(comment.slice(at, start))
    pieces.push(
      <mark key={start} class={polarity}>
        <PolarityMark polarity={polarity} />
        {comment.slice(start, Math.min(end, to))}
      </mark>
    )
    at = Math.min(end, to)
  }
  return [...pieces, comment.slice(at, to)]
}
