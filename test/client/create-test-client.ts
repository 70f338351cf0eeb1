import { type ClientOptions, createClient, type WhyscoreClient } from 'whyscore/client'
import { createStoredApp, type StoredApp } from '../http/surveys/create-stored-app.ts'

/** A client of an app in memory. */
export type TestClient = {
  readonly app: StoredApp
  readonly client: WhyscoreClient
  /** Requests made, as `METHOD address`. */
  readonly requests: string[]
  /** Pauses that the client asked for, in milliseconds. */
  readonly pauses: number[]
}

/** @param options - of the client, besides the way to the app */
export function createTestClient(
  options: ClientOptions & {
    /** Answers in the place of the app, the first first; null lets one request through. */
    readonly instead?: (Response | Error | null)[]
  } = {}
): TestClient {
  const app = createStoredApp()
  const requests: string[] = []
  const pauses: number[] = []
  const client = createClient({
    baseUrl: 'http://whyscore.test/',
    async fetch(address, init) {
      requests.push(`${init.method} ${address.replace('http://whyscore.test', '')}`)
      const other = options.instead?.shift()
      if (other instanceof Error) throw other
      return other ?? app.fetch(new Request(address, init))
    },
    wait: async (ms) => {
      pauses.push(ms)
    },
    ...options,
  })
  return { app, client, requests, pauses }
}
