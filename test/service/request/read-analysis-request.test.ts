import { describe, expect, it } from 'vitest'
import { AppError } from '../../../src/domain/errors.ts'
import { analyseResponses } from '../../../src/service/analyse-responses.ts'
import { readAnalysisRequest } from '../../../src/service/request/read-analysis-request.ts'
import { createStandInEngine } from '../../stand-in-engine.ts'

const GOOD = { id: 'good', comment: 'quick and friendly', score: 9 }

const read = (body: unknown) => readAnalysisRequest(body, 5_000).request

/** The only rejected row of a request with one good row beside it. */
function rejectionOf(row: unknown) {
  const { rejected, responses } = read({ responses: [GOOD, row] })
  expect(responses.map(({ id }) => id)).toEqual(['good'])
  expect(rejected).toHaveLength(1)
  return rejected[0]
}

/** What a request that is refused as a whole is told. */
function errorOf(body: unknown): AppError {
  try {
    read(body)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('the request was accepted')
}

const detailsOf = (body: unknown) =>
  Object.fromEntries(errorOf(body).errors.map(({ pointer, detail }) => [pointer, detail]))

describe('defaults of a request', () => {
  it('fills in everything but the responses', () => {
    expect(read({ responses: [GOOD] })).toEqual({
      question: 'reason',
      scale: { min: 0, max: 10, detractorMax: 6, promoterMin: 9 },
      responses: [GOOD],
      rejected: [],
      themes: { taxonomy: 'auto', discover: true, maxThemes: 25, model: null },
      drivers: { adjustFor: [], confLevel: 0.95, minMentions: 10 },
      include: ['responses', 'quotes'],
      seed: 1,
    })
  })

  it('keeps what is given and fills in the rest', () => {
    const request = read({
      responses: [{ ...GOOD, segments: { plan: 'basic' } }],
      themes: { taxonomy: 'none' },
      drivers: { adjustFor: ['plan'], scenario: { 'support-speed': 0.5 } },
      include: ['explanations', 'explanations'],
    })
    expect(request.themes).toEqual({ taxonomy: 'none', discover: true, maxThemes: 25, model: null })
    expect(request.drivers).toEqual({
      adjustFor: ['plan'],
      confLevel: 0.95,
      minMentions: 10,
      scenario: { 'support-speed': 0.5 },
    })
    expect(request.include).toEqual(['explanations'])
  })
})

describe('a response that cannot be accepted', () => {
  it.each([
    [{ id: 'a', score: 11 }, '/responses/1/score', 'expected an integer from 0 to 10, got 11'],
    [{ id: 'a', score: -1 }, '/responses/1/score', 'expected an integer from 0 to 10, got -1'],
    [{ id: 'a', score: 7.5 }, '/responses/1/score', 'expected an integer from 0 to 10, got 7.5'],
    [
      { id: 'a', score: '7.5' },
      '/responses/1/score',
      'expected an integer from 0 to 10, got "7.5"',
    ],
    [
      { id: 'a', score: 'nine' },
      '/responses/1/score',
      'expected an integer from 0 to 10, got "nine"',
    ],
    [{ id: 'a', score: true }, '/responses/1/score', 'expected an integer from 0 to 10, got true'],
    [{ id: 'a', comment: 12 }, '/responses/1/comment', 'expected a text, got 12'],
    [{ id: 'a', comment: ['x'] }, '/responses/1/comment', 'expected a text, got a list'],
    [
      { id: 'a', comment: 'x'.repeat(100_001) },
      '/responses/1/comment',
      'expected at most 100,000 characters, got 100,001',
    ],
    [{ comment: 'no id' }, '/responses/1/id', 'expected a text that is unique, got nothing'],
    [{ id: '' }, '/responses/1/id', 'expected a text that is unique, got ""'],
    [{ id: {} }, '/responses/1/id', 'expected a text of at most 500 characters, got an object'],
    [
      { id: 'a', at: 'last week' },
      '/responses/1/at',
      'expected an ISO 8601 time such as 2026-03-01T10:00:00Z, got "last week"',
    ],
    [
      { id: 'a', at: '2026-02-30' },
      '/responses/1/at',
      'expected an ISO 8601 time such as 2026-03-01T10:00:00Z, got "2026-02-30"',
    ],
    [
      { id: 'a', segments: { plan: { tier: 1 } } },
      '/responses/1/segments/plan',
      'expected a text of at most 500 characters, a number, true or false, got an object',
    ],
    [{ id: 'a', segments: 'basic' }, '/responses/1/segments', 'expected an object, got "basic"'],
    [
      { id: 'a', respondentId: 'x'.repeat(501) },
      '/responses/1/respondentId',
      'expected a text of at most 500 characters, got a text of 501 characters',
    ],
    ['just text', '/responses/1', 'expected an object with an id, got "just text"'],
    [null, '/responses/1', 'expected an object with an id, got null'],
    [
      { id: 'good', score: 1 },
      '/responses/1/id',
      'expected a new id, got one that row 0 already has',
    ],
  ])('is rejected alone, with its place and what to change: %j', (row, pointer, detail) => {
    expect(rejectionOf(row)).toMatchObject({ index: 1, pointer, detail })
  })

  it('keeps its id, so that the caller finds it again', () => {
    expect(rejectionOf({ id: 'r4', score: 11 })?.id).toBe('r4')
    expect(rejectionOf({ id: 4, score: 11 })?.id).toBe('4')
    expect(rejectionOf({ score: 11 })?.id).toBeNull()
  })

  it('escapes names of segments in its pointer', () => {
    expect(rejectionOf({ id: 'a', segments: { 'a/b~c': [] } })?.pointer).toBe(
      '/responses/1/segments/a~1b~0c'
    )
  })

  it('does not take the id away from a later acceptable row', () => {
    const request = read({
      responses: [
        { id: 'a', score: 11 },
        { id: 'a', score: 1 },
      ],
    })
    expect(request.responses).toEqual([{ id: 'a', score: 1 }])
  })

  it('quotes no comment in its reason', () => {
    const secret = 'my phone number is 555 0100 and my name is Pat'
    expect(rejectionOf({ id: 'a', score: secret })?.detail).toBe(
      'expected an integer from 0 to 10, got a text of 46 characters'
    )
  })
})

describe('what is accepted as documented', () => {
  it.each([
    ['9', 9],
    ['9 ', 9],
    ['9.0', 9],
    ['0', 0],
    [-0, 0],
    [null, undefined],
    ['', undefined],
    ['  ', undefined],
  ])('score %j is read as %j', (score, expected) => {
    const [response] = read({ responses: [{ id: 'a', score }] }).responses
    expect(Object.is(response?.score, expected)).toBe(true)
  })

  it('neither score nor comment is needed', () => {
    expect(read({ responses: [{ id: 'a' }] }).responses).toEqual([{ id: 'a' }])
  })

  it('unknown fields of a response are ignored', () => {
    expect(read({ responses: [{ ...GOOD, mood: 'sunny' }] }).responses).toEqual([GOOD])
  })

  it('whole numbers are taken as ids', () => {
    expect(read({ responses: [{ id: 17, respondentId: 4 }] }).responses).toEqual([
      { id: '17', respondentId: '4' },
    ])
  })

  it('a time without a zone is read as UTC', () => {
    const at = (value: string) => read({ responses: [{ id: 'a', at: value }] }).responses[0]?.at
    expect(at('2026-03-01 10:00')).toBe('2026-03-01T10:00Z')
    expect(at('2026-03-01T10:00:00+02:00')).toBe('2026-03-01T10:00:00+02:00')
    expect(at('2026-03-01')).toBe('2026-03-01')
  })

  it('a field named like a part of every object is an ordinary segment', () => {
    const body = JSON.parse(
      '{"responses":[{"id":"a","segments":{"__proto__":"x","constructor":1}}]}'
    )
    const [response] = read(body).responses
    expect(Object.entries(response?.segments ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 1],
    ])
  })

  it('the same request is read to the same bytes', () => {
    const body = { responses: [GOOD, { id: 'b', segments: { z: 1, a: 'x' } }], seed: 7 }
    expect(JSON.stringify(read(structuredClone(body)))).toBe(JSON.stringify(read(body)))
  })
})

