import { ChartFrame } from '../charts/chart-frame.tsx'
import { TimeChart, type TimePoint } from '../charts/time-chart.tsx'
import type { Trends } from '../insight-calls.ts'
import { numbers } from '../numbers.ts'
import { routeHash, viewRoute } from '../state/route.ts'
import { usePage } from '../state/use-page.ts'

const HEIGHT = 150

/** Small multiples: what share mentions each of the first themes, and with what effect, over time. */
export function ThemeMultiples({ report }: { readonly report: Trends }) {
  const page = usePage()
  const themes = (page.shown.value?.figures.themes ?? [])
    .filter(({ rank }) => rank !== null)
    .slice(0, 6)
  if (themes.length === 0) return null
  return (
    <section>
      <h2>Themes over time</h2>
      <p class="soft">Share of comments that mention them, with intervals.</p>
      <div class="multiples">
        {themes.map(({ id, label }) => (
          <section key={id} class="multiple">
            <h3 dir="auto">
              <a href={routeHash(viewRoute(page.route.value, 'themes', id))}>{label}</a>
            </h3>
            <ThemeTime report={report} themeId={id} label={label} />
          </section>
        ))}
      </div>
    </section>
  )
}

type TimeProps = { readonly report: Trends; readonly themeId: string; readonly label: string }

/** Mention share of one theme over time; its effect below, where it could be estimated. */
export function ThemeTime({ report, themeId, label }: TimeProps) {
  const periods = report.periods.map(({ period }) => period)
  const shares = report.periods.map(({ cell }): TimePoint => {
    if (cell.suppressed !== null || !cell.commentBase) return null
    const found = cell.themes.find(({ id }) => id === themeId)?.mentionShare
    if (!found) return { estimate: 0, low: 0, high: 0 }
    return { estimate: found.estimate, low: found.confLow, high: found.confHigh }
  })
  const effects = effectsOf(report, themeId)
  const header = ['period', 'mention share', 'low', 'high', 'effect, points', 'low', 'high']
  const rows = periods.map((period, index) => [
    period,
    ...cellsOf(shares[index] ?? null),
    ...cellsOf(effects[index] ?? null),
  ])
  const marks = report.periods.flatMap(({ spikes }, index) =>
    spikes
      .filter((spike) => spike.themeId === themeId)
      .map(() => ({ index, kind: 'spike' as const, words: `${label} stands out` }))
  )
  return (
    <>
      <ChartFrame name={`${label} over time`} rows={[header, ...rows]}>
        <TimeChart
          name={`Mention share of ${label}`}
          periods={periods}
          marks={marks}
          holds={[0]}
          height={HEIGHT}
          write={(share) => numbers.percent(share)}
          series={[{ name: 'Mention share', tone: 'accent', points: shares }]}
        />
      </ChartFrame>
      {effects.some((point) => point !== null) && (
        <ChartFrame name={`Effect of ${label} over time`} rows={[header, ...rows]}>
          <TimeChart
            name={`Effect of ${label} on detractor share, points`}
            periods={periods}
            holds={[0]}
            height={HEIGHT}
            write={(points) => numbers.signed(points, 0)}
            series={[{ name: 'Effect', tone: 'detractors', points: effects }]}
          />
          <p class="soft small">Effect on detractor share, points</p>
        </ChartFrame>
      )}
    </>
  )
}

function effectsOf({ periods, themeEffects }: Trends, themeId: string): TimePoint[] {
  const cells = themeEffects.find((one) => one.themeId === themeId)?.cells ?? []
  return periods.map((_, index) => {
    const effect = cells.find(({ cell }) => cell === index)?.effect
    if (!effect) return null
    const { estimate, confLow, confHigh } = effect
    return { estimate: estimate * 100, low: confLow * 100, high: confHigh * 100 }
  })
}

function cellsOf(point: TimePoint): (number | null)[] {
  return point ? [point.estimate, point.low, point.high] : [null, null, null]
}
