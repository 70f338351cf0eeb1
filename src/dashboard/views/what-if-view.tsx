import type { AnalysedTheme, IntervalEstimate } from '../../http/client-types.ts'
import { numbers } from '../numbers.ts'
import { Explain } from '../parts/explain.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { filtersOf } from '../state/filters.ts'
import { useAnswer } from '../state/use-answer.ts'
import { usePage } from '../state/use-page.ts'

const SLIDERS = 6

/** A slider that moves asks once it has rested this long. */
const REST_MS = 350

/** Fewer complaints about the top themes: what the model expects then. */
export function WhatIfView() {
  const page = usePage()
  const shown = page.shown.value
  const factors = readFactors(page.route.value.params['what-if'] ?? '')
  const answer = useScenario(factors)
  if (!shown) return null
  const { summary, themes } = shown.figures
  const top = themes
    .filter(({ rank, effect }) => rank !== null && (effect?.onDetractorShare.estimate ?? 0) > 0)
    .slice(0, SLIDERS)
  const set = (id: string, factor: number) =>
    page.setParams({ 'what-if': writeFactors({ ...factors, [id]: factor }) })
  return (
    <div class="what-if">
      <h1>
        What if fewer people complained? <Explain about="scenario" />
      </h1>
      {top.length === 0 ? (
        <p class="note">No theme with more detractors is ranked, so there is nothing to lower.</p>
      ) : (
        <div class="columns-2">
          <section aria-label="Themes">
            {top.map((theme) => (
              <Slider
                key={theme.id}
                theme={theme}
                factor={factors[theme.id] ?? 1}
                set={(factor) => set(theme.id, factor)}
              />
            ))}
            <button
              type="button"
              class="quiet"
              disabled={Object.keys(factors).length === 0}
              onClick={() => page.setParams({ 'what-if': '' })}
            >
              Back to today
            </button>
          </section>
          <section class="card outcome" aria-live="polite" aria-busy={answer.isAsking}>
            <h2>The model expects</h2>
            {answer.problem && <ProblemNote problem={answer.problem} />}
            <Expected
              name="Detractor share"
              today={numbers.percent(summary.detractorShare, 1)}
              level={answer.result?.detractorShare}
              change={answer.result?.detractorShareChange}
              factor={100}
            />
            <Expected
              name="NPS"
              today={summary.npsPoints === null ? '–' : numbers.plain(summary.npsPoints, 1)}
              level={answer.result?.npsPoints}
              change={answer.result?.npsPointsChange}
              factor={1}
            />
            <p class="soft">
              {answer.isAsking
                ? 'Asking the model …'
                : answer.result
                  ? 'All sliders together. An association, read as if it were a lever.'
                  : 'Move a slider to ask.'}
            </p>
          </section>
        </div>
      )}
    </div>
  )
}

type SliderProps = {
  readonly theme: AnalysedTheme
  readonly factor: number
  set(factor: number): void
}

function Slider({ theme, factor, set }: SliderProps) {
  const fewer = Math.round((1 - factor) * 100)
  return (
    <label class="slider">
      <span class="slider-name" dir="auto">
        {theme.label}
      </span>
      <output class="numeric">{fewer === 0 ? 'as today' : `${fewer} % fewer complaints`}</output>
      <input
        type="range"
        min="0"
        max="100"
        step="10"
        value={fewer}
        aria-valuetext={`${fewer} percent fewer complaints`}
        onInput={(event) => set(1 - event.currentTarget.valueAsNumber / 100)}
      />
    </label>
  )
}

type ExpectedProps = {
  readonly name: string
  readonly today: string
  readonly level: IntervalEstimate | undefined
  readonly change: IntervalEstimate | undefined
  readonly factor: 1 | 100
}

function Expected({ name, today, level, change, factor }: ExpectedProps) {
  const write = (value: number) =>
    factor === 100 ? numbers.percent(value, 1) : numbers.plain(value, 1)
  return (
    <dl class="expected">
      <dt>{name}</dt>
      <dd>
        <span class="figure">{level ? write(level.estimate) : today}</span>
        <span class="soft">
          {level && change
            ? `today ${today}; ${numbers.signed(change.estimate * factor)} points (${numbers.signed(change.confLow * factor)} to ${numbers.signed(change.confHigh * factor)})`
            : 'today'}
        </span>
      </dd>
    </dl>
  )
}

/** Asks the service for the scenario of the address; the last question wins. */
function useScenario(factors: Readonly<Record<string, number>>) {
  const page = usePage()
  const [shown, source] = [page.shown.value, page.source.value]
  const key = writeFactors(factors)
  const filters = filtersOf(page.route.value)
  const ask =
    key === '' || !source
      ? null
      : (signal: AbortSignal) => source.scenario(filters, factors, signal)
  const { value, ...answer } = useAnswer(ask, [key, shown], REST_MS)
  return { ...answer, result: key === '' ? null : value }
}

/** `support-speed:0.5,billing:0` */
function readFactors(text: string): Record<string, number> {
  const entries = text.split(',').flatMap((part) => {
    const [id, factor] = [
      part.slice(0, part.lastIndexOf(':')),
      part.slice(part.lastIndexOf(':') + 1),
    ]
    const number = Number(factor)
    return id !== '' && number >= 0 && number <= 1 ? [[id, number] as const] : []
  })
  return Object.fromEntries(entries)
}

function writeFactors(factors: Readonly<Record<string, number>>): string {
  return Object.entries(factors)
    .filter(([, factor]) => factor < 1)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, factor]) => `${id}:${Number(factor.toFixed(2))}`)
    .join(',')
}
