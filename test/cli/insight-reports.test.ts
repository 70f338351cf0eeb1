import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
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

/** Two accounts over two months; nothing to read in the comments. */
const LINES = Array.from({ length: 40 }, (_, i) =>
  JSON.stringify({
    id: `r${i}`,
    comment: `Line ${i} was as it was`,
    score: i % 4 === 0 ? 2 : 9,
    at: i < 20 ? '2026-01-10T10:00:00Z' : '2026-03-10T10:00:00Z',
    respondentId: `p${i % 25}`,
    accountId: i % 2 === 0 ? 'acme' : 'zeta',
    role: i % 8 < 4 ? 'Champion' : 'CFO',
    segments: { plan: i % 2 === 0 ? 'basic' : 'pro', revenue: i % 2 === 0 ? 900 : 100 },
  })
).join('\n')

async function report(argv: readonly string[], options: { isTerminal?: boolean } = {}) {
  const [command = '', ...rest] = argv
  return runCli([command, '-', '--quiet', ...rest], { stdin: LINES, ...options })
}

describe('whyscore segments', () => {
  it('prints a row per segment, and JSON with the same figures', async () => {
    const table = await report(['segments', '--by', 'plan'])
    expect(table.status).toBe(0)
    expect(table.stdout).toMatch(/basic +20 +0 /)
    expect(table.stdout).toMatch(/pro +20 +100 .*●.*\+100 +clear/)
    const json = JSON.parse((await report(['segments', '--by=PLAN', '--format', 'json'])).stdout)
    expect(json.cells[0].figures.npsPoints.estimate).toBe(0)
  })

  it('cuts by roles read from titles, by crosses and by given buckets', async () => {
    const roles = await report(['segments', '--by', 'role'])
    expect(roles.stdout).toMatch(/budget-holder +20/)
    const cross = await report([
      'segments',
      '--by',
      'plan,revenue',
      '--bucket',
      'revenue=edges:500',
      '--min-base',
      '2',
    ])
    expect(cross.stdout).toMatch(/basic × 500 and more +20/)
  })

  it.each([
    [['segments'], 'expected --by FIELD'],
    [['segments', '--by'], '--by: expected a value'],
    [['segments', '--by', 'tier'], 'one of role, plan, revenue, got "tier"'],
    [['segments', '--by', 'plan', '--bucket', 'x'], 'expected FIELD=RULE'],
    [['segments', '--by', 'plan', '--bucket', 'plan=thirds'], 'quantiles:N'],
    [['segments', '--by', 'plan', '--min-base', '0'], 'whole number of 1 or more'],
    [['segments', '--by', 'plan', '--format', 'html'], 'expected table or json'],
    [['trends', '--period', 'year'], 'day, week, month, quarter'],
    [['trends', '--time-zone', 'Mars'], 'time zone'],
    [['accounts', '--revenue', 'x'], 'got "x"'],
    [['cases', '--routes', 'none.json'], 'found none at none.json'],
  ])('%j is wrong usage', async (argv, message) => {
    const { status, stderr, stdout } = await report(argv)
    expect(status).toBe(2)
    expect(stderr).toContain(message)
    expect(stdout).toBe('')
  })
})