describe('a long comment', () => {
  it('of 50,000 characters is read to 20,000 and flagged', async () => {
    const body = { responses: [{ id: 'long', comment: 'no '.repeat(16_667) }, GOOD] }
    const request = readAnalysisRequest(body, 5_000)
    expect(request.request.responses[0]?.comment).toHaveLength(20_000)
    const analysis = await analyseResponses(createStandInEngine(), request)
    expect(analysis.responses?.map(({ flags }) => flags)).toEqual([['truncated'], []])
  })

  it('is not cut through the middle of a character', () => {
    const comment = `${'x'.repeat(19_999)}😀 and so on`
    const [response] = read({ responses: [{ id: 'a', comment }] }).responses
    expect(response?.comment).toBe('x'.repeat(19_999))
  })
})

describe('scales', () => {
  it('accepts a scale on which lower is better', () => {
    const scale = { min: 1, max: 5, detractorMin: 4, promoterMax: 1 }
    expect(read({ scale, responses: [{ id: 'a', score: 5 }] }).scale).toEqual(scale)
  })

  it('holds scores to the scale', () => {
    const { rejected } = read({ scale: 'stars5', responses: [GOOD, { id: 'b', score: 4 }] })
    expect(rejected[0]?.detail).toBe('expected an integer from 1 to 5, got 9')
  })

  it.each([
    ['nsp', '/scale', 'expected one of "nps", "stars5", got "nsp"'],
    [{ min: 1, max: 5 }, '/scale/detractorMax', 'expected a number, got nothing'],
    [
      { min: 0, max: 10, detractorMax: 9, promoterMin: 9 },
      '/scale',
      'expected detractorMax below promoterMin, got an object',
    ],
    [
      { min: 1, max: 5, detractorMin: 4, promoterMax: 1, promoterMin: 5 },
      '/scale/promoterMin',
      'expected no field of this name; remove "promoterMin" or correct its spelling',
    ],
    [
      { min: 5, max: 1, detractorMin: 4, promoterMax: 1 },
      '/scale',
      'expected min ≤ promoterMax and detractorMin ≤ max, got an object',
    ],
  ])('refuses %j', (scale, pointer, detail) => {
    expect(detailsOf({ scale, responses: [GOOD] })[pointer]).toBe(detail)
  })
})

