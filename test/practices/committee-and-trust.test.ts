// A test for each practice that people who run NPS programmes expect: the same people over time, roles and accounts,
// and what makes figures trustworthy.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ReadRole } from '../../src/domain/role.ts'
import { accountFlags, groupByAccount } from '../../src/insight/accounts/account-groups.ts'
import { accountReport } from '../../src/insight/accounts/account-report.ts'
import { coverage } from '../../src/insight/accounts/coverage.ts'
import { weightToPopulation } from '../../src/insight/accounts/weight-to-population.ts'
import { gamingWarnings } from '../../src/insight/cautions/gaming.ts'
import { centreWithin } from '../../src/insight/numbers/centre-within.ts'
import { contrastThemes } from '../../src/insight/numbers/contrast-themes.ts'
import { numberDrivers } from '../../src/insight/numbers/number-drivers.ts'
import { predictOutcome } from '../../src/insight/prediction/predict-outcome.ts'
import { readRoleLexicon, readRoles } from '../../src/insight/roles/role-lexicon.ts'
import { bucketField } from '../../src/insight/segments/bucket-field.ts'
import { beforeAfter } from '../../src/insight/trends/before-after.ts'
import { comparePeriods } from '../../src/insight/trends/compare-periods.ts'
import {
  drawGroup,
  groupRows,
  type PlantedRow,
  plantedSurvey,
  seededRandom,
} from '../insight/planted-survey.ts'
import { analyse } from './survey-in-words.ts'

const LEXICON = readRoleLexicon(
  readFileSync(new URL('../../lexicons/roles/data.tsv', import.meta.url), 'utf8')
)

function accountsOf(rows: readonly PlantedRow[]) {
  const columns = plantedSurvey(rows)
  return accountReport(columns, readRoles(columns.roles, LEXICON).roles, { minBase: 1 })
}

describe('trust', () => {
  it('gaming: warns on score–text mismatch, on all-10 runs, on "please give 10" text; silent otherwise', async () => {
    const isBest = Array.from({ length: 120 }, (_, i) => (i >= 40 && i < 60) || i % 4 === 0)
    const input = {
      isBest,
      times: isBest.map((_, i) => i * 60_000),
      comments: isBest.map((_, i) => (i === 3 ? 'He asked me to give him a 10' : null)),
      disagrees: isBest.map((_, i) => i % 4 === 1),
      hasUsableComment: isBest.map(() => true),
    }
    expect(gamingWarnings(input, 0.95).map(({ code }) => code)).toEqual([
      'run-of-best-scores',
      'score-asked-for',
      'scores-contradict-comments',
    ])
    const { analysis } = await analyse({
      responses: [{ id: 'a', score: 10, comment: 'The engineer asked me to give him a 10' }],
    })
    expect(analysis.warnings.map(({ code }) => code)).toContain('score-asked-for')
    const plain = {
      ...input,
      isBest: isBest.map((_, i) => i % 4 === 0),
      comments: isBest.map(() => 'ok'),
    }
    expect(gamingWarnings({ ...plain, disagrees: isBest.map(() => false) }, 0.95)).toEqual([])
  })

  it('cultural nuance: within-country comparison beside raw; other languages are unsupported, not neutral', async () => {
    // Plans do the same inside each country; one country scores low and has more of the basic plan.
    const rows = [
      ...groupRows([60, 20, 20], { segments: { country: 'JP', plan: 'basic' } }),
      ...groupRows([12, 4, 4], { segments: { country: 'JP', plan: 'pro' } }),
      ...groupRows([4, 4, 12], { segments: { country: 'BR', plan: 'basic' } }),
      ...groupRows([20, 20, 60], { segments: { country: 'BR', plan: 'pro' } }),
    ]
    const columns = plantedSurvey(rows)
    const cut = (field: string) =>
      bucketField(field, columns.segments[field] ?? [], { kind: 'auto' })
    const [basic] = centreWithin(columns, cut('plan'), cut('country'), { confLevel: 0.95 }).groups
    expect(basic?.raw?.confHigh).toBeLessThan(0)
    expect(basic?.within?.estimate).toBeCloseTo(0, 10)
    const { analysis } = await analyse({
      responses: [
        { id: 'de', comment: 'Das Internet ist jeden Abend langsam und niemand hilft mir dabei' },
      ],
    })
    expect(analysis.responses?.[0]).toMatchObject({
      language: 'de',
      content: 'unsupported-language',
      sentiment: { polarity: 'undetected' },
    })
  })

  it('ethical and transparent practice: masking, no targeting by protected field by default', async () => {
    const comment = 'The friendly staff called me on 020 7946 0958 and solved it'
    const { analysis, survey } = await analyse({ responses: [{ id: 'a', score: 10, comment }] })
    expect(JSON.stringify([analysis.themes, survey.facts])).not.toContain('7946')
    const random = seededRandom(1)
    const rows = Array.from(
      { length: 200 },
      (): PlantedRow => ({
        group: drawGroup(random, 0.4, 0.3),
        segments: { ethnicity: random() < 0.5 ? 'a' : 'b', plan: random() < 0.5 ? 'basic' : 'pro' },
      })
    )
    const found = predictOutcome(plantedSurvey(rows))
    expect(found?.leftOutFields).toEqual(['ethnicity'])
    expect(found?.profile.some(({ source }) => source === 'ethnicity')).toBe(false)
  })
})

