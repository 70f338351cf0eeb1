import { describe, expect, it } from 'vitest'
import { compactClauses, type ThemeClause } from '../../../src/themes/clauses/clause-table.ts'
import { createWordBook } from '../../../src/themes/clauses/word-book.ts'
import { createThemeEncoder } from '../../../src/themes/encoding/theme-encoder.ts'
import { rankExemplars } from '../../../src/themes/exemplars.ts'
import { nameClusters } from '../../../src/themes/naming/name-clusters.ts'
import type { LandmarkLabels } from '../../../src/themes/naming/topics.ts'
import { createUsedNames, stemsOfLabel } from '../../../src/themes/naming/used-names.ts'
import { readTaxonomy } from '../../../src/themes/taxonomy/read-taxonomy.ts'
import { loadThemeResources } from '../load-resources.ts'
import { type SpokenClause, spoken } from '../readings.ts'

const { vectors, scorer, scorerWeights, themesTsv, seedsTsv } = loadThemeResources()
const book = createWordBook(vectors)
const encoder = createThemeEncoder(scorer.encoder, scorerWeights, vectors)(book)
const landmarks: ReadonlyMap<string, LandmarkLabels> = new Map(
  readTaxonomy(themesTsv, seedsTsv).map((theme) => [theme.id, theme])
)

function clausesOf(said: readonly SpokenClause[]): readonly ThemeClause[] {
  return said.flatMap((clause, i) => compactClauses(i, spoken(clause).reading, book))
}

type NameSettings = {
  readonly known?: ReadonlyMap<string, LandmarkLabels>
  readonly taken?: readonly string[]
  readonly anchors?: readonly string[]
}

async function labelsOf(
  said: readonly SpokenClause[],
  terms: readonly string[],
  { known = landmarks, taken = [], anchors = [] }: NameSettings = {}
) {
  const profile = {
    terms: terms.map((form) => [book.stems[book.wordOf(form).stemId] ?? '', 2] as const),
    meaning: [],
    anchors,
    minScore: 0,
  }
  const context = { book, vectors, encoder, landmarks: known }
  const [name] = await nameClusters([clausesOf(said)], [profile], context, taken)
  return name
}

async function nameOf(
  said: readonly SpokenClause[],
  terms: readonly string[],
  settings: NameSettings = {}
) {
  return (await labelsOf(said, terms, settings))?.label
}

/** About one thing in many words: no noun is in a third of them. */
const MONEY_BACK: readonly SpokenClause[] = [
  ['still waiting for my refund'],
  ['gave me a voucher instead of cash'],
  ['when will the reimbursement arrive'],
  ['no compensation was ever paid'],
  ['where is my repayment'],
  ['never got the money back'],
  ['they promised a refund in may'],
]

