import { beforeEach, describe, expect, it } from 'vitest'
import {
  createdWebhookSchema,
  deliveryPageSchema,
  keptRuleSchema,
  ruleListSchema,
  testResultSchema,
  webhookListSchema,
} from '../../../src/http/schemas/alert-schema.ts'
import { runTask } from '../../../src/service/surveys/run-task.ts'
import { isSignedAsStandard } from '../../../src/service/webhooks/verify-signature.ts'
import { createStoredApp, type StoredApp } from '../surveys/create-stored-app.ts'

const SURVEY = '/v1/surveys/wave'
const PACE = { maxChunks: 1, goesOn: async () => true }

let app: StoredApp
let webhookId = ''
let secret = ''

beforeEach(async () => {
  app = createStoredApp()
  await app.send('POST', '/v1/surveys', { body: { id: 'wave', themes: { discover: false } } })
  const body = { url: 'https://hooks.example.com/care', name: 'Care' }
  const made = await app.send('POST', '/v1/webhooks', { body })
  expect(made.status).toBe(201)
  const created = createdWebhookSchema.parse(await made.json())
  webhookId = created.id
  secret = created.secret
})

const ruleBody = (more: object = {}) => ({
  kind: 'response',
  name: 'Very unhappy',
  webhookId,
  when: { scoreAtMost: 3 },
  ...more,
})

async function makeRule(more: object = {}) {
  const made = await app.send('POST', `${SURVEY}/alert-rules`, { body: ruleBody(more) })
  expect(made.status).toBe(201)
  app.passMs(1)
  return keptRuleSchema.parse(await made.json())
}

async function push(...responses: readonly object[]) {
  const pushed = await app.send('POST', `${SURVEY}/responses`, { body: { responses } })
  expect(pushed.status).toBe(200)
}

/** Does what a background thread or a queue would do. */
async function work() {
  for (const task of app.tasks.splice(0)) await runTask(app.context, task, PACE)
  return app.stored.deliverDue(100)
}

const payloads = () => app.sent.map(({ body }) => JSON.parse(body))
const log = async (query = '') =>
  deliveryPageSchema.parse(await (await app.send('GET', `${SURVEY}/deliveries${query}`)).json())
    .deliveries

const LOW = { id: 'r1', score: 2, comment: 'Support was slow', accountId: 'acme' }

