import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/domain/analysis.ts'
import { loadEngine } from '../../src/runtime/node-engine.ts'
import { runCli } from './run-cli.ts'

const NORTHLINK = fileURLToPath(new URL('../../corpora/northlink/data.csv', import.meta.url))

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whyscore-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Two plans over two months; the basic one is unhappy in the second. */
const LINES = Array.from({ length: 120 }, (_, i) => {
  const isBasic = i % 2 === 0
  const isLate = i >= 60
  return JSON.stringify({
    id: `r${i}`,
    comment: `Line ${i} was as it was`,
    score: i % 3 === 0 || (isBasic && isLate && i % 6 !== 2) ? 2 : 9,
    at: isLate ? '2026-03-10T10:00:00Z' : '2026-01-10T10:00:00Z',
    respondentId: `p${i % 100}`,
    accountId: `a${i % 7}`,
    role: i % 4 === 0 ? 'CFO' : 'Buyer',
    segments: {
      plan: isBasic ? 'basic' : 'pro',
      spend: (isBasic ? 10 : 900) + (i % 5),
      churned: isBasic && i % 5 !== 0 ? 'yes' : 'no',
      country: i % 3 === 0 ? 'FR' : 'US',
    },
  })
}).join('\n')

async function report(argv: readonly string[]) {
  const [command = '', ...rest] = argv
  const outcome = await runCli([command, '-', '--quiet', ...rest], { stdin: LINES })
  return { ...outcome, isDone: outcome.status === 0 }
}

async function json(argv: readonly string[]) {
  const { stdout, stderr, status } = await report([...argv, '--format', 'json'])
  expect([status, stderr]).toEqual([0, ''])
  return JSON.parse(stdout)
}

async function saved(name: string, content: unknown): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

describe('wrong usage is told', () => {
  it.each([
    [['correlate'], 'expected --with FIELD'],
    [['correlate', '--with', 'height'], 'got "height"'],
    [['predict', '--outcome', 'height'], 'got "height"'],
    [['groups', '--max-groups', '40'], 'maxGroups'],
    [['benchmark', '--value', '31'], '--source TEXT'],
    [['benchmark', '--value', 'x', '--source', 'y'], '--value: expected a number'],
    [['benchmark', '--value', '131', '--source', 'y'], 'from -100 to 100'],
    [['contrast', '--between', 'promoters'], 'two of detractor, passive, promoter'],
    [['contrast', '--between', 'promoters,neutrals'], 'got "neutrals"'],
    [['before-after'], 'expected --at DATE'],
    [['before-after', '--at', 'June'], 'a date such as 2026-06-01'],
    [['before-after', '--at', '2026-02-01', '--touched', 'plan'], 'FIELD=VALUE'],
    [['before-after', '--at', '2026-02-01', '--about', 'magic'], 'got "magic"'],
    [['changes', '--from', '2026-01'], 'expected --from PERIOD and --to PERIOD'],
    [['changes', '--from', '2026-01', '--to', '2026'], 'do not overlap'],
    [['impact'], 'expected --on FIELD'],
    [['impact', '--on', 'height'], 'got "height"'],
    [['ratings'], 'expected --at-least N, --at-most N or both'],
    [['ratings', '--at-least', '9', '--at-most', '6'], 'not above the upper'],
    [['weight', '--by', 'plan'], 'expected --by FIELD and --population'],
    [['plan', '--theme', 'billing'], 'expected --theme ID and --by DATE'],
    [['plan', '--theme', 'magic', '--by', '2026-12-31'], 'got "magic"'],
    [['summary', '--bands', 'good'], 'expected POINTS:WORD'],
    [['alerts'], 'expected --rules'],
    [['alerts', '--rules', 'none.json'], '--rules: expected a file that exists'],
    [['departments'], 'expected --routes'],
    [['centre', '--by', 'plan'], 'expected --by FIELD --within FIELD'],
  ])('%j', async (argv, message) => {
    const { status, stderr, stdout } = await report(argv)
    expect(status).toBe(2)
    expect(stderr).toContain(message)
    expect(stdout).toBe('')
  })
})

