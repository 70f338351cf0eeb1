import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { describeInsight } from './describe-insight.ts'
import { startReceiver } from './receiver.ts'
import { startNode } from './start-server.ts'

const ENV = { LOG: 'off', REFRESH_MS: '0', ALLOW_PRIVATE_TARGETS: '1' }

describeInsight(
  'Node',
  () => startNode(ENV),
  async () => {}
)

it('an alert whose server is killed between two attempts is sent after a restart, once', async () => {
  const env = { ...ENV, DATA_DIR: mkdtempSync(join(tmpdir(), 'whyscore-')) }
  const receiver = await startReceiver([503])
  const first = await startNode(env)
  const send = async (path: string, body: unknown) => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }
    return (await (await fetch(`${first.url}${path}`, init)).json()) as { readonly id: string }
  }
  await send('/v1/surveys', { id: 'wave' })
  const { id: webhookId } = await send('/v1/webhooks', { url: receiver.url })
  const when = { scoreAtMost: 3 }
  const rule = { kind: 'response', name: 'Low', webhookId, when }
  await send('/v1/surveys/wave/alert-rules', rule)
  await send('/v1/surveys/wave/responses', { responses: [{ id: 'r1', score: 1 }] })
  await receiver.waitFor(1, 20_000)
  // Long enough to note the refusal.
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  await first.kill()

  const second = await startNode(env)
  await receiver.waitFor(2, 40_000)
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  await second.stop()
  expect(receiver.received).toHaveLength(2)
  const [refused, taken] = receiver.received
  expect(taken?.headers['webhook-id']).toBe(refused?.headers['webhook-id'])
  await receiver.close()
}, 120_000)