describe('alert rules', () => {
  it('send a signed message for each response that meets the conditions', async () => {
    const rule = await makeRule()
    await push(LOW, { id: 'r2', score: 9 })
    await work()
    expect(app.sent).toHaveLength(1)
    const [request] = app.sent
    expect(request?.url).toBe('https://hooks.example.com/care')
    expect(payloads()[0]).toEqual({
      type: 'alert',
      timestamp: expect.any(String),
      data: {
        surveyId: 'wave',
        ruleId: rule.id,
        ruleName: 'Very unhappy',
        kind: 'response',
        reasons: ['score 2, at most 3'],
        responseId: 'r1',
        accountId: 'acme',
        themeId: 'support',
        score: 2,
        team: 'Customer care',
      },
    })
    const header = (name: string) => request?.headers[name]
    const body = new TextEncoder().encode(request?.body)
    const nowMs = app.context.nowMs()
    expect(await isSignedAsStandard(body, secret, { header, nowMs })).toBe(true)
    expect(await isSignedAsStandard(body, 'whsec_AAAA', { header, nowMs })).toBe(false)
    expect(await log()).toMatchObject([
      { state: 'delivered', lastStatus: 204, latencyMs: 5, attemptCount: 1, responseId: 'r1' },
    ])
  })

  it('send once per event and rule, however often a response comes and whoever looks', async () => {
    await makeRule()
    await makeRule({ name: 'Second' })
    await push(LOW)
    const tasks = [...app.tasks]
    await Promise.all([...tasks, ...tasks].map((task) => runTask(app.context, task, PACE)))
    await push(LOW)
    await Promise.all([work(), app.stored.deliverDue(100), app.stored.deliverDue(100)])
    expect(
      payloads()
        .map(({ data }) => data.ruleName)
        .sort()
    ).toEqual(['Second', 'Very unhappy'])
  })

  it('look at what arrives from now on, and not at answers of long ago', async () => {
    await push(LOW)
    await work()
    app.passMs(5)
    await makeRule()
    await push({ ...LOW, id: 'old', at: '2025-01-01' }, { ...LOW, id: 'new', at: '2026-02-27' })
    await work()
    expect(payloads().map(({ data }) => data.responseId)).toEqual(['new'])
  })

  it('tell of themes, polarity, flags and segments, to the team of the routes', async () => {
    await app.send('PUT', `${SURVEY}/case-routes`, {
      body: { rows: [{ team: 'Desk', themeIds: ['support'] }], defaultTeam: 'Care' },
    })
    await makeRule({
      when: { themeIds: ['support'], polarity: 'negative', segments: { plan: ['basic'] } },
    })
    await push(
      { ...LOW, segments: { plan: 'basic' } },
      { ...LOW, id: 'r2', segments: { plan: 'plus' } },
      { id: 'r3', comment: 'Support was fast', segments: { plan: 'basic' } }
    )
    await work()
    expect(payloads().map(({ data }) => [data.responseId, data.themeId, data.team])).toEqual([
      ['r1', 'support', 'Desk'],
    ])
  })

  it('never send a comment unless they are told to, and then masked', async () => {
    await makeRule({ when: { themeIds: ['support'] } })
    await makeRule({ when: { themeIds: ['support'] }, includeQuotes: true })
    await push({ ...LOW, comment: 'Support of Ann was slow, mail me at ann@example.com' })
    await work()
    const quotes = payloads().map(({ data }) => data.quote)
    expect(quotes.filter((quote) => quote === undefined)).toHaveLength(1)
    const [quote] = quotes.filter((each) => each !== undefined)
    expect(quote).toContain('Support')
    expect(quote).not.toContain('ann@example.com')
  })

  it('pause about the same account, and speak again when the pause is over', async () => {
    await makeRule({ pauseMinutes: 60 })
    await push(LOW, { ...LOW, id: 'r2' })
    await work()
    await push({ ...LOW, id: 'r3' }, { ...LOW, id: 'r4', accountId: 'zeta' })
    await work()
    app.passMs(61 * 60_000)
    await push({ ...LOW, id: 'r5' })
    await work()
    expect(payloads().map(({ data }) => data.responseId)).toEqual(['r1', 'r4', 'r5'])
    const held = await log('?state=held')
    expect(held.map(({ responseId, lastError }) => [responseId, lastError])).toEqual([
      ['r3', 'paused'],
      ['r2', 'paused'],
    ])
  })

  it('are silent where they are told to: a rule, a survey, an account', async () => {
    const until = '2026-03-01T12:00:00Z'
    const rule = await makeRule({ silencedUntil: until })
    await push(LOW)
    await work()
    expect(app.sent).toEqual([])
    await app.send('PUT', `${SURVEY}/alert-rules/${rule.id}`, { body: ruleBody() })
    const silences = { until: null, accounts: [{ accountId: 'acme', until }] }
    await app.send('PUT', `${SURVEY}/alert-silences`, { body: silences })
    expect(await (await app.send('GET', `${SURVEY}/alert-silences`)).json()).toEqual(silences)
    await push({ ...LOW, id: 'r2' }, { ...LOW, id: 'r3', accountId: 'zeta' })
    await work()
    expect(payloads().map(({ data }) => data.responseId)).toEqual(['r3'])
    await app.send('PUT', `${SURVEY}/alert-silences`, { body: { until } })
    await push({ ...LOW, id: 'r4', accountId: 'zeta' })
    await work()
    // When the silence is over, what it held stays unsent.
    await app.send('PUT', `${SURVEY}/alert-silences`, { body: {} })
    await push({ id: 'r5', score: 9 })
    await work()
    expect(app.sent).toHaveLength(1)
    expect((await log('?state=held')).map(({ responseId }) => responseId)).toEqual([
      'r4',
      'r2',
      'r1',
    ])
  })

  it('rest while they are disabled', async () => {
    const rule = await makeRule({ isEnabled: false })
    await push(LOW)
    await work()
    app.passMs(1)
    await app.send('PUT', `${SURVEY}/alert-rules/${rule.id}`, { body: ruleBody() })
    await push({ ...LOW, id: 'r2' })
    await work()
    expect(payloads().map(({ data }) => data.responseId)).toEqual(['r2'])
  })

  it('tell of a theme that stands out in the last week that is over, once', async () => {
    await makeRule({ kind: 'spike', when: undefined, period: 'week' })
    // 2026-03-01 is a Sunday: the week that is over ended on 2026-02-22.
    const day = (week: number) => new Date(Date.UTC(2026, 1, 18) - week * 7 * 86_400_000)
    const weeks = Array.from({ length: 9 }, (_, week) =>
      Array.from({ length: 40 }, (_, i) => ({
        id: `w${week}-${i}`,
        at: day(week).toISOString(),
        score: 8,
        comment: week === 0 && i < 20 ? 'Support was slow' : 'The price is fair',
      }))
    )
    await push(...weeks.flat())
    app.tasks.push({ kind: 'alerts', workspaceId: 'default', surveyId: 'wave' })
    await work()
    app.tasks.push(...(await app.stored.alertTasks()))
    await work()
    expect(payloads().map(({ data }) => [data.kind, data.themeId, data.reasons])).toEqual([
      ['spike', 'support', ['new in 2026-W08: 20 mentions']],
    ])
  })
})

