import { describe, expect, it } from 'vitest'
import { SCALES } from '../../../src/domain/scale.ts'
import { byteSourceOf } from '../../../src/service/read-file/byte-source.ts'
import { readResponsesFile } from '../../../src/service/read-file/read-responses-file.ts'
import type { ColumnOverrides } from '../../../src/service/read-file/recognise-columns.ts'

const read = (name: string, text: string, overrides: ColumnOverrides = {}) =>
  readResponsesFile(byteSourceOf(name, new TextEncoder().encode(text)), {
    scaleOf: () => SCALES.nps,
    overrides,
  })

const RESPONSES = [
  {
    id: 'r1',
    comment: 'Support took 3 weeks to answer',
    score: 3,
    at: '2026-03-01T10:00:00Z',
    respondentId: 'p7',
    accountId: 'acme',
    role: 'champion',
    segments: { plan: 'basic', tenureMonths: 18, isTrial: true },
  },
  {
    id: 'r2',
    comment: 'Quick and friendly',
    score: 10,
    at: '2026-03-02T10:00:00Z',
    respondentId: 'p8',
    accountId: 'zenith',
    role: 'end user',
    segments: { plan: 'plus', tenureMonths: 2, isTrial: false },
  },
]

describe('responses in the shape of a request', () => {
  it('are read from JSON Lines as they are, segments included', async () => {
    const text = RESPONSES.map((response) => JSON.stringify(response)).join('\n')
    expect((await read('r.jsonl', text)).read.responses).toEqual(RESPONSES)
  })

  it('are read from a list', async () => {
    expect((await read('r.json', JSON.stringify(RESPONSES))).read.responses).toEqual(RESPONSES)
  })

  it('are read from a request body with its options; a bad row is rejected by its place there', async () => {
    const body = { seed: 4, responses: [...RESPONSES, { id: 'r3', score: 11 }, 'words'] }
    const file = await read('r.json', JSON.stringify(body))
    expect(file.read.responses).toEqual(RESPONSES)
    expect(file.options).toEqual({ seed: 4 })
    expect(file.read.rejected.map(({ pointer }) => pointer)).toEqual([
      '/responses/2/score',
      '/responses/3',
    ])
  })

  it('may have their fields named anew', async () => {
    const body = { responses: [{ id: 'a', why: 'quick and kind', nps: 9 }] }
    const file = await read('r.json', JSON.stringify(body), { comment: 'why', score: 'nps' })
    expect(file.read.responses).toEqual([
      { id: 'a', comment: 'quick and kind', score: 9, segments: {} },
    ])
  })
})

describe('JSON Lines of other tools', () => {
  it.each([
    ['text', 'rating'],
    ['comment', 'score'],
    ['answer', 'fft'],
    ['feedback', 'nps_score'],
    ['verbatim', 'likelihood_to_recommend'],
  ])('with %s and %s are recognised', async (comment, score) => {
    const rows = [9, 3, 7].map((n) => ({ [comment]: `these are words of ${n}`, [score]: n }))
    const { mapping } = await read('r.jsonl', rows.map((row) => JSON.stringify(row)).join('\n'))
    expect(mapping.map(({ field }) => field)).toEqual(['comment', 'score'])
  })

  it('lists inside a row are left out', async () => {
    const row = { comment: 'quick and kind', score: 9, labels: ['a', 'b'] }
    const { mapping } = await read('r.jsonl', JSON.stringify(row))
    expect(mapping.find(({ column }) => column === 'labels')?.field).toBe('ignored')
  })

  it('Windows line ends and blank lines do not matter', async () => {
    const text =
      '{"comment":"good and fast","score":9}\r\n\r\n{"comment":"bad and slow","score":1}\r\n'
    expect((await read('r.jsonl', text)).read.responses).toHaveLength(2)
  })
})
