import { describe, expect, it } from 'vitest'
import { bucketField, MAX_CATEGORIES } from '../../../src/insight/segments/bucket-field.ts'

const labels = (field: ReturnType<typeof bucketField>) => field.buckets.map((b) => b.label)

describe('buckets of a field', () => {
  it('cuts a frequency field by quantiles and returns the edges (type 7, as R)', () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    const field = bucketField('orders', values, { kind: 'quantiles', count: 4 })
    expect(field.edges).toEqual([3.25, 5.5, 7.75])
    expect(labels(field)).toEqual([
      'below 3.25',
      '3.25 to below 5.5',
      '5.5 to below 7.75',
      '7.75 and more',
    ])
    expect([...field.bucketOf]).toEqual([0, 0, 0, 1, 1, 2, 2, 3, 3, 3])
  })

  it('the returned edges give the same buckets on later data', () => {
    const field = bucketField('orders', [1, 2, 3, 4], { kind: 'quantiles', count: 2 })
    const again = bucketField('orders', [0, 2.5, 99], { kind: 'edges', edges: field.edges ?? [] })
    expect([...again.bucketOf]).toEqual([0, 1, 1])
    expect(again.kind).toBe('edges')
  })

  it('ties make fewer quantiles, never empty ones', () => {
    const field = bucketField('visits', [0, 0, 0, 0, 0, 1, 9], { kind: 'quantiles', count: 4 })
    expect(field.edges).toEqual([0.5])
    const constant = bucketField('visits', [2, 2], { kind: 'quantiles', count: 4 })
    expect(labels(constant)).toEqual(['all values'])
  })

  it('puts tenure into stages of a customer’s life, whatever the unit', () => {
    const months = bucketField('tenure', [1, 6, 18, 30, 60, 100], {
      kind: 'lifecycle',
      unit: 'months',
    })
    expect([...months.bucketOf]).toEqual([0, 1, 2, 3, 4, 5])
    expect(labels(months)[0]).toBe('first 3 months')
    const years = bucketField('tenure', [0.1, 7], { kind: 'lifecycle', unit: 'years' })
    expect([...years.bucketOf]).toEqual([0, 5])
    const days = bucketField('tenure', [80, 400], { kind: 'lifecycle', unit: 'days' })
    expect([...days.bucketOf]).toEqual([0, 2])
  })

  it('keeps ordered stages in order, an empty stage too, and unlisted values after', () => {
    const field = bucketField('stage', ['annual', 'zeta', 'onboarding'], {
      kind: 'ordered',
      order: ['onboarding', 'month 1', 'annual'],
    })
    expect(labels(field)).toEqual(['onboarding', 'month 1', 'annual', 'zeta'])
    expect(field.isOrdered).toBe(true)
  })

  it('counts missing, blank and unreadable values in a last bucket', () => {
    const field = bucketField('age', [3, null, '', 'n/a', '7'], { kind: 'edges', edges: [5] })
    expect(labels(field).at(-1)).toBe('(no value)')
    expect([...field.bucketOf]).toEqual([0, 2, 2, 2, 1])
    expect(field.unreadableCount).toBe(1)
    const text = bucketField('plan', ['a', ' ', null, true], { kind: 'categories' })
    expect(labels(text)).toEqual(['a', 'true', '(no value)'])
  })

  it('chooses by itself: few numbers and words as categories, many numbers by quarters', () => {
    const many = Array.from({ length: 40 }, (_, i) => i)
    expect(bucketField('x', many, { kind: 'auto' }).kind).toBe('quantiles')
    expect(bucketField('x', [1, 2, 3], { kind: 'auto' }).kind).toBe('categories')
    expect(bucketField('x', ['a', ...many], { kind: 'auto' }).kind).toBe('categories')
    expect(bucketField('x', [Number.NaN, true], { kind: 'auto' }).kind).toBe('categories')
  })

  it('gathers rare categories beyond fifty', () => {
    const values = Array.from({ length: 120 }, (_, i) => `v${i % 60}`).concat(['v1', 'v1'])
    const field = bucketField('city', values, { kind: 'categories' })
    expect(field.buckets).toHaveLength(MAX_CATEGORIES + 1)
    expect(labels(field).at(-1)).toBe('(other values)')
    expect(labels(field)).toContain('v1')
  })

  it('refuses edges that do not ascend and odd numbers of quantiles', () => {
    expect(() => bucketField('x', [1], { kind: 'edges', edges: [] })).toThrow('edges')
    expect(() => bucketField('x', [1], { kind: 'edges', edges: [2, 2] })).toThrow('ascending')
    expect(() => bucketField('x', [1], { kind: 'edges', edges: [Number.NaN] })).toThrow('edges')
    expect(() => bucketField('x', [1], { kind: 'quantiles', count: 1 })).toThrow('2 to 20')
  })
})
