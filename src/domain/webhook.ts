/** Survey tools whose webhooks are understood. */
export type WebhookProvider = 'typeform' | 'formbricks' | 'surveymonkey'

/** Where the data of a SurveyMonkey account are. */
export type DataCenter = 'us' | 'eu' | 'ca'

/** Which question of the survey tool holds what; by its id or reference there. */
export type WebhookFields = {
  readonly score?: string | undefined
  readonly comment?: string | undefined
}

/** An address that a survey tool sends responses to. */
export type WebhookSource = {
  readonly id: string
  readonly provider: WebhookProvider
  readonly fields: WebhookFields
  /** Of SurveyMonkey only. */
  readonly dataCenter?: DataCenter | undefined
  /** Id of the survey there, of SurveyMonkey only. */
  readonly toolSurveyId?: string | undefined
  readonly createdAt: string
}

/** A response that a survey tool announced, while it has not been fetched. */
export type WebhookFetch = {
  readonly sourceId: string
  readonly responseId: string
  readonly attemptCount: number
  /** Why the last attempt failed; null before the first. */
  readonly error: string | null
  /** True when no more attempts are made. */
  readonly isOver: boolean
  readonly updatedAt: string
}

/** Question → choice → score, as the survey tool defines them. */
export type ScoreChoices = Readonly<Record<string, Readonly<Record<string, number>>>>
