import { useEffect, useState } from 'preact/hooks'
import type { Work } from '../state/page-state.ts'
import { usePage } from '../state/use-page.ts'

/** What is going on, for how long, and the way out. */
export function Working({ work }: { readonly work: Work }) {
  const page = usePage()
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const start = performance.now()
    const timer = setInterval(
      () => setSeconds(Math.floor((performance.now() - start) / 1_000)),
      250
    )
    return () => clearInterval(timer)
  }, [])
  return (
    <section class="working">
      <div role="status">
        <h1>{work.label}</h1>
        <p class="soft">{work.detail}</p>
      </div>
      <progress aria-label={work.label} />
      <p class="soft numeric" aria-hidden="true">
        {seconds} s
      </p>
      <button type="button" class="quiet" onClick={() => page.cancel()}>
        Cancel
      </button>
    </section>
  )
}
