import { describe, expect, it } from 'vitest'
import { problemSchema } from '../../src/http/problem.ts'
import { healthSchema } from '../../src/http/routes/health.ts'
import { createTestApp } from './create-test-app.ts'
import { createStoredApp } from './surveys/create-stored-app.ts'

describe('GET /health', () => {
  it('answers ok with versions', async () => {
    const response = await createTestApp().app.request('/health')
    expect(response.status).toBe(200)
    const body = await response.json()
    expect(healthSchema.parse(body)).toEqual(body)
    expect(body).toMatchObject({ status: 'ok' })
  })
})

describe('paths and methods that do not exist', () => {
  it('an unknown path is 404 with problem details', async () => {
    const response = await createTestApp().app.request('/nope')
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    const problem = problemSchema.parse(await response.json())
    expect(problem).toMatchObject({ type: 'about:blank', title: 'Not Found', instance: '/nope' })
  })

  it.each([
    ['GET', '/analyze', 'POST'],
    ['PUT', '/v1/analyze', 'POST'],
    ['POST', '/health', 'GET'],
    ['DELETE', '/openapi.json', 'GET'],
    ['POST', '/docs', 'GET'],
  ])('%s %s is 405 and names %s', async (method, path, allowed) => {
    const response = await createTestApp().app.request(path, { method })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe(allowed)
    problemSchema.parse(await response.json())
  })
})

describe('request ids', () => {
  it('are made when none comes, and returned', async () => {
    const response = await createTestApp().app.request('/health')
    expect(response.headers.get('x-request-id')).toBe('request-1')
  })

  it('are kept when they are well formed and replaced when not', async () => {
    const { app, log } = createTestApp()
    const ask = (id: string) => app.request('/health', { headers: { 'x-request-id': id } })
    expect((await ask('abc-123')).headers.get('x-request-id')).toBe('abc-123')
    expect((await ask('a b"c')).headers.get('x-request-id')).toBe('request-1')
    expect(log.map(({ requestId }) => requestId)).toEqual(['abc-123', 'request-1'])
  })

  it('stand in one log line per request', async () => {
    const { app, log } = createTestApp()
    await app.request('/nope')
    expect(log).toEqual([
      {
        level: 'info',
        event: 'request',
        method: 'GET',
        path: '/nope',
        status: 404,
        durationMs: 0,
        requestId: 'request-1',
      },
    ])
  })
})

describe('headers', () => {
  it.each(['/health', '/docs', '/nope'])(
    'of %s forbid scripts, frames and sniffing',
    async (path) => {
      const { headers } = await createTestApp().app.request(path)
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/)
      expect(headers.get('content-security-policy')).not.toMatch(/script-src|unsafe/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('cache-control')).toBe('no-store')
    }
  )
})

describe('the documents', () => {
  it('describe the service as OpenAPI 3.1; a changed document is a reviewed diff', async () => {
    const response = await createStoredApp().send('GET', '/openapi.json')
    const text = JSON.stringify(await response.json(), null, 2)
    await expect(`${text}\n`).toMatchFileSnapshot('../fixtures/openapi.json')
  })

  it('refer only to schemas that exist', async () => {
    const document = (await (await createTestApp().app.request('/openapi.json')).json()) as {
      openapi: string
      components: { schemas: Record<string, unknown> }
    }
    expect(document.openapi).toBe('3.1.0')
    const names = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)]
    expect(names.length).toBeGreaterThan(10)
    for (const [, name] of names) expect(document.components.schemas).toHaveProperty(name ?? '')
  })

  it('are shown on a page without a script and without anything from elsewhere', async () => {
    const { app } = createTestApp()
    const page = await (await app.request('/docs')).text()
    expect(page).toContain('POST')
    expect(page).not.toMatch(/<script|https?:\/\/|style=/)
    const style = await app.request('/docs/style.css')
    expect(style.status).toBe(200)
    expect(style.headers.get('content-type')).toContain('text/css')
  })
})
