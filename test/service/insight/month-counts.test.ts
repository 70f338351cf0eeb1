import { describe, expect, it } from 'vitest'
import { monthCounts } from '../../../src/service/insight/month-counts.ts'

const MARCH = Date.UTC(2026, 2, 31, 23)
const MAY = Date.UTC(2026, 4, 1)
const themes = [{ id: 'price', label: 'Price', isRankable: true, isAffectOnly: false }]
const said = (response: number) => ({ response, theme: 0, polarity: 'negative' as const })

describe('counts by month', () => {
  const promoters = Array.from({ length: 10 }, () => 'promoter' as const)
  const counts = monthCounts({
    scoreGroups: [...promoters, 'detractor', null, null],
    times: [...promoters.map(() => MARCH), MAY, MAY, null],
    themes,
    mentions: [said(0), said(0), said(1), said(11), said(12)],
  })

  it('list every month and leave responses without a time out', () => {
    expect(counts?.labels).toEqual(['2026-03', '2026-04', '2026-05'])
    expect(counts?.responseCounts).toEqual([10, 0, 2])
  })

  it('count people once per theme', () => {
    expect(counts?.mentionCounts.get('price')).toEqual([2, 0, 1])
  })

  it('give no NPS of a month with few scores', () => {
    expect(counts?.npsPoints).toEqual([100, null, null])
  })

  it('are none where the months are fewer than three', () => {
    const two = { scoreGroups: [null, null], times: [MARCH, Date.UTC(2026, 3, 1)], themes }
    expect(monthCounts({ ...two, mentions: [] })).toBeNull()
  })
})
