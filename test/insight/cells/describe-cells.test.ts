import { describe, expect, it } from 'vitest'
import { DEFAULT_CELL_OPTIONS } from '../../../src/insight/cells/cell.ts'
import { checkCellOptions, describeCells } from '../../../src/insight/cells/describe-cells.ts'
import { tallyCells } from '../../../src/insight/cells/tally-cells.ts'
import { themeIndex } from '../../../src/insight/cells/theme-index.ts'
import { groupRows, type PlantedRow, plantedSurvey, repeat } from '../planted-survey.ts'

function cellsOf(rows: readonly PlantedRow[], cellOf: readonly number[], hidden = false) {
  const columns = plantedSurvey(rows)
  const tallies = tallyCells(columns, themeIndex(columns), Int32Array.from(cellOf), 2)
  const sketches = tallies.map((tally, i) => ({
    keys: [{ field: 'plan', bucket: String(i) }],
    isMissing: false,
    tally,
    suppressed: hidden && i === 0 ? ('small' as const) : null,
  }))
  return describeCells(sketches, columns.themes, DEFAULT_CELL_OPTIONS)
}

const ROWS = [
  ...groupRows([6, 0, 2], { mentions: [[0, 'negative']] }),
  ...groupRows([1, 3, 6], { mentions: [[1, 'positive']] }),
]
const CELL_OF = [...Array(8).fill(0), ...Array(10).fill(1)]

describe('cells', () => {
  it('carry base, NPS and shares with intervals', () => {
    const [first] = cellsOf(ROWS, CELL_OF)
    expect(first?.base).toBe(8)
    expect(first?.figures?.npsPoints.estimate).toBe(-50)
    expect(first?.figures?.detractorShare).toMatchObject({ estimate: 0.75, base: 8 })
    expect(first?.flags).toEqual(['small-base'])
  })

  it('are compared with all others together, each test with its q-value', () => {
    const [first, second] = cellsOf(ROWS, CELL_OF)
    expect(first?.versusRest?.npsPoints.estimate).toBeCloseTo(-100, 10)
    expect(second?.versusRest?.npsPoints.estimate).toBeCloseTo(100, 10)
    const { pValue = 0, qValue = 0 } = first?.versusRest?.npsPoints ?? {}
    expect(qValue).toBeGreaterThanOrEqual(pValue)
  })

  it('list a theme that only one of them raises as distinctive there', () => {
    const [first, second] = cellsOf(ROWS, CELL_OF)
    expect(first?.distinctiveThemes.map((t) => t.id)).toEqual(['billing'])
    expect(second?.distinctiveThemes.map((t) => t.id)).toEqual(['speed'])
    expect(first?.themes).toHaveLength(1)
    expect(first?.themes[0]).toMatchObject({ mentionCount: 8, negativeCount: 8, positiveCount: 0 })
  })

  it('show nothing at all when hidden, and still count among the others', () => {
    const [first, second] = cellsOf(ROWS, CELL_OF, true)
    expect(first).toMatchObject({ base: null, responseCount: null, figures: null, themes: [] })
    expect(second?.versusRest?.npsPoints.estimate).toBeCloseTo(100, 10)
  })

  it('without scores have no figures, without others no comparison', () => {
    const [first, second] = cellsOf(repeat(3, { mentions: [[2, 'neutral']] }), [0, 0, 0])
    expect(first?.figures).toBeNull()
    expect(first?.versusRest).toBeNull()
    expect(first?.themes[0]).toMatchObject({
      id: 'support',
      shareDifference: null,
      neutralCount: 3,
    })
    expect(second).toMatchObject({ base: 0, responseCount: 0, themes: [] })
  })

  it('a person who answers twice counts once towards the minimum, and a theme once per response', () => {
    const columns = plantedSurvey([
      {
        group: 'detractor',
        respondent: 'p1',
        mentions: [
          [0, 'negative'],
          [0, 'positive'],
        ],
      },
      { group: 'passive', respondent: 'p1' },
      { group: 'promoter' },
    ])
    const [tally] = tallyCells(columns, themeIndex(columns), Int32Array.of(0, 0, 0), 1)
    expect(tally?.persons).toBe(2)
    expect([tally?.mentions[0], tally?.negative[0], tally?.positive[0]]).toEqual([1, 1, 1])
  })

  it('orders equally mentioned and equally distinctive themes by id', () => {
    const both = {
      mentions: [
        [1, 'negative'],
        [0, 'negative'],
      ] as const,
    }
    const rows = [...groupRows([8, 0, 0], both), ...groupRows([0, 0, 9], { hasComment: true })]
    const [first] = cellsOf(rows, [...Array(8).fill(0), ...Array(9).fill(1)])
    expect(first?.themes.map((t) => t.id)).toEqual(['billing', 'speed'])
    expect(first?.distinctiveThemes.map((t) => t.id)).toEqual(['billing', 'speed'])
  })

  it('refuses options out of range', () => {
    const options = DEFAULT_CELL_OPTIONS
    expect(() => checkCellOptions({ ...options, confLevel: 1 })).toThrow('confLevel')
    expect(() => checkCellOptions({ ...options, minBase: 0 })).toThrow('minBase')
    expect(() => checkCellOptions({ ...options, topThemes: 1.5 })).toThrow('topThemes')
  })
})
