import { describe, expect, it } from 'vitest'
import { rankDrivers } from '../../../src/insight/drivers/rank-drivers.ts'
import { stratifiedEffects } from '../../../src/insight/drivers/stratified-effect.ts'
import { countSurvey } from '../../../src/insight/drivers/survey.ts'
import { simulateSurvey } from '../../quality/effect-simulation.ts'
import { type Kind, makeSurvey, OPTIONS } from './make-survey.ts'

/** Kidney stones (Charig et al. 1986): open surgery is better in both sizes and looks worse over all. */
const STONES: readonly (readonly [size: string, open: boolean, success: number, base: number])[] = [
  ['small', true, 81, 87],
  ['large', true, 192, 263],
  ['small', false, 234, 270],
  ['large', false, 55, 80],
]
const stones = makeSurvey(
  ['open-surgery'],
  STONES.flatMap(([size, open, success, base]): Kind[] => {
    const common = { says: open ? '-open-surgery' : '', segments: { size } }
    return [
      { ...common, count: success, group: 'promoter' },
      { ...common, count: base - success, group: 'detractor' },
    ]
  })
)

describe('sign-reversal', () => {
  it('is found in the kidney stones of Charig et al. (1986)', () => {
    const result = rankDrivers(stones, { ...OPTIONS, confLevel: 0.9 })
    const [theme] = result.themes
    expect(theme!.effect!.leaveOut.detractorShare).toBeGreaterThan(0.02)
    expect(theme!.effect!.onDetractorShare.estimate).toBeLessThan(0)
    const survey = countSurvey(stones, OPTIONS)
    const sizes = (survey.tally.segments.size ?? []).map((s) => (s === 'small' ? 0 : 1))
    const [stratified] = stratifiedEffects(survey, {
      field: 'size',
      kind: 'category',
      edges: null,
      levels: [
        { label: 'small', base: 357 },
        { label: 'large', base: 343 },
      ],
      levelOf: sizes,
    })
    const expected = (87 / 700) * (6 / 87 - 36 / 270) + (263 / 700) * (71 / 263 - 25 / 80)
    expect(stratified!.estimate).toBeCloseTo(expected, 12)
  })

  it('is flagged and explained when both figures are beyond chance', () => {
    const tenfold = makeSurvey(
      ['open-surgery'],
      STONES.flatMap(([size, open, success, base]): Kind[] => {
        const common = { says: open ? '-open-surgery' : '', segments: { size } }
        return [
          { ...common, count: 10 * success, group: 'promoter' },
          { ...common, count: 10 * (base - success), group: 'detractor' },
        ]
      })
    )
    const result = rankDrivers(tenfold, OPTIONS)
    expect(result.themes[0]!.flags).toEqual(['confounded', 'sign-reversal'])
    const [warning] = result.warnings.filter((w) => w.code === 'sign-reversal')
    expect(warning!.detail).toContain('"open-surgery" goes with 2.3 points')
    expect(warning!.detail).toContain('within the values of "size"')
  })

  it('is not claimed where a level has nobody to compare with', () => {
    const survey = makeSurvey(
      ['speed'],
      [
        { count: 30, group: 'detractor', says: '-speed', segments: { plan: 'a' } },
        { count: 12, group: 'promoter', says: '-speed', segments: { plan: 'a' } },
        { count: 40, group: 'promoter', segments: { plan: 'b' } },
        { count: 10, group: 'detractor', segments: { plan: 'b' } },
      ]
    )
    const [theme] = rankDrivers(survey, OPTIONS).themes
    expect(theme!.flags).not.toContain('sign-reversal')
  })
})

describe('collinear', () => {
  it('names the closest partner of a theme that the others together predict', () => {
    // "any" is raised by whoever raises one of three themes, and by few others: no single pair passes 0.8.
    const kinds: Kind[] = ['a', 'b', 'c'].flatMap((id): Kind[] => [
      { count: 40, group: 'detractor', says: `-${id} -any` },
      { count: 30, group: 'promoter', says: `-${id} -any` },
    ])
    const survey = makeSurvey(
      ['a', 'b', 'c', 'any'],
      [
        ...kinds,
        { count: 3, group: 'promoter', says: '-any' },
        { count: 2, group: 'detractor', says: '-a' },
        { count: 60, group: 'detractor' },
        { count: 180, group: 'promoter' },
      ]
    )
    const result = rankDrivers(survey, OPTIONS)
    expect(result.themes[3]!.flags).toContain('collinear')
    const details = result.warnings
      .filter((w) => w.code === 'collinear-themes')
      .map((w) => w.detail)
    expect(details.some((d) => d.includes('"any"'))).toBe(true)
    const partner = result.themes[3]!.overlapsWith!
    expect([0, 1, 2]).toContain(partner)
    expect(result.themes[partner]!.overlapsWith).toBe(3)
  })

  it('is not said of themes that merely meet', () => {
    const result = rankDrivers(simulateSurvey('standard', 1000, 61), OPTIONS)
    expect(result.themes.flatMap((t) => t.flags)).not.toContain('collinear')
  })

  it('needs a partner', () => {
    const survey = makeSurvey(
      ['speed'],
      [
        { count: 60, group: 'detractor', says: '-speed', segments: { plan: 'legacy' } },
        { count: 60, group: 'promoter', says: '-speed', segments: { plan: 'legacy' } },
        { count: 2, group: 'promoter', segments: { plan: 'legacy' } },
        { count: 3, group: 'detractor', says: '-speed', segments: { plan: 'current' } },
        { count: 100, group: 'promoter', segments: { plan: 'current' } },
        { count: 60, group: 'detractor', segments: { plan: 'current' } },
      ]
    )
    const result = rankDrivers(survey, OPTIONS)
    expect(result.themes[0]!.flags).not.toContain('collinear')
  })
})
