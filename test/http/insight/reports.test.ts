import { beforeAll, describe, expect, it } from 'vitest'
import { createEngine } from '../../../src/analysis/create-engine.ts'
import type { SurveyResponse } from '../../../src/domain/response.ts'
import { casesSchema, promotersSchema } from '../../../src/http/schemas/case-schema.ts'
import {
  accountAnswerSchema,
  accountsSchema,
  segmentsSchema,
  trendsSchema,
} from '../../../src/http/schemas/insight-schema.ts'
import { lazily } from '../../../src/runtime/lazily.ts'
import { loadParts } from '../../../src/runtime/node-engine.ts'
import { runCli } from '../../cli/run-cli.ts'
import { demonstrationResponses } from '../../e2e/demonstration.ts'
import { createStoredApp, type StoredApp } from '../surveys/create-stored-app.ts'

const getParts = lazily(loadParts)
const SURVEY = '/v1/surveys/northlink'

let app: StoredApp
let responses: readonly SurveyResponse[]

beforeAll(async () => {
  responses = (await demonstrationResponses()).map((response, i) => ({
    ...response,
    segments: {
      ...response.segments,
      revenue: 100 + (i % 7) * 50,
      mayQuote: i % 2 === 0,
      agent: `agent ${i % 40}`,
      ageGroup: i % 3 === 0 ? 'under 30' : '30 and over',
    },
  }))
  app = createStoredApp(true, {}, getParts)
  const body = { id: 'northlink', themes: { discover: false }, segmentFields: ['Plan'] }
  await app.send('POST', '/v1/surveys', { body })
  // Backwards: the order of arrival must not show.
  await app.send('POST', `${SURVEY}/responses`, { body: { responses: [...responses].reverse() } })
})

