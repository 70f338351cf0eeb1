/** The shapes that a client of the API meets, for the page and for typed clients. */
export type {
  AnalysedResponse,
  AnalysedTheme,
  Analysis,
  Quote,
} from '../domain/analysis.ts'
export type { ScenarioResult, SummaryFigures } from '../domain/driver.ts'
export type {
  EffectEstimate,
  IntervalEstimate,
  ThemeEffects,
  ThemeFlag,
  ThemeStatus,
  Warning,
} from '../domain/effect.ts'
export type { ClausePolarity, Polarity, ResponseFlag } from '../domain/reading.ts'
export type {
  Question,
  RejectedResponse,
  SegmentValue,
  SurveyResponse,
} from '../domain/response.ts'
export type { Scale, ScaleName, ScoreGroup } from '../domain/scale.ts'
export type { Mention, ThemeModel } from '../domain/theme.ts'
export type { FilePreview, PreviewColumn } from '../service/preview-file.ts'
export type { ColumnField } from '../service/read-file/column-words.ts'
export type { ThemeChange } from '../service/request/theme-schema.ts'
