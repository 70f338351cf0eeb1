import { roundFigures } from '../../analysis/round-figures.ts'
import type { Analysis } from '../../domain/analysis.ts'
import { type Quadrants, quadrants } from '../../insight/numbers/quadrant.ts'

/** Ranked themes by importance and performance, figures cut to twelve digits. */
export function describeQuadrants({ themes }: Pick<Analysis, 'themes'>): Quadrants {
  return roundFigures(quadrants(themes))
}
