import type { DriverInput } from './driver.ts'
import type { ClausePolarity, ResponseFlag } from './reading.ts'

/** One mention: a response raises a theme with a polarity. */
export type ThemeMention = {
  readonly response: number
  readonly theme: number
  readonly polarity: ClausePolarity
}

/**
 * One analysed survey, column by column: entry `i` of every array is the same response.
 * Rows come in canonical order, so that no figure depends on the caller's order.
 */
export type SurveyColumns = Omit<DriverInput, 'clusters' | 'themes' | 'mentions'> & {
  readonly themes: readonly {
    readonly id: string
    readonly label: string
    readonly isRankable: boolean
    readonly isAffectOnly: boolean
  }[]
  readonly mentions: readonly ThemeMention[]
  readonly respondents: readonly (string | null)[]
  readonly accounts: readonly (string | null)[]
  /** As written; `insight/roles` normalises them. */
  readonly roles: readonly (string | null)[]
  /** Milliseconds since 1970-01-01 UTC. */
  readonly times: readonly (number | null)[]
}

/** A clause of a response as it may be shown: masked by the caller. */
export type ShownClause = {
  readonly text: string
  readonly polarity: ClausePolarity
  /** Signed strength in [-1, 1]. */
  readonly valence: number
  readonly themeIds: readonly string[]
}

/** What rules and case lists look at: one analysed response with its facts joined. */
export type ResponseFacts = {
  readonly id: string
  readonly respondentId: string | null
  readonly accountId: string | null
  readonly score: number | null
  readonly scoreGroup: 'detractor' | 'passive' | 'promoter' | null
  readonly time: number | null
  /** Comment valence in [-1, 1]; 0 without a comment. */
  readonly valence: number
  readonly clauses: readonly ShownClause[]
  readonly flags: readonly ResponseFlag[]
  readonly segments: Readonly<Record<string, string | number | boolean>>
}
