import type { AnalysedTheme } from '../../domain/analysis.ts'
import {
  counted,
  effectDigits,
  flagLegend,
  grouped,
  methodWords,
  noRankWords,
  percent,
  scenarioWords,
  shortFlag,
  shownFlags,
  signed,
  statusWords,
} from './plain-words.ts'
import { type Report, rankedThemes, unrankedThemes } from './report.ts'
import { columnsOf, cut, onOneLine, padStart, padTo, type Style, wrap } from './terminal-text.ts'

const LABEL_COLUMNS = 27
const INTERVAL_COLUMNS = 15
const INDENT = '     '

/** Most labels listed for each kind of unranked theme. */
const MAX_UNRANKED_LABELS = 20

/** Ends of the axis, in points. */
type Axis = {
  readonly low: number
  readonly high: number
  readonly digits: 1 | 2
  /** Width of the bars; narrow terminals do without the interval in figures. */
  readonly columns: number
  readonly hasFigures: boolean
}

/**
 * Renders an analysis for a terminal.
 *
 * @param report - analysis and how it was asked for
 * @param style - width in columns and whether colours may be used
 * @param shownCount - most ranked themes to show; the rest is summed up in a line
 * @returns lines that end with a line feed
 */
export function renderTable(
  report: Report,
  style: Style,
  shownCount = Number.POSITIVE_INFINITY
): string {
  const ranked = rankedThemes(report.analysis)
  const parts = [
    headline(report, style),
    ranked.length > 0 ? rankedPart(ranked.slice(0, shownCount), style) : noRanking(report, style),
    restPart(ranked.slice(shownCount), style),
    scenarioPart(report, style),
    unrankedPart(report, style),
    warningPart(report, style),
    ranked.length > 0 ? legend(report, style) : '',
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function headline({ title, analysis, confLevel }: Report, style: Style): string {
  const { summary } = analysis
  const { npsPoints, npsConfLow, npsConfHigh } = summary
  const comments = `${counted(summary.commentBase, 'comment')} with content; ${percent(summary.coverage)} of them mention a theme`
  const first = `${style.bold('Whyscore')} · ${onOneLine(title)} · ${counted(summary.responseCount, 'response')}`
  if (npsPoints === null) return [first, '', 'No scores', comments].join('\n')
  const margin =
    npsConfLow === null || npsConfHigh === null
      ? ''
      : ` (${percent(confLevel)} interval ${signed(npsConfLow, 0, false)} to ${signed(npsConfHigh, 0, false)})`
  const shares = [
    `detractors ${percent(summary.detractorShare)}`,
    `passives ${percent(summary.passiveShare)}`,
    `promoters ${percent(summary.promoterShare)}`,
  ].join(' · ')
  return [
    first,
    '',
    `${style.bold(`NPS ${signed(npsPoints, 0, false)}`)}${margin}`,
    `${shares} · of ${counted(summary.base, 'score')}`,
    comments,
  ].join('\n')
}

function rankedPart(themes: readonly AnalysedTheme[], style: Style): string {
  const axis = axisOf(themes, style)
  const head = [
    '    ',
    padTo('Theme', LABEL_COLUMNS),
    padStart('Mentions', 9),
    padStart('Detractors', 11),
    padStart('Effect', 7),
    axis.hasFigures ? padStart('Interval', INTERVAL_COLUMNS) : '',
    '  ',
    axisLabels(axis),
  ].join('')
  return [style.dim(head), ...themes.map((theme) => themeLines(theme, axis, style))].join('\n')
}

/** What the list leaves out, so that nobody takes its end for the end of the ranking. */
function restPart(rest: readonly AnalysedTheme[], style: Style): string {
  const estimates = rest.map(({ effect }) => 100 * (effect?.onDetractorShare.estimate ?? 0))
  const [first, last] = [estimates[0], estimates.at(-1)]
  if (first === undefined || last === undefined) return ''
  const digits = effectDigits(rest)
  return wrap(
    `${counted(rest.length, 'more ranked theme')} with effects from ${signed(first, digits)} to ${signed(last, digits)} points (--top all shows them).`,
    style.columns
  )
}

function themeLines(theme: AnalysedTheme, axis: Axis, style: Style): string {
  const effect = theme.effect?.onDetractorShare
  const low = 100 * (effect?.confLow ?? 0)
  const high = 100 * (effect?.confHigh ?? 0)
  const estimate = 100 * (effect?.estimate ?? 0)
  const paint = low > 0 ? style.red : high < 0 ? style.green : (text: string) => text
  const line = [
    padStart(String(theme.rank ?? ''), 3),
    ' ',
    style.bold(padTo(cut(onOneLine(theme.label), LABEL_COLUMNS - 1), LABEL_COLUMNS)),
    padStart(grouped(theme.mentionCount), 9),
    padStart(percent(theme.detractorShare), 11),
    paint(padStart(effect ? signed(estimate, axis.digits) : '–', 7)),
    axis.hasFigures && effect
      ? padStart(`${signed(low, axis.digits)} … ${signed(high, axis.digits)}`, INTERVAL_COLUMNS)
      : '',
    '  ',
    paint(effect ? bar({ low, high, estimate }, axis) : ''),
  ].join('')
  const quote = quoteLine(theme, style)
  return quote === '' ? line.trimEnd() : `${line.trimEnd()}\n${quote}`
}

/** The most telling clause, with caveats in two or three words behind it. */
function quoteLine(theme: AnalysedTheme, style: Style): string {
  const text = onOneLine(theme.quotes?.[0]?.text ?? '')
  const flags = shownFlags(theme).map((flag) => `[${shortFlag(flag)}]`)
  const tail = flags.length > 0 ? ` ${flags.join(' ')}` : ''
  const room = style.columns - INDENT.length - columnsOf(tail) - 2
  const quote = text === '' ? '' : `“${cut(text, room)}”`
  return quote + tail === '' ? '' : style.dim(`${INDENT}${(quote + tail).trimStart()}`)
}

/** The span that holds zero and all intervals. */
function axisOf(themes: readonly AnalysedTheme[], style: Style): Axis {
  const ends = themes.flatMap(({ effect }) =>
    effect ? [effect.onDetractorShare.confLow * 100, effect.onDetractorShare.confHigh * 100] : []
  )
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)]
  const digits = effectDigits(themes)
  const free = style.columns - LABEL_COLUMNS - 33
  const hasFigures = free - INTERVAL_COLUMNS >= 15
  const columns = Math.max(8, Math.min(25, hasFigures ? free - INTERVAL_COLUMNS : free))
  const span = low === high ? { low: -1, high: 1 } : { low, high }
  return { ...span, digits, columns, hasFigures }
}

