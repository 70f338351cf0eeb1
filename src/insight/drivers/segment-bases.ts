import type { Warning } from '../../domain/effect.ts'
import { itemAt } from '../../stats/at.ts'
import { chiSquareTail } from '../../stats/gamma.ts'
import type { ScoreGroupCounts } from '../../stats/nps.ts'
import { warning } from '../words.ts'
import type { AdjustedField, Covariates } from './covariates.ts'
import type { Survey } from './survey.ts'
import { baseOf, countScoreGroups, shareOf } from './survey-counts.ts'

/** A field that effects are adjusted for, with both figures that a comparison needs: who and how unhappy. */
export type AdjustedForField = Omit<AdjustedField, 'levels' | 'levelOf'> & {
  readonly levels: readonly {
    readonly label: string
    /** Scored respondents. */
    readonly base: number
    readonly detractorShare: number | null
  }[]
}

/** A difference of detractor shares between levels below this is not worth a warning. */
const NOTABLE_DIFFERENCE = 0.1
const WARNING_P = 0.01

function levelGroups(survey: Survey, field: AdjustedField): readonly ScoreGroupCounts[] {
  const rowsOf: number[][] = field.levels.map(() => [])
  survey.scored.rows.forEach((row, i) => {
    itemAt(rowsOf, itemAt(field.levelOf, i)).push(row)
  })
  return rowsOf.map((rows) => countScoreGroups(survey.input, rows, survey.scored.weights))
}

/** Pearson's chi-square p-value for equal detractor shares over levels. */
function equalSharesP(groups: readonly ScoreGroupCounts[], designEffect: number): number {
  const filled = groups.filter((group) => baseOf(group) > 0)
  const total = filled.reduce((sum, group) => sum + baseOf(group), 0)
  const share = filled.reduce((sum, group) => sum + group.detractors, 0) / total
  const statistic = filled.reduce((sum, group) => {
    const expected = baseOf(group) * share
    return sum + (group.detractors - expected) ** 2 / (expected * (1 - share))
  }, 0)
  return filled.length < 2 ? 1 : chiSquareTail(statistic / designEffect, filled.length - 1)
}

const percent = (share: number) => `${Math.round(100 * share)} %`

/**
 * Base and detractor share of every level that effects are adjusted for, with a warning where they differ much.
 *
 * @param survey - counted survey with at least one detractor and one other
 * @param covariates - its adjusted fields
 * @returns fields in order, and the warnings
 * @see Simpson (1951) JRSS B 13:238-241
 * @example
 * describeAdjustment(survey, covariates).fields[0]?.levels[0]?.detractorShare // => 0.28
 */
export function describeAdjustment(
  survey: Survey,
  covariates: Covariates
): { readonly fields: readonly AdjustedForField[]; readonly warnings: readonly Warning[] } {
  const warnings: Warning[] = []
  const fields = covariates.fields.map((field): AdjustedForField => {
    const groups = levelGroups(survey, field)
    const levels = field.levels.map(({ label, base }, i) => {
      const group = itemAt(groups, i)
      return { label, base, detractorShare: shareOf(group.detractors, baseOf(group)) }
    })
    const known = levels.filter(({ detractorShare }) => detractorShare !== null)
    const sorted = [...known].sort((a, b) => (a.detractorShare ?? 0) - (b.detractorShare ?? 0))
    const [low, high] = [sorted[0], sorted[sorted.length - 1]]
    const [lowShare, highShare] = [low?.detractorShare ?? 0, high?.detractorShare ?? 0]
    const isNotable = highShare - lowShare >= NOTABLE_DIFFERENCE
    if (isNotable && equalSharesP(groups, survey.scored.designEffect) < WARNING_P) {
      const facts = {
        field: field.field,
        low: `${percent(lowShare)} of ${low?.base} with "${low?.label}"`,
        high: `${percent(highShare)} of ${high?.base} with "${high?.label}"`,
      }
      warnings.push(warning('segment-bases-differ', facts))
    }
    return { field: field.field, kind: field.kind, edges: field.edges, levels }
  })
  return { fields, warnings }
}

/**
 * Warns where people who comment score differently from those who do not.
 *
 * @param survey - counted survey
 * @returns one warning or none
 * @see describeAdjustment
 * @example
 * commenterWarnings(survey)[0]?.code // => 'commenters-differ'
 */
export function commenterWarnings(survey: Survey): readonly Warning[] {
  const { input, scored } = survey
  const groupsOf = (isCommenter: boolean) => {
    const rows = scored.rows.filter((row) => input.hasUsableComment[row] === isCommenter)
    return { rows, groups: countScoreGroups(input, rows, scored.weights) }
  }
  const [commenters, silent] = [groupsOf(true), groupsOf(false)]
  const shares = [commenters, silent].map(({ groups }) =>
    shareOf(groups.detractors, baseOf(groups))
  )
  const [first, second] = [shares[0] ?? null, shares[1] ?? null]
  if (first === null || second === null) return []
  if (Math.abs(first - second) < NOTABLE_DIFFERENCE) return []
  const pValue = equalSharesP([commenters.groups, silent.groups], scored.designEffect)
  if (pValue >= WARNING_P) return []
  return [
    warning('commenters-differ', {
      commenters: `${percent(first)} of the ${commenters.rows.length} scored respondents who commented`,
      silent: `${percent(second)} of the ${silent.rows.length} who did not`,
    }),
  ]
}
