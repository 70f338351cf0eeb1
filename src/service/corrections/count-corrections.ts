import type { CorrectionCounts } from '../../domain/correction.ts'
import { OTHER_THEME_ID, type StoredResponse } from '../../domain/survey.ts'
import type { Mention } from '../../domain/theme.ts'
import {
  type CorrectionFigures,
  correctionFigures,
} from '../../insight/corrections/correction-figures.ts'
import type { SurveyData } from '../../store/survey-store.ts'

const PAGE = 500

const NONE: CorrectionCounts = {
  reviewedCount: 0,
  correctedCount: 0,
  correctionCount: 0,
  clauseCount: 0,
  clausePolarityChangedCount: 0,
  mentionCount: 0,
  mentionRemovedCount: 0,
  mentionAddedCount: 0,
  mentionPolarityChangedCount: 0,
}

/** What people's corrections say about the engine in one survey. Costs by reviewed responses. */
export async function countCorrections(
  data: Pick<SurveyData, 'listReviewed'>
): Promise<CorrectionFigures> {
  let total = NONE
  let after: number | null = null
  do {
    const page: { readonly entries: readonly StoredResponse[]; readonly next: number | null } =
      await data.listReviewed(PAGE, after)
    for (const response of page.entries) total = sum(total, countsOf(response))
    after = page.next
  } while (after !== null)
  return correctionFigures(total)
}

/** The engine's tags of one response against the corrected ones. */
export function countsOf({ review, engine, reading, mentions }: StoredResponse): CorrectionCounts {
  if (!review || !engine) return NONE
  const before = new Map(themed(engine.mentions).map((mention) => [placeOf(mention), mention]))
  const now = new Map(themed(mentions).map((mention) => [placeOf(mention), mention]))
  const kept = [...before].flatMap(([place, mention]) => {
    const same = now.get(place)
    return same ? [{ mention, same }] : []
  })
  const clauses = new Map(reading.clauses.map((clause) => [clause.start, clause.polarity]))
  const { clauses: engineClauses } = engine.reading
  return {
    reviewedCount: 1,
    correctedCount: review.corrections.length > 0 ? 1 : 0,
    correctionCount: review.corrections.length,
    clauseCount: engineClauses.length,
    clausePolarityChangedCount: engineClauses.filter(
      ({ start, polarity }) => clauses.get(start) !== polarity
    ).length,
    mentionCount: before.size,
    mentionRemovedCount: before.size - kept.length,
    mentionAddedCount: now.size - kept.length,
    mentionPolarityChangedCount: kept.filter(
      ({ mention, same }) => mention.polarity !== same.polarity
    ).length,
  }
}

function themed(mentions: readonly Mention[]): readonly Mention[] {
  return mentions.filter(({ themeId }) => themeId !== OTHER_THEME_ID)
}

function placeOf({ themeId, start, end }: Mention): string {
  return JSON.stringify([themeId, start, end])
}

function sum(a: CorrectionCounts, b: CorrectionCounts): CorrectionCounts {
  return {
    reviewedCount: a.reviewedCount + b.reviewedCount,
    correctedCount: a.correctedCount + b.correctedCount,
    correctionCount: a.correctionCount + b.correctionCount,
    clauseCount: a.clauseCount + b.clauseCount,
    clausePolarityChangedCount: a.clausePolarityChangedCount + b.clausePolarityChangedCount,
    mentionCount: a.mentionCount + b.mentionCount,
    mentionRemovedCount: a.mentionRemovedCount + b.mentionRemovedCount,
    mentionAddedCount: a.mentionAddedCount + b.mentionAddedCount,
    mentionPolarityChangedCount: a.mentionPolarityChangedCount + b.mentionPolarityChangedCount,
  }
}
