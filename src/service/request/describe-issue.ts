import type { z } from 'zod'
import type { ErrorDetail } from '../../domain/errors.ts'
import { describeValue, jsonPointer } from './json-pointer.ts'

/** Names of kinds of values for people. */
const KIND_NAMES: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

/**
 * Turns a failed check into "expected …, got …" at its place.
 *
 * @param issue - what zod found
 * @param input - the value that was checked
 * @param base - path of the value within the request
 * @returns one detail; several for unknown fields
 */
export function describeIssue(
  issue: z.core.$ZodIssue,
  input: unknown,
  base: readonly PropertyKey[] = []
): ErrorDetail[] {
  const path = [...base, ...issue.path]
  const got = describeValue(valueAt(input, issue.path), path.at(-1))
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: jsonPointer([...path, key]),
      detail: `expected no field of this name; remove "${key}" or correct its spelling`,
    }))
  }
  if (issue.code === 'invalid_union') return [deepestBranch(issue, input, base)]
  return [{ pointer: jsonPointer(path), detail: `expected ${expectation(issue)}, got ${got}` }]
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return KIND_NAMES[issue.expected] ?? `a value of type ${issue.expected}`
    case 'invalid_value':
      return oneOf(issue.values)
    case 'too_small':
      return `${sizeOf(issue.origin)} of at least ${issue.minimum}${unitOf(issue.origin, issue.minimum)}`
    case 'too_big':
      return `${sizeOf(issue.origin)} of at most ${issue.maximum}${unitOf(issue.origin, issue.maximum)}`
    case 'custom':
      return issue.message.replace(/^expected /, '')
    default:
      // Formats bring their own words; without them nobody knows what to change.
      return /^expected /.test(issue.message)
        ? issue.message.replace(/^expected /, '')
        : 'another value'
  }
}

function oneOf(values: unknown): string {
  const list = Array.isArray(values) ? values : []
  return `${list.length > 1 ? 'one of ' : ''}${list.map((v) => JSON.stringify(v)).join(', ')}`
}

function sizeOf(origin: string): string {
  if (origin === 'string') return 'a text'
  if (origin === 'array') return 'a list'
  return 'a number'
}

function unitOf(origin: string, count: number | bigint): string {
  const isOne = Number(count) === 1
  if (origin === 'string') return isOne ? ' character' : ' characters'
  if (origin === 'array') return isOne ? ' entry' : ' entries'
  return ''
}

/** Of the branches of a union, the one that got furthest into the value says most. */
function deepestBranch(
  issue: z.core.$ZodIssueInvalidUnion,
  input: unknown,
  base: readonly PropertyKey[]
): ErrorDetail {
  const inner = valueAt(input, issue.path)
  const branches = issue.errors
    .flatMap((branch) => branch.slice(0, 1))
    .sort((a, b) => b.path.length - a.path.length)
  const deepest = branches[0]
  if (deepest && deepest.path.length > 0) {
    const [detail] = describeIssue(deepest, inner, [...base, ...issue.path])
    if (detail) return detail
  }
  // An unknown discriminator has no branches, only the values that it may take.
  const named = issue.errors.length === 0 && 'options' in issue ? oneOf(issue.options) : null
  const wanted = named ?? [...new Set(branches.map(expectation))].join(' or ')
  return {
    pointer: jsonPointer([...base, ...issue.path]),
    detail: `expected ${wanted}, got ${describeValue(inner, [...base, ...issue.path].at(-1))}`,
  }
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    input
  )
}
