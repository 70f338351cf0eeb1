import { type RawBuilder, sql } from 'kysely'
import type { ScoreGroup } from '../domain/scale.ts'
import type { ResponseFilter, ResponseGroup, Survey } from '../domain/survey.ts'
import { isOfCluster } from './repeated-clusters.ts'
import { responseConditions } from './response-filter.ts'
import type { OpenSurvey } from './survey-data.ts'
import type { GroupCount, SurveyData } from './survey-store.ts'

/** A group as one JSON list: a hundred thousand rows as objects would cost more than the list made of them. */
type GroupRow = readonly [
  pk: number,
  isUsable: number,
  scoreGroup: ScoreGroup | null,
  pattern: string,
  segments: string,
  responseCount: number,
]

type Page = { readonly page: string | null; readonly last: string | null }

/** Groups in one JSON text; D1 takes texts up to 2 MB. */
const PAGE_GROUPS = 2_000

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
  const keptGroups = async (filter: ResponseFilter): Promise<readonly GroupRow[]> => {
    const groups: GroupRow[] = []
    let after: string | null = ''
    while (after !== null) {
      const select: RawBuilder<Page> = sql`SELECT '[' || group_concat(item) || ']' AS page,
          max(key) AS last
        FROM (SELECT g.key, ${itemOf(sql`g.response_count`)} AS item FROM response_groups AS g
          WHERE g.survey_pk = ${surveyPk} AND g.key > ${after} ORDER BY g.key LIMIT ${PAGE_GROUPS})`
      const { rows } = await select.execute(query)
      const page: readonly GroupRow[] = JSON.parse(rows[0]?.page ?? '[]')
      for (const row of page) if (matches(row, filter)) groups.push(row)
      after = page.length < PAGE_GROUPS ? null : (rows[0]?.last ?? null)
    }
    return groups
  }

  const countedGroups = async (filter: ResponseFilter): Promise<readonly GroupRow[]> => {
    const { rows } = await sql<{ item: string }>`SELECT ${itemOf(sql`counted.amount`)} AS item
      FROM (SELECT group_pk, count(*) AS amount FROM responses
        WHERE ${responseConditions(surveyPk, filter)} GROUP BY group_pk) AS counted
      CROSS JOIN response_groups AS g ON g.pk = counted.group_pk ORDER BY g.key`.execute(query)
    return rows.map(({ item }): GroupRow => JSON.parse(item))
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
      const groups = await (isByGroups(survey, filter) ? keptGroups : countedGroups)(filter)
      const clusters = await repeatedClusters(filter)
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

/** A `GroupRow` of the group `g`. */
function itemOf(amount: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`json_array(g.pk, g.is_usable, g.score_group, g.pattern, g.segments, ${amount})`
}

function matches(row: GroupRow, { scoreGroup, segments }: ResponseFilter): boolean {
  if (scoreGroup !== undefined && row[2] !== scoreGroup) return false
  if (!segments) return true
  const values: Readonly<Record<string, unknown>> = JSON.parse(row[4])
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
    const [position, , , , , responseCount] = row
    const counted = { group: toGroup(row), groupPosition: position }
    const repeated = clustersOfGroup.get(position) ?? []
    const single = responseCount - repeated.reduce((sum, { amount }) => sum + amount, 0)
    return [
      ...(single > 0 ? [{ ...counted, cluster: null, responseCount: single }] : []),
      ...repeated.map(({ cluster, amount }) => ({ ...counted, cluster, responseCount: amount })),
    ]
  })
}

/** Many groups have the same pattern or segments: each text is read once, and its value shared. */
function createGroupReader(): (row: GroupRow) => GroupCount['group'] {
  const patterns = new Map<string, ResponseGroup['pattern']>()
  const segments = new Map<string, ResponseGroup['segments']>()
  return ([, isUsable, scoreGroup, pattern, fields]) => ({
    isUsable: isUsable === 1,
    scoreGroup,
    pattern: readOnce(patterns, pattern),
    segments: readOnce(segments, fields),
  })
}

function readOnce<T>(known: Map<string, T>, text: string): T {
  const value = known.get(text) ?? JSON.parse(text)
  known.set(text, value)
  return value
}
