import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { describeIssue } from '../../../src/service/request/describe-issue.ts'

const edit = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('rename'), label: z.string().min(1) }),
  z.strictObject({ op: z.literal('undo') }),
])

function detailsOf(schema: z.ZodType, input: unknown): string[] {
  const issues = schema.safeParse(input).error?.issues ?? []
  return issues.flatMap((issue) => describeIssue(issue, input).map(({ detail }) => detail))
}

describe('what a failed check tells', () => {
  it('names the kinds there are where one is unknown', () => {
    expect(detailsOf(edit, { op: 'bogus' })).toEqual([
      'expected one of "rename", "undo", got "bogus"',
    ])
  })

  it('repeats the words that a format brings', () => {
    const id = z.string().regex(/^[a-z]+$/, 'expected letters')
    expect(detailsOf(id, 'a/b')).toEqual(['expected letters, got "a/b"'])
  })

  it('counts one in the singular', () => {
    expect(detailsOf(edit, { op: 'rename', label: '' })).toEqual([
      'expected a text of at least 1 character, got ""',
    ])
  })

  it('never repeats a secret, however short', () => {
    const source = z.object({ secret: z.string().min(8) })
    expect(detailsOf(source, { secret: 'abc' })).toEqual([
      'expected a text of at least 8 characters, got a text of 3 characters',
    ])
  })
})
