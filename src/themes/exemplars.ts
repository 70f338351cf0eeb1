import type { Exemplar, Mention } from '../domain/theme.ts'
import type { ThemeClause } from './clauses/clause-table.ts'
import { formsOfPhrase, type WordBook } from './clauses/word-book.ts'
import type { LabelFit } from './encoding/label-fit.ts'
import { quoteWorth } from './quote-worth.ts'

/** A clause with its mention of one theme. */
export type ThemedClause = { readonly clause: ThemeClause; readonly mention: Mention }

/** Clauses kept for each theme, and of each sign, so that harm and praise can both be quoted. */
const MAX_EXEMPLARS = 10
const MAX_OF_A_SIGN = 5
/** Clauses that share more of their telling stems than this say the same. */
const MAX_OVERLAP = 0.6
/** Clauses of each sign that are looked at; beyond it the best no longer change in kind. */
const MAX_CONSIDERED = 60
/** What a word of the theme's own name adds to a quote; a sure mention adds 2, */
const NAMED_WORTH = 0.7
/** and what a clause adds that is about just what the name says. */
const FITTING_WORTH = 3
/** A clause of fewer telling words, or words, says little to who has not read the rest, and is worth less. */
const MIN_STEMS = 2
const MIN_WORDS = 3
const FRAGMENT_COST = 0.5
/** Last words after which a reader waits for more. */
const ENDS_OPEN: ReadonlySet<string> = new Set(
  'who which that whose and but or so because to of the a an my your our their with for from'.split(
    ' '
  )
)
/** What a clear sign adds where the name may say the sign ("Poor communication"). */
const SIGNED_WORTH = 0.8
/** What a quote of one half of a name is worth less, for each that shows this half already. */
const SAME_PART_COST = 0.6
/** A name that quotes should show the reason of. */
export type ThemeName = {
  readonly label: string
  /** Which part of the label a clause is about, and how much, [0, 1]. */
  fitOf(clause: ThemeClause): LabelFit
}

const UNNAMED: ThemeName = { label: '', fitOf: () => ({ part: 0, fit: 0 }) }
const SIGNS = ['negative', 'positive', 'neutral'] as const

/**
 * The most telling clauses of a theme, best first: sure, with the words that many of its clauses use, short, clear in
 * their sign, and no two alike.
 *
 * @param found - clauses of one theme in canonical order
 * @param name - of a discovered theme: clauses that hold a word of it, or are about the same, show best why it is so called
 * @returns at most ten, at most five of a sign, no two of one comment
 * @throws nothing
 * @see Carbonell & Goldstein (1998) The use of MMR for the trade-off of relevance and variety
 * @example
 * rankExemplars(found, book)[0] // => { comment: 3, start: 0, end: 30, polarity: 'negative' }
 */
export function rankExemplars(
  found: readonly ThemedClause[],
  book: WordBook,
  { label, fitOf }: ThemeName = UNNAMED
): readonly Exemplar[] {
  const named = new Set(
    formsOfPhrase(label)
      .map((form) => book.wordOf(form))
      .filter(({ weight }) => weight > 0)
      .map(({ stemId }) => stemId)
  )
  const counts = countStems(found, book.stems.length)
  const ranked = found.map(({ clause, mention }) => {
    const { stems } = clause
    let typical = 0
    for (const stem of stems) typical += counts[stem] as number
    const isNamed =
      named.size > 0 && clause.words.some((id) => named.has(book.words[id]?.stemId ?? -1))
    const worth =
      quoteWorth(mention, firstWord(clause, book)) +
      typical / Math.max(1, stems.length) / found.length +
      (isNamed ? NAMED_WORTH : 0) +
      (label === '' ? 0 : SIGNED_WORTH * Math.abs(mention.valence)) -
      (stems.length < MIN_STEMS && !isNamed ? FRAGMENT_COST : 0) -
      (clause.words.length < MIN_WORDS ? FRAGMENT_COST : 0) -
      (ENDS_OPEN.has(lastWord(clause, book)) ? FRAGMENT_COST : 0)
    return { clause, mention, worth }
  })
  const considered = SIGNS.flatMap((sign) => {
    const ofSign = ranked.filter(({ mention }) => mention.polarity === sign)
    return ofSign.sort(byWorth).slice(0, MAX_CONSIDERED)
  })
    .map((item): Candidate => {
      const { part, fit } = fitOf(item.clause)
      return { ...item, part, worth: item.worth + FITTING_WORTH * fit }
    })
    .sort(byWorth)
  return chooseVaried(considered).map(({ clause, mention }) => ({
    comment: clause.comment,
    start: mention.start,
    end: mention.end,
    polarity: mention.polarity,
  }))
}

/** A clause that may be quoted, with the part of the theme's name that it shows. */
type Candidate = ThemedClause & {
  readonly worth: number
  readonly part: number
}

function byWorth<T extends ThemedClause & { readonly worth: number }>(a: T, b: T): number {
  return b.worth - a.worth || a.clause.comment - b.clause.comment
}

/** The best one after another, without a second of one comment, one that says the same, and too many of a sign. */
function chooseVaried(considered: readonly Candidate[]): readonly Candidate[] {
  const chosen: Candidate[] = []
  let fresh = considered
  while (chosen.length < MAX_EXEMPLARS) {
    const [first] = fresh
    if (first === undefined) break
    const worthNow = ({ worth, part }: Candidate) =>
      worth - SAME_PART_COST * chosen.filter((other) => other.part === part).length
    const best = fresh.reduce((a, b) => (worthNow(b) > worthNow(a) ? b : a), first)
    chosen.push(best)
    const { polarity } = best.mention
    const isFull = chosen.filter((o) => o.mention.polarity === polarity).length >= MAX_OF_A_SIGN
    fresh = fresh.filter(
      ({ clause, mention }) =>
        !(isFull && mention.polarity === polarity) &&
        clause.comment !== best.clause.comment &&
        overlap(clause.stems, best.clause.stems) <= MAX_OVERLAP
    )
  }
  return chosen
}

/** Clauses by stem. */
function countStems(found: readonly ThemedClause[], stemCount: number): Uint32Array {
  const counts = new Uint32Array(stemCount)
  for (const { clause } of found)
    for (const stem of clause.stems) counts[stem] = (counts[stem] as number) + 1
  return counts
}

function lastWord({ words }: ThemeClause, book: WordBook): string {
  return book.words[words.at(-1) ?? -1]?.form ?? ''
}

function firstWord({ words: [first] }: ThemeClause, book: WordBook): string {
  return first === undefined ? '' : (book.words[first]?.form ?? '')
}

/** Jaccard index; two clauses without telling words say the same. */
function overlap(a: Int32Array, b: Int32Array): number {
  let common = 0
  for (const stem of a) if (b.includes(stem)) common++
  const union = a.length + b.length - common
  return union === 0 ? 1 : common / union
}
