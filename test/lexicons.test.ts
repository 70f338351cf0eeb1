import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const LEXICONS = fileURLToPath(new URL('../lexicons', import.meta.url))

type Provenance = {
  readonly language: string
  readonly contentsLicence: string
  readonly databaseLicence: string
  readonly transformation: string
  readonly rows?: number
  readonly sha256: Readonly<Record<string, string>>
}

const read = (...path: readonly string[]) => readFileSync(join(LEXICONS, ...path))
const folders = readdirSync(LEXICONS)

describe.each(folders)('lexicon %s', (name) => {
  const provenance: Provenance = JSON.parse(read(name, 'provenance.json').toString())
  const files = readdirSync(join(LEXICONS, name))

  it('says what it is and under which licence', () => {
    expect(files).toEqual(expect.arrayContaining(['README.md', 'LICENSE']))
    expect(provenance.language).toBe('en')
    expect(provenance.contentsLicence).not.toBe('')
    expect(provenance.databaseLicence).not.toBe('')
    expect(provenance.transformation).not.toBe('')
  })

  it('holds the files that its provenance describes', () => {
    const sums = Object.entries(provenance.sha256).map(([file]) => [
      file,
      createHash('sha256').update(read(name, file)).digest('hex'),
    ])
    expect(Object.fromEntries(sums)).toEqual(provenance.sha256)
  })

  it.runIf(files.includes('data.tsv'))(
    'has a tidy table: sorted, no doubles, no personal data',
    () => {
      const text = read(name, 'data.tsv').toString()
      const lines = text.trimEnd().split('\n')
      const [header = '', ...rows] = lines
      const terms = rows.map((row) => row.split('\t')[0] ?? '')
      expect(text).not.toContain('\r')
      expect(header.split('\t')[0]).toBe('term')
      expect(provenance.rows).toBe(rows.length)
      expect(new Set(rows.map((row) => row.split('\t').length))).toEqual(
        new Set([header.split('\t').length])
      )
      expect(new Set(terms).size).toBe(terms.length)
      expect(terms).toEqual([...terms].sort((a, b) => (a < b ? -1 : 1)))
      // E-mail addresses and telephone numbers have no place in a word list.
      expect(rows.filter((row) => /\S+@\S+\.\S+|\d{7,}/.test(row))).toEqual([])
    }
  )
})

describe('lexicon valence', () => {
  const rows = read('valence', 'data.tsv').toString().trimEnd().split('\n').slice(1)

  it('keeps valences and deviations in range', () => {
    const figures = rows.map((row) => row.split('\t').slice(1, 3).map(Number))
    expect(
      figures.filter(
        ([valence = 2, deviation = 2]) => Math.abs(valence) > 1 || deviation < 0 || deviation > 1
      )
    ).toEqual([])
  })

  it('gives names and groups no valence', () => {
    const identities = rows
      .map((row) => row.split('\t'))
      .filter(([, , , , note]) => note === 'name' || note === 'group')
    expect(identities.length).toBeGreaterThan(600)
    expect(new Set(identities.map(([, valence]) => valence))).toEqual(new Set(['0']))
  })
})
