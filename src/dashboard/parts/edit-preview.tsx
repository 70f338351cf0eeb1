import type { AnalysedTheme, ThemeChange } from '../../http/client-types.ts'
import { numbers } from '../numbers.ts'
import { editEffect, type ThemeShift } from '../state/edit-effect.ts'
import type { Figures } from '../survey-calls.ts'
import { ScrollRegion } from './scroll-region.tsx'

type Props = {
  readonly edit: ThemeChange
  /** The edit that an undo takes back. */
  readonly last: ThemeChange | undefined
  readonly before: Pick<Figures, 'themes' | 'summary'>
  readonly after: Pick<Figures, 'themes' | 'summary'>
}

/** Figures before and after an edit, of the themes that it changes. */
export function EditPreview({ edit, last, before, after }: Props) {
  const involved = involvedIn(edit.op === 'undo' && last ? last : edit)
  const { shifts, otherCount } = editEffect(before.themes, after.themes, involved)
  const [from, to] = [before.summary.coverage, after.summary.coverage]
  const coverage =
    numbers.percent(from, 1) === numbers.percent(to, 1)
      ? ''
      : ` Comments with a theme: ${numbers.percent(from, 1)} → ${numbers.percent(to, 1)}.`
  if (shifts.length === 0) return <p>No figure changes.{coverage}</p>
  return (
    <>
      <ScrollRegion name="Figures before and after">
        <table class="plain-table shifts">
          <thead>
            <tr>
              <th scope="col">Theme</th>
              <th scope="col">Rank</th>
              <th scope="col">Mentions</th>
              <th scope="col">Effect, points</th>
            </tr>
          </thead>
          <tbody>
            {shifts.map((shift) => (
              <Shift key={shift.id} shift={shift} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p class="soft small">
        {otherCount > 0 &&
          `${numbers.count(otherCount)} more ${otherCount === 1 ? 'theme changes' : 'themes change'} a little, since effects hold each other fixed.`}
        {coverage}
      </p>
    </>
  )
}

function Shift({ shift: { before, after } }: { readonly shift: ThemeShift }) {
  const name = after?.label ?? before?.label ?? ''
  const renamed = before && after && before.label !== after.label ? before.label : null
  const effect = (theme: AnalysedTheme | null) => {
    const estimate = theme?.effect?.onDetractorShare
    return theme?.rank !== null && estimate ? numbers.signed(estimate.estimate * 100) : '–'
  }
  return (
    <tr>
      <th scope="row" dir="auto">
        {name}
        {renamed !== null && <span class="soft"> (was {renamed})</span>}
        {after === null && <span class="flag">gone</span>}
        {before === null && <span class="flag">new</span>}
      </th>
      <Change from={rankOf(before)} to={rankOf(after)} />
      <Change from={countOf(before)} to={countOf(after)} />
      <Change from={effect(before)} to={effect(after)} />
    </tr>
  )
}

function Change({ from, to }: { readonly from: string; readonly to: string }) {
  if (from === to) return <td class="numeric soft">{from}</td>
  return (
    <td class="numeric">
      <span class="soft">{from}</span> <span aria-hidden="true">→</span>
      <span class="hidden"> becomes </span> <strong>{to}</strong>
    </td>
  )
}

function rankOf(theme: AnalysedTheme | null): string {
  return theme?.rank == null ? '–' : numbers.count(theme.rank)
}

function countOf(theme: AnalysedTheme | null): string {
  return numbers.count(theme?.mentionCount ?? 0)
}

function involvedIn(edit: ThemeChange): readonly string[] {
  switch (edit.op) {
    case 'merge':
      return [edit.into, ...edit.themeIds]
    case 'split':
      return [edit.themeId, ...edit.into.map(({ id }) => id)]
    case 'add':
      return [edit.theme.id]
    case 'undo':
      return []
    default:
      return [edit.themeId]
  }
}
