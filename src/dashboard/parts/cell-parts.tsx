import type { EffectAxis } from '../charts/effect-axis.ts'
import { IntervalDot, PlainScale } from '../charts/interval-dot.tsx'
import type { Cell } from '../insight-calls.ts'
import { numbers } from '../numbers.ts'
import { routeHash, viewRoute } from '../state/route.ts'
import { usePage } from '../state/use-page.ts'

/** Why a group shows no figures. */
export const HIDDEN_WORDS = {
  small: 'hidden: too few people',
  complementary: 'hidden: it would give a small group away',
} as const

/** What stands under every table that hides something. */
export function HiddenNote({ cells }: { readonly cells: readonly Cell[] }) {
  if (cells.every(({ suppressed }) => suppressed === null)) return null
  return (
    <p class="soft small">
      Groups with fewer than five people are hidden, so that nobody’s answer can be guessed; where
      one hidden group could be worked out from the others, a second one is hidden with it.
    </p>
  )
}

/** NPS of a group as a number. */
export function NpsFigure({ cell }: { readonly cell: Cell }) {
  const nps = cell.figures?.npsPoints
  if (!nps) return <span class="soft">–</span>
  return (
    <>
      <strong>{numbers.plain(nps.estimate)}</strong>
      <span class="soft interval">
        {numbers.plain(nps.confLow)} to {numbers.plain(nps.confHigh)}
      </span>
    </>
  )
}

type PlotProps = { readonly cell: Cell; readonly axis: EffectAxis; readonly mark: number | null }

/** NPS of a group as a dot on the axis of all groups, with a line at that of everyone. */
export function NpsPlot({ cell, axis, mark }: PlotProps) {
  const nps = cell.figures?.npsPoints
  if (!nps) return null
  const words = `NPS ${numbers.plain(nps.estimate)} (${numbers.plain(nps.confLow)} to ${numbers.plain(nps.confHigh)})`
  return (
    <IntervalDot
      low={nps.confLow}
      high={nps.confHigh}
      estimate={nps.estimate}
      {...{ axis, mark, words }}
      badSign={-1}
    />
  )
}

/** Heads of the columns that `NpsColumns` fills. */
export function NpsHeads({ axis }: Pick<PlotProps, 'axis'>) {
  return (
    <>
      <th scope="col" class="effect-column">
        NPS
      </th>
      <th scope="col" class="plot-column">
        <span class="hidden">NPS with its interval</span>
        <PlainScale axis={axis} />
      </th>
    </>
  )
}

/** NPS of a group as a number and as a dot, in two columns. */
export function NpsColumns({ cell, axis, mark }: PlotProps) {
  return (
    <>
      <td class="effect-column numeric">
        <NpsFigure cell={cell} />
      </td>
      <td class="plot-column">
        <NpsPlot cell={cell} axis={axis} mark={mark} />
      </td>
    </>
  )
}

/** Themes raised more in a group than elsewhere; else the most mentioned ones, said so. */
export function CellThemes({ cell }: { readonly cell: Cell }) {
  const page = usePage()
  const isDistinctive = cell.distinctiveThemes.length > 0
  const themes = (isDistinctive ? cell.distinctiveThemes : cell.themes).slice(0, 3)
  if (themes.length === 0) return <span class="soft">–</span>
  return (
    <span class="cell-themes">
      {isDistinctive && <span class="flag">more than elsewhere</span>}
      {themes.map(({ id, label, mentionShare }) => (
        <span key={id}>
          <a href={routeHash(viewRoute(page.route.value, 'themes', id))} dir="auto">
            {label}
          </a>{' '}
          <span class="soft numeric">{numbers.percent(mentionShare.estimate)}</span>
        </span>
      ))}
    </span>
  )
}

/** Name of a group; a response without a value is a group, too. */
export function cellName({ keys, isMissing }: Cell): string {
  const names = keys.map(({ bucket }) => bucket)
  return isMissing && names.every((name) => name === '') ? 'no value' : names.join(' · ')
}

/** Ends of the NPS intervals, for an axis that holds them all. */
export function npsEnds(cells: readonly Cell[]): number[] {
  return cells.flatMap(({ figures }) =>
    figures ? [figures.npsPoints.confLow, figures.npsPoints.confHigh] : []
  )
}
