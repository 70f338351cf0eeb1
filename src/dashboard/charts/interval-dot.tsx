import { numbers } from '../numbers.ts'
import type { EffectAxis } from './effect-axis.ts'

type Props = {
  readonly low: number
  readonly high: number
  readonly estimate: number
  readonly axis: EffectAxis
  /** A value to compare with, such as that of everyone. */
  readonly mark: number | null
  /** +1 where more is worse, −1 where less is; 0 takes no side. */
  readonly badSign: -1 | 0 | 1
  readonly words: string
}

/** A figure as a dot with its interval on a shared axis; coloured where it differs from the mark for sure. */
export function IntervalDot({ low, high, estimate, axis, mark, badSign, words }: Props) {
  const at = (value: number) => `${axis.position(value)}%`
  const side = mark === null ? 0 : low > mark ? badSign : high < mark ? -badSign : 0
  const tone = side > 0 ? 'worse' : side < 0 ? 'better' : 'unsure'
  return (
    <svg class={`effect-plot ${tone}`} role="img" aria-label={words}>
      {axis.ticks.map((tick) => (
        <line key={tick} class="grid" x1={at(tick)} x2={at(tick)} y1="0" y2="100%" />
      ))}
      {mark !== null && <line class="zero" x1={at(mark)} x2={at(mark)} y1="0" y2="100%" />}
      <line class="span" x1={at(low)} x2={at(high)} y1="50%" y2="50%" />
      <circle class="dot" cx={at(estimate)} cy="50%" r="5.5" />
    </svg>
  )
}

/** Numbers of such an axis, above the first row. */
export function PlainScale({ axis }: { readonly axis: EffectAxis }) {
  return (
    <svg class="effect-scale" aria-hidden="true">
      {axis.ticks.map((tick) => (
        <text key={tick} x={`${axis.position(tick)}%`} y="12" text-anchor="middle">
          {numbers.plain(tick)}
        </text>
      ))}
    </svg>
  )
}
