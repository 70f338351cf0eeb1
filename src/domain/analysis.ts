import type { ScenarioResult, SummaryFigures, ThemeFigures } from './driver.ts'
import type { Warning } from './effect.ts'
import type { ClausePolarity, ContentKind, Explanation, Polarity, ResponseFlag } from './reading.ts'
import type { Question, RejectedResponse, SurveyResponse } from './response.ts'
import type { Scale, ScoreGroup } from './scale.ts'
import type { Mention, TaxonomyChoice, ThemeModel, ThemeQuality, ThemeSource } from './theme.ts'

/** Parts of an analysis that can be left out or asked for. */
export type IncludePart = 'responses' | 'quotes' | 'model' | 'explanations'

/** A checked request: defaults filled in, responses acceptable. */
export type AnalysisRequest = {
  readonly question: Question
  readonly scale: Scale
  readonly responses: readonly SurveyResponse[]
  /** Responses that the reader of the request refused; passed through to the result. */
  readonly rejected: readonly RejectedResponse[]
  readonly themes: {
    readonly taxonomy: TaxonomyChoice
    readonly discover: boolean
    readonly maxThemes: number
    readonly model: ThemeModel | null
  }
  readonly drivers: {
    readonly adjustFor: readonly string[]
    readonly confLevel: number
    readonly minMentions: number
    readonly scenario?: Readonly<Record<string, number>> | undefined
  }
  readonly include: readonly IncludePart[]
  readonly seed: number
}

/** A telling clause of a theme, with personal data masked. */
export type Quote = {
  readonly responseId: string
  /** The clause, masked; offsets refer to the comment as sent. */
  readonly text: string
  readonly start: number
  readonly end: number
  readonly polarity: ClausePolarity
}

export type AnalysedTheme = {
  readonly id: string
  readonly label: string
  readonly source: ThemeSource
  readonly parentId: string | null
  /** What counts as a mention; null for discovered themes, which nobody has defined. */
  readonly description?: string | null
  /** The theme that it can least be told apart from; only with the flag `collinear`. */
  readonly overlapsWith?: { readonly id: string; readonly label: string }
} & ThemeFigures & { readonly quotes?: readonly Quote[] }

export type AnalysedResponse = {
  readonly id: string
  readonly scoreGroup: ScoreGroup | null
  readonly language: string
  readonly content: ContentKind
  readonly sentiment: {
    readonly polarity: Polarity
    readonly valence: number
    readonly confidence: number
  }
  readonly mentions: readonly Mention[]
  readonly flags: readonly ResponseFlag[]
  readonly explanations?: readonly Explanation[]
}

export type Versions = {
  readonly engine: string
  readonly sentimentModel: string
  readonly themeModel: string
  readonly method: string
}

/** The answer of `POST /analyze` and of `whyscore analyze --format json`. */
export type Analysis = {
  readonly summary: SummaryFigures & ThemeQuality
  readonly themes: readonly AnalysedTheme[]
  readonly drivers: Readonly<Record<string, unknown>>
  readonly scenario?: ScenarioResult
  readonly responses?: readonly AnalysedResponse[]
  readonly rejected: readonly RejectedResponse[]
  readonly model: ThemeModel | null
  readonly warnings: readonly Warning[]
  readonly versions: Versions
}

/**
 * Called as an analysis goes on; `done` of `total` comments in this stage. The analysis waits for a promise,
 * so that a listener can let the event loop send what it has written.
 */
export type ProgressListener = (
  stage: 'reading' | 'themes' | 'effects',
  done: number,
  total: number
) => void | Promise<void>

/** Runs whole analyses; built once from its resources, then frozen. */
export type Engine = {
  readonly versions: Versions
  /** Ids of all themes that a model can link comments to, edits included; absent where nobody knows. */
  themeIds?(model: ThemeModel): readonly string[]
  analyse(request: AnalysisRequest, onProgress?: ProgressListener): Promise<Analysis>
}
