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
  readonly row: number
  readonly rowWeight: number
}

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
    return {
      form,
      role: ROLES.get(form) ?? 0,
      hash: hashOf(form),
      prefixHash: form.length > PREFIX_LETTERS ? hashOf(form.slice(0, PREFIX_LETTERS), PREFIX) : 0,
      // "no" negates and "please" asks; their valences in the list are about lone words.
      valence: form === 'no' || form === 'please' ? 0 : listed,
      sign: Math.abs(listed) < MIN_SIGN_VALENCE ? 0 : Math.sign(listed),
      boost: INTENSIFIERS.has(form) ? 1.3 : DAMPENERS.has(form) ? 0.7 : 1,
      group: groupOf(form),
      row: vectors?.rowOf(form) ?? -1,
      rowWeight: vectors?.weightOf(form) ?? 0,
    }
  })
}
