import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readFlagModel } from '../../../src/text/flag-model.ts'
import { createFlagReader } from '../../../src/text/flags.ts'
import {
  clauseUnitsOf,
  flagSamplesOf,
  trainPackedFlags,
} from '../../../src/training/flags/train.ts'
import { loadTextTables } from '../../../src/training/sentiment/train.ts'

const tables = loadTextTables(fileURLToPath(new URL('../../../lexicons', import.meta.url)))
const comments = Array.from({ length: 12 }, (_, i) => [
  { text: `packing our bags after bill ${i}`, flags: ['churn-intent'] },
  { text: `happy with bill ${i}`, flags: [] },
  { text: `nothing to say about bill ${i}`, flags: [] },
]).flat()
const train = () => trainPackedFlags(flagSamplesOf(comments, tables))

describe('training of flags', () => {
  it('gives the same bytes for the same comments', () => {
    expect(train()).toEqual(train())
  })

  it('learns a hint that no rule knows', () => {
    const flagsOf = createFlagReader(train().buffer)
    const read = (text: string) => flagsOf(clauseUnitsOf(text, tables))
    expect(read('packing our bags tonight')).toEqual(['churn-intent'])
    expect(read('happy tonight')).toEqual([])
  })

  it('refuses weights of another length', () => {
    expect(() => readFlagModel(new ArrayBuffer(3))).toThrow('train it again')
  })
})
