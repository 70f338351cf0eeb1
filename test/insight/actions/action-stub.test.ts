import { describe, expect, it } from 'vitest'
import type { ScenarioResult, ThemeFigures } from '../../../src/domain/driver.ts'
import { actionStub } from '../../../src/insight/actions/action-stub.ts'
import { wilsonInterval } from '../../../src/stats/proportion.ts'

const THEME = { id: 'billing', label: 'Billing problems', negativeCount: 30 } as ThemeFigures & {
  id: string
  label: string
}
const PLAN = {
  factor: 0.4,
  by: '2026-12-31',
  owner: 'Billing',
  commentBase: 400,
  scenario: null,
  confLevel: 0.95,
}

describe('the frame of an action', () => {
  it('copies its numbers from the results', () => {
    const stub = actionStub(THEME, PLAN)
    expect(stub.baseline).toEqual(wilsonInterval({ events: 30, base: 400 }, 0.95))
    expect(stub.target).toBeCloseTo(0.03, 12)
    expect(stub).toMatchObject({ label: 'Billing problems', owner: 'Billing', expected: null })
    const scenario = { detractorShareChange: { estimate: -0.02 }, npsPointsChange: { estimate: 3 } }
    const expected = actionStub(THEME, { ...PLAN, scenario: scenario as ScenarioResult }).expected
    expect(expected).toEqual(scenario)
  })

  it('needs complaints to reduce, and a factor below one', () => {
    expect(() => actionStub({ ...THEME, negativeCount: 0 }, PLAN)).toThrow('complains of')
    for (const factor of [1, -0.1, Number.NaN])
      expect(() => actionStub(THEME, { ...PLAN, factor })).toThrow('factor')
  })
})
