// The command line: arguments, progress and printing. What is analysed and how is decided in service/ and analysis/.

import { AppError } from '../domain/errors.ts'
import { errorText } from './analyze.ts'
import { COMMAND_GROUPS, COMMANDS, type Command } from './commands.ts'
import { commandHelp, overview, SHARED_OPTIONS } from './help-text.ts'
import type { CliIo } from './io.ts'
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

async function dispatch(argv: readonly string[], io: CliIo): Promise<void> {
  const [command, ...rest] = argv
  if (command === undefined)
    throw new UsageError(`expected a command\n\n${overview(COMMAND_GROUPS)}`)
  if (/^(help|--help|-h)$/.test(command)) return io.stdout.write(helpFor(rest[0]))
  const name = command === 'analyse' ? 'analyze' : command
  if (rest.some((arg) => /^(--help|-h)$/.test(arg))) return io.stdout.write(helpFor(name))
  if (/^(--version|-v|version)$/.test(command)) return io.stdout.write(`${io.version}\n`)
  if (command === 'explain') return io.stdout.write(await io.readMethodNotes())
  return commandOf(name).run(rest, io)
}

/** A command by its name. @throws {UsageError} with all names if there is none */
function commandOf(name: string): Command {
  const command = COMMANDS.get(name)
  if (command !== undefined) return command
  const known = [...COMMANDS.keys(), 'explain'].join(', ')
  throw new UsageError(`expected ${known} or help, got "${name}"`)
}

function helpFor(name: string | undefined): string {
  if (name === undefined || /^(help|explain)$/.test(name)) return overview(COMMAND_GROUPS)
  return name === 'options' ? SHARED_OPTIONS : commandHelp(commandOf(name))
}
