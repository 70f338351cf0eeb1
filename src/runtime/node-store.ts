import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { EngineParts } from '../analysis/create-engine.ts'
import { tagResponses } from '../analysis/tag-responses.ts'
import type { Log } from '../http/app-env.ts'
import { sha256 } from '../service/hash.ts'
import { createSecretBox } from '../service/secrets/secret-box.ts'
import { createStoredService, type StoredService } from '../service/stored-service.ts'
import type { SurveyTask } from '../service/surveys/survey-context.ts'
import { sealPlainSecrets } from '../service/webhooks/source-secrets.ts'
import { createSurveyStore } from '../store/create-survey-store.ts'
import { openSqliteDatabase } from '../store/sqlite-database.ts'
import { createId, createSecret, randomBytes } from './identifiers.ts'
import { readRoles } from './node-engine.ts'
import { keyFile } from './node-key-file.ts'
import { startListThread } from './node-list-thread.ts'
import { createNodePost } from './node-post.ts'
import { startTagThread } from './node-tag-thread.ts'
import { createNodeUploads } from './node-uploads.ts'
import type { Config } from './read-config.ts'

/** Stored surveys of a Node process, and how to stop what goes on behind them. */
export type NodeStore = {
  readonly stored: StoredService
  /** True while no key is needed. */
  isOpen(): Promise<boolean>
  /** Ends the background thread after its current step and closes the file. */
  stop(): Promise<void>
}

/**
 * Opens the database under `DATA_DIR` and starts the thread that refreshes lists.
 *
 * The thread has its own connection: write-ahead logging lets requests read while it writes.
 */
export async function openNodeStore(
  config: Config,
  {
    isLoopback,
    log,
    getParts,
  }: {
    readonly isLoopback: boolean
    readonly log: Log
    readonly getParts: () => Promise<EngineParts>
  }
): Promise<NodeStore> {
  const isOpenWithoutKeys = config.access === 'open' || (config.access === 'auto' && isLoopback)
  const path = join(config.dataDir, 'whyscore.db')
  const uploadFolder = join(config.dataDir, 'uploads')
  const database = openSqliteDatabase(path)
  const store = createSurveyStore(database)
  const secretsKey = config.secretsKey ?? (isLoopback ? keyFile(config.dataDir) : null)
  const secrets = createSecretBox(secretsKey, randomBytes)
  const tagThread = startTagThread(log, async (request) => tagResponses(await getParts(), request))
  const tagPort = tagThread.connect()
  const thread = new Worker(new URL('./node-background.ts', import.meta.url), {
    workerData: {
      path,
      uploadFolder,
      refresh: config.refresh,
      uploadLimits: config.uploadLimits,
      secretsKey,
      allowsPrivateTargets: config.allowsPrivateTargets,
      tagPort,
    },
    transferList: [tagPort],
  })
  const listThread = startListThread(path, log)
  thread.on('message', (entry) => log(entry))
  thread.on('error', (error) => {
    log({ level: 'error', event: 'background-error', error: `${error.stack ?? error}` })
  })
  const stored = createStoredService({
    store,
    getParts,
    tag: tagThread.tag,
    readRoles,
    access: {
      isOpenWithoutKeys,
      operatorKeyHash: config.adminKey === null ? null : await sha256(config.adminKey),
    },
    refresh: config.refresh,
    uploads: createNodeUploads(uploadFolder),
    uploadLimits: config.uploadLimits,
    secrets,
    fetch: (address, init) => fetch(address, init),
    nowMs: () => Date.now(),
    createId,
    createSecret,
    outgoing: createNodePost(config.allowsPrivateTargets),
    later: async (task: SurveyTask) => thread.postMessage(task),
    computeList: (job) => listThread.compute(job),
  })
  if (secretsKey !== null) await sealPlainSecrets({ secrets, receiving: store })
  return {
    stored,
    isOpen: async () => isOpenWithoutKeys && !(await store.hasKeys()),
    async stop() {
      const exited = new Promise((resolve) => thread.once('exit', resolve))
      thread.postMessage({ kind: 'stop' })
      await Promise.all([exited, listThread.stop()])
      // The background thread may need it to the last.
      await tagThread.stop()
      await database.close()
    },
  }
}
