import { NotFoundError } from '../../domain/errors.ts'
import { computeNow } from './current-theme-list.ts'
import type { SurveyContext, SurveyTask } from './survey-context.ts'

/**
 * Does work that was handed over. A survey that has been deleted meanwhile needs none.
 *
 * @param context - bound to the workspace of the task
 */
export async function runTask(context: SurveyContext, task: SurveyTask): Promise<void> {
  try {
    await computeNow(context, task.surveyId, {})
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
  }
}
