import type { WordVectors } from '../../text/word-vectors/word-vectors.ts'
import type { ThemeClause } from '../clauses/clause-table.ts'
import { formsOfPhrase, type Word, type WordBook, wordsOf } from '../clauses/word-book.ts'
import { emptyCodes, type ThemeEncoder } from '../encoding/theme-encoder.ts'
import type { Grammar } from './grammar.ts'
import type { ThemeLabels } from './theme-labels.ts'
import { stemsOfLabel, type UsedNames } from './used-names.ts'

/** How a built-in theme is spoken of; a discovered theme that is about the same may be named so. */
export type LandmarkLabels = ThemeLabels & {
  /** The label in two to four words. */
  readonly fullLabel: string
  /** How it is called beside another theme. */
  readonly shortLabel: string
  readonly parentId?: string | undefined
  /** True for a theme of an industry that the comments do not speak of. */
  readonly isForeign?: boolean
}

/** What clusters are named with. */
export type NamingContext = {
  readonly book: WordBook
  readonly vectors: WordVectors
  readonly encoder: ThemeEncoder
  /** By theme id; empty to name clusters by their own words alone. */
  readonly landmarks: ReadonlyMap<string, LandmarkLabels>
}

/** With a grammar that tells things from words of time, number and manner. */
export type NounJudge = NamingContext & { readonly grammar: Pick<Grammar, 'isThing'> }

/** A built-in theme with its share of all that the clauses of a cluster light up. */
export type Topic = {
  readonly labels: LandmarkLabels
  readonly share: number
  /** Clauses that are firmly about it. */
  readonly firm: number
}

/** What a cluster is about, and its telling nouns. */
type RelatedTopics = {
  readonly topics: readonly Topic[]
  readonly nouns: readonly { readonly form: string }[]
}

/** A clause is firmly about a topic of this probability; a name needs so many of them, since it is judged by its quotes, */
const FIRM_PROBABILITY = 0.35
const MIN_FIRM = 3
/** and each half of a name so many. */
const MIN_FIRM_OF_PAIR = 2
/** A theme of another industry is meant from this share on (a garage has no seats on board), */
const FOREIGN_SHARE = 0.5
/** if so many clauses are firmly about it. */
const MIN_FIRM_FOREIGN = 5
/** Share from which one topic speaks for a cluster, */
const MIN_SHARE = 0.3
/** or this share, if no other comes near it: on industries that the encoder has not seen, right ones reach 0.2 to 0.5. */
const MIN_LONE_SHARE = 0.2
const LONE_RATIO = 1.5
/** The same where the label holds the cluster's own noun: "Speed and performance" for speed. */
const MIN_NAMESAKE_SHARE = 0.08
/** A second topic is named beside the first if it has this much of its share, and both together this much of all; */
const SECOND_RATIO = 0.5
const MIN_PAIR_SHARE = 0.45
/** both together are better than no name from this share on. */
const MIN_SPARE_PAIR_SHARE = 0.4
/** Share from which a group of topics is better than no name. */
const MIN_GROUP_SHARE = 0.4
/** Cosine from which a word of a label and a telling noun of the cluster speak of the same thing. */
const MIN_RELATION = 0.45
/** Telling nouns that are compared with a label. */
const NOUNS_COMPARED = 4
/** A name has at most so many words. */
const MAX_WORDS = 4
/** Groups that a person would name as such; the others ("product", "process") are too wide. */
const GROUPS: ReadonlyMap<string, string> = new Map([
  ['support', 'Customer support'],
  ['value', 'Price and billing'],
  ['people', 'Staff and service'],
])

/**
 * The built-in themes that clauses are about, by their share of the encoder's probabilities.
 *
 * @returns the largest share first; empty without landmarks or clauses
 */
export function topicsOf(
  clauses: readonly ThemeClause[],
  { landmarks, encoder, book }: NamingContext
): readonly Topic[] {
  if (landmarks.size === 0 || clauses.length === 0) return []
  const code = emptyCodes(encoder, 1)
  const masses = new Float64Array(encoder.ownLabels.length)
  const firm = new Int32Array(masses.length)
  for (const clause of clauses) {
    encoder.encode([wordsOf(clause, book)], code, { full: 0 })
    for (let label = 0; label < masses.length; label++) {
      const probability = code.probabilities[label] as number
      masses[label] = (masses[label] as number) + probability
      if (probability >= FIRM_PROBABILITY) firm[label] = (firm[label] as number) + 1
    }
  }
  const found = encoder.ownLabels.flatMap((id, index) => {
    const labels = landmarks.get(id)
    if (labels === undefined) return []
    return [{ labels, mass: masses[index] as number, firm: firm[index] as number }]
  })
  const total = found.reduce((sum, { mass }) => sum + mass, 0)
  return found
    .map(({ labels, mass, firm }) => ({ labels, share: total === 0 ? 0 : mass / total, firm }))
    .filter(({ labels, share, firm }) => !labels.isForeign || isMeant(share, firm))
    .sort((a, b) => b.share - a.share || (a.labels.label < b.labels.label ? -1 : 1))
}

function isMeant(share: number, firm: number): boolean {
  return share >= FOREIGN_SHARE && firm >= MIN_FIRM_FOREIGN
}

/**
 * Names of a cluster by what it is about: two built-in themes side by side ("Atmosphere and noise"), or one.
 *
 * @param topics - of `topicsOf`
 * @returns the best first; none where no topic stands out
 */