describe('whyscore accounts, trends, cases', () => {
  it('accounts: both weights, champions, revenue at risk', async () => {
    const { stdout } = await report(['accounts', '--revenue', 'revenue'])
    expect(stdout).toContain('every respondent counting the same: 50')
    expect(stdout).toMatch(/Champions against others of their account: −?\+?\d+/)
    expect(stdout).toContain('450 of 1,000')
    expect(stdout).toMatch(/acme +20 +0 +budget-holder 0, champion 0 +450/)
  })

  it('trends: a gap is shown as a gap', async () => {
    const { stdout } = await report(['trends', '--period', 'month'])
    expect(stdout).toContain('2026-02       0')
    expect(stdout).toContain('gap: no answers')
    expect(stdout).toContain('respondents answered in both')
  })

  it('trends: weeks enough give a forecast, or say that none is better than the last value', async () => {
    const lines = Array.from({ length: 90 }, (_, i) =>
      JSON.stringify({
        id: `r${i}`,
        comment: `Line ${i}`,
        score: (i * 7) % 11,
        at: new Date(Date.UTC(2026, 0, 5) + Math.floor(i / 9) * 7 * 86_400_000).toISOString(),
      })
    ).join('\n')
    const argv = ['trends', '-', '--quiet', '--period', 'week']
    expect((await runCli(argv, { stdin: lines })).stdout).toMatch(/the next week/)
  })

  it('cases: every detractor once, routed by the table given', async () => {
    const path = join(folder, 'routes.json')
    const rows = [{ team: 'Pro desk', segments: { plan: ['pro'] } }]
    await writeFile(path, JSON.stringify({ rows, defaultTeam: 'Front desk' }))
    const { stdout } = await report(['cases', '--routes', path, '--format', 'json'])
    const { detractors, promoters } = JSON.parse(stdout)
    expect(detractors).toHaveLength(10)
    expect(promoters).toHaveLength(30)
    expect(new Set(detractors.map((d: { team: string }) => d.team))).toEqual(
      new Set(['Front desk'])
    )
    const table = await report(['cases'], { isTerminal: true })
    expect(table.stdout).toContain('10 detractors, 0 passives, 30 promoters')
  })

  it('cases: a routing table that cannot be read is told with its place', async () => {
    const path = join(folder, 'broken.json')
    await writeFile(path, '{')
    expect((await report(['cases', '--routes', path])).stderr).toContain('expected JSON')
    await writeFile(path, JSON.stringify({ rows: [{}], defaultTeam: 'x' }))
    const { status, stderr } = await report(['cases', '--routes', path])
    expect(status).toBe(1)
    expect(stderr).toContain('/rows/0/team')
  })

  it('writes to a file, and says when it cannot', async () => {
    const path = join(folder, 'trends.json')
    const done = await report(['trends', '--out', path, '--format', 'json'])
    expect(done.stdout).toBe('')
    expect(JSON.parse(await readFile(path, 'utf8')).unit).toBe('month')
    const failed = await report(['trends', '--out', join(folder, 'no', 'x.json')])
    expect(failed.stderr).toContain('--out: cannot write')
  })
})

describe('the demonstration corpus', () => {
  let engine: Engine
  beforeAll(async () => {
    engine = await loadEngine()
  })
  const json = async (argv: readonly string[]) => {
    const [command = '', ...rest] = argv
    const outcome = await runCli([command, NORTHLINK, '--quiet', '--format', 'json', ...rest], {
      engine,
    })
    expect(outcome.status).toBe(0)
    return JSON.parse(outcome.stdout)
  }

  it('shows the billing migration as a spike in June and nowhere else', async () => {
    const { periods, npsTrend } = await json(['trends', '--time-zone', 'Europe/London'])
    const alarms = periods.flatMap((p: { period: string; spikes: { themeId: string }[] }) =>
      p.spikes.map((s) => `${p.period} ${s.themeId}`)
    )
    expect(alarms.some((alarm: string) => /^2026-06 .*billing/.test(alarm))).toBe(true)
    expect(periods).toHaveLength(6)
    expect(npsTrend.method).toBe('linear-by-linear')
  })

  it('shows the basic plan below and the enterprise plan above the others', async () => {
    const { cells } = await json(['segments', '--by', 'plan'])
    const gap = (plan: string) =>
      cells.find((c: { keys: { bucket: string }[] }) => c.keys[0]?.bucket === plan).versusRest
        .npsPoints
    expect(gap('basic').confHigh).toBeLessThan(0)
    expect(gap('enterprise').confLow).toBeGreaterThan(0)
  })

  it('shows that long customers are less happy, in stages of tenure', async () => {
    const { trend, fields } = await json(['segments', '--by', 'tenure'])
    expect(fields[0].kind).toBe('lifecycle')
    expect(trend.detractorShare.slope).toBeGreaterThan(0)
    expect(trend.detractorShare.pValue).toBeLessThan(0.05)
  })

  it('knows nearly all titles, and keeps the order of rows out of the figures', async () => {
    const { roles, accounts } = await json(['accounts'])
    const unknown = roles.find(
      (c: { keys: { bucket: string }[] }) => c.keys[0]?.bucket === 'unknown'
    )
    expect(unknown.base ?? 0).toBeLessThan(20)
    expect(accounts).toHaveLength(171)
  })

  it('lists 163 detractors once each and quotes nobody without a field of consent', async () => {
    const { detractors, promoters } = await json(['cases'])
    expect(new Set(detractors.map((d: { responseId: string }) => d.responseId)).size).toBe(163)
    expect(promoters.filter((p: { quote: string | null }) => p.quote !== null)).toEqual([])
  })
}, 60_000)
