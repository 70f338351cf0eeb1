import type { AnalysedTheme, EffectEstimate } from '../../http/client-types.ts'
import { ShareBar, SplitBar } from '../charts/bars.tsx'
import type { EffectAxis } from '../charts/effect-axis.ts'
import { EffectPlot } from '../charts/effect-plot.tsx'
import { type MonthCount, SparkBars } from '../charts/spark-bars.tsx'
import { numbers } from '../numbers.ts'
import { routeHash } from '../state/route.ts'
import { usePage } from '../state/use-page.ts'
import { flagWords, type OutcomeWords } from '../words.ts'

type Props = {
  readonly theme: AnalysedTheme
  readonly effect: EffectEstimate | null
  readonly crude: number | null
  readonly axis: EffectAxis
  readonly outcome: OutcomeWords
  readonly base: number | null
  /** Null where responses do not lie in several months. */
  readonly months: readonly MonthCount[] | null
}

/** One theme with its figures. */
export function ThemeRow({ theme, effect, crude, axis, outcome, base, months }: Props) {
  const page = usePage()
  const { factor } = outcome
  const points = (value: number) => numbers.signed(value * factor)
  const isOpen = effect !== null && effect.confLow <= 0 && effect.confHigh >= 0
  const flags = theme.flags.filter((flag) => flag !== 'uncertain-sign')
  return (
    <tr>
      <td class="rank numeric">{theme.rank}</td>
      <th scope="row" class="label-column">
        <a href={routeHash({ ...page.route.value, themeId: theme.id })} dir="auto">
          {theme.label}
        </a>
        <span class="flags">
          {isOpen && <Flag flag="uncertain-sign" />}
          {flags.map((flag) => (
            <Flag key={flag} flag={flag} />
          ))}
        </span>
      </th>
      <td class="effect-column numeric">
        {effect ? (
          <>
            <strong>{points(effect.estimate)}</strong>
            <span class="soft interval">
              {points(effect.confLow)} to {points(effect.confHigh)}
            </span>
          </>
        ) : (
          <span class="soft">not estimated</span>
        )}
      </td>
      <td class="plot-column">
        {effect && <EffectPlot effect={effect} crude={crude} axis={axis} outcome={outcome} />}
      </td>
      <td class="mentions-column numeric" data-name="Mentions">
        {numbers.percent(theme.mentionShare)}
        <span class="soft"> {numbers.count(theme.mentionCount)}</span>
      </td>
      <td class="polarity-column" data-name="How they speak of it">
        <SplitBar
          negative={theme.negativeCount}
          neutral={theme.neutralCount}
          positive={theme.positiveCount}
        />
      </td>
      {months && (
        <td class="months-column" data-name="By month">
          <SparkBars months={months} />
        </td>
      )}
      <td class="detractors-column" data-name="Detractors among them">
        <ShareBar share={theme.detractorShare} base={base} />
      </td>
    </tr>
  )
}

function Flag({ flag }: { readonly flag: string }) {
  const { short, long } = flagWords(flag)
  return (
    <span class="flag" title={long}>
      {short}
    </span>
  )
}
