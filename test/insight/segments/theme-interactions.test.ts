import { describe, expect, it } from 'vitest'
import { themeIndex } from '../../../src/insight/cells/theme-index.ts'
import { themeInteractions } from '../../../src/insight/segments/theme-interactions.ts'
import { type PlantedRow, plantedSurvey, repeat, seededRandom } from '../planted-survey.ts'

const CHANNELS = ['online', 'phone', 'store'] as const
const THEMES = ['billing', 'shipping', 'affect']

const SHIPPING_SHARE = { withBilling: 0.4, alone: 0.15 }

/** Log odds of a detractor: the same for billing everywhere, `shippingHarm` for shipping online only. */
function detractorShare(
  [isStore, hasBilling, isHarmed]: readonly [boolean, boolean, boolean],
  harm: number
) {
  const odds = -1.4 + (isStore ? 0.6 : 0) + (hasBilling ? 1.3 : 0) + (isHarmed ? harm : 0)
  return 1 / (1 + Math.exp(-odds))
}

/** Billing harms in every channel, shipping in the online channel only. */
function survey(seed: number, count: number, shippingHarm: number) {
  const random = seededRandom(seed)
  return Array.from({ length: count }, (): PlantedRow => {
    const channel = CHANNELS[Math.floor(random() * 3)] ?? 'store'
    const billing = random() < 0.2
    // People who complain about shipping often complain about billing too.
    const shipping = random() < (billing ? SHIPPING_SHARE.withBilling : SHIPPING_SHARE.alone)
    const share = detractorShare(
      [channel === 'store', billing, shipping && channel === 'online'],
      shippingHarm
    )
    return {
      group: random() < share ? 'detractor' : 'promoter',
      hasComment: true,
      mentions: [
        ...(billing ? [[0, 'negative'] as const] : []),
        ...(shipping ? [[1, 'negative'] as const] : []),
        ...(random() < 0.2 ? [[2, 'negative'] as const] : []),
      ],
      segments: { channel },
    }
  })
}

function interactions(rows: readonly PlantedRow[]) {
  const columns = plantedSurvey(rows, THEMES)
  const cellOf = Int32Array.from(rows, (row) =>
    CHANNELS.indexOf((row.segments?.channel ?? '') as (typeof CHANNELS)[number])
  )
  return themeInteractions(
    columns,
    themeIndex(columns),
    { cellOf, cellCount: 3 },
    {
      confLevel: 0.95,
      maxThemes: 15,
    }
  )
}

describe('effects of themes by channel', () => {
  it('a shipping effect planted online appears only there, and the interaction is reported', () => {
    const found = interactions(survey(1, 3000, 1.8))
    const shipping = found.find((t) => t.themeId === 'shipping')
    expect(shipping?.test?.qValue).toBeLessThan(0.001)
    const [online, phone, store] = shipping?.cells ?? []
    expect(online?.effect?.confLow).toBeGreaterThan(0.04)
    for (const other of [phone, store]) {
      expect(other?.effect?.confLow).toBeLessThan(0)
      expect(other?.effect?.confHigh).toBeGreaterThan(0)
    }
    expect(found.find((t) => t.themeId === 'billing')?.test?.qValue).toBeGreaterThan(0.05)
  })

  it('effects inside a cell cover the planted ones at their level', () => {
    // Billing in 20 % of comments; harm with and without it, by how often shipping goes with each.
    const harm = (billing: boolean) =>
      detractorShare([false, billing, true], 1.2) - detractorShare([false, billing, false], 1.2)
    const truth =
      0.2 * SHIPPING_SHARE.withBilling * harm(true) + 0.8 * SHIPPING_SHARE.alone * harm(false)
    let covered = 0
    for (let run = 0; run < 150; run++) {
      const rows = survey(100 + run, 900, 1.2)
      const shipping = interactions(rows).find((t) => t.themeId === 'shipping')
      const effect = shipping?.cells[0]?.effect
      if (effect && effect.confLow <= truth && truth <= effect.confHigh) covered++
    }
    expect(covered / 150).toBeGreaterThan(0.9)
    expect(covered / 150).toBeLessThan(0.99)
  })

  it('reports no interaction at p ≤ 0.05 in more than about 5 % of surveys without one', () => {
    let rejected = 0
    for (let run = 0; run < 200; run++) {
      const shipping = interactions(survey(500 + run, 500, 0)).find((t) => t.themeId === 'shipping')
      if ((shipping?.test?.pValue ?? 1) <= 0.05) rejected++
    }
    expect(rejected / 200).toBeLessThan(0.085)
  })

  it('leaves mere affect out, and cells with fewer than five mentions without an effect', () => {
    const rows = [
      ...survey(3, 600, 1),
      ...repeat(40, { group: 'promoter', segments: { channel: 'nowhere' } }),
    ]
    const found = interactions(
      rows.map((row) =>
        row.segments?.channel === 'phone' ? { ...row, mentions: [], hasComment: true } : row
      )
    )
    expect(found.map((t) => t.themeId).sort()).toEqual(['billing', 'shipping'])
    expect(found[0]?.cells[1]).toMatchObject({ cell: 1, negativeCount: 0, effect: null })
  })

  it('has no test where one cell only has mentions, and no effect without room in the scores', () => {
    const lone = interactions(
      survey(4, 600, 1).map((row) =>
        row.segments?.channel === 'online' ? row : { ...row, mentions: [] }
      )
    )
    expect(lone[0]?.test).toBeNull()
    expect(lone[0]?.cells[0]?.effect).not.toBeNull()
    const happy = survey(5, 600, 1).map((row) => ({ ...row, group: 'promoter' as const }))
    expect(interactions(happy)).toEqual([])
    const thin = survey(6, 600, 1).map((row, i) => (i % 150 < 147 ? row : { ...row, group: null }))
    expect(interactions(thin).length).toBe(2)
  })

  it('gives no effect for two themes that are always raised together', () => {
    const twins = survey(7, 400, 0).map((row) => ({
      ...row,
      mentions: (row.mentions ?? []).some(([theme]) => theme === 0)
        ? ([
            [0, 'negative'],
            [1, 'negative'],
          ] as const)
        : [],
    }))
    const found = interactions(twins)
    expect(found.every((t) => t.test === null && t.cells.every((c) => c.effect === null))).toBe(
      true
    )
  })

  it('has no themes where each has fewer than five mentions inside every cell', () => {
    const rows = survey(8, 300, 0).map((row, i) => ({
      ...row,
      segments: { channel: CHANNELS[i % 3] ?? 'store' },
      mentions: i < 9 ? ([[0, 'negative']] as const) : [],
    }))
    const found = interactions(rows)
    expect(found[0]?.cells.every((c) => c.effect === null)).toBe(true)
  })
})
