// What the service sees of the store. The SQL behind it is one implementation with two drivers: SQLite in a file and D1.

import type { ApiKey } from '../domain/access.ts'
import type {
  ClaimedDelivery,
  DeliveryOutcome,
  DeliveryState,
  KeptRule,
  LoggedDelivery,
  NewDelivery,
  WebhookTarget,
} from '../domain/alert.ts'
import type { KeptReview, Review } from '../domain/correction.ts'
import type { ImportState, SurveyImport } from '../domain/import.ts'
import type { InvitedPerson, Outcome } from '../domain/outcome.ts'
import type { RejectedResponse, SegmentValue } from '../domain/response.ts'
import type {
  ModelOrigin,
  ResponseFilter,
  ResponseGroup,
  StoredResponse,
  Survey,
  SurveySettings,
  TaggedResponse,
  ThemeModelVersion,
} from '../domain/survey.ts'
import type { FoundTheme, Mention, ThemeModel, ThemeQuality } from '../domain/theme.ts'
import type { ScoreChoices, WebhookFetch, WebhookSource } from '../domain/webhook.ts'

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

/** A page of a list; `next` goes into the next request, null at the end. */
export type Page<T, Position = string> = {
  readonly entries: readonly T[]
  readonly next: Position | null
}

/** Amount of one metric on one day (UTC). */
export type UsageDay = { readonly day: string; readonly metric: string; readonly amount: number }

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

/** Responses to keep, in one step that happens wholly or not at all. */
export type ResponseBatch = {
  readonly responses: readonly TaggedResponse[]
  readonly receivedAt: string
  readonly importId: string | null
  readonly usage: readonly UsageDay[]
  /** Chunk of an import that the batch completes. */
  readonly importChunk?: ImportChunk | undefined
  /** Kept with the batch as the answer to the request with this key. */
  readonly idempotency?: { readonly key: string; readonly answer: string } | undefined
}

/** A chunk of an import, noted as done together with its responses. */
export type ImportChunk = {
  readonly importId: string
  /** From 0. */
  readonly chunk: number
  readonly rowCount: number
  readonly acceptedCount: number
  readonly rejected: readonly RejectedResponse[]
  readonly at: string
}

/** Tags that replace those of a response, unless the response changed or was corrected meanwhile. */
export type Retag = TaggedResponse & {
  readonly position: number
  /** The review that this one replaces, null for none; without it the review stays the same. */
  readonly reviewBefore?: Review | null | undefined
}

/** State of a request with an `Idempotency-Key`. */
export type Claim =
  | { readonly state: 'claimed' }
  | {
      readonly state: 'running' | 'done'
      readonly requestHash: string
      readonly answer: string | null
    }

/** Responses of one group, or of one group and one respondent or account that answered more than once. */
export type GroupCount = {
  readonly group: Omit<ResponseGroup, 'key'>
  /** Of the group, for `listMentions`. */
  readonly groupPosition: number
  readonly cluster: string | null
  readonly responseCount: number
}

export type ThemeListRow = {
  readonly dataVersion: number
  readonly modelVersion: number | null
  readonly body: string
  readonly computedAt: string
}

/** One response as reports count it: everything but the comment and what was read from it. */
export type ColumnRow = readonly [
  groupPk: number,
  id: string,
  score: number | null,
  atMs: number | null,
  respondentId: string | null,
  accountId: string | null,
  role: string | null,
  segments: Readonly<Record<string, SegmentValue>> | null,
]

/** A group with the number that rows name it by. */
export type NumberedGroup = Omit<ResponseGroup, 'segments'> & { readonly pk: number }

/** A report as computed last. */
export type ReportRow = Omit<ThemeListRow, 'modelVersion'>

export type NewThemeModel = {
  readonly version: number
  readonly model: ThemeModel
  readonly themes: readonly FoundTheme[]
  readonly quality: ThemeQuality | null
  readonly origin: ModelOrigin
  readonly commentCount: number
  readonly createdAt: string
}

