/** An address of the caller that alerts are sent to. */
export type WebhookTarget = {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly createdAt: string
}

/** A rule as kept; `body` is what its owner decides, as JSON. */
export type KeptRule = {
  readonly id: string
  readonly targetId: string
  readonly body: string
  readonly createdAt: string
  readonly updatedAt: string
}

/** `pending` until it is delivered or given up; `held` from the start where a silence or a pause forbids it. */
export type DeliveryState = 'pending' | 'delivered' | 'failed' | 'held'

/** What is sent about one event by one rule. */
export type NewDelivery = {
  readonly id: string
  readonly ruleId: string
  readonly targetId: string
  /** Unique per event and rule; a second delivery with it is not kept. */
  readonly eventKey: string
  /** What a rule pauses about after an alert. */
  readonly pauseKey: string
  /** Alerts about the same thing since then, milliseconds since 1970, hold this one back. */
  readonly pauseFromMs: number
  /** Why it is not to be sent; null when it is, unless the store knows of a pause. */
  readonly heldFor: 'silenced' | 'paused' | null
  readonly kind: 'response' | 'spike'
  readonly responseId: string | null
  readonly respondentId: string | null
  readonly accountId: string | null
  readonly themeId: string | null
  /** JSON. */
  readonly payload: string
  readonly createdAtMs: number
}

/** A line of the delivery log. */
export type LoggedDelivery = Pick<
  NewDelivery,
  'id' | 'ruleId' | 'targetId' | 'kind' | 'responseId' | 'accountId' | 'themeId' | 'createdAtMs'
> & {
  readonly state: DeliveryState
  readonly attemptCount: number
  /** Null once it has ended. */
  readonly nextAtMs: number | null
  readonly endedAtMs: number | null
  /** HTTP status of the last answer; null without one. */
  readonly lastStatus: number | null
  readonly lastError: string | null
  readonly latencyMs: number | null
}

/** A delivery that its claimer, and no other, is to send now. */
export type ClaimedDelivery = {
  readonly id: string
  readonly payload: string
  /** Attempts with this one; guards the outcome against a claimer who came too late. */
  readonly attempt: number
  readonly targetId: string
  readonly url: string
  /** As kept: sealed. */
  readonly secret: string
}

/** What became of one attempt. */
export type DeliveryOutcome = {
  readonly state: DeliveryState
  readonly nextAtMs: number
  readonly status: number | null
  readonly error: string | null
  readonly latencyMs: number
  readonly endedAtMs: number | null
}
