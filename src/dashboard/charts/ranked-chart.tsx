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

/**
 * The ranked list as a picture of its own, with fixed colours for a white page.
 *
 * @param themes - themes of an analysis; those without a rank are left out
 * @param title - first line
 * @returns a standalone SVG document
 */
export function rankedChart(themes: readonly AnalysedTheme[], title: string): string {
  const host = document.createElement('div')
  render(<Chart themes={themes.filter(({ rank }) => rank !== null)} title={title} />, host)
  const svg = host.querySelector('svg')
  const text = svg ? new XMLSerializer().serializeToString(svg) : ''
  render(null, host)
  return text
}

type Props = { readonly themes: readonly AnalysedTheme[]; readonly title: string }

function Chart({ themes, title }: Props) {
  const ends = themes.flatMap(({ effect }) =>
    effect ? [effect.onDetractorShare.confLow * 100, effect.onDetractorShare.confHigh * 100] : []
  )
  const axis = effectAxis(ends)
  const x = (points: number) => LEFT + (axis.position(points) / 100) * PLOT
  const height = TOP + themes.length * ROW + 40
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
          <line
            x1={x(tick)}
            x2={x(tick)}
            y1={TOP - 12}
            y2={height - 40}
            stroke={tick === 0 ? INK.zero : INK.line}
          />
          <text x={x(tick)} y={TOP - 20} text-anchor="middle" fill={INK.soft}>
            {numbers.signed(tick, Number.isInteger(tick) ? 0 : 1)}
          </text>
        </g>
      ))}
      {themes.map((theme, index) => (
        <Row key={theme.id} theme={theme} y={TOP + (index + 0.5) * ROW} x={x} />
      ))}
      <text x="16" y={height - 14} fill={INK.soft}>
        Dot: estimate, line: interval; other themes held fixed. An association, not proof of cause.
      </text>
    </svg>
  )
}

type RowProps = {
  readonly theme: AnalysedTheme
  readonly y: number
  readonly x: (points: number) => number
}

function Row({ theme, y, x }: RowProps) {
  const effect = theme.effect?.onDetractorShare
  if (!effect) return null
  const [low, high] = [effect.confLow * 100, effect.confHigh * 100]
  const colour = low > 0 ? TONES.worse : high < 0 ? TONES.better : TONES.unsure
  const label = theme.label.length > 36 ? `${theme.label.slice(0, 35)}…` : theme.label
  return (
    <g>
      <text x="36" y={y + 4} text-anchor="end" fill={INK.soft}>
        {theme.rank}
      </text>
      <text x="48" y={y + 4} fill={INK.text}>
        {label}
      </text>
      <line x1={x(low)} x2={x(high)} y1={y} y2={y} stroke={colour} stroke-width="2.5" />
      <circle cx={x(effect.estimate * 100)} cy={y} r="5" fill={colour} />
      <text x={WIDTH - 16} y={y + 4} text-anchor="end" fill={INK.text}>
        {`${numbers.signed(effect.estimate * 100)} (${numbers.signed(low)} to ${numbers.signed(high)})`}
      </text>
    </g>
  )
}
