import type { ThemeClause } from '../clauses/clause-table.ts'
import { NOUN, PART_OF_SPEECH, PROPER_NOUN } from '../clauses/clause-table.ts'
import { isTopical } from '../clauses/topical-stems.ts'
import type { WordBook } from '../clauses/word-book.ts'
import type { Phrase } from './candidate-phrases.ts'
import type { ThemeLabels } from './theme-labels.ts'
import { type NamingContext, type NounJudge, namesakeOf, relation, type Topic } from './topics.ts'
import { plainStem, stemsOfLabel, type UsedNames } from './used-names.ts'

/** A noun alone, with what is typically said of it, names a cluster from this share on. */
const MIN_LONE_SHARE = 0.12
/** and from this many clauses: what one or two clauses say is chance. */
const MIN_CLAUSES = 3
/** A second noun stands beside it from this share on, if the two are of a kind: "Router and range" is none. */
const MIN_COMPANION_SHARE = 0.1
const MIN_KINSHIP = 0.5
/** Log odds from which a noun tells its cluster from the others: in talk of hotels "hotel" does not. */
const MIN_TELLING = 0.7
/** A word is a noun here if at least this share of its uses are: "ring them" names nothing. */
const MIN_NOUN_USES = 0.6
/** and a name if at least this share are. */
const MIN_PROPER_USES = 0.6

/** By which people are told things: what they say of it is whether they were told. */
const CHANNELS = new Set('text texts email emails message messages letter letters mail'.split(' '))

/** Words that end like plurals and are none. */
const SINGULAR = /(?:[aisu]s|lens|news|series)$/

/** What the clauses of a cluster say. */
export type NounEvidence = {
  readonly clauseCount: number
  readonly topics: readonly Topic[]
  /** Phrases that are heard in it. */
  readonly phrases: readonly Phrase[]
}

/** Qualities by which a thing is praised as such: nobody says "good eye". */
const PRAISE = new Set(
  'good great nice lovely excellent fantastic amazing brilliant best friendly fine decent perfect super'.split(
    ' '
  )
)

/** A name of one noun, or two. */
export type NounName = Pick<Phrase, 'stems' | 'share'> & {
  /** What it is called where neither praise nor blame prevails, and where one does. */
  readonly labels: ThemeLabels
  /** The noun as such. */
  readonly noun: string
}

/**
 * The noun that most clauses share, with what is typically said of it, or with a companion of its kind: "Router problems",
 * "Good router", "Router and modem".
 *
 * @param nouns - the most telling first
 * @param used - names that other themes have
 */
export function loneNoun(
  nouns: readonly TellingNoun[],
  { clauseCount, topics, phrases }: NounEvidence,
  used: UsedNames,
  context: NounJudge
): NounName | undefined {
  const isFree = ({ stem, share, form }: TellingNoun) =>
    share >= MIN_LONE_SHARE &&
    Math.round(share * clauseCount) >= MIN_CLAUSES &&
    !used.has([stem]) &&
    !CHANNELS.has(form) &&
    context.grammar.isThing(form)
  const noun = nouns.find((own) => own.weight >= MIN_TELLING && isFree(own)) ?? nouns.find(isFree)
  if (noun === undefined) return undefined
  const { book } = context
  const { form, share } = noun
  const said = labelsOfNoun(noun, phrases)
  const named = (labels: ThemeLabels, stems: readonly number[] = [noun.stem]) => ({
    labels,
    noun: form,
    stems,
    share,
  })
  const namesake = namesakeOf(topics, form, context)
  if (namesake !== undefined) {
    const stems = stemsOfLabel(namesake.label, book)
    if (!used.has(stems)) return named(namesake, stems)
  }
  const companion = nouns.find(
    (other) => isCompanion(other, noun, context) && context.grammar.isThing(other.form)
  )
  if (companion !== undefined) {
    const stems = [noun.stem, companion.stem]
    const label = `${form} and ${companion.form}`
    if (!used.has(stems)) return named({ ...said, label, positiveLabel: label }, stems)
  }
  return named(said)
}

/**
 * What a theme of one noun is called: "Router feedback", "Router problems", "Good router".
 *
 * @param phrases - phrases that are heard in its clauses
 */
