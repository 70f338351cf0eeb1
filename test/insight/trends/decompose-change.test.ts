import { describe, expect, it } from 'vitest'
import { themeIndex } from '../../../src/insight/cells/theme-index.ts'
import { decomposeChange } from '../../../src/insight/trends/decompose-change.ts'
import { groupRows, type PlantedRow, plantedSurvey, seededRandom } from '../planted-survey.ts'

type Timed = PlantedRow & { readonly period: number }

const inPeriod = (period: number, rows: readonly PlantedRow[]): Timed[] =>
  rows.map((row) => ({ ...row, period }))

function decompose(rows: readonly Timed[]) {
  const columns = plantedSurvey(rows)
  const periodOf = Int32Array.from(rows, (row) => row.period)
  return decomposeChange(columns, themeIndex(columns), { periodOf, before: 0, after: 1 }, 0.95)
}

const billing = { mentions: [[0, 'negative']] as const }
const speed = { mentions: [[1, 'negative']] as const }

/** A random period: the share that raises billing, and how often its people are detractors. */
function drawPeriod(random: () => number, period: number, share: number, harm: number): Timed[] {
  return Array.from({ length: 400 }, () => {
    const hasBilling = random() < share
    const hasSpeed = random() < 0.2
    const isDetractor = random() < (hasBilling ? harm : 0.2)
    return {
      period,
      group: isDetractor ? 'detractor' : 'promoter',
      hasComment: random() < 0.8,
      mentions: [
        ...(hasBilling ? [[0, 'negative'] as const] : []),
        ...(hasSpeed ? [[1, 'negative'] as const] : []),
      ],
    }
  })
}

describe('what a change of NPS is made of', () => {
  it('by hand: twice as many unhappy billing comments is volume and nothing else', () => {
    const rows = [
      ...inPeriod(0, [...groupRows([10, 0, 0], billing), ...groupRows([0, 0, 40], speed)]),
      ...inPeriod(1, [...groupRows([20, 0, 0], billing), ...groupRows([0, 0, 30], speed)]),
    ]
    const found = decompose(rows)
    expect(found?.npsPoints.estimate).toBeCloseTo(-40, 10)
    const part = found?.parts.find((p) => p.id === 'billing')
    // Share 0.2 to 0.4; its people at −100, everybody at 60 and 20: 0.2 · (−100 − 40).
    expect(part?.volume.estimate).toBeCloseTo(-28, 10)
    expect(part?.severity.estimate).toBeCloseTo(0, 10)
    expect(found?.parts.find((p) => p.id === 'speed')?.volume.estimate).toBeCloseTo(-12, 10)
  })

  it('by hand: the same people scoring lower is severity and nothing else', () => {
    const rows = [
      ...inPeriod(0, [...groupRows([0, 0, 10], billing), ...groupRows([0, 0, 30], speed)]),
      ...inPeriod(1, [...groupRows([10, 0, 0], billing), ...groupRows([0, 0, 30], speed)]),
    ]
    const part = decompose(rows)?.parts[0]
    expect(part?.id).toBe('billing')
    expect(part?.severity.estimate).toBeCloseTo(-50, 10)
    expect(part?.volume.estimate).toBeCloseTo(0, 10)
  })

  it('parts add up to the whole in random surveys, with no theme and no comment among them', () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = seededRandom(seed)
      const rows = [...drawPeriod(random, 0, 0.1, 0.5), ...drawPeriod(random, 1, 0.25, 0.7)]
      const found = decompose(rows)
      const sum = found?.parts.reduce((total, part) => total + part.total.estimate, 0)
      expect(sum).toBeCloseTo(found?.npsPoints.estimate ?? 0, 8)
      expect(found?.parts.map((p) => p.id)).toContain('no-comment')
      expect(found?.parts[0]?.id).toBe('billing')
      for (const { volume, severity, total } of found?.parts ?? [])
        expect(volume.estimate + severity.estimate).toBeCloseTo(total.estimate, 10)
    }
  })

  it('intervals of a theme’s contribution cover 0 in about 95 % of surveys without a change', () => {
    const covered = { volume: 0, severity: 0, total: 0 }
    for (let run = 0; run < 400; run++) {
      const random = seededRandom(1000 + run)
      const rows = [...drawPeriod(random, 0, 0.2, 0.6), ...drawPeriod(random, 1, 0.2, 0.6)]
      const part = decompose(rows)?.parts.find((p) => p.id === 'billing')
      for (const key of ['volume', 'severity', 'total'] as const) {
        const figure = part?.[key]
        if (figure && figure.confLow <= 0 && 0 <= figure.confHigh) covered[key]++
      }
    }
    for (const count of Object.values(covered)) {
      expect(count / 400).toBeGreaterThan(0.925)
      expect(count / 400).toBeLessThan(0.98)
    }
  })

  it('a theme that appears is volume; one period without scores gives nothing', () => {
    const rows = [
      ...inPeriod(0, groupRows([0, 10, 0], speed)),
      ...inPeriod(1, [...groupRows([0, 10, 0], speed), ...groupRows([10, 0, 0], billing)]),
    ]
    const part = decompose(rows)?.parts.find((p) => p.id === 'billing')
    expect(part?.severity.estimate).toBe(0)
    expect(part?.volume.estimate).toBeLessThan(-30)
    const gone = decompose(rows.map((row) => ({ ...row, period: 1 - row.period })))
    expect(gone?.parts.find((p) => p.id === 'billing')?.severity.estimate).toBe(0)
    expect(decompose(inPeriod(0, groupRows([1, 1, 1], {})))).toBeNull()
  })

  it('orders equal contributions by id and refuses one period twice', () => {
    const rows = [
      ...inPeriod(0, [...groupRows([0, 5, 0], billing), ...groupRows([0, 5, 0], speed)]),
      ...inPeriod(1, [...groupRows([0, 5, 0], billing), ...groupRows([0, 5, 0], speed)]),
    ]
    expect(decompose(rows)?.parts.map((p) => p.id)).toEqual(['billing', 'speed'])
    const columns = plantedSurvey(rows)
    const periods = { periodOf: new Int32Array(20), before: 1, after: 1 }
    expect(() => decomposeChange(columns, themeIndex(columns), periods, 0.95)).toThrow('different')
  })
})
