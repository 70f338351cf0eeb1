import { beforeEach, describe, expect, it } from 'vitest'
import { createStoredApp, type StoredApp } from './create-stored-app.ts'

const RESPONSES = Array.from({ length: 60 }, (_, index) => ({
  id: `r${index}`,
  score: index % 3 === 0 ? 2 : 9,
  comment: index % 3 === 0 ? 'The price is bad' : 'Support was good',
  segments: { plan: index % 2 === 0 ? 'basic' : 'plus' },
}))

describe('the ranked list of a stored survey in other forms', () => {
  let app: StoredApp
  beforeEach(async () => {
    app = createStoredApp()
    await app.send('POST', '/v1/surveys', { body: { id: 'wave', name: '<Spring> wave' } })
    await app.send('POST', '/v1/surveys/wave/responses', { body: { responses: RESPONSES } })
  })

  it('is a page with the name of the survey, escaped, or the title asked for', async () => {
    const answer = await app.send('GET', '/v1/surveys/wave/report.html')
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
    expect(await answer.text()).toContain('<h1>&lt;Spring&gt; wave</h1>')
    const titled = await app.send(
      'GET',
      '/v1/surveys/wave/report.html?title=Basic&segment.plan=basic'
    )
    const text = await titled.text()
    expect(text).toContain('<h1>Basic</h1>')
    expect(text).toContain('30 responses')
  })

  it('is a CSV list of the themes', async () => {
    const answer = await app.send('GET', '/v1/surveys/wave/themes.csv')
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(await answer.text()).toMatch(/^\ufeff?rank,/)
  })

  it('says what fewer complaints would change, and nothing without scores', async () => {
    const ask = (body: unknown, query = '') =>
      app.send('POST', `/v1/surveys/wave/scenarios${query}`, { body })
    const { scenario } = (await (await ask({ factors: { price: 0 } })).json()) as {
      scenario: { detractorShareChange: { estimate: number } }
    }
    expect(scenario.detractorShareChange.estimate).toBeLessThan(-0.05)
    expect((await ask({ factors: { price: 2 } })).status).toBe(422)
    expect((await app.send('GET', '/v1/surveys/none/report.html')).status).toBe(404)
  })
})

describe('a dry run of a theme edit', () => {
  it('is asked for by name only', async () => {
    const app = createStoredApp()
    await app.send('POST', '/v1/surveys', { body: { id: 'wave' } })
    const body = { op: 'exclude', themeId: 'price' }
    const path = '/v1/surveys/wave/theme-edits?dryRun=perhaps'
    expect((await app.send('POST', path, { body })).status).toBe(422)
  })
})
