// The verbs of stored surveys, one file each. They know the store by its interface only, and no HTTP.

import type { EngineParts } from '../../analysis/create-engine.ts'
import type { Versions } from '../../domain/analysis.ts'
import { NotFoundError } from '../../domain/errors.ts'
import type { ResponseFilter } from '../../domain/survey.ts'
import type { SurveyData, WebhookReceiving, WorkspaceStore } from '../../store/survey-store.ts'
import type { OutgoingWebhooks } from '../alerts/outgoing.ts'
import type { UploadStore } from '../imports/upload-store.ts'
import type { SecretBox } from '../secrets/secret-box.ts'
import type { Fetch } from '../webhooks/surveymonkey-api.ts'
import type { ListCache } from './list-cache.ts'
import type { Tag } from './tag-batch.ts'

/** Work that may be done after the answer, by another thread or machine. */
export type SurveyTask =
  | {
      readonly kind: 'refresh'
      readonly workspaceId: string
      readonly surveyId: string
      /** Of the list to compute; all responses when absent. */
      readonly filter?: ResponseFilter
    }
  /** Looks at what alert rules have not seen yet. */
  | { readonly kind: 'alerts'; readonly workspaceId: string; readonly surveyId: string }
  | {
      readonly kind: 'import'
      readonly workspaceId: string
      readonly surveyId: string
      readonly importId: string
    }
  | {
      /** A response that a survey tool announced and that is to be fetched from it. */
      readonly kind: 'fetch'
      readonly workspaceId: string
      readonly surveyId: string
      readonly sourceId: string
      readonly responseId: string
    }

/** A list that a reader waits for, to be computed from the tags as they are. */
export type ListJob = {
  readonly workspaceId: string
  readonly surveyId: string
  readonly filter: ResponseFilter
  /** Of the engine that made the tags. */
  readonly versions: Versions
}

/** What the verbs need from outside. */
export type SurveyContext = {
  readonly lists: ListCache
  /** Computes a list of a large survey and keeps it, without holding up other readers where that can be. */
  readonly computeList: (job: ListJob) => Promise<void>
  readonly store: WorkspaceStore
  readonly getParts: () => Promise<EngineParts>
  readonly tag: Tag
  /** Text of `lexicons/roles/data.tsv`. */
  readonly readRoles: () => Promise<string>
  /** Milliseconds since 1970. */
  readonly nowMs: () => number
  readonly createId: () => string
  /** Letters and digits that no one can guess. */
  readonly createSecret: () => string
  readonly outgoing: OutgoingWebhooks
  /** Hands work over; resolves once it is sure to be done. */
  readonly later: (task: SurveyTask) => Promise<void>
  readonly refresh: RefreshPolicy
  readonly uploads: UploadStore
  readonly uploadLimits: UploadLimits
  /** Of survey tools, across workspaces: an address says whose it is. */
  readonly receiving: WebhookReceiving
  readonly secrets: SecretBox
  readonly fetch: Fetch
}

/** Longest files that can be imported. */
export type UploadLimits = {
  readonly maxBytes: number
  /** Of formats that have to be in memory as a whole: XLSX and JSON. */
  readonly maxWholeBytes: number
}

/** When ranked lists are computed anew. */
export type RefreshPolicy = {
  /** A list younger than this is served even if responses came since. */
  readonly debounceMs: number
  /** Up to so many responses a list is computed while its reader waits. */
  readonly inlineResponseCount: number
}

/** Time of now, ISO 8601 in UTC. */
export function isoNow({ nowMs }: Pick<SurveyContext, 'nowMs'>): string {
  return new Date(nowMs()).toISOString()
}

/**
 * The data of a survey of this workspace.
 *
 * @throws {NotFoundError} if the workspace has no survey of this id
 */
export async function openSurvey(
  { store }: Pick<SurveyContext, 'store'>,
  surveyId: string
): Promise<SurveyData> {
  const data = await store.openSurvey(surveyId)
  if (!data) throw new NotFoundError('survey', surveyId)
  return data
}
