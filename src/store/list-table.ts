import { sql } from 'kysely'
import { compile } from './database.ts'
import type { OpenSurvey } from './survey-data.ts'
import type { SurveyData } from './survey-store.ts'

/** Lists kept of one survey; each filter that somebody asks for makes one. */
const MAX_LISTS = 200

/** The empty filter, whose list stays. */
const WHOLE_SURVEY = '{}'

/** Ranked lists as computed last, one per filter. */
export function createListTable({
  database,
  surveyPk,
}: OpenSurvey): Pick<SurveyData, 'findThemeList' | 'findThemeListVersion' | 'saveThemeList'> {
  const { query } = database
  return {
    async findThemeList(filterKey) {
      const row = await query
        .selectFrom('theme_lists')
        .selectAll()
        .where('survey_pk', '=', surveyPk)
        .where('filter_key', '=', filterKey)
        .executeTakeFirst()
      if (!row) return null
      return {
        dataVersion: row.data_version,
        modelVersion: row.model_version,
        body: row.body,
        computedAt: row.computed_at,
      }
    },
    async findThemeListVersion(filterKey) {
      const row = await query
        .selectFrom('theme_lists')
        .select(['data_version as dataVersion', 'computed_at as computedAt'])
        .where('survey_pk', '=', surveyPk)
        .where('filter_key', '=', filterKey)
        .executeTakeFirst()
      return row ?? null
    },
    async saveThemeList(filterKey, { dataVersion, modelVersion, body, computedAt }) {
      const row = {
        data_version: dataVersion,
        model_version: modelVersion,
        body,
        computed_at: computedAt,
      }
      const save = query
        .insertInto('theme_lists')
        .values({ survey_pk: surveyPk, filter_key: filterKey, ...row })
        // A slow computation must not replace a newer list.
        .onConflict((conflict) =>
          conflict
            .columns(['survey_pk', 'filter_key'])
            .doUpdateSet(row)
            .where('theme_lists.data_version', '<=', dataVersion)
        )
      const prune = sql`DELETE FROM theme_lists WHERE survey_pk = ${surveyPk}
        AND filter_key NOT IN (${WHOLE_SURVEY}, ${filterKey})
        AND computed_at <= (SELECT computed_at FROM theme_lists WHERE survey_pk = ${surveyPk}
          ORDER BY computed_at DESC LIMIT 1 OFFSET ${MAX_LISTS})`
      await database.batch([save.compile(), compile(database, prune)])
    },
  }
}
