import { UsageError } from './usage-error.ts'

/** Flags of one command, parted from those that every command with a file shares. */
export type OwnFlags = {
  /** Values of each flag in the order given. */
  readonly values: ReadonlyMap<string, readonly string[]>
  /** Arguments that are left for `parseAnalyzeArguments`. */
  readonly rest: readonly string[]
}

/**
 * Takes a command's own flags, `--name value` or `--name=value`, out of its arguments.
 *
 * @param argv - arguments after the command
 * @param names - flags of this command, without dashes
 * @throws {UsageError} if a flag has no value
 */
export function takeFlags(argv: readonly string[], names: readonly string[]): OwnFlags {
  const values = new Map<string, string[]>()
  const rest: string[] = []
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i] ?? ''
    const [flag = '', ...inline] = argument.split('=')
    const name = flag.startsWith('--') ? flag.slice(2) : ''
    if (!names.includes(name)) {
      rest.push(argument)
      continue
    }
    const value = inline.length > 0 ? inline.join('=') : argv[++i]
    if (value === undefined || (inline.length === 0 && value.startsWith('--'))) {
      throw new UsageError(`--${name}: expected a value`)
    }
    values.set(name, [...(values.get(name) ?? []), value])
  }
  return { values, rest }
}

/** The last value of a flag; undefined when it was not given. */
export function lastOf({ values }: OwnFlags, name: string): string | undefined {
  return values.get(name)?.at(-1)
}

/**
 * A whole number given to a flag.
 *
 * @throws {UsageError} if the text is no whole number of 1 or more
 */
export function countOf(flags: OwnFlags, name: string): number | undefined {
  const text = lastOf(flags, name)
  if (text === undefined) return undefined
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1) return count
  throw new UsageError(`--${name}: expected a whole number of 1 or more, got "${text}"`)
}

/** Names given to a flag, separated by commas, over all its uses; undefined when it was not given. */
export function listOf({ values }: OwnFlags, name: string): readonly string[] | undefined {
  return values.get(name)?.flatMap((list) => list.split(',').map((part) => part.trim()))
}

/**
 * A number given to a flag.
 *
 * @throws {UsageError} if the text is no number
 */
export function numberOf(flags: OwnFlags, name: string): number | undefined {
  const text = lastOf(flags, name)
  if (text === undefined) return undefined
  // Minus signs as they are pasted from reports.
  const number = Number(text.replace(/^[−–]/, '-'))
  if (text.trim() !== '' && Number.isFinite(number)) return number
  throw new UsageError(`--${name}: expected a number, got "${text}"`)
}

/** Bucket rules given as `FIELD=RULE`. @throws {UsageError} if one has another form */
export function bucketRulesOf(flags: OwnFlags): ReadonlyMap<string, string> {
  return new Map(
    (flags.values.get('bucket') ?? []).map((text): [string, string] => {
      const at = text.lastIndexOf('=')
      if (at < 1) throw new UsageError(`--bucket: expected FIELD=RULE, got "${text}"`)
      return [text.slice(0, at), text.slice(at + 1)]
    })
  )
}

/** One of a flag's allowed values, or the default. @throws {UsageError} if it is another */
export function choiceOf<T extends string>(
  flags: OwnFlags,
  name: string,
  allowed: readonly [T, ...T[]],
  fallback: T
): T {
  const text = lastOf(flags, name)
  const found = text === undefined ? fallback : allowed.find((value) => value === text)
  if (found !== undefined) return found
  throw new UsageError(`--${name}: expected ${allowed.join(', ')}, got "${text}"`)
}
