import { describe, expect, it } from 'vitest'
import type { DriverInput } from '../../../src/domain/driver.ts'
import type { SegmentValue } from '../../../src/domain/response.ts'
import type { DriverViews } from '../../../src/insight/drivers/driver-views.ts'
import { rankDrivers } from '../../../src/insight/drivers/rank-drivers.ts'
import { tallyResponses } from '../../../src/insight/drivers/tally-responses.ts'
import { randomSource, simulateSurvey } from '../../quality/effect-simulation.ts'
import { makeSurvey, OPTIONS } from './make-survey.ts'

/** The same survey as groups of equal responses, in the order in which each is met from the end. */
function countedOf(input: DriverInput): DriverInput {
  const rows = input.scoreGroups.map((group, row) => ({
    group,
    usable: input.hasUsableComment[row] ?? false,
    mentions: input.mentions
      .filter((m) => m.response === row)
      .map(({ theme, polarity }) => `${theme} ${polarity}`)
      .sort(),
    segments: Object.entries(input.segments).map(([field, values]) => [field, values[row]]),
    cluster: input.clusters[row] ?? null,
    weight: input.weights?.[row],
  }))
  const counts = new Map<string, number>()
  for (const row of rows.reverse()) {
    const key = JSON.stringify(row)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const groups = [...counts.keys()].map((key): (typeof rows)[0] => JSON.parse(key))
  const fields = Object.keys(input.segments)
  return {
    counts: [...counts.values()],
    scoreGroups: groups.map(({ group }) => group),
    hasUsableComment: groups.map(({ usable }) => usable),
    themes: input.themes,
    mentions: groups.flatMap(({ mentions }, response) =>
      mentions.map((text) => {
        const [theme, polarity] = text.split(' ')
        return { response, theme: Number(theme), polarity } as DriverInput['mentions'][number]
      })
    ),
    segments: Object.fromEntries(
      fields.map((field, f) => [
        field,
        groups.map(({ segments }) => (segments[f]?.[1] ?? null) as SegmentValue | null),
      ])
    ),
    clusters: groups.map(({ cluster }) => cluster),
    ...(input.weights && { weights: groups.map(({ weight }) => weight ?? 0) }),
  }
}

const { uniform } = randomSource(3)
const standard = simulateSurvey('standard', 900, 61)
const clustered = simulateSurvey('clustered', 900, 62)
const some = standard.scoreGroups.map(() => uniform())

describe('a survey as counts of groups', () => {
  it.each<[string, DriverInput]>([
    ['independent responses', standard],
    ['accounts with several responses', clustered],
    [
      'respondents of whom some answered twice, some without a score',
      {
        ...standard,
        scoreGroups: standard.scoreGroups.map((g, i) => ((some[i] ?? 0) < 0.1 ? null : g)),
        clusters: some.map((u, i) => (u < 0.6 ? `p${i % 400}` : u < 0.7 ? `alone ${i}` : null)),
      },
    ],
    ['weights', { ...clustered, weights: some.map((u) => Math.floor(4 * u) / 2) }],
    [
      'a number with many values to adjust for, and silent respondents',
      {
        ...standard,
        hasUsableComment: some.map((u) => u < 0.8),
        segments: { ...standard.segments, months: some.map((u) => Math.floor(30 * u)) },
      },
    ],
  ])('has the figures of its rows to the last bit: %s', (_, rows) => {
    const options = { ...OPTIONS, scenario: { [standard.themes[0]?.id ?? '']: 0.5 } }
    const counted = countedOf(rows)
    const [own, expected] = [rankDrivers(counted, options), rankDrivers(rows, options)]
    expect(counted.scoreGroups.length).toBeLessThan(rows.scoreGroups.length)
    expect(expected.themes.filter(({ rank }) => rank !== null).length).toBeGreaterThan(3)
    expect(own).toEqual(expected)
  })

  it('counts a respondent with one scored response as standing alone', () => {
    const rows = makeSurvey(
      ['speed'],
      [
        { count: 30, group: 'detractor', says: '-speed', cluster: (i) => `d${i}` },
        { count: 30, says: '-speed', cluster: (i) => `d${i}` },
        { count: 40, group: 'promoter', cluster: (i) => `p${i}` },
        { count: 10, group: 'passive', says: '-speed' },
      ]
    )
    expect(tallyResponses(rows).repeated).toEqual([])
    expect((rankDrivers(rows, OPTIONS).drivers as DriverViews).clustering).toBeNull()
    const twice = { ...rows, clusters: rows.clusters.map((c) => (c === 'p7' ? 'd3' : c)) }
    const { clustering } = rankDrivers(twice, OPTIONS).drivers as DriverViews
    expect(clustering).toMatchObject({ clusterCount: 79, largestCluster: 2 })
  })

  it('tells a number from the text that looks like it', () => {
    const rows = makeSurvey(
      ['speed'],
      [
        { count: 2, group: 'promoter', segments: { plan: 1 } },
        { count: 3, group: 'promoter', segments: { plan: '1' } },
      ]
    )
    expect([...tallyResponses(rows).counts].sort()).toEqual([2, 3])
  })
})
