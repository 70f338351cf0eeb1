import { htmlRanking } from './html-ranking.ts'
import { HTML_STYLE } from './html-style.ts'
import { npsCourse } from './html-time.ts'
import { Markup, markup } from './markup.ts'
import {
  counted,
  flagLegend,
  grouped,
  methodWords,
  percent,
  scenarioWords,
  signed,
  statusWords,
} from './plain-words.ts'
import { togetherWords, topReasons } from './reason-words.ts'
import { type Report, rankedThemes, unrankedThemes } from './report.ts'
import { onOneLine } from './terminal-text.ts'

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
${reasons(report)}
${report.months ? npsCourse(report.months) : null}
${htmlRanking(report)}
${scenario(report)}
${unranked(report)}
${caveats(report)}
${definitions()}
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

function reasons({ analysis }: Report): Markup {
  const top = topReasons(analysis)
  if (top.length === 0) return markup``
  const together = togetherWords(analysis, top.length)
  return markup`<section class="reasons"><h2>What weighs most</h2>
<ol>${top.map(({ label, sentence }) => markup`<li><strong>${label}.</strong> ${sentence}</li>`)}</ol>
${together === null ? null : markup`<p class="soft">${together}</p>`}</section>`
}

function scenario({ analysis }: Report): Markup {
  const words = scenarioWords(analysis)
  return words === null ? markup`` : markup`<h2>What if</h2><p class="lead">${words}</p>`
}

function unranked(report: Report): Markup {
  const groups = unrankedThemes(report)
  if (groups.length === 0) return markup``
  return markup`<h2>Not ranked</h2>
${groups.map(
  ([reason, themes]) => markup`<p class="soft">${statusWords(reason, report.minMentions)}</p>
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

const DEFINITIONS = [
  [
    'Effect',
    'Today’s share of detractors less the share to be expected if the people who complain about the theme had scored like similar people who did not. A line that crosses zero means that the data cannot tell the direction.',
  ],
  [
    'Mentions',
    'People who mention the theme, as a share of people who left a usable comment. Someone who mentions it twice counts once.',
  ],
  [
    'How they speak of it',
    'People who mention it negatively (−), neutrally (○) and positively (+). Someone who does both counts in both.',
  ],
  [
    'Detractors among them',
    'Share of detractors among people who mention the theme and gave a score. A plain share: nothing is held fixed, which is why the list is not ranked by it.',
  ],
  [
    'Net Promoter Score',
    '100 × (share of promoters − share of detractors), from −100 to 100. Passives count in the base only.',
  ],
] as const

function definitions(): Markup {
  return markup`<section class="meanings"><h2>What the figures mean</h2>
<dl>${DEFINITIONS.map(([name, text]) => markup`<div><dt>${name}</dt><dd>${text}</dd></div>`)}</dl></section>`
}

function percentNote({ analysis }: Report): string {
  return analysis.summary.base === 0
    ? ''
    : `Detractors, passives and promoters are counted among the ${grouped(analysis.summary.base)} responses with a score.`
}
