// The thread of a Node server that tags responses: of pushes, so that the thread which answers requests never stands
// still, and a half of those that the background thread imports.

import { type MessagePort, parentPort } from 'node:worker_threads'
import { type Tagging, type TaggingRequest, tagResponses } from '../analysis/tag-responses.ts'
import { loadParts } from './node-engine.ts'

/** Responses to tag, and the answer. */
export type TagMessage = { readonly number: number; readonly request: TaggingRequest }
export type TagReply = {
  readonly number: number
  /** Null where it failed. */
  readonly tagging: Tagging | null
}

const port = parentPort
if (!port) throw new Error('expected to be started as a thread')

const parts = await loadParts()

function answer(caller: Pick<MessagePort, 'postMessage'>, { number, request }: TagMessage): void {
  tagResponses(parts, request).then(
    (tagging) => caller.postMessage({ number, tagging } satisfies TagReply),
    // Whoever asked tries it itself, and so meets the error as it is thrown.
    () => caller.postMessage({ number, tagging: null } satisfies TagReply)
  )
}

port.on('message', (message: TagMessage | { readonly caller: MessagePort }) => {
  if (!('caller' in message)) {
    answer(port, message)
    return
  }
  const { caller } = message
  caller.on('message', (own: TagMessage) => answer(caller, own))
})
