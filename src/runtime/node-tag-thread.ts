import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import type { Log } from '../http/app-env.ts'
import type { Tag } from '../service/surveys/tag-batch.ts'
import type { TagMessage, TagReply } from './node-tagging.ts'

/** A thread that tags. */
export type TagThread = {
  readonly tag: Tag
  /** For another thread, which hands it to `tagThrough`. */
  connect(): MessagePort
  stop(): Promise<void>
}

/**
 * Starts the thread that tags.
 *
 * @param here - tags in this thread, should that one fail
 */
export function startTagThread(log: Log, here: Tag): TagThread {
  const thread = new Worker(new URL('./node-tagging.ts', import.meta.url))
  thread.on('error', (error) => {
    log({ level: 'error', event: 'tag-thread-error', error: `${error.stack ?? error}` })
  })
  return {
    tag: tagThrough(thread, here).tag,
    connect() {
      const { port1, port2 } = new MessageChannel()
      thread.postMessage({ caller: port1 }, [port1])
      return port2
    },
    async stop() {
      // It keeps nothing, and may be at work or still loading.
      await thread.terminate()
    },
  }
}

/**
 * Tags in the thread at the other end of a port.
 *
 * @param port - of `connect`, or the thread itself
 * @param here - tags in this thread, should that one fail
 * @returns how to tag there, and whether the thread is at work for this caller
 */
export function tagThrough(
  port: MessagePort | Worker,
  here: Tag
): { readonly tag: Tag; isBusy(): boolean } {
  const waiting = new Map<number, (reply: TagReply['tagging']) => void>()
  let count = 0
  let isOver = false
  const end = () => {
    isOver = true
    for (const settle of waiting.values()) settle(null)
    waiting.clear()
  }
  port.on('message', ({ number, tagging }: TagReply) => {
    waiting.get(number)?.(tagging)
    waiting.delete(number)
  })
  // A port closes, and a thread exits.
  port.on('close', end)
  port.on('exit', end)
  return {
    isBusy: () => waiting.size > 0 || isOver,
    async tag(request) {
      if (isOver) return here(request)
      count += 1
      const message: TagMessage = { number: count, request }
      const tagging = await new Promise<TagReply['tagging']>((resolve) => {
        waiting.set(message.number, resolve)
        port.postMessage(message)
      })
      return tagging ?? here(request)
    },
  }
}

/**
 * Tags in two threads at once: this one and the one at the other end of a port, which others wait for too.
 *
 * @param maxShared - requests of more responses stay here, so that nobody waits long for the other thread
 */
export function tagInTwo(port: MessagePort, here: Tag, maxShared: number): Tag {
  const there = tagThrough(port, here)
  return (request) => {
    const isShared = request.responses.length <= maxShared && !there.isBusy()
    return (isShared ? there.tag : here)(request)
  }
}
