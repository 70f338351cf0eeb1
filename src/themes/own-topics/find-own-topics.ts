// What is here: topics of a trade that no built-in theme has a word for, found by the noun that their clauses share.
// Not here: clustering of what no theme explains (discovery/), names (naming/).
import type { ThemeDefinition } from '../../domain/theme.ts'
import { NOUN, PART_OF_SPEECH, type ThemeClause } from '../clauses/clause-table.ts'
import { isTopical } from '../clauses/topical-stems.ts'
import { formsOfPhrase, type WordBook } from '../clauses/word-book.ts'

/** A noun needs this many clauses that no built-in theme is sure of, also as a share of the comments. */
const MIN_UNSURE_RATE = 0.02
const MIN_UNSURE_CLAUSES = 4
/** A noun of more comments is what the whole survey is about. */
const MAX_COMMENT_SHARE = 0.2
/** Share of the uses of a word in which it is a noun, and no name. */
const MIN_NOUN_USES = 0.6
/** Lighter words are everyday words ("phone", "team"), which stand beside any topic. */
const MIN_WEIGHT = 0.85
/** Share of a noun's clauses that no built-in theme is sure of. */
const MIN_UNSURE_SHARE = 0.5
/** How much more, or less, often a noun's clauses are negative than all clauses. */
const MIN_LEAN = 0.2
/** One-sided 95 %. */
const Z = 1.645

/** What topics are looked for beside. */
export type KnownWords = {
  /** Definitions in use, whose words need no topic. */
  readonly definitions: readonly ThemeDefinition[]
  /** Words of the industry at large ("hotel" among hotel guests). */
  readonly industryWords: readonly string[]
}

/** Numbers of clauses with a noun. */
type NounCounts = {
  uses: number
  nounUses: number
  clauses: number
  comments: number
  lastComment: number
  unsure: number
  negative: number
  weight: number
}

/**
 * Nouns that many comments use, whose clauses no built-in theme is sure of, and that lean to one side.
 *
 * A word of the trade at large ("boat" among passengers) comes with praise and blame as all else does; a topic of its own ("payroll") leans to one side. Topics that
 * do not lean would show no effect either. No noun is taken that a built-in theme has a phrase with.
 *
 * @param clauses - all clauses, those of one comment next to each other
 * @param isSure - true for a clause that a built-in theme surely explains
 * @param book - the words of the clauses; the words of the definitions are added
 * @returns stem ids, the noun of the most comments first
 * @throws nothing
 * @see Wilson (1927) Probable inference, the law of succession, and statistical inference
 * @example
 * findOwnTopics(clauses, isSure, book, known).map((stem) => book.stems[stem]) // => ['payrol']
 */
export function findOwnTopics(
  clauses: readonly ThemeClause[],
  isSure: (clause: ThemeClause) => boolean,
  book: WordBook,
  known: KnownWords
): readonly number[] {
  const { counts, commentCount, negativeShare } = countNouns(clauses, isSure, book)
  const taken = stemsTaken(known, book)
  const least = Math.max(MIN_UNSURE_CLAUSES, MIN_UNSURE_RATE * commentCount)
  return [...counts]
    .filter(
      ([stem, noun]) =>
        !taken.has(stem) &&
        noun.unsure >= least &&
        noun.comments <= MAX_COMMENT_SHARE * commentCount &&
        noun.nounUses >= MIN_NOUN_USES * noun.uses &&
        noun.weight >= MIN_WEIGHT &&
        noun.unsure >= MIN_UNSURE_SHARE * noun.clauses &&
        leans(noun, negativeShare)
    )
    .sort(([a, x], [b, y]) => y.comments - x.comments || a - b)
    .map(([stem]) => stem)
}

/** True where a clause speaks of a noun. */
export function holdsNoun(
  clause: ThemeClause,
  stems: ReadonlySet<number>,
  book: WordBook
): boolean {
  return clause.words.some(
    (id, i) => stems.has(book.words[id]?.stemId ?? -1) && isNoun(clause.marks[i] ?? 0)
  )
}

/** Names of people and companies come as proper nouns, and are no topics. */
function isNoun(mark: number): boolean {
  return (mark & PART_OF_SPEECH) === NOUN
}

function countNouns(
  clauses: readonly ThemeClause[],
  isSure: (clause: ThemeClause) => boolean,
  book: WordBook
) {
  const counts = new Map<number, NounCounts>()
  let commentCount = 0
  let negative = 0
  let last = -1
  for (const clause of clauses) {
    if (clause.comment !== last) commentCount++
    last = clause.comment
    if (clause.polarity === 'negative') negative++
    const seen = new Set<number>()
    for (let i = 0; i < clause.words.length; i++) {
      const word = book.words[clause.words[i] as number]
      const mark = clause.marks[i] ?? 0
      if (word === undefined || !isTopical(word, mark)) continue
      const noun = counts.get(word.stemId) ?? newCounts()
      counts.set(word.stemId, noun)
      noun.uses++
      if (isNoun(mark)) noun.nounUses++
      noun.weight = Math.min(noun.weight, word.weight)
      if (!isNoun(mark) || seen.has(word.stemId)) continue
      seen.add(word.stemId)
      noun.clauses++
      if (noun.lastComment !== clause.comment) noun.comments++
      noun.lastComment = clause.comment
      if (!isSure(clause)) noun.unsure++
      if (clause.polarity === 'negative') noun.negative++
    }
  }
  return { counts, commentCount, negativeShare: negative / Math.max(1, clauses.length) }
}

function newCounts(): NounCounts {
  return {
    uses: 0,
    nounUses: 0,
    clauses: 0,
    comments: 0,
    lastComment: -1,
    unsure: 0,
    negative: 0,
    weight: 1,
  }
}

/** True if the interval of a noun's negative share leaves out that of all clauses, and the two are far apart. */
function leans({ negative, clauses }: NounCounts, negativeShare: number): boolean {
  const share = negative / clauses
  if (Math.abs(share - negativeShare) < MIN_LEAN) return false
  const middle = share + Z ** 2 / (2 * clauses)
  const half = Z * Math.sqrt((share * (1 - share)) / clauses + Z ** 2 / (4 * clauses ** 2))
  const scale = 1 + Z ** 2 / clauses
  return (middle - half) / scale > negativeShare || (middle + half) / scale < negativeShare
}

/** Stems of all that the themes in use say of themselves, and of the words of the industry. */
function stemsTaken({ definitions, industryWords }: KnownWords, book: WordBook): Set<number> {
  const phrases = definitions.flatMap(
    ({ label, negativeLabel = '', positiveLabel = '', description = '', examples = [] }) => [
      label,
      negativeLabel,
      positiveLabel,
      description,
      ...examples,
    ]
  )
  const forms = [...phrases, ...industryWords].flatMap(formsOfPhrase)
  return new Set(forms.map((form) => book.wordOf(form).stemId))
}
