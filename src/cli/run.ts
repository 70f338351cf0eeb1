// The command line: arguments, progress and printing. What is analysed and how is decided in service/ and analysis/.

import { AppError } from '../domain/errors.ts'
import { accounts } from './accounts.ts'
import { analyze, errorText } from './analyze.ts'
import { cases } from './cases.ts'
import { HELP_TEXT } from './help-text.ts'
import type { CliIo } from './io.ts'
import { segments } from './segments.ts'
import { trends } from './trends.ts'
import { UsageError } from './usage-error.ts'

/**
 * Runs the command line.
 *
 * @param argv - arguments after the name of the program
 * @param io - streams, engine, clock
 * @returns exit status: 0 done, 1 the input could not be used, 2 wrong usage
 */
export async function run(argv: readonly string[], io: CliIo): Promise<0 | 1 | 2> {
  try {
    await dispatch(argv, io)
    return 0
  } catch (error) {
    if (error instanceof UsageError) {
      await io.stderr.write(`whyscore: ${error.message}\n`)
      return 2
    }
    if (!(error instanceof AppError)) throw error
    await io.stderr.write(`${errorText(error)}\n`)
    return 1
  }
}

/** Commands that look at an analysed file from one side. */
const REPORTS = new Map([
  ['segments', segments],
  ['accounts', accounts],
  ['trends', trends],
  ['cases', cases],
])

async function dispatch(argv: readonly string[], io: CliIo): Promise<void> {
  const [command, ...rest] = argv
  if (command === undefined) throw new UsageError(`expected a command\n\n${HELP_TEXT}`)
  if (/^(help|--help|-h)$/.test(command) || rest.some((arg) => /^(--help|-h)$/.test(arg))) {
    return io.stdout.write(HELP_TEXT)
  }
  if (/^(--version|-v|version)$/.test(command)) return io.stdout.write(`${io.version}\n`)
  if (command === 'explain') return io.stdout.write(await io.readMethodNotes())
  if (command === 'analyze' || command === 'analyse') return analyze(rest, io)
  const report = REPORTS.get(command)
  if (report !== undefined) return report(rest, io)
  const known = ['analyze', ...REPORTS.keys(), 'explain'].join(', ')
  throw new UsageError(`expected ${known} or help, got "${command}"`)
}
