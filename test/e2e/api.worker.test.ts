import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { repeatedResponses } from './demonstration.ts'
import { analyzeAt, describeApi } from './describe-api.ts'
import { type Server, startNode, startWorker } from './start-server.ts'

describeApi('workerd', startWorker)

describe('Node and workerd', () => {
  let servers: readonly Server[] = []
  beforeAll(async () => {
    servers = [await startNode({ LOG: 'off' }), await startWorker()]
  })
  afterAll(() => Promise.all(servers.map((server) => server.stop())))

  it.each([
    ['1,000 responses', async () => ({ responses: await repeatedResponses(1_000) })],
    [
      'all parts, segments held fixed',
      async () => ({
        responses: await repeatedResponses(300),
        drivers: { adjustFor: ['Plan', 'Region'] },
        include: ['responses', 'quotes', 'model', 'explanations'],
        seed: 7,
      }),
    ],
    [
      'only discovered themes',
      async () => ({
        responses: await repeatedResponses(400),
        themes: { taxonomy: 'none' },
      }),
    ],
  ])('answer the same bytes to the same request: %s', async (_, bodyOf) => {
    const body = await bodyOf()
    const answers: string[] = []
    for (const server of servers) {
      const startMs = performance.now()
      const response = await analyzeAt(server, body)
      answers.push(await response.text())
      expect(response.status).toBe(200)
      console.log(`${server.name}: ${Math.round(performance.now() - startMs)} ms`)
    }
    expect(answers[1]).toBe(answers[0])
  })
})
