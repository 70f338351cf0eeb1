import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** How long a server may take until it answers. */
const START_TIMEOUT_MS = 60_000

/** wrangler looks up the network three times unless it is told not to. */
export const OFFLINE = {
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  NO_UPDATE_NOTIFIER: '1',
  CI: '1',
}

/** A server in a process of its own. */
export type Server = {
  readonly name: string
  readonly url: string
  /** Milliseconds from the start of the process to the first answer. */
  readonly startMs: number
  /** Of its first process. */
  readonly pid: number
  /** Everything that it has written so far. */
  output(): string
  /** Asks it to stop and gives its exit status; null when it had to be killed. */
  stop(): Promise<number | null>
  /** Ends it as a crash would. */
  kill(): Promise<void>
}

/** Starts `npm start`'s entry with the Node that runs this. */
export async function startNode(env: Readonly<Record<string, string>> = {}): Promise<Server> {
  const port = await freePort()
  const child = spawn(process.execPath, ['src/runtime/node.ts'], {
    cwd: ROOT,
    env: { ...process.env, PORT: String(port), DATA_DIR: newFolder(), ...env },
  })
  return untilReady('Node', child, port)
}

/**
 * Starts workerd through wrangler, as `npm run dev:worker` does; `vars` in the place of those of wrangler.toml.
 *
 * @param prepare - called with the folder of the new databases before the server opens them
 */
export async function startWorker(
  vars: Readonly<Record<string, string>> = {},
  prepare: (folder: string) => void = () => {}
): Promise<Server & { readonly inspectorPort: number }> {
  const port = await freePort()
  const inspectorPort = await freePort()
  const wrangler = fileURLToPath(
    new URL('../../node_modules/wrangler/bin/wrangler.js', import.meta.url)
  )
  const folder = newFolder()
  const environment = { ...process.env, ...OFFLINE }
  const migrate = [
    wrangler,
    'd1',
    'migrations',
    'apply',
    'whyscore',
    '--local',
    '--persist-to',
    folder,
  ]
  execFileSync(process.execPath, migrate, { cwd: ROOT, env: environment, stdio: 'pipe' })
  prepare(folder)
  const flags = [
    '--local',
    '--persist-to',
    folder,
    '--var',
    'ACCESS:open',
    ...Object.entries(vars).flatMap(([name, value]) => ['--var', `${name}:${value}`]),
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--inspector-port',
    String(inspectorPort),
  ]
  const child = spawn(process.execPath, [wrangler, 'dev', ...flags], {
    cwd: ROOT,
    env: environment,
    // wrangler starts workerd as a child: both must go.
    detached: true,
  })
  return { ...(await untilReady('workerd', child, port)), inspectorPort }
}

async function untilReady(name: string, child: ChildProcess, port: number): Promise<Server> {
  const startMs = performance.now()
  let output = ''
  child.stdout?.on('data', (chunk) => (output += chunk))
  child.stderr?.on('data', (chunk) => (output += chunk))
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const url = `http://127.0.0.1:${port}`
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${name} stopped at once:\n${output}`)
    if (performance.now() - startMs > START_TIMEOUT_MS) {
      await end(child, exited)
      throw new Error(`${name} did not answer in time:\n${output}`)
    }
    const isUp = await fetch(`${url}/openapi.json`).then(
      (response) => response.ok,
      () => false
    )
    if (isUp) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    name,
    url,
    startMs: performance.now() - startMs,
    pid: child.pid ?? 0,
    output: () => output,
    stop: () => end(child, exited),
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** Politely first; a process that does not go within five seconds is killed with its children. */
async function end(child: ChildProcess, exited: Promise<number | null>): Promise<number | null> {
  child.kill('SIGTERM')
  const timeout = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), 5_000).unref())
  const status = await Promise.race([exited, timeout])
  if (status !== 'late') return status
  try {
    if (child.pid) process.kill(child.spawnargs.includes('dev') ? -child.pid : child.pid, 'SIGKILL')
  } catch {
    // It has gone in the meantime.
  }
  await exited
  return null
}

/** A data folder of its own for each server. */
function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'whyscore-'))
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
