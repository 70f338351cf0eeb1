// What the typed client derives its types from: the same descriptions that make the OpenAPI document.

import type { z } from 'zod'
import type { analysisRequestSchema } from '../service/request/request-schema.ts'
import type { analyseQuerySchema, previewQuerySchema } from './file-query.ts'
import type { AlertRoutes } from './routes/alerts/alert-routes.ts'
import type { WebhookRoutes } from './routes/alerts/webhook-routes.ts'
import type { CorrectionRoutes } from './routes/corrections/correction-routes.ts'
import type { ExportRoutes } from './routes/exports/export-routes.ts'
import type { healthSchema } from './routes/health.ts'
import type { ImportRoutes } from './routes/imports/import-descriptions.ts'
import type { ActionRoutes } from './routes/insight/action-routes.ts'
import type { BroughtRoutes } from './routes/insight/brought-routes.ts'
import type { CaseRoutes } from './routes/insight/case-routes.ts'
import type { FieldRoutes } from './routes/insight/field-routes.ts'
import type { NumberRoutes } from './routes/insight/number-routes.ts'
import type { SegmentRoutes } from './routes/insight/segment-routes.ts'
import type { KeyRoutes } from './routes/keys/key-routes.ts'
import type { ReportRoutes } from './routes/surveys/report-routes.ts'
import type { ResponseRoutes } from './routes/surveys/response-routes.ts'
import type { SurveyRoutes } from './routes/surveys/survey-routes.ts'
import type { ThemeRoutes } from './routes/surveys/theme-routes.ts'
import type { ReceivingRoute, WebhookSourceRoutes } from './routes/webhooks/webhook-routes.ts'
import type { analysisSchema } from './schemas/analysis-schema.ts'
import type { previewSchema } from './schemas/preview-schema.ts'

/** The parts of a route that a client meets. */
export type RouteShape = {
  readonly method: string
  readonly path: string
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly headers?: z.ZodObject
  readonly body?: z.ZodType
  readonly rawBody?: Readonly<Record<string, string>>
  readonly answer?: z.ZodType
  readonly answerType?: string
  readonly status?: number
}

type AnalyzeRoute = {
  readonly method: 'post'
  readonly path: '/analyze' | '/v1/analyze'
  readonly body: typeof analysisRequestSchema
  readonly answer: typeof analysisSchema
}

type FileContent = Readonly<Record<string, string>>

type PreviewRoute = {
  readonly method: 'post'
  readonly path: '/v1/preview'
  readonly query: typeof previewQuerySchema
  readonly rawBody: FileContent
  readonly answer: typeof previewSchema
}

type AnalyzeFileRoute = {
  readonly method: 'post'
  readonly path: '/v1/analyze-file'
  readonly query: typeof analyseQuerySchema
  readonly body: typeof analysisRequestSchema
  readonly rawBody: FileContent
  readonly answer: typeof analysisSchema
}

type HealthRoute = {
  readonly method: 'get'
  readonly path: '/health'
  readonly answer: typeof healthSchema
}

/** Every route of the service. A route that is missing here fails `test/client`. */
export type ClientRoute =
  | AnalyzeRoute
  | PreviewRoute
  | AnalyzeFileRoute
  | HealthRoute
  | SurveyRoutes
  | ResponseRoutes
  | ThemeRoutes
  | ReportRoutes
  | SegmentRoutes
  | CaseRoutes
  | ActionRoutes
  | NumberRoutes
  | FieldRoutes
  | BroughtRoutes
  | CorrectionRoutes
  | AlertRoutes
  | WebhookRoutes
  | ImportRoutes
  | ExportRoutes
  | KeyRoutes
  | WebhookSourceRoutes
  | ReceivingRoute