describe('the name of a discovered theme', () => {
  it('is the label of the built-in theme that its clauses are about, where they share no word', async () => {
    const terms = ['refund', 'voucher', 'compensation', 'cash']
    expect(await nameOf(MONEY_BACK, terms)).toBe('Refunds and compensation')
    expect(await nameOf(MONEY_BACK, terms, { known: new Map() })).not.toBe(
      'Refunds and compensation'
    )
  })

  it('never repeats the label of another theme', async () => {
    const terms = ['refund', 'voucher', 'compensation', 'cash']
    const label = await nameOf(MONEY_BACK, terms, { taken: ['Refunds and compensation'] })
    expect(label).not.toBe('Refunds and compensation')
  })

  it('is the noun that most clauses share, whatever built-in theme is near', async () => {
    const said: readonly SpokenClause[] = [
      ['zipper broken'],
      ['zipper jams'],
      ['the zipper came off'],
      ['what a zipper'],
      ['bought it in june'],
    ]
    expect(await labelsOf(said, ['zipper'])).toMatchObject({
      label: 'Zipper feedback',
      negativeLabel: 'Zipper problems',
      positiveLabel: 'Zipper feedback',
    })
  })

  it('praises a thing as its clauses do, and blames no theme that many praise', async () => {
    const said: readonly SpokenClause[] = [
      ['a good zipper', 'positive'],
      ['good zipper it is', 'positive'],
      ['the zipper runs', 'positive'],
      ['clumsy zipper', 'negative'],
      ['clumsy zipper again', 'negative'],
    ]
    expect(await labelsOf(said, ['zipper', 'clumsy'])).toMatchObject({
      label: 'Zipper feedback',
      negativeLabel: 'Zipper problems',
      positiveLabel: 'Good zipper',
    })
  })

  it('says the sign as the built-in theme does whose name it takes', async () => {
    const terms = ['refund', 'voucher', 'compensation', 'cash']
    expect(await labelsOf(MONEY_BACK, terms, { anchors: ['refunds'] })).toMatchObject({
      label: 'Refunds and compensation',
      negativeLabel: 'Refund trouble',
      positiveLabel: 'Easy refunds',
    })
  })

  it('sets two built-in themes side by side where a cluster that began with both is about both', async () => {
    const said: readonly SpokenClause[] = [
      ['the soup was cold'],
      ['tasty lamb'],
      ['delicious food'],
      ['warm beer'],
      ['flat lager'],
      ['a poor glass of wine'],
    ]
    const name = await nameOf(said, ['lamb', 'soup', 'lager'], { anchors: ['food', 'drinks'] })
    expect(['Food and drinks', 'Drinks and food']).toContain(name)
  })

  it('writes what looks like the name of a firm as a name', async () => {
    const said: readonly SpokenClause[] = [
      ['that Vantair does too', 'neutral'],
      ['went with Vantair then', 'neutral'],
      ['saw Vantair there', 'neutral'],
    ]
    expect(await nameOf(said, ['vantair'])).toBe('Mentions of Vantair')
  })

  it('is the phrase in which the noun mostly stands', async () => {
    const said: readonly SpokenClause[] = [
      ['hot in that fitting room'],
      ['fitting room floor dusty'],
      ['waited at the fitting room'],
      ['wrong room'],
    ]
    expect(await nameOf(said, ['room'])).toBe('Fitting room')
  })

  it('is no label of another trade, unless many clauses are firmly about it', async () => {
    const said: readonly SpokenClause[] = [
      ['the soup was cold'],
      ['tasty lamb'],
      ['delicious food'],
      ['stale bread'],
    ]
    const foreign = new Map(
      [...landmarks].map(([id, labels]) => [id, { ...labels, isForeign: id === 'food' }])
    )
    const settings = { anchors: ['food'] }
    expect(await nameOf(said, ['soup', 'lamb'], settings)).toBe('Food quality')
    expect(await nameOf(said, ['soup', 'lamb'], { ...settings, known: foreign })).not.toBe(
      'Food quality'
    )
    const more = [...said, ['awful food'], ['the food tasted of nothing'], ['fresh bread']] as const
    expect(await nameOf(more, ['soup', 'lamb'], { ...settings, known: foreign })).toBe(
      'Food quality'
    )
  })
})

describe('names of several themes', () => {
  it('differ in more than their sign', () => {
    const used = createUsedNames(['Good food'], book)
    expect(used.has(stemsOfLabel('Food problems', book))).toBe(true)
    expect(used.has(stemsOfLabel('Good service', book))).toBe(false)
  })
})

describe('quotes of a discovered theme', () => {
  it('begin with clauses that hold a word of its name', () => {
    const said: readonly SpokenClause[] = [
      ['stood there for forty minutes'],
      ['nobody came at all today'],
      ['the barrier stuck for forty minutes'],
    ]
    const found = clausesOf(said).map((clause) => ({
      clause,
      mention: { ...clause, themeId: 'found-barrier', confidence: 0.5 },
    }))
    expect(
      rankExemplars(found, book, {
        label: 'Barrier problems',
        fitOf: () => ({ part: 0, fit: 0 }),
      })[0]?.comment
    ).toBe(2)
  })
})
