import { describe, expect, it } from 'vitest'
import type { ReadRole } from '../../../src/domain/role.ts'
import { groupByAccount } from '../../../src/insight/accounts/account-groups.ts'
import { accountReport } from '../../../src/insight/accounts/account-report.ts'
import { roleGap } from '../../../src/insight/accounts/champion-gap.ts'
import {
  drawGroup,
  groupRows,
  type PlantedRow,
  plantedSurvey,
  seededRandom,
  shuffled,
} from '../planted-survey.ts'

/** The planted rows carry normalised roles already. */
function report(rows: readonly PlantedRow[], options = {}) {
  return accountReport(plantedSurvey(rows), rolesOf(rows), options)
}

function rolesOf(rows: readonly PlantedRow[]): ReadRole[] {
  return rows.map((row) => (row.role ?? 'missing') as ReadRole)
}

describe('accounts', () => {
  it('a 50-person account does not outweigh 50 one-person accounts in the account view', () => {
    const rows = [
      ...groupRows([50, 0, 0], { account: 'big' }),
      ...Array.from(
        { length: 50 },
        (_, i): PlantedRow => ({ account: `a${i}`, group: 'promoter' })
      ),
    ]
    const { respondentWeighted, accountWeighted } = report(rows)
    expect(respondentWeighted?.estimate).toBe(0)
    expect(accountWeighted?.estimate).toBeCloseTo((50 * 100 - 100) / 51, 10)
    expect(accountWeighted?.clusterCount).toBe(51)
    expect(accountWeighted?.confHigh).toBeLessThanOrEqual(100)
  })

  it('come unhappiest first, with scores by role and themes', () => {
    const rows: PlantedRow[] = [
      { account: 'b', group: 'promoter', role: 'it' },
      { account: 'a', group: 'detractor', role: 'champion', mentions: [[0, 'negative']] },
      { account: 'a', group: 'passive', role: 'it' },
      { account: 'c', group: null },
      { account: 'd', group: 'promoter', role: 'end-user' },
      { account: 'd', group: 'promoter', role: 'end-user' },
      { account: 'e', group: 'promoter' },
      { group: 'promoter' },
    ]
    const { accounts, withoutAccountCount, warnings } = report(rows)
    expect(accounts.map((a) => a.accountId)).toEqual(['a', 'd', 'b', 'e', 'c'])
    expect(accounts[0]?.roles).toEqual([
      { role: 'it', base: 1, npsPoints: 0 },
      { role: 'champion', base: 1, npsPoints: -100 },
    ])
    expect(accounts[0]?.cell.themes[0]?.id).toBe('billing')
    expect(withoutAccountCount).toBe(1)
    expect(warnings.map((w) => w.code)).toEqual([
      'responses-without-account',
      'mostly-single-voices',
    ])
  })

  it('flags a single voice, a committee without a decision maker, and a changed champion', () => {
    const rows: PlantedRow[] = [
      { account: 'lone', respondent: 'p1', group: 'promoter', role: 'executive' },
      { account: 'lone', respondent: 'p1', group: 'promoter', role: 'executive' },
      { account: 'fans', respondent: 'p2', group: 'promoter', role: 'champion' },
      { account: 'fans', respondent: 'p3', group: 'promoter', role: 'champion' },
      { account: 'turn', respondent: 'p4', group: 'promoter', role: 'champion' },
      { account: 'turn', respondent: 'p5', group: 'detractor', role: 'champion' },
      { account: 'turn', respondent: 'p6', group: 'detractor', role: 'budget-holder' },
      { account: 'turn', respondent: 'p6', group: 'detractor', role: 'budget-holder' },
      { account: 'anon', group: 'passive', role: 'champion' },
      { account: 'anon', group: 'passive', role: 'it' },
    ]
    const flags = (waveOf?: (number | null)[]) =>
      Object.fromEntries(
        report(rows, waveOf ? { waveOf } : {}).accounts.map((a) => [a.accountId, a.flags])
      )
    expect(flags([0, 1, 0, 0, 0, 1, 0, 1, 0, null])).toEqual({
      lone: ['single-voice'],
      fans: ['single-voice', 'no-decision-maker'],
      turn: ['role-holder-changed'],
      anon: ['no-decision-maker'],
    })
    expect(flags().turn).toEqual([])
  })

  it('weighs by revenue and adds up the revenue at risk; accounts without revenue are counted', () => {
    const rows: PlantedRow[] = [
      ...groupRows([1, 0, 1], { account: 'a' }),
      ...groupRows([0, 0, 4], { account: 'b' }),
      ...groupRows([1, 0, 0], { account: 'c' }),
      { account: 'd', group: null },
    ]
    const revenue = new Map([
      ['a', 900],
      ['b', 100],
      ['d', 5000],
    ])
    const figures = report(rows, { revenue })
    expect(figures.revenue?.npsPoints?.estimate).toBeCloseTo(10, 10)
    expect(figures.revenue?.atRisk).toBe(450)
    expect(figures.revenue?.atRiskShare?.estimate).toBeCloseTo(0.45, 10)
    expect(figures.revenue?.total).toBe(1000)
    expect(figures.revenue?.missingCount).toBe(1)
    const byId = new Map(figures.accounts.map((a) => [a.accountId, a.revenueAtRisk]))
    expect([byId.get('a'), byId.get('c'), byId.get('d')]).toEqual([450, null, null])
    const lone = report(groupRows([1, 0, 1], { account: 'a' }), { revenue })
    expect(lone.revenue).toMatchObject({ npsPoints: null, atRiskShare: null, atRisk: 450 })
  })

  it('themes by role differ: a theme planted with IT appears only there', () => {
    const random = seededRandom(4)
    const rows = Array.from({ length: 400 }, (_, i): PlantedRow => {
      const role = ['it', 'end-user', 'executive', 'missing'][i % 4] ?? 'it'
      const isRaised = random() < (role === 'it' ? 0.4 : 0.04)
      return {
        role,
        group: drawGroup(random, 0.3, 0.4),
        hasComment: true,
        mentions: isRaised ? [[1, 'negative']] : [],
      }
    })
    const { roles } = report(rows)
    expect(roles.map((c) => c.keys[0]?.bucket)).toEqual(['executive', 'it', 'end-user', 'missing'])
    expect(roles.map((c) => c.distinctiveThemes.length)).toEqual([0, 1, 0, 0])
    expect(roles[3]?.isMissing).toBe(true)
  })

  it('has no figures where nobody answered', () => {
    expect(report([])).toMatchObject({
      respondentWeighted: null,
      accountWeighted: null,
      accounts: [],
    })
  })

  it('the order of responses changes no figure', () => {
    const random = seededRandom(2)
    const rows = Array.from(
      { length: 200 },
      (_, i): PlantedRow => ({
        account: `a${i % 23}`,
        respondent: `p${i}`,
        role: ['champion', 'it'][i % 2] ?? 'it',
        group: drawGroup(random, 0.3, 0.4),
      })
    )
    const mixed = shuffled(rows, seededRandom(3))
    expect(report(mixed).accounts).toEqual(report(rows).accounts)
    expect(report(mixed).championGap.accounts).toEqual(report(rows).championGap.accounts)
  })
})

