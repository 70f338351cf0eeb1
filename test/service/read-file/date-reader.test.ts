import { describe, expect, it } from 'vitest'
import { createDateReader } from '../../../src/service/read-file/date-reader.ts'

const read = (cells: readonly string[]) => {
  const reader = createDateReader(cells)
  return reader ? cells.map((cell) => reader.read(cell)) : null
}

describe('dates of a column', () => {
  it.each([
    ['2026-03-01T10:00:00Z', '2026-03-01T10:00:00Z'],
    ['2026-03-01 10:00:00 UTC', '2026-03-01T10:00:00Z'],
    ['2026-03-01', '2026-03-01'],
    ['2026/3/1 9:05', '2026-03-01T09:05:00Z'],
    ['31.01.2026 23:59', '2026-01-31T23:59:00Z'],
    ['12/31/2026 12:05:09 AM', '2026-12-31T00:05:09Z'],
    ['12/31/2026 12:05 PM', '2026-12-31T12:05:00Z'],
    ['1 March 2026', '2026-03-01'],
    ['Mar 1, 2026 1:05 PM', '2026-03-01T13:05:00Z'],
    ['Sunday, March 1st, 2026', '2026-03-01'],
    ['1772359200', '2026-03-01T10:00:00Z'],
    ['1772359200000', '2026-03-01T10:00:00Z'],
  ])('%s is %s', (cell, expected) => {
    expect(read([cell])).toEqual([expected])
  })

  it('one day above 12 settles the order for the whole column', () => {
    expect(read(['3/4/2026', '25/4/2026'])).toEqual(['2026-04-03', '2026-04-25'])
    expect(read(['3/4/2026', '4/25/2026'])).toEqual(['2026-03-04', '2026-04-25'])
  })

  it('says so when nothing settles the order', () => {
    expect(createDateReader(['3/4/2026'])?.note).toContain(
      'read as month first (nothing in the file'
    )
    expect(createDateReader(['3.4.2026'])?.note).toBe('dates, read as day first')
  })

  it('a day that does not exist is no date', () => {
    expect(
      createDateReader(['1.1.2026', '2.1.2026', '3.1.2026', '4.1.2026'])?.read('31.02.2026')
    ).toBeNull()
  })

  it.each([[['9', '10', '3']], [['ten', 'nine']], [[]], [['2026-03-01', 'soon', 'later']]])(
    '%j hold no dates',
    (cells) => {
      expect(read(cells)).toBeNull()
    }
  )
})
