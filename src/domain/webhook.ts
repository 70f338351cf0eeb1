/** Survey tools whose webhooks are understood. */
export type WebhookProvider = 'typeform' | 'formbricks'

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
  readonly createdAt: string
}
