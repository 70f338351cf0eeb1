import { changeThemeModel, editsOfModel, type ThemeEdit } from '../../analysis/edit-theme-model.ts'
import { AppError, NotFoundError } from '../../domain/errors.ts'
import type { ThemeModelVersion } from '../../domain/survey.ts'
import type { SurveyData } from '../../store/survey-store.ts'
import { InvalidRequestError } from '../request/read-analysis-request.ts'
import { type ThemeChange, themeEditSchema } from '../request/theme-schema.ts'
import { computeNow } from './current-theme-list.ts'
import { type EditPreview, type ProposedEdit, previewEdit } from './preview-edit.ts'
import { isoNow, openSurvey, type SurveyContext } from './survey-context.ts'
import { checked } from './survey-settings.ts'

/** Edits in force, and the version of the themes that they made. */
export type ThemeEdits = {
  readonly modelVersion: number | null
  readonly edits: readonly ThemeEdit[]
  /** Of a dry run: figures of the whole survey after the edit. */
  readonly preview?: EditPreview
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
  const { data, proposed } = await propose(context, surveyId, body)
  const { model, next } = proposed
  const isAdded = await data.addModel({
    version: model.version + 1,
    model: next,
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

/**
 * What an edit would do to the figures; nothing is kept.
 *
 * @throws as `editThemes` does, and {InvalidOptionError} where the survey is too large to try it
 */
export async function tryEdit(
  context: SurveyContext,
  surveyId: string,
  body: unknown
): Promise<ThemeEdits> {
  const { data, proposed } = await propose(context, surveyId, body)
  const preview = await previewEdit(context, data, proposed)
  return { modelVersion: proposed.model.version, edits: editsOfModel(proposed.next), preview }
}

async function propose(
  context: SurveyContext,
  surveyId: string,
  body: unknown
): Promise<{ readonly data: SurveyData; readonly proposed: ProposedEdit }> {
  const edit = checked(themeEditSchema, body)
  const data = await openSurvey(context, surveyId)
  const model = await data.findModel()
  if (!model) throw new NotFoundError('theme', idsOf(edit)[0] ?? '')
  refuseUnknown(model, edit)
  if (edit.op === 'undo' && editsOfModel(model.model).length === 0) {
    const detail = 'expected an edit to undo, but no edit is in force'
    throw new InvalidRequestError([{ pointer: '/op', detail }])
  }
  const next = changeThemeModel(model.model, edit.op === 'undo' ? 'undo' : edit)
  return { data, proposed: { edit, model, next } }
}

/** Themes that an edit speaks of and that must be there. */
function idsOf(edit: ThemeChange): readonly string[] {
  if (edit.op === 'undo' || edit.op === 'add') return []
  return edit.op === 'merge' ? [...edit.themeIds, edit.into] : [edit.themeId]
}

function refuseUnknown(model: ThemeModelVersion, edit: ThemeChange): void {
  const known = new Set([
    ...model.themes.map((theme) => theme.id),
    ...editsOfModel(model.model).flatMap((made) => (made.op === 'add' ? [made.theme.id] : [])),
  ])
  const unknown = idsOf(edit).find((themeId) => !known.has(themeId))
  if (unknown !== undefined) throw new NotFoundError('theme', unknown)
}
