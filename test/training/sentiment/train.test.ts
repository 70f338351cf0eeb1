import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readSentimentModel } from '../../../src/text/sentiment/sentiment-model.ts'
import { madeSentences } from '../../../src/training/sentiment/made-sentences.ts'
import { samplesOf } from '../../../src/training/sentiment/samples.ts'
import { loadTextTables, sha256Of, trainModel } from '../../../src/training/sentiment/train.ts'

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

  it('refuses bytes that do not fit the header', () => {
    const { header, bytes } = trainModel(samplesOf(examples.slice(0, 50), tables))
    expect(() => readSentimentModel(header, bytes.buffer.slice(8), tables.vectors)).toThrow(
      RangeError
    )
  })
})
