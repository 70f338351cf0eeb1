// The HTTP surface: routes, problem details, request ids, log lines. What an answer says is decided in service/ and analysis/.

import { OpenAPIHono } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { secureHeaders } from 'hono/secure-headers'
import { AppError } from '../domain/errors.ts'
import { describeIssue } from '../service/request/describe-issue.ts'
import type { AppEnv, AppOptions } from './app-env.ts'
import { addDocumentRoutes } from './docs/document-routes.ts'
import { notFound, toProblem } from './problem.ts'
import { createRateLimit } from './rate-limit.ts'
import { addAlertRoutes } from './routes/alerts/alert-routes.ts'
import { addWebhookTargetRoutes } from './routes/alerts/webhook-routes.ts'
import { addAnalyzeRoutes } from './routes/analyze.ts'
import { addCorrectionRoutes } from './routes/corrections/correction-routes.ts'
import { addExportRoutes } from './routes/exports/export-routes.ts'
import { addFileRoutes } from './routes/files.ts'
import { addHealthRoute } from './routes/health.ts'
import { addImportRoutes } from './routes/imports/import-routes.ts'
import { addActionRoutes } from './routes/insight/action-routes.ts'
import { addBroughtRoutes } from './routes/insight/brought-routes.ts'
import { addCaseRoutes } from './routes/insight/case-routes.ts'
import { addFieldRoutes } from './routes/insight/field-routes.ts'
import { addNumberRoutes } from './routes/insight/number-routes.ts'
import { addSegmentRoutes } from './routes/insight/segment-routes.ts'
import { addKeyRoutes } from './routes/keys/key-routes.ts'
import { addReportRoutes } from './routes/surveys/report-routes.ts'
import { addResponseRoutes } from './routes/surveys/response-routes.ts'
import { addSurveyRoutes } from './routes/surveys/survey-routes.ts'
import { addThemeRoutes } from './routes/surveys/theme-routes.ts'
import { addWebhookRoutes } from './routes/webhooks/webhook-routes.ts'

/** Headers of answers that a page of another origin may read. */
const EXPOSED_HEADERS = ['ETag', 'Location', 'RateLimit', 'Retry-After', 'X-Request-Id']

/** Request ids that a caller may choose; others are replaced. */
const REQUEST_ID = /^[\w.:-]{1,100}$/

/**
 * Builds the app that every runtime serves.
 *
 * @param given - engine, limits, log, clock and request ids
 */
export function createApp(given: AppOptions): OpenAPIHono<AppEnv> {
  const options = { ...given, limiter: createRateLimit(given.rateLimit) }
  const app = new OpenAPIHono<AppEnv>({
    defaultHook: (result, c) => {
      if (result.success) return undefined
      const errors = result.error.issues.flatMap((issue) => describeIssue(issue, undefined))
      const message = errors[0]?.detail ?? 'the request is not valid'
      return toProblem(new AppError('invalid-request', message, errors), c)
    },
  })
  app.onError(toProblem)
  app.notFound(notFound)
  app.use(requestLog(options))
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'no-referrer',
      xFrameOptions: 'DENY',
    })
  )
  const origins = options.corsOrigins ?? []
  if (origins.length > 0) app.use(cors({ origin: [...origins], exposeHeaders: EXPOSED_HEADERS }))
  addAnalyzeRoutes(app, options)
  addFileRoutes(app, options)
  addSurveyRoutes(app, options)
  addResponseRoutes(app, options)
  addThemeRoutes(app, options)
  addReportRoutes(app, options)
  addSegmentRoutes(app, options)
  addCaseRoutes(app, options)
  addActionRoutes(app, options)
  addNumberRoutes(app, options)
  addFieldRoutes(app, options)
  addBroughtRoutes(app, options)
  addCorrectionRoutes(app, options)
  addAlertRoutes(app, options)
  addWebhookTargetRoutes(app, options)
  addImportRoutes(app, options)
  addExportRoutes(app, options)
  addKeyRoutes(app, options)
  addWebhookRoutes(app, options)
  addHealthRoute(app, options)
  addDocumentRoutes(app)
  return app
}

/** Gives each request its id and writes one line when it is answered. */
function requestLog(options: AppOptions): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const asked = c.req.header('x-request-id')
    const requestId = asked && REQUEST_ID.test(asked) ? asked : options.createRequestId()
    c.set('requestId', requestId)
    c.set('log', (entry) => options.log({ ...entry, requestId }))
    const startMs = options.now()
    await next()
    c.header('X-Request-Id', requestId)
    if (!c.res.headers.has('cache-control')) c.header('Cache-Control', 'no-store')
    c.get('log')({
      level: c.res.status >= 500 ? 'error' : 'info',
      event: 'request',
      method: c.req.method,
      path: c.req.path,
      status: c.res.status,
      durationMs: Math.round(options.now() - startMs),
    })
  }
}
