/** Sign of an opinion. A clause never carries `mixed` or `undetected`; a whole comment can. */
export type ClausePolarity = 'negative' | 'neutral' | 'positive'
export type Polarity = ClausePolarity | 'mixed' | 'undetected'

/** One word, number, emoji or punctuation mark of a comment. */
export type Token = {
  /** UTF-16 offsets into the comment, end excluded. */
  readonly start: number
  readonly end: number
  /** Lower-cased form with HTML entities, apostrophes and lengthening put right; a corrected misspelling shows its correction. */
  readonly normal: string
  /** Universal part of speech (`NOUN`, `VERB`, `ADJ`, …). */
  readonly partOfSpeech: string
  readonly kind: 'word' | 'number' | 'punctuation' | 'emoji' | 'other'
  readonly isStopWord: boolean
  /** True inside the scope of a negator ("not", "never", "no"). */
  readonly isNegated: boolean
}

/** A term that decided a polarity, for `include: ["explanations"]`. */
export type Explanation = {
  readonly start: number
  readonly end: number
  /** Share of the decision, signed like valence; the largest come first. */
  readonly weight: number
}

/** A unit of text that holds at most one opinion. */
export type Clause = {
  /** UTF-16 offsets into the comment, end excluded; `comment.slice(start, end)` is the clause. */
  readonly start: number
  readonly end: number
  readonly polarity: ClausePolarity
  /** Signed strength in [-1, 1]. */
  readonly valence: number
  /** Calibrated probability that `polarity` is right, in [0, 1]. */
  readonly confidence: number
  readonly tokens: readonly Token[]
  readonly explanations: readonly Explanation[]
}

/** What kind of answer a comment is. */
export type ContentKind = 'opinion' | 'none' | 'unsupported-language'

/** A remark on a whole response that a reader may want to filter on. */
export type ResponseFlag =
  | 'score-comment-disagreement'
  | 'churn-intent'
  | 'request'
  | 'competitor'
  | 'truncated'

/** What one comment says, before themes. */
export type CommentReading = {
  /** ISO 639-1 code, or `und` when the comment is too short to tell. */
  readonly language: string
  readonly content: ContentKind
  readonly sentiment: {
    readonly polarity: Polarity
    readonly valence: number
    readonly confidence: number
  }
  /** In order of appearance; empty unless `content` is `opinion`. */
  readonly clauses: readonly Clause[]
  readonly flags: readonly ResponseFlag[]
}

/** What a reading may leave out. */
export type ReadOptions = {
  /** False leaves `Clause.explanations` empty, which is faster; true when absent. */
  readonly withExplanations?: boolean
}

/** Reads comments one at a time; the same comment and question always give the same reading. */
export type CommentReader = {
  /** Version of the sentiment model, for `versions.sentimentModel`. */
  readonly version: string
  read(
    comment: string,
    question: 'reason' | 'improve' | 'praise',
    options?: ReadOptions
  ): CommentReading
}
