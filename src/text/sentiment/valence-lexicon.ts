/** Word → valence in [-1, 1]. */
export type ValenceLexicon = ReadonlyMap<string, number>

/** The words of `lexicons/valence`: those with a valence, and those that must never have one. */
export type WordValences = {
  readonly valence: ValenceLexicon
  /** Names of people, peoples, countries and beliefs; the model reads them all as one word. */
  readonly identities: ReadonlySet<string>
}

const IDENTITY_NOTES = new Set(['name', 'group'])

/**
 * A word list of `lexicons/` as look-ups.
 *
 * @param table - the text of a `data.tsv` with the columns term, valence, std_dev, rater_count, note
 * @returns valences by lower-case term, and the terms noted as `name` or `group`
 * @throws nothing; the test that walks `lexicons/` checks the rows
 * @see lexicons/valence
 * @example
 * readValenceLexicon('term\tvalence\t…\nawful\t-0.5\t…\n').valence.get('awful') // => -0.5
 */
export function readValenceLexicon(table: string): WordValences {
  const valence = new Map<string, number>()
  const identities = new Set<string>()
  for (const line of table.split('\n').slice(1)) {
    const [term, value, , , note] = line.split('\t')
    if (term === undefined || value === undefined) continue
    if (IDENTITY_NOTES.has(note ?? '')) identities.add(term)
    else valence.set(term, Number(value))
  }
  return { valence, identities }
}
