import { type RawBuilder, sql } from 'kysely'
import type { ScoreGroup } from '../domain/scale.ts'
import type { ResponseFilter, ResponseGroup } from '../domain/survey.ts'
import { responseConditions } from './response-filter.ts'
import type { OpenSurvey } from './survey-data.ts'
import type { GroupCount, SurveyData } from './survey-store.ts'

type GroupRow = {
  readonly pk: number
  readonly key: string
  readonly is_usable: number
  readonly score_group: string | null
  readonly pattern: string
  readonly segments: string
  readonly amount: number
}

type ClusterRow = {
  readonly cluster: string
  readonly group_pk: number
  readonly amount: number
}

/** Filters that the groups themselves can answer. */
const GROUP_FILTERS: ReadonlySet<string> = new Set(['segments', 'scoreGroup'])

/**
 * Counts of interchangeable responses, from which every ranked list is made.
 *
 * Kept with each write, so the whole survey and its declared segments cost by groups; only filters
 * on an account, a time, a text or an undeclared field count rows.
 */
export function createGroupCounts({
  database: { query },
  surveyPk,
  survey,
}: OpenSurvey): Pick<SurveyData, 'countGroups'> {
  const isByGroups = (filter: ResponseFilter) =>
    Object.entries(filter).every(
      ([part, value]) => value === undefined || GROUP_FILTERS.has(part)
    ) && Object.keys(filter.segments ?? {}).every((field) => survey.segmentFields.includes(field))

  const groupsFor = async (filter: ResponseFilter): Promise<readonly GroupRow[]> => {
    const columns = sql`g.pk, g.key, g.is_usable, g.score_group, g.pattern, g.segments`
    if (isByGroups(filter)) {
      const { rows } = await sql<GroupRow>`SELECT ${columns}, g.response_count AS amount
        FROM response_groups AS g WHERE g.survey_pk = ${surveyPk} ORDER BY g.key`.execute(query)
      return rows.filter((row) => matches(row, filter))
    }
    const { rows } = await sql<GroupRow>`SELECT ${columns}, counted.amount FROM (
        SELECT group_pk, count(*) AS amount FROM responses
        WHERE ${responseConditions(surveyPk, filter)} GROUP BY group_pk) AS counted
      JOIN response_groups AS g ON g.pk = counted.group_pk ORDER BY g.key`.execute(query)
    return rows
  }

  const repeatedClusters = async (filter: ResponseFilter): Promise<readonly ClusterRow[]> => {
    const cluster = sql`coalesce(respondent_id, account_id)`
    const conditions: RawBuilder<boolean> = sql`${responseConditions(surveyPk, filter)}
      AND ${cluster} IS NOT NULL`
    const { rows } = await sql<ClusterRow>`SELECT ${cluster} AS cluster, group_pk,
        count(*) AS amount FROM responses
      WHERE ${conditions} AND ${cluster} IN (SELECT ${cluster} FROM responses
        WHERE ${conditions} GROUP BY 1 HAVING count(*) > 1)
      GROUP BY 1, 2 ORDER BY 1, 2`.execute(query)
    return rows
  }

  return {
    async countGroups(filter) {
      const [groups, clusters] = [await groupsFor(filter), await repeatedClusters(filter)]
      return splitByCluster(groups, clusters)
    },
  }
}

function matches(row: GroupRow, { scoreGroup, segments }: ResponseFilter): boolean {
  if (scoreGroup !== undefined && row.score_group !== scoreGroup) return false
  if (!segments) return true
  const values: Readonly<Record<string, unknown>> = JSON.parse(row.segments)
  return Object.entries(segments).every(
    ([field, accepted]) => Object.hasOwn(values, field) && accepted.includes(String(values[field]))
  )
}

/** Groups less the responses of repeated respondents, followed by those. */
function splitByCluster(
  groups: readonly GroupRow[],
  clusters: readonly ClusterRow[]
): GroupCount[] {
  const clustersOfGroup = new Map<number, ClusterRow[]>()
  for (const cluster of clusters) {
    const sameGroup = clustersOfGroup.get(cluster.group_pk)
    if (sameGroup) sameGroup.push(cluster)
    else clustersOfGroup.set(cluster.group_pk, [cluster])
  }
  return groups.flatMap((row) => {
    const group = toGroup(row)
    const repeated = clustersOfGroup.get(row.pk) ?? []
    const single = row.amount - repeated.reduce((sum, { amount }) => sum + amount, 0)
    return [
      ...(single > 0 ? [{ group, cluster: null, responseCount: single }] : []),
      ...repeated.map(({ cluster, amount }) => ({ group, cluster, responseCount: amount })),
    ]
  })
}

function toGroup(row: GroupRow): ResponseGroup {
  return {
    key: row.key,
    isUsable: row.is_usable === 1,
    // Written by `saveResponses` only.
    scoreGroup: row.score_group as ScoreGroup | null,
    pattern: JSON.parse(row.pattern),
    segments: JSON.parse(row.segments),
  }
}
