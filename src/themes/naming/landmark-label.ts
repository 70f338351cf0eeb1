import type { WordVectors } from '../../text/word-vectors/word-vectors.ts'
import type { ThemeClause } from '../clauses/clause-table.ts'
import { formsOfPhrase, type Word, type WordBook, wordsOf } from '../clauses/word-book.ts'
import { emptyCode, type ThemeEncoder } from '../encoding/theme-encoder.ts'

/** How a built-in theme is spoken of; a discovered theme that is about the same may be named so. */
export type LandmarkLabels = {
  readonly label: string
  readonly parentId?: string | undefined
}

/** What clusters are named with. */
export type NamingContext = {
  readonly book: WordBook
  readonly vectors: WordVectors
  readonly encoder: ThemeEncoder
  /** By theme id; empty to name clusters by their own words alone. */
  readonly landmarks: ReadonlyMap<string, LandmarkLabels>
}

/** Mean probability from which a label speaks for a cluster: on industries that the encoder has not seen, right ones reach 0.2 to 0.5. */
const MIN_MASS = 0.2
/** The same where the label holds the cluster's own noun: "Speed and performance" for speed. */
const MIN_NAMESAKE_MASS = 0.08
/** The same for a group of labels. */
const MIN_GROUP_MASS = 0.35
/** Cosine from which a word of the label and a telling noun of the cluster speak of the same thing. */
const MIN_RELATION = 0.45
/** Telling nouns that are compared with a label. */
const NOUNS_COMPARED = 4
/** Groups that a person would name as such; the others ("product", "process") are too wide. */
const GROUPS: ReadonlyMap<string, LandmarkLabels> = new Map([
  ['support', { label: 'Customer support' }],
  ['value', { label: 'Price and billing' }],
  ['people', { label: 'Staff and service' }],
])

/**
 * The built-in theme, or group of themes, that a cluster is about, if the encoder and the cluster's own nouns both say so.
 *
 * @param nouns - telling nouns of the cluster, the most telling first
 * @returns undefined where the cluster is about something of its own
 */
export function landmarkOf(
  clauses: readonly ThemeClause[],
  nouns: readonly string[],
  context: NamingContext & { isNoun(form: string): boolean }
): LandmarkLabels | undefined {
  const { landmarks, encoder } = context
  if (landmarks.size === 0 || clauses.length === 0) return undefined
  const masses = massesOf(clauses, context)
  const groups = new Map<string, number>()
  let best = -1
  for (const [index, mass] of masses.entries()) {
    const labels = landmarks.get(encoder.ownLabels[index] ?? '')
    if (labels === undefined) continue
    if (mass > (masses[best] ?? 0)) best = index
    const { parentId = '' } = labels
    groups.set(parentId, (groups.get(parentId) ?? 0) + mass)
  }
  const nearest = landmarks.get(encoder.ownLabels[best] ?? '')
  const isClear = (masses[best] ?? 0) >= MIN_MASS
  if (nearest !== undefined && isClear && isRelated(nearest.label, nouns, context)) return nearest
  for (const [parent, labels] of GROUPS) {
    const isWide = (groups.get(parent) ?? 0) >= MIN_GROUP_MASS
    if (isWide && isRelated(labels.label, nouns, context)) return labels
  }
  return undefined
}

/**
 * The built-in theme that has the cluster's noun in its label, if its clauses light it up at all.
 *
 * @param noun - the noun that most clauses share
 */
export function namesakeOf(
  clauses: readonly ThemeClause[],
  noun: string,
  context: NamingContext
): LandmarkLabels | undefined {
  const { landmarks, encoder, book } = context
  const { stemId } = book.wordOf(noun)
  const holdsNoun = ({ label }: LandmarkLabels) =>
    formsOfPhrase(label).some((form) => book.wordOf(form).stemId === stemId)
  if (![...landmarks.values()].some(holdsNoun)) return undefined
  const masses = massesOf(clauses, context)
  const [best] = [...masses.keys()]
    .filter((index) => (masses[index] ?? 0) >= MIN_NAMESAKE_MASS)
    .sort((a, b) => (masses[b] ?? 0) - (masses[a] ?? 0) || a - b)
    .map((index) => landmarks.get(encoder.ownLabels[index] ?? ''))
    .filter((labels) => labels !== undefined && holdsNoun(labels))
  return best
}

/** The label of a built-in theme as a name of two words and more: "Food in general" beside "Food and kitchen". */
export function landmarkName(labels: LandmarkLabels | undefined): string | undefined {
  const label = labels?.label
  return label === undefined || label.includes(' ') ? label : `${label} in general`
}

function massesOf(clauses: readonly ThemeClause[], { encoder, book }: NamingContext): Float64Array {
  const code = emptyCode(encoder)
  const masses = new Float64Array(encoder.ownLabels.length)
  for (const clause of clauses) {
    encoder.encode(wordsOf(clause, book), code, 1)
    for (let label = 0; label < masses.length; label++)
      masses[label] =
        (masses[label] as number) + (code.probabilities[label] as number) / clauses.length
  }
  return masses
}

function isRelated(
  label: string,
  nouns: readonly string[],
  { book, vectors, isNoun }: NamingContext & { isNoun(form: string): boolean }
): boolean {
  const own = formsOfPhrase(label).map((form) => book.wordOf(form))
  let compared = 0
  return nouns.some((noun) => {
    if (compared >= NOUNS_COMPARED || !isNoun(noun)) return false
    compared++
    const word = book.wordOf(noun)
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
