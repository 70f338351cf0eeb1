import { describe, expect, it } from 'vitest'
import { tallyCells } from '../../../src/insight/cells/tally-cells.ts'
import { themeIndex } from '../../../src/insight/cells/theme-index.ts'
import { beforeAfter } from '../../../src/insight/trends/before-after.ts'
import { changePoints } from '../../../src/insight/trends/change-points.ts'
import { periodsOf } from '../../../src/insight/trends/periods.ts'
import { sameRespondents } from '../../../src/insight/trends/same-respondents.ts'
import { findSpikes } from '../../../src/insight/trends/spikes.ts'
import { trendReport } from '../../../src/insight/trends/trend-report.ts'
import {
  drawGroup,
  groupRows,
  type PlantedRow,
  plantedSurvey,
  seededRandom,
  shuffled,
} from '../planted-survey.ts'

const DAY_MS = 86_400_000
const month = (m: number, day = 3) => Date.UTC(2026, m, day, 12)

/** `counts` answers a month; billing at 5 %, in month `spikeAt` at `spikeShare`. */
function monthly(
  seed: number,
  months: number,
  options: { count?: number; spikeAt?: number; spikeShare?: number } = {}
) {
  const random = seededRandom(seed)
  const { count = 80, spikeAt = -1, spikeShare = 0.05 } = options
  return Array.from({ length: months * count }, (_, i): PlantedRow => {
    const m = Math.floor(i / count)
    const raises = random() < (m === spikeAt ? spikeShare : 0.05)
    const slow = random() < 0.15
    return {
      time: month(m, 1 + (i % 28)),
      group: drawGroup(random, raises ? 0.8 : 0.3, raises ? 0.1 : 0.4),
      hasComment: true,
      mentions: [
        ...(raises ? [[0, 'negative'] as const] : []),
        ...(slow ? [[1, 'neutral'] as const] : []),
      ],
    }
  })
}

describe('trends', () => {
  it('gaps are shown, not interpolated', () => {
    const rows = [
      ...groupRows([5, 5, 5], { time: month(0) }),
      ...groupRows([5, 5, 5], { time: month(2) }),
      ...groupRows([2, 2, 2], {}),
    ]
    const report = trendReport(plantedSurvey(rows))
    expect(report.periods.map((p) => [p.period, p.cell.base])).toEqual([
      ['2026-01', 15],
      ['2026-02', 0],
      ['2026-03', 15],
    ])
    expect(report.periods[1]?.cell.figures).toBeNull()
    expect(report.warnings.map((w) => w.code)).toEqual(['gaps', 'responses-without-time'])
    expect(report.lastChange).toMatchObject({ before: '2026-01', after: '2026-03' })
    expect(report.npsTrend).toBeNull()
  })

  it('a planted spike is found in its month, explained by billing, and in no other', () => {
    const report = trendReport(plantedSurvey(monthly(1, 8, { spikeAt: 7, spikeShare: 0.35 })))
    expect(report.periods.flatMap((p) => p.spikes.map((s) => [p.period, s.themeId]))).toEqual([
      ['2026-08', 'billing'],
    ])
    const part = report.lastChange?.decomposition.parts.find((p) => p.id === 'billing')
    expect(part?.volume.confHigh).toBeLessThan(0)
    expect(Math.abs(part?.severity.estimate ?? 99)).toBeLessThan(10)
    expect(report.periods[7]?.cell.distinctiveThemes.map((t) => t.id)).toEqual(['billing'])
    expect(report.periods[7]?.npsChange?.qValue).toBeLessThan(0.05)
    expect(report.themeEffects).toEqual([])
  })

  it('follows the effect of themes over the periods when asked', () => {
    const rows = monthly(2, 3, { count: 300 })
    const { themeEffects } = trendReport(plantedSurvey(rows), { maxEffectThemes: 5 })
    expect(themeEffects[0]?.cells).toHaveLength(3)
    expect(themeEffects[0]?.cells[0]?.effect?.estimate).toBeGreaterThan(0)
  })

  it('hides a period of two people, and the smallest other one with it', () => {
    const rows = [
      ...groupRows([1, 0, 1], { time: month(0) }),
      ...groupRows([5, 5, 5], { time: month(1) }),
      ...groupRows([9, 9, 9], { time: month(2) }),
    ]
    const report = trendReport(plantedSurvey(rows), { maxEffectThemes: 1 })
    expect(report.periods.map((p) => p.cell.suppressed)).toEqual(['small', 'complementary', null])
    expect(report.periods[2]?.npsChange).toBeNull()
    expect(report.lastChange).toBeNull()
  })

  it('a planted decline has a falling trend, the order of responses changes nothing', () => {
    const random = seededRandom(9)
    const rows = Array.from({ length: 600 }, (_, i): PlantedRow => {
      const m = i % 6
      return { time: month(m), group: drawGroup(random, 0.2 + 0.07 * m, 0.5 - 0.05 * m) }
    })
    const report = trendReport(plantedSurvey(rows))
    expect(report.npsTrend?.slope).toBeLessThan(-5)
    expect(report.npsTrend?.pValue).toBeLessThan(0.001)
    expect(trendReport(plantedSurvey(shuffled(rows, random)))).toEqual(report)
  })

  it('forecasts the next period from eight periods up', () => {
    const eight = trendReport(plantedSurvey(monthly(3, 8, { count: 40 })))
    expect(eight.forecast?.points).toHaveLength(1)
    expect(eight.forecast?.base).toBe(8)
    expect(trendReport(plantedSurvey(monthly(3, 7, { count: 40 }))).forecast).toBeNull()
  })

  it('has nothing to say without times, and refuses periods without number', () => {
    expect(trendReport(plantedSurvey([{ group: 'passive' }]))).toMatchObject({
      periods: [],
      lastChange: null,
    })
    const rows = [{ time: 0 }, { time: 2000 * DAY_MS }]
    expect(() => trendReport(plantedSurvey(rows), { unit: 'day' })).toThrow('at most 1000 periods')
  })
})

