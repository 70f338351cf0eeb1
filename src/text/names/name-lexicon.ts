/** What is known of a word: a first name and nothing else, a surname, or a word of another kind. */
export type NameKind = 'first-name' | 'surname' | 'word'

/** Names of people. Words are looked up in lower case; null for a word nobody knows. */
export type NameLexicon = { kindOf(word: string): NameKind | null }

type Lexicon = Readonly<Record<string, string | readonly string[]>>

/**
 * The names of compromise's lexicon: some 3,000 first names and 900 surnames of many languages.
 *
 * Loaded at first use, since only surveys that mask names need it.
 *
 * @see compromise (Kelly), MIT
 */
export async function loadNameLexicon(): Promise<NameLexicon> {
  const { default: nlp } = await import('compromise/two')
  const { lexicon } = lexiconOf(nlp)
  return {
    kindOf(word) {
      const tags = Object.hasOwn(lexicon, word) ? lexicon[word] : undefined
      return tags === undefined ? null : kindOfTags([tags].flat())
    },
  }
}

/** compromise's types leave its model out; a version with another one fails the tests of masking. */
function lexiconOf(nlp: object): { readonly lexicon: Lexicon } {
  return (nlp as { model(): { readonly one: { readonly lexicon: Lexicon } } }).model().one
}

function kindOfTags(tags: readonly string[]): NameKind {
  // `FirstName` is its tag for names that are words too, such as Mark; those need a cue.
  if (tags.some((tag) => tag === 'MaleName' || tag === 'FemaleName')) return 'first-name'
  return tags.includes('LastName') ? 'surname' : 'word'
}
