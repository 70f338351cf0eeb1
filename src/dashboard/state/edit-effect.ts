import type { AnalysedTheme } from '../../http/client-types.ts'

/** Figures of one theme before and after an edit; null where it is not there. */
export type ThemeShift = {
  readonly id: string
  readonly before: AnalysedTheme | null
  readonly after: AnalysedTheme | null
}

/** Themes whose figures an edit changes, and how many more it changes by too little to show. */
export type EditEffect = {
  readonly shifts: readonly ThemeShift[]
  readonly otherCount: number
}

const MOST_SHIFTS = 6

/**
 * What an edit changes.
 *
 * @param before - themes as they are
 * @param after - themes as they would be
 * @param involved - themes that the edit speaks of; they come first
 */
export function editEffect(
  before: readonly AnalysedTheme[],
  after: readonly AnalysedTheme[],
  involved: readonly string[]
): EditEffect {
  const [old, fresh] = [byId(before), byId(after)]
  const ids = [...new Set([...involved, ...old.keys(), ...fresh.keys()])]
  const changed = ids
    .map((id) => ({ id, before: old.get(id) ?? null, after: fresh.get(id) ?? null }))
    .filter(({ before: a, after: b }) => (a || b) && figuresOf(a) !== figuresOf(b))
  const large = changed.filter((shift) => involved.includes(shift.id) || isLarge(shift))
  const sorted = large.sort(
    (a, b) => place(a.id, involved) - place(b.id, involved) || sizeOf(b) - sizeOf(a)
  )
  const shifts = sorted.slice(0, MOST_SHIFTS)
  return { shifts, otherCount: changed.length - shifts.length }
}

function byId(themes: readonly AnalysedTheme[]): ReadonlyMap<string, AnalysedTheme> {
  return new Map(themes.map((theme) => [theme.id, theme]))
}

function figuresOf(theme: AnalysedTheme | null): string {
  if (!theme) return ''
  const { label, mentionCount, effect } = theme
  return JSON.stringify([label, mentionCount, effect?.onDetractorShare.estimate.toFixed(5)])
}

/** What can be seen at the precision that the page shows: tenths of a point. */
function isLarge({ before, after }: ThemeShift): boolean {
  const seen = (theme: AnalysedTheme | null) => {
    const points = (theme?.effect?.onDetractorShare.estimate ?? 0) * 100
    return [theme?.label, theme?.rank, theme?.mentionCount, points.toFixed(1)].join()
  }
  return seen(before) !== seen(after)
}

function sizeOf({ before, after }: ThemeShift): number {
  const effect = (theme: AnalysedTheme | null) => theme?.effect?.onDetractorShare.estimate ?? 0
  return Math.abs(effect(after) - effect(before))
}

function place(id: string, involved: readonly string[]): number {
  const index = involved.indexOf(id)
  return index < 0 ? involved.length : index
}
