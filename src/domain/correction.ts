import type { ClausePolarity, Polarity } from './reading.ts'
import type { StoredReading } from './survey.ts'
import type { Mention } from './theme.ts'

/**
 * What a person says of one response against the engine. Places are UTF-16 offsets into the comment as kept, end
 * excluded; themes are named by id, so that corrections outlive renaming and re-discovery.
 */
export type Correction =
  /** Polarity of the whole comment. */
  | { readonly op: 'comment-polarity'; readonly polarity: Exclude<Polarity, 'undetected'> }
  /** Polarity of a clause and of all its mentions. */
  | {
      readonly op: 'clause-polarity'
      readonly start: number
      readonly end: number
      readonly polarity: ClausePolarity
    }
  /** Polarity of one mention alone. */
  | {
      readonly op: 'mention-polarity'
      readonly themeId: string
      readonly start: number
      readonly end: number
      readonly polarity: ClausePolarity
    }
  /** The clause is not about the theme. */
  | {
      readonly op: 'remove-mention'
      readonly themeId: string
      readonly start: number
      readonly end: number
    }
  /** The words are about the theme. */
  | {
      readonly op: 'add-mention'
      readonly themeId: string
      readonly start: number
      readonly end: number
      readonly polarity: ClausePolarity
    }

/** A correction with its maker. */
export type MadeCorrection = Correction & {
  /** Id of the key, `operator`, or `open` where no key was needed. */
  readonly by: string
  readonly at: string
}

/** All corrections of one response. An empty list says that a person has looked and agrees. */
export type Review = {
  readonly by: string
  readonly at: string
  readonly corrections: readonly MadeCorrection[]
}

/** What the engine says of a response, kept beside what a person made of it. */
export type EngineTags = {
  readonly reading: StoredReading
  readonly mentions: readonly Mention[]
}

/** A review with the comment that it is about. */
export type KeptReview = {
  readonly responseId: string
  readonly comment: string | null
  readonly review: Review
}

/** What reviews say about the engine, added up over responses. */
export type CorrectionCounts = {
  /** Responses that a person has looked at. */
  readonly reviewedCount: number
  /** Of those, responses with at least one correction. */
  readonly correctedCount: number
  readonly correctionCount: number
  /** Clauses that the engine found in reviewed responses, and those whose polarity was changed. */
  readonly clauseCount: number
  readonly clausePolarityChangedCount: number
  /** Mentions that the engine made in reviewed responses; `other` is none. */
  readonly mentionCount: number
  readonly mentionRemovedCount: number
  readonly mentionAddedCount: number
  readonly mentionPolarityChangedCount: number
}
