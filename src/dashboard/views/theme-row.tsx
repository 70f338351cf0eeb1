import { useState } from 'preact/hooks'
import type { AnalysedTheme, EffectEstimate } from '../../http/client-types.ts'
import { ShareBar, SplitBar } from '../charts/bars.tsx'
import type { EffectAxis } from '../charts/effect-axis.ts'
import { EffectPlot } from '../charts/effect-plot.tsx'
import { SparkBars } from '../charts/spark-bars.tsx'
import { numbers } from '../numbers.ts'
import { ThemeMenu } from '../parts/theme-menu.tsx'
import type { PeriodCount } from '../sources/source.ts'
import { routeHash, viewRoute } from '../state/route.ts'
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
  readonly months: readonly PeriodCount[] | null
  /** The theme that it can hardly be told apart from, by name. */
  readonly partner: string | null
}

/** One theme with its figures. */
export function ThemeRow({ theme, effect, crude, axis, outcome, base, months, partner }: Props) {
  const page = usePage()
  const drag = useThemeDrag(theme.id)
  const { factor } = outcome
  const points = (value: number) => numbers.signed(value * factor)
  const isOpen = effect !== null && effect.confLow <= 0 && effect.confHigh >= 0
  const flags = theme.flags.filter((flag) => flag !== 'uncertain-sign')
  return (
    <tr {...drag}>
      <td class="rank numeric">{theme.rank}</td>
      <th scope="row" class="label-column">
        <a href={routeHash(viewRoute(page.route.value, 'themes', theme.id))} dir="auto">
          {theme.label}
        </a>
        <ThemeMenu theme={theme} />
        <span class="flags">
          {isOpen && <Flag flag="uncertain-sign" />}
          {flags.map((flag) => (
            <Flag key={flag} flag={flag} partner={partner} />
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

function Flag({ flag, partner }: { readonly flag: string; readonly partner?: string | null }) {
  const { short, long } = flagWords(flag, partner ?? null)
  return (
    <span class="flag" title={long}>
      {short}
    </span>
  )
}

/** Type of what is dragged, so that a file dropped on a row is not taken for a theme. */
const THEME_TYPE = 'application/x-whyscore-theme'

/** A row dragged onto another one proposes to merge the two. The menu does the same for keys. */
function useThemeDrag(themeId: string) {
  const page = usePage()
  const [isOver, setIsOver] = useState(false)
  const isTheme = (event: DragEvent) => event.dataTransfer?.types.includes(THEME_TYPE) ?? false
  return {
    draggable: true,
    class: isOver ? 'over' : undefined,
    onDragStart(event: DragEvent) {
      event.dataTransfer?.setData(THEME_TYPE, themeId)
    },
    onDragOver(event: DragEvent) {
      if (!isTheme(event)) return
      event.preventDefault()
      setIsOver(true)
    },
    onDragLeave: () => setIsOver(false),
    onDrop(event: DragEvent) {
      setIsOver(false)
      const dragged = event.dataTransfer?.getData(THEME_TYPE)
      if (!dragged || dragged === themeId) return
      event.preventDefault()
      page.proposal.value = { op: 'merge', themeId: dragged, into: themeId }
    },
  }
}
