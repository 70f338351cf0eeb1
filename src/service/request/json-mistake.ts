const TOKEN =
  /[ \t\n\r]*(?:([{}[\],:])|"[^"\\\p{Cc}]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\p{Cc}]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/uy

type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'end'

/**
 * Where a text stops being JSON, for a message that quotes nothing: the text may hold comments.
 *
 * @param text - text that `JSON.parse` has refused
 * @returns "the first mistake is in line 3, column 7", or that the text ends too early
 */
export function describeJsonMistake(text: string): string {
  const offset = mistakeOffset(text)
  if (offset >= text.trimEnd().length)
    return 'it ends too early, as if a bracket or quote were left open'
  const before = text.slice(0, offset).split('\n')
  return `the first mistake is in line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
}

function mistakeOffset(text: string): number {
  const open: ('{' | '[')[] = []
  let expected: Expected = 'value'
  let offset = 0
  for (;;) {
    const start = offset + (/^[ \t\n\r]*/.exec(text.slice(offset, offset + 1_000))?.[0].length ?? 0)
    TOKEN.lastIndex = offset
    const match = TOKEN.exec(text)
    if (!match) return text[start] === '"' && isUnclosed(text, start) ? text.length : start
    const next = step(expected, match[1] ?? (text[start] === '"' ? 'string' : 'literal'), open)
    if (next === null) return start
    expected = next
    offset = TOKEN.lastIndex
  }
}

/** What may follow a token; null when the token may not stand here. */
function step(expected: Expected, token: string, open: ('{' | '[')[]): Expected | null {
  const after = (): Expected => (open.length === 0 ? 'end' : 'comma-or-end')
  const isValue = expected === 'value' || expected === 'value-or-end'
  if (token === '{' || token === '[') {
    if (!isValue) return null
    open.push(token)
    return token === '{' ? 'key-or-end' : 'value-or-end'
  }
  if (token === '}' || token === ']') {
    const own = token === '}' ? 'key-or-end' : 'value-or-end'
    const isOwn = open.at(-1) === (token === '}' ? '{' : '[')
    if (!isOwn || (expected !== 'comma-or-end' && expected !== own)) return null
    open.pop()
    return after()
  }
  if (token === ':') return expected === 'colon' ? 'value' : null
  if (token === ',') {
    if (expected !== 'comma-or-end') return null
    return open.at(-1) === '{' ? 'key' : 'value'
  }
  if (token === 'string' && (expected === 'key' || expected === 'key-or-end')) return 'colon'
  return isValue ? after() : null
}

/** True for a text in quotes that never ends; false when it holds something that it must not. */
function isUnclosed(text: string, start: number): boolean {
  return !/["\p{Cc}]/u.test(text.slice(start + 1).replaceAll(/\\./g, ''))
}
