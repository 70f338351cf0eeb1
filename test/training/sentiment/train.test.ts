import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createFilterReader, filtersOf } from '../../../src/text/sentiment/filters.ts'
import { readSentimentModel } from '../../../src/text/sentiment/sentiment-model.ts'
import { BUCKET, bucketOf, printOf } from '../../../src/text/sentiment/weight-table.ts'
import type { Example } from '../../../src/training/sentiment/examples.ts'
import { madeSentences } from '../../../src/training/sentiment/made-sentences.ts'
import { selectFeatures } from '../../../src/training/sentiment/pack.ts'
import { trainRegression } from '../../../src/training/sentiment/regression.ts'
import { samplesOf } from '../../../src/training/sentiment/samples.ts'
import {
  FILTER_OPTIONS,
  loadTextTables,
  sha256Of,
  TRAINING_OPTIONS,
  trainModel,
} from '../../../src/training/sentiment/train.ts'
import { trainFilters } from '../../../src/training/sentiment/train-filters.ts'

const tables = loadTextTables(fileURLToPath(new URL('../../../lexicons', import.meta.url)))
// Every seventh: enough words to learn from, and a second's work.
const examples = madeSentences().filter((_, i) => i % 7 === 0)

describe('training', () => {
  it('gives the same bytes from the same examples', () => {
    const [first, second] = [0, 1].map(() => trainModel(samplesOf(examples, tables)))
    expect(sha256Of(first?.bytes ?? new Uint8Array())).toBe(
      sha256Of(second?.bytes ?? new Uint8Array(1))
    )
    expect(first?.header).toEqual(second?.header)
    expect(first?.header.version).toContain(sha256Of(first?.bytes ?? new Uint8Array()).slice(0, 12))
  })

  it('gives other bytes when the examples come in another order', () => {
    const bytes = trainModel(samplesOf(examples, tables)).bytes
    const turned = trainModel(samplesOf([...examples].reverse(), tables)).bytes
    expect(sha256Of(bytes)).not.toBe(sha256Of(turned))
  })

  it('learns the examples that it is given', () => {
    const samples = samplesOf(examples, tables)
    const { header, bytes } = trainModel(samples)
    const model = readSentimentModel(header, bytes.buffer, tables.vectors)
    expect(model.version).toBe(header.version)
    expect(samples.length).toBe(examples.length)
  })

  it('keeps of every bucket the features that move most examples furthest', () => {
    const slots = 2 ** 8
    const weights = trainRegression(samplesOf(examples, tables), {
      ...TRAINING_OPTIONS,
      seeds: [1],
    })
    const kept = selectFeatures(weights, slots)
    const worthOf = (hash: number) => {
      const row = weights.rows.get(hash) ?? -1
      const [down = 0, up = 0] = weights.sparse.subarray(2 * row, 2 * row + 2)
      return (Math.abs(down) + Math.abs(up)) * Math.sqrt(weights.counts[row] ?? 0)
    }
    for (let bucket = 0; bucket < slots; bucket += BUCKET) {
      const own = [...weights.rows.keys()].filter((hash) => bucketOf(hash, slots) === bucket)
      const best = Math.max(0, ...own.map(worthOf))
      const held = own.filter((hash) => kept.has(hash))
      expect(held.length).toBeLessThanOrEqual(BUCKET)
      expect(Math.max(0, ...held.map(worthOf))).toBe(best)
      expect(new Set(held.map(printOf)).size).toBe(held.length)
    }
  })

  it('teaches filters the order of words', () => {
    const texts = ['slow then quick', 'quick then slow']
    const pairs = Array.from(
      { length: 600 },
      (_, i): Example => ({
        source: 'order',
        text: texts[i % 2] ?? '',
        question: 'reason',
        shares: i % 2 === 0 ? [0, 0, 1] : [1, 0, 0],
        weight: 1,
      })
    )
    const values = trainFilters(samplesOf(pairs, tables), { ...FILTER_OPTIONS, batch: 8 })
    const reader = createFilterReader(filtersOf(FILTER_OPTIONS, values), tables.vectors)
    const [rising, falling] = texts.map((text) => {
      const words = tables.tokenize(text)
      const units = tables.unitsOf(words, { from: 0, to: words.tokens.length })
      const sums = new Float64Array(2)
      reader.prepare(units)
      reader.addTo(sums, { from: 0, to: units.length })
      return (sums[1] ?? 0) - (sums[0] ?? 0)
    })
    expect(rising).toBeGreaterThan(1)
    expect(falling).toBeLessThan(-1)
  })

  it('refuses bytes that do not fit the header', () => {
    const { header, bytes } = trainModel(samplesOf(examples.slice(0, 50), tables))
    expect(() => readSentimentModel(header, bytes.buffer.slice(8), tables.vectors)).toThrow(
      RangeError
    )
  })
})
