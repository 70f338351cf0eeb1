// Time of each report over a joined survey of 100,000 responses, 30 themes and six fields.

import { accountReport } from '../../src/insight/accounts/account-report.ts'
import { evaluateAlerts } from '../../src/insight/alerts/evaluate-alerts.ts'
import { themeIndex } from '../../src/insight/cells/theme-index.ts'
import { centreWithin } from '../../src/insight/numbers/centre-within.ts'
import { contrastThemes } from '../../src/insight/numbers/contrast-themes.ts'
import { correlateField } from '../../src/insight/numbers/correlate-fields.ts'
import { predictOutcome } from '../../src/insight/prediction/predict-outcome.ts'
import { bucketField } from '../../src/insight/segments/bucket-field.ts'
import { segmentReport } from '../../src/insight/segments/segment-report.ts'
import { trendReport } from '../../src/insight/trends/trend-report.ts'
import {
  drawGroup,
  type PlantedRow,
  plantedSurvey,
  seededRandom,
} from '../insight/planted-survey.ts'
import { machine, printTable } from './measure.ts'

const RESPONSES = 100_000
const THEMES = 30

const POLARITIES = ['negative', 'neutral', 'positive'] as const

function survey() {
  const random = seededRandom(1)
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
  const rows = Array.from(
    { length: RESPONSES },
    (_, i): PlantedRow => ({
      group: drawGroup(random, 0.3, 0.4),
      hasComment: true,
      mentions: Array.from(
        { length: Math.floor(random() * 4) },
        () => [Math.floor(random() ** 2 * THEMES), pick(POLARITIES)] as const
      ),
      respondent: `p${i % 80_000}`,
      account: `a${Math.floor(random() * 4_000)}`,
      time: Date.UTC(2024, 0, 1) + Math.floor(random() * 1000) * 86_400_000,
      segments: {
        plan: pick(['basic', 'business', 'plus', 'enterprise']),
        region: pick(['North', 'South', 'East', 'West', 'London', 'Wales']),
        tenure: Math.floor(random() * 120),
        channel: pick(['email', 'sms', 'app']),
        value: Math.floor(random() * 5000),
        size: Math.floor(random() * 500),
      },
    })
  )
  return plantedSurvey(
    rows,
    Array.from({ length: THEMES }, (_, t) => `t${t}`)
  )
}

/** Prints milliseconds of one call each, after a warm-up on another report. */
export default async function run(): Promise<void> {
  const columns = survey()
  const roles = columns.respondents.map(
    (_, i) => (['champion', 'it', 'end-user'] as const)[i % 3] ?? 'it'
  )
  const cut = (field: string) =>
    bucketField(field, columns.segments[field] ?? [], { kind: 'categories' })
  const facts = {
    id: 'r',
    respondentId: null,
    accountId: 'a',
    score: 2,
    scoreGroup: 'detractor',
    time: 0,
    valence: -0.5,
    clauses: [{ text: 'x', polarity: 'negative', valence: -0.5, themeIds: ['t1'] }],
    flags: [],
    segments: {},
  } as const
  const rules = Array.from({ length: 100 }, (_, i) => ({
    id: `rule ${i}`,
    kind: 'response' as const,
    when: { scoreAtMost: 3, themeIds: ['t1'] },
  }))
  const history = { keys: new Set<string>(), lastAt: new Map<string, number>() }
  const routing = { rows: [], defaultTeam: 'Care' }
  const calls: readonly (readonly [string, () => unknown])[] = [
    ['themes by response', () => themeIndex(columns)],
    ['segments by plan, with interactions', () => segmentReport(columns, [{ field: 'plan' }])],
    [
      'segments by plan × region, with interactions',
      () => segmentReport(columns, [{ field: 'plan' }, { field: 'region' }]),
    ],
    [
      'segments by plan × region, without',
      () =>
        segmentReport(columns, [{ field: 'plan' }, { field: 'region' }], {
          maxInteractionThemes: 0,
        }),
    ],
    ['accounts (4,000) and roles', () => accountReport(columns, roles)],
    ['trends by month', () => trendReport(columns, { timeZone: 'Europe/London' })],
    ['trends by day', () => trendReport(columns, { unit: 'day', timeZone: 'Europe/London' })],
    ['correlation with a field', () => correlateField(columns, 'value', { confLevel: 0.95 })],
    [
      'promoters against detractors',
      () => contrastThemes(columns, ['promoter', 'detractor'], 0.95),
    ],
    [
      'plans within regions',
      () => centreWithin(columns, cut('plan'), cut('region'), { confLevel: 0.95 }),
    ],
    ['prediction of detractors, five folds', () => predictOutcome(columns)],
    [
      'one response against 100 alert rules',
      () => evaluateAlerts(rules, { responses: [facts], spikes: [] }, history, { routing, now: 0 }),
    ],
  ]
  const rows = calls.map(([name, call]) => {
    const startMs = performance.now()
    call()
    return [name, Math.round(performance.now() - startMs)]
  })
  process.stdout.write(
    `${machine()}; ${RESPONSES.toLocaleString('en')} responses, ${THEMES} themes, 6 fields\n`
  )
  printTable([['', 'ms'], ...rows])
}
