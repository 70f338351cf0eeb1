import { expect, it } from 'vitest'
import { repeatedResponses } from './demonstration.ts'
import { analyzeAt, describeApi } from './describe-api.ts'
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

it('answers others while it analyses', async () => {
  const server = await startNode({ LOG: 'off' })
  const responses = await repeatedResponses(4_000)
  const startMs = performance.now()
  let isDone = false
  const analysis = analyzeAt(server, { responses, include: [] }).then((response) => {
    isDone = true
    return response.status
  })
  let longestMs = 0
  while (!isDone) {
    const askedMs = performance.now()
    await fetch(`${server.url}/health`)
    longestMs = Math.max(longestMs, performance.now() - askedMs)
  }
  expect(await analysis).toBe(200)
  // In the thread that answers, the analysis would hold up one of them for nearly all of its time.
  expect(longestMs).toBeLessThan((performance.now() - startMs) / 3)
  await server.stop()
})
