/** Word → valence in [-1, 1]. */
export type ValenceLexicon = ReadonlyMap<string, number>

/**
 * A word list of `lexicons/` as a map.
 *
 * @param table - the text of a `data.tsv` with the columns `term` and `valence` first
 * @returns valence in [-1, 1] by lower-case term
 * @throws nothing; the test that walks `lexicons/` checks the rows
 * @see lexicons/valence
 * @example
 * readValenceLexicon('term\tvalence\nawful\t-0.5\n').get('awful') // => -0.5
 */
export function readValenceLexicon(table: string): ValenceLexicon {
  const entries = new Map<string, number>()
  for (const line of table.split('\n').slice(1)) {
    const [term, valence] = line.split('\t')
    if (term !== undefined && valence !== undefined) entries.set(term, Number(valence))
  }
  return entries
}
