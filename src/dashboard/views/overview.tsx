import type { AnalysedTheme } from '../../http/client-types.ts'
import { CountColumns } from '../charts/bars.tsx'
import { numbers } from '../numbers.ts'
import { Explain } from '../parts/explain.tsx'
import { RejectedRows } from '../parts/rejected-rows.tsx'
import type { ScoreCount } from '../sources/source.ts'
import { filtersOf } from '../state/filters.ts'
import { routeHash, viewRoute } from '../state/route.ts'
import { useAnswer } from '../state/use-answer.ts'
import { usePage } from '../state/use-page.ts'
import type { Figures } from '../survey-calls.ts'
import { reasonSentence, togetherSentence } from '../words.ts'
import { NpsChart } from './trends-view.tsx'

const TREND_HEIGHT = 170

/** Score, who answered, the top reasons in sentences, and what to keep in mind. */
export function Overview() {
  const page = usePage()
  const [shown, source] = [page.shown.value, page.source.value]
  if (!shown || !source) return null
  const preview = source.surveyId === null ? page.file.value?.dataset.preview : undefined
  return (
    <div class="overview">
      <h1>Overview</h1>
      <div class="cards">
        <NpsCard analysis={shown.figures} />
        <SharesCard analysis={shown.figures} />
        <CommentersCard analysis={shown.figures} />
        <ScoresCard scores={source.scores(filtersOf(page.route.value))} />
      </div>
      {source.surveyId !== null && <TrendCard surveyId={source.surveyId} />}
      <Reasons analysis={shown.figures} />
      <Caveats analysis={shown.figures} />
      {preview && <RejectedRows rejected={preview.rejected} count={preview.rejectedCount} />}
    </div>
  )
}

/** NPS over time, where responses lie in two months or more. */
function TrendCard({ surveyId }: { readonly surveyId: string }) {
  const page = usePage()
  const filters = filtersOf(page.route.value)
  const ask = (signal: AbortSignal) =>
    page.client.surveys.trends(surveyId, 'month', { filters, signal })
  const { value } = useAnswer(ask, [surveyId, page.shown.value])
  const isShort = value !== null && value.periods.length < 2
  if (isShort || page.source.value?.period === null) return null
  return (
    <section class="card wide trend-card">
      <h2>
        NPS by month · <a href={routeHash(viewRoute(page.route.value, 'trends'))}>more over time</a>
      </h2>
      {value ? <NpsChart report={value} height={TREND_HEIGHT} /> : <div class="trend-room" />}
    </section>
  )
}

function NpsCard({ analysis: { summary } }: { readonly analysis: Figures }) {
  const { npsPoints, npsConfLow: low, npsConfHigh: high } = summary
  return (
    <section class="card">
      <h2>
        Net Promoter Score <Explain about="nps" />
      </h2>
      {npsPoints === null ? (
        <p>No response has a score.</p>
      ) : (
        <>
          <p class="figure">{numbers.plain(npsPoints)}</p>
          {low !== null && high !== null && (
            <p class="soft">
              {numbers.percent(0.95)} interval {numbers.plain(low)} to {numbers.plain(high)}, from{' '}
              {numbers.count(summary.base)} scores
            </p>
          )}
        </>
      )}
    </section>
  )
}

function SharesCard({ analysis: { summary } }: { readonly analysis: Figures }) {
  const groups = [
    ['detractors', 'Detractors', summary.detractorShare],
    ['passives', 'Passives', summary.passiveShare],
    ['promoters', 'Promoters', summary.promoterShare],
  ] as const
  let start = 0
  return (
    <section class="card">
      <h2>Of {numbers.count(summary.base)} scores</h2>
      <svg class="stack" aria-hidden="true">
        {groups.map(([kind, , share]) => {
          const x = start
          start += (share ?? 0) * 100
          return (
            <rect
              key={kind}
              class={kind}
              x={`${x}%`}
              width={`${(share ?? 0) * 100}%`}
              height="100%"
            />
          )
        })}
      </svg>
      <dl class="keys">
        {groups.map(([kind, name, share]) => (
          <div key={kind}>
            <dt>
              <i class={kind} />
              {name}
            </dt>
            <dd>{numbers.percent(share)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function CommentersCard({ analysis: { summary } }: { readonly analysis: Figures }) {
  const { commentBase, responseCount, commenters, coverage } = summary
  const share = responseCount === 0 ? null : commentBase / responseCount
  return (
    <section class="card">
      <h2>
        Who commented <Explain about="commenters" />
      </h2>
      <dl class="facts">
        <div>
          <dt>Left a usable comment</dt>
          <dd>
            {numbers.count(commentBase)} of {numbers.count(responseCount)} ({numbers.percent(share)}
            )
          </dd>
        </div>
        <div>
          <dt>Detractors among them</dt>
          <dd>
            {numbers.percent(commenters.detractorShare)}{' '}
            <span class="soft">against {numbers.percent(summary.detractorShare)} of all</span>
          </dd>
        </div>
        <div>
          <dt>
            Comments with a theme <Explain about="coverage" />
          </dt>
          <dd>{numbers.percent(coverage)}</dd>
        </div>
      </dl>
    </section>
  )
}

/** How many gave each score, where the source says. */
function ScoresCard({ scores }: { readonly scores: readonly ScoreCount[] }) {
  if (scores.length === 0) return null
  return (
    <section class="card wide">
      <h2>Scores given</h2>
      <CountColumns
        name="How many gave each score"
        columns={scores.map(({ score, count, group }) => ({
          label: String(score),
          count,
          tone: group ? `${group}s` : 'passives',
        }))}
      />
    </section>
  )
}

function Reasons({ analysis }: { readonly analysis: Figures }) {
  const page = usePage()
  const top = analysis.themes
    .filter(({ rank, effect }) => rank !== null && (effect?.onDetractorShare.estimate ?? 0) > 0)
    .slice(0, 3)
  const together = togetherSentence(analysis, top.length)
  const href = (theme: AnalysedTheme) => routeHash(viewRoute(page.route.value, 'themes', theme.id))
  return (
    <section>
      <h2>
        What goes with unhappy scores <Explain about="effect" />
      </h2>
      {top.length === 0 ? (
        <p class="note">
          No theme has enough scored mentions to be ranked. The themes found are in the list.
        </p>
      ) : (
        <ol class="reasons">
          {top.map((theme) => (
            <li key={theme.id}>
              <a href={href(theme)} dir="auto">
                {theme.label}
              </a>
              <p>{reasonSentence(theme, analysis.summary)}</p>
            </li>
          ))}
        </ol>
      )}
      {together && <p class="together">{together}</p>}
      <p>
        <a href={routeHash(viewRoute(page.route.value, 'themes'))}>
          All {numbers.count(analysis.themes.length)} themes
        </a>
      </p>
    </section>
  )
}

function Caveats({ analysis }: { readonly analysis: Figures }) {
  const { versions, warnings } = analysis
  return (
    <section>
      <h2>To keep in mind</h2>
      <ul class="caveats">
        <li>Effects are associations with intervals, not proof of cause.</li>
        {warnings.map(({ code, detail }) => (
          <li key={code + detail}>{detail}</li>
        ))}
      </ul>
      <p class="soft small">
        Engine {versions.engine} · sentiment {versions.sentimentModel} · themes{' '}
        {versions.themeModel} · method {versions.method}
      </p>
    </section>
  )
}
