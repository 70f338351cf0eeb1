import { itemAt } from '../../stats/at.ts'
import type { AdjustedField } from './covariates.ts'
import type { Survey } from './survey.ts'

/** A theme's effect on detractor share within the levels of one field, averaged over its mentioners. */
export type StratifiedEffect = {
  readonly estimate: number
  readonly stdError: number
}

/** A (weighted) number of respondents, and the detractors among them. */
type Cell = { base: number; events: number }

const emptyCells = (count: number) =>
  Array.from({ length: count }, (): Cell => ({ base: 0, events: 0 }))

/** Within-level difference of shares, averaged over the levels by where the mentioners are. */
function standardise(
  levels: readonly Cell[],
  mentioners: readonly Cell[],
  designEffect: number
): StratifiedEffect | null {
  const total = levels.reduce((sum, { base }) => sum + base, 0)
  let estimate = 0
  let variance = 0
  let comparable = 0
  levels.forEach((all, i) => {
    const raised = itemAt(mentioners, i)
    const others = { base: all.base - raised.base, events: all.events - raised.events }
    if (raised.base <= 0 || others.base <= 0) return
    comparable++
    // Half an event on each side keeps the variance above 0 at shares of 0 and 1.
    const spread = ({ base, events }: Cell) => {
      const p = (events + 0.5) / (base + 1)
      return (p * (1 - p)) / base
    }
    const share = raised.base / total
    estimate += share * (raised.events / raised.base - others.events / others.base)
    variance += share ** 2 * (spread(raised) + spread(others))
  })
  if (comparable === 0) return null
  return { estimate, stdError: Math.sqrt(variance * designEffect) }
}

/**
 * Unadjusted effects of themes' negative mentions within the levels of a field.
 *
 * Standardised to the mentioners, so that they equal the crude effects where the field plays no part. Levels with
 * mentioners only, or without any, have nothing to compare and are passed over.
 *
 * @param survey - counted survey
 * @param field - adjusted field
 * @returns by theme index, a share in [-1, 1] with its standard error; null where no level can be compared
 * @see Rothman, Greenland and Lash (2008) Modern Epidemiology, 3rd ed., chapter 15
 * @example
 * stratifiedEffects(survey, field)[0]?.estimate // => -0.012
 */
export function stratifiedEffects(
  survey: Survey,
  field: AdjustedField
): readonly (StratifiedEffect | null)[] {
  const { tally, scored } = survey
  const levelCount = field.levels.length
  const levels = emptyCells(levelCount)
  const byTheme = tally.themes.map(() => emptyCells(levelCount))
  scored.kinds.forEach((kind, i) => {
    const level = itemAt(field.levelOf, i)
    const weight = itemAt(scored.counts, i) * itemAt(scored.weights, kind)
    const event = scored.groups[i] === 'detractor' ? weight : 0
    const raised = itemAt(tally.mentions, kind).negative
    const cells = [levels, ...raised.map((theme) => itemAt(byTheme, theme))]
    for (const cell of cells.map((cellsOf) => itemAt(cellsOf, level))) {
      cell.base += weight
      cell.events += event
    }
  })
  return byTheme.map((cells) => standardise(levels, cells, scored.designEffect))
}
