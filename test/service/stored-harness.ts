import type { EngineParts } from '../../src/analysis/create-engine.ts'
import { readRoles } from '../../src/runtime/node-engine.ts'
import type { WebhookAnswer, WebhookRequest } from '../../src/service/alerts/outgoing.ts'
import type { UploadStore } from '../../src/service/imports/upload-store.ts'
import { createSecretBox } from '../../src/service/secrets/secret-box.ts'
import { createStoredService, type StoredService } from '../../src/service/stored-service.ts'
import type { SurveyContext, SurveyTask } from '../../src/service/surveys/survey-context.ts'
import type { Fetch } from '../../src/service/webhooks/surveymonkey-api.ts'
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
  /** What other services answer, the first first. */
  readonly answers: Fetch[]
  /** Requests to webhooks, and what the next ones answer; 204 once the list is empty. */
  readonly sent: WebhookRequest[]
  readonly hookAnswers: WebhookAnswer[]
  passMs(ms: number): void
}

/** The operator's key of every harness. */
export const OPERATOR_KEY = 'operator-key-of-tests-0123456789'

/** Encrypts the secrets of every harness. */
const SECRETS_KEY = 'secrets-key-of-tests-0123456789abcdef'

/** SHA-256 of `OPERATOR_KEY`. */
export const OPERATOR_KEY_HASH = 'ca26954288d7b9f8f1682b4651ab07fd155727a3d6320a470fcb9b53821ea100'

/**
 * @param isOpen - whether the service is open until the first key is made
 * @param getParts - the engine's steps; stand-ins by default
 * @param secretsKey - null where none is configured
 */
export function createStoredHarness(
  isOpen = true,
  getParts: () => Promise<EngineParts> = async () => createStandInParts(),
  secretsKey: string | null = SECRETS_KEY
): StoredHarness {
  const store = createSurveyStore(openSqliteDatabase(':memory:'))
  const tasks: SurveyTask[] = []
  const sent: WebhookRequest[] = []
  const hookAnswers: WebhookAnswer[] = []
  let nowMs = Date.parse('2026-03-01T10:00:00Z')
  const answers: Fetch[] = []
  let count = 0
  const stored = createStoredService({
    store,
    getParts,
    readRoles,
    access: { isOpenWithoutKeys: isOpen, operatorKeyHash: OPERATOR_KEY_HASH },
    refresh: { debounceMs: 1_000, inlineResponseCount: 1_000 },
    secrets: createSecretBox(secretsKey, (length) => {
      count += 1
      return new Uint8Array(length).fill(count)
    }),
    async fetch(address, init) {
      const answer = answers.shift()
      if (!answer) throw new Error(`no answer prepared for ${address}`)
      return answer(address, init)
    },
    uploads: createMemoryUploads(),
    uploadLimits: { maxBytes: 2_000_000, maxWholeBytes: 200_000 },
    nowMs: () => nowMs,
    createId: () => `id${String(++count).padStart(10, '0')}`,
    createSecret: () => `secret-of-tests-${String(++count).padStart(10, '0')}`,
    outgoing: {
      allowsPrivateTargets: false,
      isPrivateName: async (host) => host.startsWith('inside.'),
      post: async (request) => {
        sent.push(request)
        return hookAnswers.shift() ?? { status: 204, error: null, latencyMs: 5 }
      },
    },
    later: async (task) => {
      tasks.push(task)
    },
  })
  return {
    store,
    stored,
    context: stored.surveyContext('default'),
    tasks,
    sent,
    hookAnswers,
    answers,
    passMs: (ms) => {
      nowMs += ms
    },
  }
}