describe('whyscore help', () => {
  it('lists every command under the question that it answers', async () => {
    const { stdout } = await runCli(['help'])
    for (const line of ['Who, and where?', 'predict ', 'before-after ', 'benchmark ']) {
      expect(stdout).toContain(line)
    }
    expect(stdout.split('\n').length).toBeLessThan(50)
  })

  it.each([
    ['help', 'changes'],
    ['changes', 'x.csv', '--help'],
  ])('%s %s tells its options', async (...argv) => {
    const { stdout, status } = await runCli(argv)
    expect(status).toBe(0)
    expect(stdout).toContain('whyscore changes FILE --from PERIOD --to PERIOD')
    expect(stdout).toContain('--time-zone NAME')
    expect(stdout).toContain('whyscore help options')
  })

  it('tells shared options once, with those of analyze, and refuses unknown commands', async () => {
    expect((await runCli(['help', 'options'])).stdout).toContain('--conf-level P')
    expect((await runCli(['help', 'analyze'])).stdout).toContain('--conf-level P')
    expect((await runCli(['help', 'explain'])).stdout).toContain('Since when?')
    expect((await runCli(['help', 'magic'])).stderr).toContain('got "magic"')
  })
})

describe('whyscore predict, correlate, groups, centre', () => {
  it('predict: a field of yes and no, with risks by response', async () => {
    const found = await json(['predict', '--outcome', 'churned', '--fields', 'plan,spend'])
    expect(found.prediction.auc.estimate).toBeGreaterThan(0.8)
    expect(found.risks).toHaveLength(120)
    expect(found.risks[0].risk).toBeGreaterThanOrEqual(found.risks[119].risk)
    const { stdout } = await report(['predict', '--outcome', 'churned', '--fields', 'plan'])
    expect(stdout).toContain('chance of "churned"')
    expect(stdout).toContain('better than giving everybody the overall share')
    expect(stdout).toContain('not so far')
  })

  it('predict: says when there is too little to learn from', async () => {
    expect((await report(['predict', '--outcome', 'passive'])).stdout).toContain(
      'Too little to learn'
    )
    expect(await json(['predict', '--outcome', 'passive'])).toEqual({
      prediction: null,
      risks: [],
    })
  })

  it('correlate: the score beside numbers and beside yes and no', async () => {
    const found = await json(['correlate', '--with', 'spend,churned'])
    expect(found.reports.map((r: { field: string }) => r.field)).toEqual(['spend', 'churned'])
    expect(found.reports[0].correlations[0].pearson.estimate).toBeGreaterThan(0.1)
    const { stdout } = await report(['correlate', '--with', 'spend'])
    expect(stdout).toMatch(/Score +\+0\.\d\d/)
    expect(stdout).toContain('they do not say that one causes the other')
  })

  it('groups: the two plans differ in spend, and are found', async () => {
    const { groups } = await json(['groups', '--fields', 'plan,spend'])
    expect(groups).toHaveLength(2)
    const { stdout } = await report(['groups', '--fields', 'plan,spend'])
    expect(stdout).toMatch(/low spend|high spend/)
    const none = await report(['groups', '--fields', 'country'])
    expect(none.stdout).toContain('the respondents form no groups')
  })

  it('centre: raw beside within, small groups hidden', async () => {
    const found = await json(['centre', '--by', 'plan', '--within', 'country'])
    expect(found.groups[0].within.method).toBe('within-strata-mean-difference')
    const hidden = await report([
      'centre',
      '--by',
      'plan',
      '--within',
      'country',
      '--min-base',
      '70',
    ])
    expect(hidden.stdout).toMatch(/basic +hidden/)
  })
})

describe('whyscore benchmark, contrast, pairs', () => {
  it('benchmark: difference with interval and the source as given', async () => {
    const argv = ['benchmark', '--value=−10', '--source', 'Trade report']
    const found = await json(argv)
    const [{ difference, npsPoints }] = found.comparisons
    expect(difference.estimate).toBeCloseTo(npsPoints.estimate + 10, 10)
    expect(found.competitorShare).toBeNull()
    expect((await report(argv)).stdout).toContain('taken as exact')
    const wide = await report([...argv, '--std-error', '60'])
    expect(wide.stdout).toContain('cannot be told from the benchmark')
  })

  it('contrast and pairs: nothing to tell where nothing is raised', async () => {
    expect((await report(['contrast', '--between', 'passive,promoter'])).stdout).toContain(
      'nothing to compare'
    )
    expect((await report(['pairs'])).stdout).toContain('No two themes')
  })
})

