import { describe, expect, it } from 'vitest'
import { problemSchema } from '../../../src/http/problem.ts'
import { OPERATOR_KEY } from '../../service/stored-harness.ts'
import { createStoredApp } from './create-stored-app.ts'

describe('rate limits', () => {
  it('refuse what a key sends above its limit, with standard headers, and no other key', async () => {
    const app = createStoredApp(false, { rateLimit: { requestsPerMinute: 3 } })
    const made = await app.send('POST', '/v1/keys', {
      key: OPERATOR_KEY,
      body: { name: 'k', scopes: ['read'] },
    })
    const { secret } = (await made.json()) as { readonly secret: string }
    const answers = []
    for (let i = 0; i < 5; i++) answers.push(await app.send('GET', '/v1/surveys', { key: secret }))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429])
    expect(answers[0]?.headers.get('ratelimit')).toContain('remaining=2')
    expect(answers[0]?.headers.get('ratelimit-policy')).toBe('3;w=60')
    expect(Number(answers[3]?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(problemSchema.parse(await answers[3]?.json()).type).toContain('rate-limited')
    expect((await app.send('GET', '/v1/surveys', { key: OPERATOR_KEY })).status).toBe(200)
  })

  it('are left to the platform where it counts', async () => {
    const callers: string[] = []
    const binding = {
      async limit({ key }: { readonly key: string }) {
        callers.push(key)
        return { success: callers.length < 2 }
      },
    }
    const app = createStoredApp(false, { rateLimit: { requestsPerMinute: 3, binding } })
    const statuses = []
    for (let i = 0; i < 2; i++) {
      const answer = await app.send('GET', '/v1/surveys', { key: OPERATOR_KEY })
      statuses.push([answer.status, answer.headers.get('retry-after')])
    }
    expect(statuses).toEqual([
      [200, null],
      [429, '60'],
    ])
    expect(callers).toEqual(['operator', 'operator'])
  })

  it('do not hold up the owner of an open service', async () => {
    const app = createStoredApp(true, { rateLimit: { requestsPerMinute: 1 } })
    for (let i = 0; i < 3; i++) expect((await app.send('GET', '/v1/surveys')).status).toBe(200)
  })
})

describe('pages of other origins', () => {
  const preflight = {
    headers: { origin: 'https://dash.example', 'access-control-request-method': 'GET' },
  }

  it('may not call the service unless they are named', async () => {
    const closed = await createStoredApp().send('OPTIONS', '/v1/surveys', preflight)
    expect(closed.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('may when they are named', async () => {
    const app = createStoredApp(true, { corsOrigins: ['https://dash.example'] })
    const open = await app.send('OPTIONS', '/v1/surveys', preflight)
    expect(open.headers.get('access-control-allow-origin')).toBe('https://dash.example')
    const other = await app.send('GET', '/v1/surveys', {
      headers: { origin: 'https://evil.example' },
    })
    expect(other.headers.get('access-control-allow-origin')).toBeNull()
  })
})
