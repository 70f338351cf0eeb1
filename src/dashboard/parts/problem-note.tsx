import { useState } from 'preact/hooks'
import type { ApiProblem } from '../api-client.ts'
import { usePage } from '../state/use-page.ts'

/** A problem in words: what happened, where, and the id to quote. */
export function ProblemNote({ problem }: { readonly problem: ApiProblem }) {
  const places = problem.errors.filter(({ detail }) => !problem.message.includes(detail))
  return (
    <div class="note bad" role="alert">
      <strong>{problem.title}</strong>
      <p>{problem.message}</p>
      {places.length > 0 && (
        <ul>
          {places.slice(0, 5).map(({ pointer, detail }) => (
            <li key={pointer + detail}>
              <code>{pointer}</code> {detail}
            </li>
          ))}
        </ul>
      )}
      {(problem.status === 401 || problem.status === 403) && <KeyForm />}
      {problem.requestId && <p class="soft">Request {problem.requestId}</p>}
    </div>
  )
}

/** A service that is not open to everyone asks for a key. */
function KeyForm() {
  const page = usePage()
  const [key, setKey] = useState('')
  const [isSet, setIsSet] = useState(false)
  const submit = (event: Event) => {
    event.preventDefault()
    page.client.useKey(key.trim())
    setIsSet(true)
    page.keyed.value += 1
    void page.reopen()
  }
  return (
    <form class="inline" onSubmit={submit}>
      <label for="key">Key</label>
      <input
        id="key"
        type="password"
        autocomplete="off"
        value={key}
        onInput={(event) => setKey(event.currentTarget.value)}
      />
      <button type="submit" disabled={key.trim() === ''}>
        Use this key
      </button>
      <span role="status">{isSet && 'Used from now on, until this tab closes. Try again.'}</span>
    </form>
  )
}
