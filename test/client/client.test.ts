import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { ApiProblem, type RouteName } from 'whyscore/client'
import { createTestClient, type TestClient } from './create-test-client.ts'

/** Types make this list complete; the OpenAPI document makes the types complete. */
const ROUTES: Readonly<Record<RouteName, true>> = {
  'POST /analyze': true,
  'POST /v1/analyze': true,
  'POST /v1/preview': true,
  'POST /v1/analyze-file': true,
  'GET /health': true,
  'GET /v1/surveys/{surveyId}/report.html': true,
  'GET /v1/surveys/{surveyId}/themes.csv': true,
  'POST /v1/surveys/{surveyId}/scenarios': true,
  'GET /v1/surveys': true,
  'POST /v1/surveys': true,
  'GET /v1/surveys/{surveyId}': true,
  'PATCH /v1/surveys/{surveyId}': true,
  'DELETE /v1/surveys/{surveyId}': true,
  'GET /v1/surveys/{surveyId}/responses': true,
  'POST /v1/surveys/{surveyId}/responses': true,
  'GET /v1/surveys/{surveyId}/responses/{responseId}': true,
  'DELETE /v1/surveys/{surveyId}/responses/{responseId}': true,
  'DELETE /v1/respondents/{respondentId}': true,
  'GET /v1/surveys/{surveyId}/themes': true,
  'GET /v1/surveys/{surveyId}/themes/{themeId}': true,
  'GET /v1/surveys/{surveyId}/summary': true,
  'POST /v1/surveys/{surveyId}/theme-discoveries': true,
  'GET /v1/surveys/{surveyId}/theme-edits': true,
  'POST /v1/surveys/{surveyId}/theme-edits': true,
  'GET /v1/surveys/{surveyId}/segments': true,
  'GET /v1/surveys/{surveyId}/accounts': true,
  'GET /v1/surveys/{surveyId}/accounts/{accountId}': true,
  'GET /v1/surveys/{surveyId}/trends': true,
  'GET /v1/surveys/{surveyId}/cases': true,
  'GET /v1/surveys/{surveyId}/promoters': true,
  'GET /v1/surveys/{surveyId}/passives': true,
  'GET /v1/surveys/{surveyId}/action-plan': true,
  'GET /v1/surveys/{surveyId}/quadrants': true,
  'GET /v1/surveys/{surveyId}/written-summary': true,
  'GET /v1/surveys/{surveyId}/requests': true,
  'GET /v1/surveys/{surveyId}/departments': true,
  'GET /v1/surveys/{surveyId}/cautions': true,
  'GET /v1/surveys/{surveyId}/impact': true,
  'GET /v1/surveys/{surveyId}/ratings': true,
  'GET /v1/surveys/{surveyId}/weighting': true,
  'GET /v1/surveys/{surveyId}/retention': true,
  'GET /v1/surveys/{surveyId}/case-routes': true,
  'PUT /v1/surveys/{surveyId}/case-routes': true,
  'GET /v1/surveys/{surveyId}/correlations': true,
  'GET /v1/surveys/{surveyId}/prediction': true,
  'GET /v1/surveys/{surveyId}/groups': true,
  'GET /v1/surveys/{surveyId}/theme-contrasts': true,
  'GET /v1/surveys/{surveyId}/theme-pairs': true,
  'GET /v1/surveys/{surveyId}/comparisons': true,
  'GET /v1/surveys/{surveyId}/changes': true,
  'GET /v1/surveys/{surveyId}/action-effect': true,
  'GET /v1/surveys/{surveyId}/forecast': true,
  'GET /v1/surveys/{surveyId}/outcomes': true,
  'GET /v1/surveys/{surveyId}/invited': true,
  'GET /v1/surveys/{surveyId}/benchmarks': true,
  'PUT /v1/surveys/{surveyId}/outcomes': true,
  'PUT /v1/surveys/{surveyId}/invited': true,
  'PUT /v1/surveys/{surveyId}/benchmarks': true,
  'GET /v1/surveys/{surveyId}/corrections': true,
  'GET /v1/surveys/{surveyId}/responses/{responseId}/corrections': true,
  'PUT /v1/surveys/{surveyId}/responses/{responseId}/corrections': true,
  'DELETE /v1/surveys/{surveyId}/responses/{responseId}/corrections': true,
  'GET /v1/surveys/{surveyId}/alert-rules': true,
  'POST /v1/surveys/{surveyId}/alert-rules': true,
  'GET /v1/surveys/{surveyId}/alert-rules/{ruleId}': true,
  'PUT /v1/surveys/{surveyId}/alert-rules/{ruleId}': true,
  'DELETE /v1/surveys/{surveyId}/alert-rules/{ruleId}': true,
  'POST /v1/surveys/{surveyId}/alert-rules/{ruleId}/test': true,
  'GET /v1/surveys/{surveyId}/alert-silences': true,
  'PUT /v1/surveys/{surveyId}/alert-silences': true,
  'GET /v1/surveys/{surveyId}/deliveries': true,
  'GET /v1/webhooks': true,
  'POST /v1/webhooks': true,
  'DELETE /v1/webhooks/{webhookId}': true,
  'POST /v1/webhooks/{webhookId}/test': true,
  'GET /v1/surveys/{surveyId}/imports': true,
  'POST /v1/surveys/{surveyId}/imports': true,
  'POST /v1/surveys/{surveyId}/import-previews': true,
  'GET /v1/surveys/{surveyId}/imports/{importId}': true,
  'GET /v1/surveys/{surveyId}/imports/{importId}/events': true,
  'GET /v1/surveys/{surveyId}/imports/{importId}/rejected.csv': true,
  'GET /v1/surveys/{surveyId}/exports.csv': true,
  'GET /v1/surveys/{surveyId}/exports.jsonl': true,
  'GET /v1/usage': true,
  'GET /v1/keys': true,
  'POST /v1/keys': true,
  'DELETE /v1/keys/{keyId}': true,
  'GET /v1/surveys/{surveyId}/webhook-sources': true,
  'POST /v1/surveys/{surveyId}/webhook-sources': true,
  'DELETE /v1/surveys/{surveyId}/webhook-sources/{sourceId}': true,
  'POST /v1/webhooks-in/{sourceId}': true,
}

