import { remember } from '../tokens/remember.ts'
import { hashOf } from './hash.ts'
import type { ValenceLexicon } from './valence-lexicon.ts'
import { groupOf } from './word-groups.ts'

/** What the model needs of word vectors. */
export type VectorTable = {
  readonly dimensions: number
  readonly values: Float32Array
  rowOf(word: string): number | undefined
  weightOf(word: string): number
}

/** What is looked up about a word form. */
export type WordFacts = {
  /** The form itself. */
  readonly form: string
  /** What the word does to its neighbours: bits of the constants below. */
  readonly role: number
  readonly hash: number
  /** Hash of the first letters of a long word; 0 for a short one. */
  readonly prefixHash: number
  readonly valence: number
  /** Sign of a lone word's valence, 0 for a weak one. */
  readonly sign: number
  /** Factor on the valence of the next word. */
  readonly boost: number
  /** See `word-groups.ts`; 0 for none. */
  readonly group: number
  /** Hash of its class: a grammatical word is its own, others are one for each strength of valence or none. */
  readonly classHash: number
  readonly classKind: ClassKind
  readonly row: number
  readonly rowWeight: number
}

/** What a class of words tells: a word of grammar, any other word, a word with a valence. */
export type ClassKind = 0 | 1 | 2
const GRAMMAR = 0
export const ANY_WORD = 1
const VALENCED = 2

/** Facts of word forms, remembered up to a limit; the answers do not depend on what was asked before. */
export type WordFactsTable = (form: string) => WordFacts

export const NEGATOR = 1
/** Negation does not reach beyond it. */
export const SCOPE_END = 2
/** "not only", "no wonder" do not negate. */
export const UNDOES_NEGATION = 4
/** "I would not say … that": the negation takes up again. */
export const SAYING = 8
export const DURATION = 16
export const NUMBER_WORD = 32
/** What comes after it weighs more. */
export const CONTRAST = 64
/** May tell of what was, or of what others say. */
export const ASIDE = 128

const list = (words: string) => words.split(' ')
const ROLES: ReadonlyMap<string, number> = rolesOf([
  [NEGATOR, list('not no never none nobody nothing nowhere neither nor without hardly barely')],
  [NEGATOR, list('scarcely lack lacks lacking zero')],
  [SCOPE_END, list('but however although though because so except and')],
  [UNDOES_NEGATION, list('only wonder')],
  [SAYING, list('say think believe feel call recommend claim')],
  [DURATION, list('second seconds minute minutes hour hours day days week weeks month months')],
  [DURATION, list('year years night nights fortnight secs sec')],
  [NUMBER_WORD, list('one two three four five six seven eight nine ten eleven twelve fifteen')],
  [NUMBER_WORD, list('#number twenty thirty forty fifty hundred half couple several few many')],
  [CONTRAST, list('but however')],
  [ASIDE, list('used past previously once formerly then ago heard read told some others other')],
  [ASIDE, list('people everyone everybody my')],
])

/** Hoisted, since the table of roles is made with it. */
function rolesOf(lists: readonly (readonly [number, readonly string[]])[]): Map<string, number> {
  const roles = new Map<string, number>()
  for (const [role, words] of lists) {
    for (const word of words) roles.set(word, (roles.get(word) ?? 0) | role)
  }
  return roles
}

const GRAMMAR_WORDS = new Set([
  ...list('would could should if was were is are be been being to too not but only just though'),
  ...list('although however except still yet more less most least than so very really quite bit'),
  ...list('why when how what never always ever no nothing need needs want wish please hope until'),
  ...list('unless instead without have has had having get got getting used before after again now'),
  ...list('since i we you they it my our your their he she this that these those there the a an'),
  ...list('and or for of on in with at by from as do does did will can cannot #number ! ? …'),
])
/** Class of words with a valence, the worst first. */
const CLASSES = ['class:bad', 'class:poor', 'class:fair', 'class:good'].map((name) => hashOf(name))
const ANY_CLASS = hashOf('class:any')
/** Smaller valences say nothing, larger ones than the second are strong. */
const CLASS_LIMITS = [0.1, 0.35] as const

/** The class of a word in patterns such as "would be" with a good word; see lexicons/sentiment-model. */
export function classOf(form: string, valence: number): Pick<WordFacts, 'classHash' | 'classKind'> {
  if (GRAMMAR_WORDS.has(form)) return { classHash: hashOf(form), classKind: GRAMMAR }
  const size = Math.abs(valence)
  if (size < CLASS_LIMITS[0]) return { classHash: ANY_CLASS, classKind: ANY_WORD }
  const isStrong = size >= CLASS_LIMITS[1]
  const at = valence < 0 ? (isStrong ? 0 : 1) : isStrong ? 3 : 2
  return { classHash: CLASSES[at] ?? ANY_CLASS, classKind: VALENCED }
}

const PREFIX = hashOf('prefix:')
const PREFIX_LETTERS = 5

/** Weaker words do not say which side a clause is on. */
const MIN_SIGN_VALENCE = 0.2

const INTENSIFIERS = new Set(
  'very really so extremely absolutely totally completely always incredibly super highly truly most much exceptionally far too utterly bloody'.split(
    ' '
  )
)
const DAMPENERS = new Set(
  'bit little slightly somewhat quite fairly rather sometimes occasionally mostly reasonably kinda'.split(
    ' '
  )
)

/**
 * A look-up of word facts over the lexicons.
 *
 * @param valence - valence lexicon
 * @param vectors - word vectors, null to do without
 * @returns facts by form
 * @throws nothing
 * @see lexicons/valence, lexicons/word-vectors
 * @example
 * createWordFacts(valence, null)('awful').valence // => -0.5
 */
export function createWordFacts(
  valence: ValenceLexicon,
  vectors: VectorTable | null
): WordFactsTable {
  return remember((form) => {
    const listed = valence.get(form) ?? 0
    // "no" negates and "please" asks; their valences in the list are about lone words.
    const own = form === 'no' || form === 'please' ? 0 : listed
    return {
      form,
      role: ROLES.get(form) ?? 0,
      hash: hashOf(form),
      prefixHash: form.length > PREFIX_LETTERS ? hashOf(form.slice(0, PREFIX_LETTERS), PREFIX) : 0,
      valence: own,
      sign: Math.abs(listed) < MIN_SIGN_VALENCE ? 0 : Math.sign(listed),
      boost: INTENSIFIERS.has(form) ? 1.3 : DAMPENERS.has(form) ? 0.7 : 1,
      group: groupOf(form),
      ...classOf(form, own),
      row: vectors?.rowOf(form) ?? -1,
      rowWeight: vectors?.weightOf(form) ?? 0,
    }
  })
}
