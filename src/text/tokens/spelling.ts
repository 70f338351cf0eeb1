// Only this module of natural is loaded: its root import pulls in every language and database clients.
import distance from 'natural/lib/natural/distance/levenshtein_distance.js'

/** Finds the vocabulary word that a misspelling is one edit away from. */
export type SpellingCorrector = (word: string) => string | undefined

const MIN_LETTERS = 5
const MIN_LETTERS_FOR_TWO = 9

/**
 * A corrector over a fixed vocabulary, after the symmetric-delete method: both the words and the query lose one letter, and
 * equal remains give the candidates.
 *
 * Covers a missing, an added, a wrong letter and two swapped letters; words of nine letters and more may have two such
 * slips, one on each side. Words that start with another letter are never taken, since first letters are rarely wrong.
 *
 * @param vocabulary - lower-case words, the most frequent first; ties go to the earlier word
 * @returns the corrector; undefined when no word is near enough
 * @throws nothing
 * @see Garbe (2012) SymSpell; Damerau (1964) Communications of the ACM 7:171-176
 * @example
 * createSpellingCorrector(['terrible'])('terible') // => 'terrible'
 */
export function createSpellingCorrector(vocabulary: readonly string[]): SpellingCorrector {
  const rank = new Map<string, number>()
  const byRemains = new Map<string, number>()
  vocabulary.forEach((word, index) => {
    if (word.length < MIN_LETTERS - 1 || rank.has(word)) return
    rank.set(word, index)
    for (const remains of deletes(word)) {
      if (!byRemains.has(remains)) byRemains.set(remains, index)
    }
  })
  return (word) => {
    if (word.length < MIN_LETTERS || !/^[a-z]+$/.test(word)) return undefined
    let best: number | undefined
    const consider = (index: number | undefined) => {
      if (index === undefined || (best !== undefined && index >= best)) return
      const candidate = vocabulary[index] ?? ''
      if (candidate[0] !== word[0]) return
      const limit = word.length >= MIN_LETTERS_FOR_TWO ? 2 : 1
      if (editDistance(word, candidate) <= limit) best = index
    }
    consider(byRemains.get(word))
    for (const remains of deletes(word)) {
      consider(rank.get(remains))
      consider(byRemains.get(remains))
    }
    return best === undefined ? undefined : vocabulary[best]
  }
}

function deletes(word: string): string[] {
  const remains: string[] = []
  for (let i = 0; i < word.length; i += 1) {
    if (i > 0 && word[i] === word[i - 1]) continue
    remains.push(word.slice(0, i) + word.slice(i + 1))
  }
  return remains
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours each cost 1. */
function editDistance(a: string, b: string): number {
  return distance.DamerauLevenshteinDistance(a, b, { restricted: true })
}