const params = { surveyId: 'wave' }
const push = (ids: readonly string[]) => ({
  params,
  body: { responses: ids.map((id) => ({ id, score: 3, comment: 'The price is dear' })) },
})

async function withSurvey(test: TestClient): Promise<TestClient> {
  await test.client.call('POST /v1/surveys', { body: { id: 'wave', segmentFields: ['plan'] } })
  await test.client.call('POST /v1/surveys/{surveyId}/responses', push(['r1', 'r2', 'r3']))
  test.requests.length = 0
  return test
}

const caught = (promise: Promise<unknown>): Promise<ApiProblem> =>
  promise.then(
    () => expect.unreachable('expected a problem'),
    (error) => error
  )

describe('the typed client', () => {
  it('knows every route of the OpenAPI document; add others to src/http/client-routes.ts', async () => {
    const { app } = createTestClient()
    const { paths } = (await (await app.send('GET', '/openapi.json')).json()) as {
      paths: Record<string, object>
    }
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`)
    )
    expect(Object.keys(ROUTES).sort()).toEqual(documented.sort())
  })

  it('is small and takes nothing of the server along', async () => {
    const { metafile, outputFiles } = await build({
      entryPoints: ['src/client/client.ts'],
      bundle: true,
      minify: true,
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'browser',
    })
    const foreign = Object.keys(metafile.inputs).filter((path) => !path.startsWith('src/client/'))
    expect(foreign).toEqual([])
    expect(gzipSync(outputFiles[0]!.contents).byteLength).toBeLessThan(2_500)
  })

  it('gives answers the types of their routes', async () => {
    const { client } = await withSurvey(createTestClient())
    const list = await client.call('GET /v1/surveys/{surveyId}/themes', {
      params,
      query: { sort: 'mentions', 'segment.plan': ['basic', 'plus'], limit: 5 },
    })
    expectTypeOf(list.themes[0]?.mentionCount).toEqualTypeOf<number | undefined>()
    const survey = await client.call('GET /v1/surveys/{surveyId}', { params })
    expectTypeOf(survey.modelVersion).toEqualTypeOf<number | null>()
    expect(survey).toMatchObject({ id: 'wave', responseCount: 3 })
    // @ts-expect-error a parameter of the path is missing
    const missing = () => client.call('GET /v1/surveys/{surveyId}')
    // @ts-expect-error no such route
    const unknown = () => client.call('GET /v1/questions')
    // @ts-expect-error no such way of sorting
    const badSort = { params, query: { sort: 'colour' } } satisfies Parameters<
      typeof client.call<'GET /v1/surveys/{surveyId}/themes'>
    >[1]
    expect([missing, unknown, badSort]).toHaveLength(3)
  })

  it('escapes parameters and repeats those with several values', async () => {
    const { client, requests } = createTestClient()
    await caught(
      client.call('GET /v1/surveys/{surveyId}/responses', {
        params: { surveyId: 'a/b?c' },
        query: { 'segment.plan': ['basic', 'p&q'], q: 'ä', limit: 2 },
      })
    )
    expect(requests).toEqual([
      'GET /v1/surveys/a%2Fb%3Fc/responses?segment.plan=basic&segment.plan=p%26q&q=%C3%A4&limit=2',
    ])
  })

  it('throws problems with their code and the places of mistakes', async () => {
    const { client } = await withSurvey(createTestClient())
    const problem = await caught(
      client.call('PATCH /v1/surveys/{surveyId}', {
        params,
        body: { drivers: { minMentions: -1 } },
      })
    )
    expect(problem).toBeInstanceOf(ApiProblem)
    expect(problem).toMatchObject({ code: 'invalid-request', status: 422 })
    expect(problem.requestId).toMatch(/^request-/)
    expect(problem.errors[0]?.pointer).toBe('/drivers/minMentions')
    const missing = await caught(
      client.call('GET /v1/surveys/{surveyId}', { params: { surveyId: 'nope' } })
    )
    expect(missing).toMatchObject({ code: 'survey-not-found', status: 404 })
  })

  it('tells apart a service that is away and a proxy that knows no problem details', async () => {
    const away = createTestClient({ instead: [new TypeError('failed')], retryCount: 0 })
    expect(await caught(away.client.call('GET /health'))).toMatchObject({
      code: 'unreachable',
      status: null,
    })
    const proxy = createTestClient({
      instead: [new Response('<h1>Bad gateway</h1>', { status: 502 })],
      retryCount: 0,
    })
    expect(await caught(proxy.client.call('GET /health'))).toMatchObject({
      code: 'unknown',
      status: 502,
    })
  })

  it('sends its key, also one that is looked up at each request', async () => {
    const { app, client } = createTestClient()
    const { secret } = await client.call('POST /v1/keys', {
      body: { name: 'admin', scopes: ['admin'] },
    })
    expect(await caught(client.call('GET /v1/keys'))).toMatchObject({ status: 401 })
    let key: string | null = null
    const { client: keyed } = createTestClient({
      key: () => key,
      fetch: (address, init) => app.fetch(new Request(address, init)),
    })
    expect(await caught(keyed.call('GET /v1/keys'))).toMatchObject({ code: 'invalid-key' })
    key = secret
    expect((await keyed.call('GET /v1/keys')).keys).toHaveLength(1)
  })

  it('walks through all pages of a list', async () => {
    const { client, requests } = await withSurvey(createTestClient())
    const ids: string[] = []
    const route = 'GET /v1/surveys/{surveyId}/responses'
    const query = { limit: 2, order: 'oldest' } as const
    for await (const { id } of client.each(route, 'responses', { params, query })) ids.push(id)
    expect(ids).toEqual(['r1', 'r2', 'r3'])
    expect(requests).toHaveLength(2)
  })

  it('asks for an answer only where it changed', async () => {
    const { client } = await withSurvey(createTestClient())
    const route = 'GET /v1/surveys/{surveyId}/themes'
    const first = await client.callIfChanged(route, { params }, null)
    expect(first?.answer.surveyId).toBe('wave')
    expect(await client.callIfChanged(route, { params }, first!.etag)).toBeNull()
  })

  it('gives text for files and null for empty answers', async () => {
    const { client } = await withSurvey(createTestClient())
    const csv = await client.call('GET /v1/surveys/{surveyId}/exports.csv', { params })
    expectTypeOf(csv).toBeString()
    expect(csv.split('\n')[0]).toContain('comment')
    const gone = await client.call('DELETE /v1/surveys/{surveyId}/responses/{responseId}', {
      params: { ...params, responseId: 'r1' },
    })
    expectTypeOf(gone).toBeNull()
    expect(gone).toBeNull()
  })
})

describe('repeated requests', () => {
  const route = 'POST /v1/surveys/{surveyId}/responses'
  const lost = () => new TypeError('connection lost')

  it('come after a lost connection where they do no harm, each pause twice the one before', async () => {
    const { client, pauses } = createTestClient({ instead: [lost(), lost()] })
    await client.call('GET /v1/surveys')
    expect(pauses).toEqual([250, 500])
  })

  it('carry the same idempotency key, so that a push counts once', async () => {
    const { client, app } = await withSurvey(createTestClient())
    const instead = [lost()]
    const { client: shaky } = createTestClient({
      fetch: async (address, init) => {
        const answer = await app.fetch(new Request(address, init))
        const other = instead.shift()
        if (other) throw other
        return answer
      },
    })
    const headers = { 'idempotency-key': 'k1' }
    expect(await shaky.call(route, { ...push(['r4']), headers })).toMatchObject({
      acceptedCount: 1,
      replacedCount: 0,
    })
    const survey = await client.call('GET /v1/surveys/{surveyId}', { params })
    expect(survey.responseCount).toBe(4)
  })

  it('do not come for a push without such a key', async () => {
    const { client, pauses } = createTestClient({ instead: [lost()] })
    expect(await caught(client.call(route, push(['r1'])))).toMatchObject({ code: 'unreachable' })
    expect(pauses).toEqual([])
  })

  it('wait as long as a rate limit says', async () => {
    const limited = new Response(null, { status: 429, headers: { 'retry-after': '3' } })
    const { client, pauses } = createTestClient({ instead: [limited] })
    await client.call('GET /v1/surveys')
    expect(pauses).toEqual([3_000])
  })

  it('end with the abortion of the request, which is no problem of the service', async () => {
    const { client } = createTestClient({
      fetch: async (_, init) => {
        init.signal?.throwIfAborted()
        return new Response('{}')
      },
    })
    const error = await caught(client.call('GET /health', { signal: AbortSignal.abort() }))
    expect(error.name).toBe('AbortError')
  })
})

describe('the progress of an import', () => {
  const events = (states: readonly string[]) =>
    new Response(
      states.map((state) => `event: progress\r\ndata: {"state":"${state}"}\r\n\r\n`).join('')
    )
  const follow = async (instead: (Response | Error | null)[]) => {
    const { client, requests } = createTestClient({ instead })
    const states: string[] = []
    const progress = client.followImport({ ...params, importId: 'i1' })
    for await (const { state } of progress) states.push(state)
    return { states, requests }
  }

  it('comes step by step until the end', async () => {
    const { states, requests } = await follow([events(['queued', 'running', 'done'])])
    expect(states).toEqual(['queued', 'running', 'done'])
    expect(requests).toEqual(['GET /v1/surveys/wave/imports/i1/events'])
  })

  it('is taken up again where the connection breaks', async () => {
    const { states } = await follow([events(['running']), events([]), events(['failed'])])
    expect(states).toEqual(['running', 'failed'])
  })

  it('is a problem where connections break again and again', async () => {
    const nothing = Array.from({ length: 5 }, () => events([]))
    expect(await caught(follow(nothing))).toMatchObject({ code: 'broken-off' })
  })

  it('of a real import ends with its counts', async () => {
    const { client } = await withSurvey(createTestClient())
    const started = await client.call('POST /v1/surveys/{surveyId}/imports', {
      params,
      query: { fileName: 'wave.csv', 'column.score': 'Q1' },
      body: 'id,Q1,comment\nr9,3,The price is dear\n',
      contentType: 'text/csv',
    })
    const steps = client.followImport({ ...params, importId: started.id })
    const first = await steps.next()
    expect(first.value).toMatchObject({ id: started.id, state: 'queued' })
    await steps.return()
  })
})
