import { useEffect, useRef, useState } from 'preact/hooks'
import type { ApiProblem } from '../api-client.ts'
import { numbers } from '../numbers.ts'
import type { ListedResponse } from '../sources/source.ts'
import { asProblem } from '../state/filtering.ts'
import { usePage } from '../state/use-page.ts'
import type { ResponseQuery } from '../survey-calls.ts'
import { ProblemNote } from './problem-note.tsx'
import { ResponseCard } from './response-card.tsx'

type Props = {
  readonly query: ResponseQuery
  /** The theme whose clauses are marked; empty for all. */
  readonly marked: string
}

type Parts = {
  readonly entries: readonly ListedResponse[]
  readonly next: string | null
  readonly total: number | null
  readonly isLoading: boolean
  readonly problem: ApiProblem | null
}

const NONE: Parts = { entries: [], next: null, total: null, isLoading: true, problem: null }

/** Responses that pass, part by part. */
export function ResponseList({ query, marked }: Props) {
  const { parts, more } = useParts(query)
  const { entries, next, isLoading, problem } = parts
  return (
    <>
      <p class="soft" role="status">
        {statusOf(parts)}
      </p>
      {problem && <ProblemNote problem={problem} />}
      <ul class="cards-list" aria-busy={isLoading}>
        {entries.map(({ response, analysed }) => (
          <ResponseCard
            key={response.id}
            response={response}
            analysed={analysed}
            clauses={
              marked === ''
                ? analysed.mentions
                : analysed.mentions.filter(({ themeId }) => themeId === marked)
            }
          />
        ))}
      </ul>
      {next !== null && (
        <button type="button" class="quiet" disabled={isLoading} onClick={more}>
          Show more
        </button>
      )}
    </>
  )
}

function statusOf({ entries, next, total, isLoading, problem }: Parts): string {
  if (problem) return ''
  if (entries.length === 0) return isLoading ? 'Looking …' : 'No response matches.'
  const count = total ?? entries.length
  const words = `${numbers.count(count)} ${count === 1 ? 'response' : 'responses'}`
  return total === null && next !== null ? `${words} so far; there are more.` : words
}

/** The first part of a query at once, the others when asked for. */
function useParts(query: ResponseQuery) {
  const page = usePage()
  const source = page.source.value
  const [parts, setParts] = useState<Parts>(NONE)
  const running = useRef(new AbortController())
  const key = JSON.stringify(query)
  const load = (cursor: string | null, controller: AbortController) => {
    setParts((before) => ({ ...before, isLoading: true, problem: null }))
    source
      ?.responses(query, cursor, controller.signal)
      .then(({ entries, ...rest }) => {
        if (controller.signal.aborted) return
        setParts((before) => ({
          ...rest,
          entries: cursor === null ? entries : [...before.entries, ...entries],
          isLoading: false,
          problem: null,
        }))
      })
      .catch((error: unknown) => {
        if (controller.signal.aborted) return
        setParts((before) => ({ ...before, isLoading: false, problem: asProblem(error) }))
      })
  }
  // The key stands for the query.
  useEffect(() => {
    const controller = new AbortController()
    running.current = controller
    load(null, controller)
    return () => controller.abort()
  }, [key, source])
  return { parts, more: () => load(parts.next, running.current) }
}
