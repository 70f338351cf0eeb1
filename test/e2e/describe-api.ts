import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problemSchema } from '../../src/http/problem.ts'
import { healthSchema } from '../../src/http/routes/health.ts'
import { analysisSchema } from '../../src/http/schemas/analysis-schema.ts'
import { REQUEST_EXAMPLE } from '../../src/http/schemas/examples.ts'
import { workbookOf } from '../workbook-of.ts'
import { demonstrationResponses } from './demonstration.ts'
import type { Server } from './start-server.ts'

/** Sends a body to `POST /analyze` of a server. */
export const analyzeAt = (server: Server, body: unknown, type = 'application/json') =>
  fetch(`${server.url}/analyze`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

/**
 * What a client sees, on every runtime alike.
 *
 * @param name - of the runtime
 * @param start - starts it; the suite stops it
 */
export function describeApi(name: string, start: () => Promise<Server>): void {
  describe(`the API on ${name}`, () => {
    let server: Server
    beforeAll(async () => {
      server = await start()
    })
    afterAll(() => server?.stop())

    it('is healthy and says its versions', async () => {
      const response = await fetch(`${server.url}/health`)
      expect(response.status).toBe(200)
      healthSchema.parse(await response.json())
    })

    it('ranks the themes of the demonstration corpus', async () => {
      const responses = await demonstrationResponses()
      const response = await analyzeAt(server, { responses, drivers: { adjustFor: ['Plan'] } })
      expect(response.status).toBe(200)
      const analysis = analysisSchema.parse(await response.json())
      const ranked = analysis.themes.filter(({ status }) => status === 'ranked')
      expect(ranked.length).toBeGreaterThan(3)
      expect(ranked.map(({ rank }) => rank)).toEqual(ranked.map((_, index) => index + 1))
      const effects = ranked.map(({ effect }) => effect?.onDetractorShare.estimate ?? 0)
      expect(effects).toEqual([...effects].sort((a, b) => b - a))
      expect(analysis.responses?.map(({ id }) => id)).toEqual(responses.map(({ id }) => id))
    })

    it('gives offsets that slice the comment as sent', async () => {
      const comment = 'Naïve 👍 start, but support took 3 weeks to answer & nobody rang back.'
      const response = await analyzeAt(server, { responses: [{ id: 'a', comment, score: 2 }] })
      const { responses } = analysisSchema.parse(await response.json())
      for (const { start, end } of responses?.[0]?.mentions ?? []) {
        expect(end).toBeGreaterThan(start)
        expect(comment.slice(start, end).trim()).not.toBe('')
        expect(end).toBeLessThanOrEqual(comment.length)
      }
    })

    it('gives the same bytes twice, and the same themes in any order of responses', async () => {
      const responses = (await demonstrationResponses()).slice(0, 150)
      const bodyOf = async (list: readonly unknown[]) =>
        (await analyzeAt(server, { responses: list })).text()
      const [first, second, turned] = [
        await bodyOf(responses),
        await bodyOf(responses),
        await bodyOf([...responses].reverse()),
      ]
      expect(second).toBe(first)
      const [a, b] = [JSON.parse(first), JSON.parse(turned)]
      expect(b.themes).toEqual(a.themes)
      expect(b.summary).toEqual(a.summary)
      expect(b.drivers).toEqual(a.drivers)
      expect([...b.responses].reverse()).toEqual(a.responses)
    })

    it.each([
      ['unreadable JSON', '{"responses": [', 'application/json', 400],
      ['another content type', 'id,score', 'text/csv', 415],
      ['an empty list', '{"responses":[]}', 'application/json', 422],
      ['only bad rows', '{"responses":[{"id":"a","score":11}]}', 'application/json', 422],
    ])('answers %s with problem details', async (_, body, type, status) => {
      const response = await analyzeAt(server, body, type)
      expect(response.status).toBe(status)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      expect(problemSchema.parse(await response.json()).status).toBe(status)
    })

    it('answers a body above 10 MB with 413', async () => {
      const responses = [{ id: 'a', score: 9, mood: 'x'.repeat(10_000_000) }]
      const response = await analyzeAt(server, { responses })
      expect(response.status).toBe(413)
    })

    it('rejects one bad row alone', async () => {
      const responses = [...REQUEST_EXAMPLE.responses, { id: 'r4', score: 7.5 }]
      const analysis = analysisSchema.parse(await (await analyzeAt(server, { responses })).json())
      expect(analysis.rejected).toEqual([
        {
          index: 3,
          id: 'r4',
          pointer: '/responses/3/score',
          detail: 'expected an integer from 0 to 10, got 7.5',
        },
      ])
    })

    it('reads a comment of 50,000 characters to its limit', async () => {
      const comment = 'The line drops every evening. '.repeat(1_667)
      const response = await analyzeAt(server, { responses: [{ id: 'a', comment, score: 1 }] })
      const analysis = analysisSchema.parse(await response.json())
      expect(analysis.responses?.[0]?.flags).toContain('truncated')
    })

    it('reads a workbook', async () => {
      const workbook = workbookOf({
        Answers: [
          ['Score', 'Why?'],
          [9, 'They answer the phone at once'],
          [2, 'The bill was wrong & late'],
        ],
      })
      const response = await fetch(`${server.url}/v1/analyze-file?name=answers.xlsx`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: new Blob([new Uint8Array(workbook)]),
      })
      expect(response.status).toBe(200)
      const analysis = analysisSchema.parse(await response.json())
      expect(analysis.summary).toMatchObject({ base: 2, commentBase: 2, npsPoints: 0 })
    })

    it('serves its documents', async () => {
      expect((await fetch(`${server.url}/docs`)).status).toBe(200)
      expect((await fetch(`${server.url}/nope`)).status).toBe(404)
    })
  })
}
