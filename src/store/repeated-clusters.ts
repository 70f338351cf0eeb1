import { type RawBuilder, sql } from 'kysely'

/** Respondent, else account: whose responses belong together. Written as the index `responses_of_cluster` has it. */
export const CLUSTER = sql`coalesce(respondent_id, account_id)`

type Statement = RawBuilder<unknown>

/** True for responses of a cluster. The plus takes the affinity from the column, without which no index is used. */
export function isOfCluster(surveyPk: number, column: RawBuilder<unknown>): Statement {
  return sql`responses.survey_pk = ${surveyPk} AND ${CLUSTER} IS NOT NULL AND ${CLUSTER} = +${column}`
}

/** Clusters of the responses of these ids (a JSON list), with how many of the responses each has. */
function touchedClusters(surveyPk: number, ids: string): Statement {
  return sql`SELECT ${CLUSTER} AS cluster, count(*) AS amount
    FROM json_each(${ids}) AS touched CROSS JOIN responses
      ON responses.survey_pk = ${surveyPk} AND responses.id = touched.value
    WHERE ${CLUSTER} IS NOT NULL GROUP BY 1`
}

function shift(surveyPk: number, ids: string, sign: 1 | -1): Statement {
  return sql`UPDATE repeated_clusters SET response_count = response_count + ${sign} * touched.amount
    FROM (${touchedClusters(surveyPk, ids)}) AS touched
    WHERE repeated_clusters.survey_pk = ${surveyPk} AND repeated_clusters.cluster = touched.cluster`
}

/** To be run before the responses of these ids are replaced or deleted. */
export function takeClusters(surveyPk: number, ids: string): Statement {
  return shift(surveyPk, ids, -1)
}

/**
 * To be run after the responses of these ids were written or deleted.
 *
 * Known clusters are counted up, not anew, since an account can have very many responses; only the new ones are
 * counted, and they have few.
 */
export function giveClusters(surveyPk: number, ids: string): Statement[] {
  return [
    shift(surveyPk, ids, 1),
    sql`INSERT INTO repeated_clusters (survey_pk, cluster, response_count)
      SELECT ${surveyPk}, touched.cluster, count(*)
      FROM (${touchedClusters(surveyPk, ids)}) AS touched
        CROSS JOIN responses ON ${isOfCluster(surveyPk, sql`touched.cluster`)}
      WHERE NOT EXISTS (SELECT 1 FROM repeated_clusters AS known
        WHERE known.survey_pk = ${surveyPk} AND known.cluster = touched.cluster)
      GROUP BY 2 HAVING count(*) > 1`,
    sql`DELETE FROM repeated_clusters WHERE survey_pk = ${surveyPk} AND response_count < 2`,
  ]
}
