import type { Message, MessageBatch } from '@cloudflare/workers-types'
import type { Log } from '../http/app-env.ts'
import { failImport } from '../service/imports/run-import.ts'
import type { StoredService } from '../service/stored-service.ts'
import { runTask } from '../service/surveys/run-task.ts'
import type { SurveyTask } from '../service/surveys/survey-context.ts'

/** Chunks of an import that one message does; the next message goes on where it ended. */
const CHUNKS_PER_MESSAGE = 4

/** Alerts that one run sends: each is a request, of which a Worker has a thousand, fifty on the free plan. */
export const MAX_ALERTS_A_RUN = 40

/** The queue retries as `max_retries` in `wrangler.toml` says; the last time ends the import. */
const LAST_ATTEMPT = 5

/**
 * Does the tasks of one batch of messages.
 *
 * A message that fails is retried by the queue. Doing one twice changes nothing: chunks of imports
 * are committed together with the note that they are done.
 *
 * @param again - queues a task that has not come to its end
 */
export async function runTasks(
  batch: MessageBatch<SurveyTask>,
  stored: StoredService,
  {
    again,
    log,
  }: { readonly again: (task: SurveyTask, pauseMs: number) => Promise<void>; readonly log: Log }
): Promise<void> {
  for (const message of batch.messages) {
    try {
      const context = stored.surveyContext(message.body.workspaceId)
      const againMs = await runTask(context, message.body, {
        maxChunks: CHUNKS_PER_MESSAGE,
        goesOn: async () => true,
      })
      if (againMs !== null) await again(message.body, againMs)
      message.ack()
    } catch (error) {
      log({
        level: 'error',
        event: 'task-failed',
        kind: message.body.kind,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      })
      await retryOrEnd(message, stored)
    }
  }
  await stored.deliverDue(MAX_ALERTS_A_RUN)
}

async function retryOrEnd(message: Message<SurveyTask>, stored: StoredService): Promise<void> {
  const task = message.body
  if (message.attempts < LAST_ATTEMPT || task.kind !== 'import') {
    message.retry()
    return
  }
  await failImport(stored.surveyContext(task.workspaceId), task, 'an unexpected error')
  message.ack()
}
