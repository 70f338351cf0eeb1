import { numbers } from '../numbers.ts'

type Split = {
  readonly negative: number
  readonly neutral: number
  readonly positive: number
}

/** People who speak of a theme negatively, neutrally, positively: signs, counts and lengths. */
export function SplitBar({ negative, neutral, positive }: Split) {
  const total = negative + neutral + positive
  if (total === 0) return null
  const parts = [
    ['negative', '−', negative],
    ['neutral', '○', neutral],
    ['positive', '+', positive],
  ] as const
  let start = 0
  return (
    <span class="split">
      <svg class="split-bar" aria-hidden="true">
        {parts.map(([name, , count]) => {
          const x = start
          start += (count / total) * 100
          return (
            <rect
              key={name}
              class={name}
              x={`${x}%`}
              width={`${(count / total) * 100}%`}
              height="100%"
            />
          )
        })}
      </svg>
      <span class="split-counts">
        {parts.map(([name, sign, count]) => (
          <span key={name} class={name}>
            <span aria-hidden="true">{sign}</span>
            {numbers.count(count)}
            <span class="hidden"> {name} </span>
          </span>
        ))}
      </span>
    </span>
  )
}

type ShareProps = { readonly share: number | null; readonly base: number | null }

/** A share as a bar, with a mark at the share of everyone. */
export function ShareBar({ share, base }: ShareProps) {
  if (share === null) return <span class="soft">–</span>
  const mark = base === null ? null : `${base * 100}%`
  return (
    <span class="share">
      <span class="numeric">{numbers.percent(share)}</span>
      <svg class="share-bar" aria-hidden="true">
        <rect class="track" width="100%" height="100%" rx="3" />
        <rect class="fill" width={`${share * 100}%`} height="100%" rx="3" />
        {mark && <line class="mark" x1={mark} x2={mark} y1="-3" y2="100%" />}
      </svg>
      {base !== null && <span class="hidden">against {numbers.percent(base)} overall</span>}
    </span>
  )
}

type Column = {
  readonly label: string
  /** What stands under the column, when there is no room for every label. */
  readonly shownLabel?: string
  readonly count: number
  readonly tone: string
}

/** Counts side by side, with their numbers; a table for those who cannot see it. */
export function CountColumns(props: {
  readonly columns: readonly Column[]
  readonly name: string
}) {
  const most = Math.max(1, ...props.columns.map(({ count }) => count))
  const width = 100 / props.columns.length
  const summary = props.columns.map(({ label, count }) => `${label}: ${count}`).join(', ')
  return (
    <svg class="columns" role="img" aria-label={`${props.name}. ${summary}`}>
      {props.columns.map(({ label, shownLabel, count, tone }, index) => {
        const height = (count / most) * 70
        const middle = `${(index + 0.5) * width}%`
        return (
          <g key={label}>
            <rect
              class={tone}
              x={`${(index + 0.12) * width}%`}
              width={`${width * 0.76}%`}
              y={`${84 - height}%`}
              height={`${height}%`}
              rx="2"
            />
            <text class="value" x={middle} y={`${81 - height}%`} text-anchor="middle">
              {count > 0 ? numbers.count(count) : ''}
            </text>
            <text x={middle} y="97%" text-anchor="middle">
              {shownLabel ?? label}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