function columnOf(points: number, { low, high, columns }: Axis): number {
  return Math.round(((points - low) / (high - low)) * (columns - 1))
}

/** An interval around its estimate, with the zero line where it is not covered. */
function bar(
  interval: { readonly low: number; readonly high: number; readonly estimate: number },
  axis: Axis
): string {
  const [from, to] = [columnOf(interval.low, axis), columnOf(interval.high, axis)]
  const [zero, dot] = [columnOf(0, axis), columnOf(interval.estimate, axis)]
  return Array.from({ length: axis.columns }, (_, column) => {
    if (column === dot) return '●'
    if (column === zero) return column > from && column < to ? '┼' : '│'
    return column >= from && column <= to ? '─' : ' '
  }).join('')
}

/** Zero and the ends of the axis above the bars. */
function axisLabels(axis: Axis): string {
  const cells = Array.from({ length: axis.columns }, () => ' ')
  const put = (text: string, start: number) => {
    const isFree = [...text].every((_, i) => (cells[start + i] ?? 'x') === ' ')
    if (isFree) for (const [i, char] of [...text].entries()) cells[start + i] = char
  }
  const digits = axis.high - axis.low < 4 ? 1 : 0
  const high = signed(axis.high, digits)
  put('0', columnOf(0, axis))
  put(high, axis.columns - high.length)
  if (axis.low < 0) put(signed(axis.low, digits), 0)
  return cells.join('')
}

function noRanking(report: Report, style: Style): string {
  if (report.analysis.summary.base === 0) {
    return wrap('Themes are not ranked, because no response has a score.', style.columns)
  }
  return wrap(`${noRankWords(report)} --min-mentions lowers the bound of mentions.`, style.columns)
}

function scenarioPart({ analysis }: Report, style: Style): string {
  const words = scenarioWords(analysis)
  return words === null ? '' : wrap(words, style.columns)
}

function unrankedPart(report: Report, style: Style): string {
  return unrankedThemes(report)
    .map(([reason, themes]) => {
      const shown = themes.slice(0, MAX_UNRANKED_LABELS)
      const more = themes.length > shown.length ? `, and ${themes.length - shown.length} more` : ''
      const list = shown.map((t) => `${onOneLine(t.label)} (${t.mentionCount})`).join(', ')
      const head = style.dim(wrap(`${statusWords(reason, report.minMentions)}:`, style.columns))
      return `${head}\n${wrap(list + more, style.columns, '  ')}`
    })
    .join('\n\n')
}

function warningPart({ analysis }: Report, style: Style): string {
  return analysis.warnings
    .map(({ detail }) => wrap(`Note: ${onOneLine(detail)}`, style.columns, '', '      '))
    .join('\n')
}

function legend(report: Report, style: Style): string {
  const flags = flagLegend(rankedThemes(report.analysis)).map(
    (line) => `[${line.replace(':', ']:')}`
  )
  const lines = [`${methodWords(report)} ● estimate, ─ interval, │ zero.`, ...flags]
  return style.dim(lines.map((line) => wrap(line, style.columns)).join('\n'))
}
