import { existsSync, globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import nlp from 'compromise/two'
import type { WordCounts } from './vocabulary.ts'

/** Files of the data whose text is not customers' talk. */
const GENERAL_FILES = /nyt|movie|imdb|checklist/

export type CountSources = {
  /** Folder of labelled public comments (`*.jsonl` with `text`). */
  readonly data: string
  /** Folder of text written for this project (`*.jsonl`, `*.tsv`); may be missing. */
  readonly text: string
  /** Folder of the taxonomy (`*.tsv`). */
  readonly taxonomy: string
}

/** How often words occur in comments, in other text, and in what was written for this project. */
export function readWordCounts({ data, text, taxonomy }: CountSources): {
  readonly customer: WordCounts
  readonly general: WordCounts
  readonly own: WordCounts
} {
  const files = filesIn(data, '**/*.jsonl')
  return {
    customer: countWords(files.filter((file) => !GENERAL_FILES.test(file))),
    general: countWords(files.filter((file) => GENERAL_FILES.test(file))),
    own: countWords([...filesIn(taxonomy, '*.tsv'), ...filesIn(text, '**/*.{tsv,jsonl}')]),
  }
}

function filesIn(folder: string, pattern: string): readonly string[] {
  if (!existsSync(folder)) return []
  return globSync(pattern, { cwd: folder })
    .sort()
    .map((file) => join(folder, file))
}

function textsOf(file: string): readonly string[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  if (file.endsWith('.tsv')) return lines
  return lines.map((line) => String((JSON.parse(line) as { text?: unknown }).text ?? ''))
}

function countWords(files: readonly string[]): WordCounts {
  const counts = new Map<string, number>()
  for (const text of files.flatMap(textsOf)) {
    const words = text.toLowerCase().replaceAll('’', "'")
    for (const word of words.match(/[a-z]+(?:['-][a-z]+)*|\b[345]g\b/g) ?? []) {
      // Tokens of the reader are split at hyphens, so parts count beside the whole.
      for (const part of new Set([word, ...word.split('-')])) {
        counts.set(part, (counts.get(part) ?? 0) + 1)
      }
    }
  }
  return counts
}

/** True for words that a part-of-speech lexicon of English lists in lower case, which leaves out mere names. */
export function ordinaryWords(): (word: string) => boolean {
  const file = createRequire(import.meta.url).resolve(
    'natural/lib/natural/brill_pos_tagger/data/English/lexicon_from_posjs.json'
  )
  const lexicon = new Set(Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object))
  return (word) => lexicon.has(word)
}

/** The lexicon of compromise, which its types leave out: word → tag or tags. */
function taggedWords(): Readonly<Record<string, string | readonly string[]>> {
  const model = nlp.model() as {
    one?: { lexicon?: Readonly<Record<string, string | readonly string[]>> }
  }
  return model.one?.lexicon ?? {}
}

/** True for first names and surnames of compromise's lexicon. */
export function isPersonName(): (word: string) => boolean {
  const lexicon = taggedWords()
  const tags = /^(?:Person|MaleName|FemaleName|FirstName|LastName)$/
  const names = new Set(
    Object.keys(lexicon).filter((word) =>
      [lexicon[word] ?? []].flat().some((tag) => tags.test(tag))
    )
  )
  return (word) => names.has(word)
}
