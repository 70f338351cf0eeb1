import { parseArgs } from 'node:util'
import { ENCODINGS, type Encoding } from '../service/read-file/decode-text.ts'
import type { ColumnOverrides } from '../service/read-file/recognise-columns.ts'
import { UsageError } from './usage-error.ts'

/** Forms of output. */
export const FORMATS = ['table', 'json', 'jsonl', 'csv', 'html'] as const
export type Format = (typeof FORMATS)[number]

/** `whyscore analyze` as it was written. */
export type AnalyzeArguments = {
  /** Path, or `-` for standard input. */
  readonly file: string
  readonly format: Format
  readonly out: string | null
  /** Heading of table and page; the file name when absent. */
  readonly title: string | undefined
  readonly rejectedOut: string | null
  readonly isQuiet: boolean
  /** Ranked themes that the table shows. */
  readonly shownCount: number
  readonly overrides: ColumnOverrides
  readonly encoding: Encoding | undefined
  /** A name, or the path of a JSON file. */
  readonly taxonomy: string | undefined
  /** Options in the shape of a request body, only those that were given. */
  readonly options: Readonly<Record<string, unknown>>
}

/** A screen or two; the rest is a line below. */
const DEFAULT_SHOWN_COUNT = 20

const TEXT = { type: 'string' } as const
const LIST = { type: 'string', multiple: true } as const
const SWITCH = { type: 'boolean' } as const

const FLAGS = {
  format: TEXT,
  out: TEXT,
  title: TEXT,
  rejected: TEXT,
  quiet: SWITCH,
  top: TEXT,
  question: TEXT,
  scale: TEXT,
  comment: TEXT,
  score: TEXT,
  id: TEXT,
  at: TEXT,
  respondent: TEXT,
  account: TEXT,
  role: TEXT,
  segment: LIST,
  encoding: TEXT,
  taxonomy: TEXT,
  'no-discover': SWITCH,
  'max-themes': TEXT,
  'adjust-for': LIST,
  'min-mentions': TEXT,
  'conf-level': TEXT,
  scenario: LIST,
  seed: TEXT,
} as const

type Flags = ReturnType<typeof parseFlags>['values']

/**
 * Reads the arguments of `whyscore analyze`.
 *
 * Values of options are checked later, together with those of a request; here only their form.
 *
 * @throws {UsageError} if a flag is unknown, has no value, or the file is missing
 */
export function parseAnalyzeArguments(argv: readonly string[]): AnalyzeArguments {
  const { values, positionals } = parseFlags(argv)
  const [file, ...others] = positionals
  if (file === undefined) {
    throw new UsageError('expected a file: whyscore analyze FILE (or - for standard input)')
  }
  if (others.length > 0) {
    throw new UsageError(
      `expected one file, got also ${others.join(', ')}; quote names with blanks`
    )
  }
  return {
    file,
    format: formatOf(values),
    out: values.out ?? null,
    title: values.title,
    rejectedOut: values.rejected ?? null,
    isQuiet: values.quiet ?? false,
    shownCount: shownCountOf(values.top),
    overrides: overridesOf(values),
    encoding:
      values.encoding === undefined ? undefined : oneOf('encoding', values.encoding, ENCODINGS),
    taxonomy: values.taxonomy,
    options: optionsOf(values),
  }
}

function parseFlags(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: FLAGS, allowPositionals: true })
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    const flag = /^Option '(--[\w-]+)[^']*' argument is ambiguous/.exec(text)?.[1]
    const message = flag
      ? `expected a value after ${flag}; one that begins with a dash is written ${flag}=-1`
      : text.split('. To specify')[0]
    throw new UsageError(`${message}; "whyscore help" lists the flags`)
  }
}

function formatOf(values: Flags): Format {
  if (values.format !== undefined) return oneOf('format', values.format, FORMATS)
  const ending = values.out?.split('.').at(-1)?.toLowerCase()
  return FORMATS.find((format) => format === ending) ?? 'table'
}

function overridesOf(values: Flags): ColumnOverrides {
  return {
    comment: values.comment,
    score: values.score,
    id: values.id,
    at: values.at,
    respondentId: values.respondent,
    accountId: values.account,
    role: values.role,
    ...(values.segment && { segments: values.segment }),
  }
}

function optionsOf(values: Flags): Record<string, unknown> {
  const themes = given({
    discover: values['no-discover'] ? false : undefined,
    maxThemes: numberOf('max-themes', values['max-themes']),
  })
  const drivers = given({
    adjustFor: values['adjust-for']?.flatMap((list) => list.split(',').map((name) => name.trim())),
    minMentions: numberOf('min-mentions', values['min-mentions']),
    confLevel: numberOf('conf-level', values['conf-level']),
    scenario: values.scenario && Object.fromEntries(values.scenario.map(scenarioEntry)),
  })
  return given({
    question: values.question,
    scale: values.scale?.trim().startsWith('{') ? jsonOf('scale', values.scale) : values.scale,
    seed: numberOf('seed', values.seed),
    themes: Object.keys(themes).length > 0 ? themes : undefined,
    drivers: Object.keys(drivers).length > 0 ? drivers : undefined,
  })
}

function shownCountOf(text: string | undefined): number {
  if (text === 'all') return Number.POSITIVE_INFINITY
  const count = numberOf('top', text) ?? DEFAULT_SHOWN_COUNT
  if (Number.isInteger(count) && count >= 1) return count
  throw new UsageError(`--top: expected a whole number of at least 1, or all, got "${text}"`)
}

function given(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

function numberOf(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const number = Number(text)
  if (text.trim() !== '' && Number.isFinite(number)) return number
  throw new UsageError(`--${flag}: expected a number, got "${text}"`)
}

function jsonOf(flag: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError(`--${flag}: expected a name or JSON in single quotes, got ${text}`)
  }
}

function scenarioEntry(text: string): [string, number | undefined] {
  const match = /^(.+)=([^=]+)$/.exec(text)
  if (!match?.[1]) throw new UsageError(`--scenario: expected THEME=FACTOR, got "${text}"`)
  return [match[1].trim(), numberOf('scenario', match[2])]
}

function oneOf<T extends string>(flag: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === text.toLowerCase())
  if (found) return found
  throw new UsageError(`--${flag}: expected one of ${allowed.join(', ')}, got "${text}"`)
}