describe('champion vs others', () => {
  /** Champions score `gap` points above their colleagues; happy accounts have more champions. */
  function committee(seed: number, gap: number): PlantedRow[] {
    const random = seededRandom(seed)
    return Array.from({ length: 60 }, (_, a) => {
      const isHappy = a % 2 === 0
      const detractors = isHappy ? 0.2 : 0.5
      const champions = isHappy ? 3 : 1
      return Array.from({ length: 6 }, (_, i): PlantedRow => {
        const isChampion = i < champions
        const lift = isChampion ? gap / 200 : 0
        return {
          account: `a${a}`,
          role: isChampion ? 'champion' : i === 5 ? 'unknown' : 'end-user',
          group: drawGroup(random, detractors - lift, 0.3 + lift),
        }
      })
    }).flat()
  }

  function gapOf(rows: readonly PlantedRow[]) {
    const columns = plantedSurvey(rows)
    const groups = groupByAccount(columns.accounts)
    return roleGap(columns, groups, rolesOf(rows), { role: 'champion', confLevel: 0.95 })
  }

  it('recovers a planted gap inside accounts, at its level', () => {
    let covered = 0
    for (let run = 0; run < 200; run++) {
      const { npsPoints } = gapOf(committee(run, 30))
      if (npsPoints && npsPoints.confLow <= 30 && 30 <= npsPoints.confHigh) covered++
    }
    expect(covered / 200).toBeGreaterThan(0.91)
    expect(covered / 200).toBeLessThan(0.985)
  })

  it('is silent at p ≤ 0.05 in about 95 % of surveys without a gap, although happy accounts have more champions', () => {
    let rejected = 0
    for (let run = 0; run < 300; run++) {
      if ((gapOf(committee(1000 + run, 0)).npsPoints?.pValue ?? 1) <= 0.05) rejected++
    }
    expect(rejected / 300).toBeLessThan(0.085)
  })

  it('needs two accounts with both sides', () => {
    const rows: PlantedRow[] = [
      { account: 'a', role: 'champion', group: 'promoter' },
      { account: 'a', role: 'it', group: 'detractor' },
      { account: 'b', role: 'it', group: 'detractor' },
      { account: 'b', role: 'champion', group: null },
    ]
    expect(gapOf(rows)).toMatchObject({ npsPoints: null, accountCount: 1 })
    expect(gapOf(rows).accounts).toEqual([{ accountId: 'a', npsPoints: 200 }])
  })
})
