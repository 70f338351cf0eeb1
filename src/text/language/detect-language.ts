import { eld } from 'eld/extrasmall'
import type { Token } from '../../domain/reading.ts'

/** From this share of English words on, a comment is English whatever its letters look like. */
const ENGLISH_WORD_SHARE = 2 / 3

/**
 * By how much another language's score must pass English's. Without it 1 in 60 English survey answers, mostly
 * of two or three words, looked foreign; with it 1 in 1,000 (labelled clauses and 12,000 public comments).
 */
const MIN_SCORE_LEAD = 0.1

/** Fewer Latin words than this tell a language only when none of them is English. */
const MIN_LATIN_WORDS = 3

/**
 * The language of a comment, English unless the evidence against it is strong.
 *
 * Names, borrowed words and misspellings make short English comments look foreign to any detector, so the English
 * vocabulary is asked first, and the detector only about what it does not explain.
 *
 * @param comment - the comment
 * @param tokens - its tokens
 * @param isEnglish - whether a lower-case word is in the English vocabulary
 * @returns ISO 639-1; `und` when there are too few words to tell and none is English
 * @throws nothing
 * @see eld 2.1 (Apache-2.0), 60 languages by n-grams
 * @example
 * detectLanguage('Sehr gut und schnell', tokens, isEnglish) // => 'de'
 */
export function detectLanguage(
  comment: string,
  tokens: readonly Token[],
  isEnglish: (word: string) => boolean
): string {
  const words = tokens
    .filter((token) => token.kind === 'word')
    .map((token) => comment.slice(token.start, token.end).toLowerCase())
  const englishCount = words.filter(isEnglish).length
  if (words.length === 0) return hasForeignScript(comment) ? languageOf(comment) : 'und'
  if (englishCount >= ENGLISH_WORD_SHARE * words.length) return 'en'
  const isTooShort = words.length < MIN_LATIN_WORDS && !hasForeignScript(comment)
  if (isTooShort && englishCount > 0) return 'en'
  if (words.length === 1 && isTooShort) return 'und'
  return languageOf(comment)
}

function languageOf(comment: string): string {
  const found = eld.detect(comment)
  const scores = found.getScores()
  if (found.language === '') return 'und'
  const lead = (scores[found.language] ?? 0) - (scores.en ?? 0)
  return found.language !== 'en' && lead >= MIN_SCORE_LEAD ? found.language : 'en'
}

/** True when most letters of the comment are of another script than Latin. */
function hasForeignScript(comment: string): boolean {
  const letters = comment.match(/\p{L}/gu)?.length ?? 0
  const latin = comment.match(/\p{Script=Latin}/gu)?.length ?? 0
  return letters > 0 && latin < letters / 2
}
