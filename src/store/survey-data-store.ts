import type { DeliveryState, KeptRule, LoggedDelivery, NewDelivery } from '../domain/alert.ts'
import type { KeptReview } from '../domain/correction.ts'
import type { ImportState, SurveyImport } from '../domain/import.ts'
import type { InvitedPerson, Outcome, RecordMatch } from '../domain/outcome.ts'
import type { RejectedResponse } from '../domain/response.ts'
import type {
  ResponseFilter,
  StoredResponse,
  Survey,
  SurveySettings,
  ThemeModelVersion,
} from '../domain/survey.ts'
import type { FoundTheme } from '../domain/theme.ts'
import type { WebhookFetch, WebhookSource } from '../domain/webhook.ts'
import type {
  Claim,
  ColumnRow,
  DocumentKind,
  GroupCount,
  MentionRow,
  MentionSearch,
  NewThemeModel,
  NumberedGroup,
  Page,
  ReportRow,
  ResponseBatch,
  ResponsePage,
  Retag,
  SurveyDocument,
  ThemeListRow,
} from './store-rows.ts'

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
  /** How all outcomes and all responses meet. */
  matchOutcomes(): Promise<RecordMatch>
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
