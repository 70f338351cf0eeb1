import { readFileSync } from 'node:fs'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import type { AnalysisRequest } from '../../src/domain/analysis.ts'
import type { SurveyResponse } from '../../src/domain/response.ts'
import { SCALES } from '../../src/domain/scale.ts'
import { loadEngine } from '../../src/runtime/node-engine.ts'

const engine = await loadEngine()

const rows = Papa.parse<Record<string, string>>(
  readFileSync('corpora/northlink/data.csv', 'utf8'),
  { header: true, skipEmptyLines: true }
).data

const responses: SurveyResponse[] = rows.slice(0, 160).map((row, index) => ({
  id: `r${index}`,
  comment: row['Why did you give that score?'],
  score: row['Recommend score'] ? Number(row['Recommend score']) : undefined,
  accountId: row.Account,
  segments: { plan: row.Plan ?? '', tenureMonths: Number(row['Tenure (months)']) },
}))

const request = (changes: Partial<AnalysisRequest> = {}): AnalysisRequest => ({
  question: 'reason',
  scale: SCALES.nps,
  responses,
  rejected: [],
  themes: { taxonomy: 'auto', discover: true, maxThemes: 25, model: null },
  drivers: { adjustFor: ['plan'], confLevel: 0.95, minMentions: 10 },
  include: ['responses', 'quotes', 'model', 'explanations'],
  seed: 1,
  ...changes,
})

/** A fixed shuffle: the same for the same number. */
function shuffled<T>(values: readonly T[], number: number): T[] {
  let state = number
  return values
    .map((value) => {
      state = (state * 48271 + 11) % 2147483647
      return { value, key: state }
    })
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value)
}

describe('createEngine', () => {
  it('gives the same bytes for the same request', async () => {
    const [first, second] = [await engine.analyse(request()), await engine.analyse(request())]
    expect(JSON.stringify(second)).toBe(JSON.stringify(first))
  })

  it('says what each theme means, where anybody has defined it', async () => {
    const { themes } = await engine.analyse(request())
    const price = themes.find(({ id }) => id === 'price')
    expect(price?.description).toMatch(/cost/i)
    const discovered = themes.filter(({ source }) => source === 'discovered')
    expect(discovered.map(({ description }) => description)).toEqual(discovered.map(() => null))
    const own = [
      { id: 'cost', label: 'Cost', description: 'What it costs', examples: ['too dear'] },
    ]
    const asked = { taxonomy: own, discover: false, maxThemes: 25, model: null }
    const { themes: given } = await engine.analyse(request({ themes: asked }))
    expect(given.find(({ id }) => id === 'cost')?.description).toBe('What it costs')
  })

  it('changes no number and no theme with the order of responses', async () => {
    const { responses: given, ...first } = await engine.analyse(request())
    const byId = new Map(given?.map((response) => [response.id, response]))
    for (let number = 1; number <= 5; number++) {
      const order = shuffled(responses, number)
      const { responses: answered, ...rest } = await engine.analyse(request({ responses: order }))
      expect(JSON.stringify(rest)).toBe(JSON.stringify(first))
      expect(answered?.map(({ id }) => id)).toEqual(order.map(({ id }) => id))
      for (const response of answered ?? []) expect(response).toEqual(byId.get(response.id))
    }
  }, 60_000)

  it('changes no number when ids are renamed', async () => {
    const renamed = responses.map((response) => ({ ...response, id: `x-${response.id}` }))
    const include = ['quotes'] as const
    const first = await engine.analyse(request({ include }))
    const second = await engine.analyse(request({ include, responses: renamed }))
    expect(JSON.stringify(second).replaceAll('"x-r', '"r')).toBe(JSON.stringify(first))
  })

  it('leaves its input as it was', async () => {
    const before = JSON.stringify(responses)
    await engine.analyse(request({ responses: Object.freeze([...responses]) }))
    expect(JSON.stringify(responses)).toBe(before)
  })

  it('slices every mention, quote and explanation out of the comment as sent', async () => {
    const analysis = await engine.analyse(request())
    const comments = new Map(responses.map((response) => [response.id, response.comment ?? '']))
    for (const response of analysis.responses ?? []) {
      const comment = comments.get(response.id) ?? ''
      for (const { start, end } of [...response.mentions, ...(response.explanations ?? [])]) {
        expect(comment.slice(start, end).trim().length).toBeGreaterThan(0)
        expect(end).toBeLessThanOrEqual(comment.length)
      }
    }
    const quotes = analysis.themes.flatMap((theme) => theme.quotes ?? [])
    expect(quotes.length).toBeGreaterThan(20)
    for (const { responseId, start, end, text } of quotes) {
      expect(text.length).toBe(end - start)
      expect(comments.get(responseId)?.slice(start, end).length).toBe(text.length)
    }
  })

  it('counts every comment with content under a theme or under other', async () => {
    const analysis = await engine.analyse(request())
    const withContent = analysis.responses?.filter(({ content }) => content === 'opinion') ?? []
    expect(withContent.filter(({ mentions }) => mentions.length === 0)).toEqual([])
    const ids = new Set(analysis.themes.map(({ id }) => id))
    for (const { mentions } of withContent) {
      for (const { themeId } of mentions) expect(ids.has(themeId)).toBe(true)
    }
  })

  it('leaves out what is not asked for', async () => {
    const analysis = await engine.analyse(request({ include: [] }))
    expect(analysis.responses).toBeUndefined()
    expect(analysis.model).toBeNull()
    expect(analysis.themes.every((theme) => theme.quotes === undefined)).toBe(true)
  })

  it('answers a survey without scores and one without comments', async () => {
    const noScores = responses.map(({ score: _, ...response }) => response)
    const unscored = await engine.analyse(request({ responses: noScores }))
    expect(unscored.summary.npsPoints).toBeNull()
    expect(unscored.themes.every((theme) => theme.rank === null)).toBe(true)
    const noComments = responses.map(({ comment: _, ...response }) => response)
    const silent = await engine.analyse(request({ responses: noComments }))
    expect(silent.summary.commentBase).toBe(0)
    expect(silent.summary.base).toBeGreaterThan(100)
    expect(silent.themes.filter((theme) => theme.mentionCount > 0)).toEqual([])
  })

  it('reads a single response', async () => {
    const one = [{ id: 'r1', comment: 'Support took 3 weeks to answer', score: 3 }]
    const analysis = await engine.analyse(request({ responses: one }))
    expect(analysis.responses?.[0]?.sentiment.polarity).toBe('negative')
    expect(analysis.responses?.[0]?.mentions.map(({ themeId }) => themeId)).toContain(
      'support-speed'
    )
  })
})
