import type { OpenSurvey } from './survey-data.ts'
import type { SurveyData } from './survey-store.ts'

/** Ranked lists as computed last, one per filter. */
export function createListTable({
  database: { query },
  surveyPk,
}: OpenSurvey): Pick<SurveyData, 'findThemeList' | 'saveThemeList'> {
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
    async saveThemeList(filterKey, { dataVersion, modelVersion, body, computedAt }) {
      const row = {
        data_version: dataVersion,
        model_version: modelVersion,
        body,
        computed_at: computedAt,
      }
      await query
        .insertInto('theme_lists')
        .values({ survey_pk: surveyPk, filter_key: filterKey, ...row })
        // A slow computation must not replace a newer list.
        .onConflict((conflict) =>
          conflict
            .columns(['survey_pk', 'filter_key'])
            .doUpdateSet(row)
            .where('theme_lists.data_version', '<=', dataVersion)
        )
        .execute()
    },
  }
}
