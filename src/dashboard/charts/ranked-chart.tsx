import { render } from 'preact'
import type { AnalysedTheme } from '../../http/client-types.ts'
import { numbers } from '../numbers.ts'
import { effectAxis } from './effect-axis.ts'

const WIDTH = 960
const ROW = 30
const TOP = 76
const LEFT = 290
const PLOT = 520

const INK = { text: '#17202b', soft: '#5a6675', line: '#dde3e9', zero: '#5a6675' }
const TONES = { worse: '#b3402f', better: '#1f6e4a', unsure: '#6b7787' }

/** A line of the picture: a figure with its interval. */
export type DotRow = {
  /** Before the label, such as a rank. */
  readonly lead: string
  readonly label: string
  readonly estimate: number
  readonly low: number
  readonly high: number
}

type DotPicture = {
  readonly title: string
  readonly note: string
  readonly rows: readonly DotRow[]
  /** Where the intervals are compared with: 0, or the value of everyone. */
  readonly mark: number
  readonly badSign: 1 | -1
  write(value: number, digits: number): string
}

/** The ranked list as a picture of its own; themes without a rank are left out. */
export function rankedChart(themes: readonly AnalysedTheme[], title: string): string {
  const rows = themes.flatMap(({ rank, label, effect }) => {
    const found = rank !== null && effect?.onDetractorShare
    if (!found) return []
    const { estimate, confLow, confHigh } = found
    return {
      lead: String(rank),
      label,
      estimate: estimate * 100,
      low: confLow * 100,
      high: confHigh * 100,
    }
  })
  const note =
    'Dot: estimate, line: interval; other themes held fixed. An association, not proof of cause.'
  return dotPicture({ title, note, rows, mark: 0, badSign: 1, write: numbers.signed })
}

/**
 * Rows of figures with their intervals as a picture, with fixed colours for a white page.
 *
 * @returns a standalone SVG document
 */
export function dotPicture(picture: DotPicture): string {
  const host = document.createElement('div')
  render(<Chart {...picture} />, host)
  const svg = host.querySelector('svg')
  const text = svg ? new XMLSerializer().serializeToString(svg) : ''
  render(null, host)
  return text
}

function Chart({ title, note, rows, mark, badSign, write }: DotPicture) {
  const axis = effectAxis([...rows.flatMap(({ low, high }) => [low, high]), mark])
  const x = (points: number) => LEFT + (axis.position(points) / 100) * PLOT
  const height = TOP + rows.length * ROW + 40
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${WIDTH} ${height}`}
      width={WIDTH}
      height={height}
      font-family="system-ui, sans-serif"
      font-size="13"
    >
      <title>{title}</title>
      <rect width={WIDTH} height={height} fill="#fff" />
      <text x="16" y="28" font-size="17" font-weight="600" fill={INK.text}>
        {title}
      </text>
      {axis.ticks.map((tick) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={TOP - 12} y2={height - 40} stroke={INK.line} />
          <text x={x(tick)} y={TOP - 20} text-anchor="middle" fill={INK.soft}>
            {write(tick, Number.isInteger(tick) ? 0 : 1)}
          </text>
        </g>
      ))}
      <line x1={x(mark)} x2={x(mark)} y1={TOP - 12} y2={height - 40} stroke={INK.zero} />
      {rows.map((row, index) => (
        <Row
          key={row.lead + row.label}
          {...{ row, x, mark, badSign, write }}
          y={TOP + (index + 0.5) * ROW}
        />
      ))}
      <text x="16" y={height - 14} fill={INK.soft}>
        {note}
      </text>
    </svg>
  )
}

type RowProps = Pick<DotPicture, 'mark' | 'badSign' | 'write'> & {
  readonly row: DotRow
  readonly y: number
  x(points: number): number
}

function Row({ row, y, x, mark, badSign, write }: RowProps) {
  const { low, high, estimate } = row
  const side = low > mark ? badSign : high < mark ? -badSign : 0
  const colour = side > 0 ? TONES.worse : side < 0 ? TONES.better : TONES.unsure
  const label = row.label.length > 36 ? `${row.label.slice(0, 35)}…` : row.label
  return (
    <g>
      <text x="36" y={y + 4} text-anchor="end" fill={INK.soft}>
        {row.lead}
      </text>
      <text x="48" y={y + 4} fill={INK.text}>
        {label}
      </text>
      <line x1={x(low)} x2={x(high)} y1={y} y2={y} stroke={colour} stroke-width="2.5" />
      <circle cx={x(estimate)} cy={y} r="5" fill={colour} />
      <text x={WIDTH - 16} y={y + 4} text-anchor="end" fill={INK.text}>
        {`${write(estimate, 1)} (${write(low, 1)} to ${write(high, 1)})`}
      </text>
    </g>
  )
}
