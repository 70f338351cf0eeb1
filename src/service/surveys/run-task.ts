import { NotFoundError } from '../../domain/errors.ts'
import { type ImportRun, runImport } from '../imports/run-import.ts'
import { refreshList } from './current-theme-list.ts'
import type { SurveyContext, SurveyTask } from './survey-context.ts'

/**
 * Does work that was handed over. A survey that has been deleted meanwhile needs none.
 *
 * @param context - bound to the workspace of the task
 * @param pace - how long an import may go on
 * @returns `more` if the task has to be done again to come to its end
 */
export async function runTask(
  context: SurveyContext,
  task: SurveyTask,
  pace: Pick<ImportRun, 'maxChunks' | 'goesOn'>
): Promise<'done' | 'more'> {
  try {
    if (task.kind === 'import') {
      const end = await runImport(context, { ...task, ...pace })
      if (end === 'more') return 'more'
    }
    await refreshList(context, task.surveyId)
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
  }
  return 'done'
}
