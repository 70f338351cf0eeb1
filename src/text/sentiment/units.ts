import type { Token } from '../../domain/reading.ts'

/** A word as the model sees it; a token such as "wasn't" gives two. */
export type Unit = {
  /** Normal form; numbers, amounts and durations are one form each. */
  readonly form: string
  /** Index of its token in the comment. */
  readonly token: number
  readonly isNegated: boolean
  readonly isShouted: boolean
}

const NEGATORS = new Set(
  'not no never none nobody nothing nowhere neither nor without hardly barely scarcely lack lacks lacking zero'.split(
    ' '
  )
)
const SCOPE_ENDS = new Set('but however although though because so except and'.split(' '))
/** Words after a negator that it reaches, from the VADER authors' three, widened for "did not at any point help". */
const MAX_SCOPE_WORDS = 5

const DURATION = new Set(
  'second seconds minute minutes hour hours day days week weeks month months year years night nights'.split(
    ' '
  )
)
const NUMBER_WORDS = new Set(
  'one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty hundred half couple several few many'.split(
    ' '
  )
)

/**
 * The words of a token range as model units, with negation scope.
 *
 * A negator reaches the next five words, and stops at punctuation and contrast. "not only" and "no wonder" do not negate.
 *
 * @param comment - the comment, for capitals
 * @param tokens - all its tokens
 * @param from - first token
 * @param to - token after the last
 * @returns units in order; punctuation appears only as `!`, `?` and `…`
 * @throws nothing
 * @see Pang, Lee & Vaithyanathan (2002) Thumbs up?, section 4 (negation tags)
 * @example
 * // "not good" => [{ form: 'not', … }, { form: 'good', isNegated: true, … }]
 */
export function unitsOf(
  comment: string,
  tokens: readonly Token[],
  from: number,
  to: number
): Unit[] {
  const units: Unit[] = []
  let scope = 0
  for (let i = from; i < to; i += 1) {
    const token = tokens[i]
    if (token === undefined) continue
    if (token.kind === 'punctuation') {
      scope = 0
      const mark = markOf(token.normal)
      if (mark !== undefined)
        units.push({ form: mark, token: i, isNegated: false, isShouted: false })
      continue
    }
    const isShouted = isUpper(comment, token)
    for (const form of formsOf(token, units.at(-1)?.form)) {
      if (SCOPE_ENDS.has(form)) scope = form === 'and' ? Math.min(scope, 2) : 0
      units.push({ form, token: i, isNegated: scope > 0, isShouted })
      if (NEGATORS.has(form)) scope = MAX_SCOPE_WORDS + 1
      else if ((form === 'only' || form === 'wonder') && scope === MAX_SCOPE_WORDS) scope = 0
      scope = Math.max(0, scope - 1)
    }
  }
  return units
}

function markOf(normal: string): string | undefined {
  if (normal.startsWith('!')) return '!'
  if (normal.startsWith('?')) return '?'
  return normal.startsWith('..') || normal === '…' ? '…' : undefined
}

function isUpper(comment: string, token: Token): boolean {
  if (token.kind !== 'word' || token.end - token.start < 3) return false
  const value = comment.slice(token.start, token.end)
  return value === value.toUpperCase() && value !== value.toLowerCase()
}

function formsOf(token: Token, before: string | undefined): readonly string[] {
  if (token.kind === 'number') return ['#number']
  if (token.kind === 'word' && DURATION.has(token.normal)) {
    return before === '#number' || NUMBER_WORDS.has(before ?? '') ? ['#duration'] : [token.normal]
  }
  if (token.kind === 'other' && /^[£$€₹¥]$/.test(token.normal)) return ['#money']
  return token.normal.includes(' ') ? token.normal.split(' ') : [token.normal]
}
