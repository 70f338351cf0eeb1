import { detectAll } from 'tinyld/light'
import type { Lexeme } from '../tokens/lexeme.ts'

/** From this share of English words on, a comment is English whatever its letters look like. */
const ENGLISH_WORD_SHARE = 2 / 3

/**
 * By how much another language's accuracy must pass English's. With it 8 of 14,450 English texts
 * (labelled clauses and public comments) looks foreign.
 */
const MIN_LEAD = 0.03

/** Fewer Latin words than this tell a language only when none of them is English. */
const MIN_LATIN_WORDS = 3

/**
 * The language of a comment, English unless the evidence against it is strong.
 *
 * Names, borrowed words and misspellings make short English comments look foreign to any detector, so the English
 * vocabulary is asked first, and the detector only about what it does not explain.
 *
 * @param comment - the comment
 * @param lexemes - its tokens
 * @returns ISO 639-1; `und` when there are too few words to tell and none is English
 * @throws nothing
 * @see tinyld 1.3 (MIT), its light build: 24 languages by n-grams
 * @example
 * detectLanguage('Sehr gut und schnell', lexemes) // => 'de'
 */
export function detectLanguage(comment: string, lexemes: readonly Lexeme[]): string {
  let wordCount = 0
  let englishCount = 0
  for (let i = 0; i < lexemes.length; i += 1) {
    const lexeme = lexemes[i]
    if (lexeme?.kind !== 'word') continue
    wordCount += 1
    if (lexeme.shape.isEnglish) englishCount += 1
  }
  if (wordCount === 0) return hasForeignScript(comment) ? languageOf(comment) : 'und'
  if (englishCount >= ENGLISH_WORD_SHARE * wordCount) return 'en'
  const isTooShort = wordCount < MIN_LATIN_WORDS && !hasForeignScript(comment)
  if (isTooShort && englishCount > 0) return 'en'
  if (wordCount === 1 && isTooShort) return 'und'
  return languageOf(comment)
}

function languageOf(comment: string): string {
  const [best, ...others] = detectAll(comment)
  if (best === undefined) return 'und'
  if (best.lang === 'en') return 'en'
  const english = others.find(({ lang }) => lang === 'en')?.accuracy ?? 0
  return best.accuracy - english >= MIN_LEAD ? best.lang : 'en'
}

/** True when most letters of the comment are of another script than Latin. */
function hasForeignScript(comment: string): boolean {
  const letters = comment.match(/\p{L}/gu)?.length ?? 0
  const latin = comment.match(/\p{Script=Latin}/gu)?.length ?? 0
  return letters > 0 && latin < letters / 2
}
