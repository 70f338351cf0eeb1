import { editsOfModel, type ThemeEdit } from '../../analysis/edit-theme-model.ts'
import { OTHER_THEME, type ResponseTagging } from '../../analysis/tag-responses.ts'
import type { Review } from '../../domain/correction.ts'
import { OTHER_THEME_ID, type Survey, type TaggedResponse } from '../../domain/survey.ts'
import type { FoundTheme, ThemeModel } from '../../domain/theme.ts'
import type { SurveyData } from '../../store/survey-store.ts'
import { applyCorrections, type CorrectedTags } from './apply-corrections.ts'
import { type ThemeAliases, themeAliases } from './theme-aliases.ts'

/** Survey, version of its themes, and how corrections are read under that version. */
export type Correcting = {
  readonly survey: Survey
  readonly version: number
  readonly edits: () => readonly ThemeEdit[]
  readonly correct: (engine: ResponseTagging, review: Review) => CorrectedTags
}

/** @param model - theme model of the version, whose edits corrections follow */
export function createCorrecting({
  survey,
  version,
  model,
}: {
  readonly survey: Survey
  readonly version: number
  readonly model: ThemeModel
}): Correcting {
  let aliases: ThemeAliases | null = null
  const edits = () => editsOfModel(model)
  return {
    survey,
    version,
    edits,
    correct(engine, { corrections }) {
      aliases ??= themeAliases(edits())
      return applyCorrections(engine, corrections, aliases)
    },
  }
}

/**
 * Shows the themes that the version has from corrections alone: people added them and the engine finds them nowhere.
 *
 * @param tagged - responses about to be kept
 */
export async function addCorrectedThemes(
  data: Pick<SurveyData, 'addThemes' | 'findThemes' | 'listThemes'>,
  { version, edits }: Pick<Correcting, 'version' | 'edits'>,
  tagged: readonly TaggedResponse[]
): Promise<void> {
  const corrected = tagged.filter(({ review }) => review && review.corrections.length > 0)
  const ids = new Set(corrected.flatMap(({ mentions }) => mentions.map(({ themeId }) => themeId)))
  if (ids.size === 0) return
  for (const { id } of await data.listThemes(version)) ids.delete(id)
  const added: FoundTheme[] = ids.delete(OTHER_THEME_ID) ? [OTHER_THEME] : []
  if (ids.size > 0) {
    for (const theme of await data.findThemes([...ids])) added.push(renamed(theme, edits()))
  }
  if (added.length > 0) await data.addThemes(version, added)
}

function renamed(theme: FoundTheme, edits: readonly ThemeEdit[]): FoundTheme {
  let named = theme
  for (const edit of edits) {
    if (edit.op !== 'rename' || edit.themeId !== theme.id) continue
    const { label, negativeLabel = label, positiveLabel = label } = edit
    named = { ...named, label, negativeLabel, positiveLabel }
  }
  return named
}
