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
  const sizes = (clusters?.repeated ?? []).map(({ counts }) => counts.reduce((a, b) => a + b, 0))
  const largest = sizes.reduce((max, size) => Math.max(max, size), 1)
  if (clusters === null || largest === 1) return { clustering: null, warnings: [] }
  const { counts } = table
  const sum = (term: (kind: number) => number) =>
    counts.reduce((total, _, kind) => total + term(kind), 0)
  const weightOf = (kind: number) => at(counts, kind) * at(weights, kind)
  const pointsOf = (kind: number) => POINTS[itemAt(table.scoreGroups, kind)]
  const total = sum(weightOf)
  const mean = sum((kind) => weightOf(kind) * pointsOf(kind)) / total
  const gap = (kind: number) => at(weights, kind) * (pointsOf(kind) - mean)
  const alone = sum((kind) => at(counts, kind) * gap(kind) ** 2)
  const together = clusters.repeated.reduce(
    (squares, own) =>
      squares + own.kinds.reduce((inner, kind, i) => inner + at(own.counts, i) * gap(kind), 0) ** 2,
    sum((kind) => at(clusters.alone, kind) * gap(kind) ** 2)
  )
  const { count } = clusters
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
