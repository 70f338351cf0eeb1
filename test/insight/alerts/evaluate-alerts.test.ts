import { describe, expect, it } from 'vitest'
import type { ResponseFacts } from '../../../src/domain/survey-columns.ts'
import { type AlertRule, evaluateAlerts } from '../../../src/insight/alerts/evaluate-alerts.ts'
import type { Spike } from '../../../src/insight/trends/spikes.ts'

const ROUTING = { rows: [{ team: 'Finance', themeIds: ['billing'] }], defaultTeam: 'Care' }
const NONE = { keys: new Set<string>(), lastAt: new Map<string, number>() }

const RESPONSE: ResponseFacts = {
  id: 'r1',
  respondentId: 'p1',
  accountId: 'acme',
  score: 2,
  scoreGroup: 'detractor',
  time: 0,
  valence: -0.6,
  clauses: [
    { text: 'billed twice', polarity: 'negative', valence: -0.6, themeIds: ['other', 'billing'] },
    { text: 'nice people', polarity: 'positive', valence: 0.5, themeIds: ['support'] },
  ],
  flags: ['churn-intent'],
  segments: { plan: 'basic' },
}

const SPIKE: Spike = {
  themeId: 'billing',
  label: 'Billing',
  period: '2026-06',
  kind: 'spike',
  mentionCount: 27,
  negativeCount: 25,
  shareDifference: {
    estimate: 0.3,
    confLow: 0.2,
    confHigh: 0.4,
    confLevel: 0.95,
    method: 'newcombe-10',
    base: 300,
    pValue: 1e-9,
  },
  baselineShare: 0.05,
  adjustedPValue: 1e-7,
}

function alertsOf(
  rules: readonly AlertRule[],
  responses: readonly ResponseFacts[] = [RESPONSE],
  history = NONE,
  now = 1000
) {
  return evaluateAlerts(rules, { responses, spikes: [SPIKE] }, history, { routing: ROUTING, now })
}

const rule = (when: (AlertRule & { kind: 'response' })['when']): AlertRule => ({
  id: 'rule',
  kind: 'response',
  when,
})

describe('real-time alerts', () => {
  it('one comment in, one alert out: with reason, quote and team', () => {
    const { alerts } = alertsOf([
      rule({ scoreAtMost: 3, themeIds: ['billing'], polarity: 'negative' }),
    ])
    expect(alerts).toEqual([
      {
        key: '["rule","response","r1"]',
        pauseKey: '["rule","about","acme"]',
        ruleId: 'rule',
        kind: 'response',
        responseId: 'r1',
        accountId: 'acme',
        themeId: 'billing',
        reasons: ['score 2, at most 3', 'billing, negative'],
        quote: 'billed twice',
        team: 'Finance',
        at: 1000,
      },
    ])
  })

  it.each([
    [{ scoreAtMost: 2 }, 1],
    [{ scoreAtMost: 1 }, 0],
    [{ scoreGroup: 'detractor' }, 1],
    [{ scoreGroup: 'promoter' }, 0],
    [{ themeIds: ['support'] }, 1],
    [{ themeIds: ['support'], polarity: 'negative' }, 0],
    [{ polarity: 'positive' }, 1],
    [{ polarity: 'neutral' }, 0],
    [{ flags: ['churn-intent'] }, 1],
    [{ flags: ['competitor'] }, 0],
    [{ segments: { plan: ['basic', 'plus'] } }, 1],
    [{ segments: { plan: ['plus'] } }, 0],
    [{ segments: { tier: ['x'] } }, 0],
  ] as const)('%j matches %d time', (when, count) => {
    expect(alertsOf([rule(when)]).alerts).toHaveLength(count)
  })

  it('a response without a score is never a low score', () => {
    const unscored = { ...RESPONSE, score: null }
    expect(alertsOf([rule({ scoreAtMost: 10 })], [unscored]).alerts).toEqual([])
  })

  it('exactly once per event and rule, over calls and within one', () => {
    const first = alertsOf([rule({ scoreAtMost: 3 })], [RESPONSE, RESPONSE])
    expect(first.alerts).toHaveLength(1)
    expect(first.heldBack).toEqual([
      { key: '["rule","response","r1"]', ruleId: 'rule', reason: 'already-sent' },
    ])
    const keys = new Set(first.alerts.map((a) => a.key))
    expect(alertsOf([rule({ scoreAtMost: 3 })], [RESPONSE], { ...NONE, keys }).alerts).toEqual([])
    const two = alertsOf([rule({ scoreAtMost: 3 }), { ...rule({ scoreAtMost: 5 }), id: 'other' }])
    expect(two.alerts).toHaveLength(2)
  })

  it('can be silenced, and pauses about one account but not about others', () => {
    const silenced = { ...rule({ scoreAtMost: 3 }), silencedUntil: 2000 }
    expect(alertsOf([silenced]).heldBack[0]?.reason).toBe('silenced')
    expect(alertsOf([silenced], [RESPONSE], NONE, 2000).alerts).toHaveLength(1)
    const paused = { ...rule({ scoreAtMost: 3 }), pauseMs: 500 }
    const responses = [
      RESPONSE,
      { ...RESPONSE, id: 'r2' },
      { ...RESPONSE, id: 'r3', accountId: null },
      { ...RESPONSE, id: 'r4', accountId: null, respondentId: null },
    ]
    const found = alertsOf([paused], responses)
    expect(found.alerts.map((a) => a.responseId)).toEqual(['r1', 'r3', 'r4'])
    expect(found.heldBack[0]?.reason).toBe('paused')
    const lastAt = new Map([['["rule","about","acme"]', 400]])
    expect(alertsOf([paused], [RESPONSE], { ...NONE, lastAt }).alerts).toHaveLength(1)
  })

  it('reports spikes once per theme and period', () => {
    const spike: AlertRule = { id: 's', kind: 'spike' }
    const [alert] = alertsOf([spike]).alerts
    expect(alert).toMatchObject({
      themeId: 'billing',
      team: 'Finance',
      responseId: null,
      reasons: ['spike in 2026-06: 27 mentions'],
    })
    expect(alertsOf([{ ...spike, themeIds: ['speed'] }]).alerts).toEqual([])
    expect(alertsOf([{ ...spike, themeIds: ['billing'], minMentions: 28 }]).alerts).toEqual([])
  })

  it('takes well below 50 ms for one comment and 200 rules', () => {
    const rules = Array.from({ length: 200 }, (_, i) => ({
      ...rule({ scoreAtMost: 3 }),
      id: `r${i}`,
    }))
    const start = performance.now()
    expect(alertsOf(rules).alerts).toHaveLength(200)
    expect(performance.now() - start).toBeLessThan(50)
  })

  it('refuses rules with the same id and rules without a condition', () => {
    expect(() => alertsOf([rule({ scoreAtMost: 1 }), rule({ scoreAtMost: 2 })])).toThrow('differ')
    expect(() => alertsOf([rule({})])).toThrow('at least one condition')
  })
})
