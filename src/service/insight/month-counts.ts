import type { SurveyColumns } from '../../domain/survey-columns.ts'
import { periodsOf } from '../../insight/trends/periods.ts'

/** How the figures went, month by month; months without an answer are listed too. */
export type MonthCounts = {
  /** `2026-03`, in UTC. */
  readonly labels: readonly string[]
  /** Responses of each month. */
  readonly responseCounts: readonly number[]
  /** NPS of each month in points; null where fewer than `MIN_MONTH_BASE` gave a score. */
  readonly npsPoints: readonly (number | null)[]
  /** By theme id: respondents of each month who mention it. */
  readonly mentionCounts: ReadonlyMap<string, readonly number[]>
}

/** Fewer months are no course of time. */
const MIN_MONTHS = 3

/** Fewer scores than these are no figure of a month. */
const MIN_MONTH_BASE = 10

type Columns = Pick<SurveyColumns, 'scoreGroups' | 'themes' | 'mentions' | 'times'>

/**
 * Counts responses, mentions and NPS by month.
 *
 * @returns null when responses with a time lie in fewer than three months
 */
export function monthCounts({ scoreGroups, themes, mentions, times }: Columns): MonthCounts | null {
  const { labels, periodOf } = periodsOf(times, 'month', 'UTC')
  if (labels.length < MIN_MONTHS) return null
  const none = () => labels.map(() => 0)
  const [responseCounts, bases, sums] = [none(), none(), none()]
  scoreGroups.forEach((group, response) => {
    const month = periodOf[response] ?? -1
    if (month < 0) return
    add(responseCounts, month, 1)
    if (group === null) return
    add(bases, month, 1)
    add(sums, month, group === 'promoter' ? 1 : group === 'detractor' ? -1 : 0)
  })
  const counts = themes.map(none)
  // Who mentions a theme twice counts once.
  const seen = new Set<string>()
  for (const { response, theme } of mentions) {
    const [month, key] = [periodOf[response] ?? -1, `${response} ${theme}`]
    const row = counts[theme]
    if (month < 0 || !row || seen.has(key)) continue
    seen.add(key)
    add(row, month, 1)
  }
  return {
    labels,
    responseCounts,
    npsPoints: bases.map((base, month) =>
      base < MIN_MONTH_BASE ? null : (100 * (sums[month] ?? 0)) / base
    ),
    mentionCounts: new Map(themes.map(({ id }, theme) => [id, counts[theme] ?? []])),
  }
}

function add(counts: number[], index: number, count: number): void {
  counts[index] = (counts[index] ?? 0) + count
}
