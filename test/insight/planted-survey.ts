// Surveys with a known truth: what is planted must be found, and nothing where nothing is.

import type { ClausePolarity } from '../../src/domain/reading.ts'
import type { SegmentValue } from '../../src/domain/response.ts'
import type { ScoreGroup } from '../../src/domain/scale.ts'
import type { SurveyColumns } from '../../src/domain/survey-columns.ts'

/** One response of a planted survey; whatever is left out is missing. */
export type PlantedRow = {
  readonly group?: ScoreGroup | null
  readonly hasComment?: boolean
  readonly mentions?: readonly (readonly [theme: number, polarity: ClausePolarity])[]
  readonly segments?: Readonly<Record<string, SegmentValue | null>>
  readonly respondent?: string
  readonly account?: string
  readonly role?: string
  readonly time?: number
}

/** Uniform numbers in [0, 1) from a seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** A score group drawn with the given detractor and promoter shares. */
export function drawGroup(
  random: () => number,
  detractorShare: number,
  promoterShare: number
): ScoreGroup {
  const u = random()
  if (u < detractorShare) return 'detractor'
  return u < detractorShare + promoterShare ? 'promoter' : 'passive'
}

/** Columns of a survey from its rows. */
export function plantedSurvey(
  rows: readonly PlantedRow[],
  themeIds: readonly string[] = ['billing', 'speed', 'support']
): SurveyColumns {
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row.segments ?? {})))]
  return {
    scoreGroups: rows.map((row) => row.group ?? null),
    hasUsableComment: rows.map((row) => row.hasComment ?? (row.mentions ?? []).length > 0),
    themes: themeIds.map((id) => ({
      id,
      label: id,
      isRankable: true,
      isAffectOnly: id === 'affect',
    })),
    mentions: rows.flatMap((row, response) =>
      (row.mentions ?? []).map(([theme, polarity]) => ({ response, theme, polarity }))
    ),
    segments: Object.fromEntries(
      fields.map((field) => [field, rows.map((row) => row.segments?.[field] ?? null)])
    ),
    respondents: rows.map((row) => row.respondent ?? null),
    accounts: rows.map((row) => row.account ?? null),
    roles: rows.map((row) => row.role ?? null),
    times: rows.map((row) => row.time ?? null),
  }
}

/** `count` copies of a row. */
export function repeat(count: number, row: PlantedRow): PlantedRow[] {
  return Array.from({ length: count }, () => row)
}

/** Copies with the given numbers of detractors, passives and promoters. */
export function groupRows(
  [detractors, passives, promoters]: readonly [number, number, number],
  row: PlantedRow
): PlantedRow[] {
  return [
    ...repeat(detractors, { ...row, group: 'detractor' }),
    ...repeat(passives, { ...row, group: 'passive' }),
    ...repeat(promoters, { ...row, group: 'promoter' }),
  ]
}

/** The values in an order drawn from the seed. */
export function shuffled<T>(values: readonly T[], random: () => number): T[] {
  const result = [...values]
  for (let i = result.length - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1))
    const value = result[i] as T
    result[i] = result[other] as T
    result[other] = value
  }
  return result
}
