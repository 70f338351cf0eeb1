import type { Warning } from '../../domain/effect.ts'
import { at, itemAt } from '../../stats/at.ts'
import { criticalValueOfT } from '../../stats/gamma.ts'
import { warning } from '../words.ts'
import type { PatternTable } from './pattern-table.ts'

/** How much responses of the same respondent or account repeat each other. */
export type Clustering = {
  readonly clusterCount: number
  readonly largestCluster: number
  /** Variance of NPS with the clusters ÷ variance without; 1 means that they do not matter. */
  readonly designEffect: number
  /** NPS interval that allows for the clusters; `summary` has the one that does not. */
  readonly npsConfLow: number
  readonly npsConfHigh: number
}

/** Clusters below which a sandwich variance is known to be too small. */
const FEW_CLUSTERS = 20

const POINTS = { detractor: -100, passive: 0, promoter: 100 } as const

/**
 * NPS with an interval that allows for repeated respondents or accounts.
 *
 * @param table - scored responses with their clusters; not all in the same score group
 * @param confLevel - in (0, 1)
 * @returns figures and warnings; null where every response stands alone
 * @see Kish (1965) Survey Sampling, section 5.4; Liang and Zeger (1986) Biometrika 73:13-22
 * @example
 * describeClustering(table, 0.95).clustering?.designEffect // => 1.8
 */
export function describeClustering(
  table: PatternTable,
  confLevel: number
): { readonly clustering: Clustering | null; readonly warnings: readonly Warning[] } {
  const { clusters, weights } = table.sampling
  const largest = (clusters ?? []).reduce((max, members) => Math.max(max, members.length), 1)
  if (clusters === null || largest === 1) return { clustering: null, warnings: [] }
  const total = weights.reduce((sum, w) => sum + w, 0)
  const points = table.scoreGroups.map((group) => POINTS[group])
  const mean = points.reduce<number>((sum, p, i) => sum + p * at(weights, i), 0) / total
  const gap = (i: number) => at(weights, i) * (itemAt(points, i) - mean)
  const alone = points.reduce<number>((sum, _, i) => sum + gap(i) ** 2, 0)
  const together = clusters.reduce(
    (sum, members) => sum + members.reduce((inner, i) => inner + gap(i), 0) ** 2,
    0
  )
  const count = clusters.length
  const correction = count > 1 ? count / (count - 1) : 1
  const stdError = Math.sqrt(correction * together) / total
  const half = criticalValueOfT(confLevel, Math.max(1, count - 1)) * stdError
  const warnings = [
    warning('clustered-responses', { responses: table.base, clusters: count, largest }),
    ...(count < FEW_CLUSTERS ? [warning('few-clusters', { clusters: count })] : []),
  ]
  return {
    clustering: {
      clusterCount: count,
      largestCluster: largest,
      designEffect: together / alone,
      npsConfLow: Math.max(-100, mean - half),
      npsConfHigh: Math.min(100, mean + half),
    },
    warnings,
  }
}
