import type { AnalysedTheme } from '../../domain/analysis.ts'
import { HTML_STYLE } from './html-style.ts'
import { axisPlot, intervalPlot, type PlotAxis, plotAxis } from './interval-plot.ts'
import { Markup, markup } from './markup.ts'
import {
  counted,
  effectDigits,
  flagLegend,
  grouped,
  methodWords,
  percent,
  scenarioWords,
  shortFlag,
  shownFlags,
  signed,
  statusWords,
} from './plain-words.ts'
import { type Report, rankedThemes, unrankedThemes } from './report.ts'
import { onOneLine } from './terminal-text.ts'

/** Quotes under each ranked theme. */
const SHOWN_QUOTES = 2

/**
 * Renders an analysis as one self-contained HTML page, to hand round or to print.
 *
 * No script and nothing fetched; its own policy forbids both. All text of respondents is escaped.
 *
 * @param report - analysis and how it was asked for
 */
export function renderHtml(report: Report): string {
  const title = onOneLine(report.title)
  const { versions } = report.analysis
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>What stands behind the scores: ${title}</title>
<style>${new Markup(HTML_STYLE)}</style>
</head>
<body><main>
<p class="eyebrow">What stands behind the scores</p>
<h1>${title}</h1>
${headline(report)}
${ranking(report)}
${scenario(report)}
${unranked(report)}
${caveats(report)}
<footer>
<p>${methodWords(report)} ${percentNote(report)}</p>
<p>Whyscore ${versions.engine} · sentiment ${versions.sentimentModel} · themes ${versions.themeModel} · method ${versions.method}</p>
</footer>
</main></body>
</html>
`.text
}

function headline({ analysis, confLevel }: Report): Markup {
  const { summary } = analysis
  const { npsPoints, npsConfLow: low, npsConfHigh: high } = summary
  const comments = markup`<p class="lead">${counted(summary.responseCount, 'response')}, ${grouped(summary.base)} with a score and ${grouped(summary.commentBase)} with a comment that says something. ${percent(summary.coverage)} of these comments mention a theme.</p>`
  if (npsPoints === null) return comments
  const margin =
    low === null || high === null
      ? null
      : markup`<p class="soft">${percent(confLevel)} interval: ${signed(low, 0, false)} to ${signed(high, 0, false)}</p>`
  const groups = [
    ['bad', 'Detractors', summary.detractorShare],
    ['mid', 'Passives', summary.passiveShare],
    ['good', 'Promoters', summary.promoterShare],
  ] as const
  return markup`${comments}
<div class="cards">
<section class="card"><h2>Net Promoter Score</h2><div class="figure">${signed(npsPoints, 0, false)}</div>${margin}</section>
<section class="card"><h2>Of ${counted(summary.base, 'score')}</h2>
<div class="stack" aria-hidden="true">${groups.map(([kind, , share]) => markup`<div class="${kind}" style="width:${((share ?? 0) * 100).toFixed(2)}%"></div>`)}</div>
<div class="keys">${groups.map(([kind, name, share]) => markup`<span><i class="${kind}"></i>${name} ${percent(share)}</span>`)}</div>
</section>
</div>`
}

function ranking(report: Report): Markup {
  const themes = rankedThemes(report.analysis)
  if (themes.length === 0) {
    const why =
      report.analysis.summary.base === 0
        ? 'No response has a score, so themes cannot be ranked.'
        : `No theme is mentioned by ${report.minMentions} respondents with a score, so none is ranked.`
    return markup`<h2>Ranked themes</h2><p class="lead">${why}</p>`
  }
  const axis = plotAxis(themes)
  return markup`<h2>Themes by their effect on the share of detractors</h2>
<p class="lead">How many percentage points of the share of detractors go with negative mentions of each theme.</p>
<ol class="themes">
<li class="theme heads" aria-hidden="true"><span></span><span>Theme</span><span class="effect">Points</span><span class="plot">${axisPlot(axis)}</span></li>
${themes.map((theme) => rankedTheme(theme, axis, effectDigits(themes)))}
</ol>`
}

function rankedTheme(theme: AnalysedTheme, axis: PlotAxis, digits: 1 | 2): Markup {
  const effect = theme.effect?.onDetractorShare
  const points = (share: number) => signed(share * 100, digits)
  const quotes = (theme.quotes ?? []).slice(0, SHOWN_QUOTES)
  return markup`<li class="theme">
<span class="rank">${theme.rank}</span>
<span class="label">${theme.label}${shownFlags(theme).map((flag) => markup` <span class="flag">${shortFlag(flag)}</span>`)}<span class="counts">${counts(theme)}</span></span>
<span class="effect">${effect ? points(effect.estimate) : '–'}${effect ? markup`<small>${points(effect.confLow)} … ${points(effect.confHigh)}</small>` : null}</span>
<span class="plot">${intervalPlot(theme, axis)}</span>
<div class="more">
${quotes.map(({ text }) => markup`<blockquote>${onOneLine(text)}</blockquote>`)}
</div>
</li>
`
}

function counts(theme: AnalysedTheme): string {
  const mentions = `${counted(theme.mentionCount, 'mention')} (${percent(theme.mentionShare)} of comments)`
  const negative = `${grouped(theme.negativeCount)} negative`
  return theme.detractorShare === null
    ? `${mentions}, ${negative}`
    : `${mentions}, ${negative}; ${percent(theme.detractorShare)} of those who mention it are detractors`
}

function scenario({ analysis }: Report): Markup {
  const words = scenarioWords(analysis)
  return words === null ? markup`` : markup`<h2>What if</h2><p class="lead">${words}</p>`
}

function unranked({ analysis, minMentions }: Report): Markup {
  const groups = unrankedThemes(analysis)
  if (groups.length === 0) return markup``
  return markup`<h2>Not ranked</h2>
${groups.map(
  ([status, themes]) => markup`<p class="soft">${statusWords(status, minMentions)}</p>
<ul class="others">${themes.map((theme) => markup`<li><span>${theme.label}</span><span class="soft">${grouped(theme.mentionCount)}</span></li>`)}</ul>`
)}`
}

function caveats({ analysis }: Report): Markup {
  const rejected =
    analysis.rejected.length > 0
      ? [`${counted(analysis.rejected.length, 'response')} could not be accepted and are left out.`]
      : []
  const notes = [
    ...analysis.warnings.map(({ detail }) => detail),
    ...flagLegend(rankedThemes(analysis)).map((line) => `“${line.replace(':', '”:')}.`),
    ...rejected,
  ]
  if (notes.length === 0) return markup``
  return markup`<h2>To keep in mind</h2>
<ul class="notes">${notes.map((note) => markup`<li>${note}</li>`)}</ul>`
}

function percentNote({ analysis }: Report): string {
  return analysis.summary.base === 0
    ? ''
    : `Detractors, passives and promoters are counted among the ${grouped(analysis.summary.base)} responses with a score.`
}