describe('spikes and emerging themes', () => {
  const tallyOf = (mentions: number, commenters: number, negative = mentions) =>
    ({
      responses: commenters,
      commenters,
      mentions: Int32Array.of(mentions),
      negative: Int32Array.of(negative),
    }) as never
  const theme = [{ id: 'billing', label: 'Billing' }]
  const spikes = (series: readonly (readonly [number, number])[], options = {}) =>
    findSpikes(
      theme,
      series.map(([mentions, commenters]) => tallyOf(mentions, commenters)),
      { at: series.length - 1, label: 'now' },
      options
    )

  it('raises an alarm in at most 5 % of quiet periods, over 20 themes and uneven months', () => {
    const random = seededRandom(77)
    let alarms = 0
    for (let run = 0; run < 400; run++) {
      const columns = plantedSurvey(
        Array.from(
          { length: 500 },
          (): PlantedRow => ({
            group: 'passive',
            hasComment: true,
            time: month(Math.floor(random() ** 1.5 * 6)),
            mentions: Array.from({ length: 20 }, (_, t) => [t, 'negative'] as const).filter(
              ([t]) => random() < 0.01 + t / 100
            ),
          })
        ),
        Array.from({ length: 20 }, (_, t) => `t${t}`)
      )
      const { periodOf, labels } = periodsOf(columns.times, 'month', 'UTC')
      const tallies = tallyCells(columns, themeIndex(columns), periodOf, labels.length)
      const last = { at: labels.length - 1, label: labels.at(-1) ?? '' }
      if (findSpikes(columns.themes, tallies, last).length > 0) alarms++
    }
    expect(alarms / 400).toBeLessThanOrEqual(0.05)
  })

  it('tells a new theme, a spike and a rise apart', () => {
    expect(
      spikes([
        [0, 100],
        [0, 100],
        [9, 100],
      ])[0]?.kind
    ).toBe('new')
    expect(
      spikes([
        [4, 100],
        [5, 100],
        [25, 100],
      ])[0]?.kind
    ).toBe('spike')
    expect(
      spikes([
        [1, 100],
        [6, 100],
        [11, 100],
        [15, 100],
        [19, 100],
      ])[0]?.kind
    ).toBe('emerging')
  })

  it('asks more of a theme whose past is restless', () => {
    const calm = [
      [8, 100],
      [8, 100],
      [8, 100],
      [8, 100],
      [20, 100],
    ] as const
    const restless = [
      [0, 100],
      [17, 100],
      [1, 100],
      [14, 100],
      [20, 100],
    ] as const
    expect(spikes(calm)).toHaveLength(1)
    expect(spikes(restless)).toEqual([])
  })

  it('is silent without a past, without comments and below three mentions', () => {
    expect(spikes([[9, 10]])).toEqual([])
    expect(
      spikes([
        [0, 0],
        [9, 10],
      ])
    ).toEqual([])
    expect(
      spikes([
        [0, 100],
        [0, 0],
      ])
    ).toEqual([])
    expect(
      spikes([
        [0, 1000],
        [2, 4],
      ])
    ).toEqual([])
    expect(findSpikes(theme, [], { at: 3, label: 'x' })).toEqual([])
  })

  it('orders alarms by certainty, then id, and refuses options out of range', () => {
    const two = ['b', 'a'].map((id) => ({ id, label: id }))
    const tally = (n: number) =>
      ({
        responses: 100,
        commenters: 100,
        mentions: Int32Array.of(n, n),
        negative: Int32Array.of(n, n),
      }) as never
    const found = findSpikes(two, [tally(2), tally(30)], { at: 1, label: 'x' })
    expect(found.map((s) => s.themeId)).toEqual(['a', 'b'])
    expect(() => spikes([[1, 2]], { falseAlarmRate: 0 })).toThrow('falseAlarmRate')
    expect(() => spikes([[1, 2]], { baselinePeriods: 0.5 })).toThrow('baselinePeriods')
  })
})

