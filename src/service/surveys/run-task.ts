import { NotFoundError } from '../../domain/errors.ts'
import { evaluateResponses, evaluateSpikes } from '../alerts/evaluate-rules.ts'
import { type ImportRun, runImport } from '../imports/run-import.ts'
import { fetchResponse } from '../webhooks/fetch-response.ts'
import { refreshList } from './current-theme-list.ts'
import type { SurveyContext, SurveyTask } from './survey-context.ts'

/**
 * Does work that was handed over. A survey that has been deleted meanwhile needs none.
 *
 * @param context - bound to the workspace of the task
 * @param pace - how long an import may go on
 * @returns milliseconds after which the task has to be done again to come to its end; null at its end
 */
export async function runTask(
  context: SurveyContext,
  task: SurveyTask,
  pace: Pick<ImportRun, 'maxChunks' | 'goesOn'>
): Promise<number | null> {
  try {
    if (task.kind === 'import') {
      const end = await runImport(context, { ...task, ...pace })
      if (end === 'more') return 0
    }
    if (task.kind === 'fetch') return await fetchResponse(context, task)
    // Alerts first: somebody may be waiting for them, and they need no list.
    await evaluateResponses(context, task.surveyId)
    if (task.kind === 'alerts') await evaluateSpikes(context, task.surveyId)
    else {
      const filter = task.kind === 'refresh' ? task.filter : undefined
      await refreshList(context, task.surveyId, filter)
    }
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
  }
  return null
}
