import { effectAxis } from '../charts/effect-axis.ts'
import { EffectScale } from '../charts/effect-plot.tsx'
import { IntervalDot } from '../charts/interval-dot.tsx'
import type { Segments } from '../insight-calls.ts'
import { numbers } from '../numbers.ts'

/** What the tests of a cut say: trend over ordered groups, effects that differ, traps. */
export function SegmentNotes({ report }: { readonly report: Segments }) {
  const { trend, simpson, warnings, fields } = report
  const name = fields[0]?.field ?? ''
  return (
    <>
      <Interactions report={report} />
      <ul class="caveats">
        {trend && (
          <li>
            NPS {trend.npsPoints.slope < 0 ? 'falls' : 'rises'} by{' '}
            {numbers.plain(Math.abs(trend.npsPoints.slope), 1)} points from one step of {name} to
            the next ({chance(trend.npsPoints.pValue)})
            {trend.largestDrop &&
              `; the largest drop is from ${trend.largestDrop.from} to ${trend.largestDrop.to}, ${numbers.plain(Math.abs(trend.largestDrop.npsPoints))} points`}
            .
          </li>
        )}
        {simpson.map(({ bucket, within, kind, overall, adjusted }) => (
          <li key={bucket + within}>
            {bucket}: {SIMPSON_WORDS[kind]} once {within} is held fixed (
            {numbers.signed(overall.estimate * 100)} against{' '}
            {numbers.signed(adjusted.estimate * 100)} points of detractor share).
          </li>
        ))}
        {warnings.map(({ code, detail }) => (
          <li key={code + detail}>{detail}</li>
        ))}
      </ul>
    </>
  )
}

const SIMPSON_WORDS = {
  reversal: 'the difference from the others turns around',
  explained: 'the difference from the others disappears',
  masked: 'a difference from the others appears',
} as const

/** A p-value in words, with the number. */
export function chance(pValue: number): string {
  const number = pValue < 0.001 ? 'p < 0.001' : `p = ${numbers.plain(pValue, 3)}`
  return pValue <= 0.05 ? number : `${number}: could be chance`
}

/** Small multiples: the effect of a theme in each group, where the groups differ. */
function Interactions({ report: { interactions } }: { readonly report: Segments }) {
  const differing = interactions
    .filter(({ test }) => test !== null && test.qValue <= 0.1)
    .slice(0, 6)
  if (differing.length === 0) return null
  const ends = differing.flatMap(({ cells }) =>
    cells.flatMap(({ effect }) => (effect ? [effect.confLow * 100, effect.confHigh * 100] : []))
  )
  const axis = effectAxis(ends)
  return (
    <section>
      <h2>Themes that weigh differently</h2>
      <p class="soft">Effect on detractor share inside each group, in points.</p>
      <div class="multiples">
        {differing.map(({ themeId, label, cells, test }) => (
          <section key={themeId} class="multiple">
            <h3 dir="auto">{label}</h3>
            <EffectScale axis={axis} />
            {cells.map(({ keys, effect }) => {
              const name = keys.map(({ bucket }) => bucket).join(' · ')
              return (
                <div key={name} class="multiple-row">
                  <span dir="auto">{name}</span>
                  {effect ? (
                    <IntervalDot
                      low={effect.confLow * 100}
                      high={effect.confHigh * 100}
                      estimate={effect.estimate * 100}
                      axis={axis}
                      mark={0}
                      badSign={1}
                      words={`${name}: ${numbers.signed(effect.estimate * 100)} points`}
                    />
                  ) : (
                    <span class="soft small">too few</span>
                  )}
                </div>
              )
            })}
            <p class="soft small">q {numbers.plain(test?.qValue ?? 1, 3)}</p>
          </section>
        ))}
      </div>
    </section>
  )
}
