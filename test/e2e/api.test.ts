import { expect, it } from 'vitest'
import { describeApi } from './describe-api.ts'
import { startNode } from './start-server.ts'

describeApi('Node', () => startNode({ LOG: 'off' }))

it('stops cleanly on SIGTERM', async () => {
  const server = await startNode()
  expect(server.output()).toContain(`Whyscore listens on ${server.url}`)
  expect(await server.stop()).toBe(0)
})

it('refuses to start with a setting that makes no sense, and says which', async () => {
  await expect(startNode({ MAX_RESPONSES: 'many' })).rejects.toThrow(
    'MAX_RESPONSES: expected a whole number of at least 1, got "many"'
  )
})