export function topicNames(
  topics: readonly Topic[],
  used: UsedNames,
  book: WordBook
): readonly ThemeLabels[] {
  const [first, second] = topics
  if (first === undefined) return []
  const rival = second?.share ?? 0
  const isAlone = first.share >= MIN_LONE_SHARE && first.share >= LONE_RATIO * rival
  if (first.share < MIN_SHARE && !isAlone) return []
  const isPair = rival >= SECOND_RATIO * first.share && first.share + rival >= MIN_PAIR_SHARE
  const single = first.firm >= MIN_FIRM ? [labelsOf(first)] : []
  return isPair ? [...pairNames(topics, used, book), ...single] : single
}

/** What is better than no name: two topics that share a cluster, their group, or a topic of which few clauses are sure. */
export function spareTopicNames(
  topics: readonly Topic[],
  used: UsedNames,
  book: WordBook
): readonly ThemeLabels[] {
  const [first, second] = topics
  const together = (first?.share ?? 0) + (second?.share ?? 0)
  const pairs = together >= MIN_SPARE_PAIR_SHARE ? pairNames(topics, used, book) : []
  const single = first !== undefined && first.share >= MIN_LONE_SHARE ? [labelsOf(first)] : []
  return [...pairs, ...groupNames(topics), ...single]
}

/** The topic that most clauses are about, if a telling noun of the cluster speaks of the same. */
export function relatedTopicNames(
  { topics, nouns }: RelatedTopics,
  context: NounJudge
): readonly ThemeLabels[] {
  const [first] = topics
  if (first === undefined || first.share < MIN_LONE_SHARE) return []
  const labels = labelsOf(first)
  return isRelated(labels.label, nouns, context) ? [labels] : []
}

/** The topic that has the cluster's noun in its label, if its clauses light it up at all. */
export function namesakeOf(
  topics: readonly Topic[],
  noun: string,
  { book }: NamingContext
): ThemeLabels | undefined {
  const { stemId } = book.wordOf(noun)
  const found = topics.find(
    ({ labels, share }) =>
      share >= MIN_NAMESAKE_SHARE &&
      formsOfPhrase(labels.label).some((form) => book.wordOf(form).stemId === stemId)
  )
  return found && labelsOf(found)
}

function labelsOf({ labels }: Topic): ThemeLabels {
  const { fullLabel, negativeLabel, positiveLabel } = labels
  // A sign alone names nothing: "Unreliable" is the word for a theme whose own name stands beside it.
  const named = (label: string) => {
    const words = label.split(' ').length
    return words > 1 && words <= MAX_WORDS ? label : fullLabel
  }
  return {
    label: fullLabel,
    negativeLabel: named(negativeLabel),
    positiveLabel: named(positiveLabel),
  }
}

/** None beside a theme that has the name of one of them: it would be its twin. */
function pairNames(
  [first, second]: readonly Topic[],
  used: UsedNames,
  book: WordBook
): readonly ThemeLabels[] {
  if (first === undefined || second === undefined) return []
  const isTaken = ({ labels }: Topic) => used.has(stemsOfLabel(labels.fullLabel, book))
  if (isTaken(first) || isTaken(second)) return []
  if (Math.min(first.firm, second.firm) < MIN_FIRM_OF_PAIR) return []
  const own = first.labels.shortLabel
  const other = second.labels.shortLabel
  const name = `${own} and ${other}`
  const isRepeat = own.split(' ').some((word) => other.split(' ').includes(word))
  if (isRepeat || name.split(' ').length > MAX_WORDS) return []
  return [unsigned(name.charAt(0).toUpperCase() + name.slice(1))]
}

function groupNames(topics: readonly Topic[]): readonly ThemeLabels[] {
  const shareOf = (parent: string) =>
    topics.reduce((sum, { labels, share }) => (labels.parentId === parent ? sum + share : sum), 0)
  return [...GROUPS]
    .filter(([parent]) => shareOf(parent) >= MIN_GROUP_SHARE)
    .map(([, label]) => unsigned(label))
}

function unsigned(label: string): ThemeLabels {
  return { label, negativeLabel: label, positiveLabel: label }
}

function isRelated(
  label: string,
  nouns: RelatedTopics['nouns'],
  { book, vectors, grammar }: NounJudge
): boolean {
  const own = formsOfPhrase(label).map((form) => book.wordOf(form))
  return nouns
    .filter(({ form }) => grammar.isThing(form))
    .slice(0, NOUNS_COMPARED)
    .some(({ form }) => {
      const word = book.wordOf(form)
      return own.some(
        (other) =>
          other.weight > 0 &&
          (other.stemId === word.stemId || relation(word, other, vectors) >= MIN_RELATION)
      )
    })
}

/** Cosine of the vectors of two words; 0 without one. */
export function relation(a: Word, b: Word, { values, dimensions }: WordVectors): number {
  if (a.row < 0 || b.row < 0) return 0
  let dot = 0
  let lengthA = 0
  let lengthB = 0
  for (let d = 0; d < dimensions; d++) {
    const x = values[a.row * dimensions + d] as number
    const y = values[b.row * dimensions + d] as number
    dot += x * y
    lengthA += x * x
    lengthB += y * y
  }
  return dot / (Math.sqrt(lengthA * lengthB) || 1)
}
