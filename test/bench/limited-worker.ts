// workerd itself with a limited heap, since the development server sets no limit. Analyses that keep nothing need no
// database, so an empty one stands in.

import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { freePort } from '../e2e/start-server.ts'

const ENTRY = `import worker from './worker.js'
const statement = {
  bind: () => statement, first: async () => null, raw: async () => [],
  all: async () => ({ results: [], meta: { changes: 0 } }), run: async () => ({ results: [], meta: { changes: 0 } }),
}
const DB = { prepare: () => statement, batch: async () => [] }
export default { fetch: (request, env) => worker.fetch(request, { ...env, DB, UPLOADS: {}, TASKS: {} }) }
`

/** How long workerd may take until it answers. */
const START_MS = 30_000

export type LimitedWorker = { readonly url: string; stop(): void }

/**
 * Starts workerd on a bundle.
 *
 * @param folder - of `bundleWorker`
 * @param limitMb - megabytes that the old generation of the isolate's heap may have
 */
export async function startLimitedWorker(folder: string, limitMb: number): Promise<LimitedWorker> {
  const port = await freePort()
  writeFileSync(join(folder, 'entry.js'), ENTRY)
  const config = join(folder, `limit-${limitMb}.capnp`)
  writeFileSync(config, configOf(folder, { port, limitMb }))
  const require = createRequire(createRequire(import.meta.url).resolve('wrangler/package.json'))
  const binary = join(require.resolve('workerd'), '../../bin/workerd')
  const child = spawn(binary, ['serve', config], { stdio: 'ignore' })
  const url = `http://127.0.0.1:${port}`
  await untilReady(url, child)
  return { url, stop: () => child.kill('SIGKILL') }
}

type Limits = { readonly port: number; readonly limitMb: number }

function configOf(folder: string, { port, limitMb }: Limits): string {
  const kinds = [
    [/^(?:entry|worker)\.js$/, 'esModule'],
    [/\.bin$/, 'data'],
    [/\.tsv$/, 'text'],
    [/\.wasm$/, 'wasm'],
  ] as const
  // The first module is the main one.
  const names = ['entry.js', ...readdirSync(folder).filter((name) => name !== 'entry.js')]
  const modules = names.flatMap((name) => {
    const kind = kinds.find(([pattern]) => pattern.test(name))?.[1]
    return kind === undefined ? [] : [`(name = "${name}", ${kind} = embed "${name}")`]
  })
  const settings = { ACCESS: 'open', LOG: 'off', RATE_LIMIT: '0', MAX_RESPONSES: '20000' }
  const bindings = Object.entries(settings).map(
    ([name, text]) => `(name = "${name}", text = "${text}")`
  )
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .main)],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
  v8Flags = ["--max-old-space-size=${limitMb}", "--max-semi-space-size=4"]
);
const main :Workerd.Worker = (
  modules = [${modules.join(', ')}],
  compatibilityDate = "2026-10-01",
  bindings = [${bindings.join(', ')}]
);
`
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const endMs = performance.now() + START_MS
  while (performance.now() < endMs && child.exitCode === null) {
    const isUp = await fetch(`${url}/openapi.json`).then(
      (response) => response.ok,
      () => false
    )
    if (isUp) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('expected workerd to answer')
}
