import { NOUN, PART_OF_SPEECH, type ThemeClause } from '../clauses/clause-table.ts'
import { isTopical } from '../clauses/topical-stems.ts'
import type { Word } from '../clauses/word-book.ts'
import { emptyCodes } from '../encoding/theme-encoder.ts'
import type { ClauseTraits, TraitContext } from './clause-traits.ts'

/** Share of the clauses that are short and hold the word, for it to be a theme, */
const WORD_SHARE = 0.05
/** and the number of them. */
const MIN_WORD_CLAUSES = 4
/** Share of its uses in which it is a common noun; names of firms and people are written large. */
const NOUN_SHARE = 0.4
/** Smooth inverse frequency of words that the language seldom uses: boat 0.98, call 0.5. */
const RARE_WEIGHT = 0.9
/** Probability from which the encoder knows by the word alone what it is about, */
const KNOWN_SHARE = 0.35
/** and that it is about nothing in particular ("husband"). */
const EMPTY_SHARE = 0.5
/** A clause of so few telling words is about any one of them, */
const FEW_STEMS = 3
/** a longer one where no label has more of it than this. */
const FAINT_SHARE = 0.4
/** The label of what is about nothing in particular. */
const NO_LABEL = '-'

/**
 * Words that many short clauses share and that the encoder has never heard of: what a zoo or a payroll firm is praised and blamed for has no
 * label among those of other trades.
 *
 * @param clauses - units that clusters are fitted on
 * @param least - clauses a word needs at least
 * @returns stems, the rarest first, so that a clause of two belongs to what it says more exactly
 * @throws nothing
 * @see Luhn (1958) The automatic creation of literature abstracts, on words that a text uses often and the language does not
 * @example
 * ownWords(clauses, context, 4).map((stem) => book.stems[stem]) // => ['penguin']
 */
export function ownWords(
  clauses: readonly ThemeClause[],
  context: TraitContext,
  least: number
): readonly number[] {
  const needed = Math.max(MIN_WORD_CLAUSES, least, WORD_SHARE * clauses.length)
  return [...usesOf(clauses, context)]
    .filter(([, { count, nouns }]) => count >= needed && nouns >= NOUN_SHARE * count)
    .filter(([, { word }]) => isUnknown(word, context))
    .sort((a, b) => a[1].count - b[1].count || a[0] - b[0])
    .map(([stem]) => stem)
}

/** The own word that a clause is about. */
export function ownWordOf(
  { stems, labels }: ClauseTraits,
  words: readonly number[],
  { encoder }: TraitContext
): number | undefined {
  if (words.length === 0) return undefined
  const word = words.find((stem) => stems.includes(stem))
  if (word === undefined || stems.length <= FEW_STEMS) return word
  return likeliest(labels, encoder.labelOf(NO_LABEL)) < FAINT_SHARE ? word : undefined
}

type Uses = {
  count: number
  nouns: number
  /** The form of it that the language uses most. */
  word: Word
}

/** Short clauses of each stem that can stand for a topic, and in how many it is a noun. */
function usesOf(clauses: readonly ThemeClause[], { book }: TraitContext): Map<number, Uses> {
  const uses = new Map<number, Uses>()
  for (const clause of clauses) {
    if (clause.stems.length > FEW_STEMS) continue
    const { words, marks } = clause
    const heard = new Set<number>()
    for (const [i, id] of words.entries()) {
      const word = book.words[id]
      const mark = marks[i] ?? 0
      if (word === undefined || heard.has(word.stemId) || !isTopical(word, mark)) continue
      heard.add(word.stemId)
      const own = uses.get(word.stemId) ?? { count: 0, nouns: 0, word }
      uses.set(word.stemId, own)
      own.count++
      if (word.weight < own.word.weight) own.word = word
      if ((mark & PART_OF_SPEECH) === NOUN) own.nouns++
    }
  }
  return uses
}

function isUnknown(word: Word, { encoder }: TraitContext): boolean {
  if (word.weight < RARE_WEIGHT) return false
  const codes = emptyCodes(encoder, 1)
  encoder.encode([[word]], codes, { full: 0 })
  const none = encoder.labelOf(NO_LABEL)
  const labels = codes.probabilities.subarray(0, encoder.ownLabels.length)
  return likeliest(labels, none) < KNOWN_SHARE && (labels[none ?? -1] ?? 0) < EMPTY_SHARE
}

function likeliest(labels: ArrayLike<number>, none: number | undefined): number {
  let best = 0
  for (let l = 0; l < labels.length; l++)
    if (l !== none && (labels[l] as number) > best) best = labels[l] as number
  return best
}
