import { describe, expect, it } from 'vitest'
import { PROBLEMS, problemSchema } from '../../src/http/problem.ts'
import { analysisSchema } from '../../src/http/schemas/analysis-schema.ts'
import { ANALYSIS_EXAMPLE, REQUEST_EXAMPLE } from '../../src/http/schemas/examples.ts'
import { createTestApp } from './create-test-app.ts'

const GOOD = { id: 'good', comment: 'quick and friendly', score: 9 }

async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const problem = problemSchema.parse(await response.json())
  expect(problem.status).toBe(response.status)
  expect(problem.requestId).toBe(response.headers.get('x-request-id'))
  return problem
}

describe('POST /analyze', () => {
  it.each(['/analyze', '/v1/analyze'])('answers at %s in the documented shape', async (path) => {
    const response = await createTestApp().post(path, JSON.stringify(REQUEST_EXAMPLE))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json')
    const body = await response.json()
    expect(analysisSchema.parse(body)).toEqual(body)
  })

  it('documents an answer that its own schema accepts', () => {
    expect(analysisSchema.parse(ANALYSIS_EXAMPLE)).toEqual(ANALYSIS_EXAMPLE)
  })

  it('keeps the order of fields that the contract shows', async () => {
    const response = await createTestApp().post('/analyze', JSON.stringify({ responses: [GOOD] }))
    expect(Object.keys((await response.json()) as object)).toEqual([
      'summary',
      'themes',
      'drivers',
      'responses',
      'rejected',
      'model',
      'warnings',
      'versions',
    ])
  })

  it('rejects one bad row alone', async () => {
    const body = JSON.stringify({ responses: [GOOD, { id: 'r4', score: 11 }] })
    const response = await createTestApp().post('/analyze', body)
    expect(response.status).toBe(200)
    expect(analysisSchema.parse(await response.json()).rejected).toEqual([
      {
        index: 1,
        id: 'r4',
        pointer: '/responses/1/score',
        detail: 'expected an integer from 0 to 10, got 11',
      },
    ])
  })

  it('gives the same bytes for the same request', async () => {
    const { post } = createTestApp()
    const send = async () => (await post('/analyze', JSON.stringify(REQUEST_EXAMPLE))).text()
    expect(await send()).toBe(await send())
  })

  it('leaves no comment and no id in the log', async () => {
    const { post, log } = createTestApp()
    const body = { responses: [{ id: 'pat-id', comment: 'secret words', score: 9 }, { id: 5.5 }] }
    await post('/analyze', JSON.stringify(body))
    expect(JSON.stringify(log)).not.toMatch(/secret|pat-id/)
    expect(log).toContainEqual({
      level: 'info',
      event: 'analysis',
      responseCount: 1,
      rejectedCount: 1,
      themeCount: 0,
      requestId: 'request-1',
    })
  })
})

describe('a request that cannot be read', () => {
  it.each([
    ['{"responses": [', 'as if a bracket or quote were left open'],
    ['{"responses": [}', 'the first mistake is in line 1, column 16'],
    ['{\n "a": secret words}', 'the first mistake is in line 2, column 7'],
    ['', 'got an empty body'],
  ])('of unreadable JSON %j is 400 and says where', async (text, detail) => {
    const response = await createTestApp().post('/analyze', text)
    expect(response.status).toBe(400)
    const problem = await problemOf(response)
    expect(problem.type).toBe('/docs#problem-unreadable-request')
    expect(problem.detail).toContain(detail)
    expect(JSON.stringify(problem)).not.toContain('secret')
  })

  it('in Windows-1252 is 400 and told to send UTF-8', async () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('{"responses":[{"id":"caf'), 0xe9])
    const response = await createTestApp().post('/analyze', bytes)
    expect(response.status).toBe(400)
    expect((await problemOf(response)).detail).toContain('UTF-8')
  })

  it.each(['text/csv', 'multipart/form-data; boundary=x', 'application/jsonp'])(
    'of content type %s is 415',
    async (type) => {
      const response = await createTestApp().post('/analyze', '{}', { 'content-type': type })
      expect(response.status).toBe(415)
      expect((await problemOf(response)).detail).toContain('application/json')
    }
  )

  it('that is compressed is 415 and says so', async () => {
    const headers = { 'content-encoding': 'gzip' }
    const response = await createTestApp().post('/analyze', '{}', headers)
    expect(response.status).toBe(415)
    expect((await problemOf(response)).detail).toContain('got "gzip"; send it uncompressed')
  })

  it('with a charset or a suffix in its content type is read', async () => {
    const { post } = createTestApp()
    const body = JSON.stringify({ responses: [GOOD] })
    for (const type of ['application/json; charset=utf-8', 'application/vnd.api+json']) {
      expect((await post('/analyze', body, { 'content-type': type })).status).toBe(200)
    }
  })

  it('longer than 10 MB is 413, whether or not it says its length', async () => {
    const { post } = createTestApp()
    const long = JSON.stringify({ responses: [{ ...GOOD, mood: 'x'.repeat(10_000_000) }] })
    const said = await post('/analyze', long, { 'content-length': String(long.length) })
    expect(said.status).toBe(413)
    const unsaid = await post('/analyze', long)
    expect(unsaid.status).toBe(413)
    expect((await problemOf(unsaid)).detail).toMatch(/at most 10 MB; send fewer responses/)
  })
})

describe('a request that is not valid', () => {
  it.each([
    ['an empty list', { responses: [] }, 'invalid-request'],
    ['an unknown option', { responses: [GOOD], colour: 'red' }, 'invalid-request'],
    ['no acceptable row', { responses: [{ id: 'a', score: 11 }] }, 'no-acceptable-response'],
    [
      '5,001 responses',
      { responses: Array.from({ length: 5_001 }, (_, i) => ({ id: `${i}` })) },
      'invalid-request',
    ],
  ])('with %s is 422 with pointers', async (_, body, code) => {
    const response = await createTestApp().post('/analyze', JSON.stringify(body))
    expect(response.status).toBe(422)
    const problem = await problemOf(response)
    expect(problem.type).toBe(`/docs#problem-${code}`)
    expect(problem.errors?.length).toBeGreaterThan(0)
  })

  it('has a title and a section in the documents for every code', async () => {
    const page = await (await createTestApp().app.request('/docs')).text()
    for (const [code, { title }] of Object.entries(PROBLEMS)) {
      expect(page).toContain(`id="problem-${code}"`)
      expect(page).toContain(title)
    }
  })
})

describe('a mistake of ours', () => {
  const broken = {
    versions: { engine: '0', sentimentModel: '0', themeModel: '0', method: '0' },
    analyse: async () => {
      throw new Error('db password is x')
    },
  }

  it('is 500 and leaks nothing but the request id', async () => {
    const { post, log } = createTestApp(broken)
    const response = await post('/analyze', JSON.stringify({ responses: [GOOD] }))
    expect(response.status).toBe(500)
    const problem = await problemOf(response)
    expect(problem.detail).toBeUndefined()
    expect(JSON.stringify(problem)).not.toContain('password')
    expect(log.some(({ error }) => String(error).includes('db password is x'))).toBe(true)
  })
})
