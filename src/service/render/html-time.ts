import type { MonthCounts } from '../insight/month-counts.ts'
import { type Markup, markup } from './markup.ts'
import { grouped, signed } from './plain-words.ts'

const WIDTH = 96
const HEIGHT = 24
const NPS_HEIGHT = 120
const NPS_WIDTH = 720

/** "2026-03" → "Mar 2026". */
export function monthName(label: string): string {
  const [year = 0, month = 1] = label.split('-').map(Number)
  const name = new Date(Date.UTC(year, month - 1)).toLocaleString('en', {
    month: 'short',
    timeZone: 'UTC',
  })
  return `${name} ${year}`
}

/** Mentions of a theme by month as small bars. */
export function sparkPlot(months: MonthCounts, themeId: string): Markup {
  const counts = months.mentionCounts.get(themeId) ?? []
  const most = Math.max(1, ...counts)
  const step = WIDTH / Math.max(1, counts.length)
  const words = counts.map((count, i) => `${monthName(months.labels[i] ?? '')} ${count}`).join(', ')
  const bars = counts.map((count, i) => {
    const height = (count / most) * (HEIGHT - 1)
    return markup`<rect x="${((i + 0.1) * step).toFixed(1)}" width="${(step * 0.8).toFixed(1)}" y="${(HEIGHT - 1 - height).toFixed(1)}" height="${height.toFixed(1)}"/>`
  })
  return markup`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Mentions by month: ${words}">${bars}<line class="zero" x1="0" x2="${WIDTH}" y1="${HEIGHT - 0.5}" y2="${HEIGHT - 0.5}"/></svg>`
}

/** NPS month by month with the counts behind it; nothing without a month that has a figure. */
export function npsCourse(months: MonthCounts): Markup {
  const { labels, npsPoints, responseCounts } = months
  const known = npsPoints.flatMap((points, i) => (points === null ? [] : [{ points, i }]))
  if (known.length < 2) return markup``
  const step = NPS_WIDTH / labels.length
  const values = known.map(({ points }) => points)
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)]
  const x = (i: number) => ((i + 0.5) * step).toFixed(1)
  const y = (points: number) =>
    (22 + ((high - points) / Math.max(1, high - low)) * (NPS_HEIGHT - 52)).toFixed(1)
  const every = Math.ceil(labels.length / 12)
  const line = known.map(({ points, i }) => `${x(i)},${y(points)}`).join(' ')
  const words = known
    .map(({ points, i }) => `${monthName(labels[i] ?? '')} ${signed(points, 0, false)}`)
    .join(', ')
  return markup`<section class="course"><h2>Month by month</h2>
<p class="lead">Net Promoter Score of each month with at least ten scores; below it the number of responses.</p>
<svg viewBox="0 0 ${NPS_WIDTH} ${NPS_HEIGHT}" role="img" aria-label="NPS by month: ${words}">
<line class="grid" x1="0" x2="${NPS_WIDTH}" y1="${y(0)}" y2="${y(0)}"/>
<polyline class="course-line" points="${line}"/>
${known.map(
  ({ points, i }) =>
    markup`<circle cx="${x(i)}" cy="${y(points)}" r="3.5"/>${i % every === 0 ? markup`<text x="${x(i)}" y="${(Number(y(points)) - 8).toFixed(1)}" text-anchor="middle">${signed(points, 0, false)}</text>` : null}`
)}
${labels.map((label, i) =>
  i % every === 0
    ? markup`<text x="${x(i)}" y="${NPS_HEIGHT - 14}" text-anchor="middle">${monthName(label)}</text><text x="${x(i)}" y="${NPS_HEIGHT - 1}" text-anchor="middle">${grouped(responseCounts[i] ?? 0)}</text>`
    : null
)}</svg></section>`
}
