import type { Warning } from '../../domain/effect.ts'
import { itemAt } from '../../stats/at.ts'
import { chiSquareTail } from '../../stats/gamma.ts'
import type { ScoreGroupCounts } from '../../stats/nps.ts'
import { warning } from '../words.ts'
import type { AdjustedField, Covariates } from './covariates.ts'
import type { Survey } from './survey.ts'
import { baseOf, countPeople, countScoreGroups, shareOf } from './survey-counts.ts'

/** A field that effects are adjusted for, with both figures that a comparison needs: who and how unhappy. */
export type AdjustedForField = Omit<AdjustedField, 'levels' | 'levelOf'> & {
  readonly levels: readonly {
    readonly label: string
    /** Scored respondents. */
    readonly base: number
    readonly detractorShare: number
  }[]
}

/** A difference of detractor shares between levels below this is not worth a warning. */
const NOTABLE_DIFFERENCE = 0.1
const WARNING_P = 0.01
/** Levels with fewer scored respondents are not held up against others. */
const MIN_COMPARED_BASE = 20

function levelGroups(survey: Survey, field: AdjustedField): readonly ScoreGroupCounts[] {
  const kindsOf: number[][] = field.levels.map(() => [])
  survey.scored.kinds.forEach((kind, i) => {
    itemAt(kindsOf, itemAt(field.levelOf, i)).push(kind)
  })
  return kindsOf.map((kinds) => countScoreGroups(survey.tally, kinds, survey.scored.weights))
}

/** Pearson's chi-square p-value for equal detractor shares, which differ, over two levels or more. */
function equalSharesP(groups: readonly ScoreGroupCounts[], designEffect: number): number {
  const filled = groups.filter((group) => baseOf(group) > 0)
  const total = filled.reduce((sum, group) => sum + baseOf(group), 0)
  const share = filled.reduce((sum, group) => sum + group.detractors, 0) / total
  const statistic = filled.reduce((sum, group) => {
    const expected = baseOf(group) * share
    return sum + (group.detractors - expected) ** 2 / (expected * (1 - share))
  }, 0)
  return chiSquareTail(statistic / designEffect, filled.length - 1)
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
      return { label, base, detractorShare: group.detractors / baseOf(group) }
    })
    const sorted = levels
      .filter(({ base }) => base >= MIN_COMPARED_BASE)
      .sort((a, b) => a.detractorShare - b.detractorShare)
    const [low, high] = [sorted[0], sorted.at(-1)]
    if (low && high && high.detractorShare - low.detractorShare >= NOTABLE_DIFFERENCE) {
      const describe = ({ label, base, detractorShare }: typeof low) =>
        `${percent(detractorShare)} of ${base} with "${label}"`
      const facts = { field: field.field, low: describe(low), high: describe(high) }
      const pValue = equalSharesP(groups, survey.scored.designEffect)
      if (pValue < WARNING_P) warnings.push(warning('segment-bases-differ', facts))
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
  const { tally, scored } = survey
  const groupsOf = (isCommenter: boolean) => {
    const kinds = scored.kinds.filter((kind) => tally.hasUsableComment[kind] === isCommenter)
    const groups = countScoreGroups(tally, kinds, scored.weights)
    return { people: countPeople(tally, kinds), groups }
  }
  const [commenters, silent] = [groupsOf(true), groupsOf(false)]
  const share = ({ groups }: typeof silent) => shareOf(groups.detractors, baseOf(groups))
  const [first, second] = [share(commenters), share(silent)]
  if (first === null || second === null) return []
  if (Math.abs(first - second) < NOTABLE_DIFFERENCE) return []
  const pValue = equalSharesP([commenters.groups, silent.groups], scored.designEffect)
  if (pValue >= WARNING_P) return []
  return [
    warning('commenters-differ', {
      commenters: `${percent(first)} of the ${commenters.people} scored respondents who commented`,
      silent: `${percent(second)} of the ${silent.people} who did not`,
    }),
  ]
}
