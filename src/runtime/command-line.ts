// Entry of the command line: `npm run --silent whyscore -- …`.

import { readFile } from 'node:fs/promises'
import type { Output } from '../cli/io.ts'
import { run } from '../cli/run.ts'
import { loadEngine } from './node-engine.ts'
import { VERSION } from './version.ts'

function outputOf(stream: NodeJS.WriteStream): Output {
  return {
    isTerminal: stream.isTTY ?? false,
    columns: stream.columns,
    write: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => (error ? reject(error) : resolve()))
      }),
  }
}

// A reader that closes early (head, less) is no mistake of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1)
})

process.exitCode = await run(process.argv.slice(2), {
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  stdin: process.stdin,
  loadEngine,
  readMethodNotes: () => readFile(new URL('../insight/README.md', import.meta.url), 'utf8'),
  readRoles: () => readFile(new URL('../../lexicons/roles/data.tsv', import.meta.url), 'utf8'),
  version: VERSION,
  now: () => performance.now(),
  isColourOff: process.env.NO_COLOR !== undefined && process.env.NO_COLOR !== '',
})
