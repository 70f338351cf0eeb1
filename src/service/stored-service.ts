import type { EngineParts } from '../analysis/create-engine.ts'
import { tagResponses } from '../analysis/tag-responses.ts'
import type { SurveyStore } from '../store/survey-store.ts'
import { deliverDue } from './alerts/deliver.ts'
import type { OutgoingWebhooks } from './alerts/outgoing.ts'
import type { UploadStore } from './imports/upload-store.ts'
import { type Access, type AccessPolicy, authenticate } from './keys/authenticate.ts'
import type { KeyContext } from './keys/key-verbs.ts'
import type { SecretBox } from './secrets/secret-box.ts'
import { computeFromTags } from './surveys/current-theme-list.ts'
import { createListCache, type ListCache } from './surveys/list-cache.ts'
import { KEY_LIFETIME_MS } from './surveys/push-responses.ts'
import type {
  ListJob,
  RefreshPolicy,
  SurveyContext,
  SurveyTask,
  UploadLimits,
} from './surveys/survey-context.ts'
import type { Tag } from './surveys/tag-batch.ts'
import type { Fetch } from './webhooks/surveymonkey-api.ts'

/** What stored surveys need from a runtime. */
export type StoredServiceOptions = {
  readonly store: SurveyStore
  readonly getParts: () => Promise<EngineParts>
  /** Text of `lexicons/roles/data.tsv`. */
  readonly readRoles: () => Promise<string>
  readonly access: AccessPolicy
  readonly refresh: RefreshPolicy
  readonly uploads: UploadStore
  readonly uploadLimits: UploadLimits
  readonly secrets: SecretBox
  /** Reaches survey tools. */
  readonly fetch: Fetch
  /** Milliseconds since 1970. */
  readonly nowMs: () => number
  /** Lower-case letters and digits, unique. */
  readonly createId: () => string
  /** Letters and digits that no one can guess, at least 20 of them. */
  readonly createSecret: () => string
  readonly outgoing: OutgoingWebhooks
  /** Hands work over; resolves once it is sure to be done. */
  readonly later: (task: SurveyTask) => Promise<void>
  /** Computes a list elsewhere; here when absent. */
  readonly computeList?: ((job: ListJob) => Promise<void>) | undefined
  /** Tags responses elsewhere; here when absent. */
  readonly tag?: Tag | undefined
  /** Lists in the memory of the process; of this service alone when absent. */
  readonly lists?: ListCache | undefined
}

/** Stored surveys as the HTTP surface sees them: who may come in, and the contexts of the verbs. */
export type StoredService = {
  authenticate(bearer: string | null): Promise<Access>
  findWebhookSource: SurveyStore['findWebhookSource']
  surveyContext(workspaceId: string): SurveyContext
  keyContext(access: Access): KeyContext
  /** Sends at most so many alerts that are due. @returns when the next is due; null when none waits */
  deliverDue(maxCount: number): Promise<number | null>
  /** Forgets what is kept for a day only; to be called from time to time. */
  forgetExpired(): Promise<void>
  /** Tasks that look at every survey with alert rules. */
  alertTasks(): Promise<readonly SurveyTask[]>
}

/** Binds the verbs of stored surveys to a store and a runtime. */
export function createStoredService(options: StoredServiceOptions): StoredService {
  const { store, getParts, readRoles, nowMs, createId, createSecret, later, refresh } = options
  const { uploads, uploadLimits, secrets, fetch, outgoing, lists = createListCache() } = options
  const surveyContext = (workspaceId: string): SurveyContext => ({
    store: store.forWorkspace(workspaceId),
    lists,
    computeList:
      options.computeList ??
      (async (job) => {
        await computeFromTags(surveyContext(job.workspaceId), job)
      }),
    getParts,
    tag: options.tag ?? (async (request) => tagResponses(await getParts(), request)),
    readRoles,
    nowMs,
    createId,
    createSecret,
    outgoing,
    later,
    refresh,
    uploads,
    uploadLimits,
    receiving: store,
    secrets,
    fetch,
  })
  return {
    authenticate: (bearer) => authenticate(store, options.access, bearer),
    findWebhookSource: (id) => store.findWebhookSource(id),
    surveyContext,
    deliverDue: (maxCount) => deliverDue({ store, outgoing, secrets, nowMs }, maxCount),
    forgetExpired: () =>
      store.forgetIdempotencyKeys(new Date(nowMs() - KEY_LIFETIME_MS).toISOString()),
    alertTasks: async () =>
      (await store.listSurveysWithRules()).map((found) => ({ kind: 'alerts', ...found })),
    keyContext: (access) => ({ store, access, nowMs, createSecret, createKeyId: createId }),
  }
}
