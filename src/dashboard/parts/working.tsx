import { useEffect, useState } from 'preact/hooks'
import type { Progress } from '../api-client.ts'
import { numbers } from '../numbers.ts'
import { usePage } from '../state/use-page.ts'
import type { Work } from '../state/work.ts'

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
        <p class="soft">{work.progress ? progressWords(work.progress) : work.detail}</p>
      </div>
      <progress aria-label={work.label} {...barValue(work.progress)} />
      <p class="soft numeric" aria-hidden="true">
        {seconds} s
      </p>
      <button type="button" class="quiet" onClick={() => page.cancel()}>
        Cancel
      </button>
    </section>
  )
}

const STAGE_WORDS: Readonly<Record<Progress['stage'], string>> = {
  reading: 'Reading every clause of the comments',
  themes: 'Finding themes',
  effects: 'Estimating effects with their intervals',
  importing: 'Reading and tagging row by row',
}

function progressWords({ stage, done, total }: Progress): string {
  if (stage !== 'importing' || done === 0) return STAGE_WORDS[stage]
  return `${numbers.count(done)} of ${numbers.count(total)} rows`
}

/** Reading is most of the work; the other stages do not tell how far they are. */
const READING_SHARE = 0.7

function barValue(progress: Progress | undefined): { value?: number; max?: number } {
  if (!progress) return {}
  const { stage, done, total } = progress
  if (stage === 'reading' || stage === 'importing')
    return { value: READING_SHARE * (done / Math.max(1, total)), max: 1 }
  return { value: stage === 'themes' ? READING_SHARE : 0.85, max: 1 }
}
