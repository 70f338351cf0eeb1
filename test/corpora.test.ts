import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { agreement } from './quality/agreement.quality.ts'

const CORPORA = fileURLToPath(new URL('../corpora', import.meta.url))

const parseCsv = (text: string) =>
  Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data

type Provenance = {
  readonly file: string
  readonly rowCount: number
  readonly sha256: string
  readonly language: string
  readonly licence: string
  readonly writtenBy: string
}

type LabelledClause = {
  readonly id: string
  readonly industry: string
  readonly comment: number
  readonly polarity: string
  readonly theme: string | null
  readonly phenomena: readonly string[]
  readonly text: string
}

type LabelledComment = {
  readonly id: string
  readonly source: string
  readonly score: number | null
  readonly polarity: string
  readonly flags: readonly string[]
  readonly text: string
}

const read = (...path: readonly string[]) => readFileSync(join(CORPORA, ...path), 'utf8')

const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? []

/** Runs of `size` words with the number of texts they occur in. */
function textsPerRun(texts: readonly string[], size: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) {
    const own = words(text)
    const runs = new Set(own.map((_, i) => own.slice(i, i + size).join(' ')))
    for (const run of runs) {
      if (run.split(' ').length === size) counts.set(run, (counts.get(run) ?? 0) + 1)
    }
  }
  return counts
}

const shared = (texts: readonly string[], size: number, limit: number) =>
  [...textsPerRun(texts, size)].filter(([, count]) => count > limit)

describe.each(readdirSync(CORPORA))('corpus %s', (name) => {
  const provenance: Provenance = JSON.parse(read(name, 'provenance.json'))
  const data = read(name, provenance.file)

  it('is the file that its provenance describes', () => {
    expect(createHash('sha256').update(data).digest('hex')).toBe(provenance.sha256)
    const count = provenance.file.endsWith('.csv')
      ? parseCsv(data).length
      : data.trimEnd().split('\n').length
    expect(count).toBe(provenance.rowCount)
  })

  it('says what it is and under which licence it comes', () => {
    expect(read(name, 'README.md').length).toBeGreaterThan(500)
    expect(read(name, 'LICENSE')).toContain('MIT')
    expect(data).not.toContain('\r')
  })
})

describe('northlink', () => {
  const rows: Record<string, string>[] = parseCsv(read('northlink', 'data.csv'))
  const comments = rows.map((row) => row['Why did you give that score?'] ?? '')
  const written = comments.filter((comment) => words(comment).length > 0)

  it('has at least 400 responses with ids of their own', () => {
    expect(rows.length).toBeGreaterThanOrEqual(400)
    expect(new Set(rows.map((row) => row['Response ID'])).size).toBe(rows.length)
  })

  it('has blanks, short and long comments, as surveys do', () => {
    const lengths = written.map((comment) => words(comment).length)
    expect(comments.length - written.length).toBeGreaterThan(20)
    expect(lengths.filter((length) => length <= 5).length).toBeGreaterThan(60)
    expect(lengths.filter((length) => length >= 40).length).toBeGreaterThan(30)
  })

  it('shares no sentence frame: no five words stand in three comments', () => {
    expect(shared(written, 5, 2)).toEqual([])
  })
})

describe('agreement of two labellers', () => {
  it('takes chance off: 60 of 100 equal by margins 60:40 and 70:30 is kappa 0.13', () => {
    const table: [string, string, number][] = [
      ['a', 'a', 45],
      ['a', 'b', 15],
      ['b', 'a', 25],
      ['b', 'b', 15],
    ]
    const pairs = table.flatMap(([x, y, n]) => Array.from({ length: n }, () => [x, y] as const))
    expect(agreement(pairs).kappa).toBeCloseTo(0.1304, 4)
  })
})

