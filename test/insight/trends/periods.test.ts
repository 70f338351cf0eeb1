import { describe, expect, it } from 'vitest'
import { periodsOf } from '../../../src/insight/trends/periods.ts'

const at = (text: string) => Date.parse(text)

describe('periods', () => {
  it('a late evening in UTC is the next month in Berlin', () => {
    const times = [at('2026-06-30T23:00:00Z')]
    expect(periodsOf(times, 'month', 'Europe/Berlin').labels).toEqual(['2026-07'])
    expect(periodsOf(times, 'month', 'UTC').labels).toEqual(['2026-06'])
    expect(periodsOf(times, 'month', 'America/New_York').labels).toEqual(['2026-06'])
  })

  it('knows summer time and odd offsets', () => {
    // Clocks go forward on 29 March 2026; 22:30 UTC is 00:30 then and 23:30 the day before.
    const times = [at('2026-03-28T22:30:00Z'), at('2026-03-29T22:30:00Z')]
    expect(periodsOf(times, 'day', 'Europe/Berlin').labels).toEqual([
      '2026-03-28',
      '2026-03-29',
      '2026-03-30',
    ])
    expect(periodsOf([at('2026-01-01T18:20:00Z')], 'day', 'Asia/Kathmandu').labels).toEqual([
      '2026-01-02',
    ])
  })

  it('lists gaps as periods without answers', () => {
    const { labels, periodOf } = periodsOf(
      [at('2026-04-02T00:00:00Z'), null, at('2026-01-20T00:00:00Z')],
      'month',
      'UTC'
    )
    expect(labels).toEqual(['2026-01', '2026-02', '2026-03', '2026-04'])
    expect([...periodOf]).toEqual([3, -1, 0])
  })

  it.each([
    ['2026-01-01T12:00:00Z', '2026-W01'],
    ['2027-01-01T12:00:00Z', '2026-W53'],
    ['2024-12-30T12:00:00Z', '2025-W01'],
    ['2026-06-14T12:00:00Z', '2026-W24'],
    ['2026-06-15T12:00:00Z', '2026-W25'],
    ['1969-12-31T12:00:00Z', '1970-W01'],
  ])('%s lies in ISO week %s', (time, label) => {
    expect(periodsOf([at(time)], 'week', 'UTC').labels).toEqual([label])
  })

  it('quarters run over the turn of the year', () => {
    const times = [at('2025-11-05T00:00:00Z'), at('2026-05-05T00:00:00Z')]
    expect(periodsOf(times, 'quarter', 'UTC').labels).toEqual(['2025-Q4', '2026-Q1', '2026-Q2'])
  })

  it('no time gives no period, and a wrong time zone is refused', () => {
    expect(periodsOf([null], 'day', 'UTC')).toMatchObject({ labels: [] })
    expect(() => periodsOf([], 'day', 'Mars/Olympus')).toThrow('timeZone')
  })
})
