import type { AnalysedTheme } from '../../domain/analysis.ts'
import { type Markup, markup } from './markup.ts'
import { signed } from './plain-words.ts'

/** Size of a plot in units of its own; the page scales it. */
const WIDTH = 288
const HEIGHT = 22
const SIDE = 8

/** Axis that all plots of a report share, in points. */
export type PlotAxis = {
  readonly low: number
  readonly high: number
  readonly ticks: readonly number[]
}

/** An axis with round ticks that holds zero and all intervals. */
export function plotAxis(themes: readonly AnalysedTheme[]): PlotAxis {
  const ends = themes.flatMap(({ effect }) =>
    effect ? [effect.onDetractorShare.confLow * 100, effect.onDetractorShare.confHigh * 100] : []
  )
  const [least, most] = [Math.min(0, ...ends), Math.max(0, ...ends)]
  const step = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50].find((s) => (most - least) / s <= 5) ?? 100
  const low = Math.floor(least / step)
  const high = Math.max(low + 1, Math.ceil(most / step))
  const ticks = Array.from({ length: high - low + 1 }, (_, i) =>
    Number(((low + i) * step).toFixed(1))
  )
  return { low: low * step, high: high * step, ticks }
}

/** The labels of the axis, above the first plot. */
export function axisPlot(axis: PlotAxis): Markup {
  const digits = axis.ticks.every(Number.isInteger) ? 0 : 1
  return markup`<svg viewBox="0 0 ${WIDTH} 14" aria-hidden="true">${axis.ticks.map(
    (tick) =>
      markup`<text x="${x(tick, axis)}" y="11" text-anchor="middle">${signed(tick, digits)}</text>`
  )}</svg>`
}

/** Estimate and interval of a theme on the shared axis. */
export function intervalPlot(theme: AnalysedTheme, axis: PlotAxis): Markup {
  const effect = theme.effect?.onDetractorShare
  if (!effect) return markup``
  const [low, high, estimate] = [effect.confLow, effect.confHigh, effect.estimate].map(
    (v) => v * 100
  )
  if (low === undefined || high === undefined || estimate === undefined) return markup``
  const kind = low > 0 ? 'more-bad' : high < 0 ? 'more-good' : 'unsure'
  const words = `${signed(estimate, 1)} points, from ${signed(low, 1)} to ${signed(high, 1)}`
  const middle = HEIGHT / 2
  return markup`<svg class="${kind}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${words}">${axis.ticks.map(
    (tick) =>
      markup`<line class="${tick === 0 ? 'zero' : 'grid'}" x1="${x(tick, axis)}" x2="${x(tick, axis)}" y1="0" y2="${HEIGHT}"/>`
  )}<line class="span" x1="${x(low, axis)}" x2="${x(high, axis)}" y1="${middle}" y2="${middle}"/><circle cx="${x(estimate, axis)}" cy="${middle}" r="5"/></svg>`
}

function x(points: number, { low, high }: PlotAxis): string {
  return (SIDE + ((points - low) / (high - low)) * (WIDTH - 2 * SIDE)).toFixed(1)
}
