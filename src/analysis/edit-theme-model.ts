import type { ThemeModel } from '../domain/theme.ts'
import { editThemeModel, type ThemeEdit, undoThemeEdit } from '../themes/model/theme-edit.ts'
import { readThemeModel } from '../themes/model/theme-model.ts'

export type { ThemeEdit } from '../themes/model/theme-edit.ts'

/**
 * The model with one more edit, or without its last one.
 *
 * @param change - an edit, or `undo`
 * @throws {InvalidThemeModelError} if the edit contradicts itself or the model
 */
export function changeThemeModel(model: ThemeModel, change: ThemeEdit | 'undo'): ThemeModel {
  return change === 'undo' ? undoThemeEdit(model) : editThemeModel(model, change)
}

/** Edits of a model in the order in which they were made. */
export function editsOfModel(model: ThemeModel): readonly ThemeEdit[] {
  return readThemeModel(model).edits
}
