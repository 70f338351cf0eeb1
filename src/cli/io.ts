import type { Engine } from '../domain/analysis.ts'

/** What the command line needs from its surroundings; `runtime/command-line.ts` gives the real ones. */
export type CliIo = {
  readonly stdout: Output
  readonly stderr: Output
  readonly stdin: AsyncIterable<Uint8Array>
  readonly loadEngine: () => Promise<Engine>
  /** Text of `src/insight/README.md`. */
  readonly readMethodNotes: () => Promise<string>
  /** Text of `lexicons/roles/data.tsv`. */
  readonly readRoles: () => Promise<string>
  readonly version: string
  /** Clock in milliseconds. */
  readonly now: () => number
  /** True when `NO_COLOR` is set to anything. */
  readonly isColourOff: boolean
}

/** A stream that text is written to. */
export type Output = {
  readonly isTerminal: boolean
  /** Width of the terminal, when it is one. */
  readonly columns: number | undefined
  /** Resolves when more can be written. */
  write(text: string): Promise<void>
}
