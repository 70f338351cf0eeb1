import { describe, expect, it } from 'vitest'
import { problemSchema } from '../../src/http/problem.ts'
import { analysisSchema } from '../../src/http/schemas/analysis-schema.ts'
import { previewSchema } from '../../src/http/schemas/preview-schema.ts'
import { createTestApp } from './create-test-app.ts'

const CSV = `Score,Why?,Plan,Account
3,Support took three weeks to answer me,basic,acme
10,Everything simply works and I like it,plus,acme
12,The bill was wrong again this month,basic,birch
`

const csv = { 'content-type': 'text/csv' }

async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  return problemSchema.parse(await response.json())
}

describe('POST /v1/preview', () => {
  const preview = async (body: BodyInit, query = '', headers: Record<string, string> = csv) => {
    const response = await createTestApp().post(`/v1/preview${query}`, body, headers)
    expect(response.status).toBe(200)
    return previewSchema.parse(await response.json())
  }

  it('tells what each column holds, with samples', async () => {
    const { columns, format, acceptedCount } = await preview(CSV)
    expect(format).toBe('csv')
    expect(acceptedCount).toBe(2)
    expect(columns.map(({ name, field }) => [name, field])).toEqual([
      ['Score', 'score'],
      ['Why?', 'comment'],
      ['Plan', 'segment'],
      ['Account', 'accountId'],
    ])
    expect(columns[2]?.samples).toEqual(['basic', 'plus'])
  })

  it('explains rejected rows', async () => {
    const { rejected, rejectedCount } = await preview(CSV)
    expect(rejectedCount).toBe(1)
    expect(rejected).toEqual([
      {
        index: 2,
        id: 'row-3',
        pointer: '/rows/2/Score',
        detail: 'expected an integer from 0 to 10, got 12',
      },
    ])
  })

  it('takes columns as they are named, and an empty name as none', async () => {
    const { columns } = await preview(CSV, '?comment=Why%3F&score=&accountId=&segment=Account')
    expect(columns.map(({ field }) => field)).toEqual(['ignored', 'comment', 'ignored', 'segment'])
  })

  it('asks for the comments when no column looks like them, with the columns to choose from', async () => {
    const { problem, columns } = await preview('a,b\n1,2\n3,4\n')
    expect(problem).toMatch(/no column looks like comments/)
    expect(columns.map(({ name }) => name)).toEqual(['a', 'b'])
    const chosen = await preview('a,b\n1,2\n3,4\n', '?comment=&score=b')
    expect(chosen.columns.map(({ field }) => field)).toEqual(['ignored', 'score'])
  })

  it('suggests stars for scores from 1 to 5 and the question from the heading', async () => {
    const rows = [1, 2, 3, 4, 5, 5].map((score) => `${score},The door sticks in the cold ${score}`)
    const { suggestedScale, suggestedQuestion, notes } = await preview(
      ['rating,What should we improve?', ...rows].join('\n')
    )
    expect(suggestedScale).toBe('stars5')
    expect(suggestedQuestion).toBe('improve')
    expect(notes.join()).not.toContain('--')
  })

  it('returns the accepted responses when asked', async () => {
    const { responses } = await preview(CSV, '?include=responses')
    expect(responses?.map(({ score, segments }) => [score, segments])).toEqual([
      [3, { Plan: 'basic' }],
      [10, { Plan: 'plus' }],
    ])
  })

  it.each([
    ['an unknown parameter', '?colour=red', CSV, 'invalid-request'],
    ['a column that does not exist', '?comment=Nope', CSV, 'missing-column'],
    ['a scale that is no scale', '?scale=%7B%22min%22%3A1', CSV, 'invalid-request'],
    ['an empty file', '', '', 'unreadable-file'],
    ['a name of another kind', '?name=a.pdf', CSV, 'unreadable-file'],
  ])('refuses %s with 422', async (_, query, body, code) => {
    const response = await createTestApp().post(`/v1/preview${query}`, body, csv)
    expect(response.status).toBe(422)
    expect((await problemOf(response)).type).toBe(`/docs#problem-${code}`)
  })
})

describe('POST /v1/analyze-file', () => {
  const post = (body: BodyInit, query = '', headers: Record<string, string> = csv) =>
    createTestApp().post(`/v1/analyze-file${query}`, body, headers)

  it('answers as POST /analyze does', async () => {
    const response = await post(CSV, '?minMentions=3&adjustFor=Plan&include=responses')
    expect(response.status).toBe(200)
    const analysis = analysisSchema.parse(await response.json())
    expect(analysis.summary.responseCount).toBe(2)
    expect(analysis.rejected).toHaveLength(1)
  })

  it('takes the body of POST /analyze too, with more responses than that', async () => {
    const responses = Array.from({ length: 5_001 }, (_, i) => ({ id: `${i}`, score: i % 11 }))
    const response = await post(JSON.stringify({ responses, include: [] }), '', {
      'content-type': 'application/json',
    })
    expect(response.status).toBe(200)
    expect(analysisSchema.parse(await response.json()).summary.base).toBe(5_001)
  })

  it('gives the report and the list to those who accept them', async () => {
    const html = await post(CSV, '?name=spring.csv', { ...csv, accept: 'text/html' })
    expect(html.headers.get('content-type')).toMatch(/^text\/html/)
    expect(html.headers.get('content-disposition')).toContain('report.html')
    expect(await html.text()).toContain('<h1>spring.csv</h1>')
    const list = await post(CSV, '', { ...csv, accept: 'text/csv' })
    expect(await list.text()).toMatch(/^rank,themeId,label/)
  })

  it('tells its progress line by line to those who accept lines', async () => {
    const lines = { ...csv, accept: 'application/x-ndjson' }
    const response = await post(CSV, '', lines)
    const [progress, last] = (await response.text())
      .trim()
      .split('\n')
      .map((l) => JSON.parse(l))
    expect(progress).toEqual({ progress: { stage: 'reading', done: 2, total: 2 } })
    expect(analysisSchema.parse(last.analysis).summary.responseCount).toBe(2)
    const broken = await post(CSV, '?adjustFor=Colour', lines)
    const { problem } = JSON.parse((await broken.text()).trim())
    expect(problemSchema.parse(problem).status).toBe(422)
  })

  it('refuses more than 20,000 rows with 413', async () => {
    const rows = Array.from({ length: 20_001 }, (_, i) => `${i % 11},words about number ${i}`)
    const response = await post(['score,comment', ...rows].join('\n'))
    expect(response.status).toBe(413)
    expect((await problemOf(response)).detail).toContain('20,000 rows')
  })

  it('refuses a field to adjust for that no response has', async () => {
    const response = await post(CSV, '?adjustFor=Colour')
    expect(response.status).toBe(422)
    expect((await problemOf(response)).errors?.[0]?.pointer).toBe('/drivers/adjustFor/0')
  })

  it('is for POST only', async () => {
    const response = await createTestApp().app.request('/v1/analyze-file')
    expect(response.status).toBe(405)
  })
})