describe('comparisons', () => {
  it('compare how promoters and detractors are treated: log odds with prior, interval', () => {
    const rows = [
      ...groupRows([10, 0, 45], { mentions: [[0, 'positive']] }),
      ...groupRows([45, 0, 10], { mentions: [[1, 'negative']] }),
      ...groupRows([45, 0, 45], { hasComment: true }),
    ]
    const found = contrastThemes(
      plantedSurvey(rows, ['staff', 'billing', 'x']),
      ['promoter', 'detractor'],
      0.95
    )
    expect(found.map(({ id }) => id)).toEqual(['staff', 'billing'])
    expect(found[0]?.logOddsRatio.confLow).toBeGreaterThan(0)
    expect(found[1]?.logOddsRatio.confHigh).toBeLessThan(0)
  })

  it('same-customer trend: paired change, McNemar on band moves, new and lost customers separated', () => {
    const at = (month: number) => Date.UTC(2026, month, 5)
    const person = (id: number, group: PlantedRow['group'], month: number): PlantedRow => ({
      respondent: `p${id}`,
      group: group ?? null,
      time: at(month),
    })
    const rows = [
      ...Array.from({ length: 40 }, (_, i) => person(i, i < 10 ? 'detractor' : 'promoter', 0)),
      ...Array.from({ length: 40 }, (_, i) => person(i + 5, i < 20 ? 'detractor' : 'promoter', 1)),
    ]
    const { sameRespondents: people } = comparePeriods(plantedSurvey(rows), {
      before: '2026-01',
      after: '2026-02',
    })
    expect(people).toMatchObject({ base: 35, moves: { promoter: { detractor: 15 } } })
    expect(people?.detractorShare?.pValue).toBeLessThan(0.001)
    expect([people?.newRespondents?.base, people?.lostRespondents?.base]).toEqual([5, 5])
  })

  it('did a change resonate: before and after with interval, needs enough answers on each side', () => {
    const at = Date.UTC(2026, 5, 1)
    const rows = [
      ...groupRows([40, 10, 10], {
        time: at - 86_400_000,
        hasComment: true,
        mentions: [[0, 'negative']],
      }),
      ...groupRows([15, 15, 30], { time: at + 86_400_000, hasComment: true }),
    ]
    const action = { at, windowMs: 30 * 86_400_000, theme: 0 }
    const found = beforeAfter(plantedSurvey(rows), action, 0.95)
    expect(found.npsPoints?.confLow).toBeGreaterThan(0)
    expect(found.mentionShare?.confHigh).toBeLessThan(0)
    expect(beforeAfter(plantedSurvey(rows), { ...action, minBase: 61 }, 0.95)).toMatchObject({
      npsPoints: null,
      warnings: [{ code: 'side-too-small' }],
    })
  })

  it('clear objective per survey: the outcome is detractor, renewal or satisfaction', () => {
    const random = seededRandom(3)
    const csat: number[] = []
    const rows = Array.from({ length: 400 }, (): PlantedRow => {
      const raises = random() < 0.3
      csat.push(4 - Number(raises) + random())
      return {
        group: drawGroup(random, 0.3, 0.3),
        hasComment: true,
        mentions: raises ? [[0, 'negative']] : [],
        segments: { renewed: random() < (raises ? 0.4 : 0.9) ? 'yes' : 'no' },
      }
    })
    const columns = plantedSurvey(rows)
    const renewal = predictOutcome(columns, { outcome: 'renewed' })
    expect(renewal?.profile[0]).toMatchObject({ source: 'billing' })
    expect(renewal?.profile[0]?.oddsRatio).toBeLessThan(0.5)
    const [driver] = numberDrivers(
      columns,
      { field: 'csat', values: csat },
      { confLevel: 0.95 }
    ).drivers
    expect(driver?.perMention.confHigh).toBeLessThan(-0.8)
  })
})

