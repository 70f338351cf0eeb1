import { expect, it } from 'vitest'
import { trendReport } from '../../../src/insight/trends/trend-report.ts'
import { renderTrends } from '../../../src/service/render/insight/render-trends.ts'
import { createStyle } from '../../../src/service/render/terminal-text.ts'
import { groupRows, plantedSurvey } from '../../insight/planted-survey.ts'

it('says of a period of many that it is hidden for the sake of another', () => {
  const inMonth = (m: number) => ({ time: Date.UTC(2026, m, 3, 12) })
  const rows = [
    ...groupRows([1, 0, 1], inMonth(0)),
    ...groupRows([5, 5, 5], inMonth(1)),
    ...groupRows([9, 9, 9], inMonth(2)),
  ]
  const report = trendReport(plantedSurvey(rows), { maxEffectThemes: 1 })
  const lines = renderTrends(report, createStyle(120, false), 'Wave').split('\n')
  expect(lines.find((line) => line.startsWith('2026-01'))).toMatch(/hidden: too few people$/)
  expect(lines.find((line) => line.startsWith('2026-02'))).toMatch(/would give another away$/)
})