describe('change points', () => {
  const draw = (random: () => number, shares: readonly [number, number], count = 60) => {
    const counts = { detractors: 0, passives: 0, promoters: 0 }
    for (let i = 0; i < count; i++) counts[`${drawGroup(random, shares[0], shares[1])}s`]++
    return counts
  }

  it('finds a step where it was planted, with its size', () => {
    const random = seededRandom(2)
    const series = Array.from({ length: 12 }, (_, i) =>
      draw(random, i < 7 ? [0.2, 0.5] : [0.45, 0.3])
    )
    const found = changePoints(series)
    expect(found.map((c) => c.at)).toEqual([7])
    expect(found[0]?.npsPoints.confLow).toBeLessThan(-45)
    expect(found[0]?.npsPoints.confHigh).toBeGreaterThan(-45)
  })

  it('finds two steps and passes over gaps', () => {
    const random = seededRandom(5)
    const level = (i: number): readonly [number, number] =>
      i < 5 || i >= 10 ? [0.1, 0.7] : [0.6, 0.1]
    const none = { detractors: 0, passives: 0, promoters: 0 }
    const series = Array.from({ length: 15 }, (_, i) => (i === 3 ? none : draw(random, level(i))))
    expect(changePoints(series).map((c) => c.at)).toEqual([5, 10])
  })

  it('finds a change in about 5 % of series without one', () => {
    let found = 0
    for (let run = 0; run < 200; run++) {
      const random = seededRandom(400 + run)
      const series = Array.from({ length: 10 }, (_, i) => draw(random, [0.3, 0.4], 10 + 9 * i))
      if (changePoints(series).length > 0) found++
    }
    expect(found / 200).toBeLessThan(0.09)
  })

  it('says nothing of short series and of series without spread', () => {
    const all = { detractors: 0, passives: 0, promoters: 9 }
    expect(changePoints([all, all, all])).toEqual([])
    expect(changePoints([all, all, all, all])).toEqual([])
    expect(() => changePoints([], { falseAlarmRate: 2 })).toThrow('falseAlarmRate')
  })
})

describe('same-customer trend over time', () => {
  it('counts moves between bands, and keeps new and lost customers apart', () => {
    const row = (
      respondent: string | null,
      period: number,
      group: PlantedRow['group'],
      time = 0
    ) => ({
      ...(respondent === null ? {} : { respondent }),
      period,
      group: group ?? null,
      time,
    })
    const rows = [
      row('a', 0, 'promoter'),
      row('a', 1, 'detractor'),
      row('b', 0, 'passive'),
      row('b', 1, 'detractor', 1),
      row('b', 1, 'promoter', 5),
      row('c', 0, 'detractor'),
      row('d', 1, 'promoter'),
      row(null, 1, 'promoter'),
      row('a', 2, 'promoter'),
    ]
    const periods = { periodOf: Int32Array.from(rows, (r) => r.period), before: 0, after: 1 }
    const found = sameRespondents(plantedSurvey(rows), periods, 0.95)
    expect(found.base).toBe(2)
    expect(found.moves.promoter.detractor).toBe(1)
    expect(found.moves.passive.promoter).toBe(1)
    expect(found.detractorShare?.estimate).toBe(0.5)
    expect(found.newRespondents).toMatchObject({ estimate: 100, base: 1 })
    expect(found.lostRespondents).toMatchObject({ estimate: -100, base: 1 })
    expect(found.anonymousCount).toBe(1)
    expect(found.npsPoints?.estimate).toBe(-50)
  })

  it('is absent when nobody answered twice', () => {
    const found = sameRespondents(
      plantedSurvey([{ group: 'passive' }]),
      { periodOf: Int32Array.of(0), before: 0, after: 1 },
      0.95
    )
    expect(found).toMatchObject({ base: 0, detractorShare: null, npsPoints: null })
    expect(found.newRespondents).toBeNull()
  })
})

