import type { Token } from '../../domain/reading.ts'

/** Word → languages (ISO 639-1) in which it is among the most usual of survey answers. */
export type LanguageWords = ReadonlyMap<string, readonly string[]>

// Scripts that one language or a family of unsupported ones is written in.
const SCRIPTS: readonly (readonly [pattern: RegExp, language: string])[] = [
  [/[\u3040-\u30ff]/g, 'ja'],
  [/[\uac00-\ud7af]/g, 'ko'],
  [/[\u4e00-\u9fff]/g, 'zh'],
  [/[іїєґ]/gi, 'uk'],
  [/[\u0400-\u04ff]/g, 'ru'],
  [/[\u0370-\u03ff]/g, 'el'],
  [/[\u0590-\u05ff]/g, 'he'],
  [/[\u0600-\u06ff]/g, 'ar'],
  [/[\u0900-\u097f]/g, 'hi'],
  [/[\u0e00-\u0e7f]/g, 'th'],
]
const MIN_WORDS = 3
const MIN_FOREIGN_WORDS = 2

/**
 * Reads `lexicons/language-words/data.tsv`.
 *
 * @param table - the file's text
 * @returns languages by word
 * @throws nothing
 * @see lexicons/language-words
 * @example
 * readLanguageWords('term\tlanguage\nsehr\tde\n').get('sehr') // => ['de']
 */
export function readLanguageWords(table: string): LanguageWords {
  const words = new Map<string, string[]>()
  for (const line of table.split('\n').slice(1)) {
    const [term, language] = line.split('\t')
    if (term === undefined || language === undefined) continue
    words.set(term, [...(words.get(term) ?? []), language])
  }
  return words
}

/**
 * The language of a comment, English unless the evidence against it is strong.
 *
 * Another script decides by its letters. In Latin script a comment is foreign when at least two of its words, and twice as
 * many as are English, belong to one other language; borrowed words and names in an English comment change nothing.
 *
 * @param comment - the comment
 * @param tokens - its tokens
 * @param words - usual words by language
 * @param isEnglish - whether a lower-case word is in the English vocabulary
 * @returns ISO 639-1; `und` when there are too few words to tell and none is English
 * @throws nothing
 * @see lexicons/language-words
 * @example
 * detectLanguage('Sehr gut und schnell', tokens, words, isEnglish) // => 'de'
 */
export function detectLanguage(
  comment: string,
  tokens: readonly Token[],
  words: LanguageWords,
  isEnglish: (word: string) => boolean
): string {
  const script = languageOfScript(comment)
  if (script !== undefined) return script
  const counts = new Map<string, number>()
  let total = 0
  let english = 0
  for (const token of tokens) {
    if (token.kind !== 'word') continue
    total += 1
    const word = comment.slice(token.start, token.end).toLowerCase()
    const languages = words.get(word)
    const isKnown = isEnglish(word) || isEnglish(token.normal) || token.normal.includes(' ')
    if (languages?.includes('en') || (isKnown && languages === undefined)) english += 1
    for (const language of languages ?? []) {
      if (language !== 'en') counts.set(language, (counts.get(language) ?? 0) + 1)
    }
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const isForeign =
    best !== undefined &&
    best[1] >= MIN_FOREIGN_WORDS &&
    best[1] >= 2 * english &&
    best[1] >= 0.3 * total
  if (isForeign) return best[0]
  return total < MIN_WORDS && english === 0 ? 'und' : 'en'
}

function languageOfScript(comment: string): string | undefined {
  const letters = comment.match(/\p{L}/gu)?.length ?? 0
  if (letters === 0 || /^[\p{ASCII}\p{Script=Latin}\p{P}\p{S}]*$/u.test(comment)) return undefined
  for (const [pattern, language] of SCRIPTS) {
    if ((comment.match(pattern)?.length ?? 0) > letters / 2) return language
  }
  return undefined
}