describe('a request that is refused as a whole', () => {
  it.each([
    [[], '', 'expected an object with "responses", got an empty list'],
    [{}, '/responses', 'expected a list of responses, got nothing'],
    [{ responses: {} }, '/responses', 'expected a list of responses, got an object'],
    [{ responses: [] }, '/responses', 'expected at least one response, got an empty list'],
    [
      { responses: [GOOD], theme: {} },
      '/theme',
      'expected no field of this name; remove "theme" or correct its spelling',
    ],
    [
      { responses: [GOOD], themes: { maxthemes: 3 } },
      '/themes/maxthemes',
      'expected no field of this name; remove "maxthemes" or correct its spelling',
    ],
    [{ responses: [GOOD], seed: 1.5 }, '/seed', 'expected a whole number, got 1.5'],
    [
      { responses: [GOOD], question: 'why' },
      '/question',
      'expected one of "reason", "improve", "praise", got "why"',
    ],
    [
      { responses: [GOOD], drivers: { confLevel: 95 } },
      '/drivers/confLevel',
      'expected a number of at most 0.999, got 95',
    ],
    [
      { responses: [GOOD], drivers: { scenario: { fees: 2 } } },
      '/drivers/scenario/fees',
      'expected a number of at most 1, got 2',
    ],
    [
      { responses: [GOOD], themes: { taxonomy: [{ id: 'fees' }] } },
      '/themes/taxonomy/0/label',
      'expected a text, got nothing',
    ],
    [
      { responses: [GOOD], themes: { model: { format: 'other', formatVersion: 1, id: 'x' } } },
      '/themes/model/format',
      'expected "whyscore-theme-model", got "other"',
    ],
    [
      { responses: [GOOD], drivers: { adjustFor: ['plan'] } },
      '/drivers/adjustFor/0',
      'expected a segment field of the responses, which have no fields; got "plan"',
    ],
  ])('says where and what to change: %j', (body, pointer, detail) => {
    expect(detailsOf(body)[pointer]).toBe(detail)
    expect(errorOf(body).code).toBe('invalid-request')
  })

  it('lists every wrong option at once', () => {
    const details = detailsOf({ responses: [GOOD], seed: -1, include: ['all'], scale: 5 })
    expect(Object.keys(details).sort()).toEqual(['/include/0', '/scale', '/seed'])
  })

  it('of 5,001 responses is told to split them', () => {
    const responses = Array.from({ length: 5_001 }, (_, i) => ({ id: `r${i}` }))
    expect(detailsOf({ responses })['/responses']).toMatch(
      /^expected at most 5,000 responses in one request, got 5,001; split them/
    )
    expect(read({ responses: responses.slice(1) }).responses).toHaveLength(5_000)
  })

  it('without one acceptable row shows why each was refused', () => {
    const error = errorOf({
      responses: [
        { id: 'a', score: 11 },
        { id: 'b', score: 12 },
      ],
    })
    expect(error.code).toBe('no-acceptable-response')
    expect(error.errors).toEqual([
      { pointer: '/responses/0/score', detail: 'expected an integer from 0 to 10, got 11' },
      { pointer: '/responses/1/score', detail: 'expected an integer from 0 to 10, got 12' },
    ])
  })
})

describe('edits of a theme model in a request', () => {
  const model = {
    format: 'whyscore-theme-model',
    formatVersion: 1,
    id: 'tm-0',
    madeBy: 'x',
    taxonomy: 'auto',
    packs: [],
    discovered: [],
    commonMeaning: [],
    edits: [],
  }
  const read = (themes: unknown) =>
    readAnalysisRequest({ responses: [{ id: 'a', score: 3 }], themes }, 10).request.themes.model
  const rename = { op: 'rename', themeId: 'price', label: 'Cost' }
  const merge = { op: 'merge', themeIds: ['sales'], into: 'price' }

  it('are made to the model, undo included', () => {
    const edited = read({ model, edits: [rename, merge] })
    expect(edited).toMatchObject({ edits: [rename, merge] })
    expect(edited?.id).not.toBe(model.id)
    expect(read({ model: edited, edits: [{ op: 'undo' }] })).toMatchObject({ edits: [rename] })
  })

  it('are refused without a model, and when they contradict themselves', () => {
    expect(() => read({ edits: [rename] })).toThrow(/themes\/edits: expected a theme model/)
    const itself = { ...merge, themeIds: ['price'] }
    expect(() => read({ model, edits: [itself] })).toThrow(/other than the one/)
  })
})
