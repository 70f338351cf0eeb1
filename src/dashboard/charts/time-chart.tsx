import { scaleLinear } from 'd3-scale'
import { numbers } from '../numbers.ts'
import { useWidth } from './use-width.ts'

/** A figure of one period; null where there is none, or too few answers to show it. */
export type TimePoint = {
  readonly estimate: number
  readonly low: number
  readonly high: number
} | null

/** A line with its band, one point a period. */
export type TimeSeries = {
  readonly name: string
  /** Class that gives the colour. */
  readonly tone: 'accent' | 'detractors' | 'promoters'
  readonly points: readonly TimePoint[]
}

/** Something that stands out in one period. */
export type TimeMark = {
  readonly index: number
  readonly kind: 'spike' | 'change'
  readonly words: string
}

type Props = {
  readonly name: string
  readonly periods: readonly string[]
  readonly series: readonly TimeSeries[]
  readonly marks?: readonly TimeMark[]
  /** Writes a value of the axis. */
  write(value: number): string
  readonly height?: number
  /** Values that the axis holds in any case. */
  readonly holds?: readonly number[]
}

const LEFT = 44
const RIGHT = 12
const TOP = 14
const BOTTOM = 26

/** Figures over time with their intervals; a period without answers is a gap, never filled in. */
export function TimeChart(props: Props) {
  const { name, periods, series, marks = [], write, height = 220, holds = [] } = props
  const [svg, width] = useWidth<SVGSVGElement>()
  const points = series.flatMap((one) => one.points.flatMap((point) => point ?? []))
  const values = [...holds, ...points.flatMap(({ low, high }) => [low, high])]
  const y = scaleLinear([Math.min(...values), Math.max(...values)], [height - BOTTOM, TOP]).nice(4)
  const step = (width - LEFT - RIGHT) / Math.max(1, periods.length)
  const x = (index: number) => LEFT + (index + 0.5) * step
  const every = Math.max(1, Math.ceil((periods.length * 74) / (width - LEFT)))
  const words = series.map((one) => `${one.name}: ${wordsOf(one, periods, write)}`).join('. ')
  return (
    <svg
      ref={svg}
      class="time"
      role="img"
      aria-label={`${name}. ${words}`}
      height={height}
      width="100%"
    >
      {y.ticks(4).map((tick) => (
        <g key={tick}>
          <line class="grid" x1={LEFT} x2={width - RIGHT} y1={y(tick)} y2={y(tick)} />
          <text x={LEFT - 8} y={y(tick) + 4} text-anchor="end">
            {write(tick)}
          </text>
        </g>
      ))}
      {periods.map((period, index) =>
        index % every === 0 ? (
          <text key={period} x={x(index)} y={height - 8} text-anchor="middle">
            {numbers.period(period)}
          </text>
        ) : null
      )}
      {marks.map((mark) => (
        <Mark key={`${mark.index}${mark.kind}${mark.words}`} {...{ mark, x, height }} />
      ))}
      {series.map((one) => (
        <Series key={one.name} series={one} x={x} y={y} />
      ))}
    </svg>
  )
}

type SeriesProps = {
  readonly series: TimeSeries
  x(index: number): number
  y(value: number): number
}

function Series({ series: { points, tone }, x, y }: SeriesProps) {
  const known = points.map((point, index) => point && { ...point, index })
  return (
    <g class={tone}>
      {runsOf(known).map((run) => {
        const place = (key: 'low' | 'high' | 'estimate') =>
          run.map((point) => `${x(point.index).toFixed(1)},${y(point[key]).toFixed(1)}`)
        const first = run[0]?.index ?? 0
        return (
          <g key={first}>
            {run.length > 1 && (
              <polygon
                class="band"
                points={[...place('high'), ...place('low').reverse()].join(' ')}
              />
            )}
            {run.length === 1 && run[0] && (
              <line
                class="whisker"
                x1={x(first)}
                x2={x(first)}
                y1={y(run[0].low)}
                y2={y(run[0].high)}
              />
            )}
            <polyline class="line" points={place('estimate').join(' ')} />
          </g>
        )
      })}
      {known.map((point) =>
        point ? (
          <circle key={point.index} cx={x(point.index)} cy={y(point.estimate)} r="3.5" />
        ) : null
      )}
    </g>
  )
}

type MarkProps = { readonly mark: TimeMark; readonly height: number; x(index: number): number }

/** A change of level lies between two periods, a spike in one. */
function Mark({ mark: { index, kind, words }, x, height }: MarkProps) {
  const at = kind === 'change' ? (x(index - 1) + x(index)) / 2 : x(index)
  return (
    <g class={`mark ${kind}`}>
      <title>{words}</title>
      <line x1={at} x2={at} y1={TOP} y2={height - BOTTOM} />
      <text x={at} y={TOP - 3} text-anchor="middle">
        {kind === 'change' ? '◆' : '▲'}
      </text>
    </g>
  )
}

/** Points that follow each other without a gap. */
function runsOf<P>(points: readonly (P | null)[]): P[][] {
  const runs: P[][] = []
  let isOpen = false
  for (const point of points) {
    if (point === null) isOpen = false
    else if (isOpen) runs.at(-1)?.push(point)
    else {
      runs.push([point])
      isOpen = true
    }
  }
  return runs
}

function wordsOf(
  { points }: TimeSeries,
  periods: readonly string[],
  write: (value: number) => string
): string {
  return points
    .map((point, index) => {
      const period = numbers.period(periods[index] ?? '')
      return point ? `${period} ${write(point.estimate)}` : `${period} no figure`
    })
    .join(', ')
}
