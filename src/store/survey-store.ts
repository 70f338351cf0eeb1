// What the service sees of the store. The SQL behind it is one implementation with two drivers: SQLite in a file and D1.

import type { ApiKey } from '../domain/access.ts'
import type { ClaimedDelivery, DeliveryOutcome, WebhookTarget } from '../domain/alert.ts'
import type { Survey, SurveySettings } from '../domain/survey.ts'
import type { ScoreChoices, WebhookFetch, WebhookSource } from '../domain/webhook.ts'
import type { Page, UsageDay } from './store-rows.ts'
import type { SurveyData } from './survey-data-store.ts'

export type * from './store-rows.ts'
export type { SurveyData } from './survey-data-store.ts'

/** Everything kept for all workspaces. Only keys are looked up across workspaces. */
export type SurveyStore = {
  /** The store of one workspace: nothing reached from it can touch another's rows. */
  forWorkspace(workspaceId: string): WorkspaceStore
  /** True once any workspace has a key that is not revoked. */
  hasKeys(): Promise<boolean>
  /** Imports of all workspaces that are not at their end, the oldest first. */
  listUnfinishedImports(): Promise<readonly UnfinishedImport[]>
  /** The address with this id that a survey tool sends to. */
  findWebhookSource(id: string): Promise<FoundWebhookSource | null>
  changeWebhookSource(
    id: string,
    change: {
      readonly secret?: string | undefined
      readonly choices?: ScoreChoices | undefined
    }
  ): Promise<void>
  /** Secrets of addresses that were kept before secrets were encrypted. */
  listPlainSecrets(): Promise<readonly { readonly id: string; readonly secret: string }[]>
  /** Notes that a response was announced and has to be fetched. */
  startFetch(sourceId: string, responseId: string, at: string): Promise<void>
  findFetch(sourceId: string, responseId: string): Promise<WebhookFetch | null>
  /** Notes an attempt that failed. */
  noteFetch(fetch: WebhookFetch): Promise<void>
  endFetch(sourceId: string, responseId: string): Promise<void>
  /** Fetches of all workspaces that are to be tried yet, the oldest first. */
  listOpenFetches(): Promise<readonly OpenFetch[]>
  /**
   * Takes due deliveries of all workspaces, the longest due first. Nobody else gets them until
   * `leaseMs` have passed, and then only if they were not finished.
   */
  claimDeliveries(claim: {
    readonly nowMs: number
    readonly leaseMs: number
    readonly limit: number
  }): Promise<readonly ClaimedDelivery[]>
  /** Notes what became of an attempt, unless a later one has been claimed. */
  finishDelivery(
    delivery: Pick<ClaimedDelivery, 'id' | 'attempt'>,
    outcome: DeliveryOutcome
  ): Promise<void>
  /** Forgets requests with an `Idempotency-Key` that were claimed before this time, ISO 8601. */
  forgetIdempotencyKeys(expiredBefore: string): Promise<void>
  /** When the next delivery is due, milliseconds since 1970; null for none. */
  nextDeliveryAt(): Promise<number | null>
  /** Surveys of all workspaces that have alert rules. */
  listSurveysWithRules(): Promise<
    readonly { readonly workspaceId: string; readonly surveyId: string }[]
  >
  /** The key of this id with the hash of its secret, unless revoked. */
  findKey(id: string): Promise<{ readonly key: ApiKey; readonly secretHash: string } | null>
}

/** An import that a restart has to take up again. */
export type UnfinishedImport = {
  readonly workspaceId: string
  readonly surveyId: string
  readonly importId: string
}

/** A fetch that a restart has to take up again. */
export type OpenFetch = {
  readonly workspaceId: string
  readonly surveyId: string
  readonly sourceId: string
  readonly responseId: string
}

/** What receiving from survey tools needs of the store; who sends has no key, but signs. */
export type WebhookReceiving = Pick<
  SurveyStore,
  | 'findWebhookSource'
  | 'changeWebhookSource'
  | 'listPlainSecrets'
  | 'startFetch'
  | 'findFetch'
  | 'noteFetch'
  | 'endFetch'
  | 'listOpenFetches'
>

/** An address of a survey tool with all that receiving needs. */
export type FoundWebhookSource = {
  readonly source: WebhookSource
  /** As kept: sealed, or plain from before secrets were encrypted. */
  readonly secret: string
  readonly choices: ScoreChoices | null
  readonly workspaceId: string
  readonly surveyId: string
}

/** What is kept for one workspace. */
export type WorkspaceStore = {
  readonly workspaceId: string
  /** @returns false when the workspace has a survey of this id already */
  createSurvey(survey: NewSurvey): Promise<boolean>
  /** Surveys by id, after `after`. */
  listSurveys(limit: number, after: string | null): Promise<Page<Survey>>
  /** The data of one survey; null when the workspace has no survey of this id. */
  openSurvey(id: string): Promise<SurveyData | null>
  /** Deletes a survey with all that belongs to it. @returns false when there was none */
  deleteSurvey(id: string): Promise<boolean>
  createKey(key: Omit<ApiKey, 'workspaceId' | 'revokedAt'>, secretHash: string): Promise<void>
  listKeys(): Promise<readonly ApiKey[]>
  /** @returns false when the workspace has no such key in force */
  revokeKey(id: string, at: string): Promise<boolean>
  createWebhookTarget(target: WebhookTarget, secret: string): Promise<void>
  listWebhookTargets(): Promise<readonly WebhookTarget[]>
  /** The address with its secret as kept. */
  findWebhookTarget(
    id: string
  ): Promise<{ readonly target: WebhookTarget; readonly secret: string } | null>
  /** Deletes an address with the rules that send to it. @returns false when there was none */
  deleteWebhookTarget(id: string): Promise<boolean>
  /** Deletes every response of a respondent, with all that was derived from it. */
  eraseRespondent(respondentId: string): Promise<Erasure>
  /** Usage by day and metric between two days (`YYYY-MM-DD`, both included). */
  listUsage(fromDay: string, toDay: string): Promise<readonly UsageDay[]>
  addUsage(usage: readonly UsageDay[]): Promise<void>
}

export type NewSurvey = {
  readonly id: string
  readonly settings: SurveySettings
  readonly createdAt: string
}

/** What an erasure found. */
export type Erasure = {
  readonly responseCount: number
  readonly surveyIds: readonly string[]
}
