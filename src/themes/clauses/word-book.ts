import type { WordVectors } from '../../text/word-vectors/word-vectors.ts'
import { PorterStemmer } from './porter-stemmer.ts'

/** Everything the themes need to know of one word form. */
export type Word = {
  readonly id: number
  readonly form: string
  /** Shared by forms of one stem ("refund", "refunds", "refunded"). */
  readonly stemId: number
  /** Row of the word vectors; -1 without one. */
  readonly row: number
  /** Smooth inverse frequency in (0, 1); 0 for words without meaning of their own. */
  readonly weight: number
}

/** Numbers the words and stems of one analysis in the order in which they come. */
export type WordBook = {
  readonly words: readonly Word[]
  readonly stems: readonly string[]
  wordOf(form: string): Word
  /** Ids of the words that a token is made of. */
  idsOf(token: string): readonly number[]
}

/** The word forms of a text, split as the words of clauses are. */
export function formsOfPhrase(text: string): readonly string[] {
  return text
    .toLowerCase()
    .replaceAll('’', "'")
    .split(/[^\p{L}\p{N}'£$€]+/u)
    .filter(Boolean)
}

/** The words of a clause, in order. */
export function wordsOf(
  { words }: { readonly words: Int32Array },
  book: WordBook
): readonly Word[] {
  const found: Word[] = []
  for (const id of words) {
    const word = book.words[id]
    if (word !== undefined) found.push(word)
  }
  return found
}

/** Stems of forms that the stemmer parts from their verb ("broke") or takes for another word ("rang" for "range", "customs" for "customer"). */
const IRREGULAR: ReadonlyMap<string, string> = new Map(
  `ring:rang,rung break:broke,broken freez:froze,frozen steal:stole,stolen sell:sold bui:bought pai:paid send:sent keep:kept
lose:lost eat:eaten drive:drove,driven fly:flew,flown teach:taught write:wrote,written tell:told speak:spoke,spoken hear:heard
hold:held sleep:slept spend:spent tear:tore,torn wear:wore,worn leav:left forget:forgot,forgotten stick:stuck choos:chose,chosen
rise:rose,risen run:ran sit:sat stand:stood feel:felt fall:fell,fallen bring:brought build:built bite:bit,bitten shake:shook,shaken
hide:hid,hidden swear:swore,sworn throw:threw,thrown sing:sang,sung sink:sank,sunk drink:drank,drunk
training:training,trained lasts:lasts building:building,buildings dated:dated customs:customs`
    .split(/\s+/)
    .flatMap((line) => {
      const [stem = '', forms = ''] = line.split(':')
      return forms.split(',').map((form) => [form, stem] as const)
    })
)

/** Words that say nothing about a topic, whatever their frequency; negators stay, since "no signal" is a phrase. "mention" stands for @names. */
const EMPTY_WORDS = new Set(
  `a an the this that these those i me my mine we us our ours you your yours he him his she her hers it its they them their
theirs who whom whose which what am is are was were be been being do does did done doing have has had having will would shall
should can could may might must of to in on at by for with from as into onto than then so very too just also really quite
and or but if because while when where how why about there here all any both each few more most other some such only own same
again further once s t d ll re ve m n't much many lot lots even still yet ever get got gets getting one ones thing things way
please thank thanks hi hello etc mention`.split(/\s+/)
)

/**
 * A word book, empty or begun.
 *
 * @param vectors - word vectors that give rows and frequencies
 * @param start - a book whose words the new one begins with; it is not changed
 * @returns a book that grows with `wordOf`; equal words in equal order give equal ids
 * @throws nothing
 * @see Porter (1980) An algorithm for suffix stripping
 * @example
 * const book = createWordBook(vectors)
 * book.wordOf('refunds').stemId === book.wordOf('refund').stemId // => true
 */
export function createWordBook(vectors: WordVectors, start?: WordBook): WordBook {
  const words: Word[] = [...(start?.words ?? [])]
  const stems: string[] = [...(start?.stems ?? [])]
  const byForm = new Map(words.map((word) => [word.form, word]))
  const stemIds = new Map(stems.map((stem, id) => [stem, id]))
  const idsByToken = new Map<string, readonly number[]>()
  const book: WordBook = {
    words,
    stems,
    idsOf(token) {
      let ids = idsByToken.get(token)
      if (ids === undefined) {
        ids = formsOfPhrase(token).map((form) => book.wordOf(form).id)
        idsByToken.set(token, ids)
      }
      return ids
    },
    wordOf(form) {
      const known = byForm.get(form)
      if (known !== undefined) return known
      const stem = IRREGULAR.get(form) ?? PorterStemmer.stem(form)
      let stemId = stemIds.get(stem)
      if (stemId === undefined) {
        stemId = stems.length
        stems.push(stem)
        stemIds.set(stem, stemId)
      }
      const weight = EMPTY_WORDS.has(form) ? 0 : vectors.weightOf(form)
      const word: Word = { id: words.length, form, stemId, row: vectors.rowOf(form) ?? -1, weight }
      words.push(word)
      byForm.set(form, word)
      return word
    },
  }
  return book
}