/** Which responses to list, and how many. */
export type ResponsePage = {
  readonly filter: ResponseFilter
  readonly limit: number
  /** Position after which the page starts; null for the first page. */
  readonly after: number | null
  readonly order: 'newest' | 'oldest'
}

/** Which comments to choose quotes from. */
export type MentionSearch = {
  readonly filter: ResponseFilter
  readonly limit: number
  /** Only responses that these groups count, which must be groups that the filter lets through. */
  readonly groupPositions?: readonly number[]
}

/** A comment that tells of a theme, for choosing quotes. */
export type MentionRow = {
  readonly responseId: string
  /** Group that counts the response. */
  readonly groupPosition: number
  readonly comment: string
  readonly mentions: readonly Mention[]
}

/** Settings that are kept apart from those of the survey. */
export type DocumentKind = 'case-routes' | 'benchmarks' | 'alert-silences' | 'alert-state'

export type SurveyDocument = { readonly body: string; readonly updatedAt: string }

/** All that belongs to one survey; `survey` is as it was when opened. */
export type SurveyData = {
  readonly survey: Survey
  changeSettings(settings: SurveySettings, at: string): Promise<void>

  /** Keeps responses; those with a known id are replaced. */
  saveResponses(batch: ResponseBatch): Promise<void>
  /** Replaces tags of responses that are still the same. */
  retagResponses(retags: readonly Retag[]): Promise<void>
  /** Of these ids, those that are kept already. */
  knownIds(ids: readonly string[]): Promise<ReadonlySet<string>>
  findResponse(id: string): Promise<StoredResponse | null>
  listResponses(page: ResponsePage): Promise<Page<StoredResponse, number>>
  /** Names of the segment fields that responses have, sorted. */
  listSegmentFields(): Promise<readonly string[]>
  /** Responses tagged under another version than the current one, oldest first. */
  listOutdated(modelVersion: number, limit: number): Promise<readonly StoredResponse[]>
  /** @returns false when there was none */
  deleteResponse(id: string): Promise<boolean>
  /** Of these ids, the responses that a person has looked at. */
  findReviews(ids: readonly string[]): Promise<readonly KeptReview[]>
  /** Responses that a person has looked at, by arrival, after the position `after`. */
  listReviewed(limit: number, after: number | null): Promise<Page<StoredResponse, number>>

  /** Counts by group, sorted by group key and cluster; costs by groups unless the filter needs rows. */
  countGroups(filter: ResponseFilter): Promise<readonly GroupCount[]>
  /** All groups of the survey, in no order. */
  listGroups(): Promise<readonly NumberedGroup[]>
  /** Responses in pages, without their comments, in the order of arrival. */
  listColumns(filter: ResponseFilter): AsyncIterable<readonly ColumnRow[]>
  /** Usable comments, and those of them that mention no theme but this one. */
  countComments(
    otherThemeId: string
  ): Promise<{ readonly commentCount: number; readonly otherCount: number }>
  /**
   * Comments with their mentions, the newest first.
   *
   * Without `groupPositions` a filter on declared segments is asked of the newest `limit` comments only.
   */
  listMentions(search: MentionSearch): Promise<readonly MentionRow[]>

  /** The version of the theme model; the current one without a number. */
  findModel(version?: number): Promise<ThemeModelVersion | null>
  /** Adds a version and makes it current. @returns false when the version exists already */
  addModel(model: NewThemeModel): Promise<boolean>
  /** Adds themes that a version did not show before. */
  addThemes(version: number, themes: readonly FoundTheme[]): Promise<void>
  listThemes(version: number): Promise<readonly FoundTheme[]>
  /** Themes as the latest version showed them that had them. */
  findThemes(ids: readonly string[]): Promise<readonly FoundTheme[]>

  createImport(
    added: Pick<SurveyImport, 'id' | 'fileName' | 'byteCount' | 'columns' | 'mapping' | 'createdAt'>
  ): Promise<void>
  findImport(id: string): Promise<SurveyImport | null>
  /** The newest first, after the import `after`. */
  listImports(limit: number, after: string | null): Promise<Page<SurveyImport>>
  setImportState(
    id: string,
    change: { readonly state: ImportState; readonly error: string | null; readonly at: string }
  ): Promise<void>
  /** By row, after the row `after`. */
  listRejectedRows(
    id: string,
    page: { readonly limit: number; readonly after: number | null }
  ): Promise<Page<RejectedResponse, number>>

  createWebhookSource(source: WebhookSource, secret: string): Promise<void>
  /** With the responses that were announced and not fetched yet. */
  listWebhookSources(): Promise<
    readonly { readonly source: WebhookSource; readonly fetches: readonly WebhookFetch[] }[]
  >
  /** @returns false when there was none */
  deleteWebhookSource(id: string): Promise<boolean>

  findThemeList(filterKey: string): Promise<ThemeListRow | null>
  /** What it was computed from and when, without its body. */
  findThemeListVersion(
    filterKey: string
  ): Promise<Pick<ThemeListRow, 'dataVersion' | 'computedAt'> | null>
  /** Keeps a list unless a newer one is kept; the oldest go when a survey has very many. */
  saveThemeList(filterKey: string, list: ThemeListRow): Promise<void>

  /** The report kept under a key. */
  findReport(key: string): Promise<ReportRow | null>
  /** Keeps a report unless a newer one is there, or it is too long to be kept. */
  saveReport(key: string, report: ReportRow): Promise<void>
  /** Adds a rule or changes the one with this id. */
  saveRule(rule: KeptRule): Promise<void>
  findRule(id: string): Promise<KeptRule | null>
  /** The oldest first. */
  listRules(): Promise<readonly KeptRule[]>
  /** @returns false when there was none */
  deleteRule(id: string): Promise<boolean>
  /** Of these keys of events, those that are kept already. */
  knownEvents(keys: readonly string[]): Promise<ReadonlySet<string>>
  /** Queues deliveries but those of events that are kept already; what a pause holds back is kept as held. */
  addDeliveries(deliveries: readonly NewDelivery[]): Promise<void>
  /** The newest first. */
  listDeliveries(page: {
    readonly limit: number
    readonly after: number | null
    readonly ruleId?: string | undefined
    readonly state?: DeliveryState | undefined
  }): Promise<Page<LoggedDelivery, number>>
  /** Responses that a caller wrote at this time or later, in the order of arrival after `after`. */
  listReceived(page: {
    readonly since: string
    readonly limit: number
    readonly after: number | null
  }): Promise<Page<StoredResponse, number>>
  /** Puts these outcomes in the place of all that were kept. */
  replaceOutcomes(outcomes: readonly Outcome[]): Promise<void>
  listOutcomes(): Promise<readonly Outcome[]>
  /** Puts this list in the place of the one that was kept; of a repeated person the first entry counts. */
  replaceInvited(invited: readonly InvitedPerson[]): Promise<void>
  listInvited(): Promise<readonly InvitedPerson[]>
  /** A small setting of its own, such as the routes of cases; JSON. */
  findDocument(kind: DocumentKind): Promise<SurveyDocument | null>
  saveDocument(kind: DocumentKind, document: SurveyDocument): Promise<void>

  /** Claims a key for a request. A claim older than `staleBefore` that came to no end can be claimed again. */
  claimIdempotencyKey(claim: {
    readonly key: string
    readonly requestHash: string
    readonly at: string
    readonly staleBefore: string
    /** Keys claimed before are forgotten, in every survey. */
    readonly expiredBefore: string
  }): Promise<Claim>
  /** Gives a claim back after a request that stored nothing. */
  releaseIdempotencyKey(key: string): Promise<void>
}
