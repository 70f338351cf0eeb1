import type { ThemeDefinition } from '../../domain/theme.ts'

/** The pack whose themes apply to every kind of company. */
export const GENERAL_PACK = 'general'

/** A built-in theme with the pack that it belongs to. */
export type KnownTheme = ThemeDefinition & {
  readonly pack: string
  readonly negativeLabel: string
  readonly positiveLabel: string
  /** The label as a name of two to four words: "Food quality" for food. */
  readonly fullLabel: string
  /** How the theme is called beside another: "staff" in "Staff and waiting". */
  readonly shortLabel: string
}

/** A word or phrase that hardly any customer of another industry uses. */
export type IndustryWord = { readonly pack: string; readonly phrase: string }

/** Kind of the rows of `seeds.tsv` that name a pack in the place of a theme. */
const INDUSTRY = 'industry'

/**
 * Words by which comments show their industry.
 *
 * @param seedsTsv - `lexicons/taxonomy/seeds.tsv`
 * @returns in the order of the file
 */
export function readIndustryWords(seedsTsv: string): readonly IndustryWord[] {
  return rowsOf(seedsTsv)
    .filter(([, kind]) => kind === INDUSTRY)
    .map(([pack = '', , phrase = '']) => ({ pack, phrase }))
}

/**
 * The built-in taxonomy from the text of its two files.
 *
 * @param themesTsv - `lexicons/taxonomy/themes.tsv`
 * @param seedsTsv - `lexicons/taxonomy/seeds.tsv`
 * @returns themes in the order of the file, with seed phrases and counter-examples
 * @throws {RangeError} if a seed names a theme that is not there
 * @see lexicons/taxonomy
 * @example
 * readTaxonomy(themes, seeds).find((theme) => theme.id === 'support-speed')?.negativeLabel // => 'Slow support'
 */
export function readTaxonomy(themesTsv: string, seedsTsv: string): readonly KnownTheme[] {
  const phrases = readPhrases(seedsTsv)
  const themes = rowsOf(themesTsv).map(
    ([
      id = '',
      pack = '',
      parentId = '',
      label = '',
      negative = '',
      positive = '',
      text = '',
      full = '',
      short = '',
    ]) => ({
      id,
      pack,
      parentId,
      label,
      negativeLabel: negative || label,
      positiveLabel: positive || label,
      fullLabel: full || label,
      shortLabel: short || label,
      description: text,
      examples: phrases.get(`${id}/seed`) ?? [],
      counterExamples: phrases.get(`${id}/counter`) ?? [],
    })
  )
  const ids = new Set(themes.map((theme) => theme.id))
  for (const key of phrases.keys()) {
    const id = key.slice(0, key.lastIndexOf('/'))
    if (!ids.has(id)) throw new RangeError(`expected a seed of a known theme, got "${id}"`)
  }
  return themes
}

function readPhrases(seedsTsv: string): ReadonlyMap<string, readonly string[]> {
  const phrases = new Map<string, string[]>()
  for (const [theme = '', kind = '', phrase = ''] of rowsOf(seedsTsv)) {
    if (kind === INDUSTRY) continue
    const key = `${theme}/${kind}`
    const list = phrases.get(key)
    if (list === undefined) phrases.set(key, [phrase])
    else list.push(phrase)
  }
  return phrases
}

function rowsOf(tsv: string): readonly (readonly string[])[] {
  return tsv
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
}
