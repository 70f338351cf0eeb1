import { type RawBuilder, sql } from 'kysely'
import { isByGroups } from './group-counts.ts'
import { responseConditions } from './response-filter.ts'
import type { OpenSurvey } from './survey-data.ts'
import type { MentionSearch, SurveyData } from './survey-store.ts'

type Row = {
  readonly id: string
  readonly comment: string | null
  readonly mentions: string
  readonly group_pk: number
}

/** Comments from which a list quotes. */
export function createMentionList({
  database: { query },
  surveyPk,
  survey,
}: OpenSurvey): Pick<SurveyData, 'listMentions'> {
  /** Newest responses that pass; with a filter that groups can answer, those that pass among the newest. */
  const newest = ({ filter, limit }: MentionSearch): RawBuilder<Row> => {
    const conditions = responseConditions(surveyPk, filter)
    const inner = isByGroups(survey, filter) ? responseConditions(surveyPk, {}) : conditions
    return sql`SELECT id, comment, mentions, group_pk FROM (
        SELECT * FROM responses WHERE ${inner} AND comment IS NOT NULL
        ORDER BY responses.pk DESC LIMIT ${limit}) AS responses
      WHERE ${conditions}`
  }
  /** The cross joins make the groups come first: few responses are behind the groups of a rare theme. */
  const ofGroups = ({ filter, limit }: MentionSearch, positions: readonly number[]) => {
    const conditions = isByGroups(survey, filter)
      ? sql`true`
      : sql`(${responseConditions(surveyPk, filter)})`
    return sql<Row>`SELECT id, comment, mentions, group_pk FROM responses WHERE pk IN (
        SELECT responses.pk FROM json_each(${JSON.stringify(positions)}) AS wanted
        CROSS JOIN response_groups
          ON response_groups.pk = wanted.value AND response_groups.survey_pk = ${surveyPk}
        CROSS JOIN responses ON responses.group_pk = response_groups.pk
        WHERE ${conditions} ORDER BY responses.pk DESC LIMIT ${limit})
      ORDER BY pk DESC`
  }
  return {
    async listMentions(search) {
      const { groupPositions } = search
      const select =
        groupPositions === undefined ? newest(search) : ofGroups(search, groupPositions)
      const { rows } = await select.execute(query)
      return rows.map((row) => ({
        responseId: row.id,
        groupPosition: row.group_pk,
        comment: row.comment ?? '',
        mentions: JSON.parse(row.mentions),
      }))
    },
  }
}
