import { describe, expect, it } from 'vitest'
import { coverage } from '../../../src/insight/accounts/coverage.ts'
import { weightToPopulation } from '../../../src/insight/accounts/weight-to-population.ts'
import { npsInterval } from '../../../src/stats/nps.ts'

describe('response coverage across the committee', () => {
  const invited = [
    { accountId: 'acme', respondentId: 'p1', role: 'champion' },
    { accountId: 'acme', respondentId: 'p2', role: 'executive' },
    { accountId: 'zeta', respondentId: 'p3', role: 'it' },
    { accountId: null, respondentId: 'p4', role: 'unknown' },
    { accountId: 'zeta', respondentId: 'p1', role: 'it' },
  ] as const

  it('counts invited and responded by role and account, and what does not match', () => {
    const found = coverage(invited, ['p1', 'p1', 'p4', 'p9', null], 0.95)
    expect(found).toMatchObject({ invitedCount: 4, respondedCount: 2 })
    expect(found?.roles.map((r) => [r.role, r.invitedCount, r.respondedCount])).toEqual([
      ['executive', 1, 0],
      ['it', 1, 0],
      ['champion', 1, 1],
      ['unknown', 1, 1],
    ])
    expect(found?.accounts.map((a) => [a.accountId, a.invitedCount, a.respondedCount])).toEqual([
      ['acme', 2, 1],
      ['zeta', 1, 0],
    ])
    expect(found?.silentAccounts).toEqual(['zeta'])
    expect([found?.uninvitedCount, found?.anonymousCount, found?.repeatedCount]).toEqual([1, 1, 1])
    expect(found?.responseShare).toMatchObject({ estimate: 0.5, base: 4 })
  })

  it('is absent without a list', () => {
    expect(coverage([], ['p1'], 0.95)).toBeNull()
  })
})

describe('representativeness', () => {
  it('weights roles to the population and reports the effective base', () => {
    const groups = ['detractor', 'promoter', 'promoter', null, 'passive', 'passive'] as const
    const of = ['a', 'b', 'b', 'a', 'x', null]
    const population = new Map([
      ['a', 10],
      ['b', 10],
      ['c', 5],
    ])
    const found = weightToPopulation(groups, of, population, 0.95)
    expect(found?.npsPoints.estimate).toBeCloseTo(0, 10)
    expect(found?.unweightedNpsPoints.estimate).toBeCloseTo(100 / 3, 10)
    // Weights 10, 5, 5: (20)² / (100 + 25 + 25).
    expect(found?.effectiveBase).toBeCloseTo(400 / 150, 10)
    expect(found?.emptyGroups).toEqual(['c'])
    expect(found?.leftOutCount).toBe(2)
    expect(found?.npsPoints.base).toBe(3)
  })

  it('a sample like the population is left as it is', () => {
    const groups = ['detractor', 'promoter', 'passive', 'promoter'] as const
    const population = new Map([
      ['a', 1],
      ['b', 1],
    ])
    const found = weightToPopulation(groups, ['a', 'a', 'b', 'b'], population, 0.95)
    const plain = npsInterval({ detractors: 1, passives: 1, promoters: 2 }, 0.95)
    expect(found?.effectiveBase).toBe(4)
    expect(found?.npsPoints.confLow).toBeCloseTo(plain.confLow, 10)
  })

  it('is absent when nobody of the population answered, and refuses sizes that are not above 0', () => {
    expect(weightToPopulation(['passive'], ['x'], new Map([['a', 1]]), 0.95)).toBeNull()
    expect(() => weightToPopulation([], [], new Map([['a', 0]]), 0.95)).toThrow('population')
  })
})
