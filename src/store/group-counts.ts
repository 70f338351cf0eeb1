import { sql } from 'kysely'
import type { ScoreGroup } from '../domain/scale.ts'
import type { ResponseFilter, ResponseGroup, Survey } from '../domain/survey.ts'
import { isOfCluster } from './repeated-clusters.ts'
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

/** True if it depends on a response's group alone whether it passes. */
export function isByGroups({ segmentFields }: Survey, filter: ResponseFilter): boolean {
  const parts = Object.entries(filter).filter(([, value]) => value !== undefined)
  return (
    parts.every(([part]) => GROUP_FILTERS.has(part)) &&
    Object.keys(filter.segments ?? {}).every((field) => segmentFields.includes(field))
  )
}

/**
 * Counts of interchangeable responses, from which every ranked list is made.
 *
 * Kept with each write, so the whole survey and its declared segments cost by groups, and by the responses of
 * those who answered several times; only filters on an account, a time, a text or an undeclared field count rows.
 */
export function createGroupCounts({
  database: { query },
  surveyPk,
  survey,
}: OpenSurvey): Pick<SurveyData, 'countGroups' | 'countComments'> {
  const groupsFor = async (filter: ResponseFilter): Promise<readonly GroupRow[]> => {
    const columns = sql`g.pk, g.key, g.is_usable, g.score_group, g.pattern, g.segments`
    if (isByGroups(survey, filter)) {
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

  /** Responses by group of those with several in the survey; some may have a single one that passes the filter. */
  const repeatedClusters = async (filter: ResponseFilter): Promise<readonly ClusterRow[]> => {
    // Groups that do not pass are not looked up later, so their responses need no condition here.
    const conditions = responseConditions(surveyPk, isByGroups(survey, filter) ? {} : filter)
    const { rows } = await sql<ClusterRow>`SELECT repeated.cluster, responses.group_pk,
        count(*) AS amount
      FROM repeated_clusters AS repeated
        CROSS JOIN responses ON ${isOfCluster(surveyPk, sql`repeated.cluster`)}
      WHERE repeated.survey_pk = ${surveyPk} AND ${conditions}
      GROUP BY 1, 2 ORDER BY 1, 2`.execute(query)
    return rows
  }

  return {
    async countGroups(filter) {
      const [groups, clusters] = [await groupsFor(filter), await repeatedClusters(filter)]
      return splitByCluster(groups, clusters)
    },
    async countComments(otherThemeId) {
      const { rows } = await sql<{ commentCount: number; otherCount: number }>`
        SELECT coalesce(sum(response_count), 0) AS commentCount,
          coalesce(sum(response_count) FILTER (WHERE NOT EXISTS (
            SELECT 1 FROM json_each(pattern) AS mention
            WHERE mention.value ->> 'themeId' <> ${otherThemeId})), 0) AS otherCount
        FROM response_groups WHERE survey_pk = ${surveyPk} AND is_usable = 1`.execute(query)
      return rows[0] ?? { commentCount: 0, otherCount: 0 }
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
  const toGroup = createGroupReader()
  return groups.flatMap((row) => {
    const counted = { group: toGroup(row), groupPosition: row.pk }
    const repeated = clustersOfGroup.get(row.pk) ?? []
    const single = row.amount - repeated.reduce((sum, { amount }) => sum + amount, 0)
    return [
      ...(single > 0 ? [{ ...counted, cluster: null, responseCount: single }] : []),
      ...repeated.map(({ cluster, amount }) => ({ ...counted, cluster, responseCount: amount })),
    ]
  })
}

/** Many groups have the same pattern or segments: each text is read once, and its value shared. */
function createGroupReader(): (row: GroupRow) => ResponseGroup {
  const patterns = new Map<string, ResponseGroup['pattern']>()
  const segments = new Map<string, ResponseGroup['segments']>()
  return (row) => ({
    key: row.key,
    isUsable: row.is_usable === 1,
    // Written by `saveResponses` only.
    scoreGroup: row.score_group as ScoreGroup | null,
    pattern: readOnce(patterns, row.pattern),
    segments: readOnce(segments, row.segments),
  })
}

function readOnce<T>(known: Map<string, T>, text: string): T {
  const value = known.get(text) ?? JSON.parse(text)
  known.set(text, value)
  return value
}
