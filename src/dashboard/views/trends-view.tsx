import { ChartFrame } from '../charts/chart-frame.tsx'
import { TimeChart, type TimeMark, type TimePoint } from '../charts/time-chart.tsx'
import { type Cell, PERIOD_UNITS, type PeriodUnit, type Trends } from '../insight-calls.ts'
import { numbers } from '../numbers.ts'
import { HiddenNote } from '../parts/cell-parts.tsx'
import { KeepFirst } from '../parts/keep-first.tsx'
import { Loading } from '../parts/loading.tsx'
import { ThemeMultiples } from '../parts/theme-multiples.tsx'
import { TrendNotes } from '../parts/trend-notes.tsx'
import { filtersOf } from '../state/filters.ts'
import { useAnswer } from '../state/use-answer.ts'
import { usePage } from '../state/use-page.ts'

/** Themes followed over time. */
const FOLLOWED = 8

/** NPS, shares and themes over time. */
export function TrendsView() {
  const page = usePage()
  const id = page.source.value?.surveyId ?? null
  const asked = page.route.value.params.unit
  const unit = PERIOD_UNITS.find((known) => known === asked) ?? 'month'
  const filters = filtersOf(page.route.value)
  const ask =
    id === null
      ? null
      : (signal: AbortSignal) =>
          page.client.surveys.trends(id, unit, {
            filters,
            signal,
            topThemes: 200,
            maxEffectThemes: FOLLOWED,
          })
  const answer = useAnswer(ask, [id, unit, page.shown.value])
  if (id === null) return <KeepFirst what="Trends" />
  return (
    <div class="trends">
      <h1>Over time</h1>
      <UnitChoice unit={unit} />
      <Loading answer={answer}>
        {(report) =>
          report.periods.length < 2 ? (
            <p class="note">
              {report.periods.length === 0
                ? 'The responses have no time.'
                : 'All responses lie in one period: choose a shorter one.'}
            </p>
          ) : (
            <Report report={report} />
          )
        }
      </Loading>
    </div>
  )
}

function UnitChoice({ unit }: { readonly unit: PeriodUnit }) {
  const page = usePage()
  return (
    <fieldset class="switch">
      <legend class="hidden">Period</legend>
      {PERIOD_UNITS.map((known) => (
        <label key={known}>
          <input
            type="radio"
            name="unit"
            checked={known === unit}
            onChange={() => page.setParams({ unit: known === 'month' ? '' : known })}
          />
          <span>{known}</span>
        </label>
      ))}
    </fieldset>
  )
}

function Report({ report }: { readonly report: Trends }) {
  const periods = report.periods.map(({ period }) => period)
  return (
    <>
      <h2>Net Promoter Score</h2>
      <NpsChart report={report} />
      <h2>Detractors and promoters</h2>
      <ChartFrame name="Detractors and promoters over time" rows={shareRows(report)}>
        <TimeChart
          name="Shares of scores"
          periods={periods}
          holds={[0]}
          write={(share) => numbers.percent(share)}
          series={[
            { name: 'Detractors', tone: 'detractors', points: pointsOf(report, 'detractorShare') },
            { name: 'Promoters', tone: 'promoters', points: pointsOf(report, 'promoterShare') },
          ]}
        />
        <p class="legend soft small">
          <i class="detractors" /> Detractors <i class="promoters" /> Promoters · bands are{' '}
          {numbers.percent(0.95)} intervals
        </p>
      </ChartFrame>
      <HiddenNote cells={report.periods.map(({ cell }) => cell)} />
      <TrendNotes report={report} />
      <ThemeMultiples report={report} />
    </>
  )
}

/** NPS with its band; changes of level and spikes of themes marked. */
export function NpsChart({
  report,
  height,
}: {
  readonly report: Trends
  readonly height?: number
}) {
  const rows = [
    ['period', 'scores', 'NPS', 'low', 'high'],
    ...report.periods.map(({ period, cell }) => {
      const nps = cell.figures?.npsPoints
      return [period, cell.base, nps?.estimate ?? null, nps?.confLow ?? null, nps?.confHigh ?? null]
    }),
  ]
  return (
    <ChartFrame name="NPS over time" rows={rows}>
      <TimeChart
        name="NPS"
        periods={report.periods.map(({ period }) => period)}
        marks={marksOf(report)}
        write={(value) => numbers.plain(value)}
        series={[{ name: 'NPS', tone: 'accent', points: pointsOf(report, 'npsPoints') }]}
        {...(height !== undefined && { height })}
      />
    </ChartFrame>
  )
}

function marksOf({ periods, changePoints }: Trends): TimeMark[] {
  const spikes = periods.flatMap(({ spikes: found }, index) =>
    found.length === 0
      ? []
      : [{ index, kind: 'spike' as const, words: found.map(({ label }) => label).join(', ') }]
  )
  const changes = changePoints.map(({ period, npsPoints }) => ({
    index: periods.findIndex((one) => one.period === period),
    kind: 'change' as const,
    words: `NPS changes by ${numbers.signed(npsPoints.estimate, 0)} points`,
  }))
  return [...spikes, ...changes]
}

type Figure = keyof NonNullable<Cell['figures']>

function pointsOf({ periods }: Trends, figure: Figure): TimePoint[] {
  return periods.map(({ cell }) => {
    const found = cell.figures?.[figure]
    return found ? { estimate: found.estimate, low: found.confLow, high: found.confHigh } : null
  })
}

function shareRows({ periods }: Trends) {
  const header = ['period', 'scores', 'detractor share', 'passive share', 'promoter share']
  return [
    header,
    ...periods.map(({ period, cell: { base, figures } }) => [
      period,
      base,
      figures?.detractorShare.estimate ?? null,
      figures?.passiveShare.estimate ?? null,
      figures?.promoterShare.estimate ?? null,
    ]),
  ]
}
