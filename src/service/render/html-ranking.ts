import type { AnalysedTheme } from '../../domain/analysis.ts'
import { sparkPlot } from './html-time.ts'
import { axisPlot, intervalPlot, type PlotAxis, plotAxis } from './interval-plot.ts'
import { type Markup, markup } from './markup.ts'
import {
  counted,
  effectDigits,
  grouped,
  noRankWords,
  percent,
  shortFlag,
  shownFlags,
  signed,
} from './plain-words.ts'
import { type Report, rankedThemes } from './report.ts'
import { onOneLine } from './terminal-text.ts'

/** Quotes under each ranked theme. */
const SHOWN_QUOTES = 2

/** The ranked themes, one row each, as the page shows them. */
export function htmlRanking(report: Report): Markup {
  const themes = rankedThemes(report.analysis)
  if (themes.length === 0) {
    const why =
      report.analysis.summary.base === 0
        ? 'No response has a score, so themes cannot be ranked.'
        : noRankWords(report)
    return markup`<h2>Ranked themes</h2><p class="lead">${why}</p>`
  }
  const look = { axis: plotAxis(themes), digits: effectDigits(themes), report }
  return markup`<h2>Themes by their effect on the share of detractors</h2>
<p class="lead">How many percentage points of the share of detractors go with negative mentions of each theme. The dot is the estimate, the line its ${percent(report.confLevel)} interval.</p>
<ol class="themes${report.months ? ' with-months' : ''}">
<li class="theme heads" aria-hidden="true"><span></span><span>Theme</span><span>How they speak of it</span><span class="effect">Points</span><span class="plot">${axisPlot(look.axis)}</span>${report.months ? markup`<span class="months">By month</span>` : null}</li>
${themes.map((theme) => rankedTheme(theme, look))}
</ol>`
}

type Look = { readonly axis: PlotAxis; readonly digits: 1 | 2; readonly report: Report }

function rankedTheme(theme: AnalysedTheme, { axis, digits, report }: Look): Markup {
  const effect = theme.effect?.onDetractorShare
  const points = (share: number) => signed(share * 100, digits)
  const quotes = (theme.quotes ?? []).slice(0, SHOWN_QUOTES)
  const definition = definitionOf(theme)
  return markup`<li class="theme">
<span class="rank">${theme.rank}</span>
<span class="label">${theme.label}${shownFlags(theme).map((flag) => markup` <span class="flag">${shortFlag(flag)}</span>`)}<span class="counts">${counts(theme)}</span></span>
<span class="split">${polarityBar(theme)}</span>
<span class="effect">${effect ? points(effect.estimate) : '–'}${effect ? markup`<small>${points(effect.confLow)} … ${points(effect.confHigh)}</small>` : null}</span>
<span class="plot">${intervalPlot(theme, axis)}</span>${report.months ? markup`<span class="months">${sparkPlot(report.months, theme.id)}</span>` : null}
<div class="more">${definition === null ? null : markup`<p class="definition">${definition}</p>`}
${quotes.map(({ text }) => markup`<blockquote>${onOneLine(text)}</blockquote>`)}
</div>
</li>
`
}

/** What a theme is about, where it has a definition. */
function definitionOf(theme: AnalysedTheme): string | null {
  const { description } = theme
  return description ? onOneLine(description) : null
}

/** Negative, neutral and positive mentions in a bar; the signs say the same without colour. */
function polarityBar(theme: AnalysedTheme): Markup {
  const parts = [
    ['bad', '−', 'negative', theme.negativeCount],
    ['mid', '○', 'neutral', theme.neutralCount],
    ['good', '+', 'positive', theme.positiveCount],
  ] as const
  const total = parts.reduce((sum, [, , , count]) => sum + count, 0)
  if (total === 0) return markup``
  return markup`<span class="stack" aria-hidden="true">${parts.map(([kind, , , count]) =>
    count > 0
      ? markup`<span class="${kind}" style="width:${((100 * count) / total).toFixed(2)}%"></span>`
      : null
  )}</span><span class="signs" aria-hidden="true">${parts.map(([, sign, , count]) => markup`<span>${sign} ${grouped(count)}</span>`)}</span><span class="hidden">${parts.map(([, , word, count]) => `${grouped(count)} ${word}`).join(', ')}</span>`
}

function counts(theme: AnalysedTheme): string {
  const mentions = `${counted(theme.mentionCount, 'mention')} (${percent(theme.mentionShare)} of comments)`
  return theme.detractorShare === null
    ? mentions
    : `${mentions}; ${percent(theme.detractorShare)} of those who mention it are detractors`
}
