import type { Trends } from '../insight-calls.ts'
import { numbers } from '../numbers.ts'
import { routeHash, viewRoute } from '../state/route.ts'
import { usePage } from '../state/use-page.ts'
import { chance } from './segment-notes.tsx'

const SPIKES = {
  new: 'is new',
  spike: 'was raised far more than usual',
  emerging: 'has been rising',
} as const

/** What stands out over time, in sentences made of the figures. */
export function TrendNotes({ report }: { readonly report: Trends }) {
  const { npsTrend, changePoints, forecast, warnings, unit } = report
  return (
    <>
      <h2>What stands out</h2>
      <ul class="caveats">
        {npsTrend && (
          <li>
            NPS {npsTrend.slope < 0 ? 'falls' : 'rises'} by{' '}
            {numbers.plain(Math.abs(npsTrend.slope), 1)} points a {unit} ({chance(npsTrend.pValue)}
            ).
          </li>
        )}
        {changePoints.map(({ period, npsPoints, pValue }) => (
          <li key={period}>
            ◆ The level of NPS changes with {numbers.period(period)}: by{' '}
            {numbers.signed(npsPoints.estimate, 0)} points ({numbers.signed(npsPoints.confLow, 0)}{' '}
            to {numbers.signed(npsPoints.confHigh, 0)}, {chance(pValue)}).
          </li>
        ))}
        <Spikes report={report} />
        <LastChange report={report} />
        {forecast && <Forecast forecast={forecast} />}
        {warnings.map(({ code, detail }) => (
          <li key={code + detail}>{detail}</li>
        ))}
      </ul>
    </>
  )
}

function Spikes({ report: { periods } }: { readonly report: Trends }) {
  const page = usePage()
  return (
    <>
      {periods.flatMap(({ period, spikes }) =>
        spikes.map(({ themeId, label, kind, mentionCount, baselineShare, shareDifference }) => (
          <li key={period + themeId + kind}>
            ▲ {numbers.period(period)}:{' '}
            <a href={routeHash(viewRoute(page.route.value, 'themes', themeId))} dir="auto">
              {label}
            </a>{' '}
            {SPIKES[kind]}: {numbers.count(mentionCount)}{' '}
            {mentionCount === 1 ? 'mention' : 'mentions'}, {signedShare(shareDifference.estimate)}{' '}
            against {numbers.percent(baselineShare)} before.
          </li>
        ))
      )}
    </>
  )
}

function signedShare(share: number): string {
  return `${numbers.signed(share * 100, 0)} points of mention share`
}

function LastChange({ report: { lastChange } }: { readonly report: Trends }) {
  if (!lastChange) return null
  const { before, after, decomposition } = lastChange
  const { npsPoints } = decomposition
  const largest = [...decomposition.parts]
    .sort((a, b) => Math.abs(b.total.estimate) - Math.abs(a.total.estimate))
    .slice(0, 3)
  return (
    <li>
      From {numbers.period(before)} to {numbers.period(after)} NPS went by{' '}
      {numbers.signed(npsPoints.estimate, 0)} points ({numbers.signed(npsPoints.confLow, 0)} to{' '}
      {numbers.signed(npsPoints.confHigh, 0)})
      {largest.length > 0 && (
        <>
          ; the largest parts:{' '}
          {largest
            .map(({ label, total }) => `${label} ${numbers.signed(total.estimate)}`)
            .join(', ')}
        </>
      )}
      .
    </li>
  )
}

function Forecast({ forecast }: { readonly forecast: NonNullable<Trends['forecast']> }) {
  const [next] = forecast.points
  if (!next) return null
  return (
    <li>
      Next period: NPS {numbers.plain(next.npsPoints)} ({numbers.plain(next.confLow)} to{' '}
      {numbers.plain(next.confHigh)}).{' '}
      {forecast.isBetterThanLastValue
        ? 'On the past, this was better than repeating the last value.'
        : 'On the past, this was no better than repeating the last value.'}
    </li>
  )
}