describe('did a change resonate', () => {
  const AT = month(6)
  /** Everybody improves by `drift`, the touched by `effect` more. */
  function around(seed: number, drift: number, effect: number) {
    const random = seededRandom(seed)
    const rows = Array.from({ length: 2000 }, (_, i) => {
      const isAfter = i % 2 === 0
      const isTouched = i % 4 < 2
      const gain = isAfter ? drift + (isTouched ? effect : 0) : 0
      return {
        isTouched,
        time: AT + (isAfter ? 1 : -1) * (1 + (i % 20)) * DAY_MS,
        group: drawGroup(random, 0.4 - gain, 0.3 + gain),
        hasComment: true,
        mentions: random() < (isAfter && isTouched ? 0.1 : 0.3) ? [[0, 'negative'] as const] : [],
      }
    })
    return { columns: plantedSurvey(rows), isTouched: rows.map((row) => row.isTouched) }
  }

  it('a planted effect is found beyond what the others went through', () => {
    const { columns, isTouched } = around(1, 0.05, 0.15)
    const action = { at: AT, windowMs: 30 * DAY_MS, theme: 0, isTouched }
    const found = beforeAfter(columns, action, 0.95)
    expect(found.baseBefore).toBe(500)
    expect(found.npsPoints?.confLow).toBeGreaterThan(0)
    expect(found.npsBeyondOthers?.estimate).toBeGreaterThan(10)
    expect(found.npsBeyondOthers?.pValue).toBeLessThan(0.05)
    expect(found.mentionShare?.confHigh).toBeLessThan(0)
    expect(found.detractorShare?.estimate).toBeLessThan(-0.1)
    expect(found.warnings).toEqual([])
  })

  it('a drift that everybody shares is no effect of the action, in about 95 % of surveys', () => {
    let rejected = 0
    for (let run = 0; run < 200; run++) {
      const { columns, isTouched } = around(50 + run, 0.1, 0)
      const action = { at: AT, windowMs: 30 * DAY_MS, isTouched }
      if ((beforeAfter(columns, action, 0.95).npsBeyondOthers?.pValue ?? 1) <= 0.05) rejected++
    }
    expect(rejected / 200).toBeLessThan(0.09)
  })

  it('a fall counts as well, without others there is nothing to compare', () => {
    const { columns, isTouched } = around(3, 0, -0.15)
    const found = beforeAfter(columns, { at: AT, windowMs: 30 * DAY_MS, isTouched }, 0.95)
    expect(found.npsBeyondOthers?.pValue).toBeLessThan(0.05)
    const alone = beforeAfter(columns, { at: AT, windowMs: 30 * DAY_MS, theme: 0 }, 0.95)
    expect(alone.npsBeyondOthers).toBeNull()
    expect(alone.mentionShare).not.toBeNull()
  })

  it('needs enough answers on each side, outside the time to settle', () => {
    const rows = [
      ...groupRows([5, 5, 5], { time: AT - 1, hasComment: true }),
      ...groupRows([9, 9, 9], { time: AT + 1 }),
      ...groupRows([9, 9, 9], {}),
    ]
    const settled = beforeAfter(
      plantedSurvey(rows),
      { at: AT, windowMs: DAY_MS, settleMs: 10, minBase: 10, theme: 0 },
      0.95
    )
    expect(settled).toMatchObject({
      baseBefore: 15,
      baseAfter: 0,
      npsPoints: null,
      mentionShare: null,
    })
    expect(settled.warnings[0]?.detail).toContain('0 scores; at least 10')
    expect(
      beforeAfter(plantedSurvey(rows), { at: AT, windowMs: DAY_MS }, 0.95).npsPoints
    ).toBeNull()
    expect(() => beforeAfter(plantedSurvey(rows), { at: AT, windowMs: 0 }, 0.95)).toThrow(
      'windowMs'
    )
  })
})
