import { readFile } from 'node:fs/promises'
import { run } from '../../src/cli/run.ts'
import type { Engine } from '../../src/domain/analysis.ts'
import { createStandInEngine } from '../stand-in-engine.ts'

const ROLES = new URL('../../lexicons/roles/data.tsv', import.meta.url)

/** How a run of the command line ends. */
export type CliOutcome = {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** Surroundings that a test may change. */
export type CliSurroundings = {
  readonly stdin?: string | Uint8Array
  readonly engine?: Engine
  readonly isTerminal?: boolean
  /** Successive readings of the clock in milliseconds; the last one stays. */
  readonly clockMs?: readonly number[]
}

/** Runs the command line in this process and keeps what it writes. */
export async function runCli(
  argv: readonly string[],
  {
    stdin = '',
    engine = createStandInEngine(),
    isTerminal = false,
    clockMs = [0],
  }: CliSurroundings = {}
): Promise<CliOutcome> {
  const written = { stdout: '', stderr: '' }
  const output = (name: 'stdout' | 'stderr') => ({
    isTerminal,
    columns: isTerminal ? 100 : undefined,
    write: async (text: string) => {
      written[name] += text
    },
  })
  let reading = 0
  const status = await run(argv, {
    stdout: output('stdout'),
    stderr: output('stderr'),
    stdin: (async function* () {
      yield typeof stdin === 'string' ? new TextEncoder().encode(stdin) : stdin
    })(),
    loadEngine: async () => engine,
    readMethodNotes: async () => '# How the numbers are defined\n',
    readRoles: () => readFile(ROLES, 'utf8'),
    version: '1.2.3',
    now: () => {
      reading += 1
      return clockMs[Math.min(reading, clockMs.length) - 1] ?? 0
    },
    isColourOff: false,
  })
  return { status, ...written }
}
