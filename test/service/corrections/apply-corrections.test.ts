import { describe, expect, it } from 'vitest'
import type { ResponseTagging } from '../../../src/analysis/tag-responses.ts'
import type { Correction } from '../../../src/domain/correction.ts'
import { applyCorrections } from '../../../src/service/corrections/apply-corrections.ts'
import { themeAliases } from '../../../src/service/corrections/theme-aliases.ts'

// "Support was slow. The price is fair": two clauses, one theme each.
const ENGINE: ResponseTagging = {
  scoreGroup: 'promoter',
  reading: {
    language: 'en',
    content: 'opinion',
    polarity: 'mixed',
    valence: 0,
    confidence: 0.9,
    flags: ['request'],
    clauses: [
      { start: 0, end: 16, polarity: 'negative', valence: -0.7 },
      { start: 18, end: 35, polarity: 'positive', valence: 0.6 },
    ],
  },
  mentions: [
    { themeId: 'support', start: 0, end: 16, polarity: 'negative', valence: -0.7, confidence: 0.8 },
    { themeId: 'price', start: 18, end: 35, polarity: 'positive', valence: 0.6, confidence: 0.8 },
  ],
}

const plain = themeAliases([])
const apply = (corrections: readonly Correction[], aliases = plain, engine = ENGINE) =>
  applyCorrections(engine, corrections, aliases)
const brief = ({ tags }: ReturnType<typeof apply>) =>
  tags.mentions.map(({ themeId, start, polarity }) => `${themeId} ${start} ${polarity}`)

describe('corrections', () => {
  it('none of them leave the tags of the engine as they are', () => {
    expect(apply([]).tags).toBe(ENGINE)
  })

  it('of a clause change its mentions, and the comment follows its clauses', () => {
    const { tags, applied } = apply([
      { op: 'clause-polarity', start: 18, end: 35, polarity: 'negative' },
    ])
    expect(applied.size).toBe(1)
    expect(brief({ tags, applied })).toEqual(['support 0 negative', 'price 18 negative'])
    expect(tags.reading).toMatchObject({ polarity: 'negative', valence: -0.6, confidence: 1 })
  })

  it('of a comment set its flag for a score that says the opposite', () => {
    const { reading } = apply([
      { op: 'clause-polarity', start: 18, end: 35, polarity: 'negative' },
    ]).tags
    expect(reading.flags).toEqual(['request', 'score-comment-disagreement'])
    const agreeing = apply([{ op: 'comment-polarity', polarity: 'positive' }]).tags.reading
    expect(agreeing).toMatchObject({ polarity: 'positive', flags: ['request'] })
  })

  it('of a mention leave its clause and the comment alone', () => {
    const { tags } = apply([
      { op: 'mention-polarity', themeId: 'price', start: 18, end: 35, polarity: 'neutral' },
    ])
    expect(tags.mentions[1]).toMatchObject({ polarity: 'neutral', valence: 0 })
    expect(tags.reading).toEqual(ENGINE.reading)
  })

  it('of a mention win over those of its clause, in whatever order they come', () => {
    const both: Correction[] = [
      { op: 'mention-polarity', themeId: 'support', start: 0, end: 16, polarity: 'positive' },
      { op: 'clause-polarity', start: 0, end: 16, polarity: 'neutral' },
    ]
    expect(apply(both).tags).toEqual(apply([...both].reverse()).tags)
    expect(brief(apply(both))[0]).toBe('support 0 positive')
  })

  it('that leave no theme count the comment under other', () => {
    const removed = apply([
      { op: 'remove-mention', themeId: 'support', start: 0, end: 16 },
      { op: 'remove-mention', themeId: 'price', start: 18, end: 35 },
    ])
    expect(brief(removed)).toEqual(['other 0 negative', 'other 18 positive'])
    expect(brief(apply([{ op: 'remove-mention', themeId: 'price', start: 18, end: 35 }]))).toEqual([
      'support 0 negative',
    ])
  })

  it('that add a theme take the comment out of other', () => {
    const engine = {
      ...ENGINE,
      mentions: ENGINE.mentions.map((mention) => ({ ...mention, themeId: 'other' })),
    }
    const added = apply(
      [{ op: 'add-mention', themeId: 'staff', start: 0, end: 7, polarity: 'negative' }],
      plain,
      engine
    )
    expect(brief(added)).toEqual(['staff 0 negative'])
    expect(added.tags.mentions[0]).toMatchObject({ valence: -0.5, confidence: 1 })
  })

  it('that add what the engine has found meanwhile keep one mention', () => {
    const added = apply([
      { op: 'add-mention', themeId: 'price', start: 18, end: 34, polarity: 'negative' },
    ])
    expect(brief(added)).toEqual(['support 0 negative', 'price 18 negative'])
    expect(added.tags.mentions[1]?.confidence).toBe(1)
  })

  it('make a comment usable that the engine could not read', () => {
    const reading = {
      ...ENGINE.reading,
      content: 'unsupported-language',
      polarity: 'undetected',
      clauses: [],
    } as const
    const { tags } = apply(
      [{ op: 'add-mention', themeId: 'price', start: 0, end: 10, polarity: 'negative' }],
      plain,
      { ...ENGINE, reading, mentions: [] }
    )
    expect(tags.reading).toMatchObject({
      content: 'opinion',
      polarity: 'negative',
      clauses: [{ start: 0, end: 10, polarity: 'negative', valence: -0.5 }],
    })
  })

  it('find clauses that a later engine cuts a little differently, and no others', () => {
    const near = apply([{ op: 'clause-polarity', start: 1, end: 17, polarity: 'positive' }])
    expect(brief(near)[0]).toBe('support 0 positive')
    const far = apply([{ op: 'clause-polarity', start: 10, end: 30, polarity: 'positive' }])
    expect(far.applied.size).toBe(0)
    expect(brief(far)).toEqual(brief(apply([])))
  })

  it('follow themes that were merged or split and rest while one is excluded', () => {
    const remove: Correction = { op: 'remove-mention', themeId: 'cost', start: 18, end: 35 }
    expect(apply([remove]).applied.size).toBe(0)
    const merged = themeAliases([{ op: 'merge', themeIds: ['cost'], into: 'price' }])
    expect(brief(apply([remove], merged))).toEqual(['support 0 negative'])
    const split = themeAliases([
      { op: 'split', themeId: 'cost', into: [{ id: 'price', label: 'Price' }] },
    ])
    expect(brief(apply([remove], split))).toEqual(['support 0 negative'])
    const add: Correction = {
      op: 'add-mention',
      themeId: 'staff',
      start: 0,
      end: 16,
      polarity: 'negative',
    }
    const excluded = themeAliases([{ op: 'exclude', themeId: 'staff' }])
    expect(apply([add], excluded).applied.size).toBe(0)
    const chain = themeAliases([
      { op: 'merge', themeIds: ['staff'], into: 'people' },
      { op: 'merge', themeIds: ['people'], into: 'service' },
    ])
    expect(brief(apply([add], chain))[0]).toBe('service 0 negative')
  })
})