export function labelsOfNoun(
  { form, singular, isProper }: Pick<TellingNoun, 'form' | 'singular' | 'isProper'>,
  phrases: readonly Phrase[]
): ThemeLabels {
  const isPlural = singular === form && form.endsWith('s') && !SINGULAR.test(form)
  const plain = isPlural ? `feedback on ${form}` : `${singular} feedback`
  const label = isProper ? `mentions of ${form}` : plain
  const isPraised = phrases.some(
    ({ text }) => text.endsWith(` ${form}`) && PRAISE.has(text.slice(0, -form.length - 1))
  )
  return {
    label,
    negativeLabel: isPlural ? `problems with ${form}` : `${singular} problems`,
    positiveLabel: isPraised ? `good ${form}` : label,
  }
}

function isCompanion(
  other: TellingNoun,
  noun: TellingNoun,
  { book, vectors }: NamingContext
): boolean {
  if (other.share < MIN_COMPANION_SHARE) return false
  if (plainStem(book.stems[other.stem]) === plainStem(book.stems[noun.stem])) return false
  return relation(book.wordOf(noun.form), book.wordOf(other.form), vectors) >= MIN_KINSHIP
}

/** A noun of a cluster, with the share of clauses that use it. */
export type TellingNoun = {
  readonly form: string
  /** The form without its plural ending, if that is heard too. */
  readonly singular: string
  readonly stem: number
  readonly share: number
  /** True for what the tagger takes for a name, and no text at large has. */
  readonly isProper: boolean
  /** Log odds inside the cluster; 0 for words that are no more frequent there. */
  readonly weight: number
}

/** The nouns that tell a cluster from the others, the most telling first; all topical words where it has no noun. */
export function tellingNouns(
  clauses: readonly ThemeClause[],
  weights: ReadonlyMap<number, number>,
  book: WordBook
): readonly TellingNoun[] {
  const nouns = new Map<number, Map<string, number>>()
  const others = new Map<number, Map<string, number>>()
  const properUses = new Map<number, number>()
  for (const clause of clauses) {
    for (const [i, id] of clause.words.entries()) {
      const word = book.words[id]
      const mark = clause.marks[i] ?? 0
      if (word === undefined || !isTopical(word, mark)) continue
      const part = mark & PART_OF_SPEECH
      const forms = part === NOUN || part === PROPER_NOUN ? nouns : others
      if (part === PROPER_NOUN) properUses.set(word.stemId, (properUses.get(word.stemId) ?? 0) + 1)
      const counts = forms.get(word.stemId) ?? new Map<string, number>()
      forms.set(word.stemId, counts.set(word.form, (counts.get(word.form) ?? 0) + 1))
    }
  }
  const uses = (counts: ReadonlyMap<string, number> | undefined) =>
    [...(counts ?? [])].reduce((sum, [, n]) => sum + n, 0)
  const steady = [...nouns].filter(([stem, counts]) => {
    const count = uses(counts)
    return count >= MIN_NOUN_USES * (count + uses(others.get(stem)))
  })
  return (steady.length > 0 ? steady : [...others])
    .map(([stem, counts]) => {
      const total = uses(counts)
      const weight = weights.get(stem) ?? 0
      const worth = total * Math.max(0.1, weight)
      const share = Math.min(1, total / clauses.length)
      const form = commonest(counts)
      const singular = singularOf(form, counts)
      const isStrange = book.wordOf(form).row < 0
      const isProper = isStrange && (properUses.get(stem) ?? 0) >= MIN_PROPER_USES * total
      return { form, singular, stem, share, isProper, weight, worth }
    })
    .sort((a, b) => b.worth - a.worth || a.stem - b.stem)
}

function commonest(counts: ReadonlyMap<string, number> | undefined): string {
  return [...(counts ?? [])].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0] ?? ''
}

/** "bag" for "bags"; "parking" and "park" share a stem and are two things. */
function singularOf(form: string, counts: ReadonlyMap<string, number>): string {
  return [form.replace(/s$/, ''), form.replace(/es$/, '')].find((own) => counts.has(own)) ?? form
}
