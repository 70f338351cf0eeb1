// Which packs `taxonomy: "auto"` chooses, by industry and number of comments. The words of the rule
// were written by hand and its two shares hold for all packs, but both were checked on these very corpora: on other comments of an
// industry expect somewhat less.

import { readFileSync } from 'node:fs'
import papaparse from 'papaparse'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { compactClauses, type ThemeClause } from '../../src/themes/clauses/clause-table.ts'
import { createWordBook } from '../../src/themes/clauses/word-book.ts'
import { choosePacks } from '../../src/themes/taxonomy/choose-packs.ts'
import { readIndustryWords } from '../../src/themes/taxonomy/read-taxonomy.ts'
import { loadThemeResources } from '../themes/load-resources.ts'
import { loadThemeEngine } from './theme-engine.ts'
import { readRows } from './theme-sets.ts'

/** Packs that fit each corpus; choosing one more that it touches in passing is counted apart. */
const RIGHT: Readonly<Record<string, readonly string[]>> = {
  airline: ['travel'],
  apps: [],
  banking: ['banking'],
  education: ['education'],
  electronics: [],
  energy: [],
  healthcare: ['healthcare'],
  hotel: ['hospitality'],
  insurance: ['banking'],
  parcel: [],
  'public-services': [],
  'rail-bus': ['travel'],
  restaurant: ['hospitality'],
  retail: ['retail'],
  saas: ['saas'],
  telecom: ['telecom'],
  accounting: [],
  attractions: [],
  'car-hire': ['travel'],
  care: ['healthcare'],
  garage: [],
  gym: [],
  housing: [],
  'hr-payroll': ['saas'],
  pharmacy: ['healthcare'],
  streaming: [],
  trades: [],
  'vet-dental': ['healthcare'],
  northlink: ['telecom'],
}
const SIZES = [50, 100, 300]
const SAMPLES = 60

function corpora(): ReadonlyMap<string, readonly string[]> {
  const comments = new Map<string, Map<number, string>>()
  for (const row of readRows('corpora/labelled-clauses/data.jsonl') ?? []) {
    const own = comments.get(String(row.industry)) ?? new Map<number, string>()
    comments.set(String(row.industry), own)
    const before = own.get(Number(row.comment))
    own.set(
      Number(row.comment),
      before === undefined ? String(row.text) : `${before} ${String(row.text)}`
    )
  }
  const sets = new Map([...comments].map(([name, own]) => [name, [...own.values()]]))
  const { data } = papaparse.parse<Record<string, string>>(
    readFileSync('corpora/northlink/data.csv', 'utf8'),
    { header: true, skipEmptyLines: true }
  )
  sets.set(
    'northlink',
    data.map((row) => row['Why did you give that score?'] ?? '').filter(Boolean)
  )
  return sets
}

/** Prints, for each corpus and size of sample, how often exactly the right packs were chosen, none, or a wrong one. */
export default async function run(): Promise<void> {
  const resources = loadThemeResources()
  const words = readIndustryWords(resources.seedsTsv)
  const { read } = loadThemeEngine()
  console.log(`packs chosen in ${SAMPLES} samples of n comments: right / none / a wrong one, in %`)
  console.log(`| corpus | right | ${SIZES.map((n) => `n = ${n}`).join(' | ')} | all |`)
  console.log(`|---|---|${SIZES.map(() => '---').join('|')}|---|`)
  for (const [name, comments] of corpora()) {
    const book = createWordBook(resources.vectors)
    const clauses = comments.map((text, i) => compactClauses(i, read(text), book))
    const chosen = (own: readonly (readonly ThemeClause[])[]) =>
      choosePacks({ clauses: own.flat(), book, words }, null).packs
    const right = RIGHT[name] ?? []
    const random = xoroshiro128plus(1)
    const cells = SIZES.map((size) => {
      const counts = { right: 0, none: 0, wrong: 0 }
      for (let s = 0; s < SAMPLES; s++) {
        const rest = [...clauses]
        const sample = Array.from({ length: Math.min(size, rest.length) }, () =>
          rest.splice(uniformInt(random, 0, rest.length - 1), 1)
        ).flat()
        const packs = chosen(sample)
        if (packs.join() === right.join()) counts.right++
        else if (packs.every((pack) => right.includes(pack))) counts.none++
        else counts.wrong++
      }
      const percent = (n: number) => Math.round((100 * n) / SAMPLES)
      return `${percent(counts.right)} / ${percent(counts.none)} / ${percent(counts.wrong)}`
    })
    const all = chosen(clauses).join(', ') || 'none'
    console.log(`| ${name} | ${right.join(', ') || 'none'} | ${cells.join(' | ')} | ${all} |`)
  }
}
