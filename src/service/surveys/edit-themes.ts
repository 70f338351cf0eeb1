import { z } from 'zod'
import { changeThemeModel, editsOfModel, type ThemeEdit } from '../../analysis/edit-theme-model.ts'
import { AppError, NotFoundError } from '../../domain/errors.ts'
import type { ThemeModelVersion } from '../../domain/survey.ts'
import { MAX_FIELD_CHARS } from '../request/limits.ts'
import { themeDefinitionSchema } from '../request/request-schema.ts'
import { computeNow } from './current-theme-list.ts'
import { isoNow, openSurvey, type SurveyContext } from './survey-context.ts'
import { checked } from './survey-settings.ts'

const id = z.string().min(1).max(MAX_FIELD_CHARS)
const label = z.string().min(1).max(200)

/** Body of `POST /v1/surveys/{surveyId}/theme-edits`. */
export const themeEditSchema = z
  .discriminatedUnion('op', [
    z.strictObject({
      op: z.literal('rename'),
      themeId: id,
      label,
      negativeLabel: label.optional(),
      positiveLabel: label.optional(),
    }),
    z
      .strictObject({ op: z.literal('merge'), themeIds: z.array(id).min(1).max(100), into: id })
      .describe('Mentions of `themeIds` become mentions of `into`'),
    z
      .strictObject({
        op: z.literal('split'),
        themeId: id,
        into: z.array(themeDefinitionSchema).min(1).max(20),
      })
      .describe('Mentions that fit one of `into` move there; the others stay'),
    z
      .strictObject({ op: z.literal('pin'), themeId: id })
      .describe('The theme stays when themes are found anew'),
    z
      .strictObject({ op: z.literal('exclude'), themeId: id })
      .describe('The theme is no longer shown'),
    z.strictObject({ op: z.literal('add'), theme: themeDefinitionSchema }),
    z.strictObject({ op: z.literal('move'), themeId: id, parentId: id.nullable() }),
    z.strictObject({ op: z.literal('undo') }).describe('Takes the last edit back'),
  ])
  .meta({ id: 'ThemeEdit', description: 'One change to the themes of a survey' })

/** Edits in force, and the version of the themes that they made. */
export type ThemeEdits = {
  readonly modelVersion: number | null
  readonly edits: readonly ThemeEdit[]
}

/** The edits of a survey in the order made. @throws {NotFoundError} */
export async function listThemeEdits(
  context: SurveyContext,
  surveyId: string
): Promise<ThemeEdits> {
  const model = await (await openSurvey(context, surveyId)).findModel()
  return {
    modelVersion: model?.version ?? null,
    edits: model ? editsOfModel(model.model) : [],
  }
}

/**
 * Changes the themes of a survey and tags all past responses anew.
 *
 * Small surveys are tagged before the answer, large ones right after it. Edits speak of themes by
 * id, so they stay in force when themes are found anew.
 *
 * @throws {NotFoundError} if there is no such survey, or no such theme in it
 * @throws {InvalidRequestError | InvalidThemeModelError} if the edit is wrong
 */
export async function editThemes(
  context: SurveyContext,
  surveyId: string,
  body: unknown
): Promise<ThemeEdits> {
  const edit = checked(themeEditSchema, body)
  const data = await openSurvey(context, surveyId)
  const model = await data.findModel()
  if (!model) throw new NotFoundError('theme', idsOf(edit)[0] ?? '')
  refuseUnknown(model, edit)
  const isAdded = await data.addModel({
    version: model.version + 1,
    model: changeThemeModel(model.model, edit.op === 'undo' ? 'undo' : edit),
    themes: [],
    quality: model.quality,
    origin: 'edit',
    commentCount: model.commentCount,
    createdAt: isoNow(context),
  })
  if (!isAdded) {
    throw new AppError('edit-conflict', 'expected no other edit at the same moment; send it again')
  }
  if (data.survey.responseCount <= context.refresh.inlineResponseCount) {
    await computeNow(context, surveyId, {})
  } else {
    const { workspaceId } = context.store
    await context.later({ kind: 'refresh', workspaceId, surveyId })
  }
  return listThemeEdits(context, surveyId)
}

type EditBody = z.output<typeof themeEditSchema>

/** Themes that an edit speaks of and that must be there. */
function idsOf(edit: EditBody): readonly string[] {
  if (edit.op === 'undo' || edit.op === 'add') return []
  return edit.op === 'merge' ? [...edit.themeIds, edit.into] : [edit.themeId]
}

function refuseUnknown(model: ThemeModelVersion, edit: EditBody): void {
  const known = new Set([
    ...model.themes.map((theme) => theme.id),
    ...editsOfModel(model.model).flatMap((made) => (made.op === 'add' ? [made.theme.id] : [])),
  ])
  const unknown = idsOf(edit).find((themeId) => !known.has(themeId))
  if (unknown !== undefined) throw new NotFoundError('theme', unknown)
}