describe('deliveries', () => {
  const failing = { status: 500, error: null, latencyMs: 3 } as const

  it('are tried again with growing pauses and the same id, and then given up', async () => {
    await makeRule()
    await push(LOW)
    for (let i = 0; i < 20; i++) app.hookAnswers.push(failing)
    const pauses: number[] = []
    for (let next = await work(); next !== null; next = await app.stored.deliverDue(100)) {
      pauses.push(Math.round((next - app.context.nowMs()) / 1_000))
      app.passMs(next - app.context.nowMs() - 1)
      const before = app.sent.length
      await app.stored.deliverDue(100)
      expect(app.sent).toHaveLength(before)
      app.passMs(1)
    }
    expect(app.sent).toHaveLength(9)
    expect(new Set(app.sent.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    for (const [i, pause] of pauses.entries()) {
      const plain = Math.min(28_800, 10 * 4 ** i)
      expect(pause).toBeGreaterThanOrEqual(plain * 0.79)
      expect(pause).toBeLessThanOrEqual(plain * 1.21)
    }
    expect(await log('?state=failed')).toMatchObject([
      { attemptCount: 9, lastStatus: 500, lastError: 'the receiver answered 500' },
    ])
    expect(await log('?state=pending')).toEqual([])
  })

  it.each([
    [{ status: 302, error: null, latencyMs: 1 }, 'pending', /redirects are not followed/],
    [{ status: 410, error: null, latencyMs: 1 }, 'failed', /answered 410/],
    [{ status: null, error: 'no answer in time', latencyMs: 10_000 }, 'pending', /in time/],
  ] as const)('%j leaves them %s', async (answer, state, error) => {
    await makeRule()
    await push(LOW)
    app.hookAnswers.push(answer)
    await work()
    expect(await log()).toMatchObject([{ state, lastError: expect.stringMatching(error) }])
  })

  it('that a crash cut off are taken up again after a while, and not before', async () => {
    await makeRule()
    await push(LOW)
    await runTask(app.context, { kind: 'alerts', workspaceId: 'default', surveyId: 'wave' }, PACE)
    const claim = () =>
      app.store.claimDeliveries({ nowMs: app.context.nowMs(), leaseMs: 60_000, limit: 10 })
    const [lost] = await claim()
    await app.stored.deliverDue(10)
    expect(app.sent).toEqual([])
    app.passMs(60_000)
    await app.stored.deliverDue(10)
    expect(app.sent).toHaveLength(1)
    // The one that was thought dead comes back too late to change anything.
    await app.store.finishDelivery(lost ?? { id: '', attempt: 0 }, {
      state: 'failed',
      nextAtMs: 0,
      status: null,
      error: 'late',
      latencyMs: 0,
      endedAtMs: 0,
    })
    expect(await log()).toMatchObject([{ state: 'delivered', attemptCount: 2 }])
  })

  it('come in pages, the newest first, by rule', async () => {
    const rule = await makeRule()
    await makeRule({ name: 'Second' })
    await push(...Array.from({ length: 5 }, (_, i) => ({ ...LOW, id: `r${i}` })))
    await work()
    const page = await app.send('GET', `${SURVEY}/deliveries?ruleId=${rule.id}&limit=3`)
    const { deliveries, next } = deliveryPageSchema.parse(await page.json())
    const rest = await app.send('GET', `${SURVEY}/deliveries?ruleId=${rule.id}&cursor=${next}`)
    const ids = [...deliveries, ...deliveryPageSchema.parse(await rest.json()).deliveries].map(
      ({ responseId }) => responseId
    )
    expect(ids).toEqual(['r4', 'r3', 'r2', 'r1', 'r0'])
    expect(JSON.stringify(deliveries)).not.toContain('slow')
  })

  it('that wait are not sent once their rule or webhook is gone', async () => {
    const rule = await makeRule()
    await makeRule({ name: 'Second' })
    await push(LOW)
    app.hookAnswers.push(failing, failing)
    await work()
    await app.send('DELETE', `${SURVEY}/alert-rules/${rule.id}`)
    await app.send('DELETE', `/v1/webhooks/${webhookId}`)
    app.passMs(60_000)
    expect(await app.stored.deliverDue(10)).toBe(null)
    expect(app.sent).toHaveLength(2)
    expect((await log()).map(({ lastError }) => lastError).sort()).toEqual([
      'the address was deleted',
      'the rule was deleted',
    ])
    const rules = await app.send('GET', `${SURVEY}/alert-rules`)
    expect(await rules.json()).toEqual({ rules: [] })
  })

  it('go with the respondent or response that they are about', async () => {
    await makeRule()
    await push({ ...LOW, respondentId: 'p1' }, { ...LOW, id: 'r2' }, { ...LOW, id: 'r3' })
    await work()
    expect(await log()).toHaveLength(3)
    await app.send('DELETE', '/v1/respondents/p1')
    expect((await log()).map(({ responseId }) => responseId)).toEqual(['r3', 'r2'])
    await app.send('DELETE', `${SURVEY}/responses/r3`)
    expect((await log()).map(({ responseId }) => responseId)).toEqual(['r2'])
  })
})

describe('tests of rules and webhooks', () => {
  it('send a signed sample at once and say how it went', async () => {
    const rule = await makeRule()
    app.hookAnswers.push({ status: null, error: 'the host has no address', latencyMs: 2 })
    const bad = await app.send('POST', `${SURVEY}/alert-rules/${rule.id}/test`)
    expect(testResultSchema.parse(await bad.json())).toEqual({
      isDelivered: false,
      status: null,
      error: 'the host has no address',
      latencyMs: 2,
    })
    const good = await app.send('POST', `/v1/webhooks/${webhookId}/test`)
    expect(testResultSchema.parse(await good.json())).toMatchObject({
      isDelivered: true,
      status: 204,
    })
    expect(payloads().map(({ type }) => type)).toEqual(['alert.test', 'alert.test'])
    expect(app.sent[0]?.headers['webhook-signature']).toMatch(/^v1,/)
  })
})

describe('what is refused', () => {
  it.each([
    'http://hooks.example.com/',
    'https://localhost/',
    'https://LOCALHOST./',
    'https://a.localhost/',
    'https://metadata.google.internal/',
    'https://printer.local/',
    'https://intranet/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://user:word@hooks.example.com/',
    'ftp://hooks.example.com/',
    'hooks',
    // A name that leads into the network of the service.
    'https://inside.example.com/',
  ])('%s as a webhook', async (url) => {
    const answer = await app.send('POST', '/v1/webhooks', { body: { url } })
    expect(answer.status).toBe(422)
    const problem = (await answer.json()) as { errors: { pointer: string }[] }
    expect(problem.errors[0]?.pointer).toBe('/url')
  })

  it.each([
    [{ when: {} }, '/when'],
    [{ webhookId: 'nope' }, '/webhookId'],
    [{ when: { flags: ['anger'] } }, '/when/flags/0'],
    [{ kind: 'spike', when: undefined, timeZone: 'Mars/Base' }, '/timeZone'],
    [{ pauseMinutes: -1 }, '/pauseMinutes'],
    [{ colour: 'red' }, '/colour'],
  ])('%j in a rule', async (more, pointer) => {
    const answer = await app.send('POST', `${SURVEY}/alert-rules`, { body: ruleBody(more) })
    expect(answer.status).toBe(422)
    const problem = (await answer.json()) as { errors: { pointer: string }[] }
    expect(problem.errors[0]?.pointer).toBe(pointer)
  })

  it.each([
    ['GET', `${SURVEY}/alert-rules/nope`],
    ['DELETE', `${SURVEY}/alert-rules/nope`],
    ['POST', `${SURVEY}/alert-rules/nope/test`],
    ['DELETE', '/v1/webhooks/nope'],
    ['POST', '/v1/webhooks/nope/test'],
    ['GET', '/v1/surveys/nope/alert-rules'],
    ['GET', '/v1/surveys/nope/deliveries'],
    ['GET', '/v1/surveys/nope/alert-silences'],
  ])('%s %s, which is not there', async (method, path) => {
    expect((await app.send(method, path)).status).toBe(404)
  })

  it('shows no secret after the first time, and no webhook of another workspace', async () => {
    const list = await (await app.send('GET', '/v1/webhooks')).text()
    expect(webhookListSchema.parse(JSON.parse(list)).webhooks).toHaveLength(1)
    expect(list).not.toContain(secret)
    expect(list).not.toContain('whsec')
    expect(await app.store.forWorkspace('other').listWebhookTargets()).toEqual([])
    expect(await app.store.forWorkspace('other').findWebhookTarget(webhookId)).toBe(null)
    expect(await app.store.forWorkspace('other').deleteWebhookTarget(webhookId)).toBe(false)
    const rules = await app.send('GET', `${SURVEY}/alert-rules`)
    expect(ruleListSchema.parse(await rules.json())).toEqual({ rules: [] })
  })
})
