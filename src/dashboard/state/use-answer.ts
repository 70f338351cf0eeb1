import { useEffect, useState } from 'preact/hooks'
import type { ApiProblem } from '../api-client.ts'
import { asProblem } from './filtering.ts'

/** An answer on its way; the one of before stays until the next is there. */
export type Answer<T> = {
  readonly value: T | null
  readonly problem: ApiProblem | null
  readonly isAsking: boolean
}

/**
 * Asks, and asks again when the question changes; only the last question is answered.
 *
 * @param ask - null asks nothing
 * @param question - what the answer depends on
 * @param delayMs - how long a question has to rest before it is asked
 */
export function useAnswer<T>(
  ask: ((signal: AbortSignal) => Promise<T>) | null,
  question: readonly unknown[],
  delayMs = 0
): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({
    value: null,
    problem: null,
    isAsking: ask !== null,
  })
  useEffect(() => {
    if (!ask) {
      setAnswer({ value: null, problem: null, isAsking: false })
      return
    }
    const controller = new AbortController()
    const run = () => {
      setAnswer(({ value }) => ({ value, problem: null, isAsking: true }))
      ask(controller.signal)
        .then((value) => {
          if (!controller.signal.aborted) setAnswer({ value, problem: null, isAsking: false })
        })
        .catch((error: unknown) => {
          if (controller.signal.aborted) return
          setAnswer({ value: null, problem: asProblem(error), isAsking: false })
        })
    }
    const timer = delayMs > 0 ? setTimeout(run, delayMs) : undefined
    if (delayMs === 0) run()
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
    // The question stands for the function, which is made anew with every rendering.
  }, question)
  return answer
}
