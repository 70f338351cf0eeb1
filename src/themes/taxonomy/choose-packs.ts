import type { ThemeDefinition, ThemeWarning } from '../../domain/theme.ts'
import type { ThemeClause } from '../clauses/clause-table.ts'
import { formsOfPhrase, type WordBook } from '../clauses/word-book.ts'
import type { IndustryWord } from './read-taxonomy.ts'
import { GENERAL_PACK } from './read-taxonomy.ts'

/** Packs that are used for one set of comments. */
export type PackChoice = {
  readonly packs: readonly string[]
  readonly warnings: readonly ThemeWarning[]
}

/** What the choice is made from. */
export type PackEvidence = {
  /** Clauses of one comment next to each other. */
  readonly clauses: readonly ThemeClause[]
  readonly book: WordBook
  readonly words: readonly IndustryWord[]
}

/** A pack needs at least this many comments that speak of its industry, */
const MIN_COMMENTS = 4
/** this share of all comments: other industries reach 0.06 by chance (`npm run quality -- packs`), */
const MIN_SHARE = 0.08
/** a share that is above this even where chance favoured it, */
const SURE_SHARE = 0.04
/** and this share of what the first pack has: a hotel is not a hospital because some guests fell ill. */
const PARTNER_RATE = 0.4
/** One-sided 95 %. */
const Z = 1.645

/**
 * Chooses the packs of the built-in taxonomy: those asked for, or those whose industry the comments speak of.
 *
 * The evidence is the share of comments with a word that hardly any customer of another industry uses ("router", "nurse"). It does
 * not depend on the themes matched, since many themes of a pack have a sister in the next industry.
 *
 * @param asked - null leaves the choice to the comments, and says so in a remark
 */
export function choosePacks(evidence: PackEvidence, asked: readonly string[] | null): PackChoice {
  if (asked !== null) return { packs: asked, warnings: [] }
  const packs = packsOf(evidence)
  const detail =
    packs.length === 0
      ? 'No industry pack fits these comments clearly; only the general themes were used'
      : `The comments point to the ${packs.join(' and the ')} themes, which were added to the general ones`
  return { packs, warnings: [{ code: 'taxonomy-pack', detail }] }
}

/** The themes of the general pack and of the packs chosen; themes without a pack are always in use. */
export function themesOfPacks<T extends ThemeDefinition & { readonly pack?: string }>(
  definitions: readonly T[],
  packs: readonly string[]
): readonly T[] {
  const allowed = new Set([GENERAL_PACK, ...packs])
  return definitions.filter(({ pack }) => allowed.has(pack ?? GENERAL_PACK))
}

function packsOf(evidence: PackEvidence): readonly string[] {
  const { counts, total } = countComments(evidence)
  const most = Math.max(0, ...counts.values())
  return [...counts]
    .filter(
      ([, count]) =>
        count >= MIN_COMMENTS &&
        count >= MIN_SHARE * total &&
        count >= PARTNER_RATE * most &&
        leastShare(count, total) > SURE_SHARE
    )
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([pack]) => pack)
}

/**
 * Lower end of the interval of a share.
 *
 * @see Wilson (1927) Probable inference, the law of succession, and statistical inference
 */
function leastShare(count: number, total: number): number {
  const share = count / total
  const middle = share + Z ** 2 / (2 * total)
  const half = Z * Math.sqrt((share * (1 - share)) / total + Z ** 2 / (4 * total ** 2))
  return (middle - half) / (1 + Z ** 2 / total)
}

/** Comments that use a word of each pack, and all comments. */
function countComments({ clauses, book, words }: PackEvidence): {
  readonly counts: ReadonlyMap<string, number>
  readonly total: number
} {
  const index = indexWords(words, book)
  const stems = book.words.map((word) => word.stemId)
  const lastComment = new Map<string, number>()
  const counts = new Map<string, number>()
  let total = 0
  let comment = -1
  for (const clause of clauses) {
    if (clause.comment !== comment) total++
    comment = clause.comment
    for (let i = 0; i < clause.words.length; i++) {
      const entries = index.get(stems[clause.words[i] as number] as number)
      if (entries === undefined) continue
      for (const { pack, phrase } of entries) {
        if (!isPhraseAt(phrase, clause, i, stems) || lastComment.get(pack) === comment) continue
        lastComment.set(pack, comment)
        counts.set(pack, (counts.get(pack) ?? 0) + 1)
      }
    }
  }
  return { counts, total }
}

function isPhraseAt(
  phrase: readonly number[],
  { words }: ThemeClause,
  at: number,
  stems: readonly number[]
): boolean {
  for (let k = 0; k < phrase.length; k++)
    if (stems[words[at + k] as number] !== phrase[k]) return false
  return true
}

type IndexedWord = { readonly pack: string; readonly phrase: readonly number[] }

/** Words of industries as stems, by their first one. */
function indexWords(
  words: readonly IndustryWord[],
  book: WordBook
): ReadonlyMap<number, readonly IndexedWord[]> {
  const index = new Map<number, IndexedWord[]>()
  for (const { pack, phrase: text } of words) {
    const phrase = formsOfPhrase(text).map((form) => book.wordOf(form).stemId)
    const list = index.get(phrase[0] ?? -1) ?? []
    index.set(phrase[0] ?? -1, list)
    list.push({ pack, phrase })
  }
  return index
}
