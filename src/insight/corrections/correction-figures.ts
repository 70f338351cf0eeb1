import type { CorrectionCounts } from '../../domain/correction.ts'
import type { IntervalEstimate } from '../../domain/effect.ts'
import { wilsonInterval } from '../../stats/proportion.ts'

/** Of the intervals; the figures are about the engine and not about a survey's settings. */
const CONF_LEVEL = 0.95

/** How well the engine did where people looked. Shares are null where there is nothing to divide by. */
export type CorrectionFigures = CorrectionCounts & {
  /** Engine's clause polarities that people changed ÷ its clauses in reviewed responses. */
  readonly polarityChangedShare: IntervalEstimate | null
  /** Engine's mentions that people left standing ÷ its mentions in reviewed responses. */
  readonly mentionPrecision: IntervalEstimate | null
  /** Engine's mentions left standing ÷ those and the ones that people added. */
  readonly mentionRecall: IntervalEstimate | null
}

/**
 * Shares, with Wilson intervals, from what people corrected.
 *
 * They are about the responses that people chose to review. Who reviews only what looks wrong makes the engine look worse
 * than it is; a random sample, with agreement noted too, gives an honest estimate.
 */
export function correctionFigures(counts: CorrectionCounts): CorrectionFigures {
  const { clauseCount, mentionCount, mentionRemovedCount, mentionAddedCount } = counts
  const kept = mentionCount - mentionRemovedCount
  return {
    ...counts,
    polarityChangedShare: share(counts.clausePolarityChangedCount, clauseCount),
    mentionPrecision: share(kept, mentionCount),
    mentionRecall: share(kept, kept + mentionAddedCount),
  }
}

function share(events: number, base: number): IntervalEstimate | null {
  return base === 0 ? null : wilsonInterval({ events, base }, CONF_LEVEL)
}
