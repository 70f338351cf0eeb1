import { describe, expect, it } from 'vitest'
import {
  inTellingOrder,
  responsesAbout,
  tallyField,
  tallyMonths,
  tallyTogether,
} from '../../../src/dashboard/state/theme-facts.ts'
import { analysed, byId, response } from '../responses.ts'

const RESPONSES = [
  response('a', { at: '2026-01-05T00:00:00Z', segments: { plan: 'basic' } }),
  response('b', { at: '2026-01-09T00:00:00Z', segments: { plan: 'plus' } }),
  response('c', { at: '2026-03-01T00:00:00Z', segments: { plan: 'basic' } }),
  response('d', { at: '2026-03-02T00:00:00Z' }),
]

const READ = byId([
  analysed('a', [{ confidence: 0.4 }, { themeId: 'support' }, { themeId: 'support' }]),
  analysed('b', [{ themeId: 'support' }]),
  analysed('c', [{ confidence: 0.9, polarity: 'positive' }, { themeId: 'price' }]),
  analysed('d', [{ confidence: 0.6 }, { themeId: 'price' }]),
])

const ABOUT = responsesAbout('billing', RESPONSES, READ)
const ids = (about: typeof ABOUT) => about.map(({ response: { id } }) => id)

describe('what is known of a theme', () => {
  it('comes from those who mention it', () => {
    expect(ids(ABOUT)).toEqual(['a', 'c', 'd'])
  })

  it('shows the quotes of the service first, then the surest', () => {
    expect(ids(inTellingOrder(ABOUT, ['a'], null))).toEqual(['a', 'c', 'd'])
    expect(ids(inTellingOrder(ABOUT, [], null))).toEqual(['c', 'd', 'a'])
    expect(ids(inTellingOrder(ABOUT, ['a'], 'positive'))).toEqual(['c'])
  })

  it('counts values of a field among mentioners and among all', () => {
    expect(tallyField('plan', ABOUT, RESPONSES)).toEqual([
      { name: 'basic', count: 2, of: 2 },
      { name: 'plus', count: 0, of: 1 },
    ])
  })

  it('counts a person once who mentions another theme twice', () => {
    expect(tallyTogether('billing', ABOUT)).toEqual([
      { name: 'price', count: 2, of: 3 },
      { name: 'support', count: 1, of: 3 },
    ])
  })

  it('shows months without a mention as 0', () => {
    expect(tallyMonths(ABOUT, RESPONSES)).toEqual([
      { period: '2026-01', count: 1 },
      { period: '2026-02', count: 0 },
      { period: '2026-03', count: 2 },
    ])
  })

  it('shows no months when all lie in one', () => {
    const [first] = RESPONSES
    expect(tallyMonths(ABOUT, first ? [first] : [])).toEqual([])
  })
})
