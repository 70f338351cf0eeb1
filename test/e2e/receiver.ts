import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One message as it came. */
export type Received = {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
}

/** A receiver of webhooks on this machine. */
export type Receiver = {
  readonly url: string
  readonly received: readonly Received[]
  /** Resolves once so many messages have come. */
  waitFor(count: number, timeoutMs: number): Promise<void>
  close(): Promise<void>
}

/** @param statuses - what the first messages are answered with; 204 afterwards */
export async function startReceiver(statuses: readonly number[] = []): Promise<Receiver> {
  const received: Received[] = []
  const left = [...statuses]
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (piece) => {
      body += piece
    })
    request.on('end', () => {
      received.push({ headers: request.headers, body })
      response.writeHead(left.shift() ?? 204).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    async waitFor(count, timeoutMs) {
      const endMs = performance.now() + timeoutMs
      while (received.length < count) {
        if (performance.now() > endMs) {
          throw new Error(`expected ${count} messages, got ${received.length}`)
        }
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
