import type { EffectEstimate } from '../../http/client-types.ts'
import { numbers } from '../numbers.ts'
import { effectWords, type OutcomeWords } from '../words.ts'
import type { EffectAxis } from './effect-axis.ts'

type Props = {
  readonly effect: EffectEstimate
  readonly crude: number | null
  readonly axis: EffectAxis
  readonly outcome: OutcomeWords
}

/** Estimate as a dot, interval as a line, around a zero line that all rows share. */
export function EffectPlot({ effect, crude, axis, outcome }: Props) {
  const { factor, badSign } = outcome
  const [low, high] = [effect.confLow * factor, effect.confHigh * factor]
  const at = (value: number) => `${axis.position(value)}%`
  const kind = low > 0 ? toneOf(badSign) : high < 0 ? toneOf(-badSign) : 'unsure'
  const crudeWords = crude === null ? '' : `; crude ${numbers.signed(crude)}`
  return (
    <svg
      class={`effect-plot ${kind}`}
      role="img"
      aria-label={effectWords(effect, factor) + crudeWords}
    >
      {axis.ticks.map((tick) => (
        <line
          key={tick}
          class={tick === 0 ? 'zero' : 'grid'}
          x1={at(tick)}
          x2={at(tick)}
          y1="0"
          y2="100%"
        />
      ))}
      <line class="span" x1={at(low)} x2={at(high)} y1="50%" y2="50%" />
      {crude !== null && <circle class="crude" cx={at(crude)} cy="50%" r="4.5" />}
      <circle class="dot" cx={at(effect.estimate * factor)} cy="50%" r="5.5" />
    </svg>
  )
}

function toneOf(sign: number): string {
  return sign > 0 ? 'worse' : 'better'
}

/** Numbers of the axis, above the first row. */
export function EffectScale({ axis }: { readonly axis: EffectAxis }) {
  const digits = axis.ticks.every(Number.isInteger) ? 0 : 1
  return (
    <svg class="effect-scale" aria-hidden="true">
      {axis.ticks.map((tick) => (
        <text key={tick} x={`${axis.position(tick)}%`} y="12" text-anchor="middle">
          {numbers.signed(tick, digits)}
        </text>
      ))}
    </svg>
  )
}
