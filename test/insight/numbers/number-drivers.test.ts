import { describe, expect, it } from 'vitest'
import { fieldNumbers, numberOf } from '../../../src/insight/numbers/field-numbers.ts'
import { numberDrivers } from '../../../src/insight/numbers/number-drivers.ts'
import { type PlantedRow, plantedSurvey, seededRandom } from '../planted-survey.ts'

/** Billing costs 2, praise of speed gives 1, support does nothing but comes with billing; basic has less. */
function world(seed: number, count: number, isPlanted = true) {
  const random = seededRandom(seed)
  const values: (number | null)[] = []
  const rows = Array.from({ length: count }, (): PlantedRow => {
    const isBasic = random() < 0.4
    const billing = random() < (isBasic ? 0.35 : 0.15)
    const support = random() < (billing ? 0.5 : 0.1)
    const speed = random() < 0.25
    const effect = isPlanted ? -2 * Number(billing) + Number(speed) - Number(isBasic) : 0
    const noise = (random() + random() + random() - 1.5) * (billing ? 3 : 1.5)
    values.push(7 + effect + noise)
    return {
      hasComment: true,
      mentions: [
        ...(billing ? [[0, 'negative'] as const] : []),
        ...(speed ? [[1, 'positive'] as const] : []),
        ...(support ? [[2, 'negative'] as const] : []),
      ],
      segments: { plan: isBasic ? 'basic' : 'pro' },
    }
  })
  return { columns: plantedSurvey(rows), values }
}

const SETTINGS = { confLevel: 0.95, adjustFor: ['plan'] }

describe('what themes do to a number', () => {
  it('recovers planted effects, and leaves innocent company near zero', () => {
    const { columns, values } = world(1, 1000)
    const { drivers, mean } = numberDrivers(columns, { field: 'csat', values }, SETTINGS)
    const of = (id: string) => drivers.find(({ themeId }) => themeId === id)
    expect(drivers[0]?.themeId).toBe('billing')
    expect(of('billing')?.perMention.estimate).toBeCloseTo(-2, 0)
    expect(of('speed')).toMatchObject({ polarity: 'positive' })
    expect(of('speed')?.perMention.confLow).toBeGreaterThan(0.5)
    expect(of('support')?.perMention.confHigh).toBeGreaterThan(0)
    expect(of('support')?.perMention.confLow).toBeLessThan(0)
    const share = (of('billing')?.mentionCount ?? 0) / 1000
    expect(of('billing')?.onMean.estimate).toBeCloseTo(
      share * (of('billing')?.perMention.estimate ?? 0),
      12
    )
    expect(mean).toBeCloseTo(values.reduce((s: number, v) => s + (v ?? 0), 0) / 1000, 12)
  })

  it('covers the truth at the stated rate where spreads differ, and is silent on noise', () => {
    let covered = 0
    let falseFinds = 0
    for (let run = 0; run < 200; run++) {
      const planted = world(run, 250)
      const found = numberDrivers(planted.columns, { field: 'x', values: planted.values }, SETTINGS)
      const effect = found.drivers.find(({ themeId }) => themeId === 'billing')?.perMention
      if (effect && effect.confLow <= -2 && effect.confHigh >= -2) covered++
      const noise = world(1000 + run, 250, false)
      const silent = numberDrivers(noise.columns, { field: 'x', values: noise.values }, SETTINGS)
      if (silent.drivers.some(({ perMention }) => perMention.qValue <= 0.05)) falseFinds++
    }
    expect(covered).toBeGreaterThanOrEqual(183)
    expect(falseFinds).toBeLessThanOrEqual(18)
  }, 20_000)

  it('takes answers of one respondent together', () => {
    const { columns, values } = world(3, 300)
    const respondents = columns.scoreGroups.map((_, i) => `p${i % 100}`)
    const found = numberDrivers({ ...columns, respondents }, { field: 'x', values }, SETTINGS)
    expect(found.drivers[0]?.perMention.method).toBe('least-squares-cr1')
  })

  it('says when there is too little, leaves out what the base cannot bear, counts the missing', () => {
    const { columns, values } = world(4, 60)
    const few = numberDrivers(
      columns,
      { field: 'x', values: values.map((v, i) => (i < 50 ? null : v)) },
      SETTINGS
    )
    expect(few).toMatchObject({ base: 10, missingCount: 50, drivers: [] })
    expect(few.warnings.map(({ code }) => code)).toEqual(['too-few-numbers'])
    const narrow = numberDrivers(
      columns,
      { field: 'x', values },
      { confLevel: 0.95, minMentions: 3 }
    )
    expect(narrow.warnings).toEqual([])
    const tight = numberDrivers(
      columns,
      { field: 'x', values: values.map((v, i) => (i < 30 ? null : v)) },
      { ...SETTINGS, minMentions: 2 }
    )
    expect(tight.warnings.map(({ code }) => code)).toEqual(['too-many-themes'])
    const none = numberDrivers(plantedSurvey([]), { field: 'x', values: [] }, { confLevel: 0.95 })
    expect(none).toMatchObject({ mean: null, rSquared: null, base: 0 })
  })
})

describe('a field as numbers', () => {
  it.each([
    ['yes', 1],
    [' No ', 0],
    [true, 1],
    ['12.5', 12.5],
    [3, 3],
    ['', null],
    ['many', null],
    [null, null],
  ])('%j counts %j', (value, expected) => {
    expect(numberOf(value)).toBe(expected)
  })

  it('counts what cannot be read, and refuses unknown fields', () => {
    const columns = { segments: { spend: ['4', 'many', null, ' '] } }
    expect(fieldNumbers(columns, 'spend')).toEqual({
      values: [4, null, null, null],
      unreadableCount: 1,
    })
    expect(() => fieldNumbers(columns, 'age')).toThrow('a field of the survey')
  })
})
