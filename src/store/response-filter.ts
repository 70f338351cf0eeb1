import { type RawBuilder, sql } from 'kysely'
import type { ResponseFilter } from '../domain/survey.ts'

/**
 * Conditions on `responses` that a filter means, joined by AND.
 *
 * @param surveyPk - survey that the responses belong to; always a condition
 */
export function responseConditions(surveyPk: number, filter: ResponseFilter): RawBuilder<boolean> {
  const conditions = [
    sql`responses.survey_pk = ${surveyPk}`,
    ...equal('responses.score_group', filter.scoreGroup),
    ...equal('responses.account_id', filter.accountId),
    ...equal('responses.respondent_id', filter.respondentId),
    ...(filter.fromMs === undefined ? [] : [sql`responses.at_ms >= ${filter.fromMs}`]),
    ...(filter.toMs === undefined ? [] : [sql`responses.at_ms <= ${filter.toMs}`]),
    ...(filter.q === undefined ? [] : [contains(filter.q)]),
    ...(filter.flag === undefined ? [] : [hasFlag(filter.flag)]),
    ...themeConditions(surveyPk, filter),
    ...Object.entries(filter.segments ?? {}).map(([field, values]) => hasSegment(field, values)),
  ]
  return sql.join(conditions, sql` AND `)
}

function equal(column: string, value: string | undefined): RawBuilder<unknown>[] {
  return value === undefined ? [] : [sql`${sql.ref(column)} = ${value}`]
}

function contains(text: string): RawBuilder<unknown> {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`
  return sql`responses.comment LIKE ${pattern} ESCAPE '\\'`
}

function hasFlag(flag: string): RawBuilder<unknown> {
  return sql`${flag} IN (SELECT value FROM json_each(responses.flags))`
}

/** Themes are looked up in the groups, of which there are far fewer than responses. */
function themeConditions(surveyPk: number, filter: ResponseFilter): RawBuilder<unknown>[] {
  const { themeId, polarity } = filter
  if (themeId === undefined) return equal('responses.polarity', polarity)
  const ofPolarity =
    polarity === undefined ? sql`` : sql` AND mention.value ->> 'polarity' = ${polarity}`
  return [
    sql`responses.group_pk IN (SELECT response_groups.pk FROM response_groups
      WHERE response_groups.survey_pk = ${surveyPk} AND EXISTS (
        SELECT 1 FROM json_each(response_groups.pattern) AS mention
        WHERE mention.value ->> 'themeId' = ${themeId}${ofPolarity}))`,
  ]
}

/** Segment values are compared as text, so that `18` finds the number 18 and `true` the truth value. */
function hasSegment(field: string, values: readonly string[]): RawBuilder<unknown> {
  const accepted = JSON.stringify(values)
  return sql`EXISTS (SELECT 1 FROM json_each(responses.segments) AS field
    WHERE field.key = ${field}
      AND CASE field.type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false'
        ELSE CAST(field.value AS TEXT) END IN (SELECT value FROM json_each(${accepted})))`
}
