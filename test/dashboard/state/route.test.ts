import { describe, expect, it } from 'vitest'
import { parseRoute, routeHash, viewRoute, withParams } from '../../../src/dashboard/state/route.ts'

describe('the address of a view', () => {
  it.each([
    '#/overview',
    '#/themes?outcome=nps&sort=mentions',
    '#/themes/a%2Fb%20c?segment.plan=a%26b',
    '#/what-if?what-if=billing%3A0.5',
    '#/surveys',
    '#/survey/spring-2026/accounts/rooke%20and%20hale?from=2026-03-01',
    '#/survey/spring-2026/trends?unit=week',
  ])('%s survives being read and written', (hash) => {
    expect(routeHash(parseRoute(hash))).toBe(hash)
  })

  it.each(['', '#', '#/nope', '#/%E0%A4%A'])('%j leads to the overview', (hash) => {
    expect(parseRoute(hash).view).toBe('overview')
  })

  it('opens a theme under the list', () => {
    expect(parseRoute('#/themes/support-speed')).toMatchObject({
      view: 'themes',
      surveyId: null,
      itemId: 'support-speed',
    })
    expect(parseRoute('#/themes/%E0%A4%A').itemId).toBe('%E0%A4%A')
  })

  it('keeps survey and filters from view to view, and nothing that is open', () => {
    const route = parseRoute('#/survey/wave/themes/billing?segment.plan=basic')
    expect(routeHash(viewRoute(route, 'trends'))).toBe('#/survey/wave/trends?segment.plan=basic')
  })

  it('is the same whatever the order of its parameters', () => {
    expect(routeHash(parseRoute('#/themes?b=2&a=1'))).toBe('#/themes?a=1&b=2')
  })

  it('drops a parameter that becomes empty', () => {
    expect(routeHash(withParams(parseRoute('#/themes?q=bill'), { q: '' }))).toBe('#/themes')
  })
})
