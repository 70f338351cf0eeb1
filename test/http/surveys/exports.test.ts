import { beforeEach, describe, expect, it } from 'vitest'
import { storedResponseSchema, usageSchema } from '../../../src/http/schemas/survey-schema.ts'
import { createStoredApp, type StoredApp } from './create-stored-app.ts'

const RESPONSES = [
  {
    id: 'r1',
    score: 2,
    comment: '=HYPERLINK("http://evil.example") The price is dear, "again"',
    at: '2026-03-01T10:00:00Z',
    respondentId: '@p1',
    segments: { plan: 'basic', months: -3 },
  },
  { id: 'r2', score: 9, comment: 'Größe 👍. The price is fair. Support was slow' },
  { id: 'r3', segments: { isNew: true } },
]

describe('exports', () => {
  let app: StoredApp
  beforeEach(async () => {
    app = createStoredApp()
    await app.send('POST', '/v1/surveys', { body: { id: 'wave' } })
    await app.send('POST', '/v1/surveys/wave/responses', { body: { responses: RESPONSES } })
  })
  const lines = async (path: string) => {
    const answer = await app.send('GET', path)
    const bytes = new Uint8Array(await answer.arrayBuffer())
    return { answer, bytes, text: new TextDecoder().decode(bytes) }
  }

  it('open in Excel as UTF-8 and run no formula', async () => {
    const { answer, bytes, text } = await lines('/v1/surveys/wave/exports.csv')
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="wave.csv"')
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const [header, first, second, third] = text.split('\r\n')
    expect(header).toMatch(/^id,at,score,.*,isNew,months,plan$/)
    expect(first).toContain(`"'=HYPERLINK(""http://evil.example"") The price is dear, ""again"""`)
    expect(first).toContain(",'@p1,")
    expect(first?.endsWith(',,-3,basic')).toBe(true)
    expect(second).toContain('Größe 👍')
    expect(second).toContain(',support,other,price,')
    expect(third?.endsWith(',true,,')).toBe(true)
  })

  it('keep to a filter', async () => {
    const { text } = await lines('/v1/surveys/wave/exports.csv?theme=support')
    expect(text.trim().split('\r\n')).toHaveLength(2)
    expect((await app.send('GET', '/v1/surveys/wave/exports.csv?polarity=odd')).status).toBe(422)
  })

  it('come as JSON Lines too, in the shape of the list of responses', async () => {
    const { text } = await lines('/v1/surveys/wave/exports.jsonl')
    const rows = text
      .trim()
      .split('\n')
      .map((line) => storedResponseSchema.parse(JSON.parse(line)))
    expect(rows.map(({ id }) => id)).toEqual(['r1', 'r2', 'r3'])
  })

  it('give every response once, over many pages', async () => {
    const responses = Array.from({ length: 1_000 }, (_, i) => ({ id: `many${i}` }))
    await app.send('POST', '/v1/surveys/wave/responses', { body: { responses } })
    const { text } = await lines('/v1/surveys/wave/exports.jsonl')
    const ids = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).id)
    expect(new Set(ids).size).toBe(1_003)
    expect(ids).toHaveLength(1_003)
  })

  it('are not there for a survey that is not', async () => {
    for (const format of ['csv', 'jsonl']) {
      expect((await app.send('GET', `/v1/surveys/nope/exports.${format}`)).status).toBe(404)
    }
  })
})

describe('usage', () => {
  it('counts responses and comments by day', async () => {
    const app = createStoredApp()
    await app.send('POST', '/v1/surveys', { body: { id: 'wave' } })
    await app.send('POST', '/v1/surveys/wave/responses', { body: { responses: RESPONSES } })
    const usage = usageSchema.parse(await (await app.send('GET', '/v1/usage')).json())
    expect(usage).toEqual({
      from: '2026-03-01',
      to: '2026-03-01',
      days: [
        { day: '2026-03-01', metric: 'comments', amount: 2 },
        { day: '2026-03-01', metric: 'responses', amount: 3 },
      ],
    })
    expect((await app.send('GET', '/v1/usage?from=2026-02-30')).status).toBe(422)
  })
})
