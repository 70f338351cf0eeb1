import type { EngineParts } from '../../src/analysis/create-engine.ts'
import { readRoles } from '../../src/runtime/node-engine.ts'
import type { UploadStore } from '../../src/service/imports/upload-store.ts'
import { createStoredService, type StoredService } from '../../src/service/stored-service.ts'
import type { SurveyContext, SurveyTask } from '../../src/service/surveys/survey-context.ts'
import { createSurveyStore } from '../../src/store/create-survey-store.ts'
import { openSqliteDatabase } from '../../src/store/sqlite-database.ts'
import type { SurveyStore } from '../../src/store/survey-store.ts'
import { createStandInParts } from '../stand-in-parts.ts'

/** Uploads in memory. */
function createMemoryUploads(): UploadStore {
  const files = new Map<string, Uint8Array>()
  return {
    async save(key, body, maxBytes) {
      const bytes = new Uint8Array(await new Response(body).arrayBuffer())
      if (bytes.byteLength > maxBytes) return null
      files.set(key, bytes)
      return bytes.byteLength
    },
    async *open(key) {
      const bytes = files.get(key)
      if (!bytes) throw new Error(`no upload ${key}`)
      yield bytes
    },
    async remove(key) {
      files.delete(key)
    },
  }
}

/** Stored surveys in memory, with a clock that stands still unless moved. */
export type StoredHarness = {
  readonly store: SurveyStore
  readonly stored: StoredService
  readonly context: SurveyContext
  /** Tasks handed over and not yet done. */
  readonly tasks: SurveyTask[]
  passMs(ms: number): void
}

/** The operator's key of every harness. */
export const OPERATOR_KEY = 'operator-key-of-tests-0123456789'

/** SHA-256 of `OPERATOR_KEY`. */
export const OPERATOR_KEY_HASH = 'ca26954288d7b9f8f1682b4651ab07fd155727a3d6320a470fcb9b53821ea100'

/**
 * @param isOpen - whether the service is open until the first key is made
 * @param getParts - the engine's steps; stand-ins by default
 */
export function createStoredHarness(
  isOpen = true,
  getParts: () => Promise<EngineParts> = async () => createStandInParts()
): StoredHarness {
  const store = createSurveyStore(openSqliteDatabase(':memory:'))
  const tasks: SurveyTask[] = []
  let nowMs = Date.parse('2026-03-01T10:00:00Z')
  let count = 0
  const stored = createStoredService({
    store,
    getParts,
    readRoles,
    access: { isOpenWithoutKeys: isOpen, operatorKeyHash: OPERATOR_KEY_HASH },
    refresh: { debounceMs: 1_000, inlineResponseCount: 1_000 },
    uploads: createMemoryUploads(),
    uploadLimits: { maxBytes: 2_000_000, maxWholeBytes: 200_000 },
    nowMs: () => nowMs,
    createId: () => `id${String(++count).padStart(10, '0')}`,
    createSecret: () => `secret-of-tests-${String(++count).padStart(10, '0')}`,
    later: async (task) => {
      tasks.push(task)
    },
  })
  return {
    store,
    stored,
    context: stored.surveyContext('default'),
    tasks,
    passMs: (ms) => {
      nowMs += ms
    },
  }
}
