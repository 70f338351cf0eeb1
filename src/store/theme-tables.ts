import { type CompiledQuery, type Selectable, sql } from 'kysely'
import type { ModelOrigin, ThemeModelVersion } from '../domain/survey.ts'
import type { FoundTheme, ThemeSource } from '../domain/theme.ts'
import { bumpDataVersion, type OpenSurvey } from './survey-data.ts'
import type { SurveyData } from './survey-store.ts'
import type { Tables } from './tables.ts'

/** Versions of a survey's theme model and the themes that each shows. */
export function createThemeTables(
  open: OpenSurvey
): Pick<SurveyData, 'findModel' | 'addModel' | 'addThemes' | 'listThemes' | 'findThemes'> {
  const { database, surveyPk } = open
  const { query } = database
  const listThemes = async (version: number): Promise<readonly FoundTheme[]> => {
    const rows = await query
      .selectFrom('themes')
      .selectAll()
      .where('survey_pk', '=', surveyPk)
      .where('model_version', '=', version)
      .orderBy('theme_id')
      .execute()
    return rows.map(toTheme)
  }
  const findModel = async (version?: number): Promise<ThemeModelVersion | null> => {
    const row = await query
      .selectFrom('theme_models')
      .selectAll()
      .where('survey_pk', '=', surveyPk)
      .where('version', '=', (subQuery) =>
        version === undefined
          ? subQuery.selectFrom('surveys').select('model_version').where('pk', '=', surveyPk)
          : subQuery.val(version)
      )
      .executeTakeFirst()
    if (!row) return null
    return {
      version: row.version,
      model: JSON.parse(row.model),
      themes: await listThemes(row.version),
      quality: row.quality === null ? null : JSON.parse(row.quality),
      // Written by `addModel` only.
      origin: row.origin as ModelOrigin,
      commentCount: row.comment_count,
      createdAt: row.created_at,
    }
  }
  return {
    listThemes,
    async findThemes(ids) {
      const rows = await query
        .selectFrom('themes')
        .selectAll()
        .where('survey_pk', '=', surveyPk)
        // As one parameter, since D1 takes no more than a hundred.
        .where(sql<boolean>`theme_id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`)
        .orderBy('model_version')
        .execute()
      return [...new Map(rows.map((row) => [row.theme_id, toTheme(row)])).values()]
    },
    async addThemes(version, themes) {
      await database.batch(insertThemes(open, version, themes))
    },
    findModel,
    async addModel(added) {
      const insert = query.insertInto('theme_models').values({
        survey_pk: surveyPk,
        version: added.version,
        model: JSON.stringify(added.model),
        quality: added.quality && JSON.stringify(added.quality),
        origin: added.origin,
        comment_count: added.commentCount,
        created_at: added.createdAt,
      })
      const setCurrent = query
        .updateTable('surveys')
        .set({ model_version: added.version })
        .where('pk', '=', surveyPk)
      try {
        await database.batch([
          insert.compile(),
          ...insertThemes(open, added.version, added.themes),
          setCurrent.compile(),
          bumpDataVersion(open),
        ])
        return true
      } catch (error) {
        // The drivers name a taken version differently, so it is looked up rather than recognised.
        if ((await findModel(added.version)) !== null) return false
        throw error
      }
    },
  }
}

function insertThemes(
  { database: { query }, surveyPk }: OpenSurvey,
  version: number,
  themes: readonly FoundTheme[]
): CompiledQuery[] {
  return themes.map((theme) =>
    query
      .insertInto('themes')
      .values({
        survey_pk: surveyPk,
        model_version: version,
        theme_id: theme.id,
        label: theme.label,
        negative_label: theme.negativeLabel,
        positive_label: theme.positiveLabel,
        parent_id: theme.parentId,
        source: theme.source,
        is_affect_only: theme.isAffectOnly ? 1 : 0,
        description: theme.description ?? null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .compile()
  )
}

function toTheme(row: Selectable<Tables['themes']>): FoundTheme {
  return {
    id: row.theme_id,
    label: row.label,
    negativeLabel: row.negative_label,
    positiveLabel: row.positive_label,
    parentId: row.parent_id,
    // Written by `insertThemes` only.
    source: row.source as ThemeSource,
    isAffectOnly: row.is_affect_only === 1,
    ...(row.description !== null && { description: row.description }),
  }
}
