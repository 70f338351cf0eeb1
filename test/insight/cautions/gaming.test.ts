import { describe, expect, it } from 'vitest'
import {
  type GamingInput,
  gamingWarnings,
  tellsOfBegging,
} from '../../../src/insight/cautions/gaming.ts'
import { seededRandom } from '../planted-survey.ts'

function input(isBest: readonly (boolean | null)[], more: Partial<GamingInput> = {}): GamingInput {
  return {
    isBest,
    times: isBest.map((_, i) => Date.UTC(2026, 0, 1) + i * 3_600_000),
    comments: isBest.map(() => null),
    disagrees: isBest.map(() => false),
    hasUsableComment: isBest.map(() => true),
    ...more,
  }
}

const codes = (given: GamingInput) => gamingWarnings(given, 0.95).map(({ code }) => code)
const random = (seed: number, count: number, share: number) => {
  const next = seededRandom(seed)
  return Array.from({ length: count }, () => next() < share)
}

describe('runs of best scores', () => {
  it('are found where planted, with their days', () => {
    const scores = [...random(1, 200, 0.3), ...Array(15).fill(true), ...random(2, 200, 0.3)]
    const [warning] = gamingWarnings(input(scores), 0.95)
    expect(warning?.code).toBe('run-of-best-scores')
    expect(warning?.detail).toMatch(
      /^1[5-9] best scores came in one run \(2026-01-\d\d to 2026-01-\d\d\)/
    )
  })

  it('are hardly ever seen where scores come by chance, and never where all are the best', () => {
    let alarms = 0
    for (let seed = 0; seed < 300; seed++) alarms += codes(input(random(seed, 400, 0.6))).length
    expect(alarms).toBeLessThanOrEqual(1)
    expect(codes(input(Array(60).fill(true)))).toEqual([])
  })

  it('need times, and equal times make none up', () => {
    const scores = [...random(3, 100, 0.2), ...Array(20).fill(true), ...random(4, 100, 0.2)]
    expect(codes(input(scores, { times: scores.map(() => null) }))).toEqual([])
    const halves = Array.from({ length: 100 }, (_, i) => i % 2 === 0)
    expect(codes(input(halves, { times: halves.map((_, i) => (i < 50 ? 1 : 2)) }))).toEqual([
      'run-of-best-scores',
    ])
    expect(codes(input([null, null]))).toEqual([])
  })
})

describe('scores that were asked for', () => {
  it.each([
    'The engineer asked me to give him a 10',
    'I was told to give full marks.',
    'please give us a 10!',
    'Your rep said only 9s and 10s count',
    'He begged for five stars',
    'They said anything below 9 counts as a fail',
  ])('%s', (comment) => {
    expect(tellsOfBegging(comment)).toBe(true)
  })

  it.each([
    'I would give them a 10',
    'Asked me to wait 10 minutes on hold',
    'please give us more speed',
    'Ten out of ten',
    'They told me it takes 9 days',
    'I asked for 10 days off the contract',
    'please leave 10 minutes between calls',
  ])('but not: %s', (comment) => {
    expect(tellsOfBegging(comment)).toBe(false)
  })

  it('are counted in a warning', () => {
    const comments = ['please give us a 10', 'fine', 'asked to give a ten', null]
    const found = gamingWarnings(input([true, false, true, null], { comments }), 0.95)
    expect(found[0]).toMatchObject({ code: 'score-asked-for' })
    expect(found[0]?.detail).toContain('2 comments say')
  })
})

describe('scores that contradict their comments', () => {
  const half = Array.from({ length: 60 }, (_, i) => i % 2 === 0)

  it('are told when they are more than a tenth for sure', () => {
    const disagrees = half.map((_, i) => i % 4 === 0)
    expect(codes(input(half, { disagrees }))).toEqual(['scores-contradict-comments'])
    expect(codes(input(half, { disagrees: half.map((_, i) => i % 12 === 0) }))).toEqual([])
  })

  it('not from a handful of comments', () => {
    const few = half.slice(0, 20)
    expect(codes(input(few, { disagrees: few.map(() => true) }))).toEqual([])
  })
})