/** What the command line prints of the same responses. */
async function printed(command: string, ...flags: readonly string[]) {
  const { stdout, stderr } = await runCli(
    [command, '-', '--quiet', '--no-discover', '--format', 'json', ...flags],
    {
      stdin: responses.map((response) => JSON.stringify(response)).join('\n'),
      engine: createEngine(await getParts()),
    }
  )
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

async function read(path: string) {
  const answer = await app.send('GET', `${SURVEY}${path}`)
  expect(answer.status).toBe(200)
  return answer.json()
}

it('lists as many themes of a cell as asked for', async () => {
  const listed = async (path: string) => (await read(path)) as { cells: { themes: unknown[] }[] }
  expect((await listed('/segments?by=Plan')).cells[0]?.themes).toHaveLength(5)
  const all = (await listed('/segments?by=Plan&topThemes=200')).cells[0]?.themes.length
  expect(all).toBeGreaterThan(10)
  const { periods } = (await read('/trends?topThemes=200')) as {
    periods: { cell: { themes: unknown[] } }[]
  }
  expect(periods[0]?.cell.themes.length).toBeGreaterThan(10)
})

describe('reports over stored responses', () => {
  it.each([
    ['/segments?by=Plan', ['segments', '--by', 'Plan']],
    ['/segments?by=Plan,Region&minBase=3', ['segments', '--by', 'Plan,Region', '--min-base', '3']],
    [
      '/segments?by=Tenure&bucket.Tenure=edges:12,48',
      ['segments', '--by', 'Tenure', '--bucket', 'Tenure=edges:12,48'],
    ],
    ['/segments?by=role', ['segments', '--by', 'role']],
    ['/segments?by=agent', ['segments', '--by', 'agent', '--min-base', '5']],
  ])('%s gives the figures of the command line', async (path, [command = '', ...flags]) => {
    const answer = segmentsSchema.parse(await read(path))
    expect(answer).toMatchObject(await printed(command, ...flags))
    expect(answer).toMatchObject({ surveyId: 'northlink', isStale: false })
  })

  it('gives the periods of the command line', async () => {
    const path = '/trends?period=week&timeZone=Europe/Berlin'
    const answer = trendsSchema.parse(await read(path))
    expect(answer).toMatchObject(
      await printed('trends', '--period', 'week', '--time-zone', 'Europe/Berlin')
    )
    expect(answer.periods.length).toBeGreaterThan(5)
    const withEffects = trendsSchema.parse(await read('/trends?period=quarter&maxEffectThemes=3'))
    expect(withEffects.themeEffects).toHaveLength(3)
  })

  it('gives the accounts of the command line, in pages, in any order, and one by one', async () => {
    const expected = await printed('accounts', '--revenue', 'revenue')
    const answer = accountsSchema.parse(await read('/accounts?limit=1000&revenue=revenue'))
    expect(answer).toMatchObject(expected)
    const first = accountsSchema.parse(await read('/accounts?limit=2&revenue=revenue'))
    const second = accountsSchema.parse(
      await read(`/accounts?limit=2&revenue=revenue&cursor=${first.next}`)
    )
    const ids = (accounts: readonly { accountId: string }[]) => accounts.map((a) => a.accountId)
    expect(ids([...first.accounts, ...second.accounts])).toEqual(ids(expected.accounts.slice(0, 4)))
    expect(first.totalCount).toBe(expected.accounts.length)
    const byId = accountsSchema.parse(await read('/accounts?limit=1000&sort=id'))
    expect(ids(byId.accounts)).toEqual(ids(expected.accounts).sort())
    const [worst] = expected.accounts
    const one = accountAnswerSchema.parse(
      await read(`/accounts/${encodeURIComponent(worst.accountId)}?revenue=revenue`)
    )
    expect(one.account).toEqual(worst)
  })

  it('lists the cases and promoters of the command line, with routes as set', async () => {
    const routing = {
      rows: [{ team: 'Engineers', segments: { Plan: ['basic'] } }],
      defaultTeam: 'Care',
    }
    const expected = await printed('cases', '--consent', 'mayQuote')
    const before = casesSchema.parse(await read('/cases?limit=500'))
    expect(before.detractors).toEqual(expected.detractors)
    const promoters = promotersSchema.parse(await read('/promoters?limit=500&consent=mayQuote'))
    expect(promoters.promoters).toEqual(expected.promoters)
    expect(promoters.promoters.some(({ quote }) => quote !== null)).toBe(true)
    expect(promotersSchema.parse(await read('/promoters')).promoters[0]?.quote).toBe(null)
    const set = await app.send('PUT', `${SURVEY}/case-routes`, { body: routing })
    expect(await set.json()).toEqual(routing)
    expect(await read('/case-routes')).toEqual(routing)
    const all = casesSchema.parse(await read('/cases?limit=500'))
    expect(all.teams.map(({ team }) => team)).toEqual(['Care', 'Engineers'])
    expect(all.teams.reduce((sum, { caseCount }) => sum + caseCount, 0)).toBe(all.totalCount)
    const one = casesSchema.parse(await read('/cases?team=Engineers&limit=3'))
    expect(one.detractors.map(({ team }) => team)).toEqual(['Engineers', 'Engineers', 'Engineers'])
  })

  it('takes the filters of the ranked list', async () => {
    const basic = segmentsSchema.parse(
      await read('/segments?by=Region&segment.Plan=basic&minBase=1')
    )
    const count = basic.cells.reduce((sum, { responseCount }) => sum + (responseCount ?? 0), 0)
    const expected = responses.filter(({ segments }) => segments?.Plan === 'basic').length
    expect(count).toBe(expected)
    expect(basic.filter).toEqual({ segments: { Plan: ['basic'] } })
  })

  it('answers 304 until a response changes, and then with new figures', async () => {
    const path = `${SURVEY}/segments?by=Plan`
    const first = await app.send('GET', path)
    const etag = first.headers.get('etag') ?? ''
    const headers = { 'if-none-match': etag }
    expect((await app.send('GET', path, { headers })).status).toBe(304)
    const added = { id: 'added', score: 0, segments: { Plan: 'basic' } }
    await app.send('POST', `${SURVEY}/responses`, { body: { responses: [added] } })
    app.passMs(5_000)
    const second = await app.send('GET', path, { headers })
    expect(second.status).toBe(200)
    const baseOf = (answer: unknown) =>
      segmentsSchema.parse(answer).cells.find(({ keys }) => keys[0]?.bucket === 'basic')?.base ?? 0
    expect(baseOf(await second.json())).toBe(baseOf(await first.json()) + 1)
    await app.send('DELETE', `${SURVEY}/responses/added`)
    app.passMs(5_000)
  })

  it('hides employees with few respondents, ranks none, and flags protected traits', async () => {
    const agents = segmentsSchema.parse(await read('/segments?by=agent&minBase=1'))
    expect(agents.warnings.map(({ code }) => code)).toContain('employee-field')
    expect(agents.cells.every(({ suppressed }) => suppressed !== null)).toBe(true)
    const ages = segmentsSchema.parse(await read('/segments?by=ageGroup'))
    expect(ages.warnings.map(({ code }) => code)).toContain('sensitive-field')
  })

  it.each([
    ['/segments', '/by'],
    ['/segments?by=tier', '/by'],
    ['/segments?by=Plan,Region,role', '/by'],
    ['/segments?by=Plan&bucket.Plan=thirds', '/bucket'],
    ['/segments?by=Plan&minBase=0', '/minBase'],
    ['/segments?by=Plan&scoreGroup=angry', '/scoreGroup'],
    ['/trends?period=year', '/period'],
    ['/trends?timeZone=Mars/Base', '/timeZone'],
    ['/accounts?sort=luck', '/sort'],
    ['/accounts?cursor=xx', '/cursor'],
    ['/accounts?revenue=nothing', '/revenue'],
    ['/promoters?consent=nothing', '/consent'],
  ])('%s is refused', async (path, pointer) => {
    const answer = await app.send('GET', `${SURVEY}${path}`)
    expect(answer.status).toBe(422)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    const problem = (await answer.json()) as { errors?: { pointer: string }[] }
    expect(problem.errors?.[0]?.pointer).toBe(pointer)
  })

  it.each(['/segments?by=Plan', '/accounts', '/accounts/acme', '/trends', '/cases', '/promoters'])(
    'there is no %s of a survey that is not there',
    async (path) => {
      expect((await app.send('GET', `/v1/surveys/nope${path}`)).status).toBe(404)
    }
  )

  it('knows no account that is not there, and no table of routes without a default', async () => {
    expect((await app.send('GET', `${SURVEY}/accounts/nobody`)).status).toBe(404)
    const wrong = await app.send('PUT', `${SURVEY}/case-routes`, { body: { rows: [] } })
    expect(wrong.status).toBe(422)
  })
})

describe('reports and erasure', () => {
  it('keep nothing of an erased respondent', async () => {
    const own = createStoredApp()
    await own.send('POST', '/v1/surveys', { body: { id: 'wave' } })
    const given = Array.from({ length: 12 }, (_, i) => ({
      id: `r${i}`,
      score: i % 11,
      comment: 'The price is dear',
      respondentId: `p${i}`,
      accountId: i === 0 ? 'only-one' : 'acme',
    }))
    await own.send('POST', '/v1/surveys/wave/responses', { body: { responses: given } })
    const first = await own.send('GET', '/v1/surveys/wave/accounts')
    expect(await first.text()).toContain('only-one')
    await own.send('DELETE', '/v1/respondents/p0')
    // At once, however young the report is.
    const second = await own.send('GET', '/v1/surveys/wave/accounts')
    expect(await second.text()).not.toContain('only-one')
  })

  it('need a key with the scope to read', async () => {
    const own = createStoredApp(false)
    expect((await own.send('GET', '/v1/surveys/wave/segments?by=plan')).status).toBe(401)
    expect((await own.send('PUT', '/v1/surveys/wave/case-routes', { body: {} })).status).toBe(401)
  })
})
