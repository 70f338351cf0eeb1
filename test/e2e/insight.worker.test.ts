import { describe, expect, it } from 'vitest'
import { describeInsight, fillNorthlink, REPORTS } from './describe-insight.ts'
import { type Server, startNode, startWorker } from './start-server.ts'

const VARS = {
  REFRESH_MS: '0',
  ALLOW_PRIVATE_TARGETS: '1',
  SECRETS_KEY: 'secrets-key-of-tests-0123456789abcdef',
}

describeInsight(
  'workerd',
  () => startWorker(VARS),
  async ({ url }) => {
    // What the cron trigger of wrangler.toml does by the minute.
    await (await fetch(`${url}/cdn-cgi/handler/scheduled`)).text()
  }
)

describe('Node and workerd', () => {
  it('give the same figures in every report', async () => {
    const servers: Server[] = []
    try {
      servers.push(await startNode({ LOG: 'off' }), await startWorker())
      for (const { url } of servers) await fillNorthlink(url)
      for (const [path] of REPORTS) {
        const bodies = await Promise.all(
          servers.map(async ({ url }) => {
            const answer = await fetch(`${url}/v1/surveys/northlink${path}`)
            return (await answer.text()).replaceAll(/"(computedAt|createdAt)":"[^"]*"/g, '')
          })
        )
        expect(bodies[0], path).toBe(bodies[1])
      }
    } finally {
      for (const server of servers) await server.stop()
    }
  }, 240_000)
})