describe('labelled clauses', () => {
  const rows: LabelledClause[] = read('labelled-clauses', 'data.jsonl')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  const themes = new Set(
    readFileSync(join(CORPORA, '../lexicons/taxonomy/themes.tsv'), 'utf8')
      .split('\n')
      .map((line) => line.split('\t')[0])
  )

  it('has at least 5,000 clauses over at least twelve industries', () => {
    expect(rows.length).toBeGreaterThanOrEqual(5000)
    expect(new Set(rows.map((row) => row.industry)).size).toBeGreaterThanOrEqual(12)
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length)
  })

  it('labels each with a polarity, a theme of the taxonomy or none, and phenomena', () => {
    const wrong = rows.filter(
      (row) =>
        !['negative', 'neutral', 'positive'].includes(row.polarity) ||
        (row.theme !== null && !themes.has(row.theme)) ||
        row.phenomena.length === 0
    )
    expect(wrong).toEqual([])
  })

  it('shares no sentence frame: no six words stand in four clauses', () => {
    expect(
      shared(
        rows.map((row) => row.text),
        6,
        3
      )
    ).toEqual([])
  })

  it('repeats no clause of more than three words', () => {
    const texts = rows
      .filter((row) => words(row.text).length > 3)
      .map((row) => row.text.toLowerCase())
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([])
  })
})

describe('labelled comments', () => {
  const rows: LabelledComment[] = read('labelled-comments', 'data.jsonl')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

  it('has at least 6,500 comments in order of ids of their own, 800 and 450 of them of broadband customers', () => {
    const ids = rows.map((row) => row.id)
    expect(rows.length).toBeGreaterThanOrEqual(6500)
    expect(rows.filter((row) => row.source === 'broadband').length).toBeGreaterThanOrEqual(800)
    expect(rows.filter((row) => row.source === 'nps-broadband').length).toBeGreaterThanOrEqual(450)
    expect(new Set(ids).size).toBe(ids.length)
    expect([...ids].sort()).toEqual(ids)
  })

  it('labels each with a polarity, flags and a score or none', () => {
    const wrong = rows.filter(
      ({ polarity, flags, score, text }) =>
        !['negative', 'neutral', 'positive', 'mixed'].includes(polarity) ||
        !flags.every((flag) => ['churn-intent', 'request', 'competitor'].includes(flag)) ||
        !(score === null || (Number.isInteger(score) && score >= 0 && score <= 10)) ||
        text !== text.trim() ||
        text === ''
    )
    expect(wrong).toEqual([])
  })

  it('states plain facts of 17 industries, in each at least ten of either sign', () => {
    const facts = rows.filter(({ id }) => id.includes('-fact-'))
    const few = [...new Set(facts.map(({ source }) => source))].filter((source) =>
      ['negative', 'positive'].some(
        (sign) => facts.filter((f) => f.source === source && f.polarity === sign).length < 10
      )
    )
    expect(facts.length).toBeGreaterThanOrEqual(950)
    expect(new Set(facts.map(({ source }) => source)).size).toBe(17)
    expect(few).toEqual([])
  })

  it('shares no sentence frame: no six words stand in five comments', () => {
    const texts = rows.map((row) => row.text)
    expect(shared(texts, 6, 4)).toEqual([])
  })
})

describe('cut comments', () => {
  const rows: { id: string; cuts: number[]; text: string }[] = read('cut-comments', 'data.jsonl')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

  it('has at least 350 comments in order of ids of their own, a fifth of them whole', () => {
    const ids = rows.map((row) => row.id)
    expect(rows.length).toBeGreaterThanOrEqual(350)
    expect(new Set(ids).size).toBe(ids.length)
    expect([...ids].sort()).toEqual(ids)
    expect(rows.filter(({ cuts }) => cuts.length === 0).length).toBeGreaterThan(rows.length / 5)
  })

  it('cuts where a word or mark starts after a space or a line break', () => {
    const wrong = rows.filter(({ cuts, text }) =>
      cuts.some((cut) => !/\s/.test(text[cut - 1] ?? '') || !/\S/.test(text[cut] ?? ''))
    )
    expect(wrong).toEqual([])
  })
})
