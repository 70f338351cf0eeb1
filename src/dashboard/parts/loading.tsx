import type { ComponentChildren } from 'preact'
import type { Answer } from '../state/use-answer.ts'
import { ProblemNote } from './problem-note.tsx'

type Props<T> = {
  readonly answer: Answer<T>
  /** Shows the answer. */
  children(value: T): ComponentChildren
}

/** An answer, or that it is on its way, or why it is not there. What was shown stays, dimmed. */
export function Loading<T>({ answer: { value, problem, isAsking }, children }: Props<T>) {
  if (problem) return <ProblemNote problem={problem} />
  if (value === null) {
    return isAsking ? (
      <p class="loading soft" role="status">
        Working out the figures …
      </p>
    ) : null
  }
  return (
    <div class="view" aria-busy={isAsking}>
      {children(value)}
    </div>
  )
}
