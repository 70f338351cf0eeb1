import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createCommentReader } from '../../src/text/comment-reader.ts'
import { loadTextResources } from './resources.ts'

const reader = createCommentReader(loadTextResources())
const read = (comment: string, question: 'reason' | 'improve' | 'praise' = 'reason') =>
  reader.read(comment, question)

/** One table a capability: comment and the polarity that a person gives it. */
const TABLES: Readonly<Record<string, readonly (readonly [comment: string, polarity: string])[]>> =
  {
    'plain facts of waiting and failure': [
      ['I waited 3 weeks for a reply', 'negative'],
      ['the app keeps crashing', 'negative'],
      ['an hour on hold and then cut off', 'negative'],
      ['Parcel never arrived', 'negative'],
      ['still waiting for my refund', 'negative'],
      ['I have rung four times about the same fault', 'negative'],
      ['nobody called back', 'negative'],
    ],
    'negated trouble is praise': [
      ['No problems ever', 'positive'],
      ['All good. No complaints.', 'positive'],
      ['Very clean, no problem', 'positive'],
      ['could not be happier', 'positive'],
      ["can't fault them", 'positive'],
      ['Never had any issues', 'positive'],
      ['nothing to complain about', 'positive'],
    ],
    'negated praise is criticism': [
      ['not good', 'negative'],
      ['not happy with the service', 'negative'],
      ['I would not recommend them', 'negative'],
      ["didn't help at all", 'negative'],
      ["I wouldn't say, having tried it, that this was a great stay", 'negative'],
    ],
    'requests and conditions': [
      ['Kindly improve your performance', 'negative'],
      ['I would recommend if it was cheaper', 'negative'],
      ['would be better if you answered the phone', 'negative'],
      ['More parking spaces needed', 'negative'],
    ],
    irony: [['Great, another outage', 'negative']],
    'questions and statements of fact': [
      ['Can I add a second driver online?', 'neutral'],
      ['What time does the branch open on Saturday?', 'neutral'],
      ['My contract started in May', 'neutral'],
      ['do you sell gift cards?', 'neutral'],
    ],
    'two opinions': [
      ['support was slow but the product is great', 'mixed'],
      ['great price, terrible support, app crashes', 'mixed'],
    ],
    'what was and what is, what others say and what I say': [
      ['I used to love this bank, but now it is terrible', 'negative'],
      ['Used to be awful, now it is brilliant', 'positive'],
      ['Some people say it is dreadful, but I think it is excellent', 'positive'],
      ['I thought it would be awful, but it was not', 'positive'],
      ['Was it a good meal? No', 'negative'],
    ],
    'emoji and emoticons': [
      ['👍', 'positive'],
      ['😡', 'negative'],
      ['service :)', 'positive'],
    ],
    'capitals and lengthened words': [
      ['AWFUL SERVICE', 'negative'],
      ['sooooo slooooow', 'negative'],
      ['goooood', 'positive'],
    ],
    'missing apostrophes, misspellings, HTML entities, hashtags': [
      ['doesnt work', 'negative'],
      ['excelent servise', 'positive'],
      ['terible experiance', 'negative'],
      ['staff weren&#39;t helpful', 'negative'],
      ['M&amp;S delivery was fantastic', 'positive'],
      ['#NeverAgain', 'negative'],
    ],
    'British and Indian English': [
      ['a right shambles', 'negative'],
      ['staff were spot on', 'positive'],
      ['worst service, kindly do the needful and resolve', 'negative'],
      ['very good service, keep it up', 'positive'],
    ],
  }

describe.each(Object.entries(TABLES))('%s', (_, rows) => {
  it.each(rows)('reads %j as %s', (comment, polarity) => {
    expect(read(comment).sentiment.polarity).toBe(polarity)
  })
})

describe('the question decides what a non-answer means', () => {
  it.each([
    ['Nothing', 'reason', 'none', 'undetected'],
    ['Nothing.', 'improve', 'opinion', 'positive'],
    ['nothing at all', 'praise', 'opinion', 'negative'],
    ['n/a', 'reason', 'none', 'undetected'],
    ['no comment', 'praise', 'none', 'undetected'],
    ['10', 'reason', 'none', 'undetected'],
    ['', 'reason', 'none', 'undetected'],
  ] as const)('%j to %s is %s, %s', (comment, question, content, polarity) => {
    const reading = read(comment, question)
    expect([reading.content, reading.sentiment.polarity]).toEqual([content, polarity])
  })
})

describe('no evidence', () => {
  it('is undetected, never a silent neutral', () => {
    expect(read('asdf qwer').sentiment).toEqual({
      polarity: 'undetected',
      valence: 0,
      confidence: 0,
    })
  })
})

describe('names and groups', () => {
  const identities = readFileSync(
    new URL('../../lexicons/valence/data.tsv', import.meta.url),
    'utf8'
  )
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(([, , , , note]) => note === 'name' || note === 'group')
    .map(([term = '']) => term.charAt(0).toUpperCase() + term.slice(1))
    .filter((term) => !term.includes('-'))
  // Frames for a name and for a word such as "Polish".
  const frames = [
    'X helped me with the form',
    'Spoke to X about my bill',
    'The nurse was X',
    'my neighbour X had to wait an hour',
  ]

  it.each(frames)('none of more than 600 moves the valence of %j', (frame) => {
    const valences = new Set(
      identities.map((name) => read(frame.replace('X', name)).sentiment.valence)
    )
    expect(identities.length).toBeGreaterThan(600)
    expect([...valences]).toHaveLength(1)
  })
})

describe('explanations', () => {
  it('name the words that decided, the strongest first, within the comment', () => {
    const comment = 'The billing is a complete disgrace'
    const [clause] = read(comment).clauses
    const [first] = clause?.explanations ?? []
    expect(comment.slice(first?.start, first?.end)).toBe('disgrace')
    expect(first?.weight).toBeLessThan(0)
    const sizes = clause?.explanations.map(({ weight }) => Math.abs(weight)) ?? []
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(1 + 1e-9)
  })
})

describe('readings', () => {
  it('do not depend on what was read before', () => {
    const comment = 'delivery late again, driver polite'
    const first = JSON.stringify(read(comment))
    for (let i = 0; i < 50; i += 1) read(`comment ${i} about something else`)
    expect(JSON.stringify(read(comment))).toBe(first)
  })

  it('hold probabilities: confidence in [0, 1], valence in [-1, 1]', () => {
    for (const comment of Object.values(TABLES).flatMap((rows) => rows.map(([text]) => text))) {
      const { sentiment, clauses } = read(comment)
      for (const { valence, confidence } of [sentiment, ...clauses]) {
        expect(Math.abs(valence)).toBeLessThanOrEqual(1)
        expect(confidence).toBeGreaterThanOrEqual(0)
        expect(confidence).toBeLessThanOrEqual(1)
      }
    }
  })
})
