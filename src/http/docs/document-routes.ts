import type { OpenAPIHono } from '@hono/zod-openapi'
import { explainEffects } from '../../service/explain-effects.ts'
import type { AppEnv } from '../app-env.ts'
import { methodNotAllowed } from '../problem.ts'
import { DOCS_STYLE } from './docs-style.ts'
import { type ApiDocument, renderDocs } from './render-docs.ts'

const INFO = {
  openapi: '3.1.0',
  info: {
    title: 'Whyscore',
    version: '0.1.0',
    license: { name: 'MIT', identifier: 'MIT' },
    description:
      'Reads the comments behind recommend scores and ranks themes by their effect on the share of detractors. Shares are fractions in [0, 1], points are NPS points in [-100, 100], offsets are UTF-16 code units into the comment as sent. Effects are associations with intervals, not proof of cause.',
  },
  tags: [
    { name: 'Analysis' },
    { name: 'Surveys' },
    { name: 'Responses' },
    { name: 'Imports' },
    { name: 'Themes' },
    { name: 'Corrections' },
    { name: 'Keys' },
    { name: 'Service' },
    { name: 'Effects', description: explainEffects() },
  ],
}

/** Adds `GET /openapi.json` and the page that shows it. The page has no script and loads nothing from elsewhere. */
export function addDocumentRoutes(app: OpenAPIHono<AppEnv>): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
    description:
      'A key made with `POST /v1/keys`. On loopback none is needed until the first is made',
  })
  const document = () => app.getOpenAPI31Document(INFO) as unknown as ApiDocument
  app.get('/openapi.json', (c) => c.json(document(), 200))
  app.get('/docs', (c) => c.html(renderDocs(document())))
  app.get('/docs/style.css', (c) =>
    c.body(DOCS_STYLE, 200, { 'content-type': 'text/css; charset=utf-8' })
  )
  for (const path of ['/openapi.json', '/docs', '/docs/style.css']) {
    app.all(path, (c) => methodNotAllowed(c, 'GET'))
  }
}