describe('roles and accounts', () => {
  it('roles in the buying committee: read from free titles; NPS and themes per role; unknown counted', () => {
    const titles = ['CFO', 'Head of Procurement', 'IT Manager', 'Wizard', null]
    const { roles, unknownCount, missingCount } = readRoles(titles, LEXICON)
    expect(roles).toEqual(['budget-holder', 'procurement', 'it', 'unknown', 'missing'])
    expect([unknownCount, missingCount]).toEqual([1, 1])
    const found = accountsOf(
      groupRows([2, 2, 6], { account: 'a', role: 'CFO', mentions: [[0, 'positive']] })
    )
    expect(found.roles[0]).toMatchObject({ keys: [{ bucket: 'budget-holder' }], base: 10 })
    expect(found.roles[0]?.themes[0]?.id).toBe('billing')
  })

  it('account-level aggregation: a 50-person account does not outweigh 50 one-person accounts', () => {
    const rows = [
      ...groupRows([50, 0, 0], { account: 'giant' }),
      ...Array.from(
        { length: 50 },
        (_, i): PlantedRow => ({ group: 'promoter', account: `a${i}` })
      ),
    ]
    const found = accountsOf(rows)
    expect(found.respondentWeighted?.estimate).toBeCloseTo(0, 10)
    expect(found.accountWeighted?.estimate).toBeCloseTo((100 * 49) / 51, 10)
  })

  it('response coverage: invited and responded by role; single voice and missing decision maker flagged', () => {
    const invited = (['champion', 'decision-maker', 'it'] as const).map((role, i) => ({
      ...{ accountId: 'acme', respondentId: `p${i}`, role },
    }))
    const found = coverage(invited, ['p0', 'p9', null], 0.95)
    expect(found).toMatchObject({
      invitedCount: 3,
      respondedCount: 1,
      uninvitedCount: 1,
      anonymousCount: 1,
    })
    expect(found?.roles.map(({ role, respondedCount }) => [role, respondedCount])).toEqual([
      ['decision-maker', 0],
      ['it', 0],
      ['champion', 1],
    ])
    const [group] = groupByAccount(['acme'])
    if (group === undefined) throw new Error('no account')
    expect(accountFlags(group, { respondents: ['p0'], roles: ['champion'], waveOf: null })).toEqual(
      ['single-voice', 'no-decision-maker']
    )
  })

  const committees = (seed: number, gap: number) => {
    const random = seededRandom(seed)
    return Array.from({ length: 40 }, (_, account) => {
      const level = 0.5 * random()
      return ['Champion', 'End user', 'End user', 'Analyst'].map(
        (role): PlantedRow => ({
          account: `a${account}`,
          role,
          group: drawGroup(
            random,
            Math.max(0, level - (role === 'Champion' ? gap : 0)),
            0.4 + (role === 'Champion' ? gap : 0)
          ),
        })
      )
    }).flat()
  }

  it('champion vs others: pooled over accounts with interval; planted gap recovered, silence without one', () => {
    const planted = accountsOf(committees(1, 0.35)).championGap.npsPoints
    expect(planted?.confLow).toBeGreaterThan(10)
    let falseFinds = 0
    for (let seed = 0; seed < 60; seed++) {
      const gap = accountsOf(committees(100 + seed, 0)).championGap.npsPoints
      if ((gap?.pValue ?? 1) <= 0.05) falseFinds++
    }
    expect(falseFinds).toBeLessThanOrEqual(7)
  })

  it('champion or decision-maker turnover: flagged when the role-holder changed between waves', () => {
    const [group] = groupByAccount(['acme', 'acme', 'acme'])
    if (group === undefined) throw new Error('no account')
    const roles: ReadRole[] = ['decision-maker', 'decision-maker', 'it']
    const flags = (respondents: string[]) =>
      accountFlags(group, { respondents, roles, waveOf: [1, 2, 2] })
    expect(flags(['old', 'new', 'x'])).toEqual(['role-holder-changed'])
    expect(flags(['old', 'old', 'x'])).toEqual([])
  })

  it('account feedback to account teams: scores by role and themes of one account', () => {
    const rows = [
      ...groupRows([2, 0, 1], { account: 'acme', role: 'CFO', mentions: [[0, 'negative']] }),
      ...groupRows([0, 0, 3], { account: 'acme', role: 'End user' }),
      ...groupRows([0, 1, 3], { account: 'zeta', role: 'End user' }),
    ]
    const [worst] = accountsOf(rows).accounts
    expect(worst?.accountId).toBe('acme')
    expect(worst?.roles.map(({ role, base }) => [role, base])).toEqual([
      ['budget-holder', 3],
      ['end-user', 3],
    ])
    expect(worst?.cell.themes[0]).toMatchObject({ id: 'billing', negativeCount: 3 })
  })

  it('success definition per role: a planted role-specific theme appears only there', () => {
    const random = seededRandom(4)
    const rows = Array.from({ length: 300 }, (_, i): PlantedRow => {
      const role = ['IT Manager', 'End user', 'CFO'][i % 3] ?? ''
      const raises = random() < (i % 3 === 0 ? 0.4 : 0.05)
      return {
        role,
        group: drawGroup(random, 0.3, 0.4),
        hasComment: true,
        mentions: raises ? [[1, 'negative']] : [],
      }
    })
    const telling = accountsOf(rows).roles.filter(
      ({ distinctiveThemes }) => distinctiveThemes.length > 0
    )
    expect(telling.map(({ keys }) => keys[0]?.bucket)).toEqual(['it'])
  })

  it('results/ROI, change readiness: theme families recognised', async () => {
    const { analysis } = await analyse({
      responses: [
        { id: 'roi', comment: 'We saw a clear return on investment within a year' },
        { id: 'onboarding', comment: 'The onboarding was a mess' },
        { id: 'change', comment: 'The move to the new version was badly managed' },
      ],
    })
    const themes = new Map(
      analysis.responses?.map(({ id, mentions }) => [id, mentions.map(({ themeId }) => themeId)])
    )
    expect(themes.get('roi')).toContain('results-roi')
    expect(themes.get('onboarding')).toContain('onboarding')
    expect(themes.get('change')).toContain('updates-changes')
  })

  it('representativeness of accounts and roles: weights to a supplied population, effective n reported', () => {
    const groups = [...Array(30).fill('champion'), ...Array(10).fill('end-user')] as string[]
    const scores = groups.map((group) =>
      group === 'champion' ? ('promoter' as const) : ('detractor' as const)
    )
    const found = weightToPopulation(
      scores,
      groups,
      new Map([
        ['champion', 10],
        ['end-user', 90],
      ]),
      0.95
    )
    expect(found?.unweightedNpsPoints.estimate).toBeCloseTo(50, 10)
    expect(found?.npsPoints.estimate).toBeCloseTo(-80, 10)
    expect(found?.effectiveBase).toBeCloseTo(1 / (0.1 ** 2 / 30 + 0.9 ** 2 / 10), 8)
  })
})
