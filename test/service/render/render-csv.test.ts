import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { csvCell } from '../../../src/service/render/csv-cell.ts'
import { renderCsv } from '../../../src/service/render/render-csv.ts'
import { sampleReport } from './sample-report.ts'

describe('the theme list as CSV', () => {
  const rows = Papa.parse<Record<string, string>>(renderCsv(sampleReport().analysis), {
    header: true,
    skipEmptyLines: true,
  }).data

  it('has a row per theme with effects as fractions', () => {
    expect(rows).toHaveLength(6)
    expect(rows[0]).toMatchObject({
      rank: '1',
      themeId: 'support-speed',
      label: 'Slow support',
      onDetractorShare: '0.071',
      onDetractorShareConfLow: '0.048',
      onNpsPoints: '-6',
      recoverableDetractors: '29',
    })
    expect(rows[4]).toMatchObject({ rank: '', status: 'insufficient', onDetractorShare: '' })
  })

  it('keeps line breaks and quotes of comments inside one cell', () => {
    expect(rows[0]?.quote).toBe('Support took 3 weeks to answer\nand then sent me a link')
    expect(rows[1]?.quote).toContain('"nobody" knew')
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])(
    'does not let a spreadsheet run the text %j',
    (text) => {
      expect(Papa.parse<string[]>(csvCell(text), { delimiter: ',' }).data[0]?.[0]).toBe(`'${text}`)
    }
  )

  it('leaves negative numbers numbers', () => {
    expect(csvCell(-0.5)).toBe('-0.5')
    expect(rows[5]?.label).toBe("'=1+1")
  })
})