describe('whyscore changes, before-after', () => {
  it('changes: levels, parts, moves of the same people', async () => {
    const argv = ['changes', '--from', '2026-01', '--to', '2026-03']
    const found = await json(argv)
    expect(found.npsPoints.estimate).toBeLessThan(-20)
    expect(found.sameRespondents.base).toBe(20)
    const { stdout } = await report(argv)
    expect(stdout).toMatch(/Change −\d\d\.\d \(/)
    expect(stdout).toMatch(/were promoters +\d+ +\d+ +\d+/)
    const few = await report([...argv, '--min-base', '90'])
    expect(few.stdout).toContain('at least 90 on each side are needed')
  })

  it('before-after: an action that reached one plan, beside the other', async () => {
    const argv = ['before-after', '--at', '2026-02-15', '--touched', 'plan=basic']
    const found = await json(argv)
    expect(found.npsBeyondOthers.confHigh).toBeLessThan(0)
    expect((await report(argv)).stdout).toContain('NPS fell.')
    const few = await report([...argv, '--min-base', '60', '--settle-days', '2'])
    expect(few.stdout).toContain('too few answers')
  })
})

describe('whyscore impact, ratings, weight', () => {
  it('impact: refuses unknown numbers, says when there is too little', async () => {
    expect((await report(['impact', '--on', 'spend'])).stdout).toContain('too few to tell')
    expect((await json(['impact', '--on', 'score'])).drivers).toEqual([])
  })

  it('ratings: "6 or less" on the score is the share of detractors; any other question as well', async () => {
    const low = await json(['ratings', '--at-most', '6'])
    const { npsPoints } = (await json(['benchmark', '--value', '0', '--source', 'x']))
      .comparisons[0]
    // Nobody is passive here, so NPS is 100 − 200 × share of detractors.
    expect(low.share.estimate).toBeCloseTo((100 - npsPoints.estimate) / 200, 10)
    const { stdout } = await report([
      'ratings',
      '--field',
      'spend',
      '--at-least',
      '100',
      '--at-most',
      '902',
    ])
    expect(stdout).toMatch(/\d\d % of 120 answers .* give spend 100 to 902/)
    expect((await report(['ratings', '--field', 'plan', '--at-least', '1'])).stdout).toContain(
      'Nobody answered "plan" with a number'
    )
  })

  it('weight: groups count as in the population, with the effective number of scores', async () => {
    const path = await saved('population.json', { basic: 900, pro: 100, max: 5 })
    const { weighted } = await json(['weight', '--by', 'plan', '--population', path])
    expect(weighted.effectiveBase).toBeLessThan(80)
    const { stdout } = await report(['weight', '--by', 'plan', '--population', path])
    expect(stdout).toContain('Nobody answered of max')
    const roles = await saved('roles.json', { 'budget-holder': 1 })
    expect((await report(['weight', '--by', 'role', '--population', roles])).stdout).toContain(
      '90 scores of other groups or without one are left out'
    )
    const strangers = await saved('strangers.json', { wizard: 1 })
    expect((await report(['weight', '--by', 'plan', '--population', strangers])).stdout).toContain(
      'that the population names'
    )
    const wrong = await saved('wrong-population.json', { basic: 'many' })
    const failed = await report(['weight', '--by', 'plan', '--population', wrong])
    expect(failed.stderr).toContain('expected an object of group and size')
  })
})

describe('whyscore accounts --invited', () => {
  it('tells who was asked and who answered, by role', async () => {
    const list = ['Contact ID,Company,Job title', 'p1,a1,CFO', 'p2,a2,Buyer', 'p500,a9,CEO', ',,']
    const path = await saved('invited.csv', list.join('\n'))
    const { coverage } = await json(['accounts', '--invited', path])
    expect(coverage).toMatchObject({ invitedCount: 3, respondedCount: 2, silentAccounts: ['a9'] })
    const { stdout } = await report(['accounts', '--invited', path])
    expect(stdout).toMatch(/budget-holder +1 +1 +100 %/)
    expect(stdout).toContain('Nobody answered from 1 invited account: a9.')
  })

  it('refuses a list without respondents, or none', async () => {
    const path = await saved('nobody.csv', 'Colour,Size\nred,4\n')
    const { status, stderr } = await report(['accounts', '--invited', path])
    expect(status).toBe(1)
    expect(stderr).toContain('expected a column of respondents')
    expect((await report(['accounts', '--invited', 'no.csv'])).status).toBe(1)
  })
})

describe('whyscore alerts, departments', () => {
  it('alerts: every match once, held-back ones counted, nothing sent', async () => {
    const rules = [
      { id: 'low', kind: 'response', when: { scoreAtMost: 3, segments: { plan: ['pro'] } } },
      { id: 'calm', kind: 'response', when: { scoreAtMost: 3 }, pauseHours: 24 },
      {
        id: 'quiet',
        kind: 'response',
        when: { scoreGroup: 'detractor' },
        silencedUntil: '2027-01-01T00:00:00Z',
      },
      { id: 'spike', kind: 'spike', minMentions: 3 },
    ]
    const path = await saved('rules.json', { rules })
    const found = await json(['alerts', '--rules', path])
    expect(found.rules.map((r: { alertCount: number }) => r.alertCount)).toEqual([20, 7, 0, 0])
    expect(found.asOf).toBe('2026-03-10T10:00:00.000Z')
    const { stdout } = await report(['alerts', '--rules', path])
    expect(stdout).toContain('held back: silenced')
    expect(stdout).toContain('and 2 more alerts')
    expect(stdout).toContain('Nothing was sent.')
  })

  it('alerts: rules that cannot be read are told with their place', async () => {
    const path = await saved('wrong.json', [{ id: 'a', kind: 'response', when: { mood: 1 } }])
    const { status, stderr } = await report(['alerts', '--rules', path])
    expect(status).toBe(1)
    expect(stderr).toContain('alert rules: /0/when')
  })
})

describe('the demonstration corpus', () => {
  let engine: Engine
  beforeAll(async () => {
    engine = await loadEngine()
  })
  const run = async (argv: readonly string[]) => {
    const [command = '', ...rest] = argv
    const outcome = await runCli([command, NORTHLINK, '--quiet', ...rest], { engine })
    expect(outcome.stderr).toBe('')
    return outcome.stdout
  }

  it('departments: sums equal totals, themes without an owner go to the default team', async () => {
    const path = await saved('routes.json', {
      rows: [
        { team: 'Vips', themeIds: ['billing'], accountIds: ['acme'] },
        { team: 'Billing', themeIds: ['billing', 'price'] },
      ],
      defaultTeam: 'Care',
    })
    const found = JSON.parse(await run(['departments', '--routes', path, '--format', 'json']))
    const names = found.departments.map((d: { department: string }) => d.department)
    expect(names).toEqual(['Care', 'Billing'])
    const sum = found.departments.reduce(
      (n: number, d: { mentionCount: number }) => n + d.mentionCount,
      0
    )
    expect(sum).toBe(found.mentionCount)
    expect(await run(['departments', '--routes', path])).toMatch(/Billing +\d+ .*Billing problems/)
  })

  it('contrast: billing is what detractors talk about; pairs: hold times with reaching support', async () => {
    expect(await run(['contrast'])).toMatch(/Raised more by detractors.*\nBilling problems/)
    expect(await run(['pairs'])).toMatch(
      /^(?=.*(?:Slow support|Speed of support))(?=.*(?:Reaching|Hard to reach) support).*clear/m
    )
  })

  it('summary: reasons with quotes, every number a figure, a band only when asked for', async () => {
    const text = await run(['summary', '--adjust-for', 'Plan'])
    expect(text).toMatch(/Billing problems: \d+ respondents complain of it/)
    // Only where the sure reasons are the first in the ranking.
    expect(await run(['summary'])).toMatch(/Together the first \d go with/)
    expect(text).not.toContain('(poor)')
    const json = JSON.parse(await run(['summary', '--bands', '-100:poor', '--format', 'json']))
    expect(json.band).toBe('poor')
  })

  it('quadrant, impact, requests, plan: billing is to be mended, and costs score', async () => {
    expect(await run(['quadrant'])).toMatch(/Mend: matters.*\nBilling problems/)
    expect(await run(['impact', '--on', 'score', '--adjust-for', 'Plan'])).toMatch(
      /Billing problems +complaint +\d+ +−2\.\d\d .*clear/
    )
    expect(await run(['requests'])).toMatch(/\d+ comments that ask for something/)
    const plan = await run(['plan', '--theme', 'billing', '--by', '2026-12-31', '--factor', '0.25'])
    expect(plan).toMatch(/Would go with +−\d\.\d .*percentage points of detractors/)
  })

  it('before-after: the billing migration of June shows in what people raise', async () => {
    const text = await run(['before-after', '--at', '2026-06-01', '--about', 'billing'])
    expect(text).toMatch(/Mentions of Billing problems, percentage points +\+1\d\.\d .*p < 0\.001/)
  })
}, 60_000)

describe('records from elsewhere', () => {
  const CSV = [
    'Customer id,Account,Tickets,Left,Contact name',
    ...Array.from({ length: 80 }, (_, i) => `p${i},,${i % 7},${i % 3 === 0 ? 'yes' : 'no'},Kim`),
    'ghost,,1,no,Lee',
    ',a3,6,,',
    ',,2,no,',
    'p1,,99,,',
  ].join('\n')

  it('become fields of every report, and what meets nothing is counted', async () => {
    const path = await saved('crm.csv', CSV)
    const { reports, records } = await json(['correlate', '--with', 'tickets', '--records', path])
    expect(records).toEqual({
      fields: ['Left', 'Tickets'],
      leftOutColumns: ['Contact name'],
      ...{ rowCount: 84, namelessCount: 1, repeatedCount: 1, contradictingCount: 1 },
      ...{ subjectCount: 82, matchedSubjectCount: 81, unmatchedSubjectCount: 1 },
      ...{ matchedResponseCount: 103, unmatchedResponseCount: 17, anonymousResponseCount: 0 },
    })
    expect(reports[0].correlations[0]).toMatchObject({ base: 103, missingCount: 17 })
    const cut = await json(['segments', '--by', 'left', '--records', path])
    expect(cut.cells.map((cell: { keys: { bucket: string }[] }) => cell.keys[0]?.bucket)).toContain(
      'yes'
    )
    const kept = await report(['retention', '--on', 'left', '--records', path])
    expect(kept.stdout).toContain('Detractors')
    expect(kept.stdout).toContain('82 people or accounts in 84 rows; 81 with a response, 1 without')
    expect(kept.stdout).toContain('1 row that names nobody')
    expect(kept.stdout).toContain('Left out as personal: Contact name.')
    const mean = await report(['retention', '--on', 'tickets', '--records', path])
    expect(mean.stdout).toContain('Mean')
  })

  it('that name nobody at all, or miss their file, are refused', async () => {
    const path = await saved('nobody.csv', 'Tickets,Left\n1,no\n')
    const nobody = await report(['retention', '--on', 'left', '--records', path])
    expect([nobody.status, nobody.stderr]).toEqual([
      1,
      expect.stringContaining('respondents or accounts'),
    ])
    const missing = await report(['retention', '--on', 'left', '--records', '/nowhere.csv'])
    expect(missing.status).toBe(1)
    expect((await report(['retention'])).stderr).toContain('expected --on FIELD')
    expect((await report(['retention', '--on', 'height'])).stderr).toContain('on: expected one of')
  })

  it('cases are counted by a segment, never by a protected trait', async () => {
    const { segments, passives } = await json(['cases', '--by', 'plan'])
    expect(segments.by).toBe('plan')
    expect(passives).toEqual([])
    expect((await report(['cases', '--by', 'plan'])).stdout).toMatch(
      /plan +Call back +Win over +Thank/
    )
  })
})
