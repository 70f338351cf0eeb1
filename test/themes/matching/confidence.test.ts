import { describe, expect, it } from 'vitest'
import {
  CALLER_CALIBRATION,
  confidenceReader,
  UNCALIBRATED,
} from '../../../src/themes/matching/confidence.ts'

const LOG_ODDS = [-4, -1.4, 0, 2, 6]

describe('confidence', () => {
  it('keeps the order of the log odds', () => {
    const read = LOG_ODDS.map(confidenceReader(CALLER_CALIBRATION, 8))
    expect([...read].sort((a, b) => a - b)).toEqual(read)
    for (const confidence of read) {
      expect(confidence).toBeGreaterThan(0)
      expect(confidence).toBeLessThan(1)
    }
  })

  it('is lower among many themes than among few', () => {
    const [few = 0, many = 0] = [4, 40].map((size) =>
      confidenceReader(CALLER_CALIBRATION, size)(-1.4)
    )
    expect(few).toBeGreaterThan(many + 0.3)
  })

  it('reads nothing into numbers of themes beyond those that were measured', () => {
    const of = (size: number) => confidenceReader(CALLER_CALIBRATION, size)(0)
    expect(of(1)).toBe(of(4))
    expect(of(400)).toBe(of(40))
  })

  it('of built-in themes is the probability of the matcher', () => {
    expect(confidenceReader(UNCALIBRATED, 60)(0)).toBe(0.5)
  })
})
