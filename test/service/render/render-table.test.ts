import { describe, expect, it } from 'vitest'
import { renderTable } from '../../../src/service/render/render-table.ts'
import {
  columnsOf,
  createStyle,
  cut,
  onOneLine,
  wrap,
} from '../../../src/service/render/terminal-text.ts'
import { sampleReport, sampleTheme } from './sample-report.ts'

const plain = createStyle(100, false)

describe('the table', () => {
  it('shows headline, ranked themes with bars, unranked ones and notes in 100 columns', async () => {
    const table = renderTable(sampleReport(), plain)
    await expect(table).toMatchFileSnapshot('../../fixtures/render/table.txt')
    expect(Math.max(...table.split('\n').map(columnsOf))).toBeLessThanOrEqual(100)
  })

  it('does not call a theme rare that everybody mentions', () => {
    const themes = [sampleTheme({ id: 'a', label: 'Slow support', mentionCount: 371 })]
    const table = renderTable(sampleReport({ themes }), plain)
    expect(table).toContain('No theme can be ranked; what each lacks stands below.')
    expect(table.replaceAll(/\s+/g, ' ')).toMatch(
      /Mentioned often, .* 5 others for each theme: Slow support \(371\)/
    )
    expect(table).not.toContain('fewer than 10')
  })

  it('sums up the ranked themes that it does not show', () => {
    const table = renderTable(sampleReport(), plain, 1)
    const ranked = sampleReport().analysis.themes.filter(({ status }) => status === 'ranked')
    expect(table).toContain(`${ranked.length - 1} more ranked themes with effects from`)
    expect(table).not.toContain(`\n  2 `)
  })

  it('puts the dot of each bar where its estimate lies on the axis', () => {
    const lines = renderTable(sampleReport(), plain).split('\n')
    const axis = lines.find((line) => line.includes('Mentions')) ?? ''
    const zero = axis.indexOf('0', axis.indexOf('Interval'))
    const dot = (label: string) => (lines.find((line) => line.includes(label)) ?? '').indexOf('●')
    expect(dot('Slow support')).toBeGreaterThan(dot('Connection drops'))
    expect(dot('Price rises')).toBeGreaterThan(zero)
    expect(dot('Engineers')).toBeLessThan(zero)
  })

  it('lets no comment move the cursor or change colours', () => {
    const table = renderTable(sampleReport(), plain)
    expect(table).toContain('“up again”')
    expect(table).not.toMatch(/[^\P{Cc}\n]/u)
  })

  it('uses colours only when asked', () => {
    expect(renderTable(sampleReport(), createStyle(100, true))).toContain('\u001b[31m')
    expect(renderTable(sampleReport(), plain)).not.toContain('\u001b')
  })

  it('says why nothing is ranked', () => {
    const unscored = sampleTheme({ id: 'fees', status: 'unscored' })
    const { analysis } = sampleReport()
    const empty = sampleReport({
      themes: [unscored],
      summary: {
        ...analysis.summary,
        base: 0,
        npsPoints: null,
        npsConfLow: null,
        npsConfHigh: null,
      },
    })
    expect(renderTable(empty, plain)).toContain('because no response has a score')
    const few = sampleReport({ themes: [sampleTheme({ id: 'fees', mentionCount: 4 })] })
    expect(renderTable(few, plain)).toContain('No theme is mentioned by 10 respondents')
  })

  it('narrows with the terminal', () => {
    const table = renderTable(sampleReport(), createStyle(80, false))
    const prose = table
      .split('\n')
      .filter((line) => line.startsWith('Effect:') || line.includes('“'))
    for (const line of prose) expect(columnsOf(line)).toBeLessThanOrEqual(80)
  })
})

describe('text for a terminal', () => {
  it('counts wide characters as two columns and marks as none', () => {
    expect(columnsOf('abc')).toBe(3)
    expect(columnsOf('日本')).toBe(4)
    expect(columnsOf('👍')).toBe(2)
    expect(columnsOf('e\u0301')).toBe(1)
  })

  it('is cut between characters and wrapped between words', () => {
    expect(cut('a long label', 7)).toBe('a long…')
    expect(cut('👍👍👍', 4)).toBe('👍…')
    expect(wrap('one two three', 8, '', '  ')).toBe('one two\n  three')
  })

  it('loses marks that turn the reading direction around', () => {
    expect(onOneLine('a\u202eb\r\nc')).toBe('a b c')
  })

  it('loses control characters of every kind', () => {
    expect(onOneLine('a\u0007b\u001b]0;title\u0007c\u009bd')).toBe('a b ]0;title c d')
  })
})
