import type { Token } from '../../domain/reading.ts'

// Words that open a clause of the other sign wherever they stand.
const CONTRAST = new Set(
  'but however although though except whereas unfortunately sadly nevertheless nonetheless'.split(
    ' '
  )
)
// Openers of two or three words.
const CONTRAST_PHRASES = byFirstWord(
  `shame that|shame about|a shame|even though|even if|on the other hand|apart from|other than|in spite of|only downside|my only
the only downside|the only issue|the only problem|the only thing|only problem|only issue|that said|having said that|let down by|if only|pity about|pity that|pity the|pity it|shame it|shame the|shame they|shame you|mind you|on the plus side|on the downside`
    .split(/[|\n]/)
    .map((phrase) => phrase.split(' '))
)

/** First words of all contrasts. */
export const OPENERS: ReadonlySet<string> = new Set([
  ...CONTRAST,
  ...CONTRAST_PHRASES.keys(),
  'yet',
  'while',
  'just',
])
// "nothing but praise", "not only … but also", "all but", "last but not least", "could not but".
const NO_CONTRAST_BEFORE = new Set('nothing anything everything all none cannot last'.split(' '))
const NO_CONTRAST_AFTER = new Set('also for'.split(' '))

const SUBJECTS = new Set(
  'i you he she it we they there this that these the my our your their nobody noone no everyone'.split(
    ' '
  )
)

/**
 * Whether a contrast starts at a token: "but", "although", "shame that".
 *
 * @param tokens - tokens of the comment
 * @param i - index of the token
 * @param from - start of the clause that the token would end
 * @returns true when the clause should end before token i
 * @throws nothing
 * @see lexicons/sentiment-model/README.md
 * @example
 * // "slow but fair": true at "but"; "nothing but praise": false
 */
export function isContrastAt(tokens: readonly Token[], i: number, from: number): boolean {
  if (i <= from) return false
  const normal = tokens[i]?.normal ?? ''
  if (!OPENERS.has(normal)) return false
  const before = tokens[i - 1]?.normal ?? ''
  if (CONTRAST.has(normal)) {
    if (normal === 'but') {
      return !NO_CONTRAST_BEFORE.has(before) && !NO_CONTRAST_AFTER.has(tokens[i + 1]?.normal ?? '')
    }
    // "good though", "even though": a last "though" looks back, and "even though" starts one word earlier.
    if (normal === 'though' || normal === 'however')
      return before !== 'even' && before !== 'as' && isFollowedByWords(tokens, i)
    return isFollowedByWords(tokens, i)
  }
  if (normal === 'yet' || normal === 'while' || normal === 'just')
    return isFollowedByWords(tokens, i) && (before === ',' || isYetOfContrast(tokens, i))
  const phrases = CONTRAST_PHRASES.get(normal)
  return (
    phrases?.some((phrase) => phrase.every((word, k) => tokens[i + k]?.normal === word)) === true
  )
}

/** "yet nobody rang", but not "not yet", "have yet to". */
function isYetOfContrast(tokens: readonly Token[], i: number): boolean {
  return tokens[i]?.normal === 'yet' && SUBJECTS.has(tokens[i + 1]?.normal ?? '')
}

function isFollowedByWords(tokens: readonly Token[], i: number): boolean {
  const next = tokens[i + 1]?.normal ?? ''
  const afterNext = tokens[i + 2]
  const second = next === ',' ? afterNext : tokens[i + 1]
  return second !== undefined && second.kind !== 'punctuation'
}

/** Hoisted, since the table of phrases is made with it. */
function byFirstWord(phrases: readonly string[][]): ReadonlyMap<string, readonly string[][]> {
  const groups = new Map<string, string[][]>()
  for (const phrase of phrases) {
    const [first = ''] = phrase
    groups.set(first, [...(groups.get(first) ?? []), phrase])
  }
  return groups
}
