import { describe, expect, it } from 'vitest'
import {
  clearedFilters,
  fieldsOf,
  filterKey,
  filterQuery,
  filtersOf,
  filterWords,
  isUnfiltered,
  periodOf,
  selectResponses,
} from '../../../src/dashboard/state/filters.ts'
import { parseRoute, routeHash, withParams } from '../../../src/dashboard/state/route.ts'
import { analysed, byId, response } from '../responses.ts'

const RESPONSES = [
  response('a', {
    at: '2026-03-01T23:00:00Z',
    segments: { plan: 'basic', size: 3 },
    role: 'owner',
  }),
  response('b', { at: '2026-03-02T08:00:00Z', segments: { plan: 'plus', size: 3 } }),
  response('c', { segments: { plan: 'basic', size: 4 }, role: 'buyer' }),
]

const READ = byId([analysed('a'), analysed('b', [], 'positive'), analysed('c', [], 'mixed')])

const select = (query: string) =>
  selectResponses(RESPONSES, filtersOf(parseRoute(`#/themes?${query}`)), READ).map(({ id }) => id)

describe('filters', () => {
  it.each([
    ['', ['a', 'b', 'c']],
    ['segment.plan=basic', ['a', 'c']],
    ['segment.plan=basic&segment.size=3', ['a']],
    ['segment.role=buyer', ['c']],
    ['from=2026-03-02', ['b']],
    ['to=2026-03-01', ['a']],
    ['from=2026-03-01&to=2026-03-02', ['a', 'b']],
    ['polarity=mixed', ['c']],
    ['segment.plan=other', []],
  ])('%j let %j pass', (query, ids) => {
    expect(select(query)).toEqual(ids)
  })

  it('leave out responses without a time once a period is chosen', () => {
    expect(select('from=2000-01-01')).toEqual(['a', 'b'])
  })

  it('can be said in words', () => {
    const words = (query: string) => filterWords(filtersOf(parseRoute(`#/themes?${query}`)))
    expect(words('segment.plan=basic&to=2026-03-01&polarity=mixed')).toBe(
      'plan: basic, to 2026-03-01, mixed comments'
    )
    expect(words('sort=label')).toBe('')
  })

  it('have one key in any order', () => {
    const key = (query: string) => filterKey(filtersOf(parseRoute(`#/themes?${query}`)))
    expect(key('segment.a=1&segment.b=2')).toBe(key('segment.b=2&segment.a=1&sort=label'))
    expect(key('segment.a=1')).not.toBe(key('segment.a=2'))
  })

  it('ask the service for a value with a comma as one value', () => {
    const filters = filtersOf(parseRoute('#/themes?segment.area=Mid%2C%20West'))
    expect(filterQuery(filters)).toEqual({ 'segment.area': 'Mid\\, West' })
  })

  it('go all at once and leave the rest of the address', () => {
    const route = parseRoute('#/themes?from=2026-01-01&polarity=mixed&segment.plan=a&sort=label')
    const cleared = withParams(route, clearedFilters(route))
    expect(isUnfiltered(filtersOf(cleared))).toBe(true)
    expect(routeHash(cleared)).toBe('#/themes?sort=label')
  })
})

describe('fields to filter by', () => {
  it('are those with more than one value, the most frequent value first', () => {
    expect(fieldsOf(RESPONSES)).toEqual([
      {
        field: 'plan',
        values: [
          { value: 'basic', count: 2 },
          { value: 'plus', count: 1 },
        ],
      },
      {
        field: 'size',
        values: [
          { value: '3', count: 2 },
          { value: '4', count: 1 },
        ],
      },
      {
        field: 'role',
        values: [
          { value: 'buyer', count: 1 },
          { value: 'owner', count: 1 },
        ],
      },
    ])
  })

  it('leave out fields with too many values to choose from', () => {
    const many = Array.from({ length: 61 }, (_, i) => response(`${i}`, { segments: { size: i } }))
    expect(fieldsOf(many)).toEqual([])
  })
})

describe('the period', () => {
  it('runs from the first to the last day', () => {
    expect(periodOf(RESPONSES)).toEqual(['2026-03-01', '2026-03-02'])
  })

  it('is null when no response has a time', () => {
    expect(periodOf([response('a')])).toBeNull()
  })
})
