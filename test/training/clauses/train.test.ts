import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readCutModel } from '../../../src/text/clauses/cut-model.ts'
import { createClauseSplitter } from '../../../src/text/clauses/split-clauses.ts'
import type { CutComment } from '../../../src/training/clauses/cut-examples.ts'
import {
  gapSamplesOf,
  loadBlankTables,
  packCuts,
  trainCuts,
} from '../../../src/training/clauses/train.ts'

const tables = loadBlankTables(fileURLToPath(new URL('../../../lexicons', import.meta.url)))
const cut = (text: string, ...clauses: string[]): CutComment => ({
  text,
  starts: new Set(clauses.map((clause) => text.indexOf(clause))),
  kind: 'cut',
})
const comments = [
  cut('nice room, awful bed', 'awful bed'),
  cut('kind nurse, dirty ward', 'dirty ward'),
  cut('quick reply, wrong answer', 'wrong answer'),
  cut('bread, cheese and wine'),
  cut('we came by train, bus and boat'),
]

describe('training of clause cuts', () => {
  it('gives the same bytes for the same comments', () => {
    const bytes = () => packCuts(trainCuts(gapSamplesOf(comments, tables)))
    expect(bytes()).toEqual(bytes())
  })

  it('learns from cuts, so that another comment is cut likewise', () => {
    const many = Array.from({ length: 20 }, () => comments).flat()
    const model = readCutModel(packCuts(trainCuts(gapSamplesOf(many, tables))).buffer)
    const split = (text: string) => createClauseSplitter(model)(text, tables.tokenize(text)).length
    expect(split('clean pool, rude guard')).toBe(2)
    expect(split('bread, cheese and wine')).toBe(1)
  })

  it('refuses weights of another length', () => {
    expect(() => readCutModel(new ArrayBuffer(3))).toThrow('train it again')
  })
})
